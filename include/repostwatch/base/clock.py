"""Beijing time at the edges, UTC inside."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from repostwatch.model import BEIJING, Interval

# Of what somebody hands in: further out a sum of times has no date any more.
YEARS = range(1900, 2200)
Day = TypeVar("Day", date, datetime)
_WRITTEN = re.compile(
    r"([0-9]{4})[/年-]([0-9]{1,2})[/月-]([0-9]{1,2})(?:日 {0,3}| {1,3})"
    r"([0-9]{1,2})[:：时]([0-9]{2})(?:[:：]([0-9]{2})|分)?"
)


def beijing(moment: datetime) -> datetime:
    """The same moment on a Beijing clock."""
    return moment.astimezone(BEIJING)


def now(clock_file: Path | None = None) -> datetime:
    """The present moment, or the one that a sandbox's clock file shows."""
    if clock_file is None:
        return datetime.now(UTC)
    return parse_moment(clock_file.read_text()).earliest.astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The Beijing calendar day a moment falls on."""
    return beijing(moment).date()


def last_quarter(moment: datetime) -> str:
    """The quarter that ended last, e.g. `2026Q3`, on a Beijing calendar."""
    day = day_of(moment)
    ended = (day.month - 1) // 3
    return f"{day.year}Q{ended}" if ended else f"{day.year - 1}Q4"


def quarter_ending(moment: datetime) -> str | None:
    """The quarter in whose last month a moment is, e.g. `2026Q3`; None in the other months."""
    day = day_of(moment)
    return None if day.month % 3 else f"{day.year}Q{day.month // 3}"


def whole_day(day: date) -> Interval:
    """A Beijing calendar day as a span of 24 hours."""
    start = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    return Interval(start, start + timedelta(days=1))


def _within_years(day: Day) -> Day:
    if day.year not in YEARS:
        raise ValueError(f"no year from {YEARS.start} to {YEARS.stop - 1}: {day.year}")
    return day


def parse_moment(text: str) -> Interval:
    """Read ISO 8601, Beijing time where no offset stands; a bare date is a whole day.

    Raises ValueError where the text is neither, or of a year outside `YEARS`.
    """
    text = text.strip()
    if len(text) == len("2026-08-12"):
        return whole_day(_within_years(date.fromisoformat(text)))
    moment = _within_years(datetime.fromisoformat(text))
    return Interval.at(moment if moment.tzinfo else moment.replace(tzinfo=BEIJING))


def parse_written(text: str) -> Interval:
    """The same, and `2026/11/10 9:00`, `2026-11-10 9:00:05` or `2026年11月10日 9:00`, as office
    programs and people write a moment (Beijing time)."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return parse_moment(text)
    moment = datetime(*(int(number) for number in found.groups("0")), tzinfo=BEIJING)  # type: ignore[misc,arg-type]
    return Interval.at(_within_years(moment))


def iso(moment: datetime) -> str:
    """ISO 8601 in Beijing time, to the second: what files and reports show."""
    return beijing(moment).isoformat(timespec="seconds")
