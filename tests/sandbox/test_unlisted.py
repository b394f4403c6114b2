"""Half of the portals without a list page in the registry: dealt by the seed, found by links."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from repostwatch.model import VerdictKind
from repostwatch.sandbox import build, truth
from repostwatch.sandbox.cast import spread_portals
from repostwatch.sandbox.export import list_rows, truth_rows
from repostwatch.sandbox.lists_truth import TrueList, true_lists
from repostwatch.sandbox.roles import DECK, Quirk, Role
from repostwatch.sandbox.traps import DELICATE, OF_EACH, Trap
from tests.sandbox.crawler import Visitor, unlisted, with_trap
from tests.sandbox.stranger import START, WEB, world

SEEDS = (7, 8, 9)


def lists(seed: int, portal_id: str) -> list[TrueList]:
    return [one for one in true_lists(unlisted(seed), WEB) if one.portal_id == portal_id]


def test_the_same_seed_is_the_same_world() -> None:
    assert build(7, START, unlisted=True) == unlisted(7)
    assert list(list_rows(unlisted(8), WEB)) != list(list_rows(unlisted(7), WEB))


def test_without_it_the_world_is_as_ever() -> None:
    assert build(7, START, unlisted=False) == world(7)
    assert world(7).past == ()
    assert all(portal.layout is None for portal in world(7).portals)


@pytest.mark.parametrize("seed", SEEDS)
def test_half_of_the_portals_are_not_listed_and_the_others_all_are(seed: int) -> None:
    found = unlisted(seed)
    assert sum(portal.layout is not None for portal in found.portals) == 52
    assert all(portal.registered is (portal.layout is None) for portal in found.portals)


@pytest.mark.parametrize("seed", range(1, 13))
def test_every_trap_is_dealt(seed: int) -> None:
    dealt = Counter(p.layout.trap for p in unlisted(seed).portals if p.layout is not None)
    assert {dealt[trap] for trap in Trap if trap is not Trap.NONE} == {OF_EACH}


@pytest.mark.parametrize("seed", SEEDS)
def test_roles_are_those_of_the_deck_but_for_who_is_silent(seed: int) -> None:
    silent = {portal.portal_id for portal in with_trap(Trap.SILENT_SITE, seed)}
    roles = Counter(
        Role() if p.role.quirk is Quirk.SHORT_LIMIT or p.portal_id in silent else p.role
        for p in unlisted(seed).portals
    )
    assert roles == {role: count for count, role in DECK}


@pytest.mark.parametrize("count", [1, 2, 16, 40])
def test_a_small_world_has_as_many_traps_as_it_can(count: int) -> None:
    found = build(7, START, spread_portals(count), unlisted=True)
    dealt = [p.layout.trap for p in found.portals if p.layout is not None]
    # Who embeds the feed, cannot be read or shows too little has a list page in the registry.
    assert len(dealt) <= (count + 1) // 2
    assert max(Counter(trap for trap in dealt if trap is not Trap.NONE).values(), default=0) <= 2


@pytest.mark.parametrize("seed", SEEDS)
def test_the_past_is_nobodys_duty_and_stands_in_every_list(seed: int) -> None:
    found = unlisted(seed)
    assert len(found.past) == 40
    ages = [(found.line.midnight - policy.published).days for policy in found.past]
    assert min(ages) >= 7
    assert max(ages) < 730
    assert sum(age <= 180 for age in ages) > 20
    assert len({policy.title for policy in found.past}) == 40
    numbers = [p.number for p in (*found.past, *found.policies) if p.number]
    assert len(set(numbers)) == len(numbers)
    past = {policy.release_id for policy in found.past}
    for portal in found.portals:
        assert not past & {policy.release_id for policy in found.duties(portal)}
    assert not past & {row[0] for row in truth_rows(found, WEB)}


@pytest.mark.parametrize("seed", SEEDS)
def test_each_list_is_as_many_clicks_away_as_the_truth_says(seed: int) -> None:
    """The decoys, too: who follows links meets them."""
    found = unlisted(seed)
    wrong = []
    for portal in found.portals:
        if portal.layout is None or portal.role.fault is not None:
            continue
        for now in (found.scans[0], found.line.end):
            clicks = Visitor(found, portal, now).clicks()
            for one in lists(seed, portal.portal_id):
                stands = portal.layout.channel(one.channel).stands(now)
                seen = clicks.get(one.url)
                # A redesign moves a list; how far the others are is told of the first day.
                if seen != one.clicks and stands and (one.since or now == found.scans[0]):
                    wrong.append(f"{portal.portal_id} {one}: {seen} clicks")
                if not stands and seen is not None:
                    wrong.append(f"{portal.portal_id} {one}: linked when it is not there")
    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_who_reposts_has_a_list_within_three_clicks(seed: int) -> None:
    found = unlisted(seed)
    for portal in found.portals:
        if portal.layout is None or portal.role.fault is not None or portal.role.column.embedded:
            continue
        carrying = [one for one in lists(seed, portal.portal_id) if one.carries]
        assert bool(carrying) is (portal.layout.trap is not Trap.SILENT_SITE)
        for one in carrying:
            assert one.clicks is not None
            assert one.clicks <= 3
            assert one.releases > 10


@pytest.mark.parametrize("seed", SEEDS)
def test_lists_prove_themselves_before_the_story_begins(seed: int) -> None:
    """Three reposts of the last half year on the first pages of each list that is watched; pages
    have seven items at least."""
    found = unlisted(seed)
    since = found.scans[0] - timedelta(days=180)
    recent = {policy.release_id for policy in found.past if policy.published > since}
    for portal in found.portals:
        if portal.layout is None or portal.role.fault is not None:
            continue
        for one in lists(seed, portal.portal_id):
            if one.carries and one.since is None:
                first = portal.listed(one.channel, found.scans[0])[: 2 * portal.style.page_size]
                assert len({item.release_id for item in first} & recent) >= 3, one


@pytest.mark.parametrize("seed", SEEDS)
def test_who_never_reposted_is_for_review_and_for_no_accusation(seed: int) -> None:
    found = unlisted(seed)
    for portal in with_trap(Trap.SILENT_SITE, seed):
        kinds = {
            truth.verdict(found, portal, policy, found.line.end) for policy in found.duties(portal)
        }
        assert kinds == {VerdictKind.REVIEW, VerdictKind.PENDING}
    assert any(
        truth.verdict(found, portal, policy, found.line.end) is VerdictKind.MISSING
        for portal in found.portals
        if portal.layout is not None
        for policy in found.duties(portal)
    )


def test_delicate_traps_are_met_by_portals_that_repost_in_time() -> None:
    for trap in DELICATE:
        for portal in with_trap(trap):
            assert len(portal.reposts) in (0, 6, 7)
