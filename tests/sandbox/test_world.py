"""A world from a seed: always the same, and what the cards say."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import Level, Portal
from repostwatch.portals.divisions import province_of
from repostwatch.sandbox import build
from repostwatch.sandbox.cast import all_portals, spread_portals
from repostwatch.sandbox.export import truth_rows
from repostwatch.sandbox.press import Kind
from repostwatch.sandbox.roles import DECK, Habit, Quirk, Role
from repostwatch.sandbox.site import Site
from repostwatch.sandbox.style import Family
from tests.sandbox.stranger import START, WEB, every_address, site, world

SEEDS = (1, 7, 20)

DIGEST = """
from hashlib import sha256
from tests.sandbox.stranger import WEB, START, every_address, build, Site
from repostwatch.sandbox.export import truth_rows
from repostwatch.sandbox.site import gov_reply
from repostwatch.sandbox import gov
found = build(7, START)
digest = sha256()
for portal in found.portals[::9]:
    for path, body in every_address(Site(found, WEB, portal), found.line.end):
        digest.update(path.encode() + body)
for path in ("/", gov.NEWEST, gov.PUSH + "rss.xml", gov.PUSH + "pushinfo.json"):
    digest.update(gov_reply(found, WEB, path, found.line.end).body)
digest.update(repr(list(truth_rows(found, WEB))).encode())
print(digest.hexdigest())
"""


def digest(hash_seed: str) -> str:
    """Over pages and truth, in another process: neither memory nor hashes may show through."""
    done = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_seed_is_the_same_world() -> None:
    assert build(7, START) == world(7)
    assert digest("1") == digest("2")


def test_another_seed_is_another_world() -> None:
    assert world(8).policies != world(7).policies
    assert list(truth_rows(world(8), WEB)) != list(truth_rows(world(7), WEB))
    dealt = {portal.portal_id: portal.role for portal in world(7).portals}
    moved = [p for p in world(8).portals if p.role != dealt[p.portal_id]]
    assert len(moved) > 30
    portal_id = moved[0].portal_id
    now = world(7).line.end
    assert list(every_address(site(7, portal_id), now)) != list(
        every_address(site(8, portal_id), now)
    )


def test_only_the_day_of_the_start_counts() -> None:
    assert build(7, START.replace(hour=23)) == world(7)
    assert build(7, START + timedelta(days=1)) != world(7)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_card_is_dealt_to_the_103_portals(seed: int) -> None:
    found = world(seed)
    levels = Counter(portal.level for portal in found.portals)
    assert levels == {Level.DEPARTMENT: 71, Level.PROVINCE: 32}
    # The portal with a limit of its own plays an ordinary part besides.
    roles = Counter(
        Role() if portal.role.quirk is Quirk.SHORT_LIMIT else portal.role
        for portal in found.portals
    )
    assert roles == {role: count for count, role in DECK}
    assert sum(count for count, _ in DECK) == 103


@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_of_building_a_portal_is_met(seed: int) -> None:
    styles = [portal.style for portal in world(seed).portals]
    assert {style.family for style in styles} == set(Family)
    assert {style.charset for style in styles} == {"utf-8", "gbk"}
    assert any(style.said_charset == "gb2312" and style.charset == "utf-8" for style in styles)


def test_one_portal_has_eight_hours() -> None:
    limits = {portal.portal_id: portal.limit for portal in world().portals}
    assert limits.pop("fujian") == timedelta(hours=8)
    assert set(limits.values()) == {timedelta(hours=24)}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_owes_what(seed: int) -> None:
    """docs/rules.md section 5: some releases are nobody's duty; section 1: some are one place's."""
    found = world(seed)
    owed = Counter(p.release_id for portal in found.portals for p in found.duties(portal))
    for policy in found.policies:
        if policy.kind in (Kind.PERSONNEL, Kind.INTERPRETATION, Kind.DEPARTMENT):
            assert owed[policy.release_id] == 0
        elif policy.kind is Kind.REPLY:
            assert owed[policy.release_id] == 1
        else:
            assert owed[policy.release_id] == 103
    assert len(found.policies) == 13
    assert {policy.kind for policy in found.policies} == set(Kind)


@pytest.mark.parametrize("seed", SEEDS)
def test_signing_is_never_publication(seed: int) -> None:
    for policy in world(seed).policies:
        assert policy.signed < policy.published.date() - timedelta(days=5)
        assert policy.published.second != 0
        assert policy.paths[0][1] == policy.published


def test_nothing_is_seen_before_it_appears() -> None:
    found = world()
    for portal in found.portals[:20]:
        for scan in found.scans:
            assert all(item.appears <= scan for item in portal.listed("policy", scan))
    early = found.scans[0]
    for portal in found.portals:
        later = [item for item in portal.items if item.appears > early and not item.to_release]
        if later and portal.role.fault is None:
            shown = Site(found, WEB, portal)
            path = next(path for path, item in shown.articles.items() if item == later[0])
            assert shown.reply(path, early).status == 404
            assert shown.reply(path, later[0].appears).status in (200, 503)


def test_forgers_and_prompt_ones() -> None:
    found = world()
    forged = [
        (repost, portal)
        for portal in found.portals
        for repost in portal.reposts
        if repost.claimed is not None and repost.claimed != repost.appears
    ]
    assert forged
    assert all(portal.role.habit is Habit.FORGER for _, portal in forged)
    assert all(repost.claimed and repost.claimed < repost.appears for repost, _ in forged)
    silent = [portal for portal in found.portals if portal.role.habit is Habit.SILENT]
    assert len(silent) == 4
    assert all(portal.reposts == () for portal in silent)


def test_a_small_world_of_ones_own() -> None:
    few = build(3, START, [("x", "某部", "department"), ("hunan", "湖南省人民政府", "province")])
    assert [portal.portal_id for portal in few.portals] == ["x", "hunan"]
    assert any(policy.place == "hunan" for policy in few.policies)
    alone = build(3, START, [("x", "某部", "department")])
    assert all(policy.kind is not Kind.REPLY for policy in alone.policies)


def test_what_cannot_be_built_is_said() -> None:
    with pytest.raises(ValueError, match="twice"):
        build(1, START, [("x", "某部", "department")] * 2)
    with pytest.raises(ValueError, match="naive"):
        build(1, datetime(2026, 9, 7, 9))  # noqa: DTZ001  naive on purpose
    with pytest.raises(ValueError, match="village"):
        build(1, START, [("x", "某村", "village")])


def test_the_cast_is_the_103_of_the_2016_check() -> None:
    triples = all_portals()
    assert len({portal_id for portal_id, _, _ in triples}) == len(triples) == 103


@pytest.mark.parametrize("seed", SEEDS)
def test_a_province_s_code_is_of_the_province_that_it_is_called_by(seed: int) -> None:
    """By its code the product tells where a site belongs."""
    provinces = [portal for portal in world(seed).portals if portal.level is Level.PROVINCE]
    coded = [
        Portal(one.portal_id, one.name, one.level, "http://x.example/", site_code=one.site_code)
        for one in provinces
        if one.site_code
    ]
    assert len(coded) > 10
    for portal in coded:
        named = province_of(replace(portal, site_code=None), {})
        assert named
        assert province_of(portal, {}) == named, portal


@pytest.mark.parametrize("count", [1, 16, 103])
def test_some_portals_are_departments_and_provinces_as_in_the_whole(count: int) -> None:
    some = spread_portals(count)
    assert len(set(some)) == count
    provinces = sum(level == "province" for _, _, level in some)
    assert provinces == pytest.approx(count * 32 / 103, abs=1)
