"""Dates as pages write them: in text, in pieces, in addresses, without a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from repostwatch.model import BEIJING, PageDate, Precision

_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_CLOCK = (
    r"(?:[\sT-]{0,3}(?P<h>[01]?\d|2[0-3])\s?[:：时点]\s?(?P<mi>[0-5]\d)"
    r"(?:\s?[:：分]\s?(?P<s>[0-5]\d)(?!\d))?)?"
)
# The character before must not belong to a number or a code: 0233621J/2026-00150 and
# 2026-02-00018 are index numbers.
FULL = re.compile(
    rf"(?<![0-9A-Za-z/])(?P<y>(?:19|20)\d\d)"
    rf"(?:\s?(?P<mark>[-/.．·—–－_])\s?(?P<m>{_MONTH})\s?(?P=mark)\s?(?P<d>{_DAY})"
    rf"|\s?年\s?(?P<m2>{_MONTH})\s?月\s?(?P<d2>{_DAY})\s?日?)(?!\d)(?!-\d{{3}}){_CLOCK}"
)
_PLAIN = re.compile(r"[\[(（]?((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)[\])）]?")
_DIGIT = re.compile(r"\d")
_OPEN, _CLOSE = r"^[\s\[(（【〔<〈「]*", r"[\s\])）】〕>〉」]*$"
_LABEL = r"(?:(?:发布|更新|公开|发稿|上网)?(?:时间|日期)\s?[:：]\s?)?"
_WHOLE = re.compile(_OPEN + _LABEL + FULL.pattern + _CLOSE)
_YEAR_MONTH = re.compile(rf"{_OPEN}{_LABEL}{_YEAR}\s?(?:[-/.]|年)\s?({_MONTH})\s?月?{_CLOSE}")
_MONTH_DAY = re.compile(
    rf"{_OPEN}{_LABEL}({_MONTH})\s?(?:[-/.]|月)\s?({_DAY})\s?日?(?:\s\d\d[:：]\d\d)?{_CLOSE}"
)
_DAY_ALONE = re.compile(rf"^({_DAY})\s?日?$")
_YEAR_ALONE = re.compile(rf"^{_YEAR}\s?年?$")
_MONTH_ALONE = re.compile(rf"^({_MONTH})\s?月$")
_COMPACT = re.compile(rf"^{_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(\d\d)(\d\d)(\d\d)?)?$")
# A label in front of a date that says it is not when the page was published.
_OTHER_MEANING = re.compile(
    r"(?:成文|签发|制发|印发|生成|施行|实施|生效|有效|截止|截至|废止|落款|印制|起始|开始|结束|到期|发文)"
    r"(?:日期|时间|期)?\s?[:：]?\s?$"
)
_PUBLISHED = re.compile(r"(?:发布|公开|发稿|上网|更新|刊发)(?:日期|时间)?\s?[:：]?\s?$")
_IN_ADDRESS = re.compile(
    rf"/t{_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_\d"
    rf"|/{_YEAR}[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_.-])"
    rf"|/art/{_YEAR}/(\d\d?)/(\d\d?)/"
)
_MONTH_IN_ADDRESS = re.compile(rf"/{_YEAR}[-/]?(0[1-9]|1[0-2])(?=[/_-])")


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


def stated(text: str | None) -> PageDate | None:
    """The date that a tag, a field or a cell states, if the text is a date and little else."""
    text = " ".join((text or "").split())
    if not text or len(text) > 60:
        return None
    match = _COMPACT.match(text)
    if match:
        year, month, day, *clock = match.groups()
        return made(int(year), int(month), int(day), clock)
    match = FULL.search(text)
    if match:
        return from_match(match)
    match = _YEAR_MONTH.match(text)
    return _month(match) if match else None


def moment(number: float) -> PageDate | None:
    """The date of a Unix time in seconds or milliseconds, as JSON lists have it."""
    seconds = number / 1000 if number > 1e11 else number
    try:
        local = datetime.fromtimestamp(seconds, BEIJING)
    except (ValueError, OverflowError, OSError):
        return None
    if not 1990 <= local.year <= 2100:
        return None
    return made(
        local.year,
        local.month,
        local.day,
        (str(local.hour), str(local.minute), str(local.second)),
    )


def in_address(url: str) -> PageDate | None:
    """The day, else the month, that an address carries."""
    match = _IN_ADDRESS.search(url)
    if match:
        year, month, day = (int(part) for part in match.groups() if part)
        return made(year, month, day)
    match = _MONTH_IN_ADDRESS.search(url)
    return _month(match) if match else None


def _month(match: re.Match[str]) -> PageDate:
    value = datetime(int(match[1]), int(match[2]), 1, tzinfo=BEIJING)
    return PageDate(value, Precision.MONTH)


_SUMMARY = 120  # in a longer text a date without a label belongs to what it tells
_MAYBE = re.compile(r"\d\s?[-/.．·—–－_年月]\s?\d|\d\s?[月日]|(?m:^\d\d$)")


def maybe(text: str) -> bool:
    """Whether a text can hold a date at all: a quick look before a thorough one."""
    return _MAYBE.search(text) is not None


class Found:
    """What a row's text says: a date, or a month and a day that still want a year."""

    __slots__ = ("date", "month_day")

    def __init__(
        self, date: PageDate | None = None, month_day: tuple[int, int] | None = None
    ) -> None:
        self.date, self.month_day = date, month_day


