"""How long each page takes, as a request to the application that Airflow mounts.

`pages_filled` makes what the pages are asked over. Left out: what asks Airflow (a run, a task) and
what opens evidence (which lies in files).
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import page_plans
from judging import NOW, Past
from pages_filled import AUDIENCES, QUARTER, counted, fill_pages

from repostwatch.pipeline.readiness import keep_readiness
from repostwatch.services.postgres import embedded
from repostwatch.settings import Settings
from repostwatch.store import scans
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema

TOKEN = "of the collector of metrics"
PAGES = (
    "/", "/duties", "/duties?q=第7&verdict=missing&sort=changed", "/duties?page=2",
    "/releases/r{last}", "/grid", "/grid?verdict=missing", "/portals", "/portals?unseen=1",
    "/portals/p7", "/duty?release=r{last}&portal=p7", "/ready", "/ready?state=waiting&page=2",
    "/review", "/review?page=3", "/mails", "/lists", "/lists?state=proposed&proof=none",
    "/recipients", "/health", "/mails/{letter}", "/spot",
    "/spot/{quarter}/p7", "/spot/{quarter}/closures", "/alive", "/metrics",
    "/together?duty=release%3Dr{last}%26portal%3Dp7&duty=release%3Dr{last}%26portal%3Dp8",
)  # fmt: skip
# Seconds until the server has taken note of its processes that ended.
SETTLING = 0.3


def measure(portals: int, past: Past, rounds: int, pages: Sequence[str], *, explain: bool) -> None:
    # Airflow reads its settings when it is first imported.
    from airflow.api_fastapi.auth.managers.simple.user import (  # noqa: PLC0415
        SimpleAuthManagerUser,
    )
    from fastapi.testclient import TestClient  # noqa: PLC0415

    from repostwatch_ui import access, running  # noqa: PLC0415
    from repostwatch_ui.app import app  # noqa: PLC0415

    user = SimpleAuthManagerUser(username="officer", role="admin")
    app.dependency_overrides[access.reader] = lambda: user
    # Airflow's own application would answer that.
    app.dependency_overrides[running.latest_runs] = lambda: []  # noqa: PIE807  its argument
    client = TestClient(app, headers={"Authorization": f"Bearer {TOKEN}"})
    with mock.patch.object(access, "_may", return_value=True):
        _measure(client, portals, past, rounds, pages)
        if explain:
            _explain(client, past, pages)


def _place(path: str, past: Past) -> str:
    return path.format(last=past.releases - 3, quarter=QUARTER, letter=past.days * AUDIENCES)


def _measure(client: Any, portals: int, past: Past, rounds: int, pages: Sequence[str]) -> None:
    server = _server()
    for path in pages:
        place = _place(path, past)
        client.get(place)
        time.sleep(SETTLING)
        times, size = [], 0
        worked = _worked(server)
        for _ in range(rounds):
            begin = time.perf_counter()
            answer = client.get(place)
            times.append(time.perf_counter() - begin)
            assert answer.status_code == 200, (place, answer.text[:500])
            size = len(answer.content)
        time.sleep(SETTLING)
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


def _explain(client: Any, past: Past, pages: Sequence[str]) -> None:
    with page_plans.explained() as plans:
        for path in pages:
            place = _place(path, past)
            client.get(place)
            plans.show(place)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--portals", type=int, default=103)
    asked.add_argument("--every", default="1 hour", help="between two scans of a portal")
    asked.add_argument("--days", type=int, default=365, help="of scans")
    asked.add_argument("--releases", type=int, default=876)
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--pages", nargs="*", default=PAGES, help="only these, as they stand above")
    asked.add_argument("--explain", action="store_true", help="with the plans of the queries")
    asked.add_argument(
        "--keep", type=Path, help="a folder where the database stays, to be asked again"
    )
    given = asked.parse_args()
    past = Past(given.days, given.every, given.releases)
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded(given.keep or Path(folder) / "pg") as server,
    ):
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
        _fill(url, given.portals, past)
        print("| portals | page | CPU ms | median ms | bytes |\n|---|---|---|---|---|")
        measure(given.portals, past, given.rounds, given.pages, explain=given.explain)


def _fill(url: str, portals: int, past: Past) -> None:
    """Fill the database, unless it was kept filled, and say how much it holds."""
    upgrade_schema(url)
    begin = time.perf_counter()
    with connect(url) as conn:
        # Its own tidying would count as work of whichever page is asked for meanwhile.
        for setting in ("autovacuum = off", "max_wal_size = '8GB'"):
            conn.execute(f"ALTER SYSTEM SET {setting}")
        conn.execute("SELECT pg_reload_conf()")
        if not scans.begun(conn):
            fill_pages(conn, portals, past)
            # As scans and judging do for what they write.
            keep_readiness(conn, Settings())
            conn.execute("VACUUM ANALYZE")
        print(f"filled in {time.perf_counter() - begin:.0f} s:", end=" ")
        print(", ".join(f"{number:,} {name}" for name, number in counted(conn).items()), "\n")


if __name__ == "__main__":
    main()
