"""When each portal was last wholly seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.store.database import Connection

OLDEST = """
SELECT p.portal_id, p.name, s.ended_at AS seen_at
FROM portals p
LEFT JOIN LATERAL (
    SELECT ended_at FROM scans
    WHERE portal_id = p.portal_id AND started_at <= %(until)s AND reach IS NOT NULL
    ORDER BY started_at DESC, scan_id DESC LIMIT 1
) s ON true
WHERE p.listed ORDER BY s.ended_at NULLS FIRST, p.portal_id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class LastLook:
    """`seen_at`: the end of the latest complete scan; None where there never was one."""

    portal_id: str
    name: str
    seen_at: datetime | None


def oldest(conn: Connection, until: datetime, limit: int) -> tuple[LastLook, ...]:
    """The listed portals whose latest complete scan is the oldest, never seen ones first."""
    rows = conn.execute(OLDEST, {"until": until, "limit": limit})
    return tuple(LastLook(**row) for row in rows)
