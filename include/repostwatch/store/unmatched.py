"""Which links were not compared with the releases yet. Each keeps the mark under which it was: the
latest change of any release by then, and the version of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from repostwatch.judging.unmatched import NOTHING_OPEN, Unmatched
from repostwatch.store import releases
from repostwatch.store.database import Connection

# Not <>, which no index answers: nearly all links have the latest mark.
OPEN = """
SELECT portal_id, matched, min(first_seen) AS since FROM links
WHERE (matched < %(mark)s OR matched > %(mark)s) AND portal_id = ANY(%(portals)s)
GROUP BY portal_id, matched
"""


def mark(conn: Connection, version: str) -> str:
    """That of links which are compared now, by the rules of this version."""
    return f"{releases.last_change(conn)}:{version}"


def load(conn: Connection, portal_ids: Sequence[str], version: str) -> dict[str, Unmatched]:
    """portal → what is open of its links.

    Read it after the scans and before the sightings that are judged with it: what is stored
    between is open then, and what is compared between is found.
    """
    given = {"mark": mark(conn, version), "portals": list(portal_ids)}
    rows = conn.execute(OPEN, given).fetchall()
    first: dict[str, int] = {}  # portal → the change up to which all its links were compared
    by_older: set[str] = set()
    since: dict[str, datetime] = {}
    for row in rows:
        portal_id, (change, _, rules) = row["portal_id"], row["matched"].partition(":")
        if not change:
            since[portal_id] = row["since"]
        elif rules != version:
            by_older.add(portal_id)
        else:
            first[portal_id] = min(int(change), first.get(portal_id, int(change)))
    changed = _changed_after(conn, first.values())
    found = dict.fromkeys(portal_ids, NOTHING_OPEN)
    for portal_id in {row["portal_id"] for row in rows}:
        up_to = first.get(portal_id)
        own = [one for one, change in changed.items() if up_to is not None and change > up_to]
        found[portal_id] = Unmatched(since.get(portal_id), frozenset(own), portal_id in by_older)
    return found


def _changed_after(conn: Connection, changes: Iterable[int]) -> dict[str, int]:
    """release → its latest change, of those that changed after the first of these."""
    first = min(changes, default=None)
    if first is None:
        return {}
    rows = conn.execute("SELECT release_id, change FROM releases WHERE change > %s", (first,))
    return {row["release_id"]: row["change"] for row in rows}
