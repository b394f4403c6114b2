"""A quarter's bulletin out of the store: by its history, and refused where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.quarters import parse_quarter
from repostwatch.model import (
    ColumnStanding,
    FindingKind,
    FindingState,
    Interval,
    Outcome,
    Standing,
    Visit,
)
from repostwatch.model.codes import BulletinCode
from repostwatch.model.findings import Finding
from repostwatch.model.reasons import text
from repostwatch.pipeline.bulletin import NoBulletinError, make_bulletin
from repostwatch.pipeline.quarter import bulletin_data
from repostwatch.reporting.bulletin_data import BulletinData
from repostwatch.settings import Settings
from repostwatch.store import findings, portals, releases, scan_records, verdicts
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.pipeline.mail_world import GUANGDONG, MOE, RELEASE

MAY, AUGUST = datetime(2026, 5, 20, 4, 0, tzinfo=UTC), datetime(2026, 8, 20, 4, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)


def look(conn: Connection, portal_id: str, moment: datetime) -> None:
    visit = Visit(f"http://{portal_id}.example/", Outcome.OK, moment)
    record = ScanRecord(
        portal_id, moment, moment, None, text("no list"), embedded=False, columns=(), home=visit,
        visits=[PageVisit("home", visit)],
    )  # fmt: skip
    scan_records.save(conn, record)


def stand(conn: Connection, portal_id: str, kind: Standing, moment: datetime) -> None:
    verdicts.append_columns(conn, [ColumnStanding(portal_id, kind, text("seen"))], moment)


@pytest.fixture
def store(conn: Connection) -> Connection:
    """Both portals in May and August; a column that was there in May and is gone in October."""
    portals.save(conn, [MOE, GUANGDONG])
    for moment in (MAY, AUGUST):
        for portal_id in ("moe", "gd"):
            look(conn, portal_id, moment)
    for portal_id in ("moe", "gd"):
        stand(conn, portal_id, Standing.PRESENT, MAY)
    stand(conn, "gd", Standing.STALE, AUGUST)
    for portal_id in ("moe", "gd"):
        stand(conn, portal_id, Standing.ABSENT, OCTOBER - timedelta(days=1))
    return conn


def data_of(conn: Connection, quarter: str, now: datetime = OCTOBER) -> BulletinData:
    found = bulletin_data(conn, Settings().as_of(now), parse_quarter(quarter))
    assert isinstance(found, BulletinData), found
    return found


def column(data: BulletinData) -> tuple[int, int, int]:
    figure = data.facts.figures[0]
    return figure.numerator, figure.denominator, figure.unknown


def test_columns_are_those_of_the_quarter(store: Connection) -> None:
    assert column(data_of(store, "2026Q2")) == (2, 2, 0)
    third = data_of(store, "2026Q3")
    assert column(third) == (1, 2, 0)
    assert third.before.figures == data_of(store, "2026Q2").facts.figures


def test_a_portal_that_was_not_scanned_is_unknown(store: Connection) -> None:
    store.execute("DELETE FROM visits USING scans s WHERE visits.scan_id = s.scan_id "
                  "AND s.portal_id = 'moe' AND s.started_at = %s", (AUGUST,))  # fmt: skip
    store.execute("DELETE FROM scans WHERE portal_id = 'moe' AND started_at = %s", (AUGUST,))
    assert column(data_of(store, "2026Q3")) == (0, 2, 1)


@pytest.mark.parametrize(
    ("quarter", "so_far", "code"),
    [
        ("2031Q2", True, BulletinCode.FUTURE),
        ("2026Q4", False, BulletinCode.UNFINISHED),
        ("2026Q4", True, BulletinCode.NOTHING_OBSERVED),
        ("2020Q1", False, BulletinCode.NOTHING_OBSERVED),
    ],
)
def test_what_cannot_be_known_is_refused(
    store: Connection, tmp_path: Path, quarter: str, so_far: bool, code: BulletinCode
) -> None:
    settings = Settings(var_dir=tmp_path).as_of(OCTOBER)
    with pytest.raises(NoBulletinError) as raised:
        make_bulletin(store, settings, quarter, so_far=so_far)
    assert raised.value.reason.code is code
    assert not list(tmp_path.iterdir())


def test_deadlines_are_waited_for(store: Connection) -> None:
    end = parse_quarter("2026Q3").span.latest
    late = replace(RELEASE, published=Interval.at(end - timedelta(hours=1)))
    releases.save(store, [late], end)
    asked = parse_quarter("2026Q3")
    refused = bulletin_data(store, Settings().as_of(end + timedelta(hours=2)), asked)
    assert not isinstance(refused, BulletinData)
    assert refused.code is BulletinCode.DEADLINES_OPEN
    # Nobody judged them since: unknown, and not left out.
    third = data_of(store, "2026Q3")
    repost = next(one for one in third.facts.figures if one.name == "repost")
    assert (repost.numerator, repost.denominator, repost.unknown) == (0, 2, 2)


def test_a_fault_that_came_back_stays_in_its_first_quarter(store: Connection) -> None:
    first = Finding(FindingKind.COLUMN, "gd", None, FindingState.OPEN, text("gone"), MAY)
    closed = replace(first, state=FindingState.RECTIFIED, closed_at=MAY + timedelta(days=3))
    again = replace(first, opened_at=AUGUST, reopened=1)
    for finding in (first, closed, again):
        findings.save(store, [finding])
    second, third = data_of(store, "2026Q2").findings, data_of(store, "2026Q3").findings
    assert [one.opened_at for one in second.opened] == [MAY]
    assert [one.closed_at for one in second.rectified] == [MAY + timedelta(days=3)]
    assert second.still == ()
    assert [one.opened_at for one in third.opened] == [AUGUST]
    assert len(third.still) == 1


def test_the_same_facts_are_the_same_edition(store: Connection, tmp_path: Path) -> None:
    made = [
        make_bulletin(store, Settings(var_dir=tmp_path).as_of(now), "2026Q3")
        for now in (OCTOBER, OCTOBER, OCTOBER + timedelta(days=9))
    ]
    assert len({one.letter_id for one in made}) == 1
    assert made[0].html_path.is_file()
    stand(store, "gd", Standing.BLANK, AUGUST + timedelta(hours=1))
    other = make_bulletin(store, Settings(var_dir=tmp_path).as_of(OCTOBER), "2026Q3")
    assert other.letter_id != made[0].letter_id


def test_a_quarter_that_lasts_is_told_until_now(store: Connection, tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path).as_of(AUGUST + timedelta(days=1))
    made = make_bulletin(store, settings, "2026q3", so_far=True)
    assert made.subject.endswith("（截至2026年8月21日）")
    assert made.html_path.parts[-3] == "2026Q3"
