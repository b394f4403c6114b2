"""Findings: one row per fault, over all its states, and one for each time that it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from psycopg.rows import DictRow

from repostwatch.judging.openings import Opening
from repostwatch.model import FindingKind, FindingState
from repostwatch.model.findings import Finding
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack

SAVE = """
WITH saved AS (
INSERT INTO findings (kind, portal_id, release_id, state, reason, opened_at, notified_at,
                      closed_at, reopened)
VALUES (%(kind)s, %(portal_id)s, %(release_id)s, %(state)s, %(reason)s, %(opened_at)s,
        %(notified_at)s, %(closed_at)s, %(reopened)s)
ON CONFLICT (kind, portal_id, coalesce(release_id, '')) DO UPDATE SET
    state = excluded.state, reason = excluded.reason, opened_at = excluded.opened_at,
    notified_at = excluded.notified_at, closed_at = excluded.closed_at,
    reopened = excluded.reopened
RETURNING finding_id, opened_at, closed_at, state
)
INSERT INTO finding_openings (finding_id, opened_at, closed_at, ended)
SELECT finding_id, opened_at, closed_at, CASE WHEN closed_at IS NOT NULL THEN state END FROM saved
ON CONFLICT (finding_id, opened_at) DO UPDATE SET
    closed_at = excluded.closed_at, ended = excluded.ended
"""


def load(
    conn: Connection, portal_ids: Sequence[str], release_ids: Sequence[str] | None = None
) -> list[Finding]:
    """Findings about these portals, the oldest first.

    `release_ids` leaves out those about other releases; None leaves out none.
    """
    rows = conn.execute(
        "SELECT kind, portal_id, release_id, state, reason::text, opened_at, notified_at, "
        "closed_at, "
        "reopened FROM findings WHERE portal_id = ANY(%s) "
        "AND (%s::text[] IS NULL OR release_id IS NULL OR release_id = ANY(%s)) "
        "ORDER BY opened_at, finding_id",
        (list(portal_ids), release_ids, release_ids),
    )
    return [
        Finding(
            **row
            | {
                "kind": FindingKind(row["kind"]),
                "state": FindingState(row["state"]),
                "reason": given(row["reason"]),
            }
        )
        for row in rows
    ]


OPENINGS = """
SELECT f.kind, f.portal_id, f.release_id, o.opened_at, o.closed_at, o.ended, o.earlier
FROM finding_openings o JOIN findings f USING (finding_id)
"""
OLDEST_FIRST = "ORDER BY o.opened_at, o.finding_id"


def openings(conn: Connection, portal_ids: Sequence[str]) -> list[Opening]:
    """Every stretch of the findings about these portals, the oldest first, without those of spot
    checks: these are of whole sites, and of another registry."""
    rows = conn.execute(
        OPENINGS
        + "WHERE f.portal_id = ANY(%s) AND f.kind <> %s ORDER BY o.opened_at, o.finding_id",
        (list(portal_ids), FindingKind.SPOT_CHECK.value),
    )
    return _openings(rows)


def openings_of(conn: Connection, kind: FindingKind) -> list[Opening]:
    """Every stretch of the findings of a kind, whatever they are about, the oldest first."""
    rows = conn.execute(OPENINGS + "WHERE f.kind = %s " + OLDEST_FIRST, (kind.value,))
    return _openings(rows)


def _openings(rows: Iterable[DictRow]) -> list[Opening]:
    return [
        Opening(
            **row
            | {
                "kind": FindingKind(row["kind"]),
                "ended": row["ended"] and FindingState(row["ended"]),
            }
        )
        for row in rows
    ]


def save(conn: Connection, findings: Iterable[Finding]) -> None:
    with conn.transaction(), conn.cursor() as cursor:
        cursor.executemany(SAVE, [_row(finding) for finding in findings])


def _row(finding: Finding) -> dict[str, Any]:
    # Not asdict: it would take the reason apart, too.
    row = {field.name: getattr(finding, field.name) for field in fields(finding)}
    return row | {"reason": pack(finding.reason)}
