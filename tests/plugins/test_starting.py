"""Runs that people start from a page: who may, what Airflow is asked, what the run's page says."""

from __future__ import annotations

import html
import json
import re
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from repostwatch.services.airflow import DAGS
from repostwatch.store import deliveries
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import RELEASE, RUN_ID
from tests.plugins.test_pages import post_mail

SCAN = {"dag": "scan_portals", "portal": "mct"}
JUDGE = {"dag": "judge_reposts", "portal": "mct", "release": "r1"}
REPORT = {"dag": "daily_report", "day": "2026-08-12", "to": "officer@x.example"}


def token_of(ui: Ui, user: str = "officer") -> str:
    found = re.search(r'name="token" value="([^"]+)"', ui.get("/portals/mct", user).text)
    assert found
    return html.unescape(found[1])


def started(ui: Ui, form: dict[str, str]) -> str:
    """Start a run; the path of its page."""
    answer = ui.post(form | {"token": token_of(ui)}, path="/start")
    assert answer.status == 303, answer.text
    return answer.headers["location"].removeprefix("/repostwatch")


def api(ui: Ui, path: str, body: dict[str, Any] | None = None, method: str = "PATCH") -> Any:
    """Airflow's own answer about a run; with a body the run is changed, or made."""
    request = urllib.request.Request(f"{ui.url}/api/v2{path}", method=method if body else "GET")
    request.add_header("Authorization", f"Bearer {ui.token('officer')}")
    if body:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with ui.opener.open(request, timeout=60) as answer:
        return json.loads(answer.read())


def run_of(page: str) -> str:
    asked = parse_qs(urlsplit(page).query)
    return f"/dags/{asked['dag_id'][0]}/dagRuns/{quote(asked['run_id'][0], safe='')}"


@pytest.mark.usefixtures("dags")
@pytest.mark.parametrize(
    ("form", "conf"),
    [
        (SCAN, {"portals": ["mct"]}),
        (JUDGE, {"portals": ["mct"], "release": ["r1"]}),
        (JUDGE | {"portal": ""}, {"portals": [], "release": ["r1"]}),
        (REPORT, {"day": "2026-08-12", "to": "officer@x.example"}),
    ],
)
def test_a_run_is_started_as_who_asked(ui: Ui, form: dict[str, str], conf: dict[str, Any]) -> None:
    page = started(ui, form)
    run = api(ui, run_of(page))
    assert run["conf"] == conf
    assert run["triggering_user_name"] == "officer"
    assert "等待开始" in ui.get(page).text


@pytest.mark.usefixtures("dags")
def test_its_page_renews_itself_until_it_has_ended(ui: Ui) -> None:
    page = started(ui, SCAN)
    answer = ui.get(page)
    assert answer.headers["refresh"] == "5"
    assert f'href="{run_of(page).replace("dagRuns", "runs")}"' in answer.text
    assert 'href="/repostwatch/portals/mct"' in answer.text
    api(ui, run_of(page), {"state": "failed"})
    answer = ui.get(page)
    assert "refresh" not in answer.headers
    assert "失败" in answer.text


@pytest.mark.usefixtures("dags")
def test_a_run_is_about_what_people_call_by_name(ui: Ui) -> None:
    about = ui.get(started(ui, JUDGE)).text.split("<dt>范围</dt>")[1].split("</dd>")[0]
    assert ">文化和旅游部</a>" in about
    assert f">{RELEASE.title}</a>" in about
    assert ">mct<" not in about
    body = {"logical_date": None, "conf": {"portals": ["department", "nosuch"]}}
    run = api(ui, "/dags/scan_portals/dagRuns", body, "POST")["dag_run_id"]
    about = ui.get(f"/run?dag_id=scan_portals&run_id={quote(run)}").text.split("<dt>范围</dt>")[1]
    assert "部门" in about.split("</dd>")[0]
    assert "nosuch" in about.split("</dd>")[0]
    assert "/portals/nosuch" not in about


@pytest.mark.usefixtures("dags")
def test_the_run_of_a_report_that_is_sent_again_says_who_has_it(
    ui: Ui, store_of_ui: Connection
) -> None:
    number = post_mail(store_of_ui)
    page = started(ui, REPORT)
    api(ui, run_of(page), {"state": "success"})
    text = ui.get(page).text
    assert "没有采集网站" not in text
    assert 'href="/repostwatch/mails"' in text, "nothing was sent yet"
    run_id = parse_qs(urlsplit(page).query)["run_id"][0]
    deliveries.ask(store_of_ui, number, "officer@x.example", run_id, datetime.now(UTC))
    sent = ui.get(page).text.split('id="sent"')[1]
    for known in (f"/mails/{number}", "officer@x.example", "待发送", "由这次运行发送"):
        assert known in sent
    assert "a@x.example" not in sent, "another's copy"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_dag_is_a_step_of_the_monitors_health(ui: Ui, language: str) -> None:
    """One that is dead is seen nowhere else."""
    steps = ui.get(f"/health?lang={language}").text.split("<table>")[1]
    named = re.findall(r'<tr><td>[^<]+<\w+ class="url"[^>]*>(\w+)<', steps)
    assert sorted(named) == sorted(DAGS)


