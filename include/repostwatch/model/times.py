"""Times: Beijing, spans, and dates as pages state them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from repostwatch.model.words import Precision

# China has had one zone and no summer time since 1991; a fixed offset needs no database.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A closed span of time, both ends aware; `earliest == latest` is a moment."""

    earliest: datetime
    latest: datetime

    def __post_init__(self) -> None:
        if self.earliest.tzinfo is None or self.latest.tzinfo is None:
            raise ValueError(f"naive time in {self.earliest} … {self.latest}")
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest} is after {self.latest}")

    @classmethod
    def at(cls, moment: datetime) -> Interval:
        return cls(moment, moment)

    def meet(self, other: Interval) -> Interval | None:
        """The span that both share, or None where they are disjoint."""
        earliest, latest = max(self.earliest, other.earliest), min(self.latest, other.latest)
        return Interval(earliest, latest) if earliest <= latest else None


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date as a page states it. `value` is the first moment of what was stated.

    A stated minute counts as that moment (the reading most favourable to the portal);
    seconds are kept in `value` where the page had them. A day is 24 hours, a month the
    whole month, both in Beijing time.
    """

    value: datetime
    precision: Precision

    @property
    def interval(self) -> Interval:
        if self.precision is Precision.MINUTE:
            return Interval.at(self.value)
        start = self.value.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
        if self.precision is Precision.DAY:
            return Interval(start, start + timedelta(days=1))
        start = start.replace(day=1)
        return Interval(start, (start + timedelta(days=32)).replace(day=1))

    def __str__(self) -> str:
        """ISO 8601 to its precision, Beijing time."""
        local = self.value.astimezone(BEIJING)
        if self.precision is Precision.MINUTE:
            return local.isoformat(timespec="minutes")
        return local.strftime("%Y-%m-%d" if self.precision is Precision.DAY else "%Y-%m")
