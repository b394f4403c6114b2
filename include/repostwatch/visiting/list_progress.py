"""The state while a list is followed over its pages, and the result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from repostwatch.model import Link, ListAccount, PageDate, Reason, Unread
from repostwatch.reading.lists.reach import Reach
from repostwatch.visiting.visitor import PageResult

Key = tuple[str, str]  # a region's place in the markup and its heading: the same on every page


@dataclass(frozen=True, slots=True)
class ListResult:
    """A list with all pages that were followed. `reach` is None if it proves nothing; `gap` says
    why it reaches no further; `stray` is set if the address no longer shows this list; `account`
    summarises the list, `rows` are the links on it."""

    pages: tuple[PageResult, ...]
    reach: datetime | None
    gap: Reason | None
    account: ListAccount
    stray: Reason | None = None
    rows: tuple[Link, ...] = ()


@dataclass
class ListProgress:
    """What has been read of a list so far. `reaches` is by region, None for one without dates."""

    url: str
    pages: list[PageResult] = field(default_factory=list)
    reaches: dict[Key, Reach | None] = field(default_factory=dict)
    gaps: list[Reason] = field(default_factory=list)
    holes: list[Unread] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    newest: dict[Key, PageDate | None] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    name: str = ""
    why: Reason | None = None
    regions: int = 0
    aside: bool = False  # all regions are outside of the page's content
    stray: Reason | None = None
    blind: bool = False  # something that could be the list could not be read
    proven: bool = False  # it holds earlier reposts, or the registry has a selector for its rows

    def block(self, gap: Reason) -> None:
        """Record a gap for which the list proves nothing at all."""
        self.gaps.append(gap)
        self.blind = True

    @property
    def reach(self) -> datetime | None:
        """The moment back to which every candidate region was read without a gap."""
        moments = [reach.moment if reach else None for reach in self.reaches.values()]
        known = [moment for moment in moments if moment is not None]
        if self.blind or not known or len(known) < len(moments):
            return None
        whole = max(known)
        if any(hole.date is None for hole in self.holes):
            return None
        ends = [hole.date.interval.latest for hole in self.holes if hole.date is not None]
        return max([whole, *ends])


def list_account(progress: ListProgress) -> ListAccount:
    """The summary of a list after its last page."""
    dates = [link.date for link in progress.links if link.date is not None]
    ordered = sorted(dates, key=lambda date: date.value)
    return ListAccount(
        url=progress.url,
        name=progress.name,
        why=progress.why,
        newest=str(ordered[-1]) if ordered else "",
        oldest=str(ordered[0]) if ordered else "",
        rows=len(progress.links),
        unread=len(progress.holes),
        pages=len(progress.pages),
        regions=progress.regions,
    )


def newest_date(dates: Iterable[PageDate | None]) -> PageDate | None:
    """The latest of the dates that are known."""
    known = [date for date in dates if date is not None]
    return max(known, key=lambda date: date.value, default=None)
