"""What a judging reads, takes and holds after a month and after a year.

Everything is made inside the database, as in benchmarks/judging.py. Then every portal is scanned
once more, and judged twice: of everything, as if nothing had been judged, and of what is due. Rows
are those that PostgreSQL read of our tables, by its own count.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from judging import NOW, Past, count, fill, timed

from repostwatch.model.reasons import text
from repostwatch.pipeline.doubts import doubts
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.scope import load_scope
from repostwatch.services.postgres import embedded
from repostwatch.settings import Settings
from repostwatch.store.database import Connection, connect
from repostwatch.store.reasons import pack
from repostwatch.store.schema import upgrade_schema

READ = """
SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::bigint AS rows
FROM pg_stat_xact_user_tables
"""
# A scan of every portal, in which nothing but three links of four is seen again.
AGAIN = """
INSERT INTO scans (portal_id, started_at, ended_at, reach, gap, embedded, columns, home_outcome)
SELECT portal_id, %(at)s, %(at)s + interval '1 minute',
       CASE WHEN random() >= 0.1 THEN %(at)s - interval '40 days' END, NULL, false, columns, 'ok'
FROM (SELECT DISTINCT ON (portal_id) portal_id, columns FROM scans
      WHERE columns IS NOT NULL ORDER BY portal_id, started_at DESC) latest
"""
GAPS = "UPDATE scans SET gap = %(gap)s WHERE reach IS NULL AND gap IS NULL"
SEEN = "UPDATE links SET last_seen = %(at)s WHERE last_seen > %(since)s AND random() < 0.75"


def rows_read(conn: Connection) -> int:
    row = conn.execute(READ).fetchone()
    assert row is not None
    return int(row["rows"])


def scan_again(conn: Connection, hours: int) -> Settings:
    """Every portal, so long after the last scan; the settings of a moment after it."""
    at = NOW + timedelta(hours=hours)
    given = {"at": at, "gap": pack(text("a list: HTTP 502")), "since": at - timedelta(days=10)}
    for statement in (AGAIN, GAPS, SEEN):
        conn.execute(statement, given)
    return Settings(clock_file=None).as_of(at + timedelta(minutes=5))


def step(name: str, url: str) -> None:
    """One judging, or one look for links worth reading, in a process of its own."""
    with connect(url) as conn:
        settings = Settings(clock_file=None).as_of(NOW + timedelta(hours=12, minutes=5))
        conn.execute("BEGIN")
        if name.endswith("everything"):
            conn.execute("DELETE FROM judging_state")
        before = rows_read(conn)
        if name.startswith("judge"):
            cost = timed(conn, lambda: judge_reposts(conn, settings))
        else:
            wanted = load_scope(conn, settings)
            cost = timed(conn, lambda: doubts(conn, settings, wanted, whole=True))
        read = rows_read(conn) - before
        conn.execute("ROLLBACK")  # so that the next one has the same to do
    # Not getrusage: its peak is that of whoever started this process.
    status = Path("/proc/self/status").read_text()
    memory = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(f"| {name} | {read:,} | {cost.cpu:.2f} | {cost.wall:.2f} | {memory:,.0f} |", flush=True)


def measure(url: str, portals: int, days: int, every: str) -> None:
    upgrade_schema(url)
    begun = time.perf_counter()
    past = Past(days, every, int(days * 24 / 10) - 2)
    with connect(url) as conn:
        fill(conn, portals, past)
        judge_reposts(conn, Settings(clock_file=None).as_of(NOW))
        judge_reposts(conn, scan_again(conn, 6))
        scan_again(conn, 12)
        conn.execute("ANALYZE")
        held = {name: count(conn, name) for name in ("scans", "duties", "matches")}
    print(
        f"\n{portals} portals, {days} days: {held['duties']:,} duties, {held['scans']:,} scans, "
        f"{held['matches']:,} matches (made in {time.perf_counter() - begun:.0f} s)\n\n"
        "| | rows read | CPU s | wall s | peak MB |\n|---|---|---|---|---|",
        flush=True,
    )
    for name in ("match, everything", "match, what is due", "judge, everything",
                 "judge, what is due"):  # fmt: skip
        command = [sys.executable, __file__, "--step", name, "--url", url]
        subprocess.run(command, check=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--portals", type=int, default=103)
    asked.add_argument("--days", type=int, nargs="*", default=[30, 365])
    asked.add_argument("--every", default="6 hours", help="between two scans of a portal")
    asked.add_argument("--step")
    asked.add_argument("--url")
    given = asked.parse_args()
    if given.step:
        step(given.step, given.url)
        return
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "pg") as server:
        for days in given.days:
            measure(server.url(f"d{days}"), given.portals, days, given.every)
            server.drop(f"d{days}")


if __name__ == "__main__":
    main()
