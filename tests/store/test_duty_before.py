"""Since when the verdict before stood, which spares a look into the history, says of every moment
what the whole history says; whatever was decided, in whichever order, under whichever clock."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from repostwatch.model import Interval, Level, Portal, Release, Verdict, VerdictKind
from repostwatch.model.reasons import text
from repostwatch.services.postgres import PostgresServer
from repostwatch.store import duties, duty_changes, duty_rows, portals, releases, verdicts
from repostwatch.store.database import Connection, connect
from repostwatch.store.duty_changes import ChangedDuties
from repostwatch.store.duty_rows import DutySort
from repostwatch.store.schema import MIGRATIONS, upgrade_schema

NOW = datetime(2026, 8, 31, tzinfo=UTC)
PORTALS = [Portal(name, name, Level.CITY, f"https://{name}.example/") for name in "abcdef"]
RELEASES = [Release(f"r{n}", f"通知{n}", Interval.at(NOW - timedelta(days=n))) for n in range(3)]
KEYS = [(release.release_id, portal.portal_id) for release in RELEASES for portal in PORTALS]
OVERDUE = (VerdictKind.MISSING, VerdictKind.LATE)
KINDS = (VerdictKind.PENDING, *OVERDUE, VerdictKind.REVIEW)
ALL = duty_rows.observed(NOW, 30)
MOMENTS = [NOW + timedelta(hours=hours) for hours in range(-60, 12, 4)]


@pytest.fixture
def world(conn: Connection) -> Connection:
    portals.save(conn, PORTALS, whole=True)
    releases.save(conn, RELEASES, NOW)
    return conn


def judge(conn: Connection, lot: random.Random, at: datetime) -> None:
    """One judging at that moment, of some duties; a verdict may be as before for another reason."""
    decided = [
        Verdict(*key, lot.choice(KINDS), text(lot.choice(["甲", "乙"])))
        for key in KEYS
        if lot.random() < 0.6
    ]
    with conn.transaction():
        verdicts.append(conn, decided, "1", at)
        found = ((one.release_id, one.portal_id, NOW, one.kind, False) for one in decided)
        ids = [one.release_id for one in RELEASES], [one.portal_id for one in PORTALS]
        duties.save(conn, found, *ids, at, [])


def judgings(lot: random.Random) -> Iterator[datetime]:
    """Moments of judgings; one in four after the clock was set back, or forth."""
    hours = -50.0
    for _ in range(9):
        hours += lot.choice([1, 4, 9])
        yield NOW + timedelta(hours=hours + lot.choice([0, 0, 0, lot.randrange(-20, 6)]))


def seen(conn: Connection) -> list[Any]:
    """Whatever is shown of each moment."""
    found: list[Any] = []
    for moment in MOMENTS:
        wanted = replace(ALL, changed_after=moment)
        rows = list(duty_rows.rows(conn, wanted, DutySort.CHANGED, None))
        changed = duty_changes.changed(conn, wanted)
        assert changed.new == duty_rows.counts(conn, wanted)
        again = list(duty_rows.keys(conn, replace(wanted, again=True)))
        assert len(again) == changed.turns.total()
        found.append((rows, changed, again))
    return found


def by_history(conn: Connection) -> list[ChangedDuties]:
    """The same in plain Python."""
    rows = conn.execute("SELECT * FROM verdicts ORDER BY verdict_id").fetchall()
    return [_changed([own for key in KEYS if (own := _own(rows, key))], at) for at in MOMENTS]


def _own(rows: list[Any], key: tuple[str, str]) -> list[Mapping[str, Any]]:
    return [row for row in rows if (row["release_id"], row["portal_id"]) == key]


def _changed(histories: list[list[Mapping[str, Any]]], at: datetime) -> ChangedDuties:
    found = ChangedDuties()
    for own in histories:
        kind = VerdictKind(own[-1]["kind"])
        others = [place for place, one in enumerate(own) if one["kind"] != kind]
        run = own[others[-1] + 1 :] if others else own
        then = next((one["kind"] for one in reversed(own) if one["decided_at"] <= at), None)
        if min(one["decided_at"] for one in run) <= at or (others and then == kind):
            continue
        found.new[kind] += 1
        found.overdue += kind in OVERDUE and then not in OVERDUE
        before = VerdictKind(then or own[0]["kind"])
        if others and before is not kind:
            found.turns[before, kind] += 1
    return found


@pytest.mark.parametrize("seed", range(4))
def test_it_says_what_the_history_says(world: Connection, seed: int) -> None:
    lot, dated = random.Random(seed), 0
    for at in judgings(lot):
        judge(world, lot, at)
        found = seen(world)
        assert [changed for _, changed, _ in found] == by_history(world)
        with world.transaction(force_rollback=True):
            dated += world.execute(
                "UPDATE duties SET before_since = NULL WHERE before_since IS NOT NULL"
            ).rowcount
            assert seen(world) == found
    assert dated > 50


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_out_of_a_history_is_believed_no_more(world: Connection, seed: int) -> None:
    lot = random.Random(seed)
    for at in judgings(lot):
        judge(world, lot, at)
    ids = [row["verdict_id"] for row in world.execute("SELECT verdict_id FROM verdicts")]
    ways = (
        ("DELETE FROM verdicts WHERE verdict_id = ANY(%s)", (lot.sample(ids, len(ids) // 3),)),
        ("DELETE FROM verdicts WHERE decided_at < %s", (NOW - timedelta(hours=30),)),
        ("UPDATE verdicts SET decided_at = decided_at + interval '9 hours'", ()),
        ("TRUNCATE verdicts CASCADE", ()),
    )
    for statement, values in ways:
        with world.transaction(force_rollback=True):
            known = seen(world)
            world.execute(statement, values)
            found = seen(world)
            assert found != known
            world.execute("UPDATE duties SET before_since = NULL")
            assert seen(world) == found


COPIED = {
    "portals": "*",
    "releases": "*",
    "verdicts": "*",
    "duties": "release_id, portal_id, deadline, kind, before, changed_at",
}


def test_an_upgrade_knows_it_of_what_changed_last(
    world: Connection, postgres: PostgresServer
) -> None:
    """Of the last days as a judging of today writes it; of what is older the history tells it."""
    lot, url = random.Random(5), postgres.url("before")
    for at in judgings(lot):
        judge(world, lot, at)
    world.execute(
        "UPDATE duties SET changed_at = changed_at - interval '9 days' WHERE portal_id = 'b'"
    )
    world.execute("UPDATE duties SET before_since = NULL WHERE changed_at < %s", (MOMENTS[0],))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0032")
    with connect(url, check_schema=False) as old, world.cursor() as source, old.cursor() as target:
        for table, names in COPIED.items():
            into = "" if names == "*" else f"({names})"
            with (
                source.copy(f"COPY (SELECT {names} FROM {table}) TO STDOUT") as out,
                target.copy(f"COPY {table} {into} FROM STDIN") as taken,
            ):
                for block in out:
                    taken.write(block)
    upgrade_schema(url)
    since = "SELECT release_id, portal_id, before_since FROM duties ORDER BY 1, 2"
    expected = world.execute(since).fetchall()
    with connect(url) as conn:
        assert conn.execute(since).fetchall() == expected
        assert seen(conn) == seen(world)
    dated = [row["before_since"] for row in expected]
    assert len(dated) > dated.count(None) > 0
    postgres.drop("before")
