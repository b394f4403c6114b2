"""Look at everything a portal's duties depend on: homepage, column pages, next pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from repostwatch import reading
from repostwatch.crawl import Crawler, Fetched, FetchPolicy
from repostwatch.model import Column, Outcome, Page, Portal, Reason, Visit, all_of, because
from repostwatch.model.codes import ScanCode
from repostwatch.pipeline.channels import channels, same_site
from repostwatch.pipeline.keep import Keeper
from repostwatch.pipeline.known import Known, KnownPages, read
from repostwatch.portals import Moved, moved, strayed
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.settings import Settings
from repostwatch.store.links import FoundLink
from repostwatch.store.scans import PageVisit, ScanRecord

HOME, COLUMN, NEXT, ARTICLE = "home", "column", "next", "article"
SHORTEST_LINK = "<a href=1>1</a>"


@dataclass(frozen=True, slots=True)
class Looked:
    """A page fetched and read; `page` is None where there was nothing to read. `moved` is what a
    homepage says of being closed or elsewhere."""

    record: PageVisit
    page: Page | None
    moved: Moved | None = None

    @property
    def visit(self) -> Visit:
        return self.record.visit


@dataclass(frozen=True, slots=True)
class Walk:
    """A list followed over its pages. `reach` is None where its first page showed no dates."""

    pages: tuple[Looked, ...]
    reach: datetime | None
    gap: Reason | None


class Onlooker:
    """Fetches and reads pages of one portal through one crawler."""

    def __init__(
        self,
        portal: Portal,
        crawler: Crawler,
        keeper: Keeper,
        settings: Settings,
        readers: Readers,
        known: KnownPages | None = None,
    ) -> None:
        self.portal, self.crawler, self.keeper, self.settings = portal, crawler, keeper, settings
        self.readers, self.known = readers, known
        self.policy = FetchPolicy(
            ignore_robots=portal.ignore_robots_reason is not None,
            legacy_tls=portal.legacy_tls_reason is not None,
            render=portal.render,
        )

    async def page(self, url: str, role: str) -> Looked:
        """One page, its outcome corrected by what the bytes turned out to be."""
        known = self.known.get(url) if self.known and role != ARTICLE else None
        fetched = await self._fetch(url, known)
        # What a page shows may have come while it was under way: seen is seen at its arrival.
        arrived = self.settings.now()
        visit = self._bounded(fetched.visit, self._anchors(fetched.body))
        if fetched.body is None or not visit.outcome.usable:
            return Looked(PageVisit(role, visit), None)
        try:
            page, basis = await read(fetched, self.portal, self.settings, self.readers, known)
        except ReadError as failure:
            visit = replace(visit, outcome=failure.outcome, reason=failure.reason)
            return Looked(PageVisit(role, visit, (), self.keeper.keep(fetched)), None)
        visit = self._bounded(_corrected(visit, page, role), len(page.links))
        if (
            role in (COLUMN, NEXT)
            and visit.outcome.usable
            and (reason := strayed(self.portal, visit))
        ):
            visit = replace(visit, outcome=Outcome.SOFT_404, reason=reason)
        gone = moved(self.portal, visit, page, fetched.body) if role == HOME else None
        if gone is not None and gone.gone and visit.outcome.usable:
            # Somebody else's homepage: it says nothing of this portal's column.
            visit = replace(visit, outcome=Outcome.SOFT_404, reason=gone.reason)
        found = [] if role == ARTICLE else self._kept(page, visit, arrived)
        evidence: Mapping[str, Any] | None
        if visit.outcome is Outcome.NOT_MODIFIED and known is not None:
            evidence = known.evidence
        else:
            evidence = self.keeper.keep(fetched)
            if self.known and role != ARTICLE and visit.outcome is Outcome.OK and evidence:
                self.known.keep(visit, page, basis, evidence, known)
        return Looked(PageVisit(role, visit, found, evidence), page, gone)

    def _anchors(self, body: bytes | None) -> int:
        """How many links a page can have, counted only where there is room for too many."""
        if body is None or len(body) < self.settings.scan.links_per_page * len(SHORTEST_LINK):
            return 0
        return body.count(b"<a ") + body.count(b"<A ")

    def _bounded(self, visit: Visit, links: int) -> Visit:
        most = self.settings.scan.links_per_page
        if not visit.outcome.usable or links <= most:
            return visit
        reason = because(ScanCode.TOO_MANY_LINKS, links=links, most=most)
        return replace(visit, outcome=Outcome.TOO_LARGE, reason=reason)

    def _kept(self, page: Page, visit: Visit, arrived: datetime) -> list[FoundLink]:
        most = self.settings.scan.link_chars
        return [
            FoundLink(link, arrived)
            for link in page.links
            if visit.outcome is not Outcome.TOO_LARGE
            and max(len(link.title), len(link.url)) <= most
        ]

    async def _fetch(self, url: str, known: Known | None) -> Fetched:
        """A page with its body, also where the server only said that it did not change."""
        if known is None or self.known is None:
            return await self.crawler.fetch(url, self.policy)
        fetched = await self.crawler.fetch(url, known.ask(self.policy))
        if fetched.visit.outcome is not Outcome.NOT_MODIFIED:
            return fetched
        return self.known.whole(fetched, known) or await self.crawler.fetch(url, self.policy)

    async def walk(self, url: str, horizon: datetime | None) -> Walk:
        """Follow a list until it reaches back before `horizon`, within the settings' limit."""
        looked = await self.page(url, COLUMN)
        pages, reach, gap = [looked], None, None
        while True:
            if looked.page is None or not looked.visit.outcome.usable:
                gap = _failed(looked.visit)
                break
            here = reading.reach(looked.page.links)
            if here is None:
                gap = because(ScanCode.LIST_UNDATED, url=looked.visit.url)
                break
            reach = here if reach is None else min(reach, here)
            if horizon is None or reach <= horizon:
                break
            following = looked.page.next_url
            if following is None or following in {page.visit.url for page in pages}:
                gap = because(ScanCode.LIST_ENDS, url=url, reach=reach)
                break
            if len(pages) > self.settings.scan.next_pages:
                gap = because(ScanCode.LIST_TOO_LONG, url=url, pages=len(pages), reach=reach)
                break
            looked = await self.page(following, NEXT)
            pages.append(looked)
        return Walk(tuple(pages), reach, gap)


