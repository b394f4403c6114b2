"""A portal counts as moved once its latest scans in a row say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from repostwatch.model import Level, Outcome, Portal, Visit
from repostwatch.store import Connection, homes, portals, scans
from repostwatch.store.scans import ScanRecord

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)


def scan(conn: Connection, hours: int, moved: str) -> None:
    at = NOON + timedelta(hours=hours)
    home = Visit("http://a.example/", Outcome.OK, at)
    scans.save(conn, ScanRecord("a", at, at, None, moved, None, None, home, (), moved=moved))


def test_the_latest_looks_must_agree(conn: Connection) -> None:
    portals.save(conn, [Portal("a", "甲", Level.CITY, "http://a.example/")])
    assert homes.moved(conn, ["a"], 2) == {}
    scan(conn, 0, "跳转到乙")
    assert homes.moved(conn, ["a"], 2) == {}
    assert homes.moved(conn, ["a"], 1) == {"a": "跳转到乙"}
    scan(conn, 1, "跳转到丙")
    assert homes.moved(conn, ["a"], 2) == {"a": "跳转到丙"}
    assert homes.moved(conn, ["a"], 2, NOON) == {}, "as of the first scan"
    scan(conn, 2, "")
    assert homes.moved(conn, ["a"], 2) == {}
