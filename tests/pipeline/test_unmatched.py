"""A scan that is stored shows nothing before its links are matched: whoever judges in between, for
a decision, its preview or its undoing, accuses nobody of what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import (
    BEIJING,
    DecisionKind,
    Link,
    PageDate,
    Portal,
    Precision,
    Release,
    Search,
    VerdictKind,
)
from repostwatch.model.codes import VerdictCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.pipeline import search
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.queries.decided_together import preview_decisions, save_decisions
from repostwatch.queries.duty import duty_evidence
from repostwatch.queries.duty_decisions import save_duty_decision, undo_duty_decision
from repostwatch.settings import Settings
from repostwatch.store import verdicts
from repostwatch.store.database import Connection
from tests.pipeline.one_portal import owes, scanned

TITLE = "国务院办公厅关于促进海洋渔业持续健康发展的若干意见"
RELEASED = datetime(2026, 8, 10, 9, tzinfo=BEIJING)
DUE = RELEASED + timedelta(hours=24)
SEEN = DUE + timedelta(hours=3)
DUTY = ("r", "p")


class Office:
    """One portal, scanned before and after the deadline; the second scan shows the repost, posted
    in time, and nobody has matched it."""

    def __init__(self, conn: Connection, var: Path) -> None:
        self.conn, self.var, self.now = conn, var, DUE - timedelta(hours=9)
        self.portal = owes(conn, "https://p.example", TITLE, RELEASED, RELEASED)
        self.scan(RELEASED + timedelta(hours=1), None)
        self.judge()
        posted = PageDate(RELEASED + timedelta(hours=5), Precision.MINUTE)
        self.scan(SEEN, Link(TITLE, "https://p.example/a.html", posted))
        self.now = SEEN + timedelta(hours=1)

    @property
    def settings(self) -> Settings:
        self.now += timedelta(minutes=1)
        given = Settings.model_validate({"wider": {"pages": 0}, "var_dir": self.var})
        return given.as_of(self.now)

    def scan(self, at: datetime, link: Link | None) -> None:
        scanned(self.conn, self.portal, at, RELEASED - timedelta(days=9), link)

    def judge(self) -> None:
        match_links(self.conn, self.settings)
        judge_reposts(self.conn, self.settings)

    def said(self, kind: DecisionKind) -> HumanDecision:
        until = self.now + timedelta(days=9) if kind is DecisionKind.WAIVE else None
        return HumanDecision(kind, None, "王敏", "电话核实", self.now, until)

    @property
    def seen(self) -> str:
        return duty_evidence(self.conn, self.settings, *DUTY).seen

    def results(self) -> list[VerdictKind]:
        """What the machine has ever said."""
        rows = self.conn.execute("SELECT coalesce(machine, kind) AS kind FROM verdicts").fetchall()
        return [VerdictKind(row["kind"]) for row in rows]

    def standing(self) -> VerdictKind:
        (verdict,) = verdicts.load(self.conn, ["r"], ["p"])
        return verdict.machine or verdict.kind


async def _nothing_found(
    conn: Connection,
    settings: Settings,
    wanted: Mapping[str, Sequence[Release]],
    portals: Mapping[str, Portal],
) -> list[Search]:
    """In place of reading kept pages, of which there are none."""
    return [
        Search(scan_id, one.release_id, 3, 999, (), 0)
        for scan_id, asked in wanted.items()
        for one in asked
    ]


@pytest.fixture
def office(conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(search, "_search", _nothing_found)
    return Office(conn, tmp_path)


def waived(office: Office) -> None:
    said = office.said(DecisionKind.WAIVE)
    save_duty_decision(office.conn, office.settings, *DUTY, said, office.seen)


def undone(office: Office) -> None:
    waived(office)
    undo_duty_decision(office.conn, office.settings, DUTY, "王敏", office.seen)


def together(office: Office) -> None:
    said = office.said(DecisionKind.WAIVE)
    save_decisions(office.conn, office.settings, {DUTY: office.seen}, said)


def previewed(office: Office) -> None:
    said = office.said(DecisionKind.WAIVE)
    shown = preview_decisions(office.conn, office.settings, {DUTY: office.seen}, said)
    verdict = shown[DUTY].verdict
    assert verdict is not None
    assert verdict.machine is VerdictKind.UNKNOWN


def judged_between(office: Office) -> None:
    """A scan that is stored between the matching and the judging of a run."""
    judge_reposts(office.conn, office.settings)


@pytest.mark.parametrize("deed", [waived, undone, together, previewed, judged_between])
def test_a_stored_scan_accuses_nobody_before_it_is_matched(
    office: Office, deed: Callable[[Office], None]
) -> None:
    deed(office)
    assert VerdictKind.MISSING not in office.results()
    office.judge()
    assert office.standing() is VerdictKind.ON_TIME


def test_it_is_said_which_scan_is_waited_for(office: Office) -> None:
    judged_between(office)
    (verdict,) = verdicts.load(office.conn, ["r"], ["p"])
    waiting = next(one for one in verdict.reason.walk() if one.code is VerdictCode.NOT_MATCHED)
    assert verdict.kind is VerdictKind.UNKNOWN
    assert waiting["scanned_at"] == SEEN


def test_what_was_proven_before_stands(office: Office) -> None:
    """A scan that is matched proves an absence whatever a later one holds."""
    office.conn.execute("UPDATE links SET title = '本部门召开党建工作会议'")
    office.judge()
    assert office.standing() is VerdictKind.MISSING
    office.scan(office.now, Link(TITLE, "https://p.example/late.html", None))
    waived(office)
    assert office.standing() is VerdictKind.MISSING


def test_a_release_that_changed_is_compared_anew_first(office: Office) -> None:
    """Under its old title nothing was found, which says nothing of the new one."""
    office.conn.execute("UPDATE releases SET title = '关于优化营商环境若干措施的通知'")
    match_links(office.conn, office.settings)
    office.conn.execute(
        "UPDATE releases SET title = %s, change = nextval('release_change')", (TITLE,)
    )
    judge_reposts(office.conn, office.settings)
    assert office.standing() is VerdictKind.UNKNOWN
    office.judge()
    assert office.standing() is VerdictKind.ON_TIME
