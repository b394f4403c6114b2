"""The homepages of sites as the latest scans kept them, with all their columns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from repostwatch.base.quarters import Quarter
from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.model import Outcome, PageKind, Reason, because
from repostwatch.model.codes import SearchCode, SpotCheckCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.pipeline.crawling import gather_all
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import Settings
from repostwatch.store import link_looks, visits
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from repostwatch.store.link_looks import LinkHome
from repostwatch.visiting.evidence_writer import archive


def latest_homepages(
    conn: Connection,
    settings: Settings,
    portal_ids: Sequence[str],
    until: datetime,
    quarter: Quarter,
) -> dict[str, HomepageLook]:
    """Of each site the latest look at its homepage that could be read, not older than the rule's
    period of a homepage at `until`; where no scan has one, that of the quarter's look at links. A
    site of which there is neither is left out."""
    since = until - timedelta(days=settings.spot_check.homepage_days)
    selectors = {one.portal_id: one.selector for one in portal_table.load(conn, portal_ids)}
    rows = {row["portal_id"]: row for row in visits.latest_homes(conn, portal_ids, since, until)}
    wanted = set(portal_ids)
    for portal_id, home in link_looks.homes(conn, str(quarter)).items():
        scanned = rows.get(portal_id)
        if portal_id in wanted and home.visit is not None and not _is_readable(scanned):
            row = _row(portal_id, home, home.visit)
            rows[portal_id] = row if scanned is None or _is_readable(row) else scanned
    return asyncio.run(_looks(settings, selectors, list(rows.values())))


def _is_readable(visit: Mapping[str, Any] | None) -> bool:
    return visit is not None and Outcome(visit["outcome"]).usable


def _row(portal_id: str, home: LinkHome, visit: Mapping[str, Any]) -> dict[str, Any]:
    """As a scan's visit would stand there."""
    why = home.reason
    if why is not None and why.code is SpotCheckCode.HOME_UNREAD:
        why = next((one for one in (why["why"],) if isinstance(one, Reason)), None)
    return {"portal_id": portal_id, "fetched_at": home.at, "reason": why, **visit}


async def _looks(
    settings: Settings, selectors: Mapping[str, str | None], rows: Sequence[Mapping[str, Any]]
) -> dict[str, HomepageLook]:
    async with Readers(settings.scan) as readers:
        places = asyncio.Semaphore(settings.scan.portals_at_once)

        async def one(row: Mapping[str, Any]) -> HomepageLook:
            async with places:
                return await _look(settings, readers, selectors.get(row["portal_id"]), row)

        found = await gather_all(one(row) for row in rows)
    return {row["portal_id"]: look for row, look in zip(rows, found, strict=True)}


async def _look(
    settings: Settings, readers: Readers, selector: str | None, visit: Mapping[str, Any]
) -> HomepageLook:
    at, url = visit["fetched_at"], visit["url"]
    if not _is_readable(visit):
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
        selector=selector,
        settings=settings.reading,
        kept_up=True,
    )
    try:
        page = await readers.read(work, visit["portal_id"])
    except ReadError as failure:
        return HomepageLook(at, None, failure.reason)
    if page.kind is not PageKind.CONTENT:
        return HomepageLook(at, None, page.reason)
    return HomepageLook(at, home_columns(page))
