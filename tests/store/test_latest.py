"""What is kept of each portal's latest scan and standing is at every moment, and for every moment
asked about, what all of its scans and standings say."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.config import Config

from repostwatch.model import Level, Portal, Standing
from repostwatch.services.postgres import PostgresServer
from repostwatch.store import latest, looks, monitor_counts, portal_rows, portals
from repostwatch.store.database import Connection, connect
from repostwatch.store.portal_rows import PortalFilter, PortalSort
from repostwatch.store.schema import MIGRATIONS, upgrade_schema

NOW = datetime(2026, 8, 31, tzinfo=UTC)
PORTALS = [Portal(name, name, Level.CITY, f"https://{name}.example/") for name in "abcd"]
SCAN = """
INSERT INTO scans (portal_id, started_at, ended_at, reach, home_outcome)
SELECT * FROM unnest(
    %s::text[], %s::timestamptz[], %s::timestamptz[], %s::timestamptz[], %s::text[])
"""
OVER = (
    SCAN
    + """
ON CONFLICT (portal_id, started_at) DO UPDATE SET
    ended_at = excluded.ended_at, reach = excluded.reach, home_outcome = excluded.home_outcome
"""
)
STANDING = """
INSERT INTO column_standings (portal_id, standing, reason, decided_at)
SELECT portal_id, standing, '{}', %s FROM unnest(%s::text[], %s::text[]) of (portal_id, standing)
"""
FOUND = f"""
SELECT p.portal_id, s.scan_id, s.started_at, s.ended_at, s.reach, s.home_outcome,
       w.started_at AS whole_at, w.ended_at AS whole_end
