"""Search portals for the lists on which they repost: fetch, weigh, choose, store.

Several portals at a time; a failure of one affects no other. Each page is stored as soon as it is
read, so that a search which breaks off is taken up where it was.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.log_fields import PORTAL
from repostwatch.crawl.fetch.outcomes import internal
from repostwatch.discovering.addresses import own_host
from repostwatch.discovering.choice import choose
from repostwatch.discovering.evidence import ReleaseFinder
from repostwatch.discovering.keeping import lists_after
from repostwatch.discovering.walk import SiteWalk
from repostwatch.discovering.weighing import Yardstick
from repostwatch.matching.search.matcher import Matcher
from repostwatch.model import Portal, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import Discovery, ListState, WatchedList
from repostwatch.pipeline.crawling import crawler_of, gather_all
from repostwatch.pipeline.discovery_progress import DiscoverySummary, Watchers, summary_of
from repostwatch.pipeline.scope import Selection, load_scope
from repostwatch.portals.moved import page_key
from repostwatch.readers.pool import Readers
from repostwatch.settings import Settings
from repostwatch.store import discoveries, links, scan_records, visits, watched_lists
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit
from repostwatch.visiting.evidence_writer import evidence_writer
from repostwatch.visiting.search_pages import SearchPages
from repostwatch.visiting.visitor import DISCOVERY, PortalVisitor
from repostwatch.visiting.watching import watch_of

log = logging.getLogger(__name__)


def discover_lists(
    conn: Connection,
    settings: Settings,
    portal_ids: Sequence[str] | None = None,
    run_id: str = "",
    *,
    release_ids: Sequence[str] | None = None,
    on_portal: Callable[[DiscoverySummary], None] | None = None,
    on_page: Callable[[Portal, str], None] | None = None,
) -> list[DiscoverySummary]:
    """Search the selected portals (by default all), `portals_at_once` at a time.

    `release_ids` limits the releases that are asked for; None means all that are stored.
    """
    watchers = Watchers(on_portal or (lambda _: None), on_page or (lambda _portal, _url: None))
    search = _Search.of(conn, settings, Selection(release_ids, portal_ids), run_id, watchers)
    return asyncio.run(search.all())


@dataclass(frozen=True)
class _Search:
    """What all portals of one run share. `asked` is by portal; `browser`: there is one."""

    conn: Connection
    settings: Settings
    run_id: str
    portals: tuple[Portal, ...]
    finder: ReleaseFinder
    asked: Mapping[str, frozenset[str]]
    stored: Mapping[str, tuple[WatchedList, ...]]
    watchers: Watchers
    browser: bool

    @classmethod
    def of(
        cls,
        conn: Connection,
        settings: Settings,
        only: Selection,
        run_id: str,
        watchers: Watchers,
    ) -> _Search:
        wanted = load_scope(conn, _since_ever(settings), only)
        now = settings.now()
        since = now - timedelta(days=settings.discovery.proof_days)
        past = now - timedelta(days=settings.discovery.release_days)
        asked: dict[str, set[str]] = defaultdict(set)
        for duty in wanted.duties:
            if since <= duty.published.earliest <= now:
                asked[duty.portal_id].add(duty.release_id)
        known = release_table.load(conn)  # a better one rules out the others
        finder = ReleaseFinder(Matcher(known, settings.matching), known, past)
        return cls(
            conn,
            settings,
            run_id,
            wanted.portals,
            finder,
            {
                portal_id: frozenset(found & finder.published.keys())
                for portal_id, found in asked.items()
            },
            watched_lists.load(conn, wanted.portal_ids),
            watchers,
            Path(settings.crawl.chromium).exists(),
        )

    async def all(self) -> list[DiscoverySummary]:
        settings = self.settings
        writer = evidence_writer(settings)
        places = asyncio.Semaphore(settings.scan.portals_at_once)
        async with crawler_of(self.conn, settings) as crawler, Readers(settings.scan) as readers:

            async def one(portal: Portal) -> DiscoverySummary:
                PORTAL.set(portal.portal_id)
                async with places:
                    visitor = PortalVisitor(portal, crawler, writer, settings, readers)
                    summary = await self._searched_or_failed(visitor)
                self.watchers.on_portal(summary)
                return summary

            return await gather_all(one(portal) for portal in self.portals)

    async def _searched_or_failed(self, visitor: PortalVisitor) -> DiscoverySummary:
        """The search; after an unexpected error a failed one, so that other portals go on."""
        started_at = self.settings.now()
        try:
            return await self._portal(visitor)
        except (OSError, sqlite3.Error, RepostwatchError):
            raise
        except Exception as error:
            log.exception("%s", visitor.portal.portal_id)
            failure = internal(error)
            why = because(DiscoveryCode.HOME_FAILED, outcome=failure.outcome, reason=failure.reason)
            ended = Discovery(
                portal_id=visitor.portal.portal_id,
                started_at=started_at,
                ended_at=self.settings.now(),
                asked=0,
                found=0,
                pages=(),
                reason=why,
                run_id=self.run_id,
            )
            discoveries.save(self.conn, ended)
            return summary_of(visitor.portal, ended, (), self.settings.language)

    async def _portal(self, visitor: PortalVisitor) -> DiscoverySummary:
        portal, settings = visitor.portal, self.settings
        stored = self.stored[portal.portal_id]
        by = Yardstick(
            self.finder.published,
            self.asked.get(portal.portal_id, frozenset()),
            settings.now(),
            settings.discovery,
            settings.scan,
            portal.home_url,
        )
        walk = SiteWalk(
            portal.home_url,
            self.finder,
            by,
            known=_known(portal, stored),
            render=self.browser,
        )
        started_at = await self._walk(visitor, walk)
        lists = lists_after(portal, stored, walk.lists, choose(walk.lists, by), by)
        if walk.reason is None:
            raise AssertionError("a walk that is over has its reason")
        ended = Discovery(
            portal_id=portal.portal_id,
            started_at=started_at,
            ended_at=settings.now(),
            asked=len(by.asked),
            found=len(walk.found),
            pages=tuple(walk.pages),
            reason=walk.reason,
            render=walk.render_home,
            run_id=self.run_id,
        )
        with self.conn.transaction():
            watched_lists.save(self.conn, lists)
            discoveries.save(self.conn, ended)
        return summary_of(portal, ended, lists, settings.language)

    async def _walk(self, visitor: PortalVisitor, walk: SiteWalk) -> datetime:
        """Let the walk have its pages; when the first of them was fetched."""
        portal_id, now = visitor.portal.portal_id, self.settings.now()
        since = now - timedelta(hours=self.settings.discovery.resume_hours)
        earlier = visits.of_broken_search(self.conn, portal_id, since)
        pages = SearchPages(visitor, earlier)
        while (step := walk.step()) is not None:
            seen, record = await pages.get(step)
            if record is not None:
                self._keep(visitor, record)
            walk.take(step, seen)
            self.watchers.on_page(visitor.portal, step.url)
        for url in walk.left_out:
            self._keep(visitor, (await visitor.page(url, DISCOVERY)).record)
        return min((visit["fetched_at"] for visit in earlier), default=now)

    def _keep(self, visitor: PortalVisitor, record: PageVisit) -> None:
        """Store a page. No scan can have missed what stands elsewhere than scans look, and what
        stands on a host that may be another body's is no repost of this portal."""
        portal, portal_id = visitor.portal, visitor.portal.portal_id
        scanned = watch_of(portal, self.stored[portal_id], self.settings.discovery).portal
        known = {page_key(url) for url in (portal.home_url, *scanned.column_urls)}
        elsewhere = page_key(record.visit.url) not in known
        visitor.writer.hand_over()
        with self.conn.transaction():
            scan_records.save_visits(self.conn, portal_id, [record])
            if not elsewhere or own_host(record.visit.url, portal.home_url):
                links.save(self.conn, portal_id, record.links, wider=elsewhere)


def _since_ever(settings: Settings) -> Settings:
    """Lists are proven by whatever had to be reposted, also before the watch began."""
    return settings.model_copy(
        update={"duties": settings.duties.model_copy(update={"since": None})}
    )


def _known(portal: Portal, stored: Sequence[WatchedList]) -> list[tuple[str, str]]:
    """(address, name) of the lists that are looked at first, whatever the homepage says."""
    known = [
        (one.url, one.name) for one in stored if one.state in (ListState.IN_USE, ListState.PROPOSED)
    ]
    return [*((url, "") for url in portal.column_urls), *known]
