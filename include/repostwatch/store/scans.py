"""Reading scans and summaries of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from psycopg.rows import tuple_row

from repostwatch.model import Interval, Scan
from repostwatch.model.watched_lists import ListOrigin, ListPlace
from repostwatch.store.database import Connection
from repostwatch.store.reasons import rows_with_reasons, unpack

ENDLESS = "infinity"
FIELDS = (
    "s.scan_id::text, s.portal_id, s.started_at, s.ended_at, s.reach, s.gap::text, s.embedded, "
    "s.followed::text"
)


def load(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, list[Scan]]:
    """Every portal's scans in order of time, up to and including `until`."""
    found: dict[str, list[Scan]] = {portal_id: [] for portal_id in portal_ids}
    # Sorted here: they lie in the table nearly in order, which PostgreSQL does not make use of.
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            f"SELECT {FIELDS} FROM scans s WHERE portal_id = ANY(%s) "  # noqa: S608  constant names
            "AND (%s::timestamptz IS NULL OR started_at <= %s)",
            (list(portal_ids), until, until),
        )
        for row in cursor.fetchall():
            found[row[1]].append(_scan(row))
    for seen in found.values():
        seen.sort(key=lambda scan: scan.started_at)
    return found


def since(
    conn: Connection, moments: Mapping[str, datetime], until: datetime | None
) -> dict[str, list[Scan]]:
    """Each portal's scans that ended at its moment or after and began up to `until`, and its latest
    of all; in order of time."""
    found: dict[str, list[Scan]] = {portal_id: [] for portal_id in moments}
    given = {"portals": list(moments), "moments": list(moments.values()), "until": until or ENDLESS}
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            f"""
            SELECT {FIELDS} FROM unnest(%(portals)s::text[], %(moments)s::timestamptz[])
                AS asked (portal_id, moment)
            CROSS JOIN LATERAL (
                SELECT scan_id FROM scans WHERE portal_id = asked.portal_id
                    AND ended_at >= asked.moment AND started_at <= %(until)s
                UNION
                (SELECT scan_id FROM scans
                 WHERE portal_id = asked.portal_id AND started_at <= %(until)s
                 ORDER BY started_at DESC LIMIT 1)
            ) wanted JOIN scans s USING (scan_id) ORDER BY s.started_at
            """,  # noqa: S608  constant names
            given,
        )
        for row in cursor:
            found[row[1]].append(_scan(row))
    return found


def by_id(conn: Connection, scan_ids: Iterable[str]) -> dict[str, list[Scan]]:
    """portal → these scans of it, in order of time."""
    found: dict[str, list[Scan]] = defaultdict(list)
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            f"SELECT {FIELDS} FROM scans s WHERE s.scan_id = ANY(%s::bigint[]) "  # noqa: S608  the same
            "ORDER BY s.started_at",
            (list(scan_ids),),
        )
        for row in cursor:
            found[row[1]].append(_scan(row))
    return found


def fed_until(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None
) -> dict[str, datetime]:
    """When each portal's latest scan up to `until` began whose homepage carried the push feed;
    without those that have none."""
    rows = conn.execute(
        "SELECT portal_id, max(started_at) AS at FROM scans "
        "WHERE embedded AND portal_id = ANY(%s) AND started_at <= %s GROUP BY portal_id",
        (list(portal_ids), until or ENDLESS),
    )
    return {row["portal_id"]: row["at"] for row in rows}


def shown(
    conn: Connection, portal_ids: Sequence[str], cited: Iterable[str], until: datetime
) -> list[Scan]:
    """Each portal's latest scan up to `until`, and those of theirs that are cited by id; in the
    order of the portals, then of time. What years of scans hold besides is not read."""
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            f"""
            SELECT {FIELDS}
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
            """,  # noqa: S608  constant names
            {"portals": list(portal_ids), "cited": list(cited), "until": until},
        )
        return [_scan(row) for row in cursor]


def last_whole(conn: Connection, portal_ids: Sequence[str], until: datetime) -> dict[str, datetime]:
    """When each portal's latest complete scan up to `until` began; without those that have none."""
    rows = conn.execute(
        """
        SELECT of.portal_id, latest.started_at
        FROM unnest(%(portals)s::text[]) of (portal_id), LATERAL (
            SELECT l.started_at FROM scans l
            WHERE l.portal_id = of.portal_id AND l.started_at <= %(until)s AND l.reach IS NOT NULL
            ORDER BY l.started_at DESC LIMIT 1
        ) latest
        """,
        {"portals": list(portal_ids), "until": until},
    )
    return {row["portal_id"]: row["started_at"] for row in rows}


