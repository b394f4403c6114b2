"""Which duties are warned of: due soon, nothing seen, nobody waived them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from repostwatch.judging.early_warnings import duties_at_risk
from repostwatch.model import BEIJING, Duty, Interval, Verdict, VerdictKind, because
from repostwatch.model.codes import DutyCode
from repostwatch.model.reasons import text

NOW = datetime(2026, 9, 2, 15, 0, tzinfo=BEIJING)
HOUR = timedelta(hours=1)
WHY = because(DutyCode.NAMED_BY_SOURCE, duty="all")
DUTY = Duty("r", "p", Interval.at(NOW - 20 * HOUR), 24 * HOUR, WHY)
PENDING = Verdict("r", "p", VerdictKind.PENDING, text("not due yet"))


def at_risk(duty: Duty, verdict: Verdict | None = PENDING, hours: float = 18) -> bool:
    return bool(duties_at_risk([duty], [verdict] if verdict else [], NOW, hours))


@pytest.mark.parametrize("kind", VerdictKind)
def test_only_what_waits_is_warned_of(kind: VerdictKind) -> None:
    assert at_risk(DUTY, replace(PENDING, kind=kind)) is (kind is VerdictKind.PENDING)


def test_what_was_seen_or_never_judged_is_not() -> None:
    assert not at_risk(DUTY, replace(PENDING, link_id="7"))
    assert not at_risk(DUTY, None)


def test_a_waived_duty_is_none() -> None:
    assert not at_risk(replace(DUTY, waiver=text("moved")))


@pytest.mark.parametrize(("hours", "expected"), [(3.99, False), (4, True), (18, True)])
def test_the_deadline_comes_within_the_hours(hours: float, expected: bool) -> None:
    assert at_risk(DUTY, hours=hours) is expected


def test_a_deadline_that_has_passed_is_for_the_report() -> None:
    assert not at_risk(replace(DUTY, published=Interval.at(NOW - 24 * HOUR)))


def test_a_release_of_a_whole_day_may_be_due_at_its_first_moment() -> None:
    day = Interval(NOW - 30 * HOUR, NOW - 6 * HOUR)
    assert at_risk(replace(DUTY, published=day), hours=1)


def test_the_first_due_stands_first() -> None:
    later = replace(DUTY, portal_id="a", published=Interval.at(NOW - 19 * HOUR))
    verdicts = [PENDING, replace(PENDING, portal_id="a")]
    assert duties_at_risk([later, DUTY], verdicts, NOW, 18) == (DUTY, later)
