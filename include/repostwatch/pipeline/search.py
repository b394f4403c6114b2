"""Search the stored pages of scans that showed no repost, before a portal counts as missing one.

The pages come from the evidence archive, so a 304 makes no difference. Each pair of scan and
release is searched once; the result is stored with the scan.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.matching.search.traces import Finder, traces_of
from repostwatch.model import (
    Hit,
    Outcome,
    Portal,
    Reason,
    Release,
    Search,
    Verdict,
    because,
)
from repostwatch.model.codes import SearchCode
from repostwatch.pipeline.crawling import gather_all
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.page import read_page
from repostwatch.reading.page_text import page_text
from repostwatch.settings import Settings
from repostwatch.store import links, matches, searches, visits
from repostwatch.store.database import Connection
from repostwatch.visiting.evidence_writer import archive
from repostwatch.visiting.visitor import ARTICLE

_MOST_HITS = 20  # stored per search; one is enough for a review


@dataclass
class Found:
    """The result of searching pages so far; `hits` are by release."""

    pages: int = 0
    size: int = 0
    unsearched: Reason | None = None
    hits: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))


def search(
    conn: Connection,
    settings: Settings,
    releases: Iterable[Release],
    portals: Iterable[Portal],
    verdicts: Sequence[Verdict],
) -> dict[tuple[str, str], list[Search]]:
    """(release, portal) → the searches of the scans that its verdict rests on, and all earlier
    hits."""
    wanted = {
        (verdict.release_id, scan_id): verdict.portal_id
        for verdict in verdicts
        for scan_id in verdict.silent
    }
    if not wanted:
        return {}
    asked = {release_id for release_id, _ in wanted}
    known = {release.release_id: release for release in releases if release.release_id in asked}
    marks = {release_id: traces_of(one).mark for release_id, one in known.items()}
    now = settings.now()
    done = searches.load(conn, wanted, marks, now)
    known_scans = {(s.release_id, s.scan_id) for found in done.values() for s in found}
    open_: dict[str, list[Release]] = defaultdict(list)
    whose: dict[str, str] = {}
    for (release_id, scan_id), portal_id in wanted.items():
        if (release_id, scan_id) not in known_scans:
            open_[scan_id].append(known[release_id])
            whose[scan_id] = portal_id
    if not open_:
        return done
    by_id = {portal.portal_id: portal for portal in portals}
    made = asyncio.run(_search(conn, settings, open_, {s: by_id[p] for s, p in whose.items()}))
    searches.save(conn, [(one, marks[one.release_id]) for one in made])
    searches.prune(conn, wanted)
    return searches.load(conn, wanted, marks, now)


async def _search(
    conn: Connection,
    settings: Settings,
    wanted: Mapping[str, Sequence[Release]],
    portals: Mapping[str, Portal],
) -> list[Search]:
    by_scan: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for visit in visits.of_scans(conn, list(wanted)):
        by_scan[str(visit["scan_id"])].append(visit)
    places = asyncio.Semaphore(settings.scan.portals_at_once)
    async with Readers(settings.scan) as readers:

        async def one(scan_id: str) -> list[Search]:
            async with places:
                found = await search_visits(
                    settings, readers, portals[scan_id], by_scan[scan_id], Finder(wanted[scan_id])
                )
            return _kept(conn, portals[scan_id], scan_id, wanted[scan_id], found)

        return [search for made in await gather_all(map(one, wanted)) for search in made]


async def search_visits(
    settings: Settings,
    readers: Readers,
    portal: Portal,
    visits: Sequence[Mapping[str, Any]],
    finder: Finder,
) -> Found:
    """Search the kept pages of visits, but not articles, which matching reads."""
    found = Found()
    kept_in = archive(settings)
    for visit in visits:
        outcome = Outcome(visit["outcome"])
        if visit["role"] == ARTICLE or not (outcome.usable or outcome is Outcome.EMPTY):
            continue
        try:
            body = kept_in.read(EvidenceRef.of(visit["evidence"] or {}))
        except (ArchiveError, KeyError):
            found.unsearched = because(SearchCode.PAGE_NOT_KEPT, url=visit["url"])
            continue
        try:
            titles = await _titles(settings, readers, portal, visit, body)
            content_type = visit["content_type"]
            page = await readers.whole(
                partial(page_text, body, content_type, settings=settings.reading), portal.portal_id
            )
        except ReadError as failure:
            found.unsearched = because(SearchCode.PAGE_UNREAD, url=visit["url"], why=failure.reason)
            continue
        if page is None:
            found.unsearched = because(SearchCode.PAGE_UNDECODABLE, url=visit["url"])
            continue
        found.pages += 1
        found.size += len(body)
        for release_id, hit in finder.find(page, visit["url"], titles):
            found.hits[release_id].append(hit)
    return found


async def _titles(
    settings: Settings,
    readers: Readers,
    portal: Portal,
    visit: Mapping[str, Any],
    body: bytes,
) -> set[str]:
    """The titles of a page's items, which explain traces."""
    work = partial(
        read_page,
        body,
        visit["final_url"] or visit["url"],
        content_type=visit["content_type"],
        fetched_at=visit["fetched_at"],
        selector=portal.selector,
        settings=settings.reading,
    )
    return {link.title for link in (await readers.read(work, portal.portal_id)).links}


def _kept(
    conn: Connection,
    portal: Portal,
    scan_id: str,
    wanted: Sequence[Release],
    found: Found,
) -> list[Search]:
    left = unexplained(conn, portal.portal_id, found)
    return [
        Search(
            scan_id,
            one.release_id,
            found.pages,
            found.size,
            tuple(left.get(one.release_id, ())[:_MOST_HITS]),
            len(found.hits.get(one.release_id, ())) - len(left.get(one.release_id, ())),
            found.unsearched,
        )
        for one in wanted
    ]


def unexplained(conn: Connection, portal_id: str, found: Found) -> dict[str, list[Hit]]:
    """release → the traces without those inside another document: one by its own words, by its
    own page, or by the matcher's decision."""
    titles = {hit.title for hits in found.hits.values() for hit in hits if hit.title is not None}
    seen = links.titles(conn, portal_id, titles)
    left = {}
    for release_id, hits in found.hits.items():
        refuted = matches.refuted(conn, portal_id, release_id)
        left[release_id] = [
            hit
            for hit in hits
            if not (hit.other or hit.title in refuted or (hit.other is None and hit.title in seen))
        ]
    return left
