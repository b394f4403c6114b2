"""A person's word outlives every run, and the machine's own result stays beside it."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import DecisionKind
from repostwatch.model.codes import DecisionCode
from repostwatch.model.decisions import HumanDecision
from tests.defaults import judge
from tests.judging.judging_facts import (
    BEFORE,
    LATE,
    MISSING,
    ON_TIME,
    PENDING,
    REVIEW,
    UNKNOWN,
    WAIVED,
    Case,
    at,
    day,
    duty,
    failed,
    link,
    look,
    minute,
)


def said(
    kind: str, about: str | None = None, when: str = "14 09:00", expires: datetime | None = None
) -> HumanDecision:
    return HumanDecision(DecisionKind(kind), about, "张三", "已电话核实", at(when), expires)


AFTER = look("13 10:00")
STRADDLING = link("13 12:00", day("13"))
# fmt: off
ALL = [
    # -- confirm
    Case("confirmed without a link: done in time, whatever we saw", ON_TIME, (AFTER,),
         decision=said("confirm"), machine=MISSING,
         says=(DecisionCode.DUTY, {"kind": DecisionKind.CONFIRM, "by": "张三"})),
    Case("the machine's own result stands beside it, with its reason", ON_TIME, (AFTER,),
         decision=said("confirm"), machine=MISSING,
         says=(DecisionCode.MACHINE, {"result": MISSING})),
    Case("a doubtful link confirmed, seen in time", ON_TIME, (BEFORE,),
         (link("12 10:00", sure=False),), decision=said("confirm", "1"), machine=REVIEW),
    Case("a doubtful link confirmed, but the facts say late", LATE, (AFTER,),
         (link("13 11:00", sure=False),), decision=said("confirm", "1"), machine=REVIEW),
    Case("what the facts leave open counts as confirmed in time", ON_TIME, (BEFORE,),
         (STRADDLING,), decision=said("confirm", "1"), machine=REVIEW),
    Case("an early date is no doubt where a person vouches for the link", ON_TIME,
         (look("15 08:00"),), (link("15 08:01", minute("01 09:00")),),
         decision=said("confirm", "1"), machine=REVIEW),
    Case("a confirmed late link does not hide a sure one in time", ON_TIME, (BEFORE, AFTER),
         (link("13 11:00", name="1", sure=False), link("12 10:00", name="2")),
         decision=said("confirm", "1"), machine=ON_TIME),
    Case("the confirmed link matches no more: look again", REVIEW, (BEFORE,),
         (link("12 10:00", name="2"),), decision=said("confirm", "1"), machine=ON_TIME,
         says=DecisionCode.LINK_GONE),
    # -- late
    Case("late without a link", LATE, (BEFORE,), decision=said("late"), machine=UNKNOWN),
    Case("what the facts leave open counts as late", LATE, (BEFORE,), (STRADDLING,),
         decision=said("late", "1"), machine=REVIEW),
    Case("but a fact in time stays one", ON_TIME, (BEFORE,), (link("12 10:00"),),
         decision=said("late", "1"), machine=ON_TIME),
    # -- reject
    Case("not the release: the duty is missing", MISSING, (BEFORE, AFTER),
         (link("12 10:00"),), decision=said("reject", "1"), machine=ON_TIME,
         says=(DecisionCode.LEFT_OUT, {"seen_at": at("12 10:00"), "count": 1})),
    Case("not the release, and no complete look since: unknown as before", UNKNOWN,
         (BEFORE, failed("13 10:00")), (link("12 10:00"),), decision=said("reject", "1"),
         machine=ON_TIME),
    Case("another link still counts", ON_TIME, (BEFORE, AFTER),
         (link("12 10:00", name="1"), link("12 11:00", name="2")), decision=said("reject", "1"),
         machine=ON_TIME),
    Case("rejected without a link, after the deadline: the person's look is the proof", MISSING,
         (failed("13 10:00"),), decision=said("reject"), machine=UNKNOWN),
    Case("rejected before the deadline: nobody has seen what came after", UNKNOWN,
         (failed("13 10:00"),), decision=said("reject", when="12 15:00"), machine=UNKNOWN),
    Case("nor is it missing while there is time", PENDING, (BEFORE,), now="12 16:00",
         decision=said("reject", when="12 15:00"), machine=PENDING),
    Case("what was seen up to the rejection is rejected, all of it", MISSING, (BEFORE, AFTER),
         (link("12 10:00", name="1"), link("13 11:00", name="2")), decision=said("reject"),
         machine=ON_TIME, says=(DecisionCode.LEFT_OUT, {"count": 2})),
    Case("what came later was not", LATE, (BEFORE, AFTER, look("14 10:00")),
         (link("12 10:00", name="1", sure=False), link("14 11:00", name="2")),
         decision=said("reject"), machine=REVIEW),
    # -- waive, and time
    Case("waived", WAIVED, (AFTER,), decision=said("waive"), machine=MISSING,
         says=(DecisionCode.DUTY, {"kind": DecisionKind.WAIVE})),
    Case("a second before it expires", WAIVED, (AFTER,), now="14 11:59:59",
         decision=said("waive", expires=at("14 12:00")), machine=MISSING,
         says=(DecisionCode.DUTY, {"expires": at("14 12:00")})),
    Case("expired: the machine's own result counts again", MISSING, (AFTER,), now="14 12:00",
         decision=said("waive", expires=at("14 12:00"))),
    Case("not yet made", MISSING, (AFTER,), now="14 08:59", decision=said("waive")),
    Case("an operator's waiver of the duty stands before a person's verdict", WAIVED, (AFTER,),
         duty=duty(waiver="改版（王五）"), decision=said("confirm"), machine=MISSING),
]
# fmt: on


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.why)
def test_a_decision_counts(case: Case) -> None:
    case.check()


@pytest.mark.parametrize("kind", ["confirm", "late", "reject", "waive"])
def test_a_decision_outlives_what_is_seen_later(kind: str) -> None:
    decision = said(kind)
    scans = [BEFORE, AFTER]
    now = judge(duty(), scans, (), at("14 10:00"), decision=decision)
    scans += [failed("14 11:00"), look("14 12:00"), look("14 13:00")]
    later = judge(duty(), scans, (), at("20 10:00"), decision=decision)
    assert (later.kind, later.reason, later.machine) == (now.kind, now.reason, now.machine)


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="maybe"):
        HumanDecision("maybe", None, "张三", "", at("14 09:00"))  # type: ignore[arg-type]
