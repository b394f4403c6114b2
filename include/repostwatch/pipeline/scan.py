"""Scan portals: fetch, read, store. Several at a time; a failure of one affects no other."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.log_fields import PORTAL
from repostwatch.crawl.fetch.outcomes import PASSING, internal
from repostwatch.crawl.fetch.politeness import scan_offset
from repostwatch.model import Language, Portal, VerdictKind, Visit, because
from repostwatch.model.codes import RunCode
from repostwatch.pipeline.crawling import crawler_of, gather_all
from repostwatch.pipeline.readiness import keep_readiness
from repostwatch.pipeline.scope import Scope, Selection, is_worth_scanning, load_scope
from repostwatch.readers.pool import Readers
from repostwatch.settings import Settings
from repostwatch.store import matches, scan_records, verdicts, watched_lists
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.visiting.evidence_writer import evidence_writer
from repostwatch.visiting.page_cache import page_cache
from repostwatch.visiting.portal_visit import visit_portal
from repostwatch.visiting.visitor import EXTRA, HOME, PortalVisitor
from repostwatch.visiting.watching import Watch, watch_of
from repostwatch.wording import Style, say

log = logging.getLogger(__name__)
# A duty with such a verdict needs no deeper scan; `missing` may still become `late`.
ENDED = {VerdictKind.ON_TIME, VerdictKind.LATE, VerdictKind.WAIVED}


@dataclass(frozen=True, slots=True)
class ScanSummary:
    """The scan of one portal. `passing`: it failed in a way that a retry may solve."""

    portal_id: str
    name: str
    complete: bool
    passing: bool
    links: int
    line: str


def scan_portals(
    conn: Connection,
    settings: Settings,
    portal_ids: Sequence[str] | None = None,
    run_id: str = "",
    *,
    release_ids: Sequence[str] | None = None,
    on_portal: Callable[[ScanSummary], None] | None = None,
) -> list[ScanSummary]:
    """Scan the selected portals (by default all), `portals_at_once` at a time.

    `release_ids` limits the releases for which lists are followed back; None means all.
    """
    wanted = load_scope(conn, settings, Selection(release_ids, portal_ids))
    return asyncio.run(_scan(conn, settings, wanted, run_id, on_portal or (lambda _: None)))


async def _scan(
    conn: Connection,
    settings: Settings,
    wanted: Scope,
    run_id: str,
    on_portal: Callable[[ScanSummary], None],
) -> list[ScanSummary]:
    far = horizons(conn, settings, wanted)
    lists = watched_lists.load(conn, wanted.portal_ids)
    writer = evidence_writer(settings)
    places = asyncio.Semaphore(settings.scan.portals_at_once)
    browsers = asyncio.Semaphore(settings.scan.drawn_at_once)
    async with crawler_of(conn, settings) as crawler, Readers(settings.scan) as readers:

        async def one(portal: Portal) -> ScanSummary:
            PORTAL.set(portal.portal_id)
            await asyncio.sleep(scan_offset(portal.portal_id, settings.scan.slot_seconds))
            async with browsers if portal.render else places:
                known = page_cache(portal, writer, settings)
                watch = watch_of(portal, lists[portal.portal_id], settings.discovery)
                visitor = PortalVisitor(watch.portal, crawler, writer, settings, readers, known)
                reposts = matches.addresses(conn, portal.portal_id)
                record = await _visited_or_failed(
                    visitor, far.get(portal.portal_id), run_id, reposts, watch
                )
            writer.hand_over()
            scan_records.save(conn, record)
            keep_readiness(conn, settings, [portal.portal_id])
            if known is not None:
                # Older validators are not trusted, and pages of another day are not reused.
                known.save(settings.now() - timedelta(hours=settings.crawl.recheck_hours))
            summary = summarise(portal, record, settings.language)
            on_portal(summary)
            return summary

        return await gather_all(one(portal) for portal in wanted.portals)


async def _visited_or_failed(
    visitor: PortalVisitor,
    horizon: datetime | None,
    run_id: str,
    reposts: Collection[str],
    watch: Watch,
) -> ScanRecord:
    """The scan; after an unexpected error a failed scan, so that other portals go on."""
    started_at = visitor.settings.now()
    try:
        return await visit_portal(visitor, horizon, run_id, reposts=reposts, watch=watch)
    except (OSError, sqlite3.Error, RepostwatchError):
        raise
    except Exception as error:
        portal = visitor.portal
        log.exception("%s", portal.portal_id)
        failure = internal(error)
        home = Visit(portal.home_url, failure.outcome, started_at, reason=failure.reason)
        return ScanRecord(
            portal_id=portal.portal_id,
            started_at=started_at,
            ended_at=visitor.settings.now(),
            reach=None,
            gap=failure.reason,
            embedded=None,
            columns=None,
            home=home,
            visits=[PageVisit(HOME, home)],
            run_id=run_id,
        )


def horizons(conn: Connection, settings: Settings, wanted: Scope) -> dict[str, datetime]:
    """How far back each portal's lists must be read: to before its oldest open duty."""
    now = settings.now()
    ended = {
        verdict.key
        for verdict in verdicts.load(conn, wanted.release_ids, wanted.portal_ids)
        if verdict.kind in ENDED
    }
    far: dict[str, datetime] = {}
    for duty in wanted.duties:
        if duty.key in ended or not is_worth_scanning(duty, now, settings):
            continue
        moment = duty.published.earliest
        far[duty.portal_id] = min(moment, far.get(duty.portal_id, moment))
    return far


def summarise(portal: Portal, record: ScanRecord, language: Language) -> ScanSummary:
    needed = [page for page in record.visits if page.role != EXTRA]
    failed = [page.visit for page in needed if not page.visit.outcome.usable]
    links = sum(len(page.links) for page in record.visits)
    if failed:
        first = failed[0]
        result = because(
            RunCode.SCAN_FAILED, portal=portal.name, outcome=first.outcome, reason=first.reason
        )
    else:
        result = because(
            RunCode.SCANNED,
            portal=portal.name,
            pages=len(record.visits),
            links=links,
            gap=record.gap if record.reach is None else None,
        )
    return ScanSummary(
        portal_id=portal.portal_id,
        name=portal.name,
        complete=record.reach is not None,
        passing=bool(failed) and all(visit.outcome in PASSING for visit in failed),
        links=links,
        line=say(result, Style(language)),
    )
