"""Duties counted by release and by portal when they are judged, so that no page counts them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from repostwatch.model import VerdictKind
from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import DutyFilter

RELEASES = """
INSERT INTO release_counts (release_id, kind, number)
SELECT d.release_id, d.kind, count(*)
FROM duties d JOIN portals p ON p.portal_id = d.portal_id AND p.listed
WHERE d.release_id = ANY(%(releases)s) GROUP BY d.release_id, d.kind
"""
PORTALS = """
INSERT INTO portal_counts (portal_id, kind, number)
SELECT d.portal_id, d.kind, count(*)
FROM duties d
JOIN portals p ON p.portal_id = d.portal_id AND p.listed
JOIN releases r ON r.release_id = d.release_id
WHERE d.portal_id = ANY(%(portals)s) AND r.published_earliest <= %(published_until)s
  AND (%(published_after)s::timestamptz IS NULL OR r.published_latest >= %(published_after)s)
GROUP BY d.portal_id, d.kind
"""


def count_again(
    conn: Connection, release_ids: Sequence[str], portal_ids: Sequence[str], observed: DutyFilter
) -> None:
    """Count the duties of these releases, and the `observed` ones of these portals."""
    given: dict[str, Any] = {
        "releases": list(release_ids),
        "portals": list(portal_ids),
        "published_after": observed.published_after,
        "published_until": observed.published_until,
    }
    with conn.transaction():
        conn.execute("DELETE FROM release_counts WHERE release_id = ANY(%(releases)s)", given)
        conn.execute(RELEASES, given)
        conn.execute(
            "DELETE FROM portal_counts c USING portals p WHERE p.portal_id = c.portal_id "
            "AND (c.portal_id = ANY(%(portals)s) OR NOT p.listed)",
            given,
        )
        conn.execute(PORTALS, given)


def by_portal(conn: Connection) -> dict[str, Counter[VerdictKind]]:
    """portal → the number of its observed duties by verdict, as of the last judging."""
    kinds = {kind.value: kind for kind in VerdictKind}
    found: dict[str, Counter[VerdictKind]] = {}
    rows = conn.execute(
        "SELECT c.portal_id, c.kind, c.number FROM portal_counts c "
        "JOIN portals p ON p.portal_id = c.portal_id AND p.listed"
    )
    for row in rows:
        found.setdefault(row["portal_id"], Counter())[kinds[row["kind"]]] = row["number"]
    return found
