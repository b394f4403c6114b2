"""What is new is new once, what is over is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from repostwatch.judging.news import News, PreviousReports, news_of, occurrence
from repostwatch.model import FindingKind, FindingState, Verdict, VerdictKind
from repostwatch.model.findings import Finding
from repostwatch.model.reasons import text

AT = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
WHY = text("x")
LATE = Verdict("r", "p", VerdictKind.LATE, WHY)


def finding(kind: FindingKind, state: FindingState, hours: int = 0) -> Finding:
    release = None if kind is FindingKind.COLUMN else "r"
    return Finding(kind, "p", release, state, WHY, AT + timedelta(hours=hours))


def after(news: News, before: PreviousReports) -> PreviousReports:
    """What is told once a report with these news went out."""
    return replace(
        before,
        since=AT,
        opened=before.opened | {occurrence(one) for one in news.opened},
        closed=before.closed | {occurrence(one) for one in news.ended},
    )


def test_a_fault_is_new_until_a_report_told_of_it() -> None:
    missing = finding(FindingKind.MISSING, FindingState.OPEN)
    first = news_of([missing], (), PreviousReports())
    assert first.new == (missing,)
    again = news_of(
        [replace(missing, state=FindingState.NOTIFIED)], (), after(first, PreviousReports())
    )
    assert (again.new, again.ended, len(again.standing)) == ((), (), 1)


def test_a_missing_release_that_came_late_is_told_as_rectified_only() -> None:
    missing = finding(FindingKind.MISSING, FindingState.OPEN)
    previous = after(news_of([missing], (), PreviousReports()), PreviousReports())
    cured = replace(missing, state=FindingState.RECTIFIED)
    late = finding(FindingKind.LATE, FindingState.OPEN, 5)
    second = news_of([cured, late], (LATE,), previous)
    assert (second.new, second.ended, second.also) == ((), (cured,), (late,))
    third = news_of([cured, replace(late, state=FindingState.RECTIFIED)], (LATE,),
                    after(second, previous))  # fmt: skip
    assert third == News()


def test_a_late_repost_is_told_to_those_too_who_hear_of_it_after_its_finding_ended() -> None:
    late = finding(FindingKind.LATE, FindingState.RECTIFIED)
    assert news_of([late], (LATE,), PreviousReports()).new == (late,)
    assert news_of([late], (), PreviousReports()) == News(), (
        "its release is not in the report any more"
    )
    waived = replace(late, state=FindingState.WAIVED)
    assert news_of([waived], (LATE,), PreviousReports()) == News()


def test_what_came_and_went_between_two_reports_is_no_news() -> None:
    column = finding(FindingKind.COLUMN, FindingState.RECTIFIED)
    assert news_of([column], (), PreviousReports()) == News()


def test_a_fault_that_came_back_is_new_again() -> None:
    column = finding(FindingKind.COLUMN, FindingState.OPEN)
    previous = after(news_of([column], (), PreviousReports()), PreviousReports())
    ended = replace(column, state=FindingState.RECTIFIED)
    previous = after(news_of([ended], (), previous), previous)
    assert news_of([ended], (), previous) == News()
    back = replace(column, opened_at=AT + timedelta(days=3), reopened=1)
    assert news_of([back], (), previous).new == (back,)


STATES = st.sampled_from(
    [FindingState.OPEN, FindingState.NOTIFIED, FindingState.RECTIFIED, FindingState.WAIVED]
)
KINDS = st.sampled_from([FindingKind.MISSING, FindingKind.BACKDATED, FindingKind.COLUMN])


@given(KINDS, st.lists(STATES, max_size=12), st.sets(st.integers(0, 11)))
def test_nothing_is_new_twice_and_no_end_is_told_twice(
    kind: FindingKind, states: list[FindingState], without: set[int]
) -> None:
    """Whatever a fault goes through, and on whichever days no report is made."""
    previous, opened = PreviousReports(), 0
    new, ended = [], []
    before = FindingState.RECTIFIED
    for day, state in enumerate(states):
        over = (FindingState.RECTIFIED, FindingState.WAIVED)
        if before in over and state not in over:
            opened = day
        before = state
        if day in without:
            continue
        one = finding(kind, state, opened)
        news = news_of([one], (), previous)
        previous = after(news, previous)
        new += [occurrence(each) for each in news.new]
        ended += [occurrence(each) for each in news.ended]
    assert len(new) == len(set(new))
    assert len(ended) == len(set(ended))
    assert set(ended) <= set(new)
