"""When each portal was last wholly seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.store import latest
from repostwatch.store.database import Connection

OLDEST = f"""
SELECT p.portal_id, p.name, w.ended_at AS seen_at FROM portals p {latest.whole("ended_at")}
WHERE p.listed ORDER BY w.ended_at NULLS FIRST, p.portal_id LIMIT %(limit)s
"""  # noqa: S608  constant names


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
