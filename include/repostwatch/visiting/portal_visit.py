"""Scan one portal: homepage, column pages and their next pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from repostwatch.base.sites import same_site
from repostwatch.model import Column, Page, Reason, all_of, because
from repostwatch.model.codes import ScanCode
from repostwatch.model.watched_lists import ListPlace
from repostwatch.portals.moved import page_key
from repostwatch.settings import ReadingSettings
from repostwatch.store.scan_records import FollowedList, ScanRecord
from repostwatch.visiting.channels import home_place, list_places
from repostwatch.visiting.home_cover import home_blocks, home_cover
from repostwatch.visiting.list_follower import ListFollower
from repostwatch.visiting.list_progress import ListResult
from repostwatch.visiting.visitor import ARTICLE, HOME, PageResult, PortalVisitor
from repostwatch.visiting.watching import Watch


async def visit_portal(
    visitor: PortalVisitor,
    horizon: datetime | None,
    run_id: str,
    on_page: Callable[[PageResult], None] | None = None,
    reposts: Collection[str] = (),
    watch: Watch | None = None,
) -> ScanRecord:
    """Scan a portal once. Never raises for what the portal does.

    `reposts` are the addresses of its earlier reposts: they identify the list that holds reposts.
    `watch` says which lists are read, by default those of the registry.
    """
    settings, portal = visitor.settings, visitor.portal
    started_at = settings.now()
    home = await visitor.page(portal.home_url, HOME)
    watch = watch or Watch(portal)
    places = list_places(watch, home.page)
    follower = ListFollower(visitor, home, horizon, reposts, watch=watch)
    lists_read = [await follower.follow(place.url) for place in places]
    beside = await _beside(ListFollower(visitor, home, horizon, reposts, watch=watch, extra=True),
                           watch, places)  # fmt: skip
    columns, articles = await _columns(visitor, home, lists_read)
    pages = (home, *(page for one in (*lists_read, *beside) for page in one.pages))
    for result in pages:
        (on_page or (lambda _: None))(result)
    reach, gap = _cover(home, lists_read, settings.reading)
    if home.moved is not None and home.moved.gone:
        reach, gap = None, home.moved.reason
    stray = next((one.stray for one in lists_read if one.stray), None)
    return ScanRecord(
        portal_id=portal.portal_id,
        started_at=started_at,
        ended_at=settings.now(),
        reach=reach,
        gap=gap,
        embedded=None if columns is None else any(column.form.embedded for column in columns),
        columns=columns,
        home=home.visit,
        visits=[result.record for result in (*pages, *articles)],
        run_id=run_id,
        moved=home.moved.reason if home.moved else stray,
        lists=tuple(list_result.account for list_result in lists_read),
        followed=_followed(watch, places, lists_read, home),
    )


def _followed(
    watch: Watch,
    places: Sequence[ListPlace],
    lists_read: Sequence[ListResult],
    home: PageResult,
) -> tuple[FollowedList, ...]:
    """The lists with their rows; the homepage itself where there is no other."""
    if places:
        return tuple(
            FollowedList(place, one.rows) for place, one in zip(places, lists_read, strict=True)
        )
    blocks = home_blocks(home.page) if home.page else []
    if not blocks:
        return ()
    rows = tuple(link for block in blocks for link in block)
    return (FollowedList(home_place(watch), rows),)


async def _beside(
    follower: ListFollower, watch: Watch, places: Sequence[ListPlace]
) -> list[ListResult]:
    """The lists that are read beside those in use; what they show is found, and proves nothing."""
    taken = {page_key(place.url) for place in places}
    return [await follower.follow(url) for url in watch.extra if page_key(url) not in taken]


async def _columns(
    visitor: PortalVisitor, home: PageResult, lists_read: Sequence[ListResult]
) -> tuple[tuple[Column, ...] | None, list[PageResult]]:
    """The homepage's columns, None where it could not be read, and the articles read for them."""
    if home.page is None or not home.visit.outcome.usable:
        return None, []
    columns: list[Column] = []
    articles: list[PageResult] = []
    for found in home.page.columns:
        column = _dated(found, lists_read)
        read = await _first_articles(visitor, column, home.page)
        columns.append(_newest(column, read))
        articles += read
    return tuple(columns), articles


async def _first_articles(visitor: PortalVisitor, column: Column, home: Page) -> list[PageResult]:
    """The articles of a column's first items, read only if no other date shows how new it is."""
    if column.newest is not None or not column.items or column.block is None:
        return []
    urls = dict.fromkeys(link.url for link in home.links if link.block == column.block)
    own = [url for url in urls if same_site(url, visitor.portal.home_url)]
    most = visitor.settings.scan.column_articles
    return [await visitor.page(url, ARTICLE) for url in own[:most]]


def _dated(column: Column, lists_read: Sequence[ListResult]) -> Column:
    """The column with the newest date of its channel page, if its own items have no dates."""
    if column.newest is not None or not column.items:
        return column
    channel = [
        list_result.pages[0].page
        for list_result in lists_read
        if list_result.pages[0].visit.url == column.url
    ]
    dates = [link.date for page in channel if page for link in page.links if link.date]
    return replace(column, newest=max(dates, key=lambda date: date.value, default=None))


def _newest(column: Column, read: Sequence[PageResult]) -> Column:
    articles = [result.page.article for result in read if result.page is not None]
    dates = [article.published for article in articles if article and article.published]
    return replace(column, newest=max(dates, key=lambda date: date.value, default=column.newest))


def _cover(
    home: PageResult, lists_read: Sequence[ListResult], settings: ReadingSettings
) -> tuple[datetime | None, Reason | None]:
    """(reach, gap): how far back the scan is complete, and why not further."""
    if home.page is None or not home.visit.outcome.usable:
        failed = home.visit
        return None, because(ScanCode.HOME_FAILED, outcome=failed.outcome, reason=failed.reason)
    if not lists_read:
        return home_cover(home.page, settings)
    gap = all_of(*(list_result.gap for list_result in lists_read))
    reaches = [list_result.reach for list_result in lists_read]
    whole = [reach for reach in reaches if reach is not None]
    return (max(whole) if len(whole) == len(reaches) else None), gap
