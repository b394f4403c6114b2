"""What has changed since the last judging: the database notes it by triggers, in the transaction of
the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch.store.database import Connection

# A scan that is still to come stays noted until then, and so does a duty about which something is.
DUE = """
SELECT d.due_id, d.portal_id, d.release_id, d.scan_id, s.started_at,
       EXISTS (SELECT FROM matches m JOIN links l USING (link_id)
               WHERE m.release_id = d.release_id AND l.portal_id = d.portal_id
                 AND l.first_seen > %(until)s)
       OR EXISTS (SELECT FROM decisions o
                  WHERE (o.release_id, o.portal_id) = (d.release_id, d.portal_id)
                    AND o.decided_at > %(until)s)
       OR EXISTS (SELECT FROM wider_looks o
                  WHERE (o.release_id, o.portal_id) = (d.release_id, d.portal_id)
                    AND o.ended_at > %(until)s) AS stays
FROM judging_due d LEFT JOIN scans s USING (scan_id)
WHERE (d.portal_id IS NULL OR d.portal_id = ANY(%(portals)s))
  AND (d.scan_id IS NULL OR s.started_at IS NULL OR s.started_at <= %(until)s)
"""
KEEP = """
INSERT INTO judging_lists (portal_id, lists)
SELECT * FROM unnest(%s::text[], %s::text[])
ON CONFLICT (portal_id) DO UPDATE SET lists = excluded.lists
WHERE judging_lists.lists <> excluded.lists
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A scan of a portal (`started_at` is None where it is gone again), else a duty, all duties of
    a release, or all of a portal. `stays`: something of it is still to come."""

    due_id: int
    portal_id: str | None
    release_id: str | None
    scan_id: int | None
    started_at: datetime | None
    stays: bool


@dataclass(frozen=True, slots=True)
class LastJudging:
    """The last one of everything: when it was, and under which settings and rules; empty `rules`:
    what it left is nothing to build on."""

    judged_at: datetime
    rules: str


def load(conn: Connection, portal_ids: Sequence[str], until: datetime) -> list[Due]:
    """What was noted of these portals, and of all; scans that began up to `until`."""
    rows = conn.execute(DUE, {"portals": list(portal_ids), "until": until})
    return [Due(**row) for row in rows]


def done(conn: Connection, seen: Iterable[Due]) -> None:
    """What is noted meanwhile stays."""
    conn.execute(
        "DELETE FROM judging_due WHERE due_id = ANY(%s)",
        ([one.due_id for one in seen if not one.stays],),
    )


def last(conn: Connection) -> LastJudging | None:
    row = conn.execute("SELECT judged_at, rules FROM judging_state").fetchone()
    return None if row is None else LastJudging(**row)


def keep(conn: Connection, judging: LastJudging, lists: Mapping[str, str]) -> None:
    """Write when everything was judged, and what was known of each portal's lists."""
    conn.execute("DELETE FROM judging_state")
    conn.execute(
        "INSERT INTO judging_state (judged_at, rules) VALUES (%s, %s)",
        (judging.judged_at, judging.rules),
    )
    conn.execute(KEEP, (list(lists), list(lists.values())))


def lists(conn: Connection, portal_ids: Sequence[str]) -> dict[str, str]:
    """portal → what was known of its lists."""
    rows = conn.execute(
        "SELECT portal_id, lists FROM judging_lists WHERE portal_id = ANY(%s)", (list(portal_ids),)
    )
    return {row["portal_id"]: row["lists"] for row in rows}
