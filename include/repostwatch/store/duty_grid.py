"""Duties by release and by portal, and who was told of a release's findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.rows import tuple_row

from repostwatch.model import Level, VerdictKind
from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import TABLES, DutyFilter

RELEASES = """
SELECT r.release_id, r.title, r.published_earliest, r.published_latest,
       jsonb_object_agg(k.kind, k.number) AS counts
FROM ({counted}) k JOIN releases r ON r.release_id = k.release_id
GROUP BY r.release_id ORDER BY r.published_latest DESC, r.release_id LIMIT %(limit)s
"""
# Worst first: by what has to be followed up, then by what a person has to look at.
PORTALS = """
SELECT p.portal_id, p.name, p.level,
       count(*) FILTER (WHERE d.kind IN ('missing', 'late')) AS overdue,
       count(*) FILTER (WHERE d.kind = 'review') AS review,
       count(*) FILTER (WHERE d.kind = 'unknown') AS unknown
{tables} {where} GROUP BY p.portal_id
ORDER BY overdue DESC, review DESC, unknown DESC, p.level, p.portal_id
LIMIT %(limit)s OFFSET %(offset)s
"""
TOLD = """
SELECT l.letter_id, l.subject, l.made_at,
       array_agg(DISTINCT d.address) FILTER (WHERE d.state = 'sent') AS addresses
FROM reported t
JOIN findings f ON f.finding_id = t.finding_id AND f.release_id = %(release)s
JOIN letters l ON l.letter_id = t.letter_id
LEFT JOIN deliveries d ON d.letter_id = l.letter_id
GROUP BY l.letter_id ORDER BY l.made_at DESC LIMIT 20
"""


def releases(conn: Connection, wanted: DutyFilter, limit: int) -> list[dict[str, Any]]:
    """The newest releases with the number of their duties by verdict (`counts`)."""
    counted = (
        f"SELECT d.release_id, d.kind, count(*) AS number {TABLES} {wanted.where} "
        "GROUP BY d.release_id, d.kind"
    )
    return conn.execute(
        RELEASES.format(counted=counted), {**wanted.values, "limit": limit}
    ).fetchall()


def count_portals(conn: Connection, wanted: DutyFilter) -> int:
    row = conn.execute(
        f"SELECT count(DISTINCT d.portal_id) AS number {TABLES} {wanted.where}",
        wanted.values,
    ).fetchone()
    return int(row["number"]) if row else 0


def portals(conn: Connection, wanted: DutyFilter, limit: int, offset: int) -> list[dict[str, Any]]:
    """portal_id, name, level, and how many of its duties are overdue, in review, unknown."""
    query = PORTALS.format(tables=TABLES, where=wanted.where)
    found = conn.execute(query, {**wanted.values, "limit": limit, "offset": offset})
    return [row | {"level": Level(row["level"])} for row in found]


def cells(
    conn: Connection, release_ids: Sequence[str], portal_ids: Sequence[str]
) -> dict[tuple[str, str], VerdictKind]:
    """(release, portal) → verdict."""
    kinds = {kind.value: kind for kind in VerdictKind}
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            "SELECT release_id, portal_id, kind FROM duties "
            "WHERE portal_id = ANY(%s) AND release_id = ANY(%s)",
            (list(portal_ids), list(release_ids)),
        )
        return {(row[0], row[1]): kinds[row[2]] for row in cursor.fetchall()}


def told(conn: Connection, release_id: str) -> list[dict[str, Any]]:
    """The letters about a release's findings, the newest first, with those who have each."""
    return conn.execute(TOLD, {"release": release_id}).fetchall()
