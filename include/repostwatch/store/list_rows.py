"""Which links stood on which list: what shows that a list is one of reposts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from repostwatch.model import Link
from repostwatch.model.watched_lists import WatchedList
from repostwatch.store import watched_lists
from repostwatch.store.database import Connection
from repostwatch.store.links import key_of
from repostwatch.store.texts import storable

SAVE = """
INSERT INTO list_rows (link_id, url, first_seen)
SELECT link_id, %(url)s, %(seen_at)s FROM links
WHERE portal_id = %(portal_id)s AND key = ANY(%(keys)s)
ON CONFLICT (link_id, md5(url)) DO UPDATE SET
    first_seen = least(list_rows.first_seen, excluded.first_seen)
WHERE list_rows.first_seen > excluded.first_seen
"""
# A link that a person rejected shows nothing of its list.
HELD = """
SELECT DISTINCT l.portal_id, r.url FROM list_rows r
JOIN links l USING (link_id) JOIN matches m USING (link_id)
WHERE l.portal_id = ANY(%(portals)s) AND coalesce(m.settled, m.decision) = 'match'
  AND (%(until)s::timestamptz IS NULL OR r.first_seen <= %(until)s)
  AND NOT EXISTS (
      SELECT FROM decisions d WHERE d.release_id = m.release_id AND d.portal_id = l.portal_id
        AND d.kind = 'reject' AND (d.link_id IS NULL OR d.link_id = l.link_id::text))
"""


def save(
    conn: Connection, portal_id: str, url: str, rows: Iterable[Link], seen_at: datetime
) -> None:
    """Keep which of the portal's stored links stood on the list at `url`."""
    keys = [key_of(storable(row.url), storable(row.title)) for row in rows]
    values = {"portal_id": portal_id, "url": storable(url), "seen_at": seen_at, "keys": keys}
    conn.execute(SAVE, values)


def held(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, frozenset[str]]:
    """portal → the lists on which a repost was seen up to `until`."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in conn.execute(HELD, {"portals": list(portal_ids), "until": until}).fetchall():
        found[row["portal_id"]].add(row["url"])
    return {portal_id: frozenset(urls) for portal_id, urls in found.items()}


def known(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, tuple[tuple[WatchedList, ...], frozenset[str]]]:
    """portal → its watched lists, and the addresses of lists that carried a repost."""
    watched, carried = watched_lists.load(conn, portal_ids), held(conn, portal_ids, until)
    return {
        portal_id: (watched[portal_id], carried.get(portal_id, frozenset()))
        for portal_id in portal_ids
    }
