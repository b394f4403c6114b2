"""The pages that a search for lists looks at: fetched, kept as evidence, or taken from it.

A search that broke off is taken up again: what it read within `resume_hours` is read from the
archive, without asking the portal once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from yarl import URL

from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.discovering.unread import waits_for_script
from repostwatch.model import Outcome, Page, Visit
from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.readers.pool import ReadError
from repostwatch.reading.page import read_page
from repostwatch.store.scan_records import PageVisit
from repostwatch.visiting.visitor import DISCOVERY, PageResult, PortalVisitor

_GONE = frozenset((404, 410))
DRAWN = "drawn"  # in a visit's evidence: its bytes are what a browser made of the page


class SearchPages:
    """Pages of one portal. `earlier` are the visits of a search of it that broke off."""

    def __init__(self, visitor: PortalVisitor, earlier: Sequence[Mapping[str, Any]] = ()) -> None:
        self._visitor = visitor
        self._earlier = {
            (one["url"], bool((one["evidence"] or {}).get(DRAWN))): one for one in earlier
        }
        self._undrawn: dict[
            str, Fetched
        ] = {}  # pages that may be asked for as a browser draws them

    async def get(self, step: Step) -> tuple[SeenPage, PageVisit | None]:
        """A step's page, and its visit where it was fetched now."""
        before = self._earlier.get((step.url, step.render))
        if before is not None and (seen := await self._kept(step, before)) is not None:
            return seen, None
        given = self._undrawn.pop(step.url, None) if step.render else None
        result = await self._visitor.page(step.url, DISCOVERY, render=step.render, given=given)
        if not step.render and result.fetched is not None:
            self._may_be_drawn(step, result.page, result.fetched)
        record = result.record
        if step.render and record.evidence is not None:
            record = replace(record, evidence={**record.evidence, DRAWN: True})
        seen = _seen(result)
        if not step.depth:
            maps = self._visitor.crawler.robots.site_maps(URL(seen.url))
            named = tuple(Lead(url, "", LeadPlace.MAP) for url in maps)
            seen = replace(seen, leads=(*seen.leads, *named))
        return seen, record

    async def _kept(self, step: Step, before: Mapping[str, Any]) -> SeenPage | None:
        """A page from the archive; None where it is not there, or could not be read."""
        archive = self._visitor.writer.archive
        if archive is None:
            return None
        try:
            body = archive.read(EvidenceRef.of(before["evidence"] or {}))
        except (ArchiveError, KeyError):
            return None
        outcome = Outcome(before["outcome"])
        visit = Visit(
            before["url"],
            outcome,
            before["fetched_at"],
            final_url=before["final_url"],
            content_type=before["content_type"],
        )
        work = partial(
            read_page,
            body,
            visit.final_url or visit.url,
            content_type=visit.content_type,
            fetched_at=visit.fetched_at,
            selector=self._visitor.portal.selector,
            settings=self._visitor.settings.reading,
            listed=True,
        )
        try:
            page = await self._visitor.readers.read(work)
            fetched = Fetched(visit, body)
            leads = await self._visitor.leads(fetched)
        except ReadError:
            return None
        self._may_be_drawn(step, page, fetched)
        return SeenPage(visit.final_url or visit.url, outcome, page, leads)

    def _may_be_drawn(self, step: Step, page: Page | None, fetched: Fetched) -> None:
        """Keep a page whose items may not be in its bytes."""
        if not step.depth or (page is not None and waits_for_script(page)):
            self._undrawn[step.url] = fetched


def _seen(result: PageResult) -> SeenPage:
    visit = result.visit
    gone = visit.status in _GONE or visit.outcome is Outcome.SOFT_404
    return SeenPage(
        visit.final_url or visit.url,
        visit.outcome,
        result.page,
        result.leads,
        visit.reason,
        gone=gone and not visit.outcome.usable,
    )
