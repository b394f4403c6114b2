"""How long each page takes, as a request to the application that Airflow mounts.

Everything is made inside the database by lot: portals that are scanned for so many days, releases
ten hours apart, a verdict for each of their duties with one before it, two lists of each portal.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest import mock

import page_plans
from judging import NOW, Past, fill

from repostwatch.model.reasons import text
from repostwatch.pipeline.readiness import keep_readiness
from repostwatch.services.postgres import embedded
from repostwatch.settings import Settings
from repostwatch.store import duty_counts, duty_rows
from repostwatch.store.database import Connection, connect
from repostwatch.store.reasons import pack
from repostwatch.store.schema import upgrade_schema

VISITS = """
INSERT INTO visits (portal_id, scan_id, role, url, outcome, fetched_at, status, size,
                    elapsed, links)
SELECT portal_id, scan_id, 'home', 'http://p.example/', 'ok', started_at, 200, 90000, 1, 40
FROM scans
"""
# Two verdicts of each duty, ten hours apart.
VERDICTS = """
INSERT INTO verdicts (release_id, portal_id, kind, reason, scan_ids, rule_version, decided_at)
SELECT release_id, portal_id, CASE WHEN turn = 0 THEN 'pending' ELSE (
           ARRAY['on_time','on_time','on_time','on_time','late','missing','unknown','review']
       )[1 + floor(random() * 8 + 0 * turn)] END, %(why)s::jsonb, '{}', '1',
       published_latest + turn * interval '30 hours'
FROM releases, portals, generate_series(0, 1) turn
WHERE published_latest + turn * interval '30 hours' <= %(now)s
ORDER BY turn
"""
DUTIES = """
INSERT INTO duties (release_id, portal_id, deadline, kind, before, changed_at)
SELECT DISTINCT ON (v.release_id, v.portal_id) v.release_id, v.portal_id,
       r.published_latest + interval '24 hours', v.kind,
       CASE WHEN v.kind <> 'pending' THEN 'pending' END, v.decided_at
FROM verdicts v JOIN releases r USING (release_id)
ORDER BY v.release_id, v.portal_id, v.verdict_id DESC
"""
# One portal in 20 was not wholly seen at the last scan.
UNSEEN = """
UPDATE scans SET reach = NULL, gap = %(why)s::jsonb
WHERE started_at = (SELECT max(started_at) FROM scans) AND random() < 0.05
"""
# One column in 40 waits for a person.
COLUMN = """
INSERT INTO column_standings (portal_id, standing, reason, decided_at)
SELECT portal_id, CASE WHEN random() < 0.025 THEN 'review' ELSE 'present' END, %(why)s::jsonb,
       %(now)s
FROM portals
"""
# Two lists of each portal; one in 20 was proposed, the others are proven.
LISTS = """
INSERT INTO watched_lists (portal_id, url, state, origin, reason, found_at, checked_at, name,
                           releases, items)
SELECT portal_id, home_url || n, CASE WHEN lot < 0.05 THEN 'proposed' ELSE 'in_use' END,
       'discovered', %(why)s::jsonb, %(now)s, %(now)s, '国务院文件',
       CASE WHEN lot < 0.05 THEN '{}' ELSE ARRAY['r1', 'r2', 'r3'] END, 20
FROM portals, generate_series(1, 2) n,
     LATERAL (SELECT random() + 0 * length(portal_id) * n AS lot) lots
