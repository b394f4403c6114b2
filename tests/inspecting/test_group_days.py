"""A day that stands with items which have none of their own may be that of all of them."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.model.codes import ListCode
from tests.inspecting.test_shown_days import FAILED, NEW, UNKNOWN, WORDS, box, judged, why

ITEMS = "".join(f"<li><a href='/x/{n}.html'>县政府{WORDS[n]}</a></li>" for n in range(4))
LINES = "".join(
    f"<tr><td>·</td><td><a href='/x/{n}.html'>县政府{WORDS[n]}</a></td></tr>" for n in range(4)
)
HEAD = "<div class='tit'><h3><a href='/m/'>今日要闻</a></h3></div>"
# {} has the whole day, {m} and {d} month and day.
SHOWN = {
    "a row": f"{HEAD}<ul><li class='day'>{{}}</li>{ITEMS}</ul>",
    "a row without a year": f"{HEAD}<ul><li>{{m}}月{{d}}日</li>{ITEMS}</ul>",
    "a row of a table": f"{HEAD}<table><tr><td colspan=2>{{}}</td></tr>{LINES}</table>",
    "a head of a table": f"{HEAD}<table><thead><tr><th colspan=2>{{}}</th></tr></thead>{LINES}</table>",
    "a line": f"{HEAD}<p>{{}}</p><ul>{ITEMS}</ul>",
    "a line with a weekday": f"{HEAD}<p class='date'>{{m}}月{{d}}日 星期六</p><ul>{ITEMS}</ul>",
    "bold": f"{HEAD}<p><b>{{}}</b></p><ul>{ITEMS}</ul>",
    "pieces": f"{HEAD}<div class='d'><b>{{d}}</b><span>{{m}}月</span></div><ul>{ITEMS}</ul>",
    "a text": f"{HEAD}{{}}<ul>{ITEMS}</ul>",
    "a heading": f"<div class='tit'><h3>今日要闻（{{m}}月{{d}}日）</h3></div><ul>{ITEMS}</ul>",
    "a heading with a year": f"<div class='tit'><h3>今日要闻 {{}}</h3></div><ul>{ITEMS}</ul>",
    "a heading that is a link": f"<h3><a href='/m/'>今日要闻（{{m}}-{{d}}）</a></h3><ul>{ITEMS}</ul>",
    "beside a heading": f"<div class='tit'><h3>今日要闻</h3><span>{{}}</span></div><ul>{ITEMS}</ul>",
    "an issue": f"<div class='tit'><h3>某县日报</h3><span>{{}} 第3021期</span></div><ul>{ITEMS}</ul>",
    "a list of days": f"{HEAD}<ul>{ITEMS}</ul><ul><li>{{}}</li><li>{{}}</li></ul>",
    "a box around": f"{HEAD}<p>{{}}</p><div><div><ul>{ITEMS}</ul></div></div>",
}
NONE = [
    HEAD, "<h3>今日要闻</h3>", "<h3>每周要闻</h3>", "<p class='up'>更新时间：2026-11-28</p>", "<h3>要闻<i>更新于11月28日</i></h3>",
    "<p>今天是2026年11月30日 星期一</p>", "<p>服务热线：0374-11-28</p>", "<ol><li>1</li><li>2</li><li>11</li><li>12</li></ol>",
    "<p>共 28 条</p>", "<p>截止日期：2026-11-28</p>",
]  # fmt: skip


def shown(kind: str, month: int, day: int) -> str:
    whole = f"2026-{month:02}-{day:02}"
    return f"<div class='box'>{SHOWN[kind].format(whole, whole, m=month, d=day)}</div>"


@pytest.mark.parametrize("kind", SHOWN)
def test_a_day_with_undated_items_may_be_theirs(kind: str) -> None:
    found = judged(shown(kind, 11, 28))
    assert found.result is UNKNOWN
    # A link with a day is taken for what may be an item itself.
    assert why(found) is (ListCode.ITEM_UNCLEAR if "link" in kind else ListCode.ITEM_GROUP)
    assert judged(shown(kind, 9, 28)).result is FAILED


@pytest.mark.parametrize("above", NONE)
def test_what_is_no_day_of_items_leaves_them_undated(above: str) -> None:
    assert judged(f"<div class='box'>{above}<ul>{ITEMS}</ul></div>").result is FAILED


def test_a_day_of_another_box_is_none_of_theirs() -> None:
    boxes = f"{box('部门信息', 30, 31)}<div class='box'>{HEAD}<ul>{ITEMS}</ul></div>"
    day = "<div class='box'><h3>公报</h3><p>2026-11-28</p><ul><li>县政府公报目录</li></ul></div>"
    assert why(judged(boxes, day)) is not ListCode.ITEM_GROUP


def test_items_with_days_of_their_own_need_none_above() -> None:
    old = f"<div class='box'><p>2026-11-28</p>{box('要闻', 30, 31, 32)}</div>"
    assert judged(old).result is FAILED
    assert judged(box("要闻", *NEW), shown("a row", 9, 28)).result is not FAILED
