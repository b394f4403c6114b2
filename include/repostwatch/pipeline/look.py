"""Look at everything a portal's duties depend on: homepage, column pages, next pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from repostwatch import reading
from repostwatch.model import Column, Page, Reason, all_of, because
from repostwatch.model.codes import ScanCode
from repostwatch.pipeline.channels import channels
from repostwatch.pipeline.onlooker import ARTICLE, HOME, Looked, Onlooker
from repostwatch.pipeline.trail import Walk
from repostwatch.pipeline.walk import Walker
from repostwatch.portals import place
from repostwatch.settings import ReadingSettings
from repostwatch.sites import same_site
from repostwatch.store.scans import ScanRecord

__all__ = ["ARTICLE", "HOME", "Looked", "Onlooker", "Walk", "look"]


async def look(
    onlooker: Onlooker,
    horizon: datetime | None,
    run_id: str,
    on_page: Callable[[Looked], None] | None = None,
    reposts: Collection[str] = (),
) -> ScanRecord:
    """One scan of a portal. Never raises for what the portal does.

    `reposts` are the addresses of its earlier reposts: they tell which list is the list.
    """
    settings, portal = onlooker.settings, onlooker.portal
    started_at = settings.now()
    home = await onlooker.page(portal.home_url, HOME)
    lists = portal.column_urls or channels(portal, home.page)
    walker = Walker(onlooker, home, horizon, reposts)
    walks = [
        await walker.walk(url)
        for url in dict.fromkeys(lists)
        if place(url) != place(portal.home_url)
    ]
    columns: tuple[Column, ...] | None = None
    articles: list[Looked] = []
    if home.page is not None and home.visit.outcome.usable:
        columns = ()
        for found in home.page.columns:
            column = _dated(found, walks)
            read = await _first_articles(onlooker, column, home.page)
            columns += (_newest(column, read),)
            articles += read
    looks = (home, *(page for walk in walks for page in walk.pages))
    for looked in looks:
        (on_page or (lambda _: None))(looked)
    reach, gap = _cover(home, walks, onlooker.settings.reading)
    if home.moved is not None and home.moved.gone:
        reach, gap = None, home.moved.reason
    return ScanRecord(
        portal_id=portal.portal_id,
        started_at=started_at,
        ended_at=settings.now(),
        reach=reach,
        gap=gap,
        embedded=None if columns is None else any(column.form.embedded for column in columns),
        columns=columns,
        home=home.visit,
        visits=[looked.record for looked in (*looks, *articles)],
        run_id=run_id,
        moved=home.moved.reason if home.moved else next((w.stray for w in walks if w.stray), None),
        lists=tuple(walk.account for walk in walks),
    )


async def _first_articles(onlooker: Onlooker, column: Column, home: Page) -> list[Looked]:
    """The articles of a column's first items, where nothing else tells how new it is."""
    if column.newest is not None or not column.items or column.block is None:
        return []
    urls = dict.fromkeys(link.url for link in home.links if link.block == column.block)
    own = [url for url in urls if same_site(url, onlooker.portal.home_url)]
    most = onlooker.settings.scan.column_articles
    return [await onlooker.page(url, ARTICLE) for url in own[:most]]


def _dated(column: Column, walks: Sequence[Walk]) -> Column:
    """A column whose homepage items bear no dates is as new as the channel page it leads to."""
    if column.newest is not None or not column.items:
        return column
    channel = [walk.pages[0].page for walk in walks if walk.pages[0].visit.url == column.url]
    dates = [link.date for page in channel if page for link in page.links if link.date]
    return replace(column, newest=max(dates, key=lambda date: date.value, default=None))


def _newest(column: Column, read: Sequence[Looked]) -> Column:
    articles = [looked.page.article for looked in read if looked.page is not None]
    dates = [article.published for article in articles if article and article.published]
    return replace(column, newest=max(dates, key=lambda date: date.value, default=column.newest))


def _cover(
    home: Looked, walks: Sequence[Walk], settings: ReadingSettings
) -> tuple[datetime | None, Reason | None]:
    """How far back a scan saw everything, and what is in the way of seeing more."""
    if home.page is None or not home.visit.outcome.usable:
        failed = home.visit
        return None, because(ScanCode.HOME_FAILED, outcome=failed.outcome, reason=failed.reason)
    if not walks:
        return _home_cover(home.page, settings)
    gap = all_of(*(walk.gap for walk in walks))
    reaches = [walk.reach for walk in walks]
    whole = [reach for reach in reaches if reach is not None]
    return (max(whole) if len(whole) == len(reaches) else None), gap


def _home_cover(page: Page, settings: ReadingSettings) -> tuple[datetime | None, Reason | None]:
    """Without column pages the column's own items tell, or the homepage's only list.

    Of several lists, none of them the column, nobody knows which a repost would stand in, nor
    whether it would stand on the homepage at all: they prove nothing.
    """
    named = [column for column in page.columns if column.name]
    own = [column.block for column in named if column.block is not None]
    blocks = own or list(dict.fromkeys(link.block for link in page.links))
    if not own and len(blocks) > 1:
        return None, because(ScanCode.HOME_LISTS_UNNAMED)
    reaches = [
        reading.reach([link for link in page.links if link.block == block], settings=settings)
        for block in blocks
    ]
    whole = [reach.moment for reach in reaches if reach is not None and reach.moment is not None]
    if not whole or len(whole) < len(reaches):
        return None, because(ScanCode.HOME_UNDATED)
    return max(whole), because(ScanCode.HOME_ONLY, reach=max(whole))
