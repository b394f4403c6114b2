"""The newest day that a text beside an item may mean, where no rule of reading tells which.

For the question whether something may be new, and for no other: a day that is only possible
proves nothing, but nobody may be accused while it stands there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from repostwatch.model import PageDate
from repostwatch.reading.dates import event_days, measures, written_dates
from repostwatch.reading.dates.calendar_days import (
    day_of_month,
    is_year,
    last_of,
    month_of,
    of_month,
    ordered,
    whole_day,
)
from repostwatch.reading.dates.written_dates import made

# What no reader sees and what splits a date for a program.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_NUMBER = re.compile(r"\d{1,14}")
# Between the parts of one date.
_JOINS = re.compile(r"[\s\-/.·．•_~—–－|,，、年月日号:：点时()（）\[\]【】]{1,8}")
_CLOCK = re.compile(r"\s{0,2}[:：点时]\s{0,2}")
_AGO = re.compile(
    r"\s?(?:多|余|几)?个?(?P<unit>天|日|周|星期|礼拜|月|年|小时|分|秒)钟?(?:之|以)?前"
)
_UNITS = {"天": 1, "日": 1, "周": 7, "星": 7, "礼": 7, "月": 31, "年": 366}
# Words for days that lie within a month, whatever they mean exactly.
_RECENT = re.compile(
    r"今[天日晨早晚]|昨[天日晚]|前[天日]|刚[刚才]|[近日]日(?:以)?前?(?![期志常])|近期|[本这上]个?(?:周|星期|月)"
    r"|[一两二三几半](?:天|日|周|个?星期|个?小时|分钟)(?:之|以)?前"
    r"|\b(?:today|yesterday|ago|just now)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)([一二三四五六日天])(?!刊)")
_WEEK = "一二三四五六日"
# A day in numerals that are none of the digits, or with a month's English name.
_SPELT = re.compile(
    r"\b[ivx]{1,5}[.\s/-]{1,3}(?:19|20)\d\d|[一二三四五六七八九十〇零○]{1,3}[月日号]|[廿卅]|初[一二三四五六七八九十]"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b",
    re.IGNORECASE,
)
# Behind these a day is of something else than the item: its end, its validity, hours of opening.
_OTHER = re.compile(r"截[止至]|到期|期满|结束|终止|有效|失效|废止|预约|办公时|受理时|开放时")
_SHORT = 40  # characters; a longer line is a summary, in which only its own day counts
_DATELINE = re.compile(
    r"^.{0,12}?(?<!\d)(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>[12]\d|3[01]|0?[1-9])\s?日"
)
_MOST = 60  # numbers of one text
# Between the numbers of a day in another script, whatever its words are.
_FOREIGN = re.compile(r"[^\d\u4e00-\u9fff\n]{1,24}")
_LETTER = re.compile(r"[^\W\d_\u4e00-\u9fff]")
_DIGIT = re.compile(r"[^\x00-\x7f]")
# A day in any part of an address, of an item or of its picture (W020261126…).
_IN_ADDRESS = re.compile(
    r"(?<!\d)0?(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d{1,5}(?:\D|$))"
    r"|(?<!\d)(20\d\d)[-/_](0?[1-9]|1[0-2])[-/_](0?[1-9]|[12]\d|3[01])(?!\d)"
)
# Seconds or milliseconds since 1970, of this century.
_STAMP = re.compile(r"(?<!\d)(1\d{9})(?:\d{3})?(?!\d)")


@dataclass(frozen=True, slots=True)
class PossibleDay:
    """`day` is the newest day that is meant at most; None: there is one that cannot be told."""

    day: PageDate | None


def beside(lines: Iterable[str], today: date) -> PossibleDay | None:
    """What the lines beside an item's title may say of its day; None: nothing that is like one."""
    short: list[str] = []
    found: list[PageDate | None] = []
    for line in map(_without_others, lines):
        if (event := event_days.named(line, today)) is not None:
            found.append(event)
        elif len(line) <= _SHORT:
            short.append(line)
        elif match := _DATELINE.search(line):
            found += of_month(int(match["m"]), int(match["d"]), today)
    text = " ".join(short)
    if _RECENT.search(text):
        found.append(whole_day(today))
    for run in _runs(text):
        found += _days(run, text, today)
    if not found and (weekday := _WEEKDAY.search(text)):
        back = (today.weekday() - _WEEK.index(weekday[1].replace("天", "日"))) % len(_WEEK)
        found.append(whole_day(today - timedelta(days=back)))
    if not found and _SPELT.search(text):
        found.append(None)
    if not found:
        found += (day for line in short for day in _in_other_words(line, today))
    return newest(found, today)


def _without_others(raw: str) -> str:
    """A line without numbers that count or name something, and without the day of an end."""
    line = measures.without_labelled(plain(raw))
    other = _OTHER.search(line)
    return line[: other.start()] if other else line


