"""2,000 sites of five levels, their probes over a week, what people saw, and the truth by lot."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from repostwatch.model import Level, Outcome, Portal
from repostwatch.model.samples import Sample, SampleOrder
from repostwatch.model.spot_checks import ChecklistEntry, CheckResult, Probe, VetoIndicator
from repostwatch.portals.divisions import provinces
from tests.inspecting.probing import hour

SIZES = {
    Level.DEPARTMENT: 120, Level.PROVINCE: 180, Level.CITY: 400, Level.COUNTY: 800,
    Level.BELOW: 500,
}  # fmt: skip
SHARES = {
    Level.DEPARTMENT: Decimal(50), Level.PROVINCE: Decimal(40), Level.CITY: Decimal(30),
    Level.COUNTY: Decimal(20), Level.BELOW: Decimal(10),
}  # fmt: skip
PEOPLE = (
    VetoIndicator.SERIOUS_ERRORS, VetoIndicator.NO_RESPONSE, VetoIndicator.UNUSABLE_SERVICE,
)  # fmt: skip


@dataclass
class SpotWorld:
    """`down`: hours of the week in which a site is down; `faults`: what a person finds there."""

    portals: list[Portal]
    down: dict[str, frozenset[int]]
    faults: dict[str, frozenset[VetoIndicator]]
    outage: range = field(default_factory=lambda: range(0))

    def unreachable(self, portal_id: str) -> bool:
        """The truth: of 168 hours at least 5%."""
        return 100 * len(self.down[portal_id]) >= 5 * 168

    def probes(self, portal_id: str) -> list[Probe]:
        found = []
        for n in range(168):
            failed = n in self.outage or n in self.down[portal_id]
            outcome = Outcome.TIMEOUT if failed else Outcome.OK
            found.append(Probe(portal_id, hour(n), outcome, 15.0 if failed else 0.3))
        return found

    def away(self, at: datetime) -> bool:
        """Whether our own network was down."""
        return any(hour(n) <= at < hour(n + 1) for n in self.outage)

    def entries(self, sample: Sample) -> list[ChecklistEntry]:
        """A person looked at everything that only a person can see."""
        return [
            ChecklistEntry(
                site.portal_id, one,
                CheckResult.FAILED if one in self.faults[site.portal_id] else CheckResult.PASSED,
                "王敏", hour(200) + timedelta(minutes=n), "截图",
            )
            for n, site in enumerate(sample.sites)
            for one in PEOPLE
        ]  # fmt: skip


def spot_world(seed: int, *, outage: range | None = None) -> SpotWorld:
    lots = random.Random(seed)
    codes = sorted(provinces())
    portals = [
        Portal(
            f"{level.value}{n}", f"{level.value}{n}", level, f"https://{level.value}{n}.example/",
            site_code=None if level is Level.DEPARTMENT else f"{lots.choice(codes)}{n:08}",
        )
        for level, size in SIZES.items()
        for n in range(size)
    ]  # fmt: skip
    down, faults = {}, {}
    for portal in portals:
        # 5% of 168 hours are 8.4: many sites lie close to the line on both sides.
        number = lots.choice((0, 0, 0, 0, 0, 0, 1, 2, 5, 9, 12, 168))
        down[portal.portal_id] = frozenset(lots.sample(range(168), number))
        faults[portal.portal_id] = frozenset(one for one in PEOPLE if lots.random() < 0.04)
    return SpotWorld(portals, down, faults, outage or range(0))


def asked(seed: int) -> SampleOrder:
    return SampleOrder("2026Q4", str(seed), SHARES)
