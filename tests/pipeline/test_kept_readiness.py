"""What is kept of the readiness of portals is at every moment what would be worked out anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from repostwatch.model import because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.readiness import Ready
from repostwatch.model.watched_lists import Discovery, ListState
from repostwatch.pipeline.readiness import keep_readiness, portal_readiness
from repostwatch.queries.readiness import readiness_board, readiness_page
from repostwatch.settings import PagesSettings, Settings
from repostwatch.store import discoveries, kept_readiness, portals, watched_lists
from repostwatch.store.database import Connection, connect
from tests.plugins.plugin_world import EVIL, GOOD, LISTS, RELEASE, live, scan

AT = RELEASE.published.earliest + timedelta(hours=40)
SEARCHED = Discovery("mct", AT, AT, 3, 0, (), because(DiscoveryCode.NO_RELEASE, items=7))


@pytest.fixture
def settings(conn: Connection, database_url: str) -> Settings:
    live(conn, database_url)
    return Settings(db=database_url, pages=PagesSettings(rows=1))


def is_exact(conn: Connection, settings: Settings) -> None:
    board = readiness_board(conn, settings)
    shown = [readiness_page(conn, settings, "", number) for number in (1, 2)]
    rows = [row for page in shown[: shown[0].paging.pages] for row in page.rows]
    assert [one for _, one in rows] == [one for _, one in board.rows]
    assert [portal["name"] for portal, _ in rows] == [portal.name for portal, _ in board.rows]
    assert {page.figure for page in shown} == {board.figure}
    for state in Ready:
        page = readiness_page(conn, settings, state.value)
        assert page.paging.total == board.counts[state] == page.counts[state]


CHANGES: dict[str, Callable[[Connection], object]] = {
    "a scan": lambda conn: conn.execute(
        "INSERT INTO scans (portal_id, started_at, ended_at, embedded, home_outcome) "
        "VALUES ('mct', %s, %s, true, 'ok')", (AT, AT),
    ),
    "a scan that is written over": lambda conn: conn.execute("UPDATE scans SET embedded = true"),
    "scans that are removed": lambda conn: conn.execute("DELETE FROM scans"),
    "a list": lambda conn: watched_lists.save(
        conn, [replace(LISTS[GOOD], state=ListState.IN_USE)], by="张三"
    ),
    "a list that is removed": lambda conn: conn.execute("DELETE FROM watched_lists"),
    "a search": lambda conn: discoveries.save(conn, SEARCHED),
    "the registry": lambda conn: portals.save(
        conn, [replace(GOOD, column_urls=("https://www.mct.example.cn/gwy/",)), EVIL], whole=True
    ),
    "a portal that is not listed any more": lambda conn: portals.save(conn, [EVIL], whole=True),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_is_worked_out_again(conn: Connection, settings: Settings, name: str) -> None:
    is_exact(conn, settings)
    if name == "scans that are removed":
        conn.execute("UPDATE scans SET embedded = true")
        conn.execute("TRUNCATE visits, searches CASCADE")
    if name == "a search":
        conn.execute("DELETE FROM watched_lists")
        is_exact(conn, settings)
    before = readiness_board(conn, settings)
    CHANGES[name](conn)
    assert readiness_board(conn, settings) != before, "the change has to change something"
    is_exact(conn, settings)


def test_nothing_is_worked_out_twice(conn: Connection, settings: Settings) -> None:
    keep_readiness(conn, settings)
    portals.save(conn, [GOOD, EVIL], whole=True)
    assert keep_readiness(conn, settings) == 0, "a registry that says the same changes nothing"
    scan(conn, GOOD, 41)
    assert kept_readiness.due(conn) == ["mct"]
    assert keep_readiness(conn, settings, ["evil"]) == 0
    assert keep_readiness(conn, settings, ["mct"]) == 1


def test_a_change_that_is_committed_meanwhile_is_not_lost(
    conn: Connection, settings: Settings, database_url: str
) -> None:
    """Whoever works it out cannot see what another has written and not committed yet."""
    keep_readiness(conn, settings)
    with connect(database_url) as other:
        with other.transaction():
            watched_lists.save(other, [replace(LISTS[GOOD], state=ListState.IN_USE)])
            kept_readiness.change(conn, ["mct"])
            assert keep_readiness(conn, settings) == 1
        assert kept_readiness.due(conn) == ["mct"]
    is_exact(conn, settings)


def test_what_changes_while_it_is_worked_out_is_noted(
    conn: Connection, settings: Settings, database_url: str
) -> None:
    kept_readiness.change(conn, ["mct"])
    with connect(database_url) as other, kept_readiness.working_out(conn, ["mct"]):
        found = portal_readiness(conn, settings, ["mct"])
        watched_lists.save(other, [replace(LISTS[GOOD], state=ListState.IN_USE)])
        kept_readiness.save(conn, found)
    is_exact(conn, settings)


def test_what_another_version_worked_out_is_not_shown(conn: Connection, settings: Settings) -> None:
    keep_readiness(conn, settings)
    conn.execute("UPDATE readiness SET version = 'another', ready = 'proof'")
    is_exact(conn, settings)


def test_a_clock_that_is_set_back_and_forth_shows_what_was_known_then(
    conn: Connection, settings: Settings, tmp_path: Path
) -> None:
    is_exact(conn, settings)
    clock = tmp_path / "clock"
    clock.write_text((RELEASE.published.earliest + timedelta(hours=25)).isoformat())
    before = settings.model_copy(update={"clock_file": clock, "allow_loopback": True})
    conn.execute("UPDATE scans SET embedded = true WHERE started_at > %s", (before.now(),))
    for known in (settings, before, settings, before):
        is_exact(conn, known)
