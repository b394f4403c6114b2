// Airflow shows our pages in a frame that may open no windows, so that a link to a portal would do
// nothing there. Its own page, of the same origin, may: the click goes on through that. Where it
// cannot be reached, the address is copied, and the page's note says so.
"use strict";
(() => {
  const COPIED = document.querySelector("[data-copied]");

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

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[target=_blank]");
    if (!link || window.top === window) return;
    event.preventDefault();
    const page = outer();
    if (page) open(page, link.href);
    else navigator.clipboard.writeText(link.href).then(() => { COPIED.hidden = false; });
  });
})();
