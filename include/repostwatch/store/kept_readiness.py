"""Whether portals can be judged, as it was last worked out of their scans, lists and searches.

The database itself notes for which portals one of these has changed since (`readiness_due`, written
by triggers in the transaction of the change): what is noted there is worked out again before it is
shown, so nothing can be out of date in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from repostwatch.judging.readiness import READINESS_VERSION
from repostwatch.model import Level
from repostwatch.model.readiness import Readiness, Ready
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack, unpack

# What needs a person stands first.
FIRST = (Ready.WAITING, Ready.CANNOT, Ready.WORD, Ready.PROOF)
DUE = """
SELECT p.portal_id FROM portals p LEFT JOIN readiness r USING (portal_id)
WHERE p.listed AND (%(ids)s::text[] IS NULL OR p.portal_id = ANY(%(ids)s))
  AND (r.version IS DISTINCT FROM %(version)s OR EXISTS (
      SELECT FROM readiness_due d WHERE d.portal_id = p.portal_id))
"""
SAVE = """
INSERT INTO readiness (portal_id, ready, reason, action, lists, version)
VALUES (%(portal_id)s, %(ready)s, %(reason)s, %(action)s, %(lists)s, %(version)s)
ON CONFLICT (portal_id) DO UPDATE SET
    ready = excluded.ready, reason = excluded.reason, action = excluded.action,
    lists = excluded.lists, version = excluded.version
"""
ROWS = """
SELECT r.portal_id, r.ready, r.reason::text, r.action::text, r.lists, p.name, p.level
FROM readiness r JOIN portals p ON p.portal_id = r.portal_id AND p.listed
WHERE %(ready)s::text IS NULL OR r.ready = %(ready)s
ORDER BY array_position(%(first)s, r.ready), p.level, p.portal_id
LIMIT %(limit)s OFFSET %(offset)s
"""


def due(conn: Connection, portal_ids: Sequence[str] | None = None) -> list[str]:
    """The listed portals of which it has to be worked out again: of all, or of those named."""
    ids = None if portal_ids is None else list(portal_ids)
    rows = conn.execute(DUE, {"ids": ids, "version": READINESS_VERSION})
    return [row["portal_id"] for row in rows]


@contextmanager
def working_out(conn: Connection, portal_ids: Sequence[str]) -> Iterator[None]:
    """A transaction in which it is worked out for these portals.

    What changes from here on is noted anew. One at a time: else the slower of two might write what
    it read before a change, after the faster one read the change.
    """
    with conn.transaction():
        conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('readiness', 0))")
        conn.execute("DELETE FROM readiness_due WHERE portal_id = ANY(%s)", (list(portal_ids),))
        yield


def save(conn: Connection, found: Iterable[Readiness]) -> None:
    with conn.cursor() as cursor:
        cursor.executemany(
            SAVE,
            [
                {
                    "portal_id": one.portal_id,
                    "ready": one.ready.value,
                    "reason": pack(one.reason),
                    "action": pack(one.action),
                    "lists": list(one.lists),
                    "version": READINESS_VERSION,
                }
                for one in found
            ],
        )


def change(conn: Connection, portal_ids: Sequence[str] | None = None) -> None:
    """Note that it has to be worked out again for these portals, or for all."""
    ids = None if portal_ids is None else list(portal_ids)
    conn.execute(
        "INSERT INTO readiness_due (portal_id) SELECT portal_id FROM portals "
        "WHERE %(ids)s::text[] IS NULL OR portal_id = ANY(%(ids)s)",
        {"ids": ids},
    )


def counts(conn: Connection) -> Counter[Ready]:
    """How many listed portals are in which state."""
    rows = conn.execute(
        "SELECT r.ready, count(*) AS number FROM readiness r "
        "JOIN portals p ON p.portal_id = r.portal_id AND p.listed GROUP BY r.ready"
    )
    return Counter({Ready(row["ready"]): row["number"] for row in rows})


def rows(
    conn: Connection, ready: Ready | None, limit: int, offset: int
) -> list[tuple[dict[str, Any], Readiness]]:
    """(portal_id, name and level, readiness) of the listed portals in one state or in any: those
    that need somebody first, then in the registry's order."""
    found = conn.execute(
        ROWS,
        {
            "ready": ready and ready.value,
            "first": [one.value for one in FIRST],
            "limit": limit,
            "offset": offset,
        },
    )
    return [(_portal(row), _readiness(row)) for row in found]


def _portal(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "portal_id": row["portal_id"], "name": row["name"], "level": Level(row["level"]),
    }  # fmt: skip


def _readiness(row: dict[str, Any]) -> Readiness:
    return Readiness(
        row["portal_id"],
        Ready(row["ready"]),
        given(row["reason"]),
        unpack(row["action"]),
        tuple(row["lists"]),
    )
