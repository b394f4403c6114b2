"""What a part of the sites does at once may be a line of ours or a platform of theirs: it fails
nobody and acquits nobody. Who is dead all week fails."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repostwatch.inspecting.availability import (
    Availability,
    availability_of_sites,
    judge_availability,
    strip_of,
)
from repostwatch.model import Language, Outcome
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.spot_checks import CheckResult, Probe, ProbeState
from repostwatch.settings import SpotCheckSettings
from repostwatch.wording import Style, say
from tests.inspecting.probing import FIRST, controls, hour

SETTINGS = SpotCheckSettings()
SECOND = timedelta(seconds=1)
PASSED, FAILED, UNKNOWN = CheckResult.PASSED, CheckResult.FAILED, CheckResult.UNKNOWN
DNS, LATE, RESET = Outcome.DNS_ERROR, Outcome.TIMEOUT, Outcome.RESET
TEN = range(50, 60)
SITES = 40


def seen_of(fails: Callable[[int, int], tuple[Outcome, int | None] | None]) -> list[Availability]:
    """Forty sites, hourly for a week, known sites open; `fails` says of site and hour how."""
    made = [
        Probe(f"s{n}", hour(k) + n * SECOND, outcome, 0.4, status)
        for n in range(SITES)
        for k in range(168)
        for outcome, status in [fails(n, k) or (Outcome.OK, 200)]
    ]
    names = [f"s{n}" for n in range(SITES)]
    return [seen for _, seen in availability_of_sites(names, made, controls(), FIRST, SETTINGS)]


def results(seen: list[Availability]) -> list[CheckResult]:
    return [judge_availability("s", one, SETTINGS).result for one in seen]


@pytest.mark.parametrize(
    ("sites", "way", "result"),
    [
        (5, (DNS, None), UNKNOWN),  # one of two name servers
        (8, (LATE, None), UNKNOWN),  # the network of a provider
        (12, (Outcome.REFUSED, None), UNKNOWN),
        (19, (RESET, None), UNKNOWN),  # just below half
        (4, (DNS, None), FAILED),
        # The other end said so: the line held.
        (8, (Outcome.HTTP_ERROR, 502), FAILED),
        (8, (Outcome.HTTP_ERROR, 404), FAILED),
    ],
)
def test_a_part_of_the_sites_at_once(
    sites: int, way: tuple[Outcome, int | None], result: CheckResult
) -> None:
    found = results(seen_of(lambda n, k: way if n < sites and k in TEN else None))
    assert found == [result] * sites + [PASSED] * (SITES - sites)


def test_the_reason_and_the_strip_say_so() -> None:
    seen = seen_of(lambda n, k: (LATE, None) if n < 8 and k in TEN else None)[0]
    judged = judge_availability("s", seen, SETTINGS)
    why = next(one for one in judged.reason.walk() if one.code is SpotCheckCode.PROBES_AS_ONE)
    assert why["count"] == len(TEN)
    assert (seen.failed, seen.missing, seen.counted) == (0, 10, 158)
    assert strip_of(seen, FIRST, SETTINGS).count("~") == len(TEN)
    assert "其中10次与多个网站同时打不开" in say(judged.reason, Style())
    assert "10 of these had no answer" in say(judged.reason, Style(Language.ENGLISH))


@pytest.mark.parametrize("count", [1, 8, 19])
def test_who_is_dead_all_week_fails_alone_or_with_others(count: int) -> None:
    assert results(dead_of(count))[:count] == [FAILED] * count


def dead_of(count: int) -> list[Availability]:
    return seen_of(lambda n, _: (LATE, None) if n < count else None)


def test_who_is_dead_all_week_stays_failed_while_others_fail_as_one() -> None:
    found = results(seen_of(lambda n, k: (LATE, None) if n == 0 or (n < 9 and k in TEN) else None))
    assert found[:9] == [FAILED] + [UNKNOWN] * 8


def test_who_stays_away_longer_than_the_others_is_charged_with_the_rest() -> None:
    long = range(50, 80)
    seen = seen_of(lambda n, k: (LATE, None) if n < 8 and k in (TEN if n else long) else None)
    assert results(seen)[:2] == [FAILED, UNKNOWN]
    states = [state for _, state in seen[0].marks]
    assert states.count(ProbeState.AS_ONE) == len(TEN)
    assert seen[0].failed == len(long) - len(TEN)


def test_outages_that_begin_apart_are_their_own() -> None:
    found = results(seen_of(lambda n, k: (LATE, None) if n < 8 and k - 12 * n in TEN else None))
    assert found[:8] == [FAILED] * 8


def test_a_short_one_leaves_results_as_they_are() -> None:
    found = results(seen_of(lambda n, k: (LATE, None) if n < 8 and k in range(50, 54) else None))
    assert found == [PASSED] * SITES


@settings(max_examples=5)
@given(st.sets(st.integers(0, 167)), st.sets(st.integers(0, 7), min_size=1))
def test_it_only_widens_the_bounds(hours: Collection[int], alike: Collection[int]) -> None:
    """The share that was seen lies within them, whichever sites failed with it."""
    seen = seen_of(lambda n, k: (DNS, None) if n in alike and k in hours else None)
    for n in alike:
        assert seen[n].low <= Fraction(len(hours), 168) <= seen[n].high
        assert seen[n].low == seen[n].high or len(alike) >= SETTINGS.as_one_sites
