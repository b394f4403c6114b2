"""Reading the visits of scans and of articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from repostwatch.store.database import Connection
from repostwatch.store.reasons import rows_with_reasons


def of_scans(conn: Connection, scan_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The visits of the scans named, in the order they were made."""
    return rows_with_reasons(
        conn,
        "SELECT * FROM visits WHERE scan_id = ANY(%s::bigint[]) ORDER BY portal_id, visit_id",
        (list(scan_ids),),
    )


def of_articles(conn: Connection, portal_id: str, urls: Sequence[str]) -> list[dict[str, Any]]:
    """The visits of a portal's article pages, in the order they were made."""
    return rows_with_reasons(
        conn,
        "SELECT * FROM visits WHERE portal_id = %s AND role = 'article' AND url = ANY(%s) "
        "ORDER BY fetched_at, visit_id",
        (portal_id, list(urls)),
    )


def latest_of_portals(conn: Connection, portal_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The visits of each portal's latest scan and the article pages read since."""
    return rows_with_reasons(
        conn,
        """
        SELECT v.* FROM unnest(%s::text[]) AS p (portal_id)
        CROSS JOIN LATERAL (
            SELECT scan_id, started_at FROM scans WHERE portal_id = p.portal_id
            ORDER BY started_at DESC, scan_id DESC LIMIT 1
        ) s
        CROSS JOIN LATERAL (
            SELECT * FROM visits WHERE scan_id = s.scan_id
            UNION ALL
            SELECT * FROM visits WHERE portal_id = p.portal_id AND scan_id IS NULL
                AND fetched_at >= s.started_at
        ) v
        ORDER BY v.portal_id, v.fetched_at, v.visit_id
        """,
        (list(portal_ids),),
    )


def of_discoveries(conn: Connection, portal_ids: Sequence[str]) -> list[dict[str, Any]]:
    """The visits of each portal's latest search for lists."""
    return rows_with_reasons(
        conn,
        """
        SELECT v.* FROM visits v
        JOIN (SELECT DISTINCT ON (portal_id) portal_id, started_at FROM discoveries
              WHERE portal_id = ANY(%s) ORDER BY portal_id, started_at DESC) d
          ON v.portal_id = d.portal_id AND v.fetched_at >= d.started_at
        WHERE v.role = 'discovery' ORDER BY v.portal_id, v.fetched_at, v.visit_id
        """,
        (list(portal_ids),),
    )


def of_broken_search(conn: Connection, portal_id: str, since: datetime) -> list[dict[str, Any]]:
    """The visits after `since` of a search that did not end, in the order they were made."""
    return rows_with_reasons(
        conn,
        """
        SELECT v.* FROM visits v
        WHERE v.portal_id = %s AND v.role = 'discovery' AND v.fetched_at >= %s
          AND NOT EXISTS (SELECT FROM discoveries d WHERE d.portal_id = v.portal_id
                          AND d.ended_at >= v.fetched_at)
        ORDER BY v.visit_id
        """,
        (portal_id, since),
    )


def latest_homes(
    conn: Connection,
    portal_ids: Sequence[str],
    since: datetime,
    until: datetime,
    *,
    first: bool = False,
) -> list[dict[str, Any]]:
    """Of each portal the latest readable visit of its homepage within a span, both ends in it, else
    the latest; or the first of each."""
    return rows_with_reasons(
        conn,
        """
        SELECT DISTINCT ON (portal_id) * FROM visits
        WHERE portal_id = ANY(%s) AND role = 'home' AND fetched_at BETWEEN %s AND %s
        ORDER BY portal_id, outcome IN ('ok', 'not_modified') DESC,
                 CASE WHEN %s THEN fetched_at END, fetched_at DESC, visit_id DESC
        """,
        (list(portal_ids), since, until, first),
    )


def by_id(conn: Connection, visit_ids: Sequence[int]) -> list[dict[str, Any]]:
    """These visits, in the order they were made."""
    return rows_with_reasons(
        conn,
        "SELECT * FROM visits WHERE visit_id = ANY(%s) ORDER BY visit_id",
        (list(visit_ids),),
    )


def in_roles(
    conn: Connection, portal_id: str, roles: Sequence[str], since: datetime
) -> list[dict[str, Any]]:
    """A portal's visits in these roles from `since` on, in the order they were made."""
    return rows_with_reasons(
        conn,
        "SELECT * FROM visits WHERE portal_id = %s AND role = ANY(%s) AND fetched_at >= %s "
        "ORDER BY visit_id",
        (portal_id, list(roles), since),
    )


def newest_evidence(conn: Connection) -> tuple[str, int] | None:
    """File and offset of the page that was kept last; None where none was. Of any schema."""
    row = conn.execute(
        "SELECT evidence->>'file' AS file, (evidence->>'offset')::bigint AS at FROM visits "
        "WHERE evidence ? 'file' ORDER BY visit_id DESC LIMIT 1"
    ).fetchone()
    return (row["file"], row["at"]) if row else None
