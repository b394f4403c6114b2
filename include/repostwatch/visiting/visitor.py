"""Fetch and read the pages of one portal: one visit and one parsed page for each address."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.headers import read_headers
from repostwatch.base.sites import same_site
from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.crawl.fetch.outcomes import internal
from repostwatch.model import Outcome, Page, Portal, RegionForm, Visit, because
from repostwatch.model.codes import PortalCode, ScanCode
from repostwatch.model.navigation import Lead, SearchForm
from repostwatch.portals.moved import Moved, find_move, redirected_elsewhere
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.navigation.leads import leads_of
from repostwatch.reading.navigation.search_forms import search_forms_of
from repostwatch.settings import Settings
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit
from repostwatch.visiting.evidence_writer import EvidenceWriter
from repostwatch.visiting.page_cache import CachedPage, PageCache, read_or_reuse

log = logging.getLogger(__name__)
HOME, COLUMN, NEXT, ARTICLE = "home", "column", "next", "article"
FRAME = "frame"  # a page within a list page
EXTRA = "extra"  # a page of a list that is read beside those in use
DISCOVERY = "discovery"  # a page looked at in search of lists
WIDER = "wider"  # a page looked at before a release counts as missing
QUERY = "query"  # what the portal's own search answered
LEADING = (DISCOVERY, WIDER)  # pages that are read for where they lead on to, too
WITHIN = (*LEADING, QUERY, EXTRA)  # these never follow a redirect to another site
LISTS = (COLUMN, NEXT, FRAME, EXTRA)
GOV = "https://www.gov.cn/"
SHORTEST_LINK = "<a href=1>1</a>"


@dataclass(frozen=True, slots=True)
class PageResult:
    """A fetched page. `page` is None if it could not be read. `moved` is set on a homepage that
    says that the portal is closed or has moved; `leads` are read in a search for lists or a wider
    look only, `searches` in a wider look, `fetched` in a search for lists."""

    record: PageVisit
    page: Page | None
    moved: Moved | None = None
    leads: tuple[Lead, ...] = ()
    searches: tuple[SearchForm, ...] = ()
    fetched: Fetched | None = None

    @property
    def visit(self) -> Visit:
        return self.record.visit


def policy_of(portal: Portal) -> FetchPolicy:
    """How the registry says that a portal's pages are fetched."""
    return FetchPolicy(
        ignore_robots=portal.ignore_robots_reason is not None,
        legacy_tls=portal.legacy_tls_reason is not None,
        headers=read_headers(portal.request_headers) if portal.request_headers else (),
        proxy=portal.proxy,
        render=portal.render,
    )


