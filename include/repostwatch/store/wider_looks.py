"""The wider looks at portals for releases that their lists do not show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from repostwatch.model import Hit, TracePlace
from repostwatch.model.reason_json import from_json
from repostwatch.model.wider import WiderLook
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack

SAVE = """
INSERT INTO wider_looks (release_id, portal_id, ended_at, pages, lists, unread, search, failure,
                         tries, hits, visits)
VALUES (%(release_id)s, %(portal_id)s, %(ended_at)s, %(pages)s, %(lists)s, %(unread)s,
        %(search)s, %(failure)s, %(tries)s, %(hits)s, %(visits)s)
ON CONFLICT (release_id, portal_id) DO UPDATE SET
    ended_at = excluded.ended_at, pages = excluded.pages, lists = excluded.lists,
    unread = excluded.unread, search = excluded.search, failure = excluded.failure,
    tries = excluded.tries, hits = excluded.hits, visits = excluded.visits
"""


def save(conn: Connection, looks: Iterable[WiderLook]) -> None:
    """Write looks; one for the same release and portal is written over."""
    with conn.cursor() as cursor:
        cursor.executemany(SAVE, [_row(look) for look in looks])


def load(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, dict[str, WiderLook]]:
    """portal → release → the look for it, where that was made up to `until`."""
    found: dict[str, dict[str, WiderLook]] = defaultdict(dict)
    rows = conn.execute(
        "SELECT * FROM wider_looks WHERE portal_id = ANY(%s) "
        "AND (%s::timestamptz IS NULL OR ended_at <= %s)",
        (list(portal_ids), until, until),
    )
    for row in rows:
        found[row["portal_id"]][row["release_id"]] = _look(row)
    return found


def _row(look: WiderLook) -> dict[str, object]:
    return {
        "release_id": look.release_id,
        "portal_id": look.portal_id,
        "ended_at": look.ended_at,
        "pages": look.pages,
        "lists": look.lists,
        "unread": look.unread,
        "search": pack(look.search),
        "failure": pack(look.failure),
        "tries": look.tries,
        "hits": Jsonb([asdict(hit) for hit in look.hits]),
        "visits": list(look.visits),
    }


def _look(row: DictRow) -> WiderLook:
    return WiderLook(
        **row
        | {
            "search": from_json(row["search"]),
            "failure": from_json(row["failure"]),
            "hits": tuple(Hit(**hit | {"place": TracePlace(hit["place"])}) for hit in row["hits"]),
            "visits": tuple(row["visits"]),
        }
    )
