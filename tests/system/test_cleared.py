"""What happens if I clear, or trigger twice: the rows of docs/operations.md in real Airflow.

The tests share one Airflow and build on each other: a day is scanned, judged and reported once.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect, sync_playwright

from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.scope import open_store
from repostwatch.services.airflow import DAGS, USER
from repostwatch.services.follow import Follower
from repostwatch.services.stack import Stack, start_stack
from repostwatch.settings import CrawlSettings, Settings

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]
HISTORY = ("verdicts", "column_standings", "findings", "finding_openings")


@dataclass
class Day:
    """A day that was looked at: the run of each DAG, by its id."""

    stack: Stack
    runs: dict[str, str] = field(default_factory=dict)

    @property
    def api(self) -> Any:
        return self.stack.airflow.api

    @property
    def follower(self) -> Follower:
        return Follower(self.api, self.stack.airflow.family.check, Terminal(quiet=True))

    def known(self, dag_id: str) -> set[str]:
        return {run["dag_run_id"] for run in self.api.runs(dag_id)}

    def follow(self, dag_id: str, run_id: str) -> None:
        found = self.follower.follow(dag_id, run_id, "")
        assert found.succeeded, found.failures
        self.runs[dag_id] = run_id

    def woken(self, dag_id: str, known: set[str]) -> None:
        self.follow(dag_id, self.follower.woken(dag_id, known))

    def clear(self, dag_id: str, *tasks: str | tuple[str, int], downstream: bool = False) -> None:
        """As the button does, and to the end of the run that this takes up again."""
        run_id = self.runs[dag_id]
        body = {
            "dry_run": False, "dag_run_id": run_id, "only_failed": False,
            "include_downstream": downstream,
            "task_ids": [list(one) if isinstance(one, tuple) else one for one in tasks],
        }  # fmt: skip
        self.api._call("POST", f"/api/v2/dags/{dag_id}/clearTaskInstances", body)
        self.follow(dag_id, run_id)

    def tries(self, dag_id: str) -> dict[tuple[str, int], int]:
        """Task and its place among the mapped → how many tries it took so far."""
        return {
            (one["task_id"], one["map_index"]): one["try_number"]
            for one in self.api.tasks(dag_id, self.runs[dag_id])
        }

    def history(self) -> dict[str, list[dict[str, Any]]]:
        with open_store(self.stack.settings) as store:
            return {
                table: store.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
                for table in HISTORY
            }

    def logged(self, dag_id: str, task_id: str) -> list[dict[str, Any]]:
        """The lines of a task's logs."""
        logs = Path(self.stack.airflow.variables["AIRFLOW__LOGGING__BASE_LOG_FOLDER"])
        found = logs.glob(f"dag_id={dag_id}/run_id={self.runs[dag_id]}/task_id={task_id}/**/*.log")
        lines = (line for one in sorted(found) for line in one.read_text("utf-8").split("\n"))
        return [json.loads(line) for line in lines if line]

    def mails(self) -> int:
        return len(list(self.stack.services.mail.glob("*.eml")))


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    var: Path = tmp_path_factory.mktemp("cleared")
    with start_stack(Settings(var_dir=var), lambda _: None, portals=16) as stack:
        found = Day(stack)
        for dag_id in DAGS:
            stack.airflow.api.unpause(dag_id)
        stack.services.web.set_clock(stack.services.web.scans[-1])
        chain = {one: found.known(one) for one in ("scan_portals", "judge_reposts")}
        found.follow("ingest_releases", found.api.trigger("ingest_releases", {}))
        for dag_id, known in chain.items():
            found.woken(dag_id, known)
        found.follow("daily_report", found.api.trigger("daily_report", {}))
        yield found


def test_one_portals_task_is_done_again_alone_and_judged_by_nobody(day: Day) -> None:
    judged, before, tries = day.known("judge_reposts"), day.history(), day.tries("scan_portals")
    day.clear("scan_portals", ("scan", 0))
    again = day.tries("scan_portals")
    assert {one: count for one, count in again.items() if count != tries[one]} == {
        ("scan", 0): tries["scan", 0] + 1
    }
    time.sleep(10)  # the scheduler looks for what was woken every few seconds
    assert day.known("judge_reposts") == judged
    assert day.history() == before


def test_with_downstream_it_is_judged_too(day: Day) -> None:
    judged = day.known("judge_reposts")
    day.clear("scan_portals", ("scan", 0), downstream=True)
    day.woken("judge_reposts", judged)
    assert day.known("judge_reposts") - judged == {day.runs["judge_reposts"]}