@pytest.mark.usefixtures("dags")
def test_each_steps_newest_run_is_shown(ui: Ui) -> None:
    """Also where another step has run forty times since."""

    def shown() -> dict[str, str]:
        steps = r"<tr>.*?(scan_portals|judge_reposts|daily_report|spot_check)(.*?)</tr>"
        return dict(re.findall(steps, ui.get("/health").text, re.DOTALL))

    ended = started(ui, SCAN)
    started(ui, REPORT)
    started(ui, JUDGE)
    assert "等待开始" in shown()["scan_portals"]
    api(ui, run_of(ended), {"state": "failed"})
    for again in (0, 40):
        for _ in range(again):
            started(ui, JUDGE)
        rows = shown()
        assert "失败" in rows["scan_portals"]
        assert "等待开始" in rows["judge_reposts"]
        assert "等待开始" in rows["daily_report"]
        assert "从未" in rows["spot_check"]


@pytest.mark.parametrize("form", [SCAN, JUDGE, REPORT])
def test_who_may_only_look_starts_nothing(ui: Ui, form: dict[str, str]) -> None:
    answer = ui.post(form | {"token": token_of(ui, "guest")}, "guest", "/start")
    assert answer.status == 403
    assert form["dag"] in answer.text


def test_who_may_only_look_sees_why_the_buttons_do_nothing(ui: Ui) -> None:
    for path in ("/portals/mct", "/duty?release=r1&portal=mct", "/releases/r1"):
        buttons = r'<form class="start".*?<button class="other"( disabled)?>'
        shown = re.findall(buttons, ui.get(path, "guest").text, re.DOTALL)
        assert shown
        assert all(shown)
        assert not any(re.findall(buttons, ui.get(path).text, re.DOTALL))


@pytest.mark.parametrize("token", ["", "x"])
def test_nothing_starts_from_a_page_that_is_not_ours(ui: Ui, token: str) -> None:
    assert ui.post(SCAN | {"token": token}, path="/start").status == 403


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"dag": "scan_portals"}, 422),
        ({"dag": "judge_reposts"}, 422),
        ({"dag": "daily_report", "day": "2026-08-12"}, 422),
        ({"dag": "daily_report", "to": "officer@x.example"}, 422),
        ({"dag": "ingest_releases", "portal": "mct"}, 403),
        ({"dag": "../../config", "portal": "mct"}, 403),
    ],
)
def test_what_names_nothing_does_not_start_everything(
    ui: Ui, form: dict[str, str], status: int
) -> None:
    answer = ui.post(form | {"token": token_of(ui)}, path="/start")
    assert answer.status == status


@pytest.mark.parametrize("to", ["not an address", "a@b@c.example", "chat:nobody"])
def test_a_report_is_not_sent_to_what_is_no_address(ui: Ui, to: str) -> None:
    answer = ui.post(REPORT | {"to": to, "token": token_of(ui)}, path="/start")
    assert answer.status == 422
    assert f"“{to}”" in answer.text


@pytest.mark.usefixtures("dags")
def test_what_airflow_does_not_take_is_said_in_its_words(ui: Ui) -> None:
    answer = ui.post(REPORT | {"day": "12.8.2026", "token": token_of(ui)}, path="/start")
    assert answer.status == 400
    assert "Airflow 没有启动 daily_report" in answer.text
    assert "12.8.2026" in answer.text


def test_a_run_that_airflow_does_not_know_still_shows_what_it_saw(ui: Ui) -> None:
    answer = ui.get(f"/run?dag_id=scan_portals&run_id={quote(RUN_ID)}")
    assert answer.status == 200
    assert "refresh" not in answer.headers
    assert "文化和旅游部" in answer.text


