"""A title that carries a day, and a day in another script beside it, accuse nobody of being out of
date."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.inspecting.freshness import judge_columns
from repostwatch.model.spot_checks import CheckResult
from repostwatch.settings import SpotCheckSettings
from tests.inspecting.test_shown_days import FAILED, PASSED, UNKNOWN, WORDS, box, judged, look

ROW = "<li><a href='/c/{n}.html'>{title}</a>{beside}</li>"


def rows(title: str, *, old: bool = False, beside: str = "") -> str:
    """Rows of 24 to 27 November, or of September, under a title of this form."""
    return "".join(
        ROW.format(
            n=n,
            title=title.format(m="09" if old else "11", d=24 + n, t=f"县政府{WORDS[n]}"),
            beside=beside.format(m="09" if old else "11", d=24 + n),
        )
        for n in range(4)
    )


def news(title: str, *, old: bool = False, beside: str = "") -> str:
    return f"<div class='box'><h2>要闻</h2><ul>{rows(title, old=old, beside=beside)}</ul></div>"


HEADS = [
    "{m}-{d} {t}", "{m}/{d}　{t}", "{m}.{d}：{t}", "（{m}-{d}）{t}", "({m}/{d}) {t}", "【{m}月{d}日】{t}",
    "{m}月{d}日，{t}", "{m}月{d}日 {t}", "2026年{m}月{d}日，{t}", "2026-{m}-{d} {t}", "[2026.{m}.{d}]{t}",
    "· {m}-{d} {t}", "{m}-{d}|{t}", "〔{m}-{d}〕{t}", "{m}月{d}日、{t}",
]  # fmt: skip
WITHIN = [
    "{t}-{m}-{d}", "{t}：{m}/{d}", "{m}月{d}日城区空气质量日报", "气象台{m}月{d}日发布大风蓝色预警", "{m}-{d}{t}",
    "县城2026年{m}月{d}日蔬菜零售价格", "领导一周公务活动（{m}.20-{m}.{d}）", "县报2026{m}{d}期要目", "{t}（{m}.{d}）",
]  # fmt: skip


@pytest.mark.parametrize("title", HEADS)
def test_a_day_at_the_head_of_a_title_is_that_of_the_item(title: str) -> None:
    assert judged(news(title)).result is PASSED
    assert judged(news(title, old=True)).result is FAILED


@pytest.mark.parametrize("title", WITHIN)
def test_a_day_anywhere_else_in_a_title_may_be_that_of_the_item(title: str) -> None:
    assert judged(news(title)).result in (UNKNOWN, PASSED)
    assert judged(news(title, old=True)).result is FAILED


@pytest.mark.parametrize(
    ("title", "result"),
    [
        ("粮油市场2026年第47周监测周报", UNKNOWN),
        ("粮油市场2026年第31周监测周报", FAILED),
        ("农资价格周报（11月第4周）", UNKNOWN),
        ("农资价格周报（9月第4周）", FAILED),
        ("县政府〔2026〕11号文件解读材料", FAILED),
        ("县政府工作报告2030年11月26日目标", FAILED),
        ("县城区11月26日起实行单双号限行", UNKNOWN),
        ("县城区截至11月26日供暖面积情况", FAILED),
        ("县图书馆定于11月26日闭馆检修", UNKNOWN),
        ("县图书馆定于12月26日闭馆检修", UNKNOWN),
        ("县图书馆定于9月26日闭馆检修", FAILED),
        ("县城区11月26日发生停水现已恢复", UNKNOWN),
        ("第11届全县26个乡镇运动会圆满闭幕", FAILED),
    ],
)
def test_weeks_and_numbers_of_a_title(title: str, result: CheckResult) -> None:
    assert judged(news(title)).result is result


SCRIPTS = [
    "2026년 {m}월 {d}일", "2026 жылы {d}.{m} күні", "2026-يىلى {m}-ئاينىڭ {d}-كۈنى", "ngày {d} tháng {m} năm 2026",
    "2026 ᠣᠨ {m} ᠰᠠᠷ᠎ᠠ {d}", "Dies {d} Mensis {m} Anni 2026",
]  # fmt: skip


@pytest.mark.parametrize("day", SCRIPTS)
def test_a_day_in_another_script_may_be_new(day: str) -> None:
    assert judged(news("{t}", beside=f"<span>{day}</span>")).result is UNKNOWN
    assert judged(news("{t}", beside=f"<span>{day}</span>", old=True)).result is FAILED


@pytest.mark.parametrize("day", ["༢༠༢༦ལོའི་ཟླ་༡༡ཚེས་༢༧", "27 ноября 2026", "XXVII.XI.2026"])
def test_a_day_that_nobody_understands_is_no_undated_row(day: str) -> None:
    assert judged(news("{t}", beside=f"<i>{day}</i>")).result is UNKNOWN


@pytest.mark.parametrize(
    "link", ["href=\"javascript:view({n},'2026-{m}-{d}')\"", "href='#' onclick=\"go('2026/{m}/{d}')\""]
)  # fmt: skip
def test_a_day_in_the_call_of_a_row_may_be_new(link: str) -> None:
    def shown(month: str) -> str:
        made = "".join(
            f"<li><a {link.format(n=n, m=month, d=24 + n)}>县政府{WORDS[n]}</a></li>"
            for n in range(4)
        )
        return f"<div class='box'><h2>要闻</h2><ul>{made}</ul></div>"

    assert judged(shown("11")).result is not FAILED
    assert judged(shown("09")).result is FAILED


@pytest.mark.parametrize("title", [HEADS[0], HEADS[6], WITHIN[0]])
def test_columns_of_such_rows_are_not_certainly_stale(title: str) -> None:
    def site(*, old: bool) -> CheckResult:
        boxes = "".join(
            f"<div class='box'><h2>{name}</h2><ul>{rows(title, old=old).replace('/c/', f'/{name}/')}"
            "</ul></div>"
            for name in ("工作动态", "部门动态", "乡镇动态", "基层动态", "时政要闻")
        )
        seen = look(box("快讯", 1, 2, 3), boxes, old="")
        return judge_columns("a", seen, SpotCheckSettings()).result

    assert site(old=False) is not FAILED
    # A day that is only possible dates no row.
    assert site(old=True) is (UNKNOWN if title in WITHIN else FAILED)


@pytest.mark.parametrize(
    ("link", "result"),
    [
        ("href='/c/{n}.html' title='县政府{t}&#10;发布时间：2025-11-{d}'", FAILED),
        ("href='/c/{n}.html' title='县政府{t} 2025年11月{d}日'", FAILED),
        ("href='/c/{n}.html' title='县政府{t} 2026-11-{d}'", PASSED),
        ("href='/c/{n}.html' title='2025年县政府{t}'", PASSED),
        ("href='/c/2025/{n}.html'", UNKNOWN),
        ("href='/c/2026/{n}.html'", PASSED),
        ("href='/c/{n}.html'", PASSED),
    ],
)
def test_a_month_and_a_day_are_of_the_year_that_stands_beside_them(
    link: str, result: CheckResult
) -> None:
    shown = "".join(
        f"<li><a {link.format(n=n, d=24 + n, t=WORDS[n])}>县政府{WORDS[n]}</a><b>11-{24 + n}</b></li>"
        for n in range(4)
    )
    assert judged(f"<div class='box'><h2>要闻</h2><ul>{shown}</ul></div>").result is result