def find(text: str, address: str = "") -> Found | None:
    """The date in the text beside a link. `text` has one line per text node.

    Of several dates the one labelled as publication wins, then the one that the address
    repeats, then the last; dates labelled as something else (成文, 施行, 截止) are left out.
    """
    plain = _PLAIN.fullmatch(text)
    if plain:
        date = made(int(plain[1]), int(plain[2]), int(plain[3]))
        return Found(date) if date else None
    if not _DIGIT.search(text):
        return None
    flat = text.replace("\n", " ")
    matches = list(FULL.finditer(flat)) if "20" in flat or "19" in flat else []
    if (
        len(matches) == 1
        and len(flat) < 40
        and not _OTHER_MEANING.search(flat, 0, matches[0].start())
    ):
        date = from_match(matches[0])
        if date:
            return Found(date)
    lines = [line for part in text.split("\n") if (line := " ".join(part.split()))]
    whole = [date for line in lines if (m := _WHOLE.match(line)) and (date := from_match(m))]
    if len(whole) == 1 and len(matches) == 1:
        place = flat[: matches[0].start()]
        return None if _OTHER_MEANING.search(place) else Found(whole[0])
    if matches:
        return _choose(flat, matches, whole, in_address(address))
    return _pieces(lines)


def _choose(
    flat: str,
    matches: list[re.Match[str]],
    whole: list[PageDate],
    address_date: PageDate | None,
) -> Found | None:
    left: list[PageDate] = []
    for match in matches:
        date = from_match(match)
        if date is None:
            continue
        before = flat[max(0, match.start() - 12) : match.start()]
        if _PUBLISHED.search(before):
            return Found(date)
        if not _OTHER_MEANING.search(before):
            left.append(date)
    alone = [date for date in whole if date in left] or (left if len(flat) < _SUMMARY else [])
    for date in alone:
        if address_date and date.interval.earliest == address_date.interval.earliest:
            return Found(date)
    return Found(alone[-1]) if alone else None


def _pieces(lines: list[str]) -> Found | None:
    """Dates cut into nodes (15 | 2026-03), and month-day dates."""
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else ""
        month = _YEAR_MONTH.match(line)
        if month:
            day = _DAY_ALONE.match(after) or (index and _DAY_ALONE.match(lines[index - 1]))
            date = made(int(month[1]), int(month[2]), int(day[1])) if day else _month(month)
            if date:
                return Found(date)
        month_day = _MONTH_DAY.match(line)
        if month_day:
            year = _YEAR_ALONE.match(after) or (index and _YEAR_ALONE.match(lines[index - 1]))
            pair = int(month_day[1]), int(month_day[2])
            if year and (date := made(int(year[1]), *pair)):
                return Found(date)
            return Found(month_day=pair)
        if _MONTH_ALONE.match(line) and _DAY_ALONE.match(after):
            return Found(month_day=(int(line.rstrip("月 ")), int(after.rstrip("日 "))))
        if _DAY_ALONE.match(line) and _MONTH_ALONE.match(after):
            return Found(month_day=(int(after.rstrip("月 ")), int(line.rstrip("日 "))))
    return None


def with_years(
    pairs: Sequence[tuple[int, int] | None],
    known: Sequence[PageDate | None],
    fetched_at: datetime | None,
) -> list[PageDate | None]:
    """Give each month-day of a list its year, or None where it cannot be told.

    `known` is, per item, a full date or the date of its address. A year comes from the
    item's own address, else from the nearest dated neighbour, else it is the last one whose
    day does not lie in the future of `fetched_at`; a list that goes on through New Year's
    Day a second time loses another year there.
    """
    limit = fetched_at.astimezone(BEIJING) if fetched_at else None
    dates: list[PageDate | None] = []
    anchors: list[tuple[int, datetime]] = []
    for index, (pair, own) in enumerate(zip(pairs, known, strict=True)):
        date = None
        if pair and own and own.value.month == pair[0]:
            date = _not_future(made(own.value.year, *pair), limit)
        dates.append(date)
        if date is None and not pair and own and own.precision is not Precision.MONTH:
            date = own
        if date:
            anchors.append((index, date.value))
    if anchors:
        for index, pair in enumerate(pairs):
            if pair and dates[index] is None:
                near = min((abs(place - index), value) for place, value in anchors)[1]
                dates[index] = _nearest(pair, near, limit)
        return dates
    if limit is None:
        return dates
    return _by_clock(pairs, limit)


def _nearest(pair: tuple[int, int], near: datetime, limit: datetime | None) -> PageDate | None:
    years = (near.year - 1, near.year, near.year + 1)
    options = [date for year in years if (date := _not_future(made(year, *pair), limit))]
    return min(options, key=lambda date: abs(date.value - near), default=None)


def _by_clock(pairs: Sequence[tuple[int, int] | None], limit: datetime) -> list[PageDate | None]:
    dates: list[PageDate | None] = []
    lost_years, run, before = 0, 0, None
    for pair in pairs:
        date = _latest(pair, limit, lost_years) if pair else None
        if date and before and date.value - before > timedelta(days=180) and run >= 3:
            lost_years += 1
            date = _latest(pair, limit, lost_years) if pair else None
        if date:
            run = run + 1 if before and date.value <= before else 1
            before = date.value
        dates.append(date)
    return dates


def _latest(pair: tuple[int, int], limit: datetime, lost_years: int) -> PageDate | None:
    years = range(limit.year, limit.year - 9, -1)  # 29 February needs up to eight
    options = [date for year in years if (date := _not_future(made(year, *pair), limit))]
    return options[lost_years] if len(options) > lost_years else None


def _not_future(date: PageDate | None, limit: datetime | None) -> PageDate | None:
    return None if date is None or (limit and date.value > limit) else date
