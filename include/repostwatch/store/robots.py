"""What was read of the robots.txt of sites, so that a round of probes need not ask again."""

from __future__ import annotations

from datetime import datetime

from repostwatch.model.hosts import RobotsText
from repostwatch.store.database import Connection


class StoredRobots:
    """Read and written through, an origin at a time. What is longer than `longest` characters is
    not kept: thousands of them would fill the database."""

    def __init__(self, conn: Connection, longest: int) -> None:
        self._conn, self._longest = conn, longest

    def load(self, origin: str) -> RobotsText | None:
        row = self._conn.execute(
            "SELECT origin, asked_at, text FROM robots_texts WHERE origin = %s", (origin,)
        ).fetchone()
        return RobotsText(**row) if row else None

    def save(self, read: RobotsText) -> None:
        if len(read.text or "") > self._longest:
            return
        self._conn.execute(
            "INSERT INTO robots_texts (origin, asked_at, text) VALUES (%s, %s, %s) ON CONFLICT "
            "(origin) DO UPDATE SET asked_at = excluded.asked_at, text = excluded.text",
            (read.origin, read.asked_at, read.text),
        )


def forget(conn: Connection, before: datetime) -> int:
    """Remove what was asked for before that; how many."""
    return conn.execute("DELETE FROM robots_texts WHERE asked_at < %s", (before,)).rowcount
