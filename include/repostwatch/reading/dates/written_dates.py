"""Dates as pages write them: in text, in fields and tags, in addresses, as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from repostwatch.model import BEIJING, PageDate, Precision
from repostwatch.reading.dates import time_of_day

YEAR = r"((?:19|20)\d\d)"
MONTH = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WEEKDAY = r"(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
_CLOCK = rf"(?:\s{{0,3}}{_WEEKDAY}[\sT-]{{0,3}}{time_of_day.TIME})?"
# 2026年11月24家 has no day.
_NO_COUNT = r"(?!\s?(?:[家个件条户项辆台套亿万]|人次))"
# The character before must not belong to a number or a code: 0233621J/2026-00150 and
# 2026-02-00018 are index numbers.
FULL = re.compile(
    rf"(?<![0-9A-Za-z/])(?P<y>(?:19|20)\d\d)"
    rf"(?:\s?(?P<mark>[-/.．·—–－_‐‑])\s?(?P<m>{MONTH})\s?(?P=mark)\s?(?P<d>{DAY})(?!\d)"
    rf"|\s?年\s?(?P<m2>{MONTH})\s?月\s?(?P<d2>{DAY})(?!\d)(?:\s?日|{_NO_COUNT}))(?!-\d{{3}}){_CLOCK}"
)
_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
ENGLISH = re.compile(
    rf"\b(?:(?P<n>{_NAME})[a-z]{{0,6}}\.?,?\s{{1,2}}(?P<d>{DAY})(?:st|nd|rd|th)?,?"
    rf"|(?P<d2>{DAY})(?:st|nd|rd|th)?[\s-]{{1,2}}(?P<n2>{_NAME})[a-z]{{0,6}}\.?,?)"
    rf"[\s-]{{1,2}}(?P<y>(?:19|20)\d\d)\b(?:,?\s{{1,2}}{time_of_day.TIME})?"
)
# What Java writes: Mon Aug 10 15:30:00 CST 2026.
_JAVA = re.compile(
    rf"\b(?P<n>{_NAME})\s{{1,2}}(?P<d>{DAY})\s{{1,2}}{time_of_day.TIME}\s(?P<y>(?:19|20)\d\d)\b"
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_WHOLE_MONTH = re.compile(rf"^{YEAR}\s?(?:[-/.]|年)\s?({MONTH})\s?月?$")
_COMPACT = re.compile(rf"{YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(\d\d)(\d\d)(\d\d)?)?")
# Ten digits may be a day with its hour, or a moment after 2033.
_DAY_AND_HOUR = re.compile(rf"{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])")
_EPOCH = re.compile(r"\d{10}|\d{13}|\d{16}")
_NET = re.compile(r"^\\?/?Date\((\d{9,13})(?:[+-]\d{4})?\)\\?/?$")  # what .NET writes
_IN_ADDRESS = re.compile(
    rf"/t{YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_\d"
    rf"|(?!/(?:19|20)\d\d/\d{{4}}\.)/{YEAR}[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_.-])"
    rf"|/{YEAR}([-/_])({MONTH})\8({DAY})(?=/)"
)
_REST = re.compile(r"[^\s\"'<>|,;)]{0,200}")
_NO_PAGE = re.compile(
    r"\.(?:js|css|png|jpe?g|gif|webp|svg|ico|bmp|woff2?|ttf|mp[34]|json)(?:[?#]|$)", re.IGNORECASE
)
_NUMERALS = "〇一二三四五六七八九"
_ZERO = str.maketrans("零○OoＯ", "〇〇〇〇〇")
_ONES = "[一二三四五六七八九]"
_COUNT = rf"{_ONES}?十{_ONES}?|[廿卅]{_ONES}?|{_ONES}{{1,2}}"
_IN_NUMERALS = re.compile(
    rf"([一二][〇零○OoＯ一二三四五六七八九]{{3}})\s?年\s?({_COUNT})\s?月\s?({_COUNT})\s?日"
)
# A month with its day, a day or an age, without the year; none of the moon's (十月廿一).
_ALONE = re.compile(
    rf"({_COUNT}|两)\s?(?=月\s?(?:\d{{1,2}}|{_COUNT})\s?[日号]|[日号]"
    r"|(?:个?(?:天|日|周|星期|礼拜|月|年)|个?小时|分钟)(?:之|以)?前)"
)
_OTHER_DIGITS = re.compile("[０-９〇零○Ｏ二]")
_NARROW = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:")
_MONTH_IN_ADDRESS = re.compile(rf"/{YEAR}[-/]?(0[1-9]|1[0-2])(?=[/_-])")


def narrow(text: str) -> str:
    """The text with its full-width digits, the marks between them and days in Chinese numerals
    (二〇二六年八月十日) as ASCII has them."""
    if not _OTHER_DIGITS.search(text):
        return text
    return _IN_NUMERALS.sub(_in_digits, text.translate(_NARROW))


def _in_digits(found: re.Match[str]) -> str:
    year = "".join(str(_NUMERALS.index(sign) % 10) for sign in found[1].translate(_ZERO))
    return f"{year}年{_counted(found[2])}月{_counted(found[3])}日"


def counted(text: str) -> str:
    """The text with days, their months, and ages in Chinese numerals as digits have them."""
    return _ALONE.sub(lambda match: str(_counted(match[1].replace("两", "二"))), text)


def _counted(text: str) -> int:
    """The number that a text of `_COUNT` means, whose tens may be counted (二十五, 廿五) or only
    stand before the ones (二五)."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_NUMERALS.index(sign)) for sign in ones))
    return _NUMERALS.index(tens or "一") * 10 + (_NUMERALS.index(ones) if ones else 0)


