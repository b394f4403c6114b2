"""Count the evidence on disk: a walk over every file, which no page should wait for."""

from __future__ import annotations

from repostwatch.base.folders import bytes_below
from repostwatch.settings import Settings
from repostwatch.store import evidence_size
from repostwatch.store.database import Connection
from repostwatch.store.evidence_size import EvidenceSize


def count_evidence(conn: Connection, settings: Settings) -> None:
    """Write down how many bytes the evidence takes, where this process sees its folder."""
    folder = settings.folder("evidence")
    if folder.is_dir():
        evidence_size.save(conn, EvidenceSize(bytes_below(folder), settings.now()))
