"""Counts for whoever watches the monitor from outside: few rows, whatever the years hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from repostwatch.store import latest
from repostwatch.store.database import Connection

PORTALS = f"""
SELECT s.home_outcome AS outcome, count(*) FILTER (WHERE s.reach IS NOT NULL) AS complete,
       count(*) AS number, min(w.ended_at) AS oldest, count(*) - count(w.ended_at) AS never
FROM portals p {latest.scan("home_outcome", "reach")} {latest.whole("ended_at")}
WHERE p.listed GROUP BY 1
"""  # noqa: S608  constant names
# As the index of these few pages has it.
READERS = f"""
SELECT v.reason ->> 'code' AS code, count(*) AS number
FROM portals p {latest.scan("scan_id")} JOIN visits v ON v.scan_id = s.scan_id
WHERE p.listed AND v.reason ->> 'code' LIKE 'reader.%%' GROUP BY 1
"""  # noqa: S608  constant names


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
