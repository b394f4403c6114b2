"""A quarter of a year on a Beijing calendar: its days, its span, the one before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from repostwatch.base.clock import day_of, whole_day
from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Interval, because
from repostwatch.model.codes import InputCode


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """`number` is 1…4. Quarters are ordered by time; `str()` gives `2026Q3`."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        year, month = (self.year + 1, 1) if self.number == 4 else (self.year, 3 * self.number + 1)
        return date(year, month, 1) - timedelta(days=1)

    @property
    def span(self) -> Interval:
        """From the first moment up to the first of the next quarter, which is not in it."""
        return Interval(whole_day(self.first).earliest, whole_day(self.last).latest)

    def holds(self, moment: datetime) -> bool:
        return self.span.earliest <= moment < self.span.latest

    @property
    def before(self) -> Quarter:
        return (
            Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)
        )


def parse_quarter(text: str) -> Quarter:
    """The quarter of `2026Q3`. Raises RepostwatchError where it is none."""
    found = re.fullmatch(r"([0-9]{4})Q([1-4])", text.strip().upper())
    # The first and the last year of the calendar have no neighbours to count with.
    if found and 1900 <= int(found[1]) < 9999:
        return Quarter(int(found[1]), int(found[2]))
    why = because(InputCode.NO_QUARTER, text=text[:60])
    raise RepostwatchError(f"{text!r} is not a quarter, e.g. 2026Q3", reason=why)


def quarter_of(moment: datetime) -> Quarter:
    """The quarter that a moment falls into."""
    day = day_of(moment)
    return Quarter(day.year, (day.month + 2) // 3)
