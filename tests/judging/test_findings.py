"""A finding's life: open, notified, rectified or waived, and open again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from repostwatch.judging.findings import known_faults, update_findings
from repostwatch.model import (
    ColumnStanding,
    FindingKind,
    FindingState,
    Reason,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.model.codes import FindingCode
from repostwatch.model.findings import Finding
from repostwatch.model.reasons import text
from tests.judging.judging_facts import LATE, MISSING, ON_TIME, PENDING, REVIEW, UNKNOWN, WAIVED, at

OPEN, NOTIFIED = FindingState.OPEN, FindingState.NOTIFIED
RECTIFIED, ENDED_BY_WAIVER = FindingState.RECTIFIED, FindingState.WAIVED
NOW = at("14 09:00")
BOTH = text("both facts")
DUTIES = {("r", "p")}


class Story:
    """What is kept of one portal, step by step, an hour apart."""

    def __init__(self) -> None:
        self.kept: dict[object, Finding] = {}
        self.now = NOW

    def judged(
        self,
        kind: VerdictKind,
        backdated: Reason | None = None,
        duties: set[tuple[str, str]] = DUTIES,
    ) -> Story:
        verdict = Verdict("r", "p", kind, text(f"it is {kind}"), backdated=backdated)
        verdicts = [verdict] if duties else []
        return self._follow(verdicts, [], {}, duties)

    def column(
        self,
        standing: Standing,
        moved: dict[str, Reason] | None = None,
        machine: Standing | None = None,
    ) -> Story:
        """`machine` is the machine's own standing, where a person overruled it."""
        stands = ColumnStanding("p", standing, text("homepage"), machine=machine)
        return self._follow([], [stands], moved or {}, DUTIES)

    def mailed(self) -> Story:
        for key, finding in self.kept.items():
            if finding.state is OPEN:
                self.kept[key] = Finding(
                    *finding.key,
                    NOTIFIED,
                    finding.reason,
                    finding.opened_at,
                    self.now,
                    reopened=finding.reopened,
                )
        return self

    def _follow(
        self,
        verdicts: list[Verdict],
        standings: list[ColumnStanding],
        moved: dict[str, Reason],
        duties: set[tuple[str, str]],
    ) -> Story:
        self.now += timedelta(hours=1)
        current = known_faults(verdicts, standings, moved)
        for finding in update_findings(self.kept.values(), current, duties, self.now):
            self.kept[finding.key] = finding
        assert (
            update_findings(self.kept.values(), current, duties, self.now + timedelta(hours=1))
            == []
        )
        return self

    def states(self) -> dict[str, str]:
        return {finding.kind.value: finding.state.value for finding in self.kept.values()}


@pytest.mark.parametrize("kind", [ON_TIME, PENDING, UNKNOWN, REVIEW, WAIVED])
def test_what_is_no_fault_opens_nothing(kind: VerdictKind) -> None:
    assert Story().judged(kind).states() == {}


def test_missing_then_late_is_rectified_and_late() -> None:
    story = Story().judged(MISSING)
    assert story.states() == {"missing": "open"}
    assert story.mailed().judged(LATE).states() == {"missing": "rectified", "late": "open"}
    # The portal has to hear of it; then nothing is left to mend.
    assert story.judged(LATE).states()["late"] == "open"
    assert story.mailed().judged(LATE).states()["late"] == "rectified"
    assert story.judged(LATE).kept[FindingKind.LATE, "p", "r"].reopened == 0


@pytest.mark.parametrize("kind", [UNKNOWN, REVIEW])
def test_while_nobody_can_tell_it_stays(kind: VerdictKind) -> None:
    assert Story().judged(MISSING).mailed().judged(kind).states() == {"missing": "notified"}


def test_what_turned_out_to_be_none_is_withdrawn_and_says_so() -> None:
    story = Story().judged(MISSING).mailed().judged(ON_TIME)
    finding = story.kept[FindingKind.MISSING, "p", "r"]
    assert finding.state is ENDED_BY_WAIVER
    assert finding.reason.code is FindingCode.WITHDRAWN


