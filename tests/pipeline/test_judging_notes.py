"""What is noted for the next judging, change by change, without any scan beside it: judged of what
changed, it comes to what judging everything comes to.

Where a trigger notes it, it does not without that trigger; what needs none is compared each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, LiteralString

import pytest

from repostwatch.model import Level, Standing
from repostwatch.model.decisions import ColumnDecision, DutyOverride
from repostwatch.model.spot_checks import Withdrawal
from repostwatch.pipeline import search
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.settings import JudgingSettings, Settings
from repostwatch.store import decisions, portals, successions
from repostwatch.store.database import Connection, connect
from repostwatch.store.successions import Succession
from tests.databases import Databases, name_of
from tests.pipeline.judging_histories import PORTALS, START, History
from tests.pipeline.test_judged_again import _searched, written

STEPS = 8
SETTINGS = Settings(clock_file=None, judging=JudgingSettings(whole_each_day=False))
HOUR = timedelta(hours=1)
Change = Callable[[Connection, datetime], object]


@pytest.fixture(scope="module")
def history(databases: Databases) -> Iterator[str]:
    with databases.copy() as url:
        yield url


@pytest.fixture(scope="module")
def lived(history: str) -> datetime:
    """Some days pass in a database: when they ended. The last portal exists only later, and owes
    nothing; each other has a waived duty."""
    with pytest.MonkeyPatch.context() as patch, connect(history) as conn:
        patch.setattr(search, "_search", _searched)
        for step in History(2, STEPS):
            for event in step.events:
                event(conn)
        at = step.at + HOUR
        registered()(conn, at)
        conn.execute("TRUNCATE successions CASCADE")
        waive("all", "张三", 50)(conn, at)
        for minutes in range(3):  # judging proposes lists, which are compared at the next one
            judge_reposts(conn, SETTINGS.as_of(at + timedelta(minutes=minutes)))
    return at


@pytest.fixture
def two(
    databases: Databases, history: str, lived: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Connection, Connection]]:
    """It twice: one in which everything is judged, one in which what is due is."""
    del lived
    monkeypatch.setattr(search, "_search", _searched)
    with (
        databases.copy(name_of(history)) as one, databases.copy(name_of(history)) as other,
        connect(one) as every, connect(other) as due,
    ):  # fmt: skip
        yield every, due


def waive(target: str, by: str, hours: int) -> Change:
    """The first release that there is."""
    return lambda conn, at: decisions.save_override(
        conn, DutyOverride("r0", target, "waive", by, "网站改版", at, at + hours * HOUR)
    )


def say_of_columns(conn: Connection, at: datetime) -> None:
    for portal in PORTALS:
        said = ColumnDecision(Standing.STALE, at, "张三", "已看首页", at)
        decisions.save_column(conn, portal.portal_id, said)


def statement(words: LiteralString) -> Change:
    return lambda conn, _: conn.execute(words)


def registered(**changes: Any) -> Change:
    """All portals have other values in the registry."""
    known = (*PORTALS[:3], replace(PORTALS[3], valid_from=START + timedelta(days=400)))
    return lambda conn, _: portals.save(
        conn, [replace(one, **changes) for one in known], whole=True
    )


def ended(days: float) -> Change:
    """Sites end so many days before."""

    def end(conn: Connection, at: datetime) -> None:
        for one in PORTALS[:3]:
            last = at - timedelta(days=days)
            successions.add(conn, Succession(one.portal_id, last, None, "李四", at))

    return end


def end_taken_back(conn: Connection, at: datetime) -> None:
    for one in successions.load(conn).values():
        successions.take_back(conn, one.number, Withdrawal("王五", at))


def judged(two: tuple[Connection, Connection], at: datetime, *changes: Change) -> tuple[bool, bool]:
    """After each change, an hour later: whether both hold the same; and whether anything of it is
    other than it was."""
    every, due = two
    before, same = written(every), True
    for change in changes:
        at += HOUR
        for conn in two:
            change(conn, at)
        every.execute("DELETE FROM judging_state")
        for conn in two:
            judge_reposts(conn, SETTINGS.as_of(at))
        same = same and written(every) == written(due)
    return same, written(every) != before


NOTED: dict[str, tuple[str, Change]] = {
    "a word about columns": ("column_decisions_judging_insert", say_of_columns),
    "another waiver of what is waived": ("duty_overrides_judging_insert", waive("all", "李四", 90)),
    "verdicts that are removed": ("verdicts_judging_delete", statement("DELETE FROM verdicts")),
    "verdicts that are emptied": ("verdicts_judging_truncate", statement("TRUNCATE verdicts")),
}
COMPARED: dict[str, tuple[Change, ...]] = {
    "another name": (registered(name="农业部"), registered()),
    "another level": (registered(level=Level.BELOW), registered()),
    "another limit": (registered(limit_hours=1.5), registered(limit_hours=200), registered()),
    "another homepage": (registered(home_url="https://other.example/"), registered()),
    "other lists": (registered(column_urls=("https://p1.example/list/",)), registered()),
    "an end in the registry": (
        lambda conn, at: registered(valid_until=at - timedelta(days=4))(conn, at), registered(),
    ),
    "not listed, and again": (
        lambda conn, _: portals.save(conn, PORTALS[:1], whole=True), registered(),
    ),
    "an end, and another": (ended(4), ended(0.5), ended(30)),
    "an end, taken back, and anew": (ended(4), end_taken_back, ended(4), end_taken_back),
    "a waiver, and the end of the later": (
        waive("all", "李四", 1), lambda *_: None, lambda *_: None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", NOTED)
def test_what_a_trigger_notes_is_judged_again(
    two: tuple[Connection, Connection], lived: datetime, change: str
) -> None:
    same, other = judged(two, lived, NOTED[change][1])
    assert same
    assert other


@pytest.mark.parametrize("change", NOTED)
def test_without_its_trigger_it_is_not(
    two: tuple[Connection, Connection], lived: datetime, change: str
) -> None:
    name, how = NOTED[change]
    two[1].execute(f"DROP TRIGGER {name} ON {name.split('_judging_')[0]}".encode())
    assert not judged(two, lived, how)[0]


@pytest.mark.parametrize("change", COMPARED)
def test_what_is_compared_at_each_judging_needs_no_trigger(
    two: tuple[Connection, Connection], lived: datetime, change: str
) -> None:
    assert judged(two, lived, *COMPARED[change])[0]


@pytest.mark.parametrize("change", ["another limit", "an end, and another"])
def test_and_it_changes_what_is_judged(
    two: tuple[Connection, Connection], lived: datetime, change: str
) -> None:
    assert judged(two, lived, COMPARED[change][0])[1]
