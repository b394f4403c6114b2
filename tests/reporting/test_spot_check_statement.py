"""The sentences of a spot check say no more than its numbers."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from repostwatch.inspecting.links import LinkFigures
from repostwatch.inspecting.rates import PassRates, pass_rates
from repostwatch.model import Language, Level
from repostwatch.model.reasons import text
from repostwatch.model.samples import SampledSite
from repostwatch.model.spot_checks import (
    CheckResult,
    IndicatorResult,
    LinkState,
    SiteResult,
    VetoIndicator,
)
from repostwatch.reporting.spot_check_statement import links_statement, statement
from repostwatch.wording import Style

CHINESE, ENGLISH = Style(Language.CHINESE), Style(Language.ENGLISH)
PASSED, FAILED, UNKNOWN, WAITING = CheckResult
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


def test_bounds_that_read_the_same_are_one_number() -> None:
    """One of 5,000 is open: both ends are 49.9% after one decimal place."""
    results = sites(Level.COUNTY, (PASSED, 2496), (WAITING, 1), (FAILED, 2503))
    lines = said(results, pass_rates(SHARES, results))
    assert "总体合格率49.9%，与上季度持平。" in lines[0]


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
    assert lines[-1] == ("上季度不合格的网站复查6个：合格3个，仍不合格2个，尚未确定1个。")


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
