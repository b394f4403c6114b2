"""What a portal's task costs beside an empty one, in the same Airflow, in turn.

Airflow's own share is that of a DAG with as many mapped tasks that do nothing. The processor time
of a task is that of the workers that run it, of the process that they start for it, and of what
that starts, by the kernel's account. "Bare" is the same scan without Airflow: every portal by
itself, in turn, divided by how many tasks run at once.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.scope import open_store, select_portals
from repostwatch.services.airflow import ROOT, Airflow
from repostwatch.services.follow import Follower
from repostwatch.services.stack import METADATA, Services, environment, start_services
from repostwatch.settings import Settings

EMPTY = """
from airflow.sdk import dag, task

@dag(schedule=None, catchup=False)
def empty():
    @task
    def plan():
        return list(range({portals}))

    @task(pool="portals")
    def nothing(number):
        pass

    nothing.expand(number=plan())

empty()
"""
WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run: seconds by the clock, and of the processor's time for a task."""

    clock: float
    task: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--portals", type=int, default=103)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rw-cost-") as name:
        var = Path(name)
        var.chmod(0o711)  # root's PostgreSQL runs under another account
        settings = Settings(var_dir=var)
        with start_services(settings, print, portals=chosen.portals) as running:
            airflow = _airflow(running, chosen.portals)
            follower = Follower(airflow.api, airflow.family.check, Terminal(quiet=True))
            _take_in(running, airflow, follower)
            costs: dict[str, list[Cost]] = {"empty": [], "scan_portals": []}
            for _ in range(chosen.rounds):
                for dag_id, found in costs.items():
                    found.append(_run(dag_id, airflow, follower, chosen.portals))
            _show(costs, _bare(running) / int(airflow.variables["AIRFLOW__CORE__PARALLELISM"]))


def _airflow(running: Services, portals: int) -> Airflow:
    """Our DAGs, and the empty one."""
    folder = running.settings.var_dir / "dags"
    folder.mkdir()
    for path in (ROOT / "dags").glob("*.py"):
        (folder / path.name).symlink_to(path)
    (folder / "empty.py").write_text(EMPTY.format(portals=portals))
    more = environment(running.settings, running.database, running.smtp)
    airflow = Airflow(
        running.settings.var_dir / "airflow",
        running.server.url(METADATA),
        running.family,
        {**more, "AIRFLOW__CORE__DAGS_FOLDER": str(folder)},
    )
    airflow.start()
    until = time.monotonic() + WAIT_SECONDS
    while "empty" not in airflow.api.dags():
        if time.monotonic() > until:
            raise SystemExit("the empty DAG was not found: " + str(airflow.api.import_errors()))
        time.sleep(1)
    return airflow


def _take_in(running: Services, airflow: Airflow, follower: Follower) -> None:
    """The releases, and a first scan, whose pages every later one finds changed or not."""
    running.web.set_clock(running.web.scans[0])
    airflow.api.pause("judge_reposts")
    known = {run["dag_run_id"] for run in airflow.api.runs("scan_portals")}
    for dag_id in ("ingest_releases", "scan_portals", "empty"):
        airflow.api.unpause(dag_id)
    follower.follow("ingest_releases", airflow.api.trigger("ingest_releases", {}), "")
    follower.follow("scan_portals", follower.woken("scan_portals", known), "")
    follower.follow("empty", airflow.api.trigger("empty", {}), "")


def _run(dag_id: str, airflow: Airflow, follower: Follower, tasks: int) -> Cost:
    scheduler = airflow.family.running["scheduler"]
    before, began = _spent(scheduler), time.monotonic()
    follower.follow(dag_id, airflow.api.trigger(dag_id, {}), "")
    took = time.monotonic() - began
    return Cost(took, (_spent(scheduler) - before) / tasks)


def _spent(scheduler: psutil.Popen) -> float:
    """Seconds of the processor that the workers under the scheduler have spent, with all of their
    children that have ended."""
    return sum(sum(worker.cpu_times()[:4]) for worker in psutil.Process(scheduler.pid).children())


def _bare(running: Services) -> float:
    """Seconds of all portals, one after the other, without Airflow."""
    took = 0.0
    with open_store(running.settings) as store:
        for portal in select_portals(store, running.settings):
            began = time.monotonic()
            scan_portals(store, running.settings, [portal.portal_id], run_id="bare")
            took += time.monotonic() - began
    return took


def _show(costs: dict[str, list[Cost]], bare: float) -> None:
    clock = {name: statistics.median(cost.clock for cost in found) for name, found in costs.items()}
    task = {name: statistics.median(cost.task for cost in found) for name, found in costs.items()}
    print("\n| DAG | seconds | CPU seconds a task |\n|---|---|---|")
    for name in costs:
        print(f"| {name} | {clock[name]:.1f} | {task[name]:.3f} |")
    print(f"\nbare: {bare:.1f} s")
    allowed = clock["empty"] * 1.3 + bare
    print(f"the scan takes {clock['scan_portals'] / allowed:.2f} of 1.3 times empty plus bare")
    print(f"a task takes {task['scan_portals'] / task['empty']:.1f} times an empty one")


if __name__ == "__main__":
    main()