async def look(
    onlooker: Onlooker,
    horizon: datetime | None,
    run_id: str,
    on_page: Callable[[Looked], None] | None = None,
) -> ScanRecord:
    """One scan of a portal. Never raises for what the portal does."""
    settings, portal = onlooker.settings, onlooker.portal
    started_at = settings.now()
    home = await onlooker.page(portal.home_url, HOME)
    lists = portal.column_urls or channels(portal, home.page)
    walks = [
        await onlooker.walk(url, horizon) for url in dict.fromkeys(lists) if url != portal.home_url
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
    reach, gap = _cover(home, walks)
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
        moved=home.moved.reason if home.moved else None,
    )


def _failed(visit: Visit) -> Reason:
    return because(ScanCode.LIST_FAILED, url=visit.url, outcome=visit.outcome, reason=visit.reason)


def _corrected(visit: Visit, page: Page, role: str) -> Visit:
    """Zero links is an error, not an empty success; an article has none to show."""
    if page.kind.outcome is not Outcome.OK:
        return replace(visit, outcome=page.kind.outcome, reason=page.reason)
    if not page.links and role in (COLUMN, NEXT):
        return replace(visit, outcome=Outcome.EMPTY, reason=because(ScanCode.LIST_EMPTY))
    if not page.links and not page.columns and role == HOME:
        return replace(visit, outcome=Outcome.EMPTY, reason=because(ScanCode.HOME_EMPTY))
    return visit


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


def _cover(home: Looked, walks: Sequence[Walk]) -> tuple[datetime | None, Reason | None]:
    """How far back a scan saw everything, and what is in the way of seeing more."""
    if home.page is None or not home.visit.outcome.usable:
        failed = home.visit
        return None, because(ScanCode.HOME_FAILED, outcome=failed.outcome, reason=failed.reason)
    if not walks:
        return _home_cover(home.page)
    gap = all_of(*(walk.gap for walk in walks))
    reaches = [walk.reach for walk in walks]
    whole = [reach for reach in reaches if reach is not None]
    return (max(whole) if len(whole) == len(reaches) else None), gap


def _home_cover(page: Page) -> tuple[datetime | None, Reason | None]:
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
        reading.reach([link for link in page.links if link.block == block]) for block in blocks
    ]
    whole = [reach for reach in reaches if reach is not None]
    if not whole or len(whole) < len(reaches):
        return None, because(ScanCode.HOME_UNDATED)
    return max(whole), because(ScanCode.HOME_ONLY, reach=max(whole))
