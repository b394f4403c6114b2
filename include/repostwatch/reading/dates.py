"""Dates as pages write them: in text, in fields and tags, in addresses, as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from repostwatch.model import BEIJING, PageDate, Precision

YEAR = r"((?:19|20)\d\d)"
MONTH = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_CLOCK = (
    r"(?:[\sT-]{0,3}(?P<h>[01]?\d|2[0-3])\s?[:：时点]\s?(?P<mi>[0-5]\d)"
    r"(?:\s?[:：分]\s?(?P<s>[0-5]\d)(?!\d))?)?"
)
# The character before must not belong to a number or a code: 0233621J/2026-00150 and
# 2026-02-00018 are index numbers.
FULL = re.compile(
    rf"(?<![0-9A-Za-z/])(?P<y>(?:19|20)\d\d)"
    rf"(?:\s?(?P<mark>[-/.．·—–－_])\s?(?P<m>{MONTH})\s?(?P=mark)\s?(?P<d>{DAY})"
    rf"|\s?年\s?(?P<m2>{MONTH})\s?月\s?(?P<d2>{DAY})\s?日?)(?!\d)(?!-\d{{3}}){_CLOCK}"
)
_ENGLISH_CLOCK = (
    r"(?:,?\s{1,2}(?P<h>[01]?\d|2[0-3]):(?P<mi>[0-5]\d)(?::(?P<s>[0-5]\d))?"
    r"(?:\s?(?P<zone>GMT|UTC|Z\b|[+-]\d\d:?\d\d))?)?"
)
_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
ENGLISH = re.compile(
    rf"\b(?:(?P<n>{_NAME})[a-z]{{0,6}}\.?,?\s{{1,2}}(?P<d>{DAY})(?:st|nd|rd|th)?,?"
    rf"|(?P<d2>{DAY})(?:st|nd|rd|th)?[\s-]{{1,2}}(?P<n2>{_NAME})[a-z]{{0,6}}\.?,?)"
    rf"[\s-]{{1,2}}(?P<y>(?:19|20)\d\d)\b{_ENGLISH_CLOCK}"
)
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d{1,9})?\s?(Z|[+-]\d\d):?(\d\d)?$", re.IGNORECASE
)
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_WHOLE_MONTH = re.compile(rf"^{YEAR}\s?(?:[-/.]|年)\s?({MONTH})\s?月?$")
_COMPACT = re.compile(rf"^{YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(\d\d)(\d\d)(\d\d)?)?$")
_IN_ADDRESS = re.compile(
    rf"/t{YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_\d"
    rf"|/{YEAR}[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_.-])"
    rf"|/art/{YEAR}/(\d\d?)/(\d\d?)/"
)
_MONTH_IN_ADDRESS = re.compile(rf"/{YEAR}[-/]?(0[1-9]|1[0-2])(?=[/_-])")


def made(year: int, month: int, day: int, clock: Sequence[str | None] = ()) -> PageDate | None:
    """A date, to the minute where `clock` has hour and minute, or None where no such day is.

    Midnight to the second is what a database shows for a date without a time: a day.
    """
    if not clock:
        try:
            return PageDate(datetime(year, month, day, tzinfo=BEIJING), Precision.DAY)
        except ValueError:
            return None
    hour, minute, second = (*(int(part or 0) for part in clock), 0, 0, 0)[:3]
    try:
        value = datetime(year, month, day, hour, minute, second, tzinfo=BEIJING)
    except ValueError:
        return None
    timed = clock[0] is not None and (hour, minute, second) != (0, 0, 0)
    return PageDate(value, Precision.MINUTE if timed else Precision.DAY)


def from_match(match: re.Match[str]) -> PageDate | None:
    """The date of a match of `FULL`."""
    part = match.group
    month, day = part("m") or part("m2"), part("d") or part("d2")
    return made(int(part("y")), int(month), int(day), (part("h"), part("mi"), part("s")))


def english(text: str) -> PageDate | None:
    """A date with an English month (September 18, 2026; 18 Sep 2026 16:05 GMT)."""
    match = ENGLISH.search(text) if "20" in text or "19" in text else None
    if match is None:
        return None
    part = match.group
    month = _MONTHS.index(part("n") or part("n2")) // 3 + 1
    day = int(part("d") or part("d2"))
    date = made(int(part("y")), month, day, (part("h"), part("mi"), part("s")))
    zone = part("zone")
    if date is None or zone is None:
        return date
    offset = zone.replace(":", "") if zone[0] in "+-" else "+0000"
    return _shifted(date.value, offset)


def _shifted(local: datetime, offset: str) -> PageDate | None:
    """A moment that was read as Beijing's, although it stated the offset +HHMM."""
    minutes = int(offset[:3]) * 60 + int(offset[0] + (offset[3:] or "0"))
    try:
        zone = timezone(timedelta(minutes=minutes))
        value = local.replace(tzinfo=zone).astimezone(BEIJING)
    except (ValueError, OverflowError):
        return None
    return PageDate(value, Precision.MINUTE)


def stated(text: str | None) -> PageDate | None:
    """The date that a tag, a field or a cell states, if the text is a date and little else.

    A stated offset counts (…Z is eight hours before Beijing); without one it is Beijing time.
    """
    text = " ".join((text or "").split())
    if not text or len(text) > 60:
        return None
    match = _ISO.match(text)
    if match:
        try:
            local = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}")
        except ValueError:
            return None
        zone = "+00" if match[4] in "zZ" else match[4]
        if zone == "+08" and match[2] == "00:00":
            return made(local.year, local.month, local.day)
        return _shifted(local, zone + (match[5] or "00"))
    match = _COMPACT.match(text)
    if match:
        year, month, day, *clock = match.groups()
        return made(int(year), int(month), int(day), clock)
    match = FULL.search(text)
    if match:
        return from_match(match)
    match = _WHOLE_MONTH.match(text)
    return of_month(match) if match else english(text)


def moment(number: float) -> PageDate | None:
    """The date of a Unix time in seconds or milliseconds, as JSON lists have it."""
    seconds = number / 1000 if number > 1e11 else number
    try:
        local = datetime.fromtimestamp(seconds, BEIJING)
    except (ValueError, OverflowError, OSError):
        return None
    if not 1990 <= local.year <= 2100:
        return None
    clock = (str(local.hour), str(local.minute), str(local.second))
    return made(local.year, local.month, local.day, clock)


def in_address(url: str) -> PageDate | None:
    """The day, else the month, that an address carries."""
    match = _IN_ADDRESS.search(url)
    if match:
        year, month, day = (int(part) for part in match.groups() if part)
        return made(year, month, day)
    match = _MONTH_IN_ADDRESS.search(url)
    return of_month(match) if match else None


def of_month(match: re.Match[str]) -> PageDate:
    """The month of a match whose groups 1 and 2 are year and month."""
    value = datetime(int(match[1]), int(match[2]), 1, tzinfo=BEIJING)
    return PageDate(value, Precision.MONTH)
