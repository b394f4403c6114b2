"""What stood where when a page was drawn."""

from __future__ import annotations

from dataclasses import dataclass

from repostwatch.model.reason_json import JsonReason


@dataclass(frozen=True, slots=True)
class Box:
    """Where an element stood, in pixels from the top left of the page.

    An element is known by its tag and its `words`: its own text without blanks, or else what
    names it otherwise (alt, title, src, href, #id). `drawn` is False where it takes no place at
    all (display: none), `clear` is False where it does and is not to be seen (opacity, visibility).
    """

    tag: str
    words: str
    left: int
    top: int
    width: int
    height: int
    drawn: bool = True
    clear: bool = True


@dataclass(frozen=True, slots=True)
class Screen:
    """A drawn page: the window it was drawn in, its whole height, and its boxes in the order of
    the document. Pixels. `doubt` is why the boxes may not stand where a person sees them; such
    a screen tells nothing. `lacks` is why data that its scripts asked for did not come; then
    an empty place proves nothing."""

    width: int
    height: int
    page_height: int
    boxes: tuple[Box, ...] = ()
    doubt: JsonReason | None = None
    lacks: JsonReason | None = None


# What names an element that has no text of its own, in this order.
NAMING = ("alt", "title", "src", "data-src", "href")
# Of the words: a heading is shorter, and a longer text is no heading.
WORDS = 60
# Of an address among them, by which two frames are distinguished.
ADDRESS = 200
