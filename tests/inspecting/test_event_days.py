"""The day of an event proves neither that a site is kept up nor that it is not, while it is near;
what is made public, or is over before it is told of, is as new as its day."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.model.codes import ListCode
from repostwatch.model.spot_checks import CheckResult
from tests.inspecting.test_shown_days import FAILED, PASSED, UNKNOWN, WORDS, judged, why

PUBLIC = [
    "公示日期", "公示时间", "公示开始时间", "公示起始日期", "开标结果公示时间", "公告时间", "征集意见公告日期", "活动发布时间",
    "办结时间", "答复时间", "处罚决定日期", "成交日期", "拍摄时间", "时间",
]  # fmt: skip
EVENTS = [
    "会议时间", "召开时间", "活动时间", "访谈时间", "播出时间", "考试日期", "听证时间", "停电日期", "停水时间", "公开招标开标时间",
    "招聘时间", "来信时间", "检查时间", "公示期限", "报名时间", "接待日期", "施行日期", "比赛日期",
]  # fmt: skip
ENDS = ["截止日期", "公示截止时间", "有效期至", "挂牌截止日", "到期日期"]


def table(head: str, *days: str) -> str:
    rows = "".join(
        f"<tr><td><a href='/x/{n}.html'>县政府{WORDS[n % 4]}</a></td><td>{day}</td></tr>"
        for n, day in enumerate(days)
    )
    return f"<div class='box'><h2>专栏</h2><table><tr><th>标题</th><th>{head}</th></tr>{rows}</table></div>"


def listed(label: str, *days: str, title: str = "县政府{}") -> str:
    rows = "".join(
        f"<li><a href='/x/{n}.html'>{title.format(WORDS[n % 4])}</a><span>{label}：{day}</span></li>"
        for n, day in enumerate(days)
    )
    return f"<div class='box'><h2>专栏</h2><ul>{rows}</ul></div>"


NEW, OLD = ("2026-11-28", "2026-11-27", "2026-11-20"), ("2026-09-28", "2026-09-27", "2026-09-20")
AHEAD = ("2026-12-05", "2026-12-03")


@pytest.mark.parametrize("head", PUBLIC)
def test_what_is_made_public_is_as_new_as_its_day(head: str) -> None:
    assert judged(table(head, *NEW)).result is PASSED
    assert judged(listed(head, *NEW)).result is not FAILED
    for old in (table(head, *OLD), listed(head, *OLD)):
        assert judged(old).result is FAILED


@pytest.mark.parametrize("shown", [table, listed])
@pytest.mark.parametrize("head", EVENTS)
def test_an_event_that_is_near_is_for_a_person(head: str, shown) -> None:  # type: ignore[no-untyped-def]
    for days in (NEW, AHEAD, NEW[:1]):
        assert judged(shown(head, *days)).result is UNKNOWN
    assert judged(shown(head, *OLD)).result is FAILED


@pytest.mark.parametrize("head", ENDS)
def test_an_end_acquits_nobody(head: str) -> None:
    assert judged(table(head, *NEW)).result is FAILED
    assert judged(listed(head, *NEW)).result is FAILED


def test_the_reason_says_so() -> None:
    assert why(judged(table("会议时间", *NEW))) is ListCode.ITEM_EVENT


@pytest.mark.parametrize(
    ("beside", "result"),
    [
        ("停电时间：12月2日", UNKNOWN), ("停电时间：11月22日", UNKNOWN), ("停电时间：6月2日", FAILED), ("停电时间：12-08", UNKNOWN),
        ("活动时间：2026-10-11 至 2026-11-28", FAILED), ("活动时间：2026-11-21至2026-12-28", UNKNOWN),
        ("发布时间：2026-10-11　停电时间：2026-11-28", FAILED),
        ("发布时间：2026-11-26　停电时间：2026-12-02", PASSED),
    ],
)  # fmt: skip
def test_what_is_announced_is_announced_before_its_first_day(
    beside: str, result: CheckResult
) -> None:
    # Titles so short are no items without a day of their own.
    for title in ("东区停电", "关于城区东部停电的公告"):
        row = f"<li><a href='/p/1.html'>{title}</a><span>{beside}</span></li>"
        shown = f"<div class='box'><h2>停电公告</h2><ul>{row}{row.replace('1.h', '2.h')}</ul></div>"
        found = judged(shown).result
        assert found is result or (len(title) < 8 and found is UNKNOWN and result is PASSED)


@pytest.mark.parametrize(
    "name", ["县长接待日", "领导接待日", "活动预告", "值班安排", "专家坐诊", "局长接访", "会议日程"]
)
def test_an_entry_of_a_roster_may_be_long_planned(name: str) -> None:
    def shown(day: str) -> str:
        rows = "".join(
            f"<li><a href='/j/{n}.html'>县长张某{n}接待来访群众</a><span>{day}</span></li>"
            for n in range(2)
        )
        return f"<div class='box'><h2>{name}</h2><ul>{rows}</ul></div>"

    assert why(judged(shown("2026-11-25"))) is ListCode.ITEM_EVENT
    assert judged(shown("2026-09-25")).result is FAILED
