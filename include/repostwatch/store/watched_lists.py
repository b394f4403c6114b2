"""Lists that were found on portals, with the states that each came through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from repostwatch.model import PageDate, Precision
from repostwatch.model.reason_json import from_json
from repostwatch.model.watched_lists import ListChange, ListOrigin, ListState, WatchedList
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack

SAVE = """
INSERT INTO watched_lists (portal_id, url, state, origin, reason, found_at, checked_at, name,
                           releases, items, newest, render)
VALUES (%(portal_id)s, %(url)s, %(state)s, %(origin)s, %(reason)s, %(found_at)s, %(checked_at)s,
        %(name)s, %(releases)s, %(items)s, %(newest)s, %(render)s)
ON CONFLICT (portal_id, md5(url)) DO UPDATE SET
    state = excluded.state, origin = excluded.origin, reason = excluded.reason,
    checked_at = excluded.checked_at, name = excluded.name, releases = excluded.releases,
    items = excluded.items, newest = excluded.newest, render = excluded.render
"""


def save(conn: Connection, lists: Iterable[WatchedList], *, by: str = "") -> None:
    """Write lists as they stand now; a state that differs from the last becomes a change.

    `by` is the person who decided, empty for the program.
    """
    with conn.transaction():
        for one in lists:
            row = conn.execute(
                "SELECT state FROM watched_lists WHERE portal_id = %s AND md5(url) = md5(%s) "
                "FOR UPDATE",
                (one.portal_id, one.url),
            ).fetchone()
            conn.execute(SAVE, _row(one))
            if row is None or row["state"] != one.state or by:
                conn.execute(
                    "INSERT INTO list_changes (portal_id, url, state, reason, at, decided_by) "
                    "VALUES (%s, %s, %s, %s, %s, %s)",
                    (one.portal_id, one.url, one.state, pack(one.reason), one.checked_at, by),
                )


def load(conn: Connection, portal_ids: Sequence[str]) -> dict[str, tuple[WatchedList, ...]]:
    """portal → its lists, those with most releases first; portals without any are there, too."""
    found: dict[str, list[WatchedList]] = {portal_id: [] for portal_id in portal_ids}
    rows = conn.execute(
        "SELECT * FROM watched_lists WHERE portal_id = ANY(%s) "
        "ORDER BY portal_id, cardinality(releases) DESC, url",
        (list(portal_ids),),
    )
    for row in rows:
        found[row["portal_id"]].append(_list(row))
    return {portal_id: tuple(lists) for portal_id, lists in found.items()}


# See `WatchedList.waits`; a list that the registry names needs nobody's word.
WAITING = """
FROM watched_lists l JOIN portals p USING (portal_id)
WHERE p.listed AND l.url <> ALL (p.column_urls) AND (l.state = 'proposed' OR (
    l.state = 'in_use' AND l.origin = 'discovered' AND l.releases = '{}'))
"""


def count_waiting(conn: Connection) -> int:
    """How many lists of listed portals wait for a person's word."""
    row = conn.execute(f"SELECT count(*) AS number {WAITING}").fetchone()
    return int(row["number"]) if row else 0


def waiting(conn: Connection, limit: int | None = None, offset: int = 0) -> list[tuple[str, str]]:
    """(portal, address) of the lists that wait for a person's word, in the registry's order, then
    those with most releases first."""
    rows = conn.execute(
        f"SELECT l.portal_id, l.url {WAITING} "
        "ORDER BY p.level, l.portal_id, cardinality(l.releases) DESC, l.url "
        "LIMIT %s OFFSET %s",
        (limit, offset),
    )
    return [(row["portal_id"], row["url"]) for row in rows]


def changes(conn: Connection, portal_id: str) -> list[ListChange]:
    """What happened to a portal's lists, the newest first."""
    rows = conn.execute(
        "SELECT url, state, reason::text, at, decided_by FROM list_changes WHERE portal_id = %s "
        "ORDER BY change_id DESC",
        (portal_id,),
    )
    return [
        ListChange(
            row["url"],
            ListState(row["state"]),
            given(row["reason"]),
            row["at"],
            row["decided_by"],
        )
        for row in rows
    ]


def _row(one: WatchedList) -> dict[str, Any]:
    return {
        "portal_id": one.portal_id,
        "url": one.url,
        "state": one.state,
        "origin": one.origin,
        "reason": pack(one.reason),
        "found_at": one.found_at,
        "checked_at": one.checked_at,
        "name": one.name,
        "releases": list(one.releases),
        "items": one.items,
        "newest": one.newest and Jsonb([one.newest.value.isoformat(), one.newest.precision.value]),
        "render": one.render,
    }


def _list(row: dict[str, Any]) -> WatchedList:
    newest = row["newest"]
    return WatchedList(
        **row
        | {
            "state": ListState(row["state"]),
            "origin": ListOrigin(row["origin"]),
            "reason": from_json(row["reason"]),
            "releases": tuple(row["releases"]),
            "newest": newest and PageDate(datetime.fromisoformat(newest[0]), Precision(newest[1])),
        }
    )
