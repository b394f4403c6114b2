"""Quarters on a Beijing calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from repostwatch.base.clock import quarter_ending
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.quarters import Quarter, parse_quarter, quarter_of


@pytest.mark.parametrize(
    "text", ["2026", "2026Q5", "Q3", "26Q3", "2026-Q3", "0000Q1", "２０２６Q3"]
)
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(RepostwatchError, match=r"is not a quarter, e\.g\. 2026Q3"):
        parse_quarter(text)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2024, 1, 1), date(2024, 3, 31)),
        (2, date(2024, 4, 1), date(2024, 6, 30)),
        (3, date(2024, 7, 1), date(2024, 9, 30)),
        (4, date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_quarters_end_on_their_last_day(number: int, first: date, last: date) -> None:
    quarter = parse_quarter(f"2024q{number}")
    assert (quarter.first, quarter.last) == (first, last)


def test_the_one_before() -> None:
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    assert str(Quarter(2026, 3).before) == "2026Q2"


def test_a_moment_falls_into_the_quarter_of_beijing() -> None:
    assert quarter_of(datetime(2026, 9, 30, 15, 59, tzinfo=UTC)) == Quarter(2026, 3)
    assert quarter_of(datetime(2026, 9, 30, 16, 0, tzinfo=UTC)) == Quarter(2026, 4)


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [
        (datetime(2026, 8, 31, 15, tzinfo=UTC), None),
        (datetime(2026, 8, 31, 16, tzinfo=UTC), "2026Q3"),
        (datetime(2026, 12, 31, 15, tzinfo=UTC), "2026Q4"),
        (datetime(2026, 12, 31, 16, tzinfo=UTC), None),
    ],
)
def test_its_last_month(moment: datetime, quarter: str | None) -> None:
    assert quarter_ending(moment) == quarter
