"""How much evidence lies on disk, as it was last counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class EvidenceSize:
    bytes: int
    counted_at: datetime


def save(conn: Connection, size: EvidenceSize) -> None:
    conn.execute(
        "INSERT INTO evidence_size (bytes, counted_at) VALUES (%s, %s) ON CONFLICT (one) "
        "DO UPDATE SET bytes = excluded.bytes, counted_at = excluded.counted_at",
        (size.bytes, size.counted_at),
    )


def load(conn: Connection) -> EvidenceSize | None:
    """None where nobody who sees the folder has counted yet."""
    row = conn.execute("SELECT bytes, counted_at FROM evidence_size").fetchone()
    return EvidenceSize(row["bytes"], row["counted_at"]) if row else None
