"""The DAG that finds lists: which portals it searches, and what it says of what it changed.

A real site on loopback, a real database; the tasks' functions are called as Airflow calls them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from repostwatch.model.watched_lists import ListState
from repostwatch.store import discoveries, releases, watched_lists
from repostwatch.store.database import Connection
from tests.discovering.sites import NOW, RELEASES, rows
from tests.discovering.test_traps import OTHER, site_of
from tests.pipeline.served import Pages, served


class Site(Pages):
    pages: dict[str, str]

    def page(self) -> str | None:
        return self.pages.get(self.path)


@pytest.fixture
def address() -> Iterator[str]:
    made = site_of(a=("国务院文件", rows(RELEASES[:30])), b=("要闻", OTHER))
    Site.pages = {path: page for path, page in made.pages.items() if isinstance(page, str)}
    with served(Site) as here:
        yield here


@pytest.fixture
def dag(
    bag: Any,
    conn: Connection,
    database_url: str,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The DAG over a registry of two: a site with a list, and one that refuses the connection."""
    registry, clock = tmp_path / "portals.csv", tmp_path / "now"
    registry.write_text(
        "portal_id,name,level,home_url,column_urls,site_code\n"
        f"open,示例省,province,{address}/,,\n"
        "down,某部,department,http://127.0.0.3:1/,,\n"  # nobody listens there
    )
    clock.write_text(NOW.isoformat())
    for name, value in {
        "AIRFLOW_CONN_REPOSTWATCH_DB": database_url,
        "REPOSTWATCH_ALLOW_LOOPBACK": "1",
        "REPOSTWATCH_CLOCK_FILE": str(clock),
        "REPOSTWATCH_PORTALS": str(registry),
        "REPOSTWATCH_VAR_DIR": str(tmp_path),
        "REPOSTWATCH_CRAWL__RETRY_SECONDS": "0.01",
        "REPOSTWATCH_CRAWL__GAP_SECONDS": "0",
        "REPOSTWATCH_CRAWL__BACKOFF_SECONDS": "0.01",
        "REPOSTWATCH_SCAN__READERS": "0",
    }.items():
        monkeypatch.setenv(name, value)
    releases.save(conn, [replace(one, duty="all") for one in RELEASES], NOW)
    return bag.dags["discover_lists"]


def planned(dag: Any, portals: list[str] | None) -> list[list[str]]:
    shares = dag.get_task("plan").python_callable({"portals": portals, "portals_per_task": 1})
    return [share["portals"] for share in shares]


def attempt(dag: Any, *portal_ids: str, number: int = 1) -> Any:
    ti = SimpleNamespace(try_number=number, max_tries=2)
    share = {"portals": list(portal_ids), "label": "x"}
    return dag.get_task("discover").python_callable(share, run_id="manual__1", ti=ti)


@pytest.mark.parametrize("all_of_them", [[], None])  # the form sends either
def test_by_itself_it_searches_what_is_due_and_says_why(
    dag: Any, all_of_them: list[str] | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        assert planned(dag, all_of_them) == [["down"], ["open"]]
    assert "示例省 将查找列表：尚未查找过列表" in caplog.text
    attempt(dag, "open")
    assert planned(dag, all_of_them) == [["down"]]


def test_by_hand_it_searches_whoever_was_named(dag: Any) -> None:
    planned(dag, None)
    attempt(dag, "open")
    assert planned(dag, ["province"]) == [["open"]]
    with pytest.raises(AirflowFailException, match="没有这样的网站编号或类别：nobody"):
        planned(dag, ["nobody"])


def test_what_it_changed_stands_in_the_log_and_in_the_sum(
    dag: Any, conn: Connection, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    planned(dag, None)
    with caplog.at_level(logging.INFO):
        changed = attempt(dag, "open")
    assert discoveries.latest(conn, ["open"])["open"].run_id == "manual__1"
    [used] = [
        one for one in watched_lists.load(conn, ["open"])["open"] if one.state is ListState.IN_USE
    ]
    line = next(line for line in changed if used.url in line)
    assert line.startswith(f"示例省 列表使用中：{address}/a/（近")
    assert line in caplog.text
    assert attempt(dag, "open") == [], "the same facts change nothing"
    sum_up = dag.get_task("sum_up").python_callable
    assert sum_up([changed, [], None]) == changed
    with caplog.at_level(logging.INFO):
        assert sum_up([]) == []
    assert "no list changed its state" in caplog.text


def test_a_failure_that_may_pass_is_tried_again_and_then_skipped(dag: Any) -> None:
    planned(dag, None)
    with pytest.raises(AirflowException, match="某部") as raised:
        attempt(dag, "down")
    assert not isinstance(raised.value, AirflowSkipException)
    with pytest.raises(AirflowSkipException, match="某部"):
        attempt(dag, "down", number=3)
