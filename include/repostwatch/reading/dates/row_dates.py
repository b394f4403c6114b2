"""The date that stands beside a link in a list: whole, labelled, in pieces, without a year."""

from __future__ import annotations

import re
from functools import lru_cache

from repostwatch.model import PageDate
from repostwatch.reading.dates import relative_dates, time_of_day, written_dates
from repostwatch.reading.dates.written_dates import DAY, FULL, MONTH, YEAR, from_match, made

_PLAIN = re.compile(r"[\[(（]?((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)[\])）]?")
# No date is without a digit like these, be it read or counted back: those of other scripts are
# left out, because asking for any takes twice the time.
_DIGIT = re.compile(r"[0-9]")
_SIGNS = rf"0-9０-９{relative_dates.SIGNS}〇零○"
# The letters are those of ago, just and day that a Chinese text has least; addresses have them.
_LETTERS = frozenset("gjy")
_POSSIBLE = re.compile(rf"[{_SIGNS}gjy]")
_SPOKEN = re.compile(rf"[{_SIGNS}]|ago|just|day", re.IGNORECASE)
_OPEN, _CLOSE = r"^[\s\[(（【〔<〈「/|]*", r"[\s\])）】〕>〉」/|]*$"
_LABEL = r"(?:(?:发布|公开|发稿|上网)?(?:时间|日期)\s?[:：]\s?)?"
_WHOLE = re.compile(_OPEN + _LABEL + FULL.pattern + _CLOSE)
_YEAR_MONTH = re.compile(rf"{_OPEN}{_LABEL}{YEAR}\s?(?:[-/.]|年)\s?({MONTH})\s?月?{_CLOSE}")
_MONTH_DAY = re.compile(
    rf"{_OPEN}{_LABEL}({MONTH})\s?(?:[-/.]|月)\s?({DAY})\s?日?(?:\s{time_of_day.TIME})?{_CLOSE}"
)
_RELATIVE = re.compile(_OPEN + _LABEL + relative_dates.PATTERN + _CLOSE, re.IGNORECASE)
_NUMBER_DAY = re.compile(rf"{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SHORT_YEAR = re.compile(r"[\[(（]?([0-3]\d)([-/.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])[\])）]?")
_DAY_ALONE = re.compile(rf"({DAY})\s?日?")
_YEAR_ALONE = re.compile(rf"{YEAR}\s?年?")
_MONTH_ALONE = re.compile(rf"({MONTH})\s?月")
_NUMBER = re.compile(r"\d\d?")
_CLOCK_ALONE = re.compile(rf"[\[(（]?{time_of_day.TIME}[\])）]?")
_LONGEST = 24  # characters of a piece of a date
_SHORT = 15  # characters of a text that has no room for two dates
# A label in front of a date that says it is not when the page was published.
_OTHER_MEANING = re.compile(
    r"(?:成文|签发|制发|印发|生成|施行|实施|生效|有效|截止|截至|废止|落款|印制|起始|开始|结束|到期"
    r"|发文|更新|修改|修订|编辑|归档|采集|抓取|今天是?|今日是?|现在是?)(?:日期|时间|期|于)?\s?[:：]?\s?$"
)
_SIGNED = re.compile(rf"(?:成文|签发|制发|印发|发文)(?:日期|时间)?\s?[:：]?\s?(?={FULL.pattern})")
_PUBLISHED = re.compile(r"(?:发布|公开|发稿|上网|刊发)(?:日期|时间|于)?\s?[:：]?\s?$")
_SINCE = re.compile(r"(?:自|从|于|在|至|到|截至|将)\s?$")
_UNTIL = re.compile(
    r"\s?(?:起|前|后|止|以前|以后|之前|之后|至|到|期间)(?![\u4e00-\u9fff]{0,2}[:：])"
)
_SUMMARY = 120  # in a longer text a date without a label belongs to what it tells
BREAK = "\x00"  # stands for the link itself between the texts before and after it


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


def find(text: str, address: str = "") -> Found | None:
    """The date in the text beside a link. `text` has one line per text node, BREAK for the link.

    Of several dates the one labelled as publication wins, then the one that the address
    repeats, then the last; dates labelled as something else (成文, 施行, 截止) are left out.
    """
    if len(text) <= _SHORT:
        return short(text)
    return _look(text, address) if possible(text) else None


def possible(text: str) -> bool:
    """Whether a text can hold a date at all."""
    sign = _POSSIBLE.search(text)
    return sign is not None and (sign[0] not in _LETTERS or _SPOKEN.search(text) is not None)


@lru_cache(maxsize=5_000)  # the same days stand on every list, written in a few ways
def short(text: str) -> Found | None:
    """What a text says that is too short for two dates, between which an address would decide."""
    return plain(text) or (_look(text, "") if possible(text) else None)


@lru_cache(maxsize=5_000)
def plain(text: str) -> Found | None:
    """A text that is nothing but a day in numbers."""
    match = _PLAIN.fullmatch(text)
    date = made(int(match[1]), int(match[2]), int(match[3])) if match else None
    return Found(date) if date else None


def day(text: str) -> Found | None:
    """A text that is nothing but a day in numbers and twice the same mark."""
    if 8 <= len(text) <= 10 and (mark := text[4]) in "-/." and text.count(mark) == 2:
        return plain(text)
    return None


def _look(text: str, address: str) -> Found | None:
    text = written_dates.narrow(text)
    flat = text.replace("\n", " ")
    matches = list(FULL.finditer(flat)) if "20" in flat or "19" in flat else []
    if not matches:
        return _pieces([line for part in text.split("\n") if (line := " ".join(part.split()))])
    lines = [line for part in text.split("\n") if (line := " ".join(part.split()))]
    if not any(_WHOLE.match(line) for line in lines):
        # A date box beside a summary that tells of other days.
        boxed = _pieces([line for line in lines if not FULL.search(line)])
        if boxed is not None:
            return boxed
    whole = [date for line in lines if (m := _WHOLE.match(line)) and (date := from_match(m))]
    if len(matches) == 1 and (whole or len(flat) < 40):
        date = from_match(matches[0]) if len(flat) < 40 else whole[0]
        return None if date is None or _is_other_date(flat, matches[0]) else Found(date)
    return _choose(flat, matches, whole, written_dates.in_address(address))


def signed(text: str) -> PageDate | None:
    """The day of signing (成文日期) that a row's text states beside its title."""
    flat = text.replace("\n", " ")
    label = _SIGNED.search(flat)
    match = FULL.match(flat, label.end()) if label else None
    return from_match(match) if match else None


def _is_other_date(flat: str, match: re.Match[str]) -> bool:
    """Whether a date is mentioned, or is not that of publication: 自…起, 成文日期."""
    start, end = match.span()
    return bool(
        _OTHER_MEANING.search(flat, max(0, start - 12), start)
        or _SINCE.search(flat, max(0, start - 4), start)
        or _UNTIL.match(flat, end)
    )


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
        if not _is_other_date(flat, match):
            left.append(date)
    alone = [date for date in whole if date in left] or (left if len(flat) < _SUMMARY else [])
    for date in alone:
        if address_date and date.interval.earliest == address_date.interval.earliest:
            return Found(date)
    return Found(alone[-1]) if alone else None


def _pieces(lines: list[str]) -> Found | None:
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