def test_judge_cleared_comes_to_the_same(day: Day) -> None:
    before, tries = day.history(), day.tries("judge_reposts")
    assert before["verdicts"]
    day.clear("judge_reposts", "judge")
    assert day.tries("judge_reposts")["judge", -1] == tries["judge", -1] + 1
    assert day.history() == before


def test_send_cleared_mails_nobody_twice(day: Day) -> None:
    mails, tries = day.mails(), day.tries("daily_report")
    assert mails
    day.clear("daily_report", "send")
    assert day.tries("daily_report")["send", -1] == tries["send", -1] + 1
    assert day.mails() == mails


def test_of_two_triggered_at_once_the_second_waits(day: Day) -> None:
    asked = [day.api.trigger("judge_reposts", {}) for _ in range(2)]
    for run_id in asked:
        day.follow("judge_reposts", run_id)
    first, second = (day.api.get(f"/dags/judge_reposts/dagRuns/{run_id}") for run_id in asked)
    assert min(first["end_date"], second["end_date"]) <= max(
        first["start_date"], second["start_date"]
    )


def test_a_scan_started_on_a_portals_page_changes_its_verdict(
    day: Day, browser_starts: None
) -> None:
    """By clicks alone, from the login on: a duty that was pending is judged after its deadline."""
    del browser_starts
    with open_store(day.stack.settings) as store:
        duty = store.execute(
            "SELECT release_id, portal_id, name FROM duties JOIN portals USING (portal_id) "
            "WHERE kind = 'pending' ORDER BY portal_id LIMIT 1"
        ).fetchone()
    assert duty
    web, airflow = day.stack.services.web, day.stack.airflow
    web.set_clock(web.scans[-1] + timedelta(days=2))
    with sync_playwright() as playwright:
        chromium = CrawlSettings().chromium
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(base_url=airflow.url)
        page.set_default_timeout(60_000)
        page.goto("/repostwatch/")
        page.get_by_label("Username").fill(USER)
        page.get_by_label("Password").fill(airflow.keys.password)
        page.get_by_role("button", name="Sign in").click()
        page.locator("header >> text=门户网站").click()
        page.locator("main").get_by_role("link", name=duty["name"], exact=True).first.click()
        about = page.locator("tr", has=page.locator(f"a[href*='release={duty['release_id']}']"))
        expect(about.first.get_by_text("待观察")).to_have_count(1)
        page.get_by_role("button", name="扫描该网站").click()
        # The page asks again by itself until the run has ended and woken the next.
        ended = expect(page.get_by_role("status"))
        ended.to_have_text("已完成", timeout=180_000)
        page.get_by_role("link", name="judge_reposts").click(timeout=180_000)
        ended.to_have_text("已完成", timeout=180_000)
        page.goto(f"/repostwatch/portals/{duty['portal_id']}")
        expect(about.first).to_be_visible()
        expect(about.first.get_by_text("待观察")).to_have_count(0)
        browser.close()


def test_what_a_log_collector_reads_has_its_fields(day: Day) -> None:
    """Of every task one JSON object a line: with the run, the portal, the release, the verdict."""
    with open_store(day.stack.settings) as store:
        rows = store.execute(
            "SELECT DISTINCT portal_id FROM duties WHERE kind IN ('pending', 'unknown') ORDER BY 1"
        ).fetchall()
    portals = [row["portal_id"] for row in rows]
    web, judged = day.stack.services.web, day.known("judge_reposts")
    web.set_clock(web.scans[-1] + timedelta(days=5))
    day.follow("scan_portals", day.api.trigger("scan_portals", {"portals": portals}))
    day.woken("judge_reposts", judged)
    scanned = day.logged("scan_portals", "scan")
    assert [one for one in portals if any(line.get("portal") == one for line in scanned)] == portals
    turned = [line for line in day.logged("judge_reposts", "judge") if "verdict" in line]
    with open_store(day.stack.settings) as store:
        rows = store.execute("SELECT release_id, portal_id, kind, before FROM duties "
                             "WHERE changed_at = (SELECT max(changed_at) FROM duties) "
                             "AND before IS NOT NULL").fetchall()  # fmt: skip
    assert rows
    assert {(one["release"], one["portal"], one["verdict"], one["before"]) for one in turned} == {
        tuple(row.values()) for row in rows
    }
    for line in (*scanned, *turned):
        if "portal" in line:
            assert line["run_id"] == day.runs[line["dag_id"]]
            assert line["try_number"] >= 1  # a portal that fails is tried again
            assert {"timestamp", "level", "event", "logger", "map_index"} <= line.keys()
