"""Dates that count from the moment of the visit: 刚刚, 3小时前, 昨天 15:30, 2 days ago."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from repostwatch.model import BEIJING, Interval, PageDate, Precision
from repostwatch.reading.dates import time_of_day

_NOW = "刚刚|刚才|just now"
_DAYS = {
    "今天": 0, "今日": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "前日": 2,
}  # fmt: skip
_UNITS = {
    "秒": timedelta(seconds=1), "sec": timedelta(seconds=1),
    "分": timedelta(minutes=1), "min": timedelta(minutes=1),
    "小": timedelta(hours=1), "钟": timedelta(hours=1), "hour": timedelta(hours=1),
    "天": timedelta(days=1), "日": timedelta(days=1), "day": timedelta(days=1),
    "周": timedelta(weeks=1), "星": timedelta(weeks=1), "week": timedelta(weeks=1),
}  # fmt: skip
_FEW = {"一": 1, "两": 2, "a": 1, "an": 1, "半": 0.5}
# Groups: now; n and unit, or en and word; day with the groups of clocks.TIME.
PATTERN = (
    rf"(?:(?P<now>{_NOW})|(?P<n>\d{{1,3}}|[一两半])\s?个?(?P<unit>秒|分|小时|钟头|天|日|周|星期)钟?(?:以)?前"
    r"|(?P<en>\d{1,3}|an?)\s(?P<word>sec|min|hour|day|week)[a-z]{0,6}\sago"
    rf"|(?P<day>{'|'.join(_DAYS)})(?:\s?{time_of_day.TIME})?)"
)
# Every such text holds one of these, or ago, just, day: a quick look before the pattern is tried.
SIGNS = "前刚昨今"


def resolved(match: re.Match[str], seen: datetime) -> PageDate | None:
    """The date that a match of `PATTERN` leaves, read at `seen`.

    To the minute only where a time of day is stated. Of an age the whole span that ends in it
    when it is cut or rounded: the day that holds it, else nothing. A month that holds it would be
    a date that nobody stated.
    """
    seen = seen.astimezone(BEIJING)
    if match["day"]:
        return _of_day(match, seen)
    whole = span(match, seen)
    return _holding(whole.earliest, whole.latest)


def span(match: re.Match[str], seen: datetime) -> Interval:
    """The whole time that a match of `PATTERN` may mean, read at `seen`."""
    seen = seen.astimezone(BEIJING)
    if match["day"]:
        return _of_day(match, seen).interval
    if match["now"]:
        return Interval(seen - timedelta(hours=1), seen)
    count, unit = match["n"] or match["en"], match["unit"] or match["word"]
    size = _UNITS[unit if unit.isascii() else unit[0]]
    number = _FEW.get(count) or int(count)
    return Interval(seen - size * (number + 1), seen - size * max(number - 0.5, 0))


def _of_day(match: re.Match[str], seen: datetime) -> PageDate:
    start = seen.replace(hour=0, minute=0, second=0, microsecond=0)
    start -= timedelta(days=_DAYS[match["day"]])
    clock = time_of_day.read(match)
    if clock is None:
        return PageDate(start, Precision.DAY)
    (hour, minute, second), away = clock
    value = start.replace(hour=hour, minute=minute, second=second) + timedelta(minutes=away)
    # A moment still to come was not understood.
    return PageDate(value, Precision.MINUTE) if value <= seen else PageDate(start, Precision.DAY)


def _holding(earliest: datetime, latest: datetime) -> PageDate | None:
    day = PageDate(earliest, Precision.DAY).interval
    return PageDate(day.earliest, Precision.DAY) if latest < day.latest else None
