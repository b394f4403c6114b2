"""What happens when a task is cleared or a DAG is triggered twice: the steps, run again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from repostwatch.model import VerdictKind
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.scope import Selection
from repostwatch.settings import Settings
from repostwatch.store import verdicts
from repostwatch.store.database import Connection, connect
from tests.plugins.plugin_world import GOOD, live, scan

HISTORY = ("verdicts", "column_standings", "findings", "finding_openings")


@pytest.fixture
def settings(conn: Connection, database_url: str) -> Settings:
    live(conn, database_url)
    return Settings(db=database_url)


def history(conn: Connection) -> dict[str, list[dict[str, Any]]]:
    return {
        table: conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in HISTORY
    }


def test_a_portal_that_is_scanned_again_is_not_judged_by_that(
    conn: Connection, settings: Settings
) -> None:
    """A cleared task of the grid: what it saw counts once something judges."""
    before = history(conn)
    scan(conn, GOOD, 41)
    conn.execute("UPDATE scans SET embedded = true WHERE portal_id = 'mct'")
    assert history(conn) == before
    assert judge_reposts(conn, settings, Selection(None, ["mct"])).changed
    [found] = verdicts.load(conn, ["r1"], ["mct"])
    assert found.kind is VerdictKind.ON_TIME


def test_judging_again_changes_nothing(conn: Connection, settings: Settings) -> None:
    before = history(conn)
    for only in (Selection(), Selection(["r1"], None), Selection(None, ["mct"])):
        assert judge_reposts(conn, settings, only).changed == 0
    assert history(conn) == before


def test_two_who_judge_at_once_come_to_the_same(
    conn: Connection, settings: Settings, database_url: str
) -> None:
    """A person decides while the DAG judges."""
    expected = verdicts.load(conn, ["r1"], ["evil", "mct"])
    for table in ("verdicts", "duties", "column_standings", "findings"):
        conn.execute(f"TRUNCATE {table} CASCADE")

    def judged(_: int) -> str:
        with connect(database_url) as own:
            return judge_reposts(own, settings).line

    with ThreadPoolExecutor(4) as pool:
        lines = list(pool.map(judged, range(4)))
    assert len(lines) == 4
    assert verdicts.load(conn, ["r1"], ["evil", "mct"]) == expected
    assert judge_reposts(conn, settings).changed == 0
