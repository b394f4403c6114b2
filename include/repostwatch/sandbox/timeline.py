"""When things happen in a world: day 0 is the first scan's day, moments are Beijing time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.base.clock import beijing


@dataclass(frozen=True, slots=True)
class Timeline:
    """`scans` are the moments of the expected scans; the last one ends the simulation.

    The second and third stand within 24 hours of the releases before them and before their
    deadlines; the last stands after every deadline but one.
    """

    midnight: datetime  # the start of day 0

    @classmethod
    def of(cls, start: datetime) -> Timeline:
        """Only the Beijing day of `start` counts. Raises ValueError where it is naive."""
        if start.tzinfo is None:
            raise ValueError(f"naive start {start}")
        return cls(beijing(start).replace(hour=0, minute=0, second=0, microsecond=0))

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        return self.midnight + timedelta(days=day, hours=hour, minutes=minute)

    @property
    def scans(self) -> tuple[datetime, ...]:
        return tuple(self.at(day, 9) for day in (0, 2, 4, 6))

    @property
    def begin(self) -> datetime:
        """The story's first release comes after it, and the past ends before."""
        return self.at(-7, 0)

    @property
    def end(self) -> datetime:
        return self.scans[-1]
