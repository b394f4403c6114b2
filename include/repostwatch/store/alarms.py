"""The latest runs of the monitor, and the alarms about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from repostwatch.model.alarms import Alarm, AlarmState, PortalFact, SourceFact
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack, unpack

SAVE_SOURCE = """
INSERT INTO sources AS s (source, tried_at, read_at, newest, problem)
VALUES (%(source)s, %(tried_at)s, %(read_at)s, %(newest)s, %(problem)s)
ON CONFLICT (source) DO UPDATE SET
    tried_at = excluded.tried_at, problem = excluded.problem,
    read_at = coalesce(excluded.read_at, s.read_at),
    newest = greatest(excluded.newest, s.newest)
"""
# Scans of which every page was fetched: an unchanged page that was not sent again has no links.
PORTALS = """
WITH looked AS (
    SELECT s.portal_id, s.started_at, s.reach IS NOT NULL AS whole, v.links, v.fetched,
           row_number() OVER (PARTITION BY s.portal_id
                              ORDER BY s.started_at DESC, s.scan_id DESC) AS place
    FROM scans s
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(links), 0) AS links,
               bool_and(outcome IN ('ok', 'empty')) AS fetched
        FROM visits WHERE scan_id = s.scan_id
    ) v
    WHERE s.started_at <= %(until)s AND s.started_at > %(until)s - interval '14 days'
)
SELECT p.portal_id, p.name, l.whole, l.links, l.fetched, t.typical,
       (SELECT min(reason::text) FROM visits
        WHERE portal_id = p.portal_id AND outcome = 'internal_error'
          AND fetched_at >= l.started_at) AS broke
FROM portals p
JOIN looked l ON l.portal_id = p.portal_id AND l.place = 1
LEFT JOIN (
    SELECT portal_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY links) AS typical
    FROM looked WHERE place BETWEEN 2 AND %(scans)s + 1 AND fetched
    GROUP BY portal_id HAVING count(*) >= 3
) t ON t.portal_id = p.portal_id
WHERE p.listed ORDER BY p.portal_id
"""


def save_source(conn: Connection, fact: SourceFact) -> None:
    """Store the result of reading a source; the time of the last success is kept."""
    conn.execute(
        SAVE_SOURCE,
        {
            "source": fact.source,
            "tried_at": fact.tried_at,
            "read_at": fact.read_at,
            "newest": fact.newest,
            "problem": pack(fact.problem),
        },
    )


def load_sources(conn: Connection, sources: Sequence[str]) -> tuple[SourceFact, ...]:
    """The state of these sources, without those never tried."""
    rows = conn.execute(
        "SELECT source, tried_at, read_at, newest, problem::text FROM sources "
        "WHERE source = ANY(%s) ORDER BY source",
        (list(sources),),
    )
    return tuple(SourceFact(**row | {"problem": unpack(row["problem"])}) for row in rows)


def portal_facts(conn: Connection, until: datetime, scans: int) -> tuple[PortalFact, ...]:
    """Every listed portal that was scanned in the last fortnight, by its latest scan."""
    rows = conn.execute(PORTALS, {"until": until, "scans": scans})
    return tuple(
        PortalFact(
            portal_id=row["portal_id"],
            name=row["name"],
            whole=row["whole"],
            links=int(row["links"]),
            typical=row["typical"] if row["fetched"] else None,
            broke=unpack(row["broke"]),
        )
        for row in rows
    )


def last_scan(conn: Connection, until: datetime) -> datetime | None:
    row = conn.execute(
        "SELECT max(ended_at) AS at FROM scans WHERE started_at <= %s", (until,)
    ).fetchone()
    return row["at"] if row else None


def load(conn: Connection) -> tuple[AlarmState, ...]:
    """Every alarm, closed ones too."""
    rows = conn.execute("SELECT *, reason::text AS why FROM alarms ORDER BY opened_at, alarm_id")
    return tuple(
        AlarmState(
            alarm=Alarm(row["alarm_id"], given(row["why"]), tuple(row["about"])),
            opened_at=row["opened_at"],
            seen_at=row["seen_at"],
            mailed_at=row["mailed_at"],
            mails=row["mails"],
            mailed_about=tuple(row["mailed_about"]),
            closed=row["closed"],
        )
        for row in rows
    )


def save(conn: Connection, state: AlarmState) -> None:
    conn.execute(
        "INSERT INTO alarms (alarm_id, reason, about, opened_at, seen_at, mailed_at, mails, "
        "mailed_about, closed) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) "
        "ON CONFLICT (alarm_id) DO UPDATE SET "
        "reason = excluded.reason, about = excluded.about, opened_at = excluded.opened_at, "
        "seen_at = excluded.seen_at, mailed_at = excluded.mailed_at, mails = excluded.mails, "
        "mailed_about = excluded.mailed_about, closed = excluded.closed",
        (
            state.alarm.alarm_id,
            pack(state.alarm.reason),
            list(state.alarm.about),
            state.opened_at,
            state.seen_at,
            state.mailed_at,
            state.mails,
            list(state.mailed_about),
            state.closed,
        ),
    )
