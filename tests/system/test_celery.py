"""Celery workers with folders of their own and a bucket: one is killed, PostgreSQL is restarted,
and the day ends as if nothing had been."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from repostwatch.base.errors import ServiceError
from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.report import report_data
from repostwatch.pipeline.scope import open_store
from repostwatch.services import celery, postgres
from repostwatch.services.airflow import COMPONENTS, DAGS
from repostwatch.services.follow import Follower
from repostwatch.services.stack import Stack, start_stack
from repostwatch.services.truth import compare
from repostwatch.settings import Settings
from tests.buckets import new_bucket, s3_server
from tests.system.test_chain import look_once

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]
PORTALS_PER_TASK = 3
WAIT_SECONDS = 600
SOONER = {
    # How soon the tasks of a worker that is gone are given to another.
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "30",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "60",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "10",
    "AIRFLOW__CORE__PARALLELISM": "8",
    # A task may meet the killed worker, the restart, and a slow machine.
    "REPOSTWATCH_SCHEDULE__RETRIES": "5",
}


@dataclass
class Cluster:
    """The stack; a component that ends starts again, as its container would."""

    stack: Stack

    def keep_up(self) -> None:
        family = self.stack.airflow.family
        for name in COMPONENTS:
            if family.running[name].poll() is not None:
                family.stop(name, hard=True)
                self.stack.airflow.start_one(name)

    def asked(self, ask: Callable[[], Any]) -> Any:
        """An answer of the API, which has none while its database is away."""
        until = time.monotonic() + WAIT_SECONDS
        while True:
            self.keep_up()
            try:
                return ask()
            except (OSError, ServiceError):
                assert time.monotonic() < until
                time.sleep(1)  # polling another process, bounded above

    def wait(self, done: Callable[[], bool]) -> None:
        until = time.monotonic() + WAIT_SECONDS
        while not self.asked(done):
            assert time.monotonic() < until
            time.sleep(0.5)  # the same


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    if shutil.which(celery.PROGRAM) is None:
        pytest.skip(f"no Celery: there is no {celery.PROGRAM}")
    var: Path = tmp_path_factory.mktemp("celery")
    with s3_server() as found, pytest.MonkeyPatch.context() as environment:
        for name, value in found.items():
            environment.setenv(name, value)
        environment.setenv("REPOSTWATCH_SHARED", new_bucket(found))
        yield from prepared(Settings(var_dir=var))


def prepared(settings: Settings) -> Iterator[Cluster]:
    """The days before the last have been looked at."""
    with start_stack(settings, lambda _: None, unlisted=False, workers=2, more=SOONER) as stack:
        web = stack.services.web
        for moment in web.scans[:-1]:
            web.set_clock(moment)
            look_once(stack.services, str(moment))
        web.set_clock(web.scans[-1])
        for dag_id in DAGS:
            stack.airflow.api.unpause(dag_id)
        yield Cluster(stack)


def test_a_worker_is_killed_and_the_database_restarted_and_nothing_is_lost(
    cluster: Cluster,
) -> None:
    stack = cluster.stack
    api, var = stack.airflow.api, stack.settings.var_dir
    follower = Follower(api, cluster.keep_up, Terminal(quiet=True))
    known = {run["dag_run_id"] for run in api.runs("judge_reposts")}

    def scanned(run_id: str, state: str = "success") -> int:
        tasks = api.tasks("scan_portals", run_id)
        return sum(one["task_id"] == "scan" and one["state"] == state for one in tasks)

    ingested = api.trigger("ingest_releases", {"portals_per_task": PORTALS_PER_TASK})
    assert follower.follow("ingest_releases", ingested, "").succeeded
    scan = follower.woken("scan_portals", set())
    cluster.wait(lambda: scanned(scan) >= 4 and scanned(scan, "running") >= 4)
    stack.airflow.family.stop("worker-1", hard=True)
    before = scanned(scan)
    cluster.wait(lambda: scanned(scan) >= before + 4)
    data_dir = (var / "postgres").resolve()
    postgres._run("pg_ctl", data_dir, "restart", "--wait", "--mode=fast", "--silent")
    cluster.wait(lambda: bool(api.get(f"/dags/scan_portals/dagRuns/{scan}")["state"] == "success"))

    tasks = [one for one in api.tasks("scan_portals", scan) if one["task_id"] == "scan"]
    assert any(one["try_number"] > 1 for one in tasks), "nobody was hit"
    cluster.wait(lambda: any(run["dag_run_id"] not in known for run in api.runs("judge_reposts")))
    judged = follower.woken("judge_reposts", known)
    assert follower.follow("judge_reposts", judged, "").succeeded
    reported = api.trigger("daily_report", {})
    assert follower.follow("daily_report", reported, "").succeeded
    again = api.trigger("daily_report", {})
    assert follower.follow("daily_report", again, "").succeeded

    for name in ("worker-1", "worker-2"):
        assert list((var / name / "known").rglob("*")), f"{name} visited nobody"
        assert not (var / name / "evidence").is_symlink()
    with open_store(stack.settings) as store:
        found = compare(stack.services.web.folder, report_data(store, stack.settings))
    assert found.disagreements == ()
    assert found.columns == 103
    assert len(list(stack.services.mail.glob("*.eml"))) == 1
