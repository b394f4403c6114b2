// Airflow shows our pages in a frame that may open no windows, so that a link to a portal would do
// nothing there. Its own page, of the same origin, may: the click goes on through that. Where it
// cannot be reached, the address is copied, and the page's note says so; where nothing can be copied
// either (a browser lets pages do so over TLS only), the note shows the address.
"use strict";
(() => {
  const COPIED = document.querySelector("[data-copied]");
  const SHOWN = document.querySelector("[data-shown]");

  function outer() {
    try {
      return window.top === window ? null : window.top.document;
    } catch {
      return null;
    }
  }

  function open(page, address) {
    const link = page.createElement("a");
    Object.assign(link, { href: address, target: "_blank", rel: "noopener noreferrer" });
    page.body.append(link);
    link.click();
    link.remove();
  }

  async function copied(address) {
    try {
      await navigator.clipboard.writeText(address);
      return true;
    } catch {
      return false;
    }
  }

  async function hand(address) {
    const done = await copied(address);
    COPIED.hidden = !done;
    SHOWN.hidden = done;
    SHOWN.querySelector("code").textContent = done ? "" : address;
    (done ? COPIED : SHOWN).scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[target=_blank]");
    if (!link || window.top === window) return;
    event.preventDefault();
    const page = outer();
    if (page) open(page, link.href);
    else hand(link.href);
  });
})();