@pytest.mark.parametrize("dag", ["scan_portals", "judge_reposts", "daily_report", "no_dag"])
def test_a_run_that_there_is_not_is_not_found(ui: Ui, dag: str) -> None:
    answer = ui.get(f"/run?dag_id={dag}&run_id=manual__nosuch")
    assert answer.status == 404
    assert f"没有 {dag} 的运行“manual__nosuch”" in answer.text
    assert "采集" not in answer.text
    english = ui.get(f"/run?dag_id={dag}&run_id=manual__nosuch&lang=en")
    assert f"no run “manual__nosuch” of {dag}" in english.text


@pytest.mark.usefixtures("dags")
def test_a_run_that_saw_nothing_yet_is_shown(ui: Ui) -> None:
    page = started(ui, SCAN)
    for user in ("officer", "guest"):
        assert ui.get(page, user).status == 200
    api(ui, run_of(page), {"state": "success"})
    answer = ui.get(page)
    assert answer.status == 200
    assert "没有采集到网站" in answer.text


@contextmanager
def airflow_database(ui: Ui) -> Iterator[sqlite3.Connection]:
    home = Path(ui.environment["AIRFLOW_HOME"])
    with closing(sqlite3.connect(home / "airflow.db", timeout=60)) as own, own:
        yield own


def announce(own: sqlite3.Connection, page: str, asset: str) -> int | None:
    """As a task notes it: the run of this page announces something; the number of that."""
    asked = parse_qs(urlsplit(page).query)
    made = own.execute(
        "INSERT INTO asset_event "
        "(asset_id, extra, source_dag_id, source_run_id, source_map_index, timestamp) "
        "SELECT id, '{}', ?, ?, -1, '2026-11-29 14:35:06' FROM asset WHERE name = ?",
        (asked["dag_id"][0], asked["run_id"][0], asset),
    )
    assert made.rowcount == 1
    return made.lastrowid


def wake(ui: Ui, page: str, other: str, *, began: bool) -> None:
    """As the scheduler notes it: what the run of the first page announced makes that of the other.
    Of one that has not begun Airflow's API answers an error."""
    woken = parse_qs(urlsplit(other).query)["run_id"][0]
    with airflow_database(ui) as own:
        event = announce(own, page, "repostwatch_scans")
        if began:
            own.execute(
                "UPDATE dag_run SET state = 'running', start_date = '2026-11-29 14:35:07' "
                "WHERE run_id = ?",
                (woken,),
            )
        own.execute(
            "INSERT INTO dagrun_asset_event SELECT id, ? FROM dag_run WHERE run_id = ?",
            (event, woken),
        )


@pytest.mark.usefixtures("dags")
def test_what_a_run_woke_has_the_name_of_its_heading(ui: Ui) -> None:
    page, other = started(ui, SCAN), started(ui, JUDGE)
    wake(ui, page, other, began=True)
    [then] = re.findall(r"<dt>随后</dt><dd>(.*?)</dd>", ui.get(page).text)
    assert ">判定转载情况</a>" in then
    assert ">judge_reposts<" not in then
    assert "<h1>判定转载情况</h1>" in ui.get(other).text


@pytest.mark.usefixtures("dags")
def test_the_page_renews_itself_while_what_it_woke_waits_in_the_queue(ui: Ui) -> None:
    page, other = started(ui, SCAN), started(ui, JUDGE)
    api(ui, run_of(page), {"state": "success"})
    assert "refresh" not in ui.get(page).headers, "it woke nobody"
    wake(ui, page, other, began=False)
    answer = ui.get(page)
    assert answer.headers["refresh"] == "5"
    assert "<dt>随后</dt><dd>即将自动开始下一步</dd>" in answer.text


@pytest.mark.usefixtures("dags")
def test_only_what_a_dag_waits_for_is_followed_by_anything(ui: Ui) -> None:
    """Judging announces verdicts, for DAGs that others may write."""
    scan, judge = started(ui, SCAN), started(ui, JUDGE)
    announced = ((scan, "repostwatch_scans", True), (judge, "repostwatch_verdicts", False))
    for page, asset, follows in announced:
        api(ui, run_of(page), {"state": "success"})
        with airflow_database(ui) as own:
            announce(own, page, asset)
        answer = ui.get(page)
        assert ("即将自动开始下一步" in answer.text) is follows
        assert ("refresh" in answer.headers) is follows


def test_a_scan_leads_to_its_task_in_airflow(ui: Ui) -> None:
    own = f"/task?name={quote('文化和旅游部')}&amp;run_id={quote(RUN_ID)}"
    assert own in ui.get("/portals/mct").text
    answer = ui.get(html.unescape(own), "guest")
    assert answer.status == 303
    run = quote(RUN_ID, safe="")
    assert answer.headers["location"] == f"/dags/scan_portals/runs/{run}/tasks/scan/mapped"
