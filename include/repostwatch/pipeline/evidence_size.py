"""Count the evidence on disk: a walk over every file, which no page should wait for."""

from __future__ import annotations

from pathlib import Path

from repostwatch.settings import Settings
from repostwatch.store import evidence_size
from repostwatch.store.database import Connection
from repostwatch.store.evidence_size import EvidenceSize


def count_evidence(conn: Connection, settings: Settings) -> None:
    """Write down how many bytes the evidence takes, where this process sees its folder."""
    folder = settings.var_dir / "evidence"
    if folder.is_dir():
        evidence_size.save(conn, EvidenceSize(_bytes(folder), settings.now()))


def _bytes(folder: Path) -> int:
    """Of the files in a folder. What goes while it is counted is left out."""
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.lstat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total