@lru_cache(maxsize=5_000)  # the same days stand on every list: this many are thirteen years
def made(year: int, month: int, day: int) -> PageDate | None:
    """A day, or None where there is no such day."""
    try:
        return PageDate(datetime(year, month, day, tzinfo=BEIJING), Precision.DAY)
    except ValueError:
        return None


def _at(
    year: int, month: int, day: int, clock: tuple[time_of_day.Clock, int] | None
) -> PageDate | None:
    """A date, to the minute where a time of day was understood.

    Midnight to the second is what a database shows for a date without a time: a day.
    """
    date = made(year, month, day)
    if date is None or clock is None:
        return date
    (hour, minute, second), away = clock
    try:
        value = date.value.replace(hour=hour, minute=minute, second=second)
        return _moment(value + timedelta(minutes=away))
    except OverflowError:
        return None


def with_clock(
    date: PageDate | None, clock: tuple[time_of_day.Clock, int] | None, seen: datetime | None
) -> PageDate | None:
    """A day to the minute of a time that stood beside it; a minute still to come at `seen` was
    not understood, and leaves the day."""
    if date is None or clock is None:
        return date
    local = date.value
    fine = _at(local.year, local.month, local.day, clock)
    return date if fine is None or (seen is not None and fine.value > seen) else fine


def _moment(value: datetime) -> PageDate:
    midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
    return PageDate(value, Precision.DAY if midnight else Precision.MINUTE)


def from_match(match: re.Match[str]) -> PageDate | None:
    """The date of a match of `FULL`, None where its time is another zone's that is not known."""
    if time_of_day.is_elsewhere(match):
        return None
    part = match.group
    month, day = part("m") or part("m2"), part("d") or part("d2")
    return _at(int(part("y")), int(month), int(day), time_of_day.read(match))


def english(text: str) -> PageDate | None:
    """A date with an English month (September 18, 2026; 18 Sep 2026 16:05 GMT)."""
    if "20" not in text and "19" not in text:
        return None
    match = ENGLISH.search(text)
    if match is not None:
        name, day = match["n"] or match["n2"], match["d"] or match["d2"]
    elif (match := _JAVA.search(text)) is not None:
        name, day = match["n"], match["d"]
    else:
        return None
    if time_of_day.is_elsewhere(match):
        return None
    month = _MONTHS.index(name) // 3 + 1
    return _at(int(match["y"]), month, int(day), time_of_day.read(match))


def stated(text: str | None) -> PageDate | None:
    """The date that a tag, a field or a cell states, if the text is a date and little else.

    A stated offset counts (…Z is eight hours before Beijing); without one it is Beijing time.
    """
    text = narrow(" ".join((text or "").split()))
    if not text or len(text) > 60:
        return None
    if text.isdecimal():
        return number(text)
    if match := _NET.match(text):
        return moment(float(match[1]))
    match = FULL.search(text)
    if match:
        return from_match(match)
    match = _WHOLE_MONTH.match(text)
    return of_month(match) if match else english(text)


def number(digits: str) -> PageDate | None:
    """The date of a text of nothing but digits: 20260810, 20260810153000, a Unix time."""
    if match := _COMPACT.fullmatch(digits):
        year, month, day, *clock = (int(part or 0) for part in match.groups())
        hour, minute, second = clock
        understood = hour < 24 and minute < 60 and second < 60
        return _at(year, month, day, ((hour, minute, second), 0) if understood else None)
    if not _EPOCH.fullmatch(digits) or _DAY_AND_HOUR.fullmatch(digits):
        return None
    return moment(float(digits))


def moment(number: float) -> PageDate | None:
    """The date of a Unix time in seconds, milliseconds or microseconds, as JSON lists have it."""
    seconds = number / 1e6 if number > 1e14 else number / 1000 if number > 1e11 else number
    try:
        local = datetime.fromtimestamp(seconds, BEIJING).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        return None
    return _moment(local) if 1990 <= local.year <= 2100 else None


def in_address(url: str) -> PageDate | None:
    """The day, else the month, that an address carries."""
    match = _IN_ADDRESS.search(url)
    if match:
        year, month, day = (int(part) for part in match.groups() if part and part.isdecimal())
        return made(year, month, day)
    match = _MONTH_IN_ADDRESS.search(url)
    return of_month(match) if match else None


def in_code(code: str) -> Iterator[PageDate]:
    """The days that addresses of pages carry which stand in a script's code."""
    for match in _IN_ADDRESS.finditer(code):
        rest = _REST.match(code, match.end())
        if rest is not None and _NO_PAGE.search(rest[0]):
            continue
        year, month, day = (int(part) for part in match.groups() if part and part.isdecimal())
        if (date := made(year, month, day)) is not None:
            yield date


def of_month(match: re.Match[str]) -> PageDate:
    """The month of a match whose groups 1 and 2 are year and month."""
    value = datetime(int(match[1]), int(match[2]), 1, tzinfo=BEIJING)
    return PageDate(value, Precision.MONTH)
