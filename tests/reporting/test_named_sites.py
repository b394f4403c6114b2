"""The table of a spot check's sites that people read: names, heads and words of one language."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from repostwatch.model import Language, Level, Portal, because
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.samples import SampledSite
from repostwatch.model.spot_checks import CheckResult, IndicatorResult, SiteResult, VetoIndicator
from repostwatch.reporting.named_sites import COLUMNS, named_sites
from repostwatch.wording import Style

SITE = SampledSite("sy", Level.CITY, "辽宁", drawn=True, again=True)
PORTAL = Portal("sy", "沈阳市人民政府", Level.CITY, "http://sy.example.cn/", authority="辽宁省政府")
SEEN = because(SpotCheckCode.SEEN_AT, seen_at=datetime(2026, 11, 1, tzinfo=UTC))


def rows(
    site: SiteResult, *known: Portal, language: Language = Language.CHINESE
) -> list[list[str]]:
    own = {one.portal_id: one for one in known}
    return list(csv.reader(io.StringIO(named_sites([site], own, "2026Q4", Style(language)))))


def inspected() -> SiteResult:
    open_ = {VetoIndicator.NO_RESPONSE: CheckResult.WAITING,
             VetoIndicator.SERIOUS_ERRORS: CheckResult.FAILED}  # fmt: skip
    indicators = tuple(
        IndicatorResult("sy", one, open_.get(one, CheckResult.PASSED), SEEN)
        for one in VetoIndicator
    )
    return SiteResult(SITE, CheckResult.FAILED, indicators)


def test_a_site_is_called_by_its_name() -> None:
    head, row = rows(inspected(), PORTAL)
    found = dict(zip(head, row, strict=True))
    assert found["网站名称"] == "沈阳市人民政府"
    assert (found["类别"], found["主管单位"], found["地区"]) == ("市级", "辽宁省政府", "辽宁")
    assert found["列入原因"] == "随机抽取、上季度不合格，复查"
    assert (found["结果"], found["不合格的指标"]) == ("不合格", "严重错误")
    assert found["待人工或不能确定的指标"] == "互动回应差"
    assert found["不合格的理由"].startswith("严重错误：")
    assert found["网站编号"] == "sy"


@pytest.mark.parametrize("language", Language)
def test_every_head_and_word_is_of_the_language(language: Language) -> None:
    head, row = rows(inspected(), PORTAL, language=language)
    assert len(head) == len(set(head)) == len(row) == len(COLUMNS)
    own = [*head, row[2], row[5], row[6], row[7], row[8]]
    assert all(cell.isascii() == (language is Language.ENGLISH) for cell in own), own


def test_a_site_that_no_registry_has_is_called_by_its_id_and_nobody_judged_it() -> None:
    head, row = rows(SiteResult(SITE, CheckResult.UNKNOWN, ()))
    found = dict(zip(head, row, strict=True))
    assert (found["网站名称"], found["主管单位"], found["结果"]) == ("sy", "", "")


def test_a_name_is_no_formula() -> None:
    hostile = Portal("sy", "=cmd|' /C calc'!A0", Level.CITY, "http://sy.example.cn/")
    _, row = rows(inspected(), hostile)
    assert row[1].startswith("'=")
