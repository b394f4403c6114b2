"""Homepage visits over time, as input of judging: their columns, and whether the site moved."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from psycopg.rows import DictRow, tuple_row

from repostwatch.model import Column, ColumnForm, Outcome, PageDate, Precision, Reason
from repostwatch.model.closures import MoveLook
from repostwatch.model.homepages import HomepageVisit
from repostwatch.model.reason_json import from_json
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, unpack

# The scans of a quarter are many, and one of each portal is enough: that which is kept as its
# latest, where it is such a one, else the first that is found.
READ_BETWEEN = """
SELECT portal_id FROM latest_scans WHERE {kept}
UNION ALL
SELECT k.portal_id FROM latest_scans k, LATERAL (
    SELECT FROM scans s
    WHERE s.portal_id = k.portal_id AND s.started_at BETWEEN %(since)s AND %(until)s
      AND (s.moved IS NOT NULL OR s.home_outcome IN ('ok', 'not_modified'))
    LIMIT 1
) read WHERE ({kept}) IS NOT TRUE
""".replace(
    "{kept}",
    "started_at BETWEEN %(since)s AND %(until)s AND home_outcome IN ('ok', 'not_modified')",
)


def homepage_visits(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, list[HomepageVisit]]:
    """The homepage visits of each portal in order of time, up to and including `until`."""
    found: dict[str, list[HomepageVisit]] = {portal_id: [] for portal_id in portal_ids}
    outcomes = {outcome.value: outcome for outcome in Outcome}
    with conn.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            "SELECT portal_id, started_at, home_outcome, columns::text, home_reason::text "
            "FROM scans "
            "WHERE portal_id = ANY(%s) AND (%s::timestamptz IS NULL OR started_at <= %s)",
            (list(portal_ids), until, until),
        )
        for portal_id, at, outcome, columns, reason in cursor.fetchall():
            visit = HomepageVisit(
                at, outcomes[outcome], columns and _unpack(columns), unpack(reason)
            )
            found[portal_id].append(visit)
    for visits in found.values():
        visits.sort(key=lambda visit: visit.at)
    return found


def latest_visits(
    conn: Connection, portal_ids: Sequence[str], count: int, until: datetime
) -> dict[str, list[HomepageVisit]]:
    """The latest homepage visits of each portal, the latest first."""
    found: dict[str, list[HomepageVisit]] = {portal_id: [] for portal_id in portal_ids}
    rows = conn.execute(
        """
        SELECT p.portal_id, s.started_at, s.home_outcome, s.columns::text, s.home_reason::text
        FROM unnest(%s::text[]) AS p (portal_id), LATERAL (
            SELECT * FROM scans WHERE portal_id = p.portal_id AND started_at <= %s
            ORDER BY started_at DESC, scan_id DESC LIMIT %s
        ) s ORDER BY s.started_at DESC
        """,
        (list(portal_ids), until, count),
    )
    for row in rows:
        found[row["portal_id"]].append(_visit(row))
    return found


def visits_at(conn: Connection, moments: Mapping[str, datetime]) -> dict[str, HomepageVisit]:
    """portal → the visit of its homepage in the scan that began at this moment."""
    rows = conn.execute(
        "SELECT s.portal_id, s.started_at, s.home_outcome, s.columns::text, s.home_reason::text "
        "FROM scans s JOIN unnest(%s::text[], %s::timestamptz[]) asked (portal_id, started_at) "
        "USING (portal_id, started_at)",
        (list(moments), list(moments.values())),
    )
    return {row["portal_id"]: _visit(row) for row in rows}


def _visit(row: DictRow) -> HomepageVisit:
    columns = row["columns"] and _unpack(row["columns"])
    outcome, reason = Outcome(row["home_outcome"]), unpack(row["home_reason"])
    return HomepageVisit(row["started_at"], outcome, columns, reason)


def moved_portals(
    conn: Connection, portal_ids: Sequence[str], confirmations: int, until: datetime | None = None
) -> dict[str, Reason]:
    """Portals whose latest `confirmations` scans all say that the site was closed or moved, and
    the latest one's reason."""
    rows = conn.execute(
        """
        SELECT portal_id,
               (array_agg(moved::text ORDER BY started_at DESC, scan_id DESC))[1] AS reason
        FROM unnest(%s::text[]) portal_id, LATERAL (
            SELECT s.moved, s.started_at, s.scan_id FROM scans s
            WHERE s.portal_id = portal_id.portal_id
              AND (%s::timestamptz IS NULL OR s.started_at <= %s)
            ORDER BY s.started_at DESC, s.scan_id DESC LIMIT %s
        ) latest
        GROUP BY portal_id HAVING bool_and(moved IS NOT NULL) AND count(*) = %s
        """,
        (list(portal_ids), until, until, confirmations, confirmations),
    )
    return {row["portal_id"]: given(row["reason"]) for row in rows}


def signs_of_moving(conn: Connection, until: datetime) -> frozenset[str]:
    """The portals of which any scan up to `until` said that the site was closed or moved."""
    rows = conn.execute(
        "SELECT DISTINCT portal_id FROM scans WHERE moved IS NOT NULL AND started_at <= %s",
        (until,),
    )
    return frozenset(row["portal_id"] for row in rows)


def read_between(conn: Connection, since: datetime, until: datetime) -> frozenset[str]:
    """The portals of which a scan of this time read the homepage, or said that it had moved."""
    rows = conn.execute(READ_BETWEEN, {"since": since, "until": until})
    return frozenset(row["portal_id"] for row in rows)


def moves(
    conn: Connection, portal_ids: Sequence[str], until: datetime
) -> dict[str, list[MoveLook]]:
    """The scans up to `until` that said that their portal had closed or moved, and the latest that
    did not, in order of time; without the scans whose homepage could not be read. An older one
    that did not would say nothing more."""
    found: dict[str, list[MoveLook]] = {portal_id: [] for portal_id in portal_ids}
    rows = conn.execute(
        """
        SELECT portal_id, started_at, scan_id, moved::text AS moved FROM scans
        WHERE moved IS NOT NULL AND portal_id = ANY(%(portals)s) AND started_at <= %(until)s
        UNION ALL
        SELECT asked.portal_id, latest.started_at, latest.scan_id, NULL
        FROM unnest(%(portals)s::text[]) asked (portal_id), LATERAL (
            SELECT started_at, scan_id FROM scans
            WHERE portal_id = asked.portal_id AND started_at <= %(until)s AND moved IS NULL
              AND home_outcome IN ('ok', 'not_modified')
            ORDER BY started_at DESC LIMIT 1
        ) latest
        ORDER BY started_at, scan_id
        """,
        {"portals": list(portal_ids), "until": until},
    )
    for row in rows:
        found[row["portal_id"]].append(MoveLook(row["started_at"], unpack(row["moved"])))
    return found


@lru_cache(maxsize=4096)
def _unpack(packed: str) -> tuple[Column, ...]:
    """The columns from JSON, cached: most homepages have not changed since the last scan."""
    return tuple(
        Column(
            **item
            | {
                "form": ColumnForm(item["form"]),
                "reason": from_json(item["reason"]),
                "newest": item["newest"]
                and PageDate(
                    datetime.fromisoformat(item["newest"][0]), Precision(item["newest"][1])
                ),
            }
        )
        for item in json.loads(packed)
    )
