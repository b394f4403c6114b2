"""How long judging takes over PostgreSQL, and where the time goes.

Everything is made inside the database by lot: portals that are scanned for thirty days, sixty
open releases (or as many as asked for), reposts with their dates, other news. Then
`pipeline.judge`, as the DAG calls it: once over an empty history, once more over the same facts.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import LiteralString

from repostwatch.judging.verdicts import judge_duties
from repostwatch.model.reasons import text
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.scope import load_scope
from repostwatch.pipeline.standings import judge_columns
from repostwatch.services.postgres import embedded
from repostwatch.settings import Settings
from repostwatch.store import scans, sightings, verdicts
from repostwatch.store.database import Connection, connect
from repostwatch.store.reasons import pack
from repostwatch.store.schema import upgrade_schema

NEWS = 50
NOW = datetime(2026, 8, 31, tzinfo=UTC)

# One scan in 20 fails, one in 20 is incomplete; a scan takes up to two minutes.
SCANS = """
INSERT INTO scans (portal_id, started_at, ended_at, reach, gap, embedded, columns, home_outcome,
                   home_reason)
SELECT portal_id, at, at + random() * interval '2 minutes',
       CASE WHEN lot >= 0.1 THEN at - interval '40 days' END,
       CASE WHEN lot < 0.1 THEN %(gap)s::jsonb END,
       CASE WHEN lot >= 0.05 THEN false END,
       CASE WHEN lot >= 0.05 THEN %(columns)s::jsonb END,
       CASE WHEN lot >= 0.05 THEN 'ok' ELSE 'timeout' END,
       CASE WHEN lot < 0.05 THEN %(home_reason)s::jsonb END
FROM portals, generate_series(%(start)s::timestamptz, %(now)s, %(every)s::interval) at,
     LATERAL (SELECT random() + 0 * extract(epoch FROM at) AS lot) lots
"""
COLUMNS = (
    '[{"name": "国务院信息", "form": "block", "prominent": true, "items": 6, "block": 2, '
    '"url": "http://p.example/gwy/", "reason": null, '
    '"newest": ["2026-07-31T00:00:00+08:00", "day"]}]'
)
RELEASED = """
INSERT INTO releases (release_id, title, published_earliest, published_latest, duty, ingested_at)
SELECT 'r' || n, '国务院办公厅关于第' || n || '件事的通知', at, at, 'all', at
FROM generate_series(1, %(releases)s) n,
     LATERAL (SELECT %(start)s::timestamptz + n * interval '10 hours' AS at) moments
"""
# Four of five are reposted, within some three days; each link is seen from then on, until it
# vanishes or its list has moved on, forty days later.
LINKS = """
INSERT INTO links (portal_id, key, url, title, first_seen, last_seen, matched)
SELECT portal_id, release_id, 'http://p.example/' || release_id, title,
       seen, least(greatest(seen, %(now)s::timestamptz - random() * interval '9 days'),
                   seen + interval '40 days'), 'done'
FROM portals, releases,
     LATERAL (SELECT published_earliest + random() ^ 3 * interval '72 hours'
              + 0 * length(portal_id || release_id) * interval '1 hour' AS seen) moments
WHERE random() < 0.8 AND seen <= %(now)s
"""
MATCHES = """
INSERT INTO matches (link_id, release_id, decision, score, reason, direct)
SELECT link_id, key, CASE WHEN random() < 0.97 THEN 'match' ELSE 'review' END, 98,
       %(why)s::jsonb, false
FROM links
"""
CLAIMS = """
INSERT INTO claims (link_id, source, value, precision, first_seen)
SELECT link_id, 'list', date_trunc('day', first_seen, 'Asia/Shanghai'), 'day', first_seen
FROM links
UNION ALL
SELECT link_id, 'article', date_trunc('minute', first_seen - random() * interval '50 minutes'),
       'minute', first_seen
FROM links WHERE random() < 0.3
"""
OTHER = """
INSERT INTO links (portal_id, key, url, title, first_seen, last_seen, matched)
SELECT portal_id, 'other' || n, 'http://p.example/' || n, '其他新闻' || n, %(start)s, %(now)s,
       'done'
