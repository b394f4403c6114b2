"""Whether the homepage before a notice of closing may have held one in a form that nothing knew."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import compress

from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.model.closures import Closure
from repostwatch.portals.notices import may_announce
from repostwatch.readers.pool import ReadError, Readers
from repostwatch.reading.page_text import page_text
from repostwatch.settings import Settings
from repostwatch.store import visits
from repostwatch.store.database import Connection
from repostwatch.visiting.evidence_writer import archive

# The least that two moments differ by.
INSTANT = timedelta(microseconds=1)


def may_have_announced(
    conn: Connection, settings: Settings, notices: Sequence[Closure]
) -> frozenset[str]:
    """The portals of these notices whose homepage may have, by what the last scan without the
    notice kept; also where it kept none."""
    kept = {one.portal_id: _kept(conn, settings, one) for one in notices}
    return frozenset(asyncio.run(_may(settings, kept))) if kept else frozenset()


def _kept(conn: Connection, settings: Settings, notice: Closure) -> tuple[bytes, str | None] | None:
    if notice.announced_after is None or notice.announced_by is None:
        return None
    span = notice.announced_after, notice.announced_by - INSTANT
    for row in visits.latest_homes(conn, [notice.portal_id], *span):
        with suppress(ArchiveError, KeyError):
            body = archive(settings).read(EvidenceRef.of(row["evidence"] or {}))
            return body, row["content_type"]
    return None


async def _may(
    settings: Settings, kept: Mapping[str, tuple[bytes, str | None] | None]
) -> list[str]:
    async with Readers(settings.scan) as readers:

        async def may(portal_id: str) -> bool:
            home = kept[portal_id]
            if home is None:
                return True
            try:
                work = partial(page_text, *home, settings=settings.reading)
                said = await readers.whole(work, portal_id)
            except ReadError:
                return True
            return said is None or may_announce(said.source, [one.text for one in said.streams])

        found = await asyncio.gather(*map(may, kept))
    return list(compress(kept, found))
