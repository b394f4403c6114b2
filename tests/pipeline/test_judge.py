"""A run of judging is written whole or not at all."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import count

import pytest

from repostwatch.model import Interval, Level, Portal, Release
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.settings import Settings
from repostwatch.store import portals, releases, verdicts
from repostwatch.store.database import Connection

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


def test_what_fails_in_its_second_part_has_written_nothing_of_its_first(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["a", "b"]
    portals.save(conn, [Portal(n, f"{n}市", Level.CITY, f"http://{n}.example/") for n in names])
    releases.save(
        conn, [Release("r", "国务院关于甲的通知", Interval.at(NOON), kind="最新政策")], NOON
    )
    module = sys.modules["repostwatch.pipeline.judge"]  # the package has a function of this name
    keep, parts = module.findings.save, count()
    monkeypatch.setattr(module, "HELD_AT_ONCE", 1)
    monkeypatch.setattr(
        module.findings, "save", lambda *known: 1 / 0 if next(parts) else keep(*known)
    )
    with pytest.raises(ZeroDivisionError):
        judge_reposts(conn, Settings().as_of(NOON))
    assert verdicts.load(conn, ["r"], names) == []
    monkeypatch.undo()
    judge_reposts(conn, Settings().as_of(NOON))
    assert {verdict.portal_id for verdict in verdicts.load(conn, ["r"], names)} == set(names)
