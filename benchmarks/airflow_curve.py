"""A whole day of many portals through Airflow: releases, scan, match, judge, report.

    python benchmarks/airflow_curve.py [--portals 100 1000 10000]

Made-up portals of which everybody knows what they reposted (`reposts_web`), on loopback, in a
process's thread here. Airflow (LocalExecutor) looks at all of them before three releases and four
days after; measured is the second time. Beside the seconds of each DAG stand what the scheduler's
processes held at most, and both databases. Every verdict is compared with the truth; what differs
is told on the error stream. Apart from these stand those that wait: a run looks over so many
portals before it calls anything missing (`REPOSTWATCH_WIDER__PORTALS`), the others at the next.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psutil
from reposts_web import AFTER, BEFORE, PUBLISHED, TITLES, RepostsWeb
from served_spot_check import free_port
from spot_server import serving

from repostwatch.base.clock import iso
from repostwatch.base.terminal import Terminal
from repostwatch.model import VerdictKind
from repostwatch.model.codes import WiderCode
from repostwatch.pipeline.scope import open_store
from repostwatch.services.airflow import Airflow
from repostwatch.services.follow import Follower
from repostwatch.services.mailsink import mail_sink
from repostwatch.services.postgres import PostgresServer, embedded
from repostwatch.services.processes import processes
from repostwatch.services.stack import FAST_SETTINGS, METADATA, PRODUCT, environment
from repostwatch.settings import CrawlSettings, Settings
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema

CHAIN = ("ingest_releases", "scan_portals", "judge_reposts")
WEIGH_SECONDS = 2.0
# As the product waits, not as the demo does: the servers are a thread of this process, which gets
# its turn late where others have the processors.
PATIENT = {
    name: CrawlSettings.model_fields[name].default for name in ("connect_seconds", "total_seconds")
}
LONGEST_SECONDS = 4 * 3600.0
MB = 1024**2


@dataclass
class Day:
    """Seconds of each DAG, tasks of the scan, most MB that the scheduler's processes held."""

    seconds: dict[str, float] = field(default_factory=dict)
    tasks: int = 0
    held: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--portals", type=int, nargs="+", default=[100, 1000, 10_000])
    print(
        "| portals | tasks | ingest, s | scan, s | match and judge, s | report, s | ms a portal "
        "| scheduler's processes, MB | database, MB | Airflow's, MB | verdicts | waiting | wrong |"
    )
    print("|" + "---|" * 13, flush=True)
    for count in parser.parse_args().portals:
        with tempfile.TemporaryDirectory(prefix="rw-curve-") as name:
            Path(name).chmod(0o711)  # root's PostgreSQL runs under another account
            _measure(count, Path(name))


def _measure(count: int, var: Path) -> None:
    web = RepostsWeb(count, free_port())
    with ExitStack() as stack:
        family = stack.enter_context(processes(var / "run"))
        server = stack.enter_context(embedded(var / "postgres"))
        smtp = stack.enter_context(mail_sink(var / "mail"))
        stack.enter_context(serving(web, web.hosts))
        settings = _settings(web, var, server, smtp)
        variables = environment(settings, server.url(PRODUCT), smtp)
        variables["REPOSTWATCH_CRAWL__PORTS"] = f"[80, 443, {web.port}]"
        variables |= {f"REPOSTWATCH_CRAWL__{name}".upper(): str(n) for name, n in PATIENT.items()}
        airflow = Airflow(var / "airflow", server.url(METADATA), family, variables)
        airflow.start()
        follower = Follower(airflow.api, family.check, Terminal(quiet=True), LONGEST_SECONDS)
        _clock(web, settings, BEFORE)
        _chain(airflow, follower)
        _clock(web, settings, AFTER)
        with _weighed(family.running["scheduler"].pid) as day:
            day.seconds = _chain(airflow, follower)
            run_id = airflow.api.trigger("daily_report", {})
            day.seconds["daily_report"] = follower.follow("daily_report", run_id, "").seconds
        (newest,) = airflow.api.runs("scan_portals")[-1:]
        day.tasks = len(airflow.api.tasks("scan_portals", newest["dag_run_id"]))
        _show(count, day, server, _judged(settings, web))


def _settings(web: RepostsWeb, var: Path, server: PostgresServer, smtp: str) -> Settings:
    database = server.url(PRODUCT)
    upgrade_schema(database)
    plain = Settings()
    sections = {
        name: getattr(plain, name).model_copy(update=dict(values))
        for name, values in FAST_SETTINGS.items()
    }
    more = {
        "db": database, "smtp": smtp, "allow_loopback": True, "var_dir": var,
        "clock_file": var / "clock", "portals": web.registry(var / "portals.csv"),
        "sources": (web.source,),
        "duties": plain.duties.model_copy(update={"since": PUBLISHED[0]}),
        "crawl": sections.pop("crawl").model_copy(
            update={"ports": (80, 443, web.port), **PATIENT}
        ),
    }  # fmt: skip
    return plain.model_copy(update={**sections, **more})