"""
SEARCHES = """
INSERT INTO discoveries (portal_id, started_at, ended_at, asked, found, pages, reason)
SELECT portal_id, %(now)s, %(now)s, 60, 40, ARRAY[home_url], %(why)s::jsonb FROM portals
"""
TOKEN = "of the collector of metrics"
PAGES = (
    "/", "/duties", "/duties?q=第7&verdict=missing&sort=changed", "/duties?page=2",
    "/releases/r{last}", "/grid", "/grid?verdict=missing", "/portals", "/portals?unseen=1",
    "/portals/p7", "/duty?release=r{last}&portal=p7", "/ready", "/ready?state=waiting&page=2",
    "/review", "/review?page=3", "/mails", "/lists", "/lists?state=proposed&proof=none",
    "/recipients", "/metrics",
    "/together?duty=release%3Dr{last}%26portal%3Dp7&duty=release%3Dr{last}%26portal%3Dp8",
)  # fmt: skip


def fill_pages(conn: Connection, portals: int, past: Past) -> None:
    fill(conn, portals, past)
    given = {"why": pack(text("截止后完整采集未见")), "now": NOW}
    for statement in (UNSEEN, VISITS, VERDICTS, DUTIES, COLUMN, LISTS, SEARCHES):
        conn.execute(statement, given)
    some = [f"r{number}" for number in range(1, past.releases + 1)]
    all_ = [f"p{number}" for number in range(1, portals + 1)]
    duty_counts.count_again(conn, some, all_, duty_rows.observed(NOW, 30))
    conn.execute("VACUUM ANALYZE")


def measure(portals: int, past: Past, rounds: int, *, explain: bool) -> None:
    # Airflow reads its settings when it is first imported.
    from airflow.api_fastapi.auth.managers.simple.user import (  # noqa: PLC0415
        SimpleAuthManagerUser,
    )
    from fastapi.testclient import TestClient  # noqa: PLC0415

    from repostwatch_ui import access  # noqa: PLC0415
    from repostwatch_ui.app import app  # noqa: PLC0415

    user = SimpleAuthManagerUser(username="officer", role="admin")
    app.dependency_overrides[access.reader] = lambda: user
    client = TestClient(app, headers={"Authorization": f"Bearer {TOKEN}"})
    with mock.patch.object(access, "_may", return_value=True):
        _measure(client, portals, past, rounds)
        if explain:
            _explain(client, past)


def _measure(client: Any, portals: int, past: Past, rounds: int) -> None:
    server = _server()
    for path in PAGES:
        place = path.format(last=past.releases - 3)
        client.get(place)
        times, size = [], 0
        worked = _worked(server)
        for _ in range(rounds):
            begin = time.perf_counter()
            answer = client.get(place)
            times.append(time.perf_counter() - begin)
            assert answer.status_code == 200, (place, answer.text[:500])
            size = len(answer.content)
        time.sleep(0.2)  # until the server has taken note of its processes that ended
        cpu, median = (_worked(server) - worked) / rounds, statistics.median(times)
        print(f"| {portals:,} | `{place}` | {cpu * 1000:.0f} | {median * 1000:.0f} | {size:,} |")


def _worked(server: int) -> float:
    """CPU seconds of this process, and of the database's processes that have ended: one for each
    request. On a shared machine the wall tells about the others."""
    stat = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    ticks = int(stat[13]) + int(stat[14])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def _server() -> int:
    """The process of the database server that all others are children of."""
    with connect(os.environ["AIRFLOW_CONN_REPOSTWATCH_DB"]) as conn:
        row = conn.execute("SHOW data_directory").fetchone()
    assert row is not None
    return int(Path(row["data_directory"], "postmaster.pid").read_text().splitlines()[0])


def _explain(client: Any, past: Past) -> None:
    with page_plans.explained() as plans:
        for path in PAGES:
            place = path.format(last=past.releases - 3)
            client.get(place)
            plans.show(place)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--portals", type=int, default=103)
    asked.add_argument("--every", default="1 hour", help="between two scans of a portal")
    asked.add_argument("--days", type=int, default=365, help="of scans")
    asked.add_argument("--releases", type=int, default=870)
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--explain", action="store_true", help="with the plans of the queries")
    given = asked.parse_args()
    past = Past(given.days, given.every, given.releases)
    with tempfile.TemporaryDirectory() as folder, embedded(Path(folder) / "pg") as server:
        url = server.url("pages")
        clock = Path(folder) / "clock"
        clock.write_text(NOW.isoformat())
        os.environ |= {
            "AIRFLOW_HOME": folder,
            "AIRFLOW_CONN_REPOSTWATCH_DB": url,
            "REPOSTWATCH_ALLOW_LOOPBACK": "1",
            "REPOSTWATCH_CLOCK_FILE": str(clock),
            "REPOSTWATCH_WATCH__METRICS_TOKEN": TOKEN,
        }
        upgrade_schema(url)
        with connect(url) as conn:
            begin = time.perf_counter()
            fill_pages(conn, given.portals, past)
            # As scans and judging do for what they write.
            keep_readiness(conn, Settings())
            print(f"filled in {time.perf_counter() - begin:.0f} s\n")
        print("| portals | page | CPU ms | median ms | bytes |\n|---|---|---|---|---|")
        measure(given.portals, past, given.rounds, explain=given.explain)


if __name__ == "__main__":
    main()
