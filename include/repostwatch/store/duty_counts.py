"""Duties counted by release and by portal when they are judged, so that no page counts them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from repostwatch.judging.figures import NOT_COUNTED, OPEN, Tally
from repostwatch.model import Level, Standing, VerdictKind
from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import KEPT, DutyFilter

RELEASES = """
INSERT INTO release_counts (release_id, kind, number, by_lists)
SELECT d.release_id, d.kind, count(*),
       count(*) FILTER (WHERE d.kind = 'review' AND d.list_in_doubt)
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
# A few ways to stand for thousands of portals: what the figures need, and no more.
TALLIES = """
SELECT p.level, c.standing, coalesce(k.counted, 0) AS counted, coalesce(k.on_time, 0) AS on_time,
       coalesce(k.open, 0) AS open, count(*) AS portals
FROM portals p
LEFT JOIN latest_standings c ON c.portal_id = p.portal_id
LEFT JOIN (
    SELECT portal_id, sum(number) AS counted,
           sum(number) FILTER (WHERE kind = %(on_time)s) AS on_time,
           sum(number) FILTER (WHERE kind = ANY(%(open)s)) AS open
    FROM portal_counts WHERE kind <> ALL(%(not_counted)s) GROUP BY portal_id
) k ON k.portal_id = p.portal_id
WHERE p.listed GROUP BY 1, 2, 3, 4, 5
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
        # Who counts at the same time waits here, and finds what this one has written.
        conn.execute("LOCK TABLE release_counts, portal_counts IN SHARE ROW EXCLUSIVE MODE")
        conn.execute("DELETE FROM release_counts WHERE release_id = ANY(%(releases)s)", given)
        conn.execute(RELEASES, given)
        conn.execute(
            "DELETE FROM portal_counts c USING portals p WHERE p.portal_id = c.portal_id "
            "AND (c.portal_id = ANY(%(portals)s) OR NOT p.listed)",
            given,
        )
        conn.execute(PORTALS, given)


def in_review(conn: Connection, wanted: DutyFilter) -> tuple[int, int]:
    """How many duties of the releases meant wait for a person, as of the last judging, and how many
    of them one decision about a list of their portal settles."""
    waiting = replace(wanted, kinds=(VerdictKind.REVIEW,))
    row = conn.execute(
        "SELECT coalesce(sum(d.number), 0) AS number, coalesce(sum(d.by_lists), 0) AS by_lists "
        f"{KEPT} {waiting.where_kept}",
        waiting.values,
    ).fetchone()
    return (int(row["number"]), int(row["by_lists"])) if row else (0, 0)


def tallies(conn: Connection) -> list[Tally]:
    """The listed portals, those together that stand alike by their column and by their observed
    duties as of the last judging."""
    rows = conn.execute(
        TALLIES,
        {
            "not_counted": [kind.value for kind in NOT_COUNTED],
            "on_time": VerdictKind.ON_TIME.value,
            "open": [kind.value for kind in OPEN],
        },
    )
    return [
        Tally(**row | {"level": Level(row["level"]),
                       "standing": row["standing"] and Standing(row["standing"])})
        for row in rows
    ]  # fmt: skip
