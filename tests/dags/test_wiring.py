"""Settings out of Airflow's connections; shares out of the form and of asset events."""

from __future__ import annotations

import importlib
import sys
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from repostwatch.pipeline import report, report_mail
from repostwatch.pipeline.report_day import report_day
from repostwatch.reporting.mail_server import parse_server
from repostwatch.settings import Settings
from repostwatch.store.database import plain

TODAY = Settings().as_of(datetime(2026, 8, 12, 1, tzinfo=UTC))


@pytest.fixture
def wiring(bag: Any) -> Any:
    """As the loaded DAGs have it."""
    del bag
    return sys.modules.get("wiring") or importlib.import_module("wiring")


@pytest.mark.parametrize(
    ("uri", "host", "port", "password"),
    [
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, None),
        ("smtp+starttls://u:p%2Bw%2F%40@mail.example.cn:587", "mail.example.cn", 587, "p+w/@"),
        ("smtps://u:p@mail.example.cn", "mail.example.cn", 465, "p"),
    ],
)
def test_a_mail_connection_survives_airflow(
    wiring: Any,
    monkeypatch: pytest.MonkeyPatch,
    uri: str,
    host: str,
    port: int,
    password: str | None,
) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_SMTP", uri)
    server = parse_server(wiring._settings().smtp)
    assert (server.host, server.port, server.password) == (host, port, password)


def test_a_database_connection_survives_airflow(
    wiring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = "postgresql://u:a+b%20c@/repostwatch?host=/tmp/a%20b&options=-c%20timezone%3DUTC"
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", uri)
    found = psycopg.conninfo.conninfo_to_dict(plain(wiring._settings().db))
    assert found == psycopg.conninfo.conninfo_to_dict(uri)
    assert found["host"] == "/tmp/a b"


def test_the_connection_wins_over_the_environment(
    wiring: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPOSTWATCH_DB", "postgresql://env/db")
    assert wiring._settings().db == "postgresql://env/db"
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", "postgresql://conn/db")
    assert wiring._settings().db == "postgres://conn/db"


@pytest.fixture
def plan(bag: Any, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    """The function of `plan`, over a registry of five portals."""
    registry = tmp_path / "portals.csv"
    rows = [f"p{n},第{n}部,department,http://p{n}.example.cn/,,24," for n in range(1, 5)]
    rows.append("x,某省,province,http://x.example.cn/,,24,")
    header = "portal_id,name,level,home_url,column_urls,limit_hours,site_code"
    registry.write_text("\n".join([header, *rows]))
    monkeypatch.setenv("AIRFLOW_CONN_REPOSTWATCH_DB", database_url)
    monkeypatch.setenv("REPOSTWATCH_PORTALS", str(registry))
    return bag.dags["scan_portals"].get_task("plan").python_callable


def planned(
    plan: Any, portals: list[str] | None, size: int = 1, event: int | None = None
) -> list[Any]:
    events = {"a": [SimpleNamespace(extra={"portals_per_task": event} if event else {})]}
    return list(plan({"portals": portals, "portals_per_task": size}, events))


@pytest.mark.parametrize("all_of_them", [[], None])  # the form sends either
def test_one_task_per_portal_with_its_name(plan: Any, all_of_them: list[str] | None) -> None:
    shares = planned(plan, all_of_them)
    assert [share["portals"] for share in shares] == [["p1"], ["p2"], ["p3"], ["p4"], ["x"]]
    assert [share["label"] for share in shares] == ["第1部", "第2部", "第3部", "第4部", "某省"]


def test_portals_and_levels_from_the_form(plan: Any) -> None:
    assert [share["portals"] for share in planned(plan, ["province", "p2"])] == [["p2"], ["x"]]


@pytest.mark.parametrize(("size", "event"), [(2, None), (1, 2)])
def test_shares_by_the_form_or_by_whoever_woke_the_scan(
    plan: Any, size: int, event: int | None
) -> None:
    shares = planned(plan, [], size, event)
    assert [share["portals"] for share in shares] == [["p1", "p2"], ["p3", "p4"], ["x"]]
    assert shares[0]["label"] == "第1部 … 第2部"


def test_a_misspelt_portal_is_named(plan: Any) -> None:
    with pytest.raises(AirflowFailException, match="没有这样的网站编号或类别：mfaa"):
        planned(plan, ["mfaa"])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"portals": ["nobody"], "release": []}, "没有这样的网站编号或类别：nobody"),
        ({"portals": [], "release": ["r0"]}, "没有这样的信息编号：r0"),
    ],
)
@pytest.mark.parametrize("task_id", ["match", "judge"])
def test_a_misspelt_name_is_not_nothing_to_do(
    plan: Any, bag: Any, task_id: str, asked: dict[str, list[str]], message: str
) -> None:
    planned(plan, [])  # reads the registry
    task = bag.dags["judge_reposts"].get_task(task_id)
    with pytest.raises(AirflowFailException, match=message) as failed:
        task.python_callable(asked)
    assert "\n" not in str(failed.value)


