"""Whether the homepage before a notice of closing may have held one in a form that nothing knew."""

from __future__ import annotations

from datetime import timedelta

from repostwatch.crawl.evidence.archive import EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.model.closures import Closure
from repostwatch.portals.notices import may_announce
from repostwatch.reading.page_text import page_text
from repostwatch.settings import Settings
from repostwatch.store import visits
from repostwatch.store.database import Connection
from repostwatch.visiting.evidence_writer import archive

# The least that two moments differ by.
INSTANT = timedelta(microseconds=1)


def may_have_announced(conn: Connection, settings: Settings, found: Closure) -> bool:
    """By the homepage that the last scan without the notice kept; also where it kept none."""
    if found.announced_after is None or found.announced_by is None:
        return True
    span = found.announced_after, found.announced_by - INSTANT
    for row in visits.latest_homes(conn, [found.portal_id], *span):
        try:
            body = archive(settings).read(EvidenceRef.of(row["evidence"] or {}))
        except (ArchiveError, KeyError):
            return True
        said = page_text(body, row["content_type"], settings=settings.reading)
        return said is None or may_announce(said.source, [one.text for one in said.streams])
    return True
