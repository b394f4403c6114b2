"""Doubts about a list that was followed: each function gives one as a reason, or None."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from repostwatch.model import Page, Reason, because
from repostwatch.model.codes import ScanCode
from repostwatch.model.reasons import quoted
from repostwatch.portals.moved import page_key
from repostwatch.reading.regions.choose import ALL, count_central
from repostwatch.reading.regions.subject import is_central
from repostwatch.settings import ScanSettings, Settings
from repostwatch.visiting.list_progress import ListProgress, newest_date


def other_kinds(
    progress: ListProgress, page: Page | None, column_urls: Collection[str]
) -> Reason | None:
    """Whether the page divides its documents by kind, and a kind is not watched."""
    watched = {page_key(url) for url in column_urls}
    siblings = page.siblings if page else ()
    names = [name for name, url in siblings if page_key(url) not in watched]
    if not names:
        return None
    return because(ScanCode.LIST_OF_ONE_KIND, url=progress.url, names=quoted("、".join(names)))


def not_central(progress: ListProgress, home: Page | None, settings: ScanSettings) -> Reason | None:
    """Whether nothing shows that the list is one that holds reposts."""
    columns = home.columns if home is not None else ()
    # What the homepage calls a page counts where the page itself says nothing else.
    called = [column.name for column in columns if column.url == progress.url]
    names = [name for name in progress.names if name] or called
    if (
        progress.proven
        or count_central(progress.links) >= settings.list_signs
        or (not progress.aside and is_central(names))
    ):
        return None
    name = quoted(progress.name) or None
    return because(ScanCode.LIST_NOT_CENTRAL, url=progress.url, name=name)


def behind_home(progress: ListProgress, home: Page | None) -> Reason | None:
    """Why a list is not where reposts stand now: the homepage's column has a newer one."""
    columns = home.columns if home is not None else ()
    newest = newest_date(progress.newest.values())
    newer = newest_date(column.newest for column in columns if column.name and column.items)
    if newest is None or newer is None:
        return None
    if newer.value <= newest.value or newer.interval.earliest < newest.interval.latest:
        return None
    return because(ScanCode.LIST_BEHIND_HOME, url=progress.url, newest=newest, newer=newer)


def outdated(progress: ListProgress, home: Page | None, settings: Settings) -> Reason | None:
    """Why the list is outdated: it has no recent items although the homepage has."""
    now = settings.now()
    dates = [date for date in progress.newest.values() if date is not None]
    # Each of several candidate lists must be recent; of one list in parts, the newest part.
    pick = min if progress.why == ALL else max
    newest = pick(dates, key=lambda date: date.value, default=None)
    if home is None or newest is None or not progress.reaches:
        return None
    least = now - timedelta(days=settings.scan.stale_list_days)
    fresh = now - timedelta(days=settings.scan.fresh_home_days)
    moving = [
        link for link in home.links if link.date and fresh <= link.date.interval.latest
        and link.date.value <= now
    ]  # fmt: skip
    if newest.interval.latest >= least or len(moving) < settings.scan.list_signs:
        return None
    return because(ScanCode.LIST_STALE, name=quoted(progress.name) or None, newest=newest)
