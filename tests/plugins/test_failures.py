"""The page of a run that failed: which task, why, and where its log is."""

from __future__ import annotations

import html
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.plugins.conftest import Ui
from tests.plugins.test_starting import JUDGE, SCAN, api, run_of, started

pytestmark = pytest.mark.usefixtures("dags")


def raised(kind: str, value: str, *causes: str) -> dict[str, Any]:
    """The line of a task's log about what ended it, as Airflow writes it."""
    every = [(kind, value), *((cause, "what it came from") for cause in causes)]
    return {
        "timestamp": "2026-11-29T14:35:05.596791Z",
        "level": "error",
        "event": "Task failed with exception",
        "logger": "task",
        "error_detail": [
            {"exc_type": one, "exc_value": text, "exc_notes": [], "frames": [], "is_cause": False}
            for one, text in every
        ],
    }


def failed(ui: Ui, form: dict[str, str], *lines: dict[str, Any], place: int = -1) -> str:
    """A run whose first task has failed, with that log; the path of its page. `place`: of one task
    among many."""
    page = started(ui, form)
    asked = parse_qs(urlsplit(page).query)
    dag_id, run_id = asked["dag_id"][0], asked["run_id"][0]
    task = {"scan_portals": "scan", "judge_reposts": "match"}[dag_id]
    api(ui, run_of(page), {"state": "failed"})
    home = Path(ui.environment["AIRFLOW_HOME"])
    with closing(sqlite3.connect(home / "airflow.db", timeout=60)) as own, own:
        own.execute(
            "UPDATE task_instance SET state = 'failed', try_number = 1, map_index = ?, "
            "rendered_map_index = ?, end_date = '2026-11-29 14:35:06' "
            "WHERE run_id = ? AND task_id = ?",
            (place, "文化和<b>旅游部" if place >= 0 else None, run_id, task),
        )
    own_log = home / "logs" / f"dag_id={dag_id}" / f"run_id={run_id}" / f"task_id={task}"
    own_log /= f"map_index={place}" if place >= 0 else ""
    own_log.mkdir(parents=True)
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (own_log / "attempt=1.log").write_text(text + "\n", encoding="utf-8")
    return page


LINE = {"timestamp": "2026-11-29T14:35:05Z", "level": "info", "event": "looking at it"}
AFTER = {"timestamp": "2026-11-29T14:35:06Z", "level": "info", "event": "::group::Post Execute"}


def test_the_task_s_own_line_is_the_reason(ui: Ui) -> None:
    page = failed(ui, JUDGE, LINE, raised("AirflowFailException", "没有编号为“x<i>”的网站"), AFTER)
    text = ui.get(page).text
    assert "没有编号为“x&lt;i&gt;”的网站" in text
    assert "AirflowFailException" not in text
    run_id = quote(parse_qs(urlsplit(page).query)["run_id"][0], safe="")
    place = f"/dags/judge_reposts/runs/{run_id}/tasks/match?try_number=1"
    assert f'href="{place}">打开日志' in text
    assert "Open its log" in ui.get(f"{page}&lang=en").text


def test_of_another_error_its_kind_is_said_and_only_its_first_line(ui: Ui) -> None:
    error = raised("OperationalError", "the connection is closed\nDETAIL: " + "x" * 9000, "OSError")
    text = html.unescape(ui.get(failed(ui, JUDGE, LINE, error, AFTER)).text)
    assert "<strong>OperationalError: the connection is closed</strong>" in text
    assert "what it came from" not in text


def test_one_task_of_many_is_named_with_its_portal(ui: Ui) -> None:
    error = raised("AirflowException", "长" * 5000)
    page = failed(ui, SCAN, LINE, error, AFTER, place=3)
    text = ui.get(page).text
    assert "scan（文化和&lt;b&gt;旅游部）" in text
    assert "/tasks/scan/mapped/3?try_number=1" in text
    assert "长" * 290 in text
    assert "长" * 301 not in text


@pytest.mark.parametrize("lines", [[], [LINE, AFTER]])
def test_a_task_that_left_no_reason(ui: Ui, lines: list[dict[str, Any]]) -> None:
    text = ui.get(failed(ui, JUDGE, *lines)).text
    assert "任务没有留下原因" in text
    assert "打开日志" in text


def test_who_may_only_look_reads_it_too(ui: Ui) -> None:
    page = failed(ui, JUDGE, raised("AirflowFailException", "没有这个季度"))
    assert "没有这个季度" in ui.get(page, "guest").text


def test_a_run_that_somebody_ended_has_no_failed_task(ui: Ui) -> None:
    page = started(ui, SCAN)
    api(ui, run_of(page), {"state": "failed"})
    text = ui.get(page).text
    assert "打开日志" not in text
    assert "红色任务" in text
