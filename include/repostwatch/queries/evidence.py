"""Bring together what a verdict rests on: facts from the store, pages from the archive."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from repostwatch.base.errors import RepostwatchError
from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.crawl.evidence.wacz import WaczPage, write_wacz
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import EvidenceCode
from repostwatch.model.reason_json import from_json
from repostwatch.queries.duty import duty_evidence
from repostwatch.queries.stills import shown_page
from repostwatch.readers.pool import Readers
from repostwatch.reporting.exhibits import Answer, Evidence, Exhibit, Picture, Place, link_addresses
from repostwatch.settings import Settings
from repostwatch.store import visits
from repostwatch.store.database import Connection
from repostwatch.visiting import evidence_writer
from repostwatch.visiting.visitor import QUERY

_WIDER = 12  # pages of a wider look that are shown; a collection has all of them


def verdict_evidence(
    conn: Connection, settings: Settings, release_id: str, portal_id: str
) -> Evidence:
    """Raises RepostwatchError where the portal has no such duty.

    Of the scans that a verdict rests on, the first and the last are shown page by page: for a
    repost the one that found it, for a missing one the one that proves it.
    """
    known = duty_evidence(conn, settings, release_id, portal_id)
    links = (*known.sightings, *known.refuted)
    articles = visits.of_articles(conn, portal_id, [one.url for one in links])
    addresses = link_addresses(links, known.state.verdict)
    shown = [*_shown(known.visits), *_first(known.wider), *articles]
    return Evidence(
        release=known.state.release,
        portal=known.state.portal,
        duty=known.state.duty,
        verdict=known.state.verdict,
        sightings=known.sightings,
        refuted=known.refuted,
        decisions=known.decisions,
        exhibits=asyncio.run(_exhibits(settings, shown, addresses)),
        visits=len(known.visits) + len(known.wider) + len(articles),
    )


def write_collection(
    conn: Connection, settings: Settings, release_id: str, portal_id: str, out: Path
) -> tuple[int, int]:
    """All that a verdict rests on as one WACZ file; how many records are in it, and of how many
    visits the archive has nothing.

    Raises RepostwatchError where there is no such duty or nothing was kept, and OSError.
    """
    known = duty_evidence(conn, settings, release_id, portal_id)
    links = (*known.sightings, *known.refuted)
    articles = visits.of_articles(conn, portal_id, [one.url for one in links])
    refs: list[EvidenceRef] = []
    pages: list[WaczPage] = []
    without = 0
    for visit in (*known.visits, *known.wider, *articles):
        kept = visit["evidence"] or {}
        own = [*kept.get("answers", ()), kept, kept.get("picture"), kept.get("ending")]
        found = [EvidenceRef.of(one) for one in own if one and "file" in one]
        refs += found
        without += not found
        if "file" in kept:
            at = datetime.fromisoformat(kept.get("captured_at") or visit["fetched_at"].isoformat())
            url = visit["final_url"] or visit["url"]
            pages.append(WaczPage(url, f"{known.state.portal.name} {visit['role']}", at))
    if not refs:
        raise RepostwatchError(f"{release_id} {portal_id}: nothing was kept of its visits")
    title = f"{known.state.portal.name}：{known.state.release.title}"
    return write_wacz(out, evidence_writer.archive(settings), refs, pages, title), without


@dataclass(frozen=True, slots=True)
class _Stored:
    """The bytes of a visit, where they lie, and what is the matter with them."""

    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
    lost: Reason | None = None


def _shown(visits: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    scan_ids = [visit["scan_id"] for visit in sorted(visits, key=lambda one: one["fetched_at"])]
    ends = set(scan_ids[:1] + scan_ids[-1:])
    return [visit for visit in visits if visit["scan_id"] in ends]


def _first(wider: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of a wider look what the portal's search answered, and the likeliest pages."""
    return sorted(wider, key=lambda one: one["role"] != QUERY)[:_WIDER]


async def _exhibits(
    settings: Settings, visits: Sequence[dict[str, Any]], addresses: frozenset[str]
) -> list[Exhibit]:
    """The pages are bytes of strangers: readers parse them, not whoever shows them."""
    archive = evidence_writer.archive(settings)
    async with Readers(settings.scan) as readers:
        return [await _exhibit(visit, archive, settings, readers, addresses) for visit in visits]


async def _exhibit(
    visit: dict[str, Any],
    archive: Archive,
    settings: Settings,
    readers: Readers,
    addresses: frozenset[str],
) -> Exhibit:
    kept = visit["evidence"] or {}
    stored = _stored(visit, archive, settings)
    page, unread = None, None
    if stored.body is not None:
        page, unread = await shown_page(visit, stored.body, settings, readers, addresses)
    return Exhibit(
        role=visit["role"],
        url=visit["url"],
        final_url=visit["final_url"] or visit["url"],
        outcome=Outcome(visit["outcome"]),
        status=visit["status"],
        size=visit["size"],
        fetched_at=visit["fetched_at"],
        reason=visit["reason"],
        digest=visit["digest"] or "",
        place=stored.place,
        headers=stored.headers,
        page=page,
        lost=unread or stored.lost,
        picture=_picture(kept, archive),
        captured=kept.get("captured_at", ""),
        reader=kept.get("reader", ""),
        browser=kept.get("browser", ""),
        answers=tuple(_answer(one) for one in kept.get("answers", ())),
    )


def _stored(visit: Mapping[str, Any], archive: Archive, settings: Settings) -> _Stored:
    """What the archive has of a visit, or why it has nothing."""
    kept = visit["evidence"] or {}
    if "file" not in kept:
        code = EvidenceCode.NOT_KEPT if visit["digest"] else EvidenceCode.NO_CONTENT
        return _Stored(lost=because(code))
    ref = EvidenceRef.of(kept)
    body: bytes | None = None
    try:
        body = archive.read(ref)
        return _Stored(body, archive.headers(ref), _place(ref))
    except ArchiveError as error:
        lost = _expired(visit["fetched_at"], settings) or _unreadable(error)
        return _Stored(body, (), _place(ref), lost)


def _answer(kept: Mapping[str, Any]) -> Answer:
    """An answer on the way, and where it lies."""
    return Answer(kept["status"], kept["url"], (kept["file"], kept["offset"]))


def _expired(moment: datetime, settings: Settings) -> Reason | None:
    days = settings.scan.evidence_days
    if days is None or moment > settings.now() - timedelta(days=days):
        return None
    return because(EvidenceCode.EXPIRED, kept_for=timedelta(days=days))


def _unreadable(error: Exception) -> Reason:
    return because(EvidenceCode.UNREADABLE, problem=str(error))


def _place(ref: EvidenceRef) -> Place:
    return ref.file, ref.offset


def _picture(evidence: Mapping[str, Any], archive: Archive) -> Picture | None:
    """How the page looked, where a picture of it was wanted."""
    kept = evidence.get("picture")
    if kept is None:
        return None
    if "file" not in kept:
        return Picture(None, from_json(kept["reason"]))
    ref = EvidenceRef.of(kept)
    try:
        return Picture(archive.read(ref), from_json(kept["reason"]), _place(ref))
    except ArchiveError as error:
        return Picture(None, _unreadable(error))
