"""The sentences of a spot check say no more than its numbers."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from repostwatch.inspecting.links import LinkFigures
from repostwatch.inspecting.rates import PassRates, pass_rates
from repostwatch.model import Language, Level
from repostwatch.model.closures import ClosuresKnown
from repostwatch.model.reasons import text
from repostwatch.model.samples import SampledSite
from repostwatch.model.spot_checks import (
    CheckResult,
    IndicatorResult,
    LinkState,
    SiteResult,
    VetoIndicator,
)
from repostwatch.reporting.spot_check_statement import (
    closures_statement,
    links_statement,
    statement,
)
from repostwatch.wording import Style

CHINESE, ENGLISH = Style(Language.CHINESE), Style(Language.ENGLISH)
PASSED, FAILED, UNKNOWN, WAITING, GONE = CheckResult
SHARES = {Level.DEPARTMENT: Decimal(100), Level.COUNTY: Decimal(5)}


def sites(
    level: Level, *numbers: tuple[CheckResult, int], drawn: bool = True, again: bool = False
) -> list[SiteResult]:
    return [
        SiteResult(
            SampledSite(f"{level.value}-{result.value}-{n}", level, "", drawn, again),
            result,
            (IndicatorResult("x", VetoIndicator.NO_RESPONSE, result, text("seen")),),
        )
        for result, number in numbers
        for n in range(number)
    ]  # fmt: skip


def said(
    results: list[SiteResult], before: PassRates | None = None, style: Style = CHINESE
) -> list[str]:
    return statement("2026Q4", results, pass_rates(SHARES, results), before, style)


NOW = [
    *sites(Level.DEPARTMENT, (PASSED, 65), (FAILED, 1)),
    *sites(Level.COUNTY, (PASSED, 105), (FAILED, 29)),
]
BEFORE = [
    *sites(Level.DEPARTMENT, (PASSED, 65), (FAILED, 1)),
    *sites(Level.COUNTY, (PASSED, 98), (FAILED, 36)),
]


def test_a_quarter_as_the_bulletins_have_it() -> None:
    assert said(NOW, pass_rates(SHARES, BEFORE)) == [
        "2026年第四季度共抽查政府网站200个，总体合格率85%，比上季度提高3.5个百分点。",
        "部门抽查66个，合格率98.4%，与上季度持平。",
        "县级抽查134个，合格率78.3%，比上季度提高5.2个百分点。",
        "不合格网站30个：部门1个、县级29个。",
        "涉及单项否决指标：互动回应差30个。",
    ]
    down = said(BEFORE, pass_rates(SHARES, NOW))
    assert "总体合格率81.5%，比上季度下降3.5个百分点" in down[0]


def test_what_is_open_gives_bounds_and_is_named() -> None:
    results = [*NOW[:-10], *sites(Level.COUNTY, (UNKNOWN, 6), (WAITING, 4))]
    lines = said(results, pass_rates(SHARES, BEFORE))
    assert "总体合格率在85%至90%之间，比上季度变化+3.5至+8.5个百分点。" in lines[0]
    assert lines[-1].startswith("另有6个网站无法核验、4个网站待人工核查，均未计为合格")
    assert lines[3] == "不合格网站20个：部门1个、县级19个。"


def test_only_what_is_open_is_named_and_a_bound_without_change_has_no_sign() -> None:
    county = Level.COUNTY
    lines = said(
        sites(county, (PASSED, 3), (WAITING, 1)),
        pass_rates(SHARES, sites(county, (PASSED, 1), (FAILED, 1))),
    )
    assert lines[-1] == "另有1个网站待人工核查，均未计为合格，合格率因此为区间。"
    before = pass_rates(SHARES, sites(county, (PASSED, 3), (FAILED, 1)))
    assert "比上季度变化0至+25个百分点" in said(sites(county, (PASSED, 3), (WAITING, 1)), before)[0]


@pytest.mark.parametrize(
    ("passed", "open_", "total", "shown"),
    [
        (2496, 1, 5000, "在49.9%至50%之间"),  # 49.92, 49.94
        (2500, 1, 5000, "在50%至50.1%之间"),  # 50, 50.02
        (16, 1, 41, "在39%至41.5%之间"),  # 39.02, 41.46
        (33, 1, 41, "在80.4%至83%之间"),  # 80.48, 82.92
        (2496, 0, 5000, "49.9%"),
    ],
)
def test_what_is_printed_holds_both_ends(passed: int, open_: int, total: int, shown: str) -> None:
    rest = total - passed - open_
    lines = said(sites(Level.COUNTY, (PASSED, passed), (WAITING, open_), (FAILED, rest)))
    assert f"总体合格率{shown}。" in lines[0]


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 9))
def test_bounds_hold_what_is_true_however_it_ends(
    passed: int, open_: int, failed: int, before: int
) -> None:
    assume(passed + open_ + failed)
    earlier = pass_rates(SHARES, sites(Level.COUNTY, (PASSED, before), (FAILED, 9)))
    results = sites(Level.COUNTY, (PASSED, passed), (WAITING, open_), (FAILED, failed))
    line = said(results, earlier)[0]
    rate, change = line.split("合格率")[1].split("，比上季度变化") if open_ else ("", "")
    if open_:
        ends = [Fraction(one) for one in re.findall(r"[0-9.]+", rate)]
        moved = [Fraction(one.replace("−", "-")) for one in re.findall(r"[0-9.−]+", change)]
        for more in {0, open_}:
            share = Fraction(100 * (passed + more), passed + open_ + failed)
            assert ends[0] <= share <= ends[1]
            assert moved[0] <= share - Fraction(100 * before, before + 9) <= moved[1]


@pytest.mark.parametrize(
    ("now", "then", "shown"),
    [
        (1601, 1600, "提高不足0.1个百分点"),  # 0.06
        (1599, 1600, "下降不足0.1个百分点"),
        (1602, 1600, "提高0.1个百分点"),
        (1598, 1600, "下降0.1个百分点"),
        (1600, 1600, "与上季度持平"),
    ],
)
def test_only_what_has_not_changed_is_as_before(now: int, then: int, shown: str) -> None:
    lines = [
        said(
            sites(Level.COUNTY, (PASSED, now), (FAILED, 1667 - now)),
            pass_rates(SHARES, sites(Level.COUNTY, (PASSED, then), (FAILED, 1667 - then))),
        )
    ]
    assert shown in lines[0][0]


def test_local_is_all_local_levels_together() -> None:
    """The provincial level is 省级; 地方 is all below the departments, as in bulletins."""
    results = [
        *sites(Level.DEPARTMENT, (PASSED, 1), (FAILED, 1)),
        *sites(Level.PROVINCE, (PASSED, 5), (FAILED, 2)),
        *sites(Level.CITY, (PASSED, 10)),
        *sites(Level.COUNTY, (PASSED, 14), (FAILED, 1)),
        *sites(Level.BELOW, (PASSED, 3), (WAITING, 1)),
    ]
    shares = dict.fromkeys(Level, Decimal(10))
    lines = statement("2026Q4", results, pass_rates(shares, results), None, CHINESE)
    assert lines[1:7] == [
        "部门抽查2个，合格率50%。",
        "地方（省级及以下）抽查36个，合格率在88.8%至91.7%之间。",
        "省级抽查7个，合格率71.4%。",
        "市级抽查10个，合格率100%。",
        "县级抽查15个，合格率93.3%。",
        "县级以下抽查4个，合格率在75%至100%之间。",
    ]
    assert "部门1个、省级2个、县级1个" in lines[7]
    before = [*results, *sites(Level.COUNTY, (FAILED, 36))]
    earlier = pass_rates(shares, before)
    lines = statement("2026Q4", results, pass_rates(shares, results), earlier, CHINESE)
    assert lines[2].endswith("，比上季度变化+43至+47.3个百分点。"), lines[2]
    other = pass_rates({**shares, Level.DEPARTMENT: Decimal(99)}, before)
    lines = statement("2026Q4", results, pass_rates(shares, results), other, CHINESE)
    assert "比上季度" not in lines[0]
    assert "比上季度" in lines[2], "of the local levels it is the same scope"


@pytest.mark.parametrize(
    "levels", [(Level.DEPARTMENT, Level.PROVINCE), (Level.PROVINCE, Level.CITY), (Level.COUNTY,)]
)
def test_what_another_sentence_says_is_not_said_twice(levels: tuple[Level, ...]) -> None:
    results = [one for level in levels for one in sites(level, (PASSED, 1))]
    shares = dict.fromkeys(levels, Decimal(10))
    lines = statement("2026Q4", results, pass_rates(shares, results), None, CHINESE)
    assert not any("地方" in line for line in lines)
    assert len(lines) == 1 + len(levels)


@pytest.mark.parametrize(
    ("dead", "open_", "shown"),
    [(3, 0, "（30%）"), (3, 2, "（30%至50%）"), (0, 0, "（0%）")],
)
def test_the_share_of_dead_links(dead: int, open_: int, shown: str) -> None:
    links = Counter({LinkState.DEAD: dead, LinkState.OURS: open_})
    links[LinkState.OPENED] = 10 - dead - open_
    [line] = links_statement(LinkFigures(1, links, Counter()), CHINESE)
    assert shown in line
    [line] = links_statement(LinkFigures(1, links, Counter()), ENGLISH)
    assert shown.strip("（）").replace("至", " to ") in line


def test_a_share_is_never_lifted_over_a_line() -> None:
    lines = said(sites(Level.COUNTY, (PASSED, 8999), (FAILED, 1001)))
    assert "总体合格率89.9%。" in lines[0]


def test_sites_that_are_checked_again_are_told_apart() -> None:
    again = sites(Level.COUNTY, (PASSED, 3), (FAILED, 2), (WAITING, 1), drawn=False, again=True)
    lines = said([*NOW, *again])
    assert "抽查政府网站200个，总体合格率85%" in lines[0]
    assert lines[-1] == ("此前不合格的网站复查6个：合格3个，仍不合格2个，尚未确定1个。")


def test_a_site_that_ended_counts_in_no_rate() -> None:
    """Neither drawn by lot nor in because it failed before."""
    gone = [
        *sites(Level.COUNTY, (GONE, 2)),
        *sites(Level.COUNTY, (GONE, 1), drawn=False, again=True),
    ]
    lines, without = said([*NOW, *gone]), said(NOW)
    assert lines == [*without, "样本中另有3个网站检查前已停办，未检查，不计入合格率。"]
    again = sites(Level.COUNTY, (PASSED, 1), (GONE, 1), drawn=False, again=True)
    assert "复查1个：合格1个，仍不合格0个，尚未确定0个" in said([*NOW, *again])[-1]


def test_another_scope_is_not_compared() -> None:
    other = pass_rates({**SHARES, Level.COUNTY: Decimal(10)}, BEFORE)
    lines = said(NOW, other)
    assert "季度提高" not in lines[0]
    assert "比上季度提高5.2个百分点" in lines[2], "of one level it is the same scope"


@pytest.mark.parametrize("style", [CHINESE, ENGLISH])
def test_a_sample_of_nothing(style: Style) -> None:
    assert len(said([], style=style)) == 1


def test_in_english() -> None:
    lines = said(NOW, pass_rates(SHARES, BEFORE), ENGLISH)
    assert lines[0] == (
        "In quarter 4 of 2026, 200 government sites were checked, 85% passed, 3.5 percentage "
        "points more than in the quarter before."
    )


@pytest.mark.parametrize(
    ("known", "lines"),
    [
        (ClosuresKnown(0, 0, 9), []),
        (ClosuresKnown(0, 9, 9), ["本季度关停上移政府网站0个。"]),
        (
            ClosuresKnown(2, 3, 9),
            [
                "本季度已知关停上移政府网站2个：9个网站中，本季度看过首页或已登记终止的有3个，其余不详。"
            ],
        ),
    ],
)
def test_a_count_of_closures_says_of_how_many_sites(known: ClosuresKnown, lines: list[str]) -> None:
    assert closures_statement(known, CHINESE) == lines
    assert len(closures_statement(known, ENGLISH)) == len(lines)
