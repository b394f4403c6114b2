"""Releases, under the id they first had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from psycopg.rows import DictRow

from repostwatch.model import Interval, Release
from repostwatch.store.database import Connection

SAVE = """
INSERT INTO releases AS r (release_id, title, published_earliest, published_latest, addresses,
                           doc_number, duty, issuer, kind, ingested_at)
VALUES (%(release_id)s, %(title)s, %(earliest)s, %(latest)s, %(addresses)s,
        %(doc_number)s, %(duty)s, %(issuer)s, %(kind)s, %(now)s)
ON CONFLICT (release_id) DO UPDATE SET
    title = excluded.title, published_earliest = excluded.published_earliest,
    published_latest = excluded.published_latest, addresses = excluded.addresses,
    doc_number = excluded.doc_number, duty = excluded.duty, issuer = excluded.issuer,
    kind = excluded.kind, change = nextval('release_change')
WHERE (r.title, r.published_earliest, r.published_latest, r.addresses, r.doc_number, r.duty,
       r.issuer, r.kind) IS DISTINCT FROM
      (excluded.title, excluded.published_earliest, excluded.published_latest, excluded.addresses,
       excluded.doc_number, excluded.duty, excluded.issuer, excluded.kind)
"""


def save(conn: Connection, releases: Iterable[Release], now: datetime) -> int:
    """Write what is new or has changed; returns how many rows that were."""
    with conn.transaction(), conn.cursor() as cursor:
        written = 0
        for release in releases:
            cursor.execute(
                SAVE,
                {
                    "release_id": release.release_id,
                    "title": release.title,
                    "earliest": release.published.earliest,
                    "latest": release.published.latest,
                    "addresses": list(release.addresses),
                    "doc_number": release.doc_number,
                    "duty": release.duty,
                    "issuer": release.issuer,
                    "kind": release.kind,
                    "now": now,
                },
            )
            written += cursor.rowcount
    return written


def load(conn: Connection, ids: Sequence[str] | None = None) -> tuple[Release, ...]:
    """Releases in order of publication; all of them, or those named."""
    rows = conn.execute(
        "SELECT * FROM releases WHERE %(ids)s::text[] IS NULL OR release_id = ANY(%(ids)s) "
        "ORDER BY published_earliest, release_id",
        {"ids": None if ids is None else list(ids)},
    )
    return tuple(_release(row) for row in rows)


def newest(conn: Connection, most: int) -> tuple[Release, ...]:
    """The releases that were published last, the newest first."""
    rows = conn.execute(
        "SELECT * FROM releases ORDER BY published_earliest DESC, release_id LIMIT %s", (most,)
    )
    return tuple(_release(row) for row in rows)


def last_change(conn: Connection) -> int:
    """Grows whenever a release appears or changes."""
    row = conn.execute("SELECT coalesce(max(change), 0) AS change FROM releases").fetchone()
    return int(row["change"]) if row else 0


def _release(row: DictRow) -> Release:
    return Release(
        release_id=row["release_id"],
        title=row["title"],
        published=Interval(row["published_earliest"], row["published_latest"]),
        addresses=tuple(row["addresses"]),
        doc_number=row["doc_number"],
        duty=row["duty"],
        issuer=row["issuer"],
        kind=row["kind"],
    )
