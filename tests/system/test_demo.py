"""The two things a newcomer runs, in real Airflow: the demo, also after a killed scheduler; up. And
beside it what happens if I clear, or trigger twice (docs/operations.md), and the spot check's DAGs.

The tests share one data directory, and one Airflow where they can, and build on each other, as a
person's runs do. The demo here is a smaller one: the whole is `make demo`, which judges itself and
is run by .ci/run.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect, sync_playwright

from repostwatch.base.clock import day_of
from repostwatch.base.quarters import quarter_of
from repostwatch.base.terminal import Terminal
from repostwatch.pipeline.scope import open_store
from repostwatch.services.accounts import OWN
from repostwatch.services.demo import print_results
from repostwatch.services.demo_days import DemoDays, DemoProgress
from repostwatch.services.stack import Stack
from repostwatch.settings import CrawlSettings
from repostwatch.store import link_looks, probes, samples, spot_results
from tests.system.day import Day
from tests.system.up import beside, children, said, start, wait_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
SHARES = ["department=50%", "province=50%"]
# Every part of the demo, in a sixth of the time.
SMALLER = ("--portals", "16")


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def reports(var: Path) -> list[Path]:
    """The daily reports in the sink; alarms about the monitor are other mails."""
    parser = BytesHeaderParser(policy=default)
    mails = sorted((var / "mail").glob("*.eml"))
    return [mail for mail in mails if "日报" in parser.parsebytes(mail.read_bytes())["subject"]]


@pytest.fixture
def killed(var: Path) -> Iterator[str]:
    """What a demo said whose scheduler was killed in the middle of the last scan."""
    process = start(var, "demo", *SMALLER)
    try:
        # The day before the last is judged: what follows is the scan with a task per portal.
        wait_for(r"(?s)(judge_reposts .*){3}ingest_releases", var, "demo", process)
        evidence = var / "evidence"
        before = sum(path.stat().st_size for path in evidence.rglob("*.gz"))
        until = time.monotonic() + 120
        while sum(path.stat().st_size for path in evidence.rglob("*.gz")) == before:
            assert time.monotonic() < until, "the last scan did not begin"
            time.sleep(0.2)  # the same
        scheduler = next(child for child in children(var) if "scheduler" in child.cmdline())
        scheduler.kill()
        process.wait(timeout=120)
        yield said(var, "demo")
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=60)
    assert process.returncode != 0


def test_a_demo_whose_scheduler_was_killed_says_so(var: Path, killed: str) -> None:
    assert "scheduler ended" in killed
    assert reports(var) == []
    assert children(var) == []


def test_running_it_again_ends_in_the_truth_and_one_mail(var: Path) -> None:
    demonstrate(var, *SMALLER)
    assert len(reports(var)) == 1


def test_a_world_keeps_its_portals(var: Path) -> None:
    process = start(var, "demo", "--portals", "17")
    assert process.wait(timeout=300) == 1
    assert "has 16 portals, not 17: start over with --fresh" in said(var, "demo")


@pytest.fixture(scope="module")
def served(var: Path) -> Iterator[subprocess.Popen[str]]:
    """`make up`, where another program takes the port that was free when the server began to
    start."""
    process = start(var, "up")
    try:
        wait_for("Airflow starts", var, "up", process)
        named = re.search(r"Airflow uses (\d+)", said(var, "up"))
        with socket.create_server(("127.0.0.1", int(named[1]) if named else 8080)) as other:
            taken = other.getsockname()[1]
            wait_for(rf"Airflow runs: http://127\.0\.0\.1:(?!{taken}\b)\d+", var, "up", process)
        wait_for(r"http://127\.0\.0\.1:\d+  user admin  password \S+", var, "up", process)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


@pytest.fixture(scope="module")
def up(var: Path, served: subprocess.Popen[str]) -> Stack:
    return beside(var, served)


def test_a_third_run_over_the_same_data_sends_no_second_mail(var: Path, up: Stack) -> None:
    console, progress = Terminal(quiet=True), DemoProgress()
    report = DemoDays(up, console, progress).run()
    assert print_results(up, console, progress, report), progress.failures
    assert len(reports(var)) == 1


@pytest.fixture(scope="module")
def day(up: Stack) -> Day:
    """The demo's last one."""
    chain = ("scan_portals", "judge_reposts", "daily_report")
    return Day(up, {one: up.airflow.api.runs(one)[0]["dag_run_id"] for one in chain})


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


@pytest.mark.usefixtures("served")
def test_a_shell_beside_up_does_what_the_recipes_say(var: Path, tmp_path: Path) -> None:
    """The lines of docs/operations.md as they stand there, one after the other."""
    section = OPERATIONS.read_text(encoding="utf-8").split("## A shell beside `make up`")[1]
    source, *recipes = section.split("```")[1].strip().splitlines()
    (tmp_path / "var").symlink_to(var)
    assert (var / "env").stat().st_mode & 0o077 == 0
    for recipe in recipes:
        done = subprocess.run(
            ["bash", "-c", f"set -e\n{source}\n{recipe}"],
            cwd=tmp_path, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{recipe}\n{done.stdout}\n{done.stderr}"
        assert "http://127." in done.stdout or "probe" not in recipe, "a real portal"
    assert (tmp_path / "repostwatch.zip").stat().st_size > 1000


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
        page.get_by_label("Username").fill(OWN)
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
        page.get_by_role("link", name="判定转载情况").click(timeout=180_000)
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


def test_a_sample_is_drawn_inspected_and_probed(day: Day) -> None:
    """The two DAGs of the spot check, triggered by hand: the state of each task is told."""
    now = day.stack.settings.now()
    quarter = str(quarter_of(now))
    assert day.states("probe_portals") == {"probe": "skipped"}, "no sample yet"
    ended = day.states("spot_check", quarter=quarter, seed="7", shares=SHARES)
    assert set(ended.values()) == {"success"}
    assert ended.keys() == {"draw", "links", "inspect"}
    assert day.states("probe_portals") == {"probe": "success"}
    with open_store(day.stack.settings) as store:
        sample = samples.load(store, quarter)
        assert sample is not None
        ids = [site.portal_id for site in sample.sites]
        made = probes.load(store, ids, day_of(now), day_of(now))
        assert {one.portal_id for one in made} == set(ids)
        assert len(spot_results.load(store, quarter)) == 6 * len(ids)
        assert samples.inspected_at(store, quarter) is not None
        assert link_looks.load(store, quarter).keys() <= set(ids)


def test_up_serves_until_ctrl_c_and_leaves_nothing_behind(
    var: Path, served: subprocess.Popen[str]
) -> None:
    family = [child for parent in children(var) for child in (parent, *parent.children(True))]
    assert len(family) >= 5
    served.send_signal(signal.SIGINT)
    assert served.wait(timeout=60) == 0, said(var, "up")
    gone, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    assert len(gone) == len(family)


def demonstrate(var: Path, *options: str) -> None:
    """Run the demo; all its answers agree with the truth."""
    process = start(var, "demo", *options)
    assert process.wait(timeout=1200) == 0, said(var, "demo")
    output = said(var, "demo")
    agreed = re.search(r"truth in (\d+) of (\d+)", output)
    assert agreed, output
    assert agreed[1] == agreed[2]
    assert int(agreed[1]) >= 128
    assert children(var) == []