class PortalVisitor:
    """Fetches and reads the pages of one portal with one crawler."""

    def __init__(
        self,
        portal: Portal,
        crawler: Crawler,
        writer: EvidenceWriter,
        settings: Settings,
        readers: Readers,
        cache: PageCache | None = None,
    ) -> None:
        self.portal, self.crawler, self.writer, self.settings = portal, crawler, writer, settings
        self.readers, self.cache = readers, cache
        self.policy = policy_of(portal)

    async def page(
        self, url: str, role: str, *, render: bool = False, given: Fetched | None = None
    ) -> PageResult:
        """Fetch and read one page; its outcome accounts for the content, not only the status.
        `render`: it is drawn in a browser, as all pages of a portal marked so are; from what was
        `given`, where it was fetched before.

        An unexpected error fails this page, not the scan. Errors of disk and database are raised.
        """
        try:
            return await self._page(url, role, render=render, given=given)
        except (OSError, sqlite3.Error, RepostwatchError):
            raise
        except Exception as error:
            log.exception("%s", url)
            failure = internal(error)
            visit = Visit(url, failure.outcome, self.settings.now(), reason=failure.reason)
            return PageResult(PageVisit(role, visit), None)

    async def _page(
        self, url: str, role: str, *, render: bool, given: Fetched | None
    ) -> PageResult:
        known = self.cache.get(url) if self.cache and role != ARTICLE else None
        policy = self._policy(url, role, render=render)
        if given is not None:
            fetched = await self.crawler.draw(given, policy)
        else:
            fetched = await self._fetch(url, known, policy)
        # The content may have changed during the transfer: first seen is when it has arrived.
        arrived = self.settings.now()
        visit = self._bounded(fetched.visit, self._anchors(fetched.body))
        if fetched.body is None or not visit.outcome.usable:
            return PageResult(PageVisit(role, visit, (), self.writer.write(fetched)), None)
        try:
            page, basis, seconds = await read_or_reuse(
                fetched, self.portal, self.settings, self.readers, known,
                listed=role in LISTS or role in LEADING,
            )  # fmt: skip
            leads = await self.leads(fetched) if role in LEADING else ()
            searches = await self._searches(fetched) if role == WIDER else ()
        except ReadError as failure:
            visit = _unread(visit, failure)
            return PageResult(PageVisit(role, visit, (), self.writer.write(fetched)), None)
        visit = replace(_corrected(visit, page, role), reading=seconds)
        visit = self._bounded(visit, len(page.links))
        if (
            role in LISTS
            and visit.outcome.usable
            and (reason := redirected_elsewhere(self.portal, visit))
        ):
            visit = replace(visit, outcome=Outcome.SOFT_404, reason=reason)
        gone = find_move(self.portal, visit, page) if role == HOME else None
        if gone is not None and gone.gone and visit.outcome.usable:
            # The homepage of another organisation says nothing about this portal's column.
            visit = replace(visit, outcome=Outcome.SOFT_404, reason=gone.reason)
        here = not (_led_elsewhere(gone) or (role in LISTS and _of_another_site(visit)))
        found = self._kept(page, visit, arrived) if here and role != ARTICLE else []
        evidence: Mapping[str, Any] | None
        if visit.outcome is Outcome.NOT_MODIFIED and known is not None:
            evidence = {**known.evidence, **self.writer.write_answers(fetched)}
        else:
            evidence = self.writer.write(fetched)
            if self.cache and role != ARTICLE and visit.outcome is Outcome.OK and evidence:
                self.cache.put(visit, page, basis, evidence, known)
        kept = fetched if role == DISCOVERY else None
        return PageResult(
            PageVisit(role, visit, found, evidence), page, gone, leads, searches, kept
        )

    def _policy(self, url: str, role: str, *, render: bool) -> FetchPolicy:
        """How this page is fetched. What the registry names is not a stranger's address."""
        named = role == HOME or url in (self.portal.home_url, *self.portal.column_urls)
        return replace(
            self.policy,
            render=render or self.policy.render,
            within=self.portal.home_url if role in WITHIN else None,
            followed=not named,
        )

    def _anchors(self, body: bytes | None) -> int:
        """An upper bound of the number of links; 0 if the page is too short to exceed the limit."""
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

    async def leads(self, fetched: Fetched) -> tuple[Lead, ...]:
        """Where a fetched page leads on to. Raises ReadError."""
        visit = fetched.visit
        work = partial(
            leads_of,
            fetched.body or b"",
            visit.final_url or visit.url,
            content_type=visit.content_type,
            settings=self.settings.reading,
        )
        return await self.readers.leads(work)

    async def _searches(self, fetched: Fetched) -> tuple[SearchForm, ...]:
        visit = fetched.visit
        work = partial(
            search_forms_of,
            fetched.body or b"",
            visit.final_url or visit.url,
            content_type=visit.content_type,
            settings=self.settings.reading,
        )
        return await self.readers.searches(work)

    async def _fetch(self, url: str, known: CachedPage | None, policy: FetchPolicy) -> Fetched:
        """Fetch a page with its body; for a 304 the body comes from the cache."""
        if known is None or self.cache is None:
            return await self.crawler.fetch(url, policy)
        fetched = await self.crawler.fetch(url, known.ask(policy))
        if fetched.visit.outcome is not Outcome.NOT_MODIFIED:
            return fetched
        return self.cache.with_body(fetched, known) or await self.crawler.fetch(url, policy)


def _unread(visit: Visit, failure: ReadError) -> Visit:
    return replace(visit, outcome=failure.outcome, reason=failure.reason, reading=failure.seconds)


def _led_elsewhere(gone: Moved | None) -> bool:
    """Whether the homepage is another site's, whose items are no reposts of this portal."""
    return gone is not None and gone.reason.code == PortalCode.ELSEWHERE


def _of_another_site(visit: Visit) -> bool:
    """Whether a list's address led to another site, whose items are no reposts of this portal.
    gov.cn's own are."""
    final = visit.final_url or visit.url
    return not (same_site(visit.url, final) or same_site(final, GOV))


def _corrected(visit: Visit, page: Page, role: str) -> Visit:
    """The visit with its final outcome: a list or homepage without links is an error."""
    if page.kind.outcome is not Outcome.OK:
        return replace(visit, outcome=page.kind.outcome, reason=page.reason)
    framed = any(region.form is RegionForm.FRAME for region in page.regions)
    if not page.links and role in LISTS and not framed:
        return replace(visit, outcome=Outcome.EMPTY, reason=because(ScanCode.LIST_EMPTY))
    if not page.links and not page.columns and role == HOME:
        return replace(visit, outcome=Outcome.EMPTY, reason=because(ScanCode.HOME_EMPTY))
    return visit
