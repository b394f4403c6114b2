"""The newest day that a text may mean, where no rule of reading tells which."""

# ruff: noqa: E501  texts stand on one line

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.reading.dates import possible_days

TODAY = date(2026, 3, 2)  # a Monday


def newest(*lines: str) -> str | None:
    found = possible_days.beside(lines, TODAY)
    return None if found is None else str(found.day)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["27/02"], "2026-02-27"),
        (["02", "27"], "2026-02-27"),
        (["1/2"], "2026-02-01"),  # the second of January or the first of February
        (["12/28"], "2025-12-28"),  # not ahead
        (["28/12/2026"], "2026-12-28"),  # ahead as it says itself
        (["2026", "2", "27"], "2026-02-27"),
        (["27", "2", "2026"], "2026-02-27"),
        (["26.2.27"], "2026-02-27"),
        (["0227"], "2026-02-27"),
        (["20260227"], "2026-02-27"),
        (["２月２７"], "2026-02-27"),
        (["29日"], "2026-01-29"),
        (["2026年2月"], "2026-02-28"),
        (["2025.12"], "2025-12-31"),
        (["3月"], "2026-03-02"),
        (["08:15"], "2026-03-02"),
        (["周日"], "2026-03-01"),
        (["本周"], "2026-03-02"),
        (["9天前"], "2026-02-21"),
        (["3个月前"], "2025-11-29"),
        (["廿七"], "None"),
        (["二月"], "None"),
        (["2026-02-31"], "None"),
        (["2月27日，县长到重点项目建设现场调研，强调要抓好安全生产，加快建设进度，确保按期完成任务。"], "2026-02-27"),
        (["会议指出，要在全县开展为期一百天的专项行动，2月27日前完成排查，3月底前完成整改并上报情况。"], None),
        (["第12期"], None), (["(26)"], None), (["阅读 227"], None), (["2026"], None), (["12345"], None),
        (["截止 27/02"], None), (["电话：0374-2270227"], None), (["13/32"], None), ([""], None), ([], None),
    ],
)  # fmt: skip
def test_the_newest_day(lines: list[str], day: str | None) -> None:
    assert newest(*lines) == day


@given(st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.sampled_from("/-. |、"))
def test_without_a_year_the_order_decides_nothing_and_nothing_is_ahead(
    one: date, mark: str
) -> None:
    month, day = f"{one:%m}", f"{one:%d}"
    found, turned = newest(f"{month}{mark}{day}"), newest(f"{day}{mark}{month}")
    assert found == turned
    if one.replace(year=2024) != date(2024, 2, 29):  # of two years none has it
        assert found is not None
        assert date(2025, 3, 2) < date.fromisoformat(found) <= TODAY


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("/a/20260227.html", "2026-02-27"),
        ("/a/20260227101500_3.html", "2026-02-27"),
        ("/a?d=2026-02-27&x=1", "2026-02-27"),
        ("/a/2026_2_7/b.html", "2026-02-07"),
        ("/a/W020260227123456789012.jpg", "2026-02-27"),
        ("/a/202602271.html", None),
        ("/a/120260227.html", None),
        ("/a/20261327.html", None),
        ("/a/c123.html", None),
    ],
)
def test_a_day_in_an_address(address: str, day: str | None) -> None:
    found = possible_days.in_address(address, TODAY)
    assert (str(found.day) if found else None) == day
