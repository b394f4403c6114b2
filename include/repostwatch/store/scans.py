"""Scans and their visits, which are never changed later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, LiteralString

from psycopg.rows import DictRow, tuple_row
from psycopg.types.json import Jsonb

from repostwatch.model import Column, ListAccount, Reason, Scan, Visit
from repostwatch.model.reason_json import from_json
from repostwatch.store import links
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack, packed, unpack


@dataclass(frozen=True, slots=True)
class PageVisit:
    """A visit with the links read from it. `role`: home, column, next, frame or article."""

    role: str
    visit: Visit
    links: Sequence[links.FoundLink] = ()
    evidence: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """A scan as it is written, in one transaction. `moved` is set if the homepage or a list page
    says that it is closed or has moved; `lists` summarises each list."""

    portal_id: str
    started_at: datetime
    ended_at: datetime
    reach: datetime | None
    gap: Reason | None
    embedded: bool | None
    columns: tuple[Column, ...] | None
    home: Visit
    visits: Sequence[PageVisit] = field(default=())
    run_id: str = ""
    moved: Reason | None = None
    lists: tuple[ListAccount, ...] = ()


SAVE_SCAN = """
INSERT INTO scans (portal_id, started_at, ended_at, reach, gap, embedded, columns, home_outcome,
                   home_reason, run_id, moved, lists)
VALUES (%(portal_id)s, %(started_at)s, %(ended_at)s, %(reach)s, %(gap)s, %(embedded)s,
        %(columns)s, %(home_outcome)s, %(home_reason)s, %(run_id)s, %(moved)s,
        %(lists)s)
ON CONFLICT (portal_id, started_at) DO UPDATE SET
    ended_at = excluded.ended_at, reach = excluded.reach, gap = excluded.gap,
    embedded = excluded.embedded, columns = excluded.columns,
    home_outcome = excluded.home_outcome, home_reason = excluded.home_reason,
    moved = excluded.moved, lists = excluded.lists
RETURNING scan_id
"""
SAVE_VISIT = """
INSERT INTO visits (portal_id, scan_id, role, url, outcome, fetched_at, final_url, status, size,
                    elapsed, reason, digest, content_type, etag, last_modified, links, evidence)
VALUES (%(portal_id)s, %(scan_id)s, %(role)s, %(url)s, %(outcome)s, %(fetched_at)s, %(final_url)s,
        %(status)s, %(size)s, %(elapsed)s, %(reason)s, %(digest)s, %(content_type)s, %(etag)s,
        %(last_modified)s, %(links)s, %(evidence)s)
ON CONFLICT (portal_id, md5(url), fetched_at, role) DO UPDATE SET
    scan_id = excluded.scan_id, outcome = excluded.outcome, final_url = excluded.final_url,
    status = excluded.status, size = excluded.size, elapsed = excluded.elapsed,
    reason = excluded.reason, digest = excluded.digest, content_type = excluded.content_type,
    etag = excluded.etag, last_modified = excluded.last_modified, links = excluded.links,
    evidence = excluded.evidence
"""


def save(conn: Connection, record: ScanRecord) -> str:
    """Write a scan, its visits and its links; returns the scan's id."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(
            SAVE_SCAN,
            {
                "portal_id": record.portal_id,
                "started_at": record.started_at,
                "ended_at": record.ended_at,
                "reach": record.reach,
                "gap": pack(record.gap),
                "embedded": record.embedded,
                "columns": _pack(record.columns),
                "home_outcome": record.home.outcome,
                "home_reason": pack(record.home.reason),
                "run_id": record.run_id,
                "moved": pack(record.moved),
                "lists": Jsonb([_account(one) for one in record.lists]),
            },
        )
        row = cursor.fetchone()
        scan_id = None if row is None else row["scan_id"]
        # Scanned again for the same moment: earlier searches were of other pages.
        cursor.execute("DELETE FROM searches WHERE scan_id = %s", (scan_id,))
        save_visits(conn, record.portal_id, record.visits, scan_id)
        links.save(
            conn, record.portal_id, [found for page in record.visits for found in page.links]
        )
    return str(scan_id)