FROM portals, generate_series(1, %(news)s) n
"""


@dataclass(frozen=True)
class Past:
    """What has been so far: days of scans, so far apart, and releases 10 hours apart."""

    days: int
    every: str
    releases: int


def fill(conn: Connection, portals: int, past: Past) -> None:
    given = {
        "portals": portals,
        "every": past.every,
        "releases": past.releases,
        "start": NOW - timedelta(days=past.days),
        "now": NOW,
        "columns": COLUMNS,
        "gap": pack(text("a list: HTTP 502")),
        "home_reason": pack(text("timed out")),
        "why": pack(text("equal titles")),
        "news": NEWS,
    }
    conn.execute(
        "INSERT INTO portals (portal_id, name, level, home_url, limit_hours) "
        "SELECT 'p' || n, '门户' || n, 'department', 'http://p' || n || '.example/', 24 "
        "FROM generate_series(1, %(portals)s) n",
        given,
    )
    for statement in (RELEASED, SCANS, LINKS, MATCHES, CLAIMS, OTHER):
        conn.execute(statement, given)
    conn.execute("ANALYZE")


@dataclass(frozen=True, order=True)
class Cost:
    """Seconds of both processors' work, program and database, and seconds on the wall."""

    cpu: float
    wall: float


def timed(conn: Connection, work: Callable[[], object]) -> Cost:
    """On a shared machine the wall tells about the others; what was worked is ours."""
    worked, begin = _worked(conn), time.perf_counter()
    work()
    return Cost(_worked(conn) - worked, time.perf_counter() - begin)


def _worked(conn: Connection) -> float:
    """CPU seconds of this process and of the server's process that works for it."""
    stat = Path(f"/proc/{conn.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(stat[11]) + int(stat[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def count(conn: Connection, table: LiteralString) -> int:
    row = conn.execute(f"SELECT count(*) AS n FROM {table}").fetchone()
    assert row is not None
    number: int = row["n"]
    return number


def measure(url: str, past: Past, portals: int, rounds: int) -> None:
    upgrade_schema(url)
    settings = Settings().as_of(NOW)
    with connect(url) as conn:
        fill(conn, portals, past)
        first = timed(conn, lambda: judge_reposts(conn, settings))
        again = min(timed(conn, lambda: judge_reposts(conn, settings)) for _ in range(rounds))
        wanted = load_scope(conn, settings)
        counted = {table: count(conn, table) for table in ("scans", "matches", "verdicts")}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {portals:,} | {len(wanted.duties):,} | {counted['scans']:,} | {counted['matches']:,} | "
        f"{first.cpu:.2f} | {again.cpu:.2f} | {again.wall:.2f} | "
        f"{again.cpu / len(wanted.duties) * 1e6:.0f} | {memory:,.0f} |",
        flush=True,
    )


def profile(url: str, past: Past, portals: int) -> None:
    upgrade_schema(url)
    settings = Settings().as_of(NOW)
    with connect(url) as conn:
        fill(conn, portals, past)
        judge_reposts(conn, settings)
        wanted = load_scope(conn, settings)
        seen = scans.load(conn, wanted.portal_ids, NOW)
        found = sightings.load(conn, wanted.release_ids, wanted.portal_ids, NOW)
        decided = judge_duties(wanted.duties, seen, found, NOW, settings=settings.judging)
        for name, work in {
            "scope": lambda: load_scope(conn, settings),
            "scans.load": lambda: scans.load(conn, wanted.portal_ids, NOW),
            "sightings.load": lambda: sightings.load(
                conn, wanted.release_ids, wanted.portal_ids, NOW
            ),
            "judge_all": lambda: judge_duties(
                wanted.duties, seen, found, NOW, settings=settings.judging
            ),
            "verdicts.append": lambda: verdicts.append(conn, decided, "1", NOW),
            "stand": lambda: judge_columns(conn, settings, wanted),
        }.items():
            print(f"{name:20} {timed(conn, work).cpu:.3f} s")
        with cProfile.Profile() as watched:
            judge_reposts(conn, settings)
        pstats.Stats(watched).sort_stats("tottime").print_stats(25)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--portals", type=int, nargs="*", default=[103, 1_000, 3_000, 10_000])
    asked.add_argument("--every", default="6 hours", help="between two scans of a portal")
    asked.add_argument("--days", type=int, default=30, help="of scans")
    asked.add_argument("--releases", type=int, default=60)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--profile", action="store_true")
    given = asked.parse_args()
    past = Past(given.days, given.every, given.releases)
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "pg") as server:
        if given.profile:
            profile(server.url("profile"), past, given.portals[0])
            return
        print(f"{past.releases} releases, {past.days} days scanned every {past.every}\n")
        print(
            "| portals | duties | scans | matches | first, CPU s | again, CPU s | again, wall s | "
            "CPU µs per duty | peak MB |\n|---|---|---|---|---|---|---|---|---|"
        )
        for portals in given.portals:
            measure(server.url(f"b{portals}"), past, portals, given.rounds)
            server.drop(f"b{portals}")


if __name__ == "__main__":
    main()
