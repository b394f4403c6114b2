"""A figure beside that of the quarter before: the change in percentage points, with its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from repostwatch.judging.figures import Figure
from repostwatch.judging.quarters import QuarterFacts
from repostwatch.model import Level, Reason, because
from repostwatch.model.codes import BulletinCode


@dataclass(frozen=True, slots=True)
class Change:
    """Between `low` and `high` percentage points; equal where nothing was undecided."""

    low: float
    high: float


def comparison_refused(now: QuarterFacts, before: QuarterFacts) -> Reason | None:
    """Why two quarters are not compared: one was not observed, or the portals are others."""
    if not before.observed:
        return because(BulletinCode.NOT_OBSERVED_BEFORE, quarter=str(before.quarter))
    added, gone = now.portals - before.portals, before.portals - now.portals
    if added or gone:
        return because(
            BulletinCode.OTHER_PORTALS,
            quarter=str(before.quarter),
            added=len(added),
            gone=len(gone),
        )
    return None


def change_of(
    now: QuarterFacts, before: QuarterFacts, name: str, level: Level | None
) -> Change | None:
    """The change of one figure of one level; None where either has nothing counted."""
    ours, theirs = _figure(now, name, level), _figure(before, name, level)
    if ours is None or theirs is None:
        return None
    low = _percent(ours, 0) - _percent(theirs, theirs.unknown)
    high = _percent(ours, ours.unknown) - _percent(theirs, 0)
    return Change(float(low), float(high))


def _figure(facts: QuarterFacts, name: str, level: Level | None) -> Figure | None:
    found = (f for f in facts.figures if f.name == name and f.level is level and f.denominator)
    return next(found, None)


def _percent(figure: Figure, unknown: int) -> Fraction:
    return Fraction(100 * (figure.numerator + unknown), figure.denominator)
