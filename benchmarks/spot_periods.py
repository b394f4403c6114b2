"""The two quarters of benchmarks/served_spot_check.py: their days, and what people say in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from spot_sites import PEOPLE, ServedSite

from repostwatch.base.clock import whole_day
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter's days: when its sample is drawn, the first day of its probes, when scans of sites
    that move up are made, when the bulletin is."""

    quarter: Quarter
    drawn: datetime
    first: date
    scans: tuple[datetime, ...]
    bulletin: datetime

    @property
    def start(self) -> datetime:
        return whole_day(self.first).earliest


def _period(key: str, drawn: date, middle: date, first: date, bulletin: date) -> Period:
    days = [datetime(d.year, d.month, d.day, 2, tzinfo=UTC) for d in (drawn, middle, bulletin)]
    scans = tuple(days[1] + timedelta(days=n) for n in (0, 10, 11))
    return Period(parse_quarter(key), days[0], first, scans, days[2])


PERIODS = (
    _period("2026Q4", date(2026, 10, 8), date(2026, 11, 10), date(2026, 12, 14), date(2027, 1, 5)),
    _period("2027Q1", date(2027, 1, 8), date(2027, 2, 10), date(2027, 3, 15), date(2027, 4, 5)),
)


def people(drawn: list[ServedSite], period: Period) -> list[ChecklistEntry]:
    """What people say of what only they see: what is true."""
    return [
        ChecklistEntry(
            site.portal.portal_id,
            one,
            CheckResult.FAILED if one in site.faults else CheckResult.PASSED,
            "王敏",
            period.start + HOUR,
            "截图",
        )
        for site in drawn
        for one in PEOPLE
    ]
