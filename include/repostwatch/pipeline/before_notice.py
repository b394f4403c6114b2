"""Whether the homepage before a notice of closing may have held one in a form that nothing knew.

Reading takes a process. Judging reads each body once and keeps what it found; pages and tables ask
for that only."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.model.closures import Closure
from repostwatch.portals.notices import NOTICE_RULE, may_announce
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.page_text import page_text
from repostwatch.settings import Settings
from repostwatch.store import homes_before, visits
from repostwatch.store.database import Connection
from repostwatch.store.homes_before import Body
from repostwatch.visiting.evidence_writer import archive

# The least that two moments differ by.
INSTANT = timedelta(microseconds=1)


def may_have_announced(conn: Connection, notices: Sequence[Closure]) -> frozenset[str]:
    """The portals of these notices whose homepage may have, by what the last scan without the
    notice kept; also where it kept none, or where that was not read yet."""
    homes = _homes(conn, notices)
    known = homes_before.load(conn, {one.body for one in homes.values()}, NOTICE_RULE)
    free = {portal_id for portal_id, one in homes.items() if known.get(one.body) is False}
    return frozenset(one.portal_id for one in notices) - free


def read_before(conn: Connection, settings: Settings, notices: Sequence[Closure]) -> None:
    """Read what the last scan without each notice kept, and was not read yet. What cannot be had is
    tried again the next time."""
    homes = {one.body: one for one in _homes(conn, notices).values()}
    known = homes_before.load(conn, homes, NOTICE_RULE)
    kept = archive(settings)
    bodies: dict[Body, bytes] = {}
    for body in homes.keys() - known.keys():
        with suppress(ArchiveError):
            bodies[body] = kept.read(homes[body].evidence)
    if bodies:
        homes_before.keep(conn, asyncio.run(_read(settings, bodies)), NOTICE_RULE)


@dataclass(frozen=True, slots=True)
class _Home:
    evidence: EvidenceRef
    content_type: str

    @property
    def body(self) -> Body:
        return self.evidence.digest, self.content_type


def _homes(conn: Connection, notices: Sequence[Closure]) -> dict[str, _Home]:
    """portal → its homepage as the last scan without the notice kept it; without those of which
    nothing is kept."""
    found = {}
    for notice in notices:
        if notice.announced_after is None or notice.announced_by is None:
            continue
        span = notice.announced_after, notice.announced_by - INSTANT
        for row in visits.latest_homes(conn, [notice.portal_id], *span):
            with suppress(KeyError):
                kept = EvidenceRef.of(row["evidence"] or {})
                found[notice.portal_id] = _Home(kept, row["content_type"] or "")
    return found


async def _read(settings: Settings, bodies: Mapping[Body, bytes]) -> dict[Body, bool]:
    async with Readers(settings.scan) as readers:

        async def may(body: Body) -> bool:
            try:
                work = partial(page_text, bodies[body], body[1] or None, settings=settings.reading)
                said = await readers.whole(work, body[0])
            except ReadError:
                return True
            return said is None or may_announce(said.source, [one.text for one in said.streams])

        found = await asyncio.gather(*map(may, bodies))
    return dict(zip(bodies, found, strict=True))
