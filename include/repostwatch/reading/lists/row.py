"""A link with its piece of the page, and all links of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from repostwatch.model import PageDate
from repostwatch.reading import addresses
from repostwatch.reading.addresses import LinkTarget
from repostwatch.reading.dates import time_of_day, written_dates
from repostwatch.reading.dates.date_pieces import Found

ROW_TAGS = frozenset(("li", "tr", "dl", "article"))
TOP_TAGS = frozenset(("body", "html"))


class Row:
    """A link with the piece of the page that belongs to it."""

    title = ""
    date: PageDate | None = None
    month_day: tuple[int, int] | None = None
    clock: tuple[time_of_day.Clock, int] | None = None  # the time of day beside it
    ago: re.Match[str] | None = None
    signed: PageDate | None = None  # the day of signing beside it
    visible = False  # the date stands on the page, not only in the address
    kept = False
    list_node: LexborNode | None = None
    list_key = 0
    end: LexborNode | None = None  # the last link of a title over several
    more = ""  # what the others say of it
    within = 0  # the element that the link stands in

    def __init__(self, node: LexborNode, href: str, text: str, attribute: str, order: int) -> None:
        self.node, self.href, self.text, self.attribute = node, href, text, attribute
        self.order = order
        self.root = node

    @property
    def leads(self) -> LinkTarget:
        """What the address looks like it leads to."""
        return addresses.link_target(self.href)

    @property
    def address_date(self) -> PageDate | None:
        """The date that the address carries."""
        return written_dates.in_address(self.href)

    def take(self, found: Found | None) -> None:
        """Make what was found beside the link its date."""
        if found is not None:
            self.date, self.month_day, self.visible = found.date, found.month_day, True
            self.ago, self.clock = found.ago, found.clock


Wordless = tuple[LexborNode, str, str]  # with its address and its title=


@dataclass
class Anchors:
    """The links of a page: rows that may be items, addresses of following pages with their
    elements, links without a word, addresses of pages before, the elements above the rows, and
    those of them that hold two rows or more."""

    rows: list[Row]
    pagers: list[tuple[str, LexborNode]]
    wordless: list[Wordless]
    previous: list[str] = field(default_factory=list)
    above: set[int] = field(default_factory=set)
    shared: set[int] = field(default_factory=set)
