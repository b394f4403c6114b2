"""Visits of a homepage over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from repostwatch.model.outcomes import Outcome
from repostwatch.model.pages import Column
from repostwatch.model.reasons import Reason
from repostwatch.model.words import Standing

# What an observation compares by: equal faces mean that the column has not changed.
Face = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomepageVisit:
    """One visit of a homepage. `columns` is None if it could not be read; `reason` says why."""

    at: datetime
    outcome: Outcome
    columns: tuple[Column, ...] | None = None
    reason: Reason | None = None

    @property
    def face(self) -> Face:
        """The face of a homepage that could not be read."""
        return Standing.UNKNOWN.value, self.outcome.value