def counts(conn: Connection, portal_ids: Sequence[str], until: datetime) -> dict[str, int]:
    """How many scans there are of each portal up to `until`."""
    rows = conn.execute(
        "SELECT portal_id, count(*) AS scans FROM scans "
        "WHERE portal_id = ANY(%s) AND started_at <= %s GROUP BY portal_id",
        (list(portal_ids), until),
    )
    return {row["portal_id"]: row["scans"] for row in rows}


def scanned_in(conn: Connection, portal_ids: Sequence[str], span: Interval) -> frozenset[str]:
    """The portals of which a scan began in the span, its end not included."""
    rows = conn.execute(
        "SELECT DISTINCT portal_id FROM scans "
        "WHERE portal_id = ANY(%s) AND started_at >= %s AND started_at < %s",
        (list(portal_ids), span.earliest, span.latest),
    )
    return frozenset(row["portal_id"] for row in rows)


def begun(conn: Connection) -> bool:
    """Whether any portal was scanned."""
    return conn.execute("SELECT 1 FROM scans LIMIT 1").fetchone() is not None


def newest(conn: Connection) -> datetime | None:
    """When the newest scan of all began, also where that is still to come."""
    last = conn.execute("SELECT started_at FROM scans ORDER BY ended_at DESC LIMIT 1").fetchone()
    if last is None:
        return None
    # No scan ends before it begins: only those that ended later than this one began can be newer.
    # Its moment is told, since for one that is still to be found all scans would be read.
    row = conn.execute(
        "SELECT max(started_at) AS newest FROM scans WHERE ended_at >= %s", (last["started_at"],)
    ).fetchone()
    return row["newest"] if row else None


def latest(conn: Connection, portal_id: str, limit: int) -> list[dict[str, Any]]:
    """A portal's scans with how many pages were visited and failed, the latest first."""
    return rows_with_reasons(
        conn,
        """
        SELECT s.scan_id, s.started_at, s.ended_at, s.reach, s.gap, s.home_outcome, s.home_reason,
               s.run_id, count(v.*) AS pages, coalesce(sum(v.links), 0) AS links,
               count(v.*) FILTER (WHERE v.outcome NOT IN ('ok', 'not_modified')) AS failed
        FROM (SELECT * FROM scans WHERE portal_id = %s
              ORDER BY started_at DESC, scan_id DESC LIMIT %s) s
        LEFT JOIN visits v USING (scan_id)
        GROUP BY s.scan_id, s.started_at, s.ended_at, s.reach, s.gap, s.home_outcome,
                 s.home_reason, s.run_id
        ORDER BY s.started_at DESC, s.scan_id DESC
        """,
        (portal_id, limit),
    )


def any_of_run(conn: Connection, run_id: str) -> bool:
    row = conn.execute("SELECT 1 FROM scans WHERE run_id = %s LIMIT 1", (run_id,)).fetchone()
    return row is not None


def of_run(conn: Connection, run_id: str) -> list[dict[str, Any]]:
    """What a DAG run saw of each portal: its last scan there, with the portal's name."""
    return rows_with_reasons(
        conn,
        """
        SELECT s.portal_id, p.name, s.started_at, s.ended_at, s.reach, s.gap, s.home_outcome,
               s.home_reason, count(v.*) AS pages, coalesce(sum(v.links), 0) AS links
        FROM (SELECT DISTINCT ON (portal_id) * FROM scans WHERE run_id = %s
              ORDER BY portal_id, started_at DESC, scan_id DESC) s
        JOIN portals p USING (portal_id) LEFT JOIN visits v USING (scan_id)
        GROUP BY p.name, s.scan_id, s.portal_id, s.started_at, s.ended_at, s.reach, s.gap,
                 s.home_outcome, s.home_reason
        ORDER BY p.name
        """,
        (run_id,),
    )


def _scan(row: tuple[Any, ...]) -> Scan:
    scan_id, portal_id, started_at, ended_at, reach, gap, embedded, followed = row
    lists = _places(followed)
    return Scan(scan_id, portal_id, started_at, ended_at, reach, unpack(gap), embedded, lists)


@lru_cache(maxsize=4096)
def _places(followed: str | None) -> tuple[ListPlace, ...] | None:
    """The lists of a scan; those of most scans are the same as before."""
    if followed is None:
        return None
    return tuple(ListPlace(url, ListOrigin(origin)) for origin, url in json.loads(followed))
