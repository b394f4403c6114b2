"""The results of searching a scan's pages for a release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from repostwatch.model import Hit, ListAccount, Search, TracePlace
from repostwatch.model.reason_json import from_json
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack

SAVE = """
INSERT INTO searches (scan_id, release_id, words, pages, size, unsearched, hits, known)
VALUES (%(scan_id)s, %(release_id)s, %(words)s, %(pages)s, %(size)s, %(unsearched)s, %(hits)s,
        %(known)s)
ON CONFLICT (scan_id, release_id) DO UPDATE SET
    words = excluded.words, pages = excluded.pages, size = excluded.size,
    unsearched = excluded.unsearched, hits = excluded.hits, known = excluded.known
"""
LOAD = """
SELECT s.*, scans.lists, scans.portal_id FROM searches s JOIN scans USING (scan_id)
WHERE s.release_id = ANY(%(releases)s) AND scans.portal_id = ANY(%(portals)s)
  AND scans.started_at <= %(until)s AND (s.hits <> '[]' OR (s.scan_id, s.release_id) IN (
      SELECT * FROM unnest(%(scans)s::bigint[], %(asked)s::text[])))
ORDER BY s.scan_id
"""
# What found nothing and is rested on no more is of no use. Of other duties nothing is known here.
PRUNE = """
DELETE FROM searches s USING scans
WHERE scans.scan_id = s.scan_id AND (s.release_id, scans.portal_id) IN (
    SELECT * FROM unnest(%(asked)s::text[], %(whose)s::text[]))
  AND s.hits = '[]' AND s.unsearched IS NULL
  AND NOT EXISTS (SELECT FROM unnest(%(scans)s::bigint[], %(asked)s::text[])
                      AS kept (scan_id, release_id)
                  WHERE kept.scan_id = s.scan_id AND kept.release_id = s.release_id)
"""
Wanted = Mapping[tuple[str, str], str]  # (release, scan) → portal


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
                    "unsearched": pack(search.unsearched),
                    "hits": Jsonb([asdict(hit) for hit in search.hits]),
                    "known": search.known,
                }
                for search, words in found
            ],
        )


def load(
    conn: Connection, wanted: Wanted, marks: Mapping[str, str], until: datetime
) -> dict[tuple[str, str], list[Search]]:
    """(release, portal) → the searches that are wanted, and whatever found something in scans up
    to `until`; only those that were made for the words of today."""
    found: dict[tuple[str, str], list[Search]] = defaultdict(list)
    for row in conn.execute(LOAD, _asked(wanted) | {"until": until}).fetchall():
        if row["words"] == marks.get(row["release_id"]):
            found[row["release_id"], row["portal_id"]].append(_search(row))
    return found


def prune(conn: Connection, wanted: Wanted) -> None:
    """Delete searches for these duties that are not needed and found nothing."""
    conn.execute(PRUNE, _asked(wanted))


def _asked(wanted: Wanted) -> dict[str, Any]:
    return {
        "releases": sorted({release_id for release_id, _ in wanted}),
        "portals": sorted(set(wanted.values())),
        "scans": [int(scan_id) for _, scan_id in wanted],
        "asked": [release_id for release_id, _ in wanted],
        "whose": list(wanted.values()),
    }


def _search(row: DictRow) -> Search:
    return Search(
        scan_id=str(row["scan_id"]),
        release_id=row["release_id"],
        pages=row["pages"],
        size=row["size"],
        hits=tuple(Hit(**hit | {"place": TracePlace(hit["place"])}) for hit in row["hits"]),
        known=row["known"],
        unsearched=from_json(row["unsearched"]),
        lists=tuple(
            ListAccount(**account | {"why": from_json(account["why"])}) for account in row["lists"]
        ),
    )
