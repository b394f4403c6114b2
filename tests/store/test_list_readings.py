"""What stood on a list when it was last read, and when that was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from repostwatch.model import ListAccount, Outcome, PageDate, Precision, Visit
from repostwatch.model.watched_lists import ListReading
from repostwatch.store import list_readings, portals, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.store.test_watched_lists import FOUND, NOON, PORTAL

HOUR = timedelta(hours=1)
DAY = PageDate(datetime.fromisoformat("2026-08-12T00:00+08:00"), Precision.DAY)
# As judging proposes a list that only scans have read.
PROPOSED = replace(FOUND, items=0, newest=None)
OTHER = replace(PROPOSED, url="http://www.moa.gov.cn/other/")
FAILED = Outcome.TIMEOUT


@pytest.fixture(autouse=True)
def _portal(conn: Connection) -> None:
    portals.save(conn, [PORTAL])


def scanned(
    conn: Connection,
    at: datetime,
    rows: int,
    newest: str = "2026-08-12",
    outcome: Outcome = Outcome.OK,
    role: str = "column",
) -> None:
    """A scan that visited the list; only one that follows it keeps an account of it."""
    home = Visit(PORTAL.home_url, Outcome.OK, at, status=200, size=1000)
    visit = Visit(FOUND.url, outcome, at, status=200, size=1000)
    account = ListAccount(FOUND.url, "国务院信息", None, newest, newest, rows, 0, 1, 1)
    scan_records.save(
        conn,
        ScanRecord(
            PORTAL.portal_id, at, at, None, None, embedded=False, columns=(), home=home,
            visits=[PageVisit("home", home), PageVisit(role, visit)],
            lists=(account,) if role == "column" else (),
        ),
    )  # fmt: skip


def searched(conn: Connection, at: datetime, outcome: Outcome = Outcome.OK) -> None:
    visit = Visit(FOUND.url, outcome, at, status=200, size=1000)
    scan_records.save_visits(conn, PORTAL.portal_id, [PageVisit("discovery", visit)])


def test_what_the_last_scan_saw_that_read_it(conn: Connection) -> None:
    scanned(conn, NOON - HOUR, 58)
    scanned(conn, NOON, 59)
    scanned(conn, NOON + HOUR, 0, "", FAILED)
    seen = ListReading(NOON, 59, DAY, scanned=True)
    # What a search counted before is older than that.
    assert list_readings.latest(conn, [OTHER, PROPOSED, FOUND]) == [None, seen, seen]


@pytest.mark.parametrize(
    ("newest", "date"),
    [
        ("", None),
        ("2026-08", replace(DAY, value=DAY.value.replace(day=1), precision=Precision.MONTH)),
        ("2026-08-12T12:00+08:00", PageDate(NOON, Precision.MINUTE)),
    ],
)
def test_a_date_is_as_fine_as_it_was(conn: Connection, newest: str, date: PageDate | None) -> None:
    scanned(conn, NOON, 0, newest)
    assert list_readings.latest(conn, [PROPOSED]) == [ListReading(NOON, 0, date, scanned=True)]


def test_what_nobody_could_read_has_no_number(conn: Connection) -> None:
    scanned(conn, NOON, 0, "", FAILED)
    searched(conn, NOON + HOUR, FAILED)
    assert list_readings.latest(conn, [PROPOSED]) == [None]
    assert list_readings.latest(conn, []) == []


def test_a_search_counts_what_no_scan_followed(conn: Connection) -> None:
    assert list_readings.latest(conn, [FOUND]) == [ListReading(None, 20, FOUND.newest)]
    searched(conn, NOON)
    scanned(conn, NOON + HOUR, 0, role="extra")
    assert list_readings.latest(conn, [FOUND]) == [ListReading(NOON, 20, FOUND.newest)]
    assert list_readings.latest(conn, [PROPOSED]) == [ListReading(NOON + HOUR)]
