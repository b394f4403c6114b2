"""Beijing time at the edges, UTC inside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from repostwatch.model import BEIJING, Interval


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


def whole_day(day: date) -> Interval:
    """A Beijing calendar day as a span of 24 hours."""
    start = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    return Interval(start, start + timedelta(days=1))


def parse_moment(text: str) -> Interval:
    """Read ISO 8601, Beijing time where no offset stands; a bare date is a whole day.

    Raises ValueError where the text is neither.
    """
    text = text.strip()
    if len(text) == len("2026-08-12"):
        return whole_day(date.fromisoformat(text))
    moment = datetime.fromisoformat(text)
    return Interval.at(moment if moment.tzinfo else moment.replace(tzinfo=BEIJING))


def iso(moment: datetime) -> str:
    """ISO 8601 in Beijing time, to the second: what files and reports show."""
    return beijing(moment).isoformat(timespec="seconds")