def test_a_waiver_ends_it_and_its_end_opens_it_again() -> None:
    story = Story().judged(MISSING).mailed().judged(WAIVED)
    assert story.states() == {"missing": "waived"}
    again = story.judged(MISSING).kept[FindingKind.MISSING, "p", "r"]
    assert (again.state, again.reopened, again.opened_at) == (OPEN, 1, story.now)
    assert again.notified_at is None
    assert again.closed_at is None


def test_a_repost_that_was_none_opens_it_again() -> None:
    story = Story().judged(MISSING).judged(LATE).judged(MISSING)
    assert story.states() == {"missing": "open", "late": "waived"}
    assert story.kept[FindingKind.MISSING, "p", "r"].reopened == 1


@pytest.mark.parametrize("kind", [ON_TIME, LATE, REVIEW])
def test_a_false_date_is_a_finding_whatever_the_verdict(kind: VerdictKind) -> None:
    story = Story().judged(kind, BOTH)
    assert story.kept[FindingKind.BACKDATED, "p", "r"].reason == BOTH
    assert story.mailed().judged(UNKNOWN).states()["backdated"] == "notified"


def test_without_the_duty_its_findings_lose_their_ground() -> None:
    story = Story().judged(MISSING).judged(MISSING, duties=set())
    assert story.states() == {"missing": "waived"}


@pytest.mark.parametrize(
    "bad", [Standing.ABSENT, Standing.BLANK, Standing.STALE, Standing.NOT_PROMINENT]
)
def test_a_bad_column_is_rectified_by_a_good_one_and_comes_back(bad: Standing) -> None:
    story = Story().column(bad)
    assert story.states() == {"column": "open"}
    assert story.column(Standing.UNKNOWN).states() == {"column": "open"}
    assert story.column(Standing.REVIEW).states() == {"column": "open"}
    assert story.mailed().column(Standing.EMBEDDED).states() == {"column": "rectified"}
    assert story.column(bad).kept[FindingKind.COLUMN, "p", None].reopened == 1


def test_a_moved_portal_is_one_finding_until_it_is_back() -> None:
    story = Story().column(Standing.UNKNOWN, {"p": text("moved")})
    assert story.states() == {"moved": "open"}
    assert story.column(Standing.UNKNOWN).states() == {"moved": "open"}
    assert story.column(Standing.PRESENT).states() == {"moved": "rectified"}


def test_a_persons_word_opens_and_ends_the_finding_of_a_column() -> None:
    story = Story().column(Standing.ABSENT, machine=Standing.REVIEW)
    assert story.states() == {"column": "open"}
    # What nobody could tell turns out to be in order: it was mended.
    story.column(Standing.PRESENT, machine=Standing.REVIEW)
    assert story.states() == {"column": "rectified"}


def test_a_fault_that_a_person_says_is_none_was_never_mended() -> None:
    story = Story().column(Standing.ABSENT).mailed()
    story.column(Standing.PRESENT, machine=Standing.ABSENT)
    finding = story.kept[FindingKind.COLUMN, "p", None]
    assert finding.state is ENDED_BY_WAIVER
    assert finding.reason.code is FindingCode.WITHDRAWN
    # The word falls with the homepage that it was about.
    again = story.column(Standing.BLANK).kept[FindingKind.COLUMN, "p", None]
    assert (again.state, again.reopened) == (OPEN, 1)


def test_a_persons_word_about_a_column_brings_no_moved_portal_back() -> None:
    story = Story().column(Standing.UNKNOWN, {"p": text("moved")})
    story.column(Standing.PRESENT, machine=Standing.UNKNOWN)
    assert story.states()["moved"] == "open"
    story.column(Standing.PRESENT, machine=Standing.STALE)
    assert story.states()["moved"] == "rectified"
