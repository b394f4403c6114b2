"""By which steps, and by how old a watch, the scheduler counts as alive."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.errors import RepostwatchError
from repostwatch.model.steps import Step
from repostwatch.pipeline.heartbeat import keep_heartbeat, read_heartbeat
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.scope import Selection
from repostwatch.settings import Settings
from repostwatch.store import heartbeats
from repostwatch.store.database import Connection

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    clock = tmp_path / "clock"
    clock.write_text(NOON.isoformat())
    return Settings(var_dir=tmp_path / "var", clock_file=clock, allow_loopback=True)


def at(settings: Settings, moment: datetime) -> Settings:
    assert settings.clock_file
    settings.clock_file.write_text(moment.isoformat())
    return settings


def test_nothing_that_never_ran_is_alive(conn: Connection, settings: Settings) -> None:
    found = read_heartbeat(conn, settings)
    assert not found.alive
    assert found.ages == dict.fromkeys(Step)


@pytest.mark.parametrize(
    ("hours", "alive"), [(0.0, True), (2.5, True), (2.6, False), (-2.6, False), (300.0, False)]
)
def test_alive_is_whose_last_watch_is_young(
    conn: Connection, settings: Settings, hours: float, alive: bool
) -> None:
    keep_heartbeat(conn, settings)
    found = read_heartbeat(conn, at(settings, NOON + timedelta(hours=hours)))
    assert found.alive is alive
    assert found.ages[Step.WATCH] == hours * 3600


def test_other_steps_keep_nobody_alive(conn: Connection, settings: Settings) -> None:
    for step in (Step.INGEST, Step.JUDGE):
        heartbeats.beat(conn, step, NOON)
    found = read_heartbeat(conn, settings)
    assert not found.alive
    assert found.ages == {
        Step.INGEST: 0, Step.SCAN: None, Step.JUDGE: 0, Step.WATCH: None,
    }  # fmt: skip


def test_judging_a_single_portal_is_no_step_of_the_scheduler(
    conn: Connection, settings: Settings
) -> None:
    judge_reposts(conn, settings, Selection([], []))
    assert Step.JUDGE not in heartbeats.load(conn)
    judge_reposts(conn, settings)
    assert heartbeats.load(conn)[Step.JUDGE] == NOON


def test_the_file_has_the_times_and_is_replaced_whole(conn: Connection, settings: Settings) -> None:
    for hours in (0, 1):
        path = keep_heartbeat(conn, at(settings, NOON + timedelta(hours=hours)))
    times = json.loads(path.read_text())
    assert times == {
        "ingest": None, "scan": None, "judge": None, "watch": "2026-09-02T13:00:00+08:00",
    }  # fmt: skip
    assert [one.name for one in settings.var_dir.iterdir()] == ["heartbeat.json"]


def test_a_disk_that_takes_no_file_is_said(conn: Connection, settings: Settings) -> None:
    settings.var_dir.write_text("a file where the folder should be")
    with pytest.raises(RepostwatchError, match="the heartbeat"):
        keep_heartbeat(conn, settings)
