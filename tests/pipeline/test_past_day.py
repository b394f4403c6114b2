"""A report under another day's date: of the past it says so, of the future it is none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.clock import whole_day
from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Release
from repostwatch.pipeline.report import recent_releases, report_data
from repostwatch.pipeline.report_mail import make_report
from repostwatch.settings import Settings
from repostwatch.store import releases
from repostwatch.store.database import Connection
from repostwatch.wording import Style, label

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


def test_a_past_day_is_made_from_what_is_known_now_and_says_so(
    conn: Connection, tmp_path: Path
) -> None:
    settings = Settings(var_dir=tmp_path).as_of(NOON)
    made = make_report(conn, settings, date(2026, 8, 30), dry_run=True)
    assert made.day == "2026-08-30"
    style = Style(year=2026)
    assert label("subject.belated", style, made_at=NOON) in made.mails[0].subject
    today = make_report(conn, settings, date(2026, 9, 2), dry_run=True)
    assert label("subject.belated", style, made_at=NOON) not in today.mails[0].subject


def test_a_past_day_is_about_the_releases_of_that_day(conn: Connection) -> None:
    days = (date(2026, 8, 1), date(2026, 8, 29), date(2026, 9, 1))
    found = [Release(f"r{day:%m%d}", f"国务院关于{day}的通知", whole_day(day)) for day in days]
    releases.save(conn, found, NOON)
    late = Settings().as_of(NOON + timedelta(days=60))
    assert recent_releases(conn, late) == []
    assert set(recent_releases(conn, late, date(2026, 8, 30))) == {"r0801", "r0829"}
    assert set(recent_releases(conn, late, date(2026, 9, 20))) == {"r0829", "r0901"}


def test_a_day_that_has_not_come_has_no_report(conn: Connection) -> None:
    # 16:30 UTC is the next day in Beijing already.
    evening = Settings().as_of(NOON + timedelta(hours=12, minutes=30))
    assert report_data(conn, evening, day=date(2026, 9, 3)).day == date(2026, 9, 3)
    with pytest.raises(RepostwatchError, match="2026-09-04 has not come"):
        report_data(conn, evening, day=date(2026, 9, 4))
