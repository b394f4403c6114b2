"""How one fact reads in each language: moments in Beijing time, lengths of time, dates, names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from types import ModuleType
from typing import Any

from repostwatch.base.clock import beijing
from repostwatch.base.enclosing import cut_down, cut_up
from repostwatch.model.reasons import Fact
from repostwatch.model.times import BEIJING, Interval, PageDate
from repostwatch.model.words import Language, Precision
from repostwatch.wording.chinese import names as chinese_names
from repostwatch.wording.english import names as english_names


@dataclass(frozen=True, slots=True)
class Style:
    """How moments are written: as a mail of `year` has them, or exactly (`2026-08-12 09:15`)."""

    language: Language = Language.CHINESE
    year: int | None = None


NAMES: Mapping[Language, ModuleType] = {
    Language.CHINESE: chinese_names,
    Language.ENGLISH: english_names,
}
# Between the members of a list, between clauses, and between the two ends of an interval.
COMMA = {Language.CHINESE: "、", Language.ENGLISH: ", "}
SEMICOLON = {Language.CHINESE: "；", Language.ENGLISH: "; "}
UNTIL = {Language.CHINESE: "至", Language.ENGLISH: " to "}
DAYS, HOURS = timedelta(days=2), timedelta(hours=1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# For each unit: how Chinese writes it after its number, and one or many of it in English.
UNITS = {
    "day": ("天", "day", "days"),
    "hour": ("小时", "h", "h"),
    "minute": ("分钟", "min", "min"),
    "second": ("秒", "s", "s"),
}


def value(fact: Fact, style: Style) -> str:
    """The words of one fact that is no reason and no list; "" for None."""
    if fact is None:
        return ""
    if isinstance(fact, bool):
        return str(NAMES[style.language].BOOLEANS[fact])
    if isinstance(fact, StrEnum):
        return name(fact, style.language)
    for kind, shown in SHOWN.items():
        if isinstance(fact, kind):
            return shown(fact, style)
    return f"{fact:g}" if isinstance(fact, float) else str(fact)


def name(word: StrEnum, language: Language) -> str:
    """What a person calls one of the product's words; the word itself where it has no name."""
    return str(NAMES[language].NAMES.get(type(word), {}).get(word, word.value))


def minute(moment: datetime, style: Style) -> str:
    """A moment to the minute, on a Beijing clock."""
    local = beijing(moment)
    if style.year is None:
        return local.isoformat(" ", "minutes")[:16]
    return f"{day(local.date(), style)} {local:%H:%M}"


def until(end: datetime, style: Style) -> str:
    """The end of what is valid: where that is the end of a day in Beijing, the last day of it."""
    local = beijing(end)
    if (local.hour, local.minute, local.second, local.microsecond) != (0, 0, 0, 0):
        return minute(end, style)
    return day(local.date() - timedelta(days=1), style)


def second(moment: datetime, style: Style) -> str:
    """The same, with seconds where there are some."""
    seconds = beijing(moment).second
    return minute(moment, style) + (f":{seconds:02}" if seconds else "")


def day(shown: date, style: Style) -> str:
    """A calendar day; in a mail the year stands only where it is another one."""
    if style.year is None:
        return shown.isoformat()
    return day_of_year(shown, style) if shown.year == style.year else long_day(shown, style)


def day_of_year(shown: date, style: Style) -> str:
    if style.language is Language.CHINESE:
        return f"{shown.month}月{shown.day}日"
    return f"{shown.day} {MONTHS[shown.month - 1]}"


def long_day(shown: date, style: Style) -> str:
    if style.language is Language.CHINESE:
        return f"{shown.year}年{day_of_year(shown, style)}"
    return f"{day_of_year(shown, style)} {shown.year}"


def quarter(key: str, style: Style) -> str:
    """A quarter such as `2016Q2`."""
    return str(NAMES[style.language].quarter(key))


def stated(shown: PageDate, style: Style) -> str:
    """A date as the page has it, no finer."""
    local = shown.value.astimezone(BEIJING)
    if shown.precision is Precision.MINUTE:
        return minute(local, style)
    if shown.precision is Precision.DAY:
        return day(local.date(), style)
    return f"{local:%Y-%m}"


def interval(span: Interval, style: Style) -> str:
    ends = dict.fromkeys(minute(moment, style) for moment in (span.earliest, span.latest))
    return UNTIL[style.language].join(ends)


def length(time: timedelta, style: Style) -> str:
    """A length of time, never rounded up: seconds below a minute, minutes below two days.

    From two days on an officer counts days and hours.
    """
    seconds = int(time.total_seconds())
    if seconds < 60:
        return _units(style, second=seconds)
    hours, minutes = divmod(seconds // 60, 60)
    if time >= DAYS:
        days, hours = divmod(hours, 24)
        return _units(style, day=days, hour=hours)
    return _units(style, hour=hours, minute=minutes)


def at_most(time: timedelta, style: Style) -> str:
    """An upper bound in the same units, rounded up: it must not be less than the truth."""
    unit = HOURS if time >= DAYS else timedelta(minutes=1)
    return length(-(-time // unit) * unit, style)


def joined(parts: list[str], style: Style) -> str:
    """The members of a list."""
    return COMMA[style.language].join(parts)


def clauses(parts: list[str], style: Style) -> str:
    """One sentence out of those parts that say something."""
    return SEMICOLON[style.language].join(part for part in parts if part)


def percent(share: float | None) -> str:
    """One decimal place; 100.0% and 0.0% only where it is exactly that."""
    if share is None:
        return "—"
    shown = f"{100 * share:.1f}%"
    if shown == "100.0%" and share < 1:
        return "99.9%"
    if shown == "0.0%" and share > 0:
        return "0.1%"
    return shown


def enclosed(ends: tuple[Fraction, Fraction] | None) -> tuple[str, ...]:
    """The ends of a share in percent, cut off after tenths; of two the upper one is rounded up. A
    dash where nothing is counted."""
    if ends is None:
        return ("—",)
    low, high = ends
    first = f"{cut_down(low, 1):.1f}%"
    return (first,) if low == high else (first, f"{cut_up(high, 1):.1f}%")


def points(before: float | None, after: float | None) -> str:
    """How far a share moved, in percentage points, with its sign; a dash where one is unknown."""
    if before is None or after is None:
        return "—"
    moved = round(100 * (after - before), 1)
    return f"{moved:+.1f}".replace("-", "−") if moved else "±0.0"


def _units(style: Style, **numbers: int) -> str:
    shown = {unit: number for unit, number in numbers.items() if number} or {
        unit: number for unit, number in numbers.items() if unit == "second"
    }
    if style.language is Language.CHINESE:
        return "".join(f"{number}{UNITS[unit][0]}" for unit, number in shown.items())
    return " ".join(f"{number} {UNITS[unit][1 + (number != 1)]}" for unit, number in shown.items())


SHOWN: Mapping[type, Callable[[Any, Style], str]] = {
    datetime: minute,
    timedelta: length,
    Interval: interval,
    PageDate: stated,
}
