"""Dates in pieces: cut into nodes of their own, without a year, counted back from the visit."""

from __future__ import annotations

import re

from repostwatch.model import PageDate
from repostwatch.reading.dates import relative_dates, time_of_day, written_dates
from repostwatch.reading.dates.written_dates import DAY, MONTH, YEAR, made

# No date is without one; those of other scripts are left out, because asking for any takes twice
# the time.
_DIGIT = re.compile(r"[0-9]")
OPEN, CLOSE = r"^[\s\[［(（【〔<〈「/|]*", r"[\s\]］)）】〕>〉」/|]*$"
LABEL = r"(?:(?:发布|公开|发稿|上网)?(?:时间|日期)\s?[:：]\s?)?"
_YEAR_MONTH = re.compile(rf"{OPEN}{LABEL}{YEAR}\s?(?:[-/.]|年)\s?({MONTH})\s?月?{CLOSE}")
_MONTH_DAY = re.compile(
    rf"{OPEN}{LABEL}({MONTH})\s?(?:[-/.]|月)\s?({DAY})\s?日?(?:\s{time_of_day.TIME})?{CLOSE}"
)
_RELATIVE = re.compile(OPEN + LABEL + relative_dates.PATTERN + CLOSE, re.IGNORECASE)
_NUMBER_DAY = re.compile(rf"{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SHORT_YEAR = re.compile(r"[\[(（]?([0-3]\d)([-/.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])[\])）]?")
_DAY_ALONE = re.compile(rf"({DAY})\s?日?")
_YEAR_ALONE = re.compile(rf"{YEAR}\s?年?")
_MONTH_ALONE = re.compile(rf"({MONTH})\s?月")
_NUMBER = re.compile(r"\d\d?")
_CLOCK_ALONE = re.compile(rf"[\[(（]?{time_of_day.TIME}[\])）]?")
_LONGEST = 24  # characters of a piece of a date


class Found:
    """What a row's text says: a date, a month and a day that still want a year (with the time
    of day beside them, `clock`), or a date that counts from the moment of the visit (`ago`, for
    `relative.resolved`)."""

    __slots__ = ("ago", "clock", "date", "month_day")

    def __init__(
        self,
        date: PageDate | None = None,
        month_day: tuple[int, int] | None = None,
        ago: re.Match[str] | None = None,
        clock: tuple[time_of_day.Clock, int] | None = None,
    ) -> None:
        self.date, self.month_day, self.ago, self.clock = date, month_day, ago, clock


def in_pieces(lines: list[str]) -> Found | None:
    """Dates cut into nodes (15 | 2026-03), and dates without a year."""
    lines = _timed(lines)
    for index, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        if (ago := _RELATIVE.match(line)) is not None:
            return Found(ago=ago)
        if not _DIGIT.search(line):
            continue
        if _NUMBER_DAY.fullmatch(line):
            return Found(written_dates.number(line))
        before = lines[index - 1] if index else ""
        after = lines[index + 1] if index + 1 < len(lines) else ""
        found = _month_or_day(before, line, after)
        if found is None and (year := _YEAR_ALONE.fullmatch(line)):
            found = _around_year(int(year[1]), lines, index)
        if found is not None:
            return found
    date = written_dates.english(" ".join(lines)) if any(line.isascii() for line in lines) else None
    return Found(date) if date else None


def _timed(lines: list[str]) -> list[str]:
    """The lines, a time of day in a node of its own joined to the day before it."""
    if not any(map(_CLOCK_ALONE.fullmatch, lines)):
        return lines
    joined: list[str] = []
    for line in lines:
        last = joined[-1] if joined and _CLOCK_ALONE.fullmatch(line) else ""
        if last and len(last) <= _LONGEST and (_MONTH_DAY.match(last) or _RELATIVE.match(last)):
            joined[-1] = f"{last} {line}"
        else:
            joined.append(line)
    return joined


def _month_or_day(before: str, line: str, after: str) -> Found | None:
    """A date out of one line, completed by the one before or after it."""
    month = _YEAR_MONTH.match(line)
    if month:
        day = _DAY_ALONE.fullmatch(after) or _DAY_ALONE.fullmatch(before)
        date = (
            made(int(month[1]), int(month[2]), int(day[1]))
            if day
            else written_dates.of_month(month)
        )
        return Found(date) if date else None
    month_day = _MONTH_DAY.match(line)
    if month_day:
        pair = int(month_day[1]), int(month_day[2])
        year = _YEAR_ALONE.fullmatch(after) or _YEAR_ALONE.fullmatch(before)
        clock = time_of_day.read(month_day)
        date = written_dates.with_clock(made(int(year[1]), *pair), clock, None) if year else None
        return Found(date) if date else Found(month_day=pair, clock=clock)
    short = _SHORT_YEAR.fullmatch(line)
    if short:
        date = made(2000 + int(short[1]), int(short[3]), int(short[4]))
        return Found(date) if date else None
    for first, second in ((line, after), (after, line)):
        if (m := _MONTH_ALONE.fullmatch(first)) and (d := _DAY_ALONE.fullmatch(second)):
            return Found(month_day=(int(m[1]), int(d[1])))
    return None


def _around_year(year: int, lines: list[str], index: int) -> Found | None:
    """A year in a node of its own with month and day in the two nodes after or before it.

    Before the year either may lead (18 | 09 | 2026); the pair is taken only where 月 and 日 or
    a number above 12 say which is which.
    """
    after = lines[index + 1 : index + 3]
    before = lines[index - 2 : index] if index >= 2 else []
    for pair, year_first in ((after, True), (before, False)):
        bare = [line.rstrip("月日 ") for line in pair]
        if len(bare) != 2 or not all(map(_NUMBER.fullmatch, bare)):
            continue
        first, second = int(bare[0]), int(bare[1])
        month_first = year_first or "月" in pair[0] or "日" in pair[1] or second > 12
        if not (month_first or "日" in pair[0] or first > 12 or first == second):
            return None
        month, day = (first, second) if month_first else (second, first)
        date = made(year, month, day)
        return Found(date) if date else None
    return None
