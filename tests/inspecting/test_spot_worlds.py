"""2,000 sites with known faults: what is said of them is what is true of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from repostwatch.inspecting.availability import availability_of, judge_availability
from repostwatch.inspecting.own_network import OwnNetwork
from repostwatch.inspecting.rates import change_of, failed_by, pass_rates
from repostwatch.inspecting.results import site_results
from repostwatch.inspecting.sampling import differences, draw_sample
from repostwatch.model import Level
from repostwatch.model.samples import Sample
from repostwatch.model.spot_checks import (
    CheckResult,
    IndicatorResult,
    SiteResult,
    VetoIndicator,
)
from repostwatch.settings import SpotCheckSettings
from tests.inspecting.probing import FIRST, controls
from tests.inspecting.spot_worlds import SpotWorld, asked, spot_world

SETTINGS = SpotCheckSettings()
REACHED = {CheckResult.FAILED: True, CheckResult.PASSED: False}
SEEDS = (1, 2, 3)


def seen_by_program(world: SpotWorld, sample: Sample) -> list[IndicatorResult]:
    network = OwnNetwork(controls(world.away), SETTINGS)
    return [
        judge_availability(
            site.portal_id,
            availability_of(world.probes(site.portal_id), network, FIRST, SETTINGS),
            SETTINGS,
        )
        for site in sample.sites
    ]


def fresh(sample: Sample) -> list[IndicatorResult]:
    """The two indicators that these worlds say nothing of, passed."""
    reason = seen_by_program(spot_world(1), replace(sample, sites=sample.sites[:1]))[0].reason
    return [
        IndicatorResult(site.portal_id, one, CheckResult.PASSED, reason)
        for site in sample.sites
        for one in (VetoIndicator.STALE_HOMEPAGE, VetoIndicator.STALE_COLUMNS)
    ]


def results(world: SpotWorld, sample: Sample) -> tuple[SiteResult, ...]:
    seen = [*seen_by_program(world, sample), *fresh(sample)]
    return site_results(sample, seen, world.entries(sample))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sample_is_drawn_again_and_every_indicator_is_the_truth(seed: int) -> None:
    world = spot_world(seed)
    sample = draw_sample(world.portals, asked(seed))
    assert list(differences(sample, world.portals)) == []
    assert len(world.portals) == 2000
    seen = seen_by_program(world, sample)
    assert {one.portal_id: REACHED[one.result] for one in seen} == {
        site.portal_id: world.unreachable(site.portal_id) for site in sample.sites
    }
    found = results(world, sample)
    for one in found:
        portal_id = one.site.portal_id
        bad = world.unreachable(portal_id) or bool(world.faults[portal_id])
        assert one.result is (CheckResult.FAILED if bad else CheckResult.PASSED), portal_id
    counts = failed_by(found)
    truth = Counter(fault for one in sample.sites for fault in world.faults[one.portal_id])
    truth[VetoIndicator.UNREACHABLE] = sum(world.unreachable(o.portal_id) for o in sample.sites)
    assert counts == truth


@pytest.mark.parametrize("seed", SEEDS)
def test_our_own_outage_of_six_hours_fails_nobody(seed: int) -> None:
    world = spot_world(seed, outage=range(40, 46))
    sample = draw_sample(world.portals, asked(seed))
    for one in seen_by_program(world, sample):
        if one.result is CheckResult.FAILED:
            assert world.unreachable(one.portal_id), "its own hours alone are enough"
        if one.result is CheckResult.PASSED:
            assert len(world.down[one.portal_id]) <= 8 + 7
    healthy = [site.portal_id for site in sample.sites if not world.down[site.portal_id]]
    passed = {
        one.portal_id for one in seen_by_program(world, sample) if one.result is CheckResult.PASSED
    }
    assert set(healthy) <= passed


def test_the_pass_rate_by_level_and_its_change() -> None:
    before, now = (
        pass_rates(order.shares, results(world, draw_sample(world.portals, order)))
        for order, world in ((asked(seed), spot_world(seed)) for seed in (1, 2))
    )
    assert [one.level for one in now.figures] == [None, *Level]
    overall = now.figures[0]
    assert overall.denominator == 60 + 72 + 120 + 160 + 50
    assert overall.unknown == 0
    assert overall.numerator == sum(one.numerator for one in now.figures[1:])
    low, high = change_of(now, before, None)
    assert low == high
    assert round(float(low), 6) == round(
        100 * ((overall.worst or 0) - (before.figures[0].worst or 0)), 6
    )


def test_what_is_open_widens_the_bounds_and_the_change() -> None:
    world = spot_world(1)
    sample = draw_sample(world.portals, asked(1))
    whole = results(world, sample)
    without = site_results(sample, [*seen_by_program(world, sample), *fresh(sample)], ())
    assert {one.result for one in without} == {CheckResult.FAILED, CheckResult.WAITING}
    sure, open_ = (pass_rates(sample.order.shares, some) for some in (whole, without))
    assert open_.figures[0].numerator == 0, "a site that waits for a person never passed"
    worst, best = open_.figures[0].worst, open_.figures[0].best
    assert worst is not None
    assert best is not None
    assert worst <= (sure.figures[0].worst or 0) <= best
    low, high = change_of(open_, sure, None)
    assert low < 0 < high
    other = replace(sure, shares={**sure.shares, Level.CITY: sure.shares[Level.CITY] / 2})
    assert change_of(open_, other, None) == (), "another scope"
    assert change_of(open_, other, Level.CITY) != ()


def test_a_site_that_is_in_because_it_failed_does_not_count_in_the_rate() -> None:
    world = spot_world(1)
    drawn = draw_sample(world.portals, asked(1))
    inside = {site.portal_id for site in drawn.sites}
    out = tuple(p.portal_id for p in world.portals if p.portal_id not in inside)[:40]
    more = draw_sample(world.portals, replace(asked(1), failed=out))
    assert len(more.sites) == len(drawn.sites) + 40
    rates = [pass_rates(one.order.shares, results(world, one)) for one in (drawn, more)]
    assert rates[0] == rates[1]
