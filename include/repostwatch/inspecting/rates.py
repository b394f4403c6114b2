"""Results of sites → the pass rate by level with its bounds, and its change on another quarter's.

Counted are the sites that were drawn and still stood: those that are in because they failed before
were not chosen by lot. The overall rate is that of all these sites, as the bulletins have it, not
weighted by the size of the levels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from repostwatch.judging.figures import Figure
from repostwatch.model import Level
from repostwatch.model.spot_checks import CheckResult, SiteResult, VetoIndicator

PASSED = "passed"
OPEN = (CheckResult.UNKNOWN, CheckResult.WAITING)


@dataclass(frozen=True, slots=True)
class PassRates:
    """A quarter's pass rates, over all levels first. `shares` are percent of a level's sites that
    were drawn: the overall rates of two quarters are of the same scope only if they agree."""

    shares: Mapping[Level, Decimal]
    figures: tuple[Figure, ...]


def pass_rates(shares: Mapping[Level, Decimal], results: Sequence[SiteResult]) -> PassRates:
    """A level without any site drawn has no rate."""
    drawn = [one for one in results if one.site.drawn and one.result is not CheckResult.GONE]
    present = {one.site.level for one in drawn}
    figures = []
    for level in (None, *(level for level in Level if level in present)):
        counts = Counter(one.result for one in drawn if level in (None, one.site.level))
        unknown = sum(counts[one] for one in OPEN)
        passed = counts[CheckResult.PASSED]
        figures.append(Figure(PASSED, level, passed, counts.total(), unknown))
    return PassRates(shares, tuple(figures))


def change_of(now: PassRates, before: PassRates, level: Level | None) -> tuple[Fraction, ...]:
    """The lowest and the highest change in percentage points; empty where the two cannot be
    compared: no site counted in one of them, or overall with other shares."""
    figures = [_figure(rates, level) for rates in (now, before)]
    if level is None and dict(now.shares) != dict(before.shares):
        return ()
    bounds = [ends for figure in figures if figure is not None and (ends := figure.ends)]
    if len(bounds) < 2:
        return ()
    (low, high), (low_before, high_before) = bounds
    return low - high_before, high - low_before


def local_rates(rates: PassRates) -> PassRates | None:
    """Of all levels but the departments' together (地方), which is first; None where these are not
    several beside that of departments: then another figure says the same."""
    own = [one for one in rates.figures[1:] if one.level is not Level.DEPARTMENT]
    if len(own) < 2 or len(own) == len(rates.figures[1:]):
        return None
    together = Figure(
        PASSED,
        None,
        sum(one.numerator for one in own),
        sum(one.denominator for one in own),
        sum(one.unknown for one in own),
    )
    shares = dict(rates.shares)
    shares.pop(Level.DEPARTMENT, None)
    return PassRates(shares, (together, *own))


def failed_by(results: Iterable[SiteResult]) -> Counter[VetoIndicator]:
    """How many drawn sites failed by each indicator; one site may by several."""
    return Counter(
        one.indicator
        for result in results
        if result.site.drawn
        for one in result.indicators
        if one.result is CheckResult.FAILED
    )


def _figure(rates: PassRates, level: Level | None) -> Figure | None:
    return next((one for one in rates.figures if one.level is level), None)
