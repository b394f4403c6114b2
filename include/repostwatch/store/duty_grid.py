"""Duties by release and by portal, and who was told of a release's findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg.rows import tuple_row

from repostwatch.model import Level, VerdictKind
from repostwatch.store.database import Connection
from repostwatch.store.duty_conditions import CONDITIONS
from repostwatch.store.duty_rows import KEPT, TABLES, DutyFilter

GRID = ("level", "authority", "kinds", "portal")
RELEASES = """
SELECT r.release_id, r.title, r.published_earliest, r.published_latest,
       jsonb_object_agg(k.kind, k.number) AS counts
FROM ({counted}) k JOIN releases r ON r.release_id = k.release_id
GROUP BY r.release_id ORDER BY r.published_latest DESC, r.release_id LIMIT %(limit)s
"""
# Worst first: by what has to be followed up, then by what a person has to look at.
PORTALS = """
SELECT p.portal_id, p.name, p.level,
       coalesce(sum(d.number) FILTER (WHERE d.kind IN ('missing', 'late')), 0) AS overdue,
       coalesce(sum(d.number) FILTER (WHERE d.kind = 'review'), 0) AS review,
       coalesce(sum(d.number) FILTER (WHERE d.kind = 'unknown'), 0) AS unknown
FROM portal_counts d JOIN portals p ON p.portal_id = d.portal_id AND p.listed
{where} GROUP BY p.portal_id
ORDER BY overdue DESC, review DESC, unknown DESC, p.level, p.portal_id
LIMIT %(limit)s OFFSET %(offset)s
"""
LETTERS = """
SELECT l.letter_id, l.subject, l.made_at,
       array_agg(DISTINCT d.address) FILTER (WHERE d.state = 'sent') AS addresses
FROM reported m
JOIN findings f ON f.finding_id = m.finding_id AND f.release_id = %(release)s
JOIN letters l ON l.letter_id = m.letter_id
LEFT JOIN deliveries d ON d.letter_id = l.letter_id
GROUP BY l.letter_id ORDER BY l.made_at DESC LIMIT 20
"""


def releases(conn: Connection, wanted: DutyFilter, limit: int) -> list[dict[str, Any]]:
    """The newest releases with the number of their duties by verdict (`counts`)."""
    counted = (
        f"SELECT d.release_id, d.kind, count(*) AS number {TABLES} {wanted.where} "
        "GROUP BY d.release_id, d.kind"
    )
    if wanted.plain:
        counted = f"SELECT d.release_id, d.kind, d.number {KEPT} {wanted.where_kept}"
    return conn.execute(
        RELEASES.format(counted=counted), {**wanted.values, "limit": limit}
    ).fetchall()


def count_portals(conn: Connection, wanted: DutyFilter) -> int:
    where, given = _of_portals(wanted)
    row = conn.execute(
        "SELECT count(DISTINCT d.portal_id) AS number FROM portal_counts d "  # noqa: S608  constants
        f"JOIN portals p ON p.portal_id = d.portal_id AND p.listed {where}",
        given,
    ).fetchone()
    return int(row["number"]) if row else 0


def portals(conn: Connection, wanted: DutyFilter, limit: int, offset: int) -> list[dict[str, Any]]:
    """portal_id, name, level, and how many of its observed duties are overdue, in review, unknown,
    of the verdicts that are asked for."""
    where, given = _of_portals(wanted)
    found = conn.execute(PORTALS.format(where=where), {**given, "limit": limit, "offset": offset})
    return [row | {"level": Level(row["level"])} for row in found]


def _of_portals(wanted: DutyFilter) -> tuple[str, dict[str, Any]]:
    """What the grid is filtered by: level, authority, verdict, a single portal."""
    given = {name: wanted.values[name] for name in GRID if name in wanted.values}
    conditions = [CONDITIONS[name] for name in given]
    return (f"WHERE {' AND '.join(conditions)}" if conditions else ""), given


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


def begun(conn: Connection) -> bool:
    """Whether anything was ever to be reposted, however long ago."""
    return conn.execute("SELECT 1 FROM duties LIMIT 1").fetchone() is not None


def letters_about(conn: Connection, release_id: str) -> list[dict[str, Any]]:
    """The letters about a release's findings, the newest first, with those who have each."""
    return conn.execute(LETTERS, {"release": release_id}).fetchall()
