"""The homepages of sites as the latest scans kept them, with all their columns."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

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

Span: TypeAlias = tuple[datetime, datetime]
# A quarter ends before the first moment of the next one.
INSTANT = timedelta(microseconds=1)


def latest_homepages(
    conn: Connection,
    settings: Settings,
    portal_ids: Sequence[str],
    until: datetime,
    quarter: Quarter,
) -> dict[str, HomepageLook]:
    """Of each site the latest look of the quarter at its homepage that could be read, not older
    than the rule's period of a homepage at its end, or at `until` before that; where no scan has
    one, that of the quarter's look at links. A site without one that could be read has the first of
    the days after the quarter that could be. A site of which there is none at all is left out."""
    begin, end = quarter.span.earliest, quarter.span.latest - INSTANT
    period = timedelta(days=settings.spot_check.homepage_days)
    last = min(until, end)
    rows = _rows(conn, quarter, portal_ids, (max(begin, last - period), last), (begin, last))
    unread = [name for name in portal_ids if not _is_readable(rows.get(name))]
    span = end + INSTANT, min(until, end + period)
    late = _rows(conn, quarter, unread, span, span, first=True) if until > end else {}
    late = {name: row for name, row in late.items() if _is_readable(row)}
    selectors = {one.portal_id: one.selector for one in portal_table.load(conn, portal_ids)}
    looks = asyncio.run(_looks(settings, selectors, list((rows | late).values())))
    return {
        name: replace(look, speaks_of=end) if name in late else look for name, look in looks.items()
    }


def _rows(
    conn: Connection,
    quarter: Quarter,
    portal_ids: Sequence[str],
    scanned: Span,
    linked: Span,
    *,
    first: bool = False,
) -> dict[str, Mapping[str, Any]]:
    """Of each site the visit of its homepage by a scan, else by the round of links; of those that
    could not be read either. The moments are those of the one and of the other."""
    found = visits.latest_homes(conn, portal_ids, *scanned, first=first)
    rows: dict[str, Mapping[str, Any]] = {row["portal_id"]: row for row in found}
    wanted = set(portal_ids)
    for portal_id, home in link_looks.homes(conn, str(quarter)).items():
        own = rows.get(portal_id)
        within = linked[0] <= home.at <= linked[1]
        if portal_id in wanted and within and home.visit is not None and not _is_readable(own):
            row = _row(portal_id, home, home.visit)
            rows[portal_id] = row if own is None or _is_readable(row) else own
    return rows


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
