"""What is measured, counted or numbered is no item's day; days in numerals, in full-width digits or
counted back are."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.model.spot_checks import CheckResult
from repostwatch.reading.dates import row_dates, written_dates
from tests.inspecting.test_shown_days import FAILED, PASSED, UNKNOWN, WORDS, judged


def news(title: str = "{t}", beside: str = "") -> CheckResult:
    """Of a column whose rows have 24 to 27 for {d}."""
    rows = "".join(
        f"<li><a href='/c/{n}.html'>{title.format(d=24 + n, t='县政府' + WORDS[n])}</a>"
        f"<i>{beside.format(d=24 + n)}</i></li>"
        for n in range(4)
    )
    return judged(f"<div class='box'><h2>要闻</h2><ul>{rows}</ul></div>").result


@pytest.mark.parametrize(
    "beside",
    ["11-{d}℃", "{d}~11 ℃", "11/{d}°C", "11.{d}元", "￥11.{d}", "11.{d}元/斤", "11.{d}%", "11-{d}人", "11.{d}万",
     "V11.{d}", "v2026.11.{d}", "No.202611{d}", "比分 11-{d}", "价格：11.{d}", "气温 11-{d}", "电话 0731-11{d}",
     "2026年11期", "2026-11期", "2026第{d}期", "1-11月"],
)  # fmt: skip
def test_a_number_of_something_is_no_day(beside: str) -> None:
    assert news(beside=beside) is FAILED


@pytest.mark.parametrize(
    "title",
    ["11-{d} ℃ {t}", "11-{d}℃ {t}", "11.{d} 亿元{t}", "11.{d}元 {t}", "（11.{d}元）{t}", "v11.{d} {t}",
     "11-{d} 战胜邻县 {t}", "{t}2026年1-11月"],
)  # fmt: skip
def test_nor_is_it_at_the_head_of_a_title(title: str) -> None:
    assert news(title) is FAILED


def test_what_a_number_may_count_makes_its_day_uncertain() -> None:
    assert news("11.{d} 版{t}") is UNKNOWN
    assert news("11-{d} {t}") is PASSED


@pytest.mark.parametrize(
    ("cells", "result"),
    [
        (("11-21", "11-25", "15-21"), UNKNOWN),  # scores
        (("11.25", "24.50", "8.80"), UNKNOWN),  # prices
        (("21/11", "25/11", "05/11"), UNKNOWN),  # the day first
        (("11-21", "11-25", "11-20"), PASSED),
        (("11-21", "11-25", ""), PASSED),
        (("11-21", "11-25", "第3-45号"), PASSED),
    ],
)
def test_pairs_among_which_one_is_no_day_are_none_for_certain(
    cells: tuple[str, ...], result: CheckResult
) -> None:
    rows = "".join(
        f"<li><a href='/c/{n}.html'>县政府{WORDS[n]}</a><i>{cell}</i></li>"
        for n, cell in enumerate(cells)
    )
    assert judged(f"<div class='box'><h2>要闻</h2><ul>{rows}</ul></div>").result is result


@pytest.mark.parametrize(
    ("beside", "result"),
    [("二〇二六年十一月二五日", PASSED), ("二零二六年 十一月 二十五日", PASSED), ("［１１－２５］", PASSED),
     ("十一月二十五日", UNKNOWN), ("十天前", UNKNOWN), ("三小时前", UNKNOWN), ("202611", UNKNOWN),
     ("2026年第48周", UNKNOWN), ("9时5分", UNKNOWN), ("丙午年十月廿一", UNKNOWN), ("昨天", PASSED), ("3小时前", PASSED),
     ("四十天前", FAILED), ("202609", FAILED), ("二〇二六年九月廿五日", FAILED), ("40天前", FAILED)],
)  # fmt: skip
def test_days_in_other_forms(beside: str, result: CheckResult) -> None:
    assert news(beside=beside) is result


@pytest.mark.parametrize(
    ("title", "result"),
    [
        ("十一月二十五日，{t}", PASSED),
        ("{t}（十一月二十五日）", UNKNOWN),
        ("九月二十五日，{t}", FAILED),
    ],
)
def test_a_title_may_spell_its_day(title: str, result: CheckResult) -> None:
    assert news(title) is result


@pytest.mark.parametrize("numeral", "一二三四五六七八九十廿卅〇零○两")
def test_no_numerals_stop_the_reading(numeral: str) -> None:
    for other in "一二十廿九":
        text = f"二〇二六年{numeral}{other}月{other}{numeral}日 {numeral}{other}天前"
        written_dates.counted(written_dates.narrow(text))
        row_dates.find(text)


def test_how_many_there_are_in_a_month_is_no_day_of_it() -> None:
    assert row_dates.find("2026年11月24家") is None
    assert row_dates.find("2026年11月24日") is not None
    assert row_dates.find("2026年11月24") is not None
