"""The day that a title carries: of what it tells, which is not told before.

At the head it is the item's own, as where a place beside it has none; anywhere else it is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from repostwatch.model import PageDate
from repostwatch.reading.dates import measures
from repostwatch.reading.dates.calendar_days import of_month, whole_day
from repostwatch.reading.dates.event_days import coming
from repostwatch.reading.dates.possible_days import PossibleDay, beside, newest, plain
from repostwatch.reading.dates.written_dates import made

_DAY = (
    r"(?:(?P<y>20\d\d)\s?[-/.·年]\s?)?(?<!\d)(?P<m>1[0-2]|0?[1-9])\s?[-/.·月]\s?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?日?"
)
# In brackets, or apart from what follows.
_HEAD = re.compile(
    rf"[\s·•◆▪]{{0,3}}(?:[\[(（【〔「]\s?{_DAY}\s?[\])）】〕」]"
    rf"|{_DAY.replace('?P<y>', '?P<y2>').replace('?P<m>', '?P<m2>').replace('?P<d>', '?P<d2>')}"
    r"(?=[\s，,：:|｜、丨]))"
)
# Wherever they stand; and numbers alone at the head, in brackets, or apart at the end.
_SPOKEN = re.compile(
    r"(?:(?P<y>20\d\d)\s?[-/.·年]\s?(?P<m>\d{1,2})\s?[-/.·月]\s?(?P<d>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<m2>\d{1,2})\s?月\s?(?P<d2>\d{1,2})\s?[日号]"
    r"|(?<!\d)(?P<y3>20\d\d)(?P<m3>\d\d)(?P<d3>\d\d)(?!\d))"
)
_PIECE = r"(?:\d{2,4}\s?[-/.·年]\s?)?\d{1,2}\s?[-/.·月]\s?\d{1,2}\s?日?(?!\d)"
_APART = (
    re.compile(rf"^\D?\s?({_PIECE})"),
    re.compile(rf"[\s\-—–:：|丨_]({_PIECE})$"),
    re.compile(r"[(（\[【〔「]([^()（）\[\]【】〔〕「」]{3,24})[)）\]】〕」]"),
)
# What takes place on a day is told before it or after; that something has to be done by then, or
# is so far, is no day of the title.
_WILL = re.compile(r"(?:将|定|拟|计划|预计|预定)[于在]?\s?$")
_WILL_BE = re.compile(r"\s?(?:将|拟|计划|预计|起)")
_UP_TO = re.compile(r"(?:截[止至]|有效期?[至到]?)[于到]?\s?$")
_UNTIL = re.compile(r"\s?(?:[之以]?前|截[止至])")
_WEEK_OF_YEAR = re.compile(r"(?<!\d)(20\d\d)年第\s?(\d{1,2})\s?周")
_WEEK_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})月份?第\s?[1-6一二三四五六]\s?周")
_WEEKS = 53
_MOST = 200  # characters of a title that are looked at


def at_head(title: str, today: date) -> PageDate | None:
    """The day with which a title begins, apart from the rest; without a year the last such day."""
    text = measures.without(plain(title[:_MOST]))
    match = _HEAD.match(text)
    if match is None or measures.may_go_on(text, match.end()):
        return None
    parts = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
    return next(_dated(*parts, today), None)


def within(title: str, today: date) -> PossibleDay | None:
    """The day that a title announces and that is ahead, else the newest that it may name."""
    text = measures.without(plain(title[:_MOST]))
    found, announced = _spoken(text, today)
    for apart in _APART:
        for match in apart.finditer(text):
            if _UNTIL.match(text, match.end(1)):
                continue
            piece = beside([match[1]], today)
            found += [piece.day] if piece is not None and piece.day is not None else []
    for match in _WEEK_OF_YEAR.finditer(text):
        if 1 <= int(match[2]) <= _WEEKS:
            last = date(int(match[1]), 1, 1) + timedelta(days=7 * int(match[2]))
            found.append(whole_day(min(last, today)))
    for match in _WEEK_OF_MONTH.finditer(text):
        if 1 <= int(match[1]) <= 12:
            found += of_month(int(match[1]), None, today)
    ahead = [one for one in announced if one.value.date() > today]
    return newest(ahead or [one for one in found if one.value.date() <= today], today)


def _spoken(text: str, today: date) -> tuple[list[PageDate], list[PageDate]]:
    """The days that a title names, and those on which it says that something takes place."""
    found: list[PageDate] = []
    announced: list[PageDate] = []
    for match in _SPOKEN.finditer(text):
        if _UP_TO.search(text, 0, match.start()) or _UNTIL.match(text, match.end()):
            continue
        one = match.groupdict()
        year = one["y"] or one["y3"]
        month, number = one["m"] or one["m2"] or one["m3"], one["d"] or one["d2"] or one["d3"]
        named = list(_dated(year, month or "", number or "", today))
        found += named
        if _WILL.search(text, 0, match.start()) or _WILL_BE.match(text, match.end()):
            announced += named if year else (coming(day, today) for day in named)
    return found, announced


def _dated(year: str | None, month: str, day: str, today: date) -> Iterator[PageDate]:
    if year is None:
        yield from of_month(int(month), int(day), today)
    elif (found := made(int(year), int(month), int(day))) is not None:
        yield found
