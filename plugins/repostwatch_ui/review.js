// Keys of the review queue. Nothing here records: that takes the form's own button, or Enter in it,
// and a choice that was made.
"use strict";
(() => {
  const items = [...document.querySelectorAll("section.item")];
  const TYPED = "input[type=text], input[type=date], select, textarea";
  let place = -1;

  function go(step) {
    const next = Math.min(Math.max(place + step, 0), items.length - 1);
    if (items.length === 0 || next === place) return;
    place = next;
    items[place].focus();
    items[place].scrollIntoView({ block: "start" });
  }

  // What was chosen still needs its reason: the next key typed stands in it.
  function choose(number) {
    if (place < 0) return;
    const choice = items[place].querySelectorAll("input[name=kind]")[number - 1];
    if (!choice) return;
    choice.checked = true;
    items[place].querySelector("input[name=reason]").focus();
  }

  function tick() {
    const box = place < 0 ? null : items[place].querySelector("input[name=duty]");
    if (box) box.checked = !box.checked;
  }

  function page() {
    const kept = place < 0 ? null : items[place].querySelector("details.kept");
    if (kept) kept.open = !kept.open;
  }

  // A kept page opens at its mark, and takes the page around it along.
  for (const frame of document.querySelectorAll("details.kept iframe")) {
    frame.addEventListener("load", () => frame.closest("section.item").scrollIntoView({ block: "start" }));
  }
  document.addEventListener("focusin", (event) => {
    const found = items.indexOf(event.target.closest("section.item"));
    if (found >= 0) place = found;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (place >= 0) items[place].focus();
      return;
    }
    if (event.target.matches(TYPED)) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "o") page();
    else if (event.key === "x") tick();
    else if (/^[1-9]$/.test(event.key)) choose(Number(event.key));
    else return;
    event.preventDefault();
  });
})();
