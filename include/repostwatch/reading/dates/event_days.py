"""The day of an event that a text beside an item names: it may be ahead, also without a year."""

from __future__ import annotations

import re
from datetime import date

from repostwatch.model import PageDate
from repostwatch.reading.dates import day_labels
from repostwatch.reading.dates.calendar_days import of_month
from repostwatch.reading.dates.day_labels import Meaning
from repostwatch.reading.dates.written_dates import FULL, from_match, made

_NUMBER = re.compile(r"\d")
_MONTH_DAY = re.compile(
    r"(?<![\d./-])(1[0-2]|0?[1-9])\s?[-/.月]\s?([12]\d|3[01]|0?[1-9])(?!\d)(?![./-]\d)"
)
_AHEAD = 92  # days; what lies farther ahead is hardly told without its year


def named(line: str, today: date) -> PageDate | None:
    """The day of an event that a line names behind its label, of a span the first: it is announced
    before that."""
    first = _NUMBER.search(line)
    if first is None or day_labels.before(line[: first.start()]) is not Meaning.EVENT:
        return None
    if (whole := FULL.search(line)) is not None:
        return from_match(whole)
    short = _MONTH_DAY.search(line)
    day = next(of_month(int(short[1]), int(short[2]), today), None) if short else None
    return coming(day, today) if day is not None else None


def coming(day: PageDate, today: date) -> PageDate:
    """What a month and its day mean that were taken for the last such day, where something takes
    place then: the next one, if that is near."""
    following = made(day.value.year + 1, day.value.month, day.value.day)
    if following is None or not 0 < (following.value.date() - today).days <= _AHEAD:
        return day
    return following