def test_a_dry_run_mails_nothing(bag: Any) -> None:
    send = bag.dags["daily_report"].get_task("send").python_callable
    with pytest.raises(AirflowSkipException, match="dry run"):
        send({"letters": None})


@pytest.fixture
def made(bag: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The function of `make` over a pipeline that makes one letter, 7, or asks for delivery 9."""
    make = bag.dags["daily_report"].get_task("make").python_callable

    def made_report(_store: object, _: object, day: date, *, dry_run: bool) -> SimpleNamespace:
        mail = SimpleNamespace(subject="s", html_path="p", letter_id=None if dry_run else 7)
        return SimpleNamespace(day=day, mails=(mail,), letter_ids=() if dry_run else (7,))

    monkeypatch.setattr(report_mail, "make_report", made_report)
    monkeypatch.setattr(report_mail, "ask_again", lambda *given: (*given[2:], 9))
    module = sys.modules[make.__module__]
    monkeypatch.setattr(module, "work", lambda: nullcontext((object(), TODAY)))

    def call(
        *, scanned: bool, dry_run: bool, to: str | None = None, logical: datetime | None = None,
        day: str | None = "2026-08-12", other: bool = False,
    ) -> Any:  # fmt: skip
        monkeypatch.setattr(report, "has_scans", lambda _store: scanned)
        asked = {"day": day, "dry_run": dry_run, "to": to, "mail_other_day": other}
        return make(params=asked, run_id="manual__1", logical_date=logical)

    return call


@pytest.mark.parametrize(("scanned", "asked", "mails"), [
    (False, False, False), (True, False, True), (True, True, False), (False, True, False),
])  # fmt: skip
def test_nothing_is_mailed_before_the_first_scan(
    made: Any, caplog: pytest.LogCaptureFixture, *, scanned: bool, asked: bool, mails: bool
) -> None:
    with caplog.at_level("WARNING"):
        found = made(scanned=scanned, dry_run=asked)
    assert found["letters"] == ([7] if mails else None)
    assert ("nothing is mailed" in caplog.text) is not scanned


@pytest.mark.parametrize(
    ("logical", "day", "other", "made_of", "mails"),
    [
        (None, None, False, 12, True),
        (None, "2026-08-10", False, 10, False),
        (None, "2026-08-10", True, 10, True),
        (datetime(2026, 8, 10, 0, 30, tzinfo=UTC), None, False, 10, False),
        (datetime(2026, 8, 10, 0, 30, tzinfo=UTC), None, True, 10, True),
        (datetime(2026, 8, 11, 23, 0, tzinfo=UTC), None, False, 12, True),  # Beijing's day
        (datetime(2026, 8, 9, 0, 30, tzinfo=UTC), "2026-08-12", False, 12, True),
    ],
)
def test_another_days_report_is_made_and_mailed_only_when_asked(
    made: Any, *, logical: datetime | None, day: str | None, other: bool, made_of: int, mails: bool
) -> None:
    found = made(scanned=True, dry_run=False, logical=logical, day=day, other=other)
    assert (found["day"], found["letters"]) == (date(2026, 8, made_of), [7] if mails else None)


def test_a_sandboxs_clock_knows_no_logical_date(tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    clock.write_text("2026-08-12T08:30:00+08:00")
    settings = Settings(clock_file=clock, allow_loopback=True)
    logical = datetime(2030, 1, 1, tzinfo=UTC)
    assert report_day(settings, None, logical, also_other=False).day == date(2026, 8, 12)


def test_a_day_is_sent_again_to_one_address_under_the_run_that_asked(made: Any) -> None:
    found = made(scanned=True, dry_run=False, to="officer@x.example")
    assert found == {"delivery": (date(2026, 8, 12), "officer@x.example", "manual__1", 9)}
    assert made(scanned=True, dry_run=True, to="officer@x.example")["letters"] is None
