"""What comes due, by release: a deadline is that of many portals together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import TABLES, DutyFilter


@dataclass(frozen=True, slots=True)
class DueRelease:
    """How many duties of a release are meant, the first of their deadlines, and (id, name) of the
    first few portals."""

    release_id: str
    title: str
    deadline: datetime
    number: int
    portals: tuple[tuple[str, str], ...]


def by_release(conn: Connection, wanted: DutyFilter, limit: int, named: int) -> list[DueRelease]:
    """The releases whose duties are due first, `named` portals of each."""
    first = f"(array_agg({{}} ORDER BY d.deadline, p.level, d.portal_id))[:{named}]"
    rows = conn.execute(
        f"SELECT d.release_id, r.title, min(d.deadline) AS deadline, count(*) AS number, "
        f"{first.format('d.portal_id')} AS ids, {first.format('p.name')} AS names "
        f"{TABLES} {wanted.where} GROUP BY d.release_id, r.title "
        "ORDER BY min(d.deadline), d.release_id LIMIT %(limit)s",
        {**wanted.values, "limit": limit},
    )
    return [
        DueRelease(
            row["release_id"],
            row["title"],
            row["deadline"],
            row["number"],
            tuple(zip(row["ids"], row["names"], strict=True)),
        )
        for row in rows
    ]
