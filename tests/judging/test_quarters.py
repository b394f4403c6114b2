"""Which quarters have a bulletin, and what was known of their portals while they lasted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

import pytest

from repostwatch.base.quarters import Quarter
from repostwatch.judging.changes import Change, change_of, comparison_refused
from repostwatch.judging.openings import Opening, findings_of
from repostwatch.judging.quarters import refusal_of, standings_of, still_open, verdicts_of
from repostwatch.model import (
    BEIJING,
    ColumnStanding,
    Duty,
    FindingKind,
    FindingState,
    Interval,
    Level,
    Portal,
    Reason,
    Standing,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import BulletinCode, DutyCode
from repostwatch.model.reasons import text
from tests.reporting.quarters import QUARTER, bulletin_data, figures, openings

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=BEIJING)
WHY = because(DutyCode.NAMED_BY_SOURCE, duty="all")
PORTAL = Portal("a", "甲市", Level.CITY, "https://a.example/")
Story: TypeAlias = list[Opening]


def code(reason: Reason | None) -> object:
    return reason and reason.code


@pytest.mark.parametrize(
    ("quarter", "observed", "so_far", "refused"),
    [
        ("2031Q2", False, False, BulletinCode.FUTURE),
        ("2031Q2", True, True, BulletinCode.FUTURE),
        ("2026Q4", True, False, BulletinCode.UNFINISHED),
        ("2026Q4", True, True, None),
        ("2026Q4", False, True, BulletinCode.NOTHING_OBSERVED),
        ("2020Q1", False, False, BulletinCode.NOTHING_OBSERVED),
        ("2026Q3", True, False, None),
    ],
)
def test_a_quarter_that_cannot_be_known_is_refused(
    quarter: str, observed: bool, so_far: bool, refused: BulletinCode | None
) -> None:
    asked = Quarter(int(quarter[:4]), int(quarter[-1]))
    assert code(refusal_of(asked, NOW, observed, so_far=so_far)) is refused


def test_the_last_moment_of_a_quarter_is_in_it() -> None:
    end = QUARTER.span.latest
    instant = timedelta(microseconds=1)
    assert code(refusal_of(QUARTER, end - instant, True)) is BulletinCode.UNFINISHED
    assert refusal_of(QUARTER, end, True) is None
    assert QUARTER.holds(end - instant)
    assert not QUARTER.holds(end)


def duty(published: datetime) -> Duty:
    return Duty("r", "a", Interval.at(published), timedelta(hours=24), WHY)


def test_a_deadline_after_the_end_is_waited_for() -> None:
    end = QUARTER.span.latest
    late = duty(end - timedelta(hours=2))
    assert code(still_open(QUARTER, [late], end)) is BulletinCode.DEADLINES_OPEN
    assert still_open(QUARTER, [late], end + timedelta(hours=22)) is None
    # In a quarter that lasts, deadlines are always ahead.
    assert still_open(QUARTER, [late], end - timedelta(hours=1)) is None


def test_what_was_not_judged_since_its_deadline_is_unknown() -> None:
    due, ahead = duty(NOW - timedelta(days=3)), duty(NOW)
    pending = Verdict("r", "a", VerdictKind.PENDING, text("not due yet"))
    late = replace(pending, kind=VerdictKind.LATE)
    kinds = [verdicts_of([due], found, NOW)[0].kind for found in ([], [pending], [late])]
    assert kinds == [VerdictKind.UNKNOWN, VerdictKind.UNKNOWN, VerdictKind.LATE]
    assert verdicts_of([ahead], [pending], NOW) == (pending,)
    assert verdicts_of([ahead], [], NOW)[0].kind is VerdictKind.PENDING


def test_a_column_counts_only_where_its_homepage_was_scanned_in_the_quarter() -> None:
    known = ColumnStanding("a", Standing.PRESENT, text("seen"), "国务院信息")
    unseen = because(BulletinCode.HOMEPAGE_NOT_SCANNED, quarter="2026Q3")
    assert standings_of([PORTAL], {"a": known}, frozenset("a"), QUARTER) == (known,)
    (other,) = standings_of([PORTAL], {"a": known}, frozenset(), QUARTER)
    assert (other.standing, other.reason) == (Standing.UNKNOWN, unseen)
    (never,) = standings_of([PORTAL], {}, frozenset("a"), QUARTER)
    assert never.standing is Standing.UNKNOWN


def test_findings_are_those_of_the_quarter() -> None:
    third = findings_of(openings(), QUARTER.span, QUARTER.span.latest)
    assert [one.release_id for one in third.opened] == ["r00", "r01", "r03"]
    assert [one.portal_id for one in third.rectified] == ["bm18", "df08"]
    assert [one.release_id for one in third.waived] == ["r03"]
    assert [one.portal_id for one in third.still] == ["df29", "df08"]
    second = findings_of(openings(), QUARTER.before.span, QUARTER.before.span.latest)
    assert [one.portal_id for one in second.opened] == ["bm18", "df29"]
    assert [one.portal_id for one in second.still] == ["bm18", "df29"]
    year = Quarter(2023, 1)
    long_ago = findings_of(openings(), year.span, year.span.latest)
    assert [*long_ago.opened, *long_ago.rectified, *long_ago.still] == []


def story(n: int, *stretches: tuple[FindingKind, int, int | None, FindingState | None]) -> Story:
    """The openings of one duty: kind, day of August on which it began and ended, and how."""
    start = datetime(2026, 7, 31, tzinfo=BEIJING)
    return [
        Opening(
            kind, "a", f"r{n}", start + timedelta(days=begun),
            None if over is None else start + timedelta(days=over), how,
        )
        for kind, begun, over, how in stretches
    ]  # fmt: skip


MISSING, LATE, RECTIFIED = FindingKind.MISSING, FindingKind.LATE, FindingState.RECTIFIED


def counted(
    openings: Story, quarter: Quarter = QUARTER, until: datetime | None = None
) -> tuple[int, int, int, int]:
    found = findings_of(openings, quarter.span, until or quarter.span.latest)
    return len(found.opened), len(found.rectified), len(found.waived), len(found.still)


def test_a_duty_is_one_problem_however_many_findings_it_has() -> None:
    came = [story(n, (MISSING, 1, 3, RECTIFIED), (LATE, 3, None, None)) for n in range(10)]
    mailed = [story(n, (LATE, 3, 4, RECTIFIED)) for n in range(10, 13)]
    away = [story(n, (MISSING, 1, None, None)) for n in range(13, 18)]
    forged = [story(n, (FindingKind.BACKDATED, 3, None, None)) for n in range(3)]
    columns = [Opening(FindingKind.COLUMN, one, None, came[0][0].opened_at, None, None)
               for one in "bc"]  # fmt: skip
    every = [one for own in (*came, *mailed, *away, *forged) for one in own] + columns
    assert counted(every) == (23, 13, 0, 10)
    kinds = Counter(
        one.kind for one in findings_of(every, QUARTER.span, QUARTER.span.latest).opened
    )
    assert (kinds[LATE], kinds[MISSING]) == (13, 5)


def test_what_was_posted_late_is_rectified_though_nobody_was_mailed() -> None:
    assert counted(story(1, (LATE, 3, None, None))) == (1, 1, 0, 0)
    # Missing at the end of a quarter, posted in the next: each tells its part.
    across = story(1, (MISSING, 1, 70, RECTIFIED), (LATE, 70, None, None))
    assert counted(across) == (1, 0, 0, 1)
    assert counted(across, Quarter(2026, 4)) == (0, 1, 0, 0)


def test_what_happened_at_the_very_moment_of_a_look_counts_once() -> None:
    """A look begins where judging has just ended: what was found and settled then is of it."""
    every = [
        *story(1, (MISSING, 1, 5, RECTIFIED)),
        *story(2, (LATE, 5, None, None)),
        *story(3, (MISSING, 5, None, None)),
        *story(4, (MISSING, 2, 6, RECTIFIED)),
        *story(5, (MISSING, 6, None, None)),
    ]
    assert counted(every, until=datetime(2026, 8, 5, tzinfo=BEIJING)) == (4, 2, 0, 2)


def test_what_was_no_late_repost_is_withdrawn_once() -> None:
    waived = FindingState.WAIVED
    assert counted(story(1, (MISSING, 1, 3, RECTIFIED), (LATE, 3, 5, waived))) == (1, 0, 1, 0)
    # Posted late, then it turned out to be another text: it is missing.
    assert counted(story(1, (LATE, 3, 5, waived), (MISSING, 5, None, None))) == (1, 0, 0, 1)
    # The repost of a quarter before was told then; now it is gone.
    gone = story(1, (LATE, 3, 70, waived), (MISSING, 70, None, None))
    assert counted(gone) == (1, 1, 0, 0)
    assert counted(gone, Quarter(2026, 4)) == (1, 0, 0, 1)
    back = story(1, (MISSING, 1, 3, waived), (MISSING, 70, None, None))
    assert counted(back) == (1, 0, 1, 0)
    assert counted(back, Quarter(2026, 4)) == (1, 0, 0, 1)


def test_openings_that_were_not_kept_are_counted() -> None:
    again = replace(openings()[5], earlier=2)
    assert findings_of([again], QUARTER.span, QUARTER.span.latest).lost == 1
    later = Quarter(2027, 1)
    assert findings_of([again], later.span, later.span.latest).lost == 0


def test_changes_are_in_percentage_points_with_their_bounds() -> None:
    data = bulletin_data(figures((93, 2), (83, 0)), figures((91, 1), (83, 0)))
    assert comparison_refused(data.facts, data.before) is None
    change = change_of(data.facts, data.before, "column", None)
    assert change is not None
    assert change.low == pytest.approx(100 / 103)
    assert change.high == pytest.approx(400 / 103)
    assert change_of(data.facts, data.before, "repost", None) == Change(0.0, 0.0)
    assert change_of(data.facts, data.before, "repost", Level.PROVINCE) is None


def test_other_portals_and_an_unseen_quarter_are_not_compared() -> None:
    data = bulletin_data()
    unseen = replace(data.before, observed=frozenset[str]())
    assert code(comparison_refused(data.facts, unseen)) is BulletinCode.NOT_OBSERVED_BEFORE
    fewer = replace(data.before, portals=data.before.portals - {"bm01"} | {"x"})
    refused = comparison_refused(data.facts, fewer)
    assert refused == because(BulletinCode.OTHER_PORTALS, quarter="2026Q2", added=1, gone=1)
