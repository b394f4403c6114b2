"""What people may write into the cells of a checklist."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.base.errors import InputError
from repostwatch.model import BEIJING
from repostwatch.model.spot_checks import CheckResult, VetoIndicator
from repostwatch.reporting.spot_tables import parse_checklist

NOW = datetime(2026, 11, 30, 10, tzinfo=BEIJING)


def said(indicator: str, result: str) -> tuple[VetoIndicator, CheckResult]:
    head = "portal_id,indicator,result,by,at,evidence\n"
    row = f"a,{indicator},{result},张三,2026-11-20T09:00,首页三处链接指向售卖网站\n"
    (entry,) = parse_checklist(head + row, "filled.csv", {"a"}, NOW)
    return entry.indicator, entry.result


@pytest.mark.parametrize(
    "result", ["failed", "FAILED", "Failed", " failed ", "ＦＡＩＬＥＤ", "不合格"]
)
@pytest.mark.parametrize("indicator", ["serious_errors", "SERIOUS_ERRORS", "严重错误"])
def test_words_in_small_or_large_letters(indicator: str, result: str) -> None:
    assert said(indicator, result) == (VetoIndicator.SERIOUS_ERRORS, CheckResult.FAILED)


@pytest.mark.parametrize("result", ["fail", "UNKNOWN", "waiting", "无法核验", "x", "0"])
def test_a_person_says_passed_or_failed_only(result: str) -> None:
    with pytest.raises(InputError, match="a person says passed or failed, or leaves it empty"):
        said("serious_errors", result)
