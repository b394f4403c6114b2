"""What a portal's verdicts, its column and its visits were over the past, to be told day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from repostwatch.model import Outcome, Standing, VerdictKind
from repostwatch.model.codes import VisitCode
from repostwatch.store.database import Connection

# A verdict is written anew when its reason changes: only another word is a change here. What is no
# duty any more has no past.
VERDICTS = """
SELECT release_id, published_latest, kind, decided_at FROM (
    SELECT d.release_id, r.published_latest, v.verdict_id, v.kind, v.decided_at,
           lag(v.kind) OVER (PARTITION BY d.release_id ORDER BY v.verdict_id) AS before
    FROM duties d
    JOIN releases r ON r.release_id = d.release_id
    JOIN verdicts v ON v.release_id = d.release_id AND v.portal_id = d.portal_id
    WHERE d.portal_id = %(portal)s
      AND (%(since)s::timestamptz IS NULL OR r.published_latest >= %(since)s)
) v WHERE before IS DISTINCT FROM kind ORDER BY verdict_id
"""
COLUMN = """
SELECT standing, decided_at FROM column_standings WHERE portal_id = %s ORDER BY standing_id
"""
VISITS = """
SELECT (v.fetched_at AT TIME ZONE 'Asia/Shanghai')::date AS day, v.outcome,
       coalesce(v.outcome = 'blocked' AND v.reason ->> 'code' = %(forbidden)s, false) AS forbidden,
       count(*) AS number
FROM scans s JOIN visits v USING (scan_id)
WHERE s.portal_id = %(portal)s AND s.started_at >= %(since)s
GROUP BY 1, 2, 3
"""
# Release, its latest moment of publication, what the verdict became, and when.
Turn = tuple[str, datetime, VerdictKind, datetime]


def verdicts(conn: Connection, portal_id: str, since: datetime | None) -> list[Turn]:
    """The changes of the verdicts about releases that came out since then, in their order."""
    rows = conn.execute(VERDICTS, {"portal": portal_id, "since": since})
    return [
        (row["release_id"], row["published_latest"], VerdictKind(row["kind"]), row["decided_at"])
        for row in rows
    ]


def column(conn: Connection, portal_id: str) -> list[tuple[Standing, datetime]]:
    """The standings of its column with the moment of each, in their order."""
    rows = conn.execute(COLUMN, (portal_id,))
    return [(Standing(row["standing"]), row["decided_at"]) for row in rows]


def visits(
    conn: Connection, portal_id: str, since: datetime
) -> dict[date, Counter[tuple[Outcome, bool]]]:
    """Beijing day → how many visits of scans came to which outcome; true beside it: robots.txt
    forbade the page, and nobody asked for it."""
    given = {"portal": portal_id, "since": since, "forbidden": VisitCode.ROBOTS_DISALLOW.value}
    found: dict[date, Counter[tuple[Outcome, bool]]] = {}
    for row in conn.execute(VISITS, given):
        of_day = found.setdefault(row["day"], Counter())
        of_day[Outcome(row["outcome"]), row["forbidden"]] += row["number"]
    return found
