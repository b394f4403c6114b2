"""What a walk along a list has seen so far, and what it amounts to at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from repostwatch.model import Link, ListAccount, PageDate, Reason, Unread
from repostwatch.pipeline.onlooker import PageResult
from repostwatch.reading import Reach

Key = tuple[str, str]  # a region's place in the markup and its heading: the same on every page


@dataclass(frozen=True, slots=True)
class ListResult:
    """A list followed over its pages. `reach` is None where it proves nothing; `gap` says what
    is in the way of more; `stray` that the address does not show its list any more; `account`
    is what is known of the list."""

    pages: tuple[PageResult, ...]
    reach: datetime | None
    gap: Reason | None
    account: ListAccount
    stray: Reason | None = None


@dataclass
class ListProgress:
    """What a walk has seen so far. `reaches` by region: None where it has no dates."""

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
    aside: bool = False  # there is nothing but what pages show beside their content
    stray: Reason | None = None
    blind: bool = False  # something that could be the list could not be read
    proven: bool = False  # earlier reposts stand in it, or the registry points to its rows

    @property
    def reach(self) -> datetime | None:
        """Back to where everything that could be the list was seen without a hole."""
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
    """What is known of the list at the end of its walk."""
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
