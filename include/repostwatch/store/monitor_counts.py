"""Counts for whoever watches the monitor from outside: few rows, whatever the years hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from repostwatch.store.database import Connection

LATEST = """
WITH latest AS MATERIALIZED (
    SELECT p.portal_id, s.scan_id, s.ended_at, s.home_outcome, s.reach
    FROM portals p LEFT JOIN LATERAL (
        SELECT scan_id, ended_at, home_outcome, reach FROM scans
        WHERE portal_id = p.portal_id AND started_at <= %(until)s
        ORDER BY started_at DESC LIMIT 1
    ) s ON true
    WHERE p.listed
)
"""
PORTALS = (
    LATEST  # noqa: S608  constants
    + """
SELECT home_outcome AS outcome, count(*) FILTER (WHERE reach IS NOT NULL) AS complete,
       count(*) AS number, min(seen_at) AS oldest, count(*) - count(seen_at) AS never
FROM latest l, LATERAL (
    SELECT CASE WHEN reach IS NOT NULL THEN ended_at ELSE (
        SELECT s.ended_at FROM scans s
        WHERE s.portal_id = l.portal_id AND s.started_at <= %(until)s AND s.reach IS NOT NULL
        ORDER BY s.started_at DESC LIMIT 1
    ) END AS seen_at
) seen
GROUP BY 1
"""
)
# As the index of these few pages has it.
READERS = (
    LATEST
    + """
SELECT v.reason ->> 'code' AS code, count(*) AS number
FROM latest l JOIN visits v USING (scan_id)
WHERE v.reason ->> 'code' LIKE 'reader.%%' GROUP BY 1
"""
)


@dataclass(frozen=True, slots=True)
class PortalCount:
    """Listed portals whose latest scan found their homepage so (`outcome`; None: never scanned).
    Of each portal's latest complete scan the `oldest` end; `never`: portals without any."""

    outcome: str | None
    complete: int
    number: int
    oldest: datetime | None
    never: int


def portals(conn: Connection, until: datetime) -> list[PortalCount]:
    return [PortalCount(**row) for row in conn.execute(PORTALS, {"until": until})]


def unread(conn: Connection, until: datetime) -> Mapping[str, int]:
    """Code of a reader that broke off → pages of the portals' latest scans."""
    rows = conn.execute(READERS, {"until": until})
    return {row["code"]: row["number"] for row in rows}


def duties(conn: Connection) -> Mapping[str, int]:
    """Verdict → observed duties of listed portals, as of the last judging."""
    rows = conn.execute("SELECT kind, sum(number) AS number FROM portal_counts GROUP BY kind")
    return {row["kind"]: int(row["number"]) for row in rows}


def mails(conn: Connection, since: datetime) -> Mapping[str, int]:
    """State → mails to single recipients that were posted since, or wait for another try."""
    rows = conn.execute(
        "SELECT state, count(*) AS number FROM deliveries "
        "WHERE posted_at > %s OR retry_at IS NOT NULL GROUP BY state",
        (since,),
    )
    return {row["state"]: row["number"] for row in rows}