def save_visits(
    conn: Connection, portal_id: str, pages: Iterable[PageVisit], scan_id: int | None = None
) -> None:
    with conn.cursor() as cursor:
        cursor.executemany(
            SAVE_VISIT,
            [
                _fields(page.visit)
                | {
                    "reason": pack(page.visit.reason),
                    "portal_id": portal_id,
                    "scan_id": scan_id,
                    "role": page.role,
                    "links": len(page.links),
                    "evidence": None if page.evidence is None else Jsonb(dict(page.evidence)),
                }
                for page in pages
            ],
        )


def load(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, list[Scan]]:
    """Every portal's scans in order of time, up to and including `until`."""
    found: dict[str, list[Scan]] = {portal_id: [] for portal_id in portal_ids}
    # Sorted here: they lie in the table nearly in order, which PostgreSQL does not make use of.
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            "SELECT scan_id::text, portal_id, started_at, ended_at, reach, gap::text, embedded "
            "FROM scans WHERE portal_id = ANY(%s) "
            "AND (%s::timestamptz IS NULL OR started_at <= %s)",
            (list(portal_ids), until, until),
        )
        for row in cursor.fetchall():
            found[row[1]].append(_scan(row))
    for seen in found.values():
        seen.sort(key=lambda scan: scan.started_at)
    return found


def shown(
    conn: Connection, portal_ids: Sequence[str], cited: Iterable[str], until: datetime
) -> list[Scan]:
    """Each portal's latest scan up to `until`, and those of theirs that are cited by id; in the
    order of the portals, then of time. What years of scans hold besides is not read."""
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            """
            SELECT s.scan_id::text, s.portal_id, s.started_at, s.ended_at, s.reach, s.gap::text,
                   s.embedded
            FROM unnest(%(portals)s::text[]) WITH ORDINALITY asked (portal_id, place)
            JOIN scans s USING (portal_id)
            WHERE s.scan_id IN (
                SELECT unnest(%(cited)s::bigint[])
                UNION ALL
                SELECT latest.scan_id FROM unnest(%(portals)s::text[]) of (portal_id), LATERAL (
                    SELECT l.scan_id FROM scans l
                    WHERE l.portal_id = of.portal_id AND l.started_at <= %(until)s
                    ORDER BY l.started_at DESC LIMIT 1
                ) latest
            )
            ORDER BY asked.place, s.started_at
            """,
            {"portals": list(portal_ids), "cited": list(cited), "until": until},
        )
        return [_scan(row) for row in cursor]


def counts(conn: Connection, portal_ids: Sequence[str], until: datetime) -> dict[str, int]:
    """How many scans there are of each portal up to `until`."""
    rows = conn.execute(
        "SELECT portal_id, count(*) AS scans FROM scans "
        "WHERE portal_id = ANY(%s) AND started_at <= %s GROUP BY portal_id",
        (list(portal_ids), until),
    )
    return {row["portal_id"]: row["scans"] for row in rows}


