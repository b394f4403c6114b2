"""A mail has a new edition for new facts, not for having looked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import (
    Column,
    ColumnForm,
    Interval,
    Language,
    Level,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Release,
    Visit,
)
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.report_mail import make_report
from repostwatch.settings import ReportingSettings, Settings
from repostwatch.store import portals, releases, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.wording import reasons

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PORTAL = Portal("moe", "教育部", Level.DEPARTMENT, "http://moe.example/")
RELEASE = Release(
    "r1", "国务院关于甲的通知", Interval.at(NOON - 30 * HOUR), ("http://gov.example/1",), duty="all"
)


def look(conn: Connection, moment: datetime, *, prominent: bool = True) -> None:
    """A scan that saw everything, and no repost."""
    visit = Visit(PORTAL.home_url, Outcome.OK, moment)
    newest = PageDate(NOON - 48 * HOUR, Precision.MINUTE)
    column = Column("国务院信息", ColumnForm.BLOCK, prominent, items=6, newest=newest)
    page = PageVisit("home", visit)
    back = RELEASE.published.earliest - HOUR
    record = ScanRecord(
        "moe", moment, moment, back, None, embedded=False, columns=(column,), home=visit,
        visits=[page],
    )  # fmt: skip
    scan_records.save(conn, record)


def letter(
    conn: Connection, var: Path, moment: datetime, *, language: Language = Language.CHINESE
) -> int:
    reporting = ReportingSettings(recipients=("officer@x.example",))
    settings = Settings(var_dir=var, reporting=reporting, language=language).as_of(moment)
    judge_reposts(conn, settings)
    [letter_id] = make_report(conn, settings).letter_ids
    return letter_id


@pytest.fixture
def first(conn: Connection, tmp_path: Path) -> int:
    portals.save(conn, [PORTAL])
    releases.save(conn, [RELEASE], NOON)
    for hours in (-4, -3, -2):
        look(conn, NOON + hours * HOUR)
    return letter(conn, tmp_path, NOON)


def test_looking_again_makes_no_edition(conn: Connection, tmp_path: Path, first: int) -> None:
    assert letter(conn, tmp_path, NOON + HOUR) == first
    look(conn, NOON + HOUR)
    assert letter(conn, tmp_path, NOON + 2 * HOUR) == first


def test_another_wording_or_language_makes_no_edition(
    conn: Connection, tmp_path: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert letter(conn, tmp_path, NOON + HOUR, language=Language.ENGLISH) == first
    sentences = dict.fromkeys(reasons.SENTENCES[Language.CHINESE], "reworded")
    monkeypatch.setitem(reasons.SENTENCES, Language.CHINESE, sentences)
    assert letter(conn, tmp_path, NOON + HOUR) == first


def test_another_fact_does(conn: Connection, tmp_path: Path, first: int) -> None:
    for hours in (1, 2):
        look(conn, NOON + hours * HOUR, prominent=False)
    second = letter(conn, tmp_path, NOON + 3 * HOUR)
    assert second != first
    row = conn.execute("SELECT edition FROM letters WHERE letter_id = %s", (second,)).fetchone()
    assert row == {"edition": 2}
