"""What a spot check over served sites came to, compared with what is true of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from spot_sites import LEADS_ON, LEADS_ON_STALE, ServedSite, ServedWorld

from repostwatch.inspecting.links import SiteLinks
from repostwatch.inspecting.rates import PassRates
from repostwatch.inspecting.results import ORDER
from repostwatch.model import FindingState
from repostwatch.model.findings import Finding
from repostwatch.model.spot_checks import CheckResult, LinkState, SiteResult, VetoIndicator
from repostwatch.settings import SpotCheckSettings


@dataclass
class Compared:
    """How many were compared of each kind, those that differ from what is true, and the bulletin's
    sentences. `spared`: sites that an outage of ours would have failed, had it been theirs."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    spared: int = 0

    def add(self, kind: str, about: str, found: object, truth: object) -> None:
        self.counts[kind] += 1
        if found != truth:
            self.wrong.append(f"{kind} {about}: {found}, true is {truth}")


def reached(site: ServedSite, outage: range, rules: SpotCheckSettings) -> CheckResult:
    """By the hours in which our own network was there; those that a day lacks for the rule's number
    may have ended either way."""
    seen = [set(range(24 * day, 24 * day + 24)) - set(outage) for day in range(rules.probe_days)]
    lacking = sum(max(0, rules.probes_a_day - len(hours)) for hours in seen)
    line = Fraction(str(rules.probe_failed_share)) * (sum(map(len, seen)) + lacking)
    failed = len(site.down - set(outage))
    if failed >= line:
        return CheckResult.FAILED
    return CheckResult.PASSED if failed + lacking < line else CheckResult.UNKNOWN


def shown_by(site: ServedSite, indicator: VetoIndicator) -> CheckResult:
    """By its pages, and by people. The homepage of a site that only leads on has no columns whose
    age could be told."""
    if indicator in site.truth:
        return CheckResult.FAILED
    leads_on = site.homepage in (LEADS_ON, LEADS_ON_STALE)
    if leads_on and indicator is VetoIndicator.STALE_COLUMNS:
        return CheckResult.UNKNOWN
    return CheckResult.PASSED


def truth_of(site: ServedSite, outage: range, rules: SpotCheckSettings) -> CheckResult:
    """Of the whole site."""
    own = [shown_by(site, indicator) for indicator in VetoIndicator]
    return min([*own, reached(site, outage, rules)], key=ORDER.index)


def compare_sites(
    results: Sequence[SiteResult],
    links: Sequence[SiteLinks],
    world: ServedWorld,
    rules: SpotCheckSettings,
    found: Compared,
) -> None:
    """Every indicator of every site, and the links that were looked at."""
    seen = {one.portal_id: one for one in links}
    for result in results:
        name = result.site.portal_id
        site = world.sites[name]
        for one in result.indicators:
            truth = shown_by(site, one.indicator)
            if one.indicator is VetoIndicator.UNREACHABLE:
                truth = reached(site, world.outage, rules)
                theirs = site.with_down(site.down | set(world.outage))
                charged = reached(theirs, range(0), rules)
                found.spared += charged is CheckResult.FAILED and truth is not CheckResult.FAILED
            found.add(one.indicator.value, name, one.result, truth)
        found.add("site", name, result.result, truth_of(site, world.outage, rules))
        own = seen.get(name)
        counted = own and (own.count(LinkState.DEAD), own.count(LinkState.SELLING))
        found.add("links", name, counted, (site.dead, int(site.sells)))


def compare_rates(
    rates: PassRates,
    results: Sequence[SiteResult],
    world: ServedWorld,
    rules: SpotCheckSettings,
    found: Compared,
) -> None:
    """Passed, drawn and undecided of each level, by what is true of the sites that were drawn."""
    drawn = [one.site for one in results if one.site.drawn]
    for figure in rates.figures:
        truth = Counter(
            truth_of(world.sites[site.portal_id], world.outage, rules)
            for site in drawn
            if figure.level in (None, site.level)
        )
        true = truth[CheckResult.PASSED], truth.total(), truth[CheckResult.UNKNOWN]
        seen = figure.numerator, figure.denominator, figure.unknown
        found.add("rate", str(figure.level), seen, true)


def compare_findings(
    findings: Sequence[Finding],
    results: Sequence[SiteResult],
    before: Collection[str],
    world: ServedWorld,
    rules: SpotCheckSettings,
    found: Compared,
) -> None:
    """Of the sites that failed in the quarter before and were told so (`before`), and those that
    fail in this one."""
    truth: dict[str, FindingState] = dict.fromkeys(before, FindingState.WAIVED)
    for site in (one.site for one in results):
        true = truth_of(world.sites[site.portal_id], world.outage, rules)
        if true is CheckResult.FAILED:
            known = site.portal_id in before
            truth[site.portal_id] = FindingState.NOTIFIED if known else FindingState.OPEN
        elif site.portal_id in before:
            repaired = true is CheckResult.PASSED
            truth[site.portal_id] = FindingState.RECTIFIED if repaired else FindingState.NOTIFIED
    states = {one.portal_id: one.state for one in findings}
    for name in sorted({*truth, *states}):
        found.add("finding", name, states.get(name), truth.get(name))
