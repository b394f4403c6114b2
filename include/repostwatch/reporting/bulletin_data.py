"""The input of a bulletin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from repostwatch.inspecting.links import LinkFigures
from repostwatch.inspecting.rates import PassRates
from repostwatch.judging.bulletins import PastFigure
from repostwatch.judging.openings import QuarterFindings
from repostwatch.judging.quarters import QuarterFacts
from repostwatch.model import Reason
from repostwatch.model.closures import ClosuresKnown
from repostwatch.model.spot_checks import SiteResult
from repostwatch.reporting.data import ReportData


@dataclass(frozen=True, slots=True)
class SpotFindings:
    """What became of the sites that failed, as at the inspection of the quarter. `names` are those
    of the sites that are not settled, by id."""

    until: datetime
    found: QuarterFindings
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SpotCheck:
    """The results of a quarter's spot check, its pass rates and those of the quarter before, what
    closed or moved up, the findings, and links of homepages that lead nowhere. `since` names what
    failed before and is not in the sample, because it was drawn earlier."""

    results: tuple[SiteResult, ...]
    rates: PassRates
    before: PassRates | None
    closures: ClosuresKnown
    findings: SpotFindings | None = None
    links: LinkFigures | None = None
    since: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletinData:
    """A quarter: `report` holds its releases, duties, verdicts and columns.

    `series` is our own quarters, the oldest first and this one last; `before` is the one before
    this. Of a quarter that has not ended, `facts.until` is the moment up to which it is told.
    """

    report: ReportData
    facts: QuarterFacts
    before: QuarterFacts
    series: tuple[QuarterFacts, ...]
    findings: QuarterFindings
    past: tuple[PastFigure, ...] = ()
    spot_check: SpotCheck | None = None

    @property
    def ended(self) -> bool:
        return self.facts.until >= self.facts.quarter.span.latest
