"""Which day a run of the daily report is about, and whether its mail goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from repostwatch.base.clock import day_of
from repostwatch.settings import Settings


@dataclass(frozen=True, slots=True)
class ReportDay:
    """`mailed`: to everybody who is due. Another day's report is nobody's mail of today, unless
    somebody asks for that."""

    day: date
    mailed: bool


def report_day(
    settings: Settings, asked: date | None, logical: datetime | None, *, also_other: bool
) -> ReportDay:
    """The day that was `asked` for, else that of the run's `logical` date, else today.

    All days are Beijing's. A sandbox has a clock of its own, on which a logical date is none.
    """
    today = day_of(settings.now())
    if asked is None and logical is not None and not settings.own_clock:
        asked = day_of(logical)
    day = asked or today
    return ReportDay(day, mailed=also_other or day == today)
