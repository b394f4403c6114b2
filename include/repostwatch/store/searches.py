"""What the search of a scan's pages for a release found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from repostwatch.model import Hit, ListAccount, Search
from repostwatch.store.database import Connection
from repostwatch.store.links import storable

SAVE = """
INSERT INTO searches (scan_id, release_id, words, pages, size, unsearched, hits, known)
VALUES (%(scan_id)s, %(release_id)s, %(words)s, %(pages)s, %(size)s, %(unsearched)s, %(hits)s,
        %(known)s)
ON CONFLICT (scan_id, release_id) DO UPDATE SET
    words = excluded.words, pages = excluded.pages, size = excluded.size,
    unsearched = excluded.unsearched, hits = excluded.hits, known = excluded.known
"""
LOAD = """
SELECT s.*, scans.lists FROM searches s JOIN scans USING (scan_id)
JOIN unnest(%s::bigint[], %s::text[]) AS asked (scan_id, release_id) USING (scan_id, release_id)
"""


def save(conn: Connection, found: Iterable[tuple[Search, str]]) -> None:
    """Keep searches, each beside the mark of the words that were searched for."""
    with conn.cursor() as cursor:
        cursor.executemany(
            SAVE,
            [
                {
                    "scan_id": int(search.scan_id),
                    "release_id": search.release_id,
                    "words": words,
                    "pages": search.pages,
                    "size": search.size,
                    "unsearched": search.unsearched,
                    "hits": Jsonb([_storable(hit) for hit in search.hits]),
                    "known": search.known,
                }
                for search, words in found
            ],
        )


def load(
    conn: Connection, wanted: Iterable[tuple[str, str]], marks: Mapping[str, str]
) -> dict[tuple[str, str], Search]:
    """(release, scan) → its search, of those wanted, where it was for the words of today."""
    pairs = list(wanted)
    rows = conn.execute(
        LOAD, ([int(scan_id) for _, scan_id in pairs], [release_id for release_id, _ in pairs])
    )
    found = (_search(row) for row in rows if row["words"] == marks.get(row["release_id"]))
    return {(search.release_id, search.scan_id): search for search in found}


def _storable(hit: Hit) -> dict[str, str | None]:
    return {
        name: value if value is None else storable(value) for name, value in asdict(hit).items()
    }


def _search(row: DictRow) -> Search:
    return Search(
        scan_id=str(row["scan_id"]),
        release_id=row["release_id"],
        pages=row["pages"],
        size=row["size"],
        hits=tuple(Hit(**hit) for hit in row["hits"]),
        known=row["known"],
        unsearched=row["unsearched"],
        lists=tuple(ListAccount(**account) for account in row["lists"]),
    )