FROM portals p {latest.scan("scan_id", "started_at", "ended_at", "reach", "home_outcome")}
{latest.whole("started_at", "ended_at")}
"""


@pytest.fixture
def world(conn: Connection) -> Connection:
    portals.save(conn, PORTALS, whole=True)
    return conn


def scans_by_lot(lot: random.Random, number: int) -> list[list[Any]]:
    """Columns of scans of different moments, some of them still to come."""
    rows = {}
    for _ in range(number):
        at = NOW + timedelta(hours=lot.randrange(-40, 12))
        whole = lot.random() < 0.6
        rows[lot.choice("abc"), at] = (
            at + timedelta(minutes=lot.randrange(90)),
            at - timedelta(days=9) if whole else None,
            lot.choice(["ok", "timeout", "blocked"]),
        )
    return [list(one) for one in zip(*((*key, *rest) for key, rest in rows.items()), strict=True)]


def latest_of(conn: Connection, until: datetime) -> dict[str, dict[str, Any]]:
    """By all scans, slowly."""
    every = conn.execute("SELECT * FROM scans WHERE started_at <= %s", (until,)).fetchall()
    found = {}
    for portal in PORTALS:
        own = [row for row in every if row["portal_id"] == portal.portal_id]
        last = max(own, key=lambda row: row["started_at"], default={})
        whole = max(
            (row for row in own if row["reach"]), key=lambda row: row["started_at"], default={}
        )
        fields = ("scan_id", "started_at", "ended_at", "reach", "home_outcome")
        found[portal.portal_id] = {name: last.get(name) for name in fields} | {
            "whole_at": whole.get("started_at"),
            "whole_end": whole.get("ended_at"),
        }
    return found


def is_exact(conn: Connection) -> None:
    for hours in (-60, -20, -3, 0, 5, 20):
        until = NOW + timedelta(hours=hours)
        expected = latest_of(conn, until)
        rows = conn.execute(FOUND, {"until": until}).fetchall()
        assert {row.pop("portal_id"): row for row in rows} == expected, hours
        seen = {one.portal_id: one.seen_at for one in looks.oldest(conn, until, 99)}
        assert seen == {name: one["whole_end"] for name, one in expected.items()}
        wanted = PortalFilter(until, unseen=True)
        unseen = portal_rows.rows(conn, wanted, PortalSort.SCANNED, 99)
        assert {row["portal_id"]: row["ended_at"] for row in unseen} == {
            name: one["ended_at"] for name, one in expected.items() if one["reach"] is None
        }
        assert portal_rows.count(conn, wanted) == len(unseen)
        counted = monitor_counts.portals(conn, until)
        assert sum(one.never for one in counted) == list(seen.values()).count(None)
        assert {one.outcome: one.number for one in counted} == {
            outcome: [row["home_outcome"] for row in expected.values()].count(outcome)
            for outcome in {row["home_outcome"] for row in expected.values()}
        }
    standings = conn.execute("SELECT * FROM column_standings ORDER BY standing_id").fetchall()
    held = {row["portal_id"]: row["standing"] for row in standings}
    for standing in Standing:
        expected_ids = [name for name in "abcd" if held.get(name) == standing]
        wanted = PortalFilter(NOW, standing=standing)
        assert portal_rows.count(conn, wanted) == len(expected_ids)
        rows = portal_rows.rows(conn, wanted, PortalSort.REGISTRY, 99)
        assert [row["portal_id"] for row in rows] == expected_ids
    assert portal_rows.in_review(conn) == [n for n in "abcd" if held.get(n) == Standing.REVIEW]


def _standings(conn: Connection, lot: random.Random) -> None:
    names = [lot.choice("abc") for _ in range(lot.randrange(1, 4))]
    said = [lot.choice(list(Standing)).value for _ in names]
    conn.execute(STANDING, (NOW + timedelta(hours=lot.randrange(-9, 9)), names, said))


def _some(table: str, key: str) -> str:
    return f"WHERE {key} IN (SELECT {key} FROM {table} WHERE random() < 0.3)"


# What is done by lot; scans of any moment, in any order.
STEPS: tuple[Callable[[Connection, random.Random], object], ...] = (
    lambda conn, lot: conn.execute(OVER, scans_by_lot(lot, 1)),
    lambda conn, lot: conn.execute(OVER, scans_by_lot(lot, 6)),
    lambda conn, lot: conn.execute(
        f"UPDATE scans SET reach = NULL, ended_at = ended_at + interval '1 hour' "
        f"{_some('scans', 'scan_id')}"
    ),
    lambda conn, lot: conn.execute(f"DELETE FROM scans {_some('scans', 'scan_id')}"),
    lambda conn, lot: conn.execute(
        "DELETE FROM scans WHERE started_at < %s", (NOW - timedelta(hours=lot.randrange(30)),)
    ),
    _standings,
    lambda conn, lot: conn.execute(
        f"UPDATE column_standings SET standing = 'review' "
        f"{_some('column_standings', 'standing_id')}"
    ),
    lambda conn, lot: conn.execute(
        f"DELETE FROM column_standings {_some('column_standings', 'standing_id')}"
    ),
)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_it_is_what_all_scans_say(world: Connection, seed: int) -> None:
    lot = random.Random(seed)
    world.execute("SELECT setseed(0.5)")
    seen = 0
    for _ in range(40):
        lot.choice(STEPS)(world, lot)
        is_exact(world)
        row = world.execute("SELECT count(*) AS n FROM scans").fetchone()
        seen += bool(row and row["n"])
    assert seen > 20, "mostly there was something to be wrong about"
    world.execute("TRUNCATE scans, column_standings CASCADE")
    is_exact(world)
    STEPS[1](world, lot)
    _standings(world, lot)
    is_exact(world)


def test_what_is_rolled_back_was_never_the_latest(world: Connection) -> None:
    world.execute(SCAN, scans_by_lot(random.Random(1), 5))
    with world.transaction(force_rollback=True):
        world.execute(SCAN, [["a"], [NOW + timedelta(days=2)], [NOW], [None], ["ok"]])
        is_exact(world)
    is_exact(world)


ADD = "INSERT INTO scans (portal_id, started_at, ended_at, home_outcome) VALUES ('a', %s, %s, 'ok')"
MEANWHILE = {
    "an older one": (ADD, (NOW - timedelta(hours=5),) * 2),
    "a newer one": (ADD, (NOW + timedelta(hours=5),) * 2),
    "a deletion": ("DELETE FROM scans WHERE started_at = %s", (NOW - timedelta(hours=1),)),
    "a change": (
        "UPDATE scans SET reach = started_at WHERE started_at = %s",
        (NOW - timedelta(hours=1),),
    ),
}


@pytest.fixture
def other(database_url: str) -> Iterator[Connection]:
    with connect(database_url) as connection:
        yield connection


@pytest.mark.parametrize("first", MEANWHILE)
@pytest.mark.parametrize("second", MEANWHILE)
def test_two_who_write_of_one_portal_at_once_lose_nothing(
    world: Connection, other: Connection, first: str, second: str
) -> None:
    for hours in (3, 2, 1):
        world.execute(ADD, (NOW - timedelta(hours=hours),) * 2)
    statement, values = MEANWHILE[second]
    if first == second:
        values = tuple(one - timedelta(hours=1) for one in values)
    with ThreadPoolExecutor(1) as pool:
        with world.transaction():
            world.execute(*MEANWHILE[first])
            running = pool.submit(other.execute, statement, values)
            _until_it_waits(world, other)
            assert not running.done()
        running.result()
    is_exact(world)


def _until_it_waits(conn: Connection, other: Connection) -> None:
    """The other one has come as far as it can before this one ends."""
    waits = "SELECT cardinality(pg_blocking_pids(%s)) AS n"
    for _ in range(20_000):
        row = conn.execute(waits, (other.info.backend_pid,)).fetchone()
        if row and row["n"]:
            return
    pytest.fail("it waits for nobody")


def test_an_upgrade_knows_them_of_what_was_stored_before(postgres: PostgresServer) -> None:
    url, lot = postgres.url("latest"), random.Random(3)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0032")
    with connect(url, check_schema=False) as conn:
        portals.save(conn, PORTALS, whole=True)
        conn.execute(SCAN, scans_by_lot(lot, 60))
        for _ in range(9):
            _standings(conn, lot)
    upgrade_schema(url)
    with connect(url) as conn:
        is_exact(conn)
        assert conn.execute("SELECT 1 FROM latest_scans WHERE scan_id > 0").rowcount == 3
    postgres.drop("latest")
