"""The same registry, shares and seed draw the same sites; every place gets its part."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.base.errors import RepostwatchError
from repostwatch.inspecting.sampling import differences, draw_sample, percent_of
from repostwatch.model import BEIJING, Level, Portal
from repostwatch.model.samples import Sample, SampleOrder
from repostwatch.portals.divisions import provinces

CODES = sorted(provinces())


def site(number: int, level: Level, code: str = "") -> Portal:
    name = f"{level.value}{number}"
    home = f"https://{name}.example/"
    return Portal(name, name, level, home, site_code=f"{code}{number:08}" if code else None)


def registry(**sizes: int) -> list[Portal]:
    """So many sites of each level, over all provinces by turns."""
    return [
        site(n, Level(level), "" if level == "department" else CODES[n % len(CODES)])
        for level, size in sizes.items()
        for n in range(size)
    ]


def order(failed: tuple[str, ...] = (), seed: str = "20261008", **shares: str) -> SampleOrder:
    percents = {Level(level): percent_of(share) for level, share in shares.items()}
    return SampleOrder("2026Q4", seed, percents, failed)


PORTALS = registry(department=70, province=32, city=330, county=2800)
ORDER = order(department="100%", province="50%", city="10%", county="5%")


def drawn(sample: Sample) -> set[str]:
    return {one.portal_id for one in sample.sites if one.drawn}


def test_each_level_has_its_share_rounded_up() -> None:
    found = draw_sample(PORTALS, ORDER)
    counts = Counter(one.level for one in found.sites)
    assert counts == {
        Level.DEPARTMENT: 70, Level.PROVINCE: 16, Level.CITY: 33, Level.COUNTY: 140,
    }  # fmt: skip
    assert draw_sample(PORTALS, order(county="0.01%")).strata[0].level is Level.COUNTY
    assert len(draw_sample(PORTALS, order(county="0.01%")).sites) == 1


def test_a_level_without_a_share_is_not_drawn() -> None:
    assert {one.level for one in draw_sample(PORTALS, order(city="1%")).sites} == {Level.CITY}


def test_the_registry_s_order_changes_nothing_and_addresses_only_the_digest() -> None:
    found = draw_sample(PORTALS, ORDER)
    assert draw_sample(PORTALS[::-1], ORDER) == found
    other = [replace(one, home_url="https://elsewhere.example/") for one in reversed(PORTALS)]
    assert replace(draw_sample(other, ORDER), registry=found.registry) == found


def swapped(field: str, one: str, other: str) -> list[Portal]:
    """The registry with one cell of two rows exchanged."""
    own = {portal.portal_id: portal for portal in PORTALS}
    cells = {one: getattr(own[other], field), other: getattr(own[one], field)}
    return [
        replace(portal, **{field: cells[portal.portal_id]}) if portal.portal_id in cells else portal
        for portal in PORTALS
    ]


@pytest.mark.parametrize("field", ["name", "home_url", "site_code"])
def test_a_drawn_site_that_is_swapped_with_another_is_found_out(field: str) -> None:
    """The code of a neighbour in the same province: nothing else is drawn by it."""
    found = draw_sample(PORTALS, ORDER)
    ids = drawn(found)
    one = next(p for p in PORTALS if p.level is Level.COUNTY and p.portal_id in ids)
    other = next(
        p
        for p in PORTALS
        if p.level is Level.COUNTY and p.portal_id not in ids
        and str(p.site_code)[:2] == str(one.site_code)[:2]
    )  # fmt: skip
    changed = swapped(field, one.portal_id, other.portal_id)
    lines = list(differences(found, changed))
    assert len(lines) == 1
    assert lines[0].startswith("the registry is another")
    old = draw_sample(PORTALS, ORDER, 1)
    assert list(differences(old, changed)) == [], "version 1 did not look at it"


def test_the_digest_as_it_is_documented() -> None:
    portals = [*PORTALS[:3], *PORTALS[-3:]]
    closed = replace(site(9, Level.DEPARTMENT), valid_until=datetime(2026, 9, 1, tzinfo=BEIJING))
    rows = [
        (p.portal_id, p.level.value, provinces()[p.site_code[:2]] if p.site_code else "")
        for p in portals
    ]
    known = [(p.name, p.home_url, p.site_code or "") for p in portals]
    for rule, lines in (
        (1, ["\t".join(row) for row in rows]),
        (2, ["\t".join(row + own) for row, own in zip(rows, known, strict=True)]),
    ):
        text = "\n".join(sorted(lines))
        found = draw_sample([*portals, closed], ORDER, rule)
        assert found.registry == sha256(text.encode()).hexdigest()
        assert found.rule == rule
        assert list(differences(found, [closed, *portals])) == []


def test_another_seed_or_quarter_draws_others() -> None:
    first = drawn(draw_sample(PORTALS, ORDER))
    assert drawn(draw_sample(PORTALS, replace(ORDER, seed="x"))) != first
    assert drawn(draw_sample(PORTALS, replace(ORDER, quarter="2027Q1"))) != first


def test_a_stranger_draws_the_same_with_sha256_alone() -> None:
    """The rule as docs/spot-check.md has it, written once more from there."""
    found = draw_sample(PORTALS, order(county="10%"))
    for stratum in found.strata:
        ids = [
            one.portal_id
            for one in PORTALS
            if one.level is Level.COUNTY and provinces()[str(one.site_code)[:2]] == stratum.place
        ]
        ids.sort(key=lambda one: sha256(f"2026Q4\n20261008\n{one}".encode()).hexdigest())
        assert set(ids[: stratum.drawn]) <= drawn(found)
        assert len(ids) == stratum.sites


def test_sites_that_failed_before_are_in_and_are_not_taken_for_drawn() -> None:
    without = draw_sample(PORTALS, ORDER)
    out = next(one.portal_id for one in PORTALS if one.portal_id not in drawn(without))
    inside = next(iter(sorted(drawn(without))))
    found = draw_sample(PORTALS, replace(ORDER, failed=(out, inside, "gone")))
    assert drawn(found) == drawn(without), "what failed before takes no other site's place"
    marks = {one.portal_id: (one.drawn, one.again) for one in found.sites}
    assert marks[out] == (False, True)
    assert marks[inside] == (True, True)
    assert found.absent == ("gone",)


def test_only_sites_that_exist_when_the_quarter_begins_are_drawn() -> None:
    closed = replace(PORTALS[0], valid_until=datetime(2026, 9, 30, tzinfo=BEIJING))
    closing = replace(PORTALS[1], valid_until=datetime(2026, 11, 1, tzinfo=BEIJING))
    founded = replace(PORTALS[2], valid_from=datetime(2026, 10, 2, tzinfo=BEIJING))
    found = drawn(draw_sample([closed, closing, founded], order(department="100%")))
    assert found == {closing.portal_id}


def test_a_quarter_that_is_none_is_refused() -> None:
    with pytest.raises(RepostwatchError, match="is not a quarter"):
        draw_sample(PORTALS, replace(ORDER, quarter="2026Q5"))


@given(
    sizes=st.lists(st.integers(0, 60), min_size=1, max_size=len(CODES)),
    share=st.decimals("0.01", 100, places=2),
    seed=st.text(max_size=8),
)
def test_places_get_their_part_and_nothing_is_lost(
    sizes: list[int], share: Decimal, seed: str
) -> None:
    portals = [
        Portal(f"{code}.{n}", "甲", Level.CITY, "https://a/", site_code=f"{code}01{n:06}")
        for code, size in zip(CODES, sizes, strict=False)
        for n in range(size)
    ]
    asked = SampleOrder("2026Q4", seed, {Level.CITY: share})
    found = draw_sample(portals, asked)
    total = sum(sizes)
    wanted = math.ceil(share * total / 100)
    assert len(found.sites) == sum(one.drawn for one in found.strata) == wanted
    for stratum in found.strata:
        quota = wanted * stratum.sites / total
        assert math.floor(quota) <= stratum.drawn <= min(math.floor(quota) + 1, stratum.sites)
    assert list(differences(found, portals)) == []


def test_over_many_seeds_every_site_is_drawn_as_often() -> None:
    portals = registry(city=64)
    counts = Counter[str]()
    for seed in range(800):
        counts.update(drawn(draw_sample(portals, order(city="25%", seed=str(seed)))))
    expected, sigma = 200, math.sqrt(800 * 0.25 * 0.75)
    assert all(abs(counts[one.portal_id] - expected) < 5 * sigma for one in portals)


def test_a_record_that_was_touched_is_found_out() -> None:
    found = draw_sample(PORTALS, ORDER)
    assert list(differences(found, PORTALS)) == []
    fewer = replace(found, sites=found.sites[1:])
    assert list(differences(fewer, PORTALS)) == [
        f"{found.sites[0].portal_id}: drawn again, not recorded so"
    ]
    assert "the registry is another" in next(iter(differences(found, PORTALS[1:])))
    for rule in (0, 3):
        [line] = differences(replace(found, rule=rule), PORTALS)
        assert line == f"drawn by rule {rule}, this program has the rules 1 and 2"
    mixed = replace(found, rule=1)
    assert "the registry is another" in next(iter(differences(mixed, PORTALS)))


@pytest.mark.parametrize(
    "text", ["", "5", "5％", "0%", "100.1%", "-5%", "1e1%", "五%", "NaN%", "٥%", "٥.٥%"]
)
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no percentage|not above"):
        percent_of(text)
