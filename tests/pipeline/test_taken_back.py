"""A decision that is taken back takes its findings back, too: what it opened, and what it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest

from repostwatch.model import DecisionKind, FindingState, Standing
from repostwatch.model.decisions import ColumnDecision, DutyOverride, HumanDecision
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.report_mail import make_report, send_letters
from repostwatch.queries.column_review import (
    column_evidence,
    save_column_decision,
    undo_column_decision,
)
from repostwatch.queries.decided_together import save_decisions, undo_decisions
from repostwatch.queries.duty import duty_evidence
from repostwatch.queries.duty_decisions import save_duty_decision, undo_duty_decision
from repostwatch.settings import Settings
from repostwatch.store import decisions, findings
from repostwatch.store.database import Connection
from tests.faults.fault_smtp import FaultSmtp
from tests.pipeline.mail_world import at, body, mails
from tests.pipeline.test_audiences import HEAD
from tests.plugins import plugin_world as world

MINUTE = timedelta(minutes=1)
REVIEWED, MISSED = "mct", "evil"  # a link for a person to look at; no link at all
State: TypeAlias = tuple[str, FindingState, bool, int]
Step: TypeAlias = Callable[["Days"], None]


class Days:
    """One day of an office, a minute between any two things that are done."""

    def __init__(self, conn: Connection, folder: Path, server: FaultSmtp) -> None:
        self.conn, self.folder, self.server = conn, folder, server
        self.recipients: str | None = None  # the text of a file
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)

    def settings(self) -> Settings:
        self.now += MINUTE
        people = () if self.recipients else ("all@x.example",)
        return at(self.now, self.folder, self.server, people, self.recipients)

    def judged(self) -> None:
        judge_reposts(self.conn, self.settings())

    def mailed(self) -> str:
        """The text of the mail of the next day."""
        self.now += timedelta(days=1)
        self.judged()
        settings = self.settings()
        send_letters(self.conn, settings, make_report(self.conn, settings).letter_ids)
        return body(mails(self.server, "all@x.example")[-1])

    def of(self, portal_id: str) -> set[State]:
        return {
            (one.kind.value, one.state, one.notified_at is not None, one.reopened)
            for one in findings.load(self.conn, [portal_id])
        }

    def said(self, portal_id: str, kind: DecisionKind, *, link: bool = False) -> None:
        settings = self.settings()
        known = duty_evidence(self.conn, settings, "r1", portal_id)
        own = known.sightings[0].match.link_id if link else None
        until = self.now + timedelta(days=9) if kind is DecisionKind.WAIVE else None
        made = HumanDecision(kind, own, "王敏", "电话核实", self.now, until)
        save_duty_decision(self.conn, settings, "r1", portal_id, made, known.seen)

    def undone(self, portal_id: str) -> None:
        settings = self.settings()
        seen = duty_evidence(self.conn, settings, "r1", portal_id).seen
        undo_duty_decision(self.conn, settings, ("r1", portal_id), "王敏", seen)

    def together(self, kind: DecisionKind | None) -> None:
        """About both duties; None takes it back."""
        settings = self.settings()
        seen = {
            ("r1", one): duty_evidence(self.conn, settings, "r1", one).seen
            for one in (REVIEWED, MISSED)
        }
        if kind is None:
            return undo_decisions(self.conn, settings, seen, "王敏")
        until = self.now + timedelta(days=9) if kind is DecisionKind.WAIVE else None
        made = HumanDecision(kind, None, "王敏", "同一原因", self.now, until)
        return save_decisions(self.conn, settings, seen, made)

    def column(self, portal_id: str, standing: Standing | None) -> None:
        """None takes back what was said."""
        settings = self.settings()
        known = column_evidence(self.conn, settings, portal_id)
        if standing is None:
            return undo_column_decision(self.conn, settings, portal_id, "王敏", known.seen)
        assert known.rests_on is not None
        made = ColumnDecision(standing, known.rests_on, "王敏", "看过首页", self.now)
        return save_column_decision(self.conn, settings, portal_id, made, known.seen)

    def override(self, action: str) -> None:
        settings = self.settings()
        made = DutyOverride("r1", MISSED, action, "王敏", "来电", self.now)  # type: ignore[arg-type]
        decisions.save_override(self.conn, made)
        judge_reposts(self.conn, settings)


@pytest.fixture
def days(
    conn: Connection, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Days]:
    monkeypatch.setattr(world, "LINKS", {world.GOOD: world.LINKS[world.GOOD], world.EVIL: None})
    world.live(conn, database_url)
    with FaultSmtp() as server:
        yield Days(conn, tmp_path, server)


OPEN, NOTIFIED = FindingState.OPEN, FindingState.NOTIFIED
RECTIFIED, WAIVED = FindingState.RECTIFIED, FindingState.WAIVED
MAILED: set[State] = {("missing", NOTIFIED, True, 0)}


def reviewed_late(days: Days) -> None:
    days.said(REVIEWED, DecisionKind.LATE, link=True)


def reviewed_rejected(days: Days) -> None:
    days.said(REVIEWED, DecisionKind.REJECT, link=True)


def column_absent(days: Days) -> None:
    days.column(REVIEWED, Standing.ABSENT)


def both_late(days: Days) -> None:
    days.together(DecisionKind.LATE)


def undone(days: Days) -> None:
    days.undone(REVIEWED)


def withdrawn(days: Days) -> None:
    days.said(REVIEWED, DecisionKind.WITHDRAW)


def column_undone(days: Days) -> None:
    days.column(REVIEWED, None)


def together_undone(days: Days) -> None:
    days.together(None)


ACCUSED = [
    (reviewed_late, undone, "late"),
    (reviewed_late, withdrawn, "late"),
    (reviewed_rejected, undone, "missing"),
    (column_absent, column_undone, "column"),
    (both_late, together_undone, "late"),
]


@pytest.mark.parametrize(("word", "back", "kind"), ACCUSED)
def test_what_only_a_word_opened_is_withdrawn_and_nobody_is_told(
    days: Days, word: Step, back: Step, kind: str
) -> None:
    days.mailed()
    word(days)
    assert days.of(REVIEWED) == {(kind, OPEN, False, 0)}
    back(days)
    days.judged()
    assert days.of(REVIEWED) == {(kind, WAIVED, False, 0)}
    text = days.mailed()
    assert "【新增问题】" not in text
    assert "【已撤销或豁免】" not in text


@pytest.mark.parametrize(("word", "back", "kind"), ACCUSED)
def test_an_accusation_that_was_mailed_is_withdrawn_in_the_next_mail(
    days: Days, word: Step, back: Step, kind: str
) -> None:
    days.mailed()
    word(days)
    assert "文化和旅游部" in days.mailed().partition("【新增问题】")[2].partition("\n【")[0]
    assert all(mailed for _, _, mailed, _ in days.of(REVIEWED))
    back(days)
    text = days.mailed()
    section = text.partition("【已撤销或豁免】")[2].partition("\n【")[0]
    assert "文化和旅游部" in section
    assert "撤销" in section
    assert days.of(REVIEWED) == {(kind, WAIVED, True, 0)}
    assert "【已撤销或豁免】" not in days.mailed(), "once"
    assert "文化和旅游部" not in text.partition("【新增问题】")[2].partition("\n【")[0]


@pytest.mark.parametrize("kind", [DecisionKind.CONFIRM, DecisionKind.WAIVE, DecisionKind.REJECT])
def test_a_late_repost_that_was_mailed_is_taken_back_by_any_other_word(
    days: Days, kind: DecisionKind
) -> None:
    days.mailed()
    reviewed_late(days)
    days.mailed()
    days.judged()
    assert days.of(REVIEWED) == {("late", RECTIFIED, True, 0)}
    days.said(REVIEWED, kind, link=kind is not DecisionKind.WAIVE)
    assert ("late", WAIVED, True, 0) in days.of(REVIEWED)
    section = days.mailed().partition("【已撤销或豁免】")[2].partition("\n【")[0]
    assert "文化和旅游部" in section
    days.undone(REVIEWED)
    assert ("late", OPEN, False, 1) in days.of(REVIEWED), "its end was told: it begins again"


def test_who_is_told_of_news_only_is_told_that_it_was_taken_back(days: Days) -> None:
    days.recipients = f"{HEAD}all@x.example,全国,,,,,,news\n"
    reviewed_late(days)
    days.mailed()
    days.mailed()
    assert len(mails(days.server, "all@x.example")) == 1
    undone(days)
    assert "【已撤销或豁免】" in days.mailed()
    days.mailed()
    assert len(mails(days.server, "all@x.example")) == 2


def test_what_took_an_accusation_back_can_be_taken_back_itself(days: Days) -> None:
    days.mailed()
    column_absent(days)
    assert days.of(REVIEWED) == {("column", OPEN, False, 0)}
    days.column(REVIEWED, Standing.PRESENT)
    assert days.of(REVIEWED) == {("column", WAIVED, False, 0)}
    days.column(REVIEWED, None)
    assert days.of(REVIEWED) == {("column", OPEN, False, 0)}
    assert "再次出现" not in days.mailed()


def test_a_late_repost_that_is_late_again_before_the_next_mail_is_as_it_was(days: Days) -> None:
    days.mailed()
    reviewed_late(days)
    days.mailed()
    days.said(REVIEWED, DecisionKind.CONFIRM, link=True)
    days.undone(REVIEWED)
    assert days.of(REVIEWED) == {("late", RECTIFIED, True, 0)}
    text = days.mailed()
    assert "【已撤销或豁免】" not in text
    assert "【新增问题】" not in text


def test_what_both_the_machine_and_a_word_say_stands_without_the_word(days: Days) -> None:
    days.said(MISSED, DecisionKind.REJECT)
    days.undone(MISSED)
    assert days.of(MISSED) == {("missing", OPEN, False, 0)}


@pytest.mark.parametrize("kind", [DecisionKind.WAIVE, DecisionKind.CONFIRM, DecisionKind.LATE])
def test_what_a_word_ended_is_as_it_was(days: Days, kind: DecisionKind) -> None:
    days.mailed()
    assert days.of(MISSED) == MAILED
    days.said(MISSED, kind)
    assert ("missing", NOTIFIED, True, 0) not in days.of(MISSED)
    days.undone(MISSED)
    opened = {one for one in days.of(MISSED) if one[0] != "missing"}
    assert days.of(MISSED) - opened == MAILED
    assert opened == ({("late", WAIVED, False, 0)} if kind is DecisionKind.LATE else set())
    text = days.mailed()
    assert "【新增问题】" not in text
    assert "再次出现" not in text
    assert days.of(MISSED) - opened == MAILED


def test_what_nobody_was_told_of_is_to_be_told_again(days: Days) -> None:
    days.judged()
    days.said(MISSED, DecisionKind.WAIVE)
    days.said(MISSED, DecisionKind.WITHDRAW)
    assert days.of(MISSED) == {("missing", OPEN, False, 0)}


def test_a_batch_that_is_undone_gives_each_its_own_back(days: Days) -> None:
    days.mailed()
    days.together(DecisionKind.WAIVE)
    days.together(None)
    assert days.of(MISSED) == MAILED
    assert days.of(REVIEWED) == set()
    assert "【新增问题】" not in days.mailed()


@pytest.mark.parametrize("action", ["waive", "narrow"])
def test_so_does_a_change_of_the_duty(days: Days, action: str) -> None:
    days.mailed()
    days.override(action)
    assert days.of(MISSED) == {("missing", WAIVED, True, 0)}
    days.override("withdraw")
    assert days.of(MISSED) == MAILED


def test_an_end_that_was_mailed_is_followed_by_a_new_beginning(days: Days) -> None:
    days.mailed()
    days.said(MISSED, DecisionKind.WAIVE)
    assert "【已撤销或豁免】1项" in days.mailed()
    days.undone(MISSED)
    assert days.of(MISSED) == {("missing", OPEN, False, 1)}
    assert "再次出现" in days.mailed()


def test_a_waiver_that_ends_by_itself_opens_it_again(days: Days) -> None:
    days.mailed()
    days.said(MISSED, DecisionKind.WAIVE)
    days.now += timedelta(days=10)
    days.judged()
    assert days.of(MISSED) == {("missing", OPEN, False, 1)}


def test_undone_within_the_same_moment(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands still, as in the demo."""
    days.mailed()
    monkeypatch.setattr(f"{__name__}.MINUTE", timedelta(0))
    days.said(MISSED, DecisionKind.LATE)
    days.undone(MISSED)
    assert days.of(MISSED) == {*MAILED, ("late", WAIVED, False, 0)}


def test_a_column_that_a_word_cleared_is_faulty_again(days: Days) -> None:
    for hours in (40, 41):
        world.scan(days.conn, world.GOOD, hours, columns=())
    days.mailed()
    assert days.of(REVIEWED) == {("column", NOTIFIED, True, 0)}
    days.column(REVIEWED, Standing.PRESENT)
    assert days.of(REVIEWED) == {("column", WAIVED, True, 0)}
    days.column(REVIEWED, None)
    assert days.of(REVIEWED) == {("column", NOTIFIED, True, 0)}


def test_both_entries_stay_in_the_history(days: Days) -> None:
    days.said(REVIEWED, DecisionKind.LATE, link=True)
    days.undone(REVIEWED)
    made = decisions.history(days.conn, "r1", REVIEWED)
    assert [one.kind for one in made] == [DecisionKind.WITHDRAW, DecisionKind.LATE]
    [opening] = findings.openings(days.conn, [REVIEWED])
    assert opening.ended is WAIVED
