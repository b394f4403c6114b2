"""The forms of `spot_check` and `probe_portals` reach the pipeline."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from repostwatch.settings import Settings
from repostwatch.store import samples, spot_results
from repostwatch.store.database import connect

EMPTY: dict[str, Any] = {"quarter": None, "seed": None, "shares": None, "first": None}
HEADER = "portal_id,name,level,home_url,column_urls,limit_hours,site_code"


@pytest.fixture
def tasks(bag: Any, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The functions of the tasks, over a registry of its own with ten counties."""
    own, clock = tmp_path / "sites.csv", tmp_path / "clock"
    rows = [f"s{n},{n}县,county,http://s{n}.example.cn/,,," for n in range(10)]
    own.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    clock.write_text("2027-01-05T07:00")
    for name, value in (
        ("SPOT_CHECK__PORTALS", own), ("CLOCK_FILE", clock), ("ALLOW_LOOPBACK", "1"),
        ("VAR_DIR", tmp_path), ("DB", database_url),
    ):  # fmt: skip
        monkeypatch.setenv(f"REPOSTWATCH_{name}", str(value))

    def run(dag_id: str, task_id: str, started: str = "", **asked: Any) -> Any:
        given = {"dag_run": SimpleNamespace(run_type=started)} if started else {}
        return bag.dags[dag_id].get_task(task_id).python_callable(params=EMPTY | asked, **given)

    return run


def test_a_sample_is_drawn_by_the_form_and_inspected(tasks: Any) -> None:
    asked = {"quarter": "2026Q4", "seed": "7", "shares": ["county=30%"]}
    assert tasks("spot_check", "draw", **asked) == 3
    assert tasks("spot_check", "draw", **asked) == 3, "tried again"
    assert tasks("spot_check", "inspect", first="2026-11-02") == 3, "the last quarter, unasked"
    db = Settings().db
    assert db is not None
    with connect(db) as conn:
        sample = samples.load(conn, "2026Q4")
        assert sample is not None
        assert sample.order.seed == "7"
        assert len(spot_results.load(conn, "2026Q4")) == 3 * 6


def test_in_a_quarters_last_month_the_clock_has_only_its_links_looked_at(
    tasks: Any, tmp_path: Path
) -> None:
    """What is seen after the quarter fails nobody. Whoever triggers a run means the last one."""
    for quarter, share in (("2026Q3", "county=20%"), ("2026Q4", "county=30%")):
        tasks("spot_check", "draw", quarter=quarter, seed="7", shares=[share])
    (tmp_path / "clock").write_text("2026-12-20T02:00")
    assert tasks("spot_check", "links", started="scheduled") == 3
    assert tasks("spot_check", "links", started="manual") == 2
    with pytest.raises(AirflowSkipException, match="2026Q4 lasts"):
        tasks("spot_check", "inspect", started="scheduled")
    assert tasks("spot_check", "inspect", started="manual") == 2
    (tmp_path / "clock").write_text("2027-01-05T07:00")
    assert tasks("spot_check", "links", started="scheduled") == 3
    assert tasks("spot_check", "inspect", started="scheduled") == 3


def test_without_a_sample_the_runs_are_skipped(tasks: Any) -> None:
    assert tasks("spot_check", "draw") == 0, "nothing was asked for"
    with pytest.raises(AirflowSkipException, match="没有抽取样本"):
        tasks("spot_check", "inspect")
    with pytest.raises(AirflowSkipException, match="没有抽取样本"):
        tasks("probe_portals", "probe", portals=[])


@pytest.mark.parametrize(
    "asked",
    [
        {"seed": "7"},
        {"shares": ["county=30%"]},
        {"seed": "7", "shares": ["county=300%"]},
        {"seed": "7", "shares": ["county"]},
    ],
)
def test_half_an_order_fails_at_once(tasks: Any, asked: dict[str, Any]) -> None:
    with pytest.raises(AirflowFailException):
        tasks("spot_check", "draw", **asked)


def test_another_lot_fails_at_once(tasks: Any) -> None:
    tasks("spot_check", "draw", seed="7", shares=["county=30%"])
    with pytest.raises(AirflowFailException, match="已经抽取过样本"):
        tasks("spot_check", "draw", seed="8", shares=["county=30%"])
