"""What comes due, by release: a deadline is that of many portals together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import TABLES, DutyFilter

# Put in order of each release that is shown, and not of all that are meant.
NAMED = """
SELECT asked.release_id, t.title, n.ids, n.names
FROM unnest(%(releases)s::text[]) WITH ORDINALITY asked (release_id, place)
JOIN releases t USING (release_id)
CROSS JOIN LATERAL (
    SELECT array_agg(portal_id) AS ids, array_agg(name) AS names
    FROM (
        SELECT d.portal_id, p.name {duties} AND d.release_id = asked.release_id
        ORDER BY d.deadline, p.level, d.portal_id LIMIT %(named)s
    ) first
) n ORDER BY asked.place
"""


@dataclass(frozen=True, slots=True)
class Deadline:
    """How many duties of a release are due at one moment."""

    release_id: str
    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class DueRelease:
    """How many duties of a release are meant, the first of their deadlines, and (id, name) of the
    first few portals."""

    release_id: str
    title: str
    deadline: datetime
    number: int
    portals: tuple[tuple[str, str], ...]


def deadlines(conn: Connection, wanted: DutyFilter) -> list[Deadline]:
    """The deadlines of the duties that are meant, the first ones first."""
    rows = conn.execute(
        f"SELECT d.release_id, d.deadline AS at, count(*) AS number {TABLES} "
        f"{wanted.where_counted} GROUP BY 1, 2 ORDER BY 2, 1",
        wanted.values,
    )
    return [Deadline(**row) for row in rows]


def by_release(
    conn: Connection, wanted: DutyFilter, due: Sequence[Deadline], limit: int, named: int
) -> list[DueRelease]:
    """The releases whose duties are due first, `named` portals of each; `due` are the deadlines of
    all that are meant, in order."""
    first: dict[str, datetime] = {}
    number: dict[str, int] = {}
    for one in due:
        first.setdefault(one.release_id, one.at)
        number[one.release_id] = number.get(one.release_id, 0) + one.number
    rows = conn.execute(
        NAMED.format(duties=f"{TABLES} {wanted.where}"),
        {**wanted.values, "releases": list(first)[:limit], "named": named},
    )
    return [
        DueRelease(
            row["release_id"],
            row["title"],
            first[row["release_id"]],
            number[row["release_id"]],
            tuple(zip(row["ids"], row["names"], strict=True)),
        )
        for row in rows
        if row["ids"]
    ]
