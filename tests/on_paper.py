"""What a browser would leave out of a page on paper."""

from __future__ import annotations

from playwright.sync_api import Frame, Page

# A box that hides what does not fit into it, unless it is read out only; and what is folded.
CUT = """() => {
  const shown = [...document.querySelectorAll("body *")].filter(
    (one) => one.checkVisibility() && !one.matches("iframe, .aloud"));
  const boxes = shown.filter((one) => getComputedStyle(one).overflow !== "visible"
    && (one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1));
  const folded = shown.filter((one) => one.matches("details")).filter((one) =>
    ![...one.children].some((part) => !part.matches("summary")
      && part.checkVisibility({ contentVisibilityAuto: true }) && part.offsetHeight));
  return [...boxes, ...folded].map((one) => one.outerHTML.slice(0, 160));
}"""


def cut(page: Page | Frame) -> list[str]:
    """The beginnings of the elements that are not shown whole; the page is asked for its printed
    form."""
    return [f"{page.url} cuts {one}" for one in page.evaluate(CUT)]
