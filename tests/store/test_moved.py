"""A portal counts as moved once its latest scans in a row say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from repostwatch.model import Level, Outcome, Portal, Reason, Visit
from repostwatch.model.closures import MoveLook
from repostwatch.model.reasons import text
from repostwatch.store import homes, portals, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import ScanRecord

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
TIMED_OUT = text("timed out")
B, C = text("moved to B"), text("moved to C")


def scan(conn: Connection, hours: int, moved: Reason | None) -> None:
    at = NOON + timedelta(hours=hours)
    home = Visit("http://a.example/", Outcome.OK, at)
    scan_records.save(conn, ScanRecord("a", at, at, None, moved, None, None, home, (), moved=moved))


def test_the_latest_looks_must_agree(conn: Connection) -> None:
    portals.save(conn, [Portal("a", "甲", Level.CITY, "http://a.example/")])
    assert homes.moved_portals(conn, ["a"], 2) == {}
    scan(conn, 0, B)
    assert homes.moved_portals(conn, ["a"], 2) == {}
    assert homes.moved_portals(conn, ["a"], 1) == {"a": B}
    scan(conn, 1, C)
    assert homes.moved_portals(conn, ["a"], 2) == {"a": C}
    assert homes.moved_portals(conn, ["a"], 2, NOON) == {}, "as of the first scan"
    scan(conn, 2, None)
    assert homes.moved_portals(conn, ["a"], 2) == {}


def test_what_every_scan_said_without_those_that_saw_nothing(conn: Connection) -> None:
    portals.save(conn, [Portal("a", "甲", Level.CITY, "http://a.example/")])
    scan(conn, 2, B)
    scan(conn, 0, None)
    at = NOON + timedelta(hours=1)
    down = Visit("http://a.example/", Outcome.TIMEOUT, at, reason=TIMED_OUT)
    scan_records.save(conn, ScanRecord("a", at, at, None, TIMED_OUT, None, None, down, ()))
    found = homes.moves(conn, ["a", "b"], NOON + timedelta(hours=2))
    assert found == {"a": [MoveLook(NOON, None), MoveLook(NOON + timedelta(hours=2), B)], "b": []}
    assert homes.moves(conn, ["a"], NOON) == {"a": [MoveLook(NOON, None)]}


def test_of_years_without_a_sign_the_latest_look_is_enough(conn: Connection) -> None:
    portals.save(conn, [Portal("a", "甲", Level.CITY, "http://a.example/")])
    for hours, moved in ((0, B), (1, None), (2, None), (3, C)):
        scan(conn, hours, moved)
    at = [NOON + timedelta(hours=hours) for hours in range(4)]
    found = homes.moves(conn, ["a"], at[3])
    assert found == {"a": [MoveLook(at[0], B), MoveLook(at[2], None), MoveLook(at[3], C)]}
    assert homes.signs_of_moving(conn, at[3]) == {"a"}
    assert homes.signs_of_moving(conn, at[0] - timedelta(hours=1)) == frozenset()
