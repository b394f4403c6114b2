"""How far back a list was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from repostwatch.model import Link, PageDate
from repostwatch.settings import ReadingSettings


def reach(
    links: Iterable[Link], *, settings: ReadingSettings, goes_on: bool = False
) -> datetime | None:
    """The moment back to which the page's main list was seen, or None without usable dates.

    The main list is the block with the most dated links. Lists run from new to old, so an
    older item with newer ones below it is pinned (置顶) and proves nothing: only dates that no
    later item exceeds count, and they must be at least half. Of those the oldest is taken, and
    of its date the end: items of the same day may stand on the next page. Where the list goes on
    on another page (`goes_on`), a few old items after a leap at the end of this one are kept
    there, too.
    """
    dated = [link for link in links if link.date is not None]
    if not dated:
        return None
    main = Counter(link.block for link in dated).most_common(1)[0][0]
    newest_below: datetime | None = None
    oldest: datetime | None = None
    listed = [link.date for link in dated if link.block == main and link.date is not None]
    if goes_on:
        listed = _without_kept(listed, settings)
    in_order = 0
    for date in reversed(listed):
        span = date.interval
        if newest_below is None or span.earliest >= newest_below:
            newest_below = span.earliest
            oldest = span.latest if oldest is None else min(oldest, span.latest)
            in_order += 1
    # A list that mostly runs the other way, or no way, leaves items out anywhere.
    return oldest if in_order * 2 >= len(listed) else None


def _without_kept(listed: list[PageDate], settings: ReadingSettings) -> list[PageDate]:
    """The dates of a page without those of old rows that stand at its end on every page."""
    least = timedelta(days=settings.kept_leap_days)
    for kept in range(1, min(settings.kept_rows, len(listed) // 3) + 1):
        rows, end = listed[:-kept], listed[-kept:]
        oldest = min(date.value for date in rows)
        leap = oldest - max(date.value for date in end)
        span = max(date.value for date in rows) - oldest
        if leap > max(least, settings.kept_leap_spans * span):
            return rows
    return listed