def plain(text: str) -> str:
    """A text with what is seen of it, its digits those of this script, also of a month, a day or
    an age in Chinese numerals."""
    seen = written_dates.counted(written_dates.narrow(_INVISIBLE.sub("", text)).strip())
    return _DIGIT.sub(lambda match: str(unicodedata.decimal(match[0], match[0])), seen)


def in_address(address: str, today: date) -> PossibleDay | None:
    """The newest day that any part of an address may carry, written or counted in seconds."""
    found = [
        day
        for match in _IN_ADDRESS.finditer(address)
        if (day := made(*(int(part) for part in match.groups() if part))) is not None
    ]
    stamps = (written_dates.moment(int(match[1])) for match in _STAMP.finditer(address))
    found += (day for day in stamps if day is not None and day.value.date() <= today)
    return newest(found, today) if found else None


def newest(found: Sequence[PageDate | None], today: date) -> PossibleDay | None:
    """The newest that is not ahead; where all are ahead, the next of them."""
    days = [one for one in found if one is not None]
    past = [one for one in days if one.value.date() <= today]
    if past:
        return PossibleDay(max(past, key=lambda one: one.value))
    if days:
        return PossibleDay(min(days, key=lambda one: one.value))
    return PossibleDay(None) if found else None


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Numbers that stand together as the parts of a date do."""
    run: list[re.Match[str]] = []
    for count, match in enumerate(_NUMBER.finditer(text)):
        if count == _MOST:
            break
        if run and not _JOINS.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _in_other_words(line: str, today: date) -> Iterator[PageDate | None]:
    """The days that numbers between words of another script may be; one that cannot be told where
    a year is among them."""
    run: list[re.Match[str]] = []
    worded = False
    for count, match in enumerate(_NUMBER.finditer(line)):
        if count == _MOST or (run and not _FOREIGN.fullmatch(line, run[-1].end(), match.start())):
            break
        worded = worded or bool(run and _LETTER.search(line, run[-1].end(), match.start()))
        run.append(match)
    parts = [match[0] for match in run]
    if worded and len(parts) > 1:
        days = list(_of_parts(parts, today))
        yield from days
        if not days and any(map(is_year, parts)):
            yield None


def _days(run: Sequence[re.Match[str]], text: str, today: date) -> Iterator[PageDate | None]:
    numbers = [match[0] for match in run]
    behind = text[run[-1].end() :][:8]
    if ago := _AGO.match(behind):
        size = _UNITS.get(ago["unit"][0], 0)
        yield whole_day(today - timedelta(days=min(int(numbers[-1]), 9_999) * size))
        return
    clocks = {
        at
        for at, (one, other) in enumerate(pairwise(run))
        if _CLOCK.fullmatch(text, one.end(), other.start())
    }
    # The hour is no part of a day, nor is what follows it.
    parts = numbers[: min(clocks)] if clocks else numbers
    made_of = [*_of_parts(parts, today), *(_compact(parts[0], today) if len(parts) == 1 else ())]
    yield from made_of
    if made_of:
        return
    if len(parts) == 1 and len(parts[0]) <= 2 and behind[:1] in ("日", "号"):
        yield day_of_month(int(parts[0]), today)
    elif len(parts) == 1 and len(parts[0]) <= 2 and behind[:1] == "月":
        yield from of_month(int(parts[0]), None, today)
    elif clocks and not parts:
        yield whole_day(today)
    elif len(parts) == 2 and (month := month_of(parts)) is not None:
        yield from last_of(*month, today)
    elif len(parts) > 2 and any(is_year(part) for part in parts):
        yield None  # a year and more, and no day that there is


def _of_parts(parts: Sequence[str], today: date) -> Iterator[PageDate]:
    """The days that two or three numbers in a row may be, in any order that is in use."""
    for at, part in enumerate(parts):
        for pair in (parts[at + 1 : at + 3], parts[max(0, at - 2) : at]):
            if is_year(part) and len(pair) == 2:
                yield from ordered(int(part), *pair)
    if not any(map(is_year, parts)):
        yield from _without_year(parts, today)


def _without_year(parts: Sequence[str], today: date) -> Iterator[PageDate]:
    for one, other in pairwise(parts):
        if len(one) <= 2 and len(other) <= 2:
            for month, day in ((one, other), (other, one)):
                yield from of_month(int(month), int(day), today)
    for first, second, third in zip(parts, parts[1:], parts[2:], strict=False):
        for year, pair in ((first, (second, third)), (third, (first, second))):
            if len(year) == 2:
                yield from ordered(2000 + int(year), *pair)


def _compact(digits: str, today: date) -> Iterator[PageDate]:
    if len(digits) in (8, 14):
        found = written_dates.number(digits)
        if found is not None:
            yield found
    elif len(digits) == 6 and is_year(digits[:4]) and (month := month_of((digits[:4], digits[4:]))):
        yield from last_of(*month, today)
    elif len(digits) == 6:
        yield from ordered(2000 + int(digits[:2]), digits[2:4], digits[4:])
    elif len(digits) == 4 and not is_year(digits):
        yield from of_month(int(digits[:2]), int(digits[2:]), today)
