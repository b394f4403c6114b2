"""Sentences about duties whose form depends on their facts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from repostwatch.model import BEIJING, Reason, because, together
from repostwatch.model.codes import DutyCode
from repostwatch.wording import Style, say

NINE = datetime(2026, 9, 2, 9, tzinfo=BEIJING)
END = NINE + timedelta(days=7)
MIDNIGHT = END + timedelta(hours=15)  # the end of that day in Beijing
RULE = because(DutyCode.STATE_COUNCIL)


def signed(code: DutyCode, expires: datetime | None, **facts: float) -> Reason:
    return because(code, reason="领导要求", by="王敏", at=NINE, expires=expires, **facts)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (signed(DutyCode.WAIVED, END), "领导要求（王敏，2026-09-02），有效期至2026-09-09 09:00"),
        (signed(DutyCode.WAIVED, MIDNIGHT), "领导要求（王敏，2026-09-02），有效期至2026-09-09"),
        (signed(DutyCode.WIDENED, None), "人工列入：领导要求（王敏，2026-09-02）"),
        (
            together(RULE, signed(DutyCode.LIMITED, None, hours=2.0)),
            "国务院或国务院办公厅发文，面向各地区各部门；时限2小时：领导要求（王敏，2026-09-02）",
        ),
        (
            because(DutyCode.NAMED_IN_TITLE, why=RULE, portal="广东省"),
            "国务院或国务院办公厅发文，面向各地区各部门（点名：广东省）",
        ),
    ],
)
def test_what_is_said_of_a_duty(reason: Reason, said: str) -> None:
    assert say(reason, Style()) == said


def test_a_mail_writes_the_day_of_a_decision_like_its_other_days() -> None:
    assert say(signed(DutyCode.WIDENED, None), Style(year=2026)) == (
        "人工列入：领导要求（王敏，9月2日）"
    )
