"""Look at where links of the sampled homepages lead, and keep what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from repostwatch.base.errors import InputError
from repostwatch.base.log_fields import PORTAL
from repostwatch.base.quarters import Quarter
from repostwatch.base.sites import same_site
from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.inspecting.links import as_linked, draw_links
from repostwatch.inspecting.second_level import UNSEEN, dates_of, only_leads_on
from repostwatch.model import Page, PageKind, Portal, Reason, because
from repostwatch.model.codes import RunCode, SpotCheckCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.model.spot_checks import HomeLink, LinkLook
from repostwatch.pipeline.controls import controlled
from repostwatch.pipeline.crawling import gather_all
from repostwatch.pipeline.kept_links import seen_already
from repostwatch.pipeline.probe_round import known_sites, standing
from repostwatch.pipeline.probing import probe_crawler, probe_home
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.home_links import read_home
from repostwatch.reading.page import read_page
from repostwatch.settings import Settings
from repostwatch.store import link_looks, probes, robots, samples
from repostwatch.store.database import Connection
from repostwatch.store.link_looks import LinkHome
from repostwatch.visiting.evidence_writer import EvidenceWriter, evidence_writer
from repostwatch.visiting.visitor import policy_of
from repostwatch.wording import Style, say


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """How many sites the sample has, and what a log says of it. `problem`: some of them are not in
    the registry."""

    sites: int
    line: str
    problem: InputError | None = None


@dataclass
class _Round:
    """What the looks of one round share. Where two homepages have one link, it is fetched once.
    `kept` are, of sites that are looked at again, the looks that say something, by address."""

    conn: Connection
    settings: Settings
    quarter: str
    seed: str
    crawler: Crawler
    readers: Readers
    writer: EvidenceWriter
    kept: Mapping[str, Mapping[str, LinkLook]]
    fetches: dict[str, asyncio.Task[tuple[LinkLook, str]]] = field(default_factory=dict)
    seen: int = 0

    async def site(self, portal: Portal) -> None:
        policy = replace(policy_of(portal), render=False)
        home = await self.crawler.fetch(portal.home_url, policy)
        page, found, reason = await self._home(portal, home)
        if reason is not None and portal.portal_id in self.kept:
            # Of the earlier look more is known.
            return
        leads_on = page is not None and self._only_leads_on(page, home)
        own = self.settings.spot_check
        drawn = draw_links(found, portal.home_url, self.seed, own, leads_on=leads_on)
        inside = {link.url for link in found if same_site(link.url, portal.home_url)}
        dated = inside if leads_on else set()
        looks = await gather_all(
            self._look(portal, link, dated=link.url in dated) for link in drawn
        )
        self.seen += len(looks)
        visit = home.visit
        kept = LinkHome(
            visit.fetched_at,
            len(found),
            reason,
            {
                "url": visit.url,
                "final_url": visit.final_url,
                "content_type": visit.content_type,
                "outcome": visit.outcome.value,
                "evidence": self.writer.write(home),
            },
            len(inside) + page.unseen_ways if page is not None and leads_on else None,
        )
        self.writer.hand_over()
        link_looks.save(self.conn, self.quarter, portal.portal_id, kept, looks)

    def _only_leads_on(self, page: Page, home: Fetched) -> bool:
        look = HomepageLook(home.visit.fetched_at, home_columns(page))
        return page.kind is PageKind.CONTENT and only_leads_on(look, self.settings.spot_check)

    async def _home(
        self, portal: Portal, home: Fetched
    ) -> tuple[Page | None, tuple[HomeLink, ...], Reason | None]:
        """The homepage and its links, or why there are none."""
        visit = home.visit
        if home.body is None or not visit.outcome.usable:
            code = SpotCheckCode.HOME_UNREAD
            return None, (), because(code, seen_at=visit.fetched_at, why=visit.reason)
        work = partial(
            read_home,
            home.body,
            visit.final_url or visit.url,
            content_type=visit.content_type,
            fetched_at=visit.fetched_at,
            selector=portal.selector,
            settings=self.settings.reading,
            most=self.settings.spot_check.links_found,
        )
        try:
            page, found = await self.readers.home(work, visit.url)
        except ReadError as failure:
            return None, (), failure.reason
        return page, found, None

    async def _look(self, portal: Portal, link: HomeLink, *, dated: bool) -> LinkLook:
        """`dated`: what is new there counts for the freshness of the homepage."""
        known = self.kept.get(portal.portal_id, {}).get(link.url)
        if known is not None and (known.dates is not None or not dated):
            return replace(known, link=link, dates=known.dates if dated else None)
        task = self.fetches.get(link.url)
        if task is None:
            task = asyncio.create_task(self._fetch(link.url))
            self.fetches[link.url] = task
        look, title = await task
        dates = look.dates if dated else None
        return as_linked(replace(look, portal_id=portal.portal_id, link=link, dates=dates), title)

    async def _fetch(self, url: str) -> tuple[LinkLook, str]:
        """What came, and its title. A stranger's page named the address: where that may change
        something it is not asked."""
        fetched = await self.crawler.fetch(url, FetchPolicy(followed=True), "page")
        visit = fetched.visit
        look = LinkLook(
            "",
            HomeLink(url, ""),
            # Not when it began to wait for its turn: what our network did then says nothing.
            self.settings.now(),
            visit.outcome,
            visit.status,
            reason=visit.reason,
            led_to=visit.final_url,
            # Of every link: of two homepages that have it, one may only lead on.
            dates=UNSEEN,
        )
        title = ""
        if fetched.body is not None and visit.outcome.usable:
            try:
                page = await self._page(fetched)
            except ReadError as failure:
                return replace(look, outcome=failure.outcome, reason=failure.reason), title
            title = page.title or ""
            article = page.article.published if page.article else None
            seen = (page.kind, home_columns(page), article, visit.fetched_at)
            dates = dates_of(*seen, self.settings.spot_check, leads_on=page.goes_elsewhere)
            look = replace(look, kind=page.kind, reason=page.reason, dates=dates)
            if page.kind.outcome.usable:
                return look, title
        return replace(look, evidence=self.writer.write(fetched)), title

    async def _page(self, of: Fetched) -> Page:
        """Raises ReadError."""
        assert of.body is not None  # noqa: S101  whoever calls this has looked
        work = partial(
            read_page,
            of.body,
            of.visit.final_url or of.visit.url,
            content_type=of.visit.content_type,
            fetched_at=of.visit.fetched_at,
            settings=self.settings.reading,
            kept_up=True,
        )
        return await self.readers.read(work, of.visit.url)


def look_at_links(conn: Connection, settings: Settings, quarter: Quarter) -> LinkSummary:
    """Read the homepage of each site of the quarter's sample, look at some of its links, and keep
    what was seen as it comes; without a sample nothing. Sites that were looked at within a day, or
    within a quarter that has ended, are left out, but within a day for links of which nothing was
    seen because our own network may have been down.

    Raises InputError for a bad registry, or one that has no site of the sample.
    """
    key, style = str(quarter), Style(settings.language)
    sample = samples.load(conn, key)
    if sample is None:
        return LinkSummary(0, say(because(RunCode.NO_SAMPLE, quarter=key), style))
    sites, problem = standing(conn, settings, {site.portal_id for site in sample.sites})
    done, kept = seen_already(conn, settings, quarter)
    sites = [one for one in sites if one.portal_id not in done]
    lot = key, sample.order.seed
    seen = asyncio.run(_round(conn, settings, lot, sites, kept)) if sites else 0
    line = because(RunCode.LINKS_SEEN, quarter=key, sites=len(sites), links=seen)
    return LinkSummary(len(sample.sites), say(line, style), problem)


async def _round(
    conn: Connection,
    settings: Settings,
    lot: tuple[str, str],
    sites: list[Portal],
    kept: Mapping[str, Mapping[str, LinkLook]],
) -> int:
    """`lot` is the quarter and its seed."""
    crawl = settings.crawl.model_copy(update={"max_bytes": settings.spot_check.link_bytes})
    texts = robots.StoredRobots(conn, settings.spot_check.probe_bytes)
    crawler = Crawler(
        crawl, allow_loopback=settings.allow_loopback, now=settings.now, robots_texts=texts
    )
    # Of its own, since links to a known site would keep its control probes waiting.
    controls = probe_crawler(settings, texts)

    async def control() -> None:
        known = known_sites(settings)
        made = await gather_all(probe_home(settings, controls, one) for one in known)
        probes.add(conn, made, known=True)

    async with (
        crawler,
        controls,
        Readers(settings.scan) as readers,
        controlled(settings, control),
    ):
        writer = evidence_writer(settings)
        own = _Round(conn, settings, *lot, crawler, readers, writer, kept)
        places = asyncio.Semaphore(settings.scan.portals_at_once)

        async def one(portal: Portal) -> None:
            PORTAL.set(portal.portal_id)
            async with places:
                await own.site(portal)

        await gather_all(one(portal) for portal in sites)
    return own.seen
