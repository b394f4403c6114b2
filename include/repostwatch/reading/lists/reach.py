"""How far back a list was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.model import Link, PageDate
from repostwatch.settings import ReadingSettings


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back a list was seen: the end of its oldest day in order, and by how much its rows
    stand out of order. `ordered`: it is sorted by these dates at all."""

    oldest: datetime
    disorder: timedelta
    ordered: bool

    @property
    def moment(self) -> datetime | None:
        """The moment back to which everything was seen. Where a row stands too low by some days,
        another may, too: so many days before the end of what was seen are not known."""
        return self.oldest + self.disorder if self.ordered else None

    def with_page(self, following: Reach) -> Reach:
        """The same of a list and its next page."""
        return Reach(
            min(self.oldest, following.oldest),
            max(self.disorder, following.disorder),
            self.ordered and following.ordered,
        )


def reach_of(
    links: Iterable[Link], *, settings: ReadingSettings, goes_on: bool = False
) -> Reach | None:
    """How far back the page's main list was seen, or None without dates.

    The main list is the block with the most dated links. Lists run from new to old. Older rows
    before the first in order are pinned (置顶) and prove nothing; of those in order the oldest is
    taken, and of its date the end: items of the same day may stand on the next page. Where the
    list goes on on another page (`goes_on`), a few old items after a leap at the end of this one
    are kept there, too.
    """
    dated = [link for link in links if link.date is not None]
    if not dated:
        return None
    main = Counter(link.block for link in dated).most_common(1)[0][0]
    listed = [link.date for link in dated if link.block == main and link.date is not None]
    if goes_on:
        listed = _without_kept(listed, settings)
    newest_below = listed[-1].interval.earliest
    oldest = listed[-1].interval.latest
    late: list[timedelta] = []  # from the last row up
    for date in reversed(listed):
        span = date.interval
        if span.earliest >= newest_below:
            newest_below, oldest = span.earliest, min(oldest, span.latest)
        below = span.latest <= newest_below
        late.append(newest_below - span.earliest if below else timedelta(0))
    return Reach(oldest, *_order(late[::-1], settings))


def _order(late: list[timedelta], settings: ReadingSettings) -> tuple[timedelta, bool]:
    """By how much rows stand below newer ones, and whether the list is sorted all the same."""
    pinned = next((place for place, by in enumerate(late) if not by), 0)
    strays = [by for by in late[pinned:] if by]
    few = max(1, int(len(late) * settings.strays_share))
    sorted_ = pinned <= min(settings.pinned_rows, len(late) // 2) and len(strays) <= few
    return max(strays, default=timedelta(0)), sorted_


def _without_kept(listed: list[PageDate], settings: ReadingSettings) -> list[PageDate]:
    """The dates of a page without those of old rows that stand at its end on every page."""
    whole = listed
    least = timedelta(days=settings.kept_leap_days)
    for kept in range(1, min(settings.kept_rows, len(listed) // 3) + 1):
        rows, end = listed[:-kept], listed[-kept:]
        oldest = min(date.value for date in rows)
        leap = oldest - max(date.value for date in end)
        span = max(date.value for date in rows) - oldest
        if leap > max(least, settings.kept_leap_spans * span):
            whole = rows
    return whole