def _clock(web: RepostsWeb, settings: Settings, now: datetime) -> None:
    web.now = now
    assert settings.clock_file is not None
    settings.clock_file.write_text(iso(now))


def _chain(airflow: Airflow, follower: Follower) -> dict[str, float]:
    """Seconds of ingest, and of what it wakes one after the other."""
    known = {one: {run["dag_run_id"] for run in airflow.api.runs(one)} for one in CHAIN}
    seconds = {}
    for dag_id in CHAIN:
        airflow.api.unpause(dag_id)
        first = dag_id == CHAIN[0]
        run_id = airflow.api.trigger(dag_id, {}) if first else follower.woken(dag_id, known[dag_id])
        ended = follower.follow(dag_id, run_id, "")
        assert ended.succeeded, ended.failures
        seconds[dag_id] = ended.seconds
    return seconds


@contextmanager
def _weighed(scheduler: int) -> Iterator[Day]:
    """The most that the scheduler and all below it have held together."""
    day, over = Day(), threading.Event()

    def weigh() -> None:
        while not over.wait(WEIGH_SECONDS):
            day.held = max(day.held, _held(scheduler))

    thread = threading.Thread(target=weigh)
    thread.start()
    try:
        yield day
    finally:
        over.set()
        thread.join()


def _held(scheduler: int) -> float:
    """MB; what processes share is counted by its share (PSS)."""
    total = 0
    family = psutil.Process(scheduler)
    for process in (family, *family.children(recursive=True)):
        try:
            total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return total / MB


def _judged(settings: Settings, web: RepostsWeb) -> tuple[int, int, Counter[str]]:
    """How many verdicts there are, and how many of them wait for a wider look; of the others that
    are not the truth, what they say instead and why, each with how often."""
    with open_store(settings) as store:
        rows = store.execute(
            "SELECT duties.portal_id, title, duties.kind, v.reason::text FROM duties "
            "JOIN releases USING (release_id) LEFT JOIN LATERAL (SELECT reason FROM verdicts "
            "WHERE verdicts.release_id = duties.release_id AND verdicts.portal_id "
            "= duties.portal_id ORDER BY verdict_id DESC LIMIT 1) v ON true"
        ).fetchall()
    found = {(row["portal_id"], TITLES.index(row["title"])): row for row in rows}
    nothing = {"kind": None, "reason": None}
    given = ((kind, found.get(of, nothing)) for of, kind in web.truth.items())
    differing = [(kind, row) for kind, row in given if row["kind"] != kind]
    waiting = sum(map(_waits, differing))
    wrong = Counter(
        f"{row['kind']} for {kind}: {row['reason']}"
        for kind, row in differing
        if not _waits((kind, row))
    )
    return len(found), waiting, wrong


def _waits(judged: tuple[VerdictKind, dict[str, str]]) -> bool:
    kind, row = judged
    unsaid = kind is VerdictKind.MISSING and row["kind"] == VerdictKind.UNKNOWN
    return unsaid and f'"{WiderCode.NOT_YET}"' in row["reason"]


def _sizes(server: PostgresServer) -> list[float]:
    """MB of the database, and of Airflow's."""
    with connect(server.url(PRODUCT)) as conn:
        rows = conn.execute(
            "SELECT pg_database_size(name) AS size FROM unnest(%s::text[]) name",
            ([PRODUCT, METADATA],),
        )
        return [row["size"] / MB for row in rows]


def _show(
    count: int, day: Day, server: PostgresServer, judged: tuple[int, int, Counter[str]]
) -> None:
    ingest, scan, judge = (day.seconds[dag_id] for dag_id in CHAIN)
    report = day.seconds["daily_report"]
    each = 1000 * (ingest + scan + judge + report) / count
    product, metadata = _sizes(server)
    verdicts, waiting, wrong = judged
    print(
        f"| {count:,} | {day.tasks} | {ingest:.0f} | {scan:.0f} | {judge:.0f} | {report:.0f} "
        f"| {each:.0f} | {day.held:.0f} | {product:.0f} | {metadata:.0f} "
        f"| {verdicts:,} | {waiting:,} | {wrong.total()} |",
        flush=True,
    )
    for words, times in wrong.most_common():
        print(f"{times} times {words}", file=sys.stderr)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"\n{os.cpu_count()} processors, {time.monotonic() - started:.0f} s")
