"""A report says of which releases nobody knows who has to repost them."""

from __future__ import annotations

from datetime import UTC, datetime

from repostwatch.model import Interval, Level, Portal, Release, because
from repostwatch.model.codes import RunCode
from repostwatch.model.decisions import DutyOverride
from repostwatch.pipeline.report import report_data
from repostwatch.settings import Settings
from repostwatch.store import decisions, portals, releases
from repostwatch.store.database import Connection
from repostwatch.wording import Style, say

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


def release(number: int, title: str) -> Release:
    return Release(f"r{number}", title, Interval.at(NOON), kind="最新政策")


def test_what_is_open_is_noted_until_a_person_says(conn: Connection) -> None:
    settings = Settings().as_of(NOON)
    portals.save(conn, [Portal("a", "甲市", Level.CITY, "http://a.example/")])
    releases.save(conn, [release(0, "国务院关于甲的通知"), release(1, "高原索道管理办法")], NOON)
    (note,) = report_data(conn, settings).notes
    assert "《高原索道管理办法》" in say(note, Style())
    decisions.save_override(conn, DutyOverride("r1", "all", "widen", "王敏", "全国适用", NOON))
    assert report_data(conn, settings).notes == ()


def test_many_open_questions_are_counted(conn: Connection) -> None:
    portals.save(conn, [Portal("a", "甲市", Level.CITY, "http://a.example/")])
    releases.save(conn, [release(n, f"第{n}条索道管理办法") for n in range(8)], NOON)
    notes = report_data(conn, Settings().as_of(NOON)).notes
    assert len(notes) == 6
    assert notes[-1] == because(RunCode.MORE_QUESTIONS, count=3)
