"""Days of a calendar that numbers without an order, or without a year, may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from repostwatch.model import PageDate
from repostwatch.reading.dates.written_dates import made


def ordered(year: int, one: str, other: str) -> Iterator[PageDate]:
    """The days of a year that two numbers are, in either order."""
    for month, day in ((one, other), (other, one)):
        if len(month) <= 2 and len(day) <= 2 and (found := made(year, int(month), int(day))):
            yield found


def is_year(part: str) -> bool:
    """Whether a number is a year of this age."""
    return len(part) == 4 and part[:2] in ("19", "20")


def month_of(parts: Sequence[str]) -> tuple[int, int] | None:
    """The year and month that two numbers are, in either order."""
    for year, month in (parts, parts[::-1]):
        if is_year(year) and len(month) <= 2 and 1 <= int(month) <= 12:
            return int(year), int(month)
    return None


def last_of(year: int, month: int, today: date) -> Iterator[PageDate]:
    """The last day of a month, or today where that is earlier."""
    first, following = made(year, month, 1), made(year + month // 12, month % 12 + 1, 1)
    if first is not None and following is not None and first.value.date() <= today:
        yield whole_day(min(today, following.value.date() - timedelta(days=1)))


def of_month(month: int, day: int | None, today: date) -> Iterator[PageDate]:
    """The last such day that is not ahead; of a month without a day its last one, or today."""
    for year in (today.year, today.year - 1):
        found = [*last_of(year, month, today)] if day is None else [made(year, month, day)]
        for one in found:
            if one is not None and one.value.date() <= today:
                yield one
                return


def day_of_month(day: int, today: date) -> PageDate | None:
    """The last day of that number in a month, not after `today`."""
    for back in range(62):
        one = today - timedelta(days=back)
        if one.day == day:
            return whole_day(one)
    return None


def whole_day(day: date) -> PageDate:
    """A day as pages state it."""
    found = made(day.year, day.month, day.day)
    assert found is not None  # noqa: S101  of a day that there is
    return found