def visits_of(conn: Connection, scan_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The visits of the scans named, in the order they were made."""
    return _reasoned(
        conn,
        "SELECT * FROM visits WHERE scan_id = ANY(%s::bigint[]) ORDER BY portal_id, visit_id",
        (list(scan_ids),),
    )


def article_visits(conn: Connection, portal_id: str, urls: Sequence[str]) -> list[dict[str, Any]]:
    """The visits of a portal's article pages, in the order they were made."""
    return _reasoned(
        conn,
        "SELECT * FROM visits WHERE portal_id = %s AND role = 'article' AND url = ANY(%s) "
        "ORDER BY fetched_at, visit_id",
        (portal_id, list(urls)),
    )


def last_visits(conn: Connection, portal_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The visits of each portal's latest scan and the article pages read since."""
    return _reasoned(
        conn,
        """
        SELECT v.* FROM visits v
        JOIN (SELECT DISTINCT ON (portal_id) portal_id, scan_id, started_at FROM scans
              WHERE portal_id = ANY(%s) ORDER BY portal_id, started_at DESC, scan_id DESC) s
          ON v.portal_id = s.portal_id
         AND (v.scan_id = s.scan_id OR (v.scan_id IS NULL AND v.fetched_at >= s.started_at))
        ORDER BY v.portal_id, v.fetched_at, v.visit_id
        """,
        (list(portal_ids),),
    )


def begun(conn: Connection) -> bool:
    """Whether any portal was scanned."""
    return conn.execute("SELECT 1 FROM scans LIMIT 1").fetchone() is not None


def latest(conn: Connection, portal_id: str, limit: int) -> list[dict[str, Any]]:
    """A portal's scans with how many pages were visited and failed, the latest first."""
    return _reasoned(
        conn,
        """
        SELECT s.scan_id, s.started_at, s.ended_at, s.reach, s.gap, s.home_outcome, s.run_id,
               count(v.*) AS pages, coalesce(sum(v.links), 0) AS links,
               count(v.*) FILTER (WHERE v.outcome NOT IN ('ok', 'not_modified')) AS failed
        FROM (SELECT * FROM scans WHERE portal_id = %s
              ORDER BY started_at DESC, scan_id DESC LIMIT %s) s
        LEFT JOIN visits v USING (scan_id)
        GROUP BY s.scan_id, s.started_at, s.ended_at, s.reach, s.gap, s.home_outcome, s.run_id
        ORDER BY s.started_at DESC, s.scan_id DESC
        """,
        (portal_id, limit),
    )


def of_run(conn: Connection, run_id: str) -> list[dict[str, Any]]:
    """What a DAG run saw of each portal: its last scan there, with the portal's name."""
    return _reasoned(
        conn,
        """
        SELECT s.portal_id, p.name, s.started_at, s.ended_at, s.reach, s.gap, s.home_outcome,
               count(v.*) AS pages, coalesce(sum(v.links), 0) AS links
        FROM (SELECT DISTINCT ON (portal_id) * FROM scans WHERE run_id = %s
              ORDER BY portal_id, started_at DESC, scan_id DESC) s
        JOIN portals p USING (portal_id) LEFT JOIN visits v USING (scan_id)
        GROUP BY p.name, s.scan_id, s.portal_id, s.started_at, s.ended_at, s.reach, s.gap,
                 s.home_outcome
        ORDER BY p.name
        """,
        (run_id,),
    )


def _scan(row: tuple[Any, ...]) -> Scan:
    scan_id, portal_id, started_at, ended_at, reach, gap, embedded = row
    return Scan(scan_id, portal_id, started_at, ended_at, reach, unpack(gap), embedded)


def _reasoned(conn: Connection, query: LiteralString, values: tuple[Any, ...]) -> list[DictRow]:
    """The rows, the reasons in them read."""
    rows = conn.execute(query, values).fetchall()
    for row in rows:
        row |= {name: from_json(row[name]) for name in ("gap", "reason") if name in row}
    return rows


def _fields(value: Visit | Column | ListAccount) -> dict[str, Any]:
    # Not asdict: it would take the reason apart, too.
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _account(account: ListAccount) -> dict[str, Any]:
    return _fields(account) | {"why": packed(account.why) if account.why else None}


def _pack(columns: tuple[Column, ...] | None) -> Jsonb | None:
    if columns is None:
        return None
    return Jsonb(
        [
            _fields(column)
            | {
                "reason": packed(column.reason) if column.reason else None,
                "newest": column.newest
                and [column.newest.value.isoformat(), column.newest.precision.value],
            }
            for column in columns
        ]
    )
