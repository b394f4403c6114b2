"""Times of other zones and halves of the day behind the hour: understood, or no date at all."""

from __future__ import annotations

import pytest

from repostwatch.base.clock import iso
from repostwatch.model import PageDate, Precision
from repostwatch.reading.dates import written_dates


def date_in(text: str) -> PageDate | None:
    found = written_dates.FULL.search(written_dates.narrow(text))
    assert found
    return written_dates.from_match(found)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2026-08-11 8时59分（下午）", "2026-08-11T20:59:00+08:00"),
        ("2026-08-11 6:30（下午）", "2026-08-11T18:30:00+08:00"),
        ("2026年8月11日 8时59分 晚", "2026-08-11T20:59:00+08:00"),
        ("2026-08-11 06:30:00 午後", "2026-08-11T18:30:00+08:00"),
        ("2026-08-11 晚8:30", "2026-08-11T20:30:00+08:00"),
        ("2026-08-11 08:59 北京晚报", "2026-08-11T08:59:00+08:00"),
        ("2026-08-11 08:59 晚报", "2026-08-11T08:59:00+08:00"),
        ("2026-08-11 08:59 世界协调时", "2026-08-11T16:59:00+08:00"),
        ("2026-08-11 08:59（格林尼治标准时间）", "2026-08-11T16:59:00+08:00"),
        ("2026-08-11 08:59 世界时", "2026-08-11T16:59:00+08:00"),
        ("2026-08-11 08:59 夜", "2026-08-11T20:59:00+08:00"),
        ("2026-08-11 夜8:30", "2026-08-11T20:30:00+08:00"),
        ("2026-08-11 08:59 夜读", "2026-08-11T08:59:00+08:00"),
        ("2026-08-11 08:30 p. m.", "2026-08-11T20:30:00+08:00"),
        ("2026-08-11 08:59 CST", "2026-08-11T08:59:00+08:00"),
        ("2026-08-11 08:59 更新时间：", "2026-08-11T08:59:00+08:00"),
        ("2026-08-11 08:59 来源：IT之家", "2026-08-11T08:59:00+08:00"),
        ("2026-08-11 08:59 来源：美国时代周刊", "2026-08-11T08:59:00+08:00"),
    ],
)
def test_what_is_understood_counts_to_the_minute(text: str, known: str) -> None:
    date = date_in(text)
    assert date
    assert date.precision is Precision.MINUTE
    assert iso(date.value) == known


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-11 08:59（伦敦时间）", "2026-08-11 08:59 纽约时间", "2026-08-11 08:59 当地时间",
        "2026-08-10 21:30 EST", "2026-08-10 21:30 (PDT)", "2026-08-11 08:59 东九区时间",
        "美东时间 2026-08-10 21:30", "2026-08-10 21:30 MSK", "2026-08-11 08:59 JST",
    ],
)  # fmt: skip
def test_of_another_zone_not_even_the_day_is_known(text: str) -> None:
    assert date_in(text) is None


def test_a_day_without_a_time_has_no_zone() -> None:
    date = date_in("2026-08-10 EST")
    assert date
    assert iso(date.value) == "2026-08-10T00:00:00+08:00"
