"""Where a page leads on to, beside its items."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LeadPlace(StrEnum):
    """Where on its page an address stands."""

    MENU = "menu"
    HEADING = "heading"
    MORE = "more"  # 更多 and its like, behind a heading
    CRUMB = "crumb"
    FRAME = "frame"  # a page within the page
    DATA = "data"  # what a script asks for
    MAP = "map"  # sitemap.xml
    JUMP = "jump"  # an image map, a drop-down box, a handler
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that a page leads on to. `words` are what it is called there: its text, its
    title, what its picture shows; `heading` is that of the block or menu around it."""

    url: str
    words: str
    place: LeadPlace
    heading: str = ""
