"""The homepages of sites as the latest scans kept them, with all their columns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.model import Outcome, PageKind, Portal, because
from repostwatch.model.codes import SearchCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.pipeline.crawling import gather_all
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import visits
from repostwatch.store.database import Connection
from repostwatch.visiting.evidence_writer import archive


def latest_homepages(
    conn: Connection, settings: Settings, portal_ids: Sequence[str], until: datetime
) -> dict[str, HomepageLook]:
    """Of each site the latest look at its homepage that could be read, not older than the rule's
    period of a homepage at `until`; a site that was not scanned in that time is left out."""
    since = until - timedelta(days=settings.spot_check.homepage_days)
    portals = {portal.portal_id: portal for portal in portal_table.load(conn, portal_ids)}
    rows = visits.latest_homes(conn, portal_ids, since, until)
    return asyncio.run(_looks(settings, portals, rows))


async def _looks(
    settings: Settings, portals: Mapping[str, Portal], rows: Sequence[Mapping[str, Any]]
) -> dict[str, HomepageLook]:
    async with Readers(settings.scan) as readers:
        places = asyncio.Semaphore(settings.scan.portals_at_once)

        async def one(row: Mapping[str, Any]) -> HomepageLook:
            async with places:
                return await _look(settings, readers, portals[row["portal_id"]], row)

        found = await gather_all(one(row) for row in rows)
    return {row["portal_id"]: look for row, look in zip(rows, found, strict=True)}


async def _look(
    settings: Settings, readers: Readers, portal: Portal, visit: Mapping[str, Any]
) -> HomepageLook:
    at, url = visit["fetched_at"], visit["url"]
    if not Outcome(visit["outcome"]).usable:
        return HomepageLook(at, None, visit["reason"])
    try:
        body = archive(settings).read(EvidenceRef.of(visit["evidence"] or {}))
    except (ArchiveError, KeyError):
        return HomepageLook(at, None, because(SearchCode.PAGE_NOT_KEPT, url=url))
    work = partial(
        read_page,
        body,
        visit["final_url"] or url,
        content_type=visit["content_type"],
        fetched_at=at,
        selector=portal.selector,
        settings=settings.reading,
        listed=True,
    )
    try:
        page = await readers.read(work, portal.portal_id)
    except ReadError as failure:
        return HomepageLook(at, None, failure.reason)
    if page.kind is not PageKind.CONTENT:
        return HomepageLook(at, None, page.reason)
    return HomepageLook(at, home_columns(page))
