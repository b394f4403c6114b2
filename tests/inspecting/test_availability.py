"""A site is unreachable if its probes prove it; what we could not ask counts for nobody."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from repostwatch.inspecting.availability import (
    availability_of,
    availability_of_sites,
    judge_availability,
    strip_of,
)
from repostwatch.inspecting.own_network import OwnNetwork
from repostwatch.inspecting.probes import made_by
from repostwatch.model import Outcome
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.spot_checks import CheckResult, Probe, ProbeState, VetoIndicator
from repostwatch.settings import SpotCheckSettings
from tests.inspecting.probing import CONTROLS, FIRST, controls, hour, probe, week

SETTINGS = SpotCheckSettings()
UP = OwnNetwork(controls(), SETTINGS)
PASSED, FAILED, UNKNOWN = CheckResult.PASSED, CheckResult.FAILED, CheckResult.UNKNOWN


def judged(probes: list[Probe], network: OwnNetwork = UP) -> CheckResult:
    seen = availability_of(probes, network, FIRST, SETTINGS)
    found = judge_availability("site", seen, SETTINGS)
    assert found.indicator is VetoIndicator.UNREACHABLE
    return found.result


@pytest.mark.parametrize(
    ("failures", "result"),
    [(0, PASSED), (8, PASSED), (9, FAILED), (100, FAILED), (168, FAILED)],
)
def test_five_percent_of_a_full_week_are_too_many(failures: int, result: CheckResult) -> None:
    """168 probes: 8 are 4.8%, 9 are 5.4%."""
    assert judged(week(lambda n: n < failures)) is result


@pytest.mark.parametrize(
    ("status", "result"),
    [(404, FAILED), (410, FAILED), (500, FAILED), (599, FAILED),
     (403, UNKNOWN), (429, UNKNOWN), (499, UNKNOWN), (600, UNKNOWN), (999, UNKNOWN)],
)  # fmt: skip
def test_only_what_a_broken_server_says_fails_a_site(status: int, result: CheckResult) -> None:
    """A firewall refuses us with any other status."""
    made = week(lambda _: False)
    answer = [replace(one, outcome=Outcome.HTTP_ERROR, status=status) for one in made]
    assert judged(answer) is result


def test_what_is_judged_as_of_a_moment_knows_nothing_later() -> None:
    every = week(lambda _: False)
    now = every[50].at
    assert made_by(every, now) == every[:51]
    assert judged(made_by(every, now)) is UNKNOWN


def test_exactly_five_percent_fail_a_site() -> None:
    """20 a day, 140 in all: 7 are 5%."""
    twenty = [one for one in week(lambda n: n in range(7)) if (one.at - hour(0)).seconds < 72000]
    assert len(twenty) == 140
    seen = availability_of(twenty, UP, FIRST, SETTINGS)
    assert (seen.failed, seen.counted, seen.missing) == (7, 140, 0)
    assert seen.low == seen.high == Fraction(1, 20)
    assert judged(twenty) is FAILED


def test_an_outage_of_ours_of_six_hours_fails_nobody() -> None:
    """With three failures of its own, 1.8%, it would be 9 of 168: 5.4%."""

    def down(at: datetime) -> bool:
        return hour(30) <= at < hour(36)

    probes = week(lambda n: n in (3, 60, 100) or down(hour(n)))
    network = OwnNetwork(controls(down), SETTINGS)
    assert judged(probes, network) is PASSED
    assert judged(probes, UP) is FAILED, "the sites that we ask otherwise were all there"
    seen = availability_of(probes, network, FIRST, SETTINGS)
    assert (seen.failed, seen.missing) == (3, 3), "17 of 24 hours of that day are left"
    assert strip_of(seen, FIRST, SETTINGS)[28:38] == "..ooooooo."


def test_without_control_probes_nothing_counts() -> None:
    seen = availability_of(week(lambda _: True), OwnNetwork((), SETTINGS), FIRST, SETTINGS)
    found = judge_availability("site", seen, SETTINGS)
    assert found.result is UNKNOWN
    assert found.reason.has(SpotCheckCode.PROBES_OURS)


def test_one_known_site_is_not_enough() -> None:
    one = OwnNetwork((c for c in controls() if c.portal_id == "gov"), SETTINGS)
    assert judged(week(lambda _: True), one) is UNKNOWN
    two = OwnNetwork((c for c in controls() if c.portal_id != "gov"), SETTINGS)
    assert judged(week(lambda _: True), two) is FAILED


def test_an_outage_that_begins_behind_the_control_probe_is_ours() -> None:
    """Opened 5 minutes before the probe, not any more 5 minutes after it."""
    network = OwnNetwork(controls(lambda at: at > hour(10)), SETTINGS)
    assert network.up(hour(9))
    assert not network.up(hour(10))


@pytest.mark.parametrize(
    ("outcome", "status", "seconds", "result"),
    [
        (Outcome.OK, 200, 14.9, PASSED),
        (Outcome.OK, 200, 15.0, FAILED),  # open, and too late
        (Outcome.NOT_MODIFIED, 304, 0.1, PASSED),
        (Outcome.TOO_LARGE, 200, 1.0, PASSED),
        (Outcome.TIMEOUT, None, 15.0, FAILED),
        (Outcome.REFUSED, None, 0.1, FAILED),
        (Outcome.HTTP_ERROR, 503, 0.1, FAILED),
        (Outcome.HTTP_ERROR, 404, 0.1, FAILED),
        (Outcome.HTTP_ERROR, 403, 0.1, UNKNOWN),  # maybe of us alone
        (Outcome.HTTP_ERROR, 429, 0.1, UNKNOWN),
        (Outcome.HTTP_ERROR, None, 0.1, UNKNOWN),
        (Outcome.BLOCKED, 412, 0.1, UNKNOWN),
        (Outcome.TLS_ERROR, None, 0.1, UNKNOWN),  # a visitor may go on past the warning
        (Outcome.FORBIDDEN_ADDRESS, None, 0.0, UNKNOWN),  # ours
        (Outcome.INTERNAL_ERROR, None, 0.0, UNKNOWN),  # ours
        (Outcome.SOFT_404, 200, 0.1, UNKNOWN),
        (Outcome.EMPTY, 200, 0.1, UNKNOWN),
    ],
)
def test_what_each_outcome_says(
    outcome: Outcome, status: int | None, seconds: float, result: CheckResult
) -> None:
    probes = [replace(one, outcome=outcome, status=status, seconds=seconds) for one in week()]
    assert judged(probes) is result


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_meaning(outcome: Outcome) -> None:
    assert judged([replace(one, outcome=outcome) for one in week()]) in CheckResult


def test_probes_that_are_not_apart_count_once() -> None:
    """Somebody tries ten times while a site restarts: that is one failure."""
    burst = [probe(hour(3) + timedelta(seconds=n), Outcome.RESET) for n in range(10)]
    assert judged([*week(), *burst]) is PASSED
    seen = availability_of([*week(), *burst], UP, FIRST, SETTINGS)
    assert seen.failed <= 1


@pytest.mark.parametrize(("days", "result"), [(7, PASSED), (6, UNKNOWN), (1, UNKNOWN)])
def test_a_week_that_is_not_whole_leaves_it_open(days: int, result: CheckResult) -> None:
    assert judged(week(hours=24 * days)) is result


def in_hours(
    hours: Iterable[int], an_hour: int = 4, fails: Callable[[int], bool] = lambda _: False
) -> list[Probe]:
    """So many probes in each of these hours of every day; `fails` says in which hours they do."""
    return [
        probe(
            hour(24 * day + one) + n * timedelta(minutes=60 / an_hour) + timedelta(minutes=5),
            Outcome.TIMEOUT if fails(one) else Outcome.OK,
        )
        for day in range(7)
        for one in hours
        for n in range(an_hour)
    ]


# Known sites that open every five minutes of the week.
EVERYWHERE = OwnNetwork(
    (Probe(name, hour(n / 12), Outcome.OK, 0.2) for n in range(12 * 169) for name in CONTROLS),
    SETTINGS,
)


@pytest.mark.parametrize(
    ("hours", "an_hour", "result", "crowded"),
    [
        pytest.param(range(5), 4, UNKNOWN, 7, id="twenty within five hours of the night"),
        pytest.param(range(9, 19), 2, UNKNOWN, 7, id="twenty within office hours"),
        pytest.param((0, 1, 2, 21, 22), 4, UNKNOWN, 7, id="five hours in two pieces"),
        pytest.param(range(15), 2, UNKNOWN, 7, id="thirty within fifteen hours"),
        pytest.param(range(15), 1, UNKNOWN, 0, id="an hour each, and too few"),
        pytest.param(range(16), 2, PASSED, 0, id="made up for after eight hours of ours"),
        pytest.param(range(0, 24, 2), 2, UNKNOWN, 7, id="every second hour twice"),
        pytest.param(range(20), 1, PASSED, 0, id="an hour each"),
    ],
)
def test_probes_of_a_day_count_where_they_are_spread_over_it(
    hours: Iterable[int], an_hour: int, result: CheckResult, crowded: int
) -> None:
    probes = in_hours(hours, an_hour)
    seen = availability_of(probes, EVERYWHERE, FIRST, SETTINGS)
    found = judge_availability("site", seen, SETTINGS)
    assert (found.result, seen.crowded) == (result, crowded)
    assert found.reason.has(SpotCheckCode.PROBES_CROWDED) is (crowded > 0)
    if crowded:
        assert seen.counted == 7 * len(list(hours)), "of each hour one"
    assert len(seen.marks) == len(probes)


def test_what_counts_of_a_crowded_hour_does_not_depend_on_how_it_ended() -> None:
    """The first of each hour: four failures in one are one, and four behind an opened one none."""
    first_fails = in_hours(range(5), fails=lambda n: n == 2)
    seen = availability_of(first_fails, EVERYWHERE, FIRST, SETTINGS)
    assert (seen.failed, seen.counted, seen.missing) == (7, 35, 105)
    later = [
        one if one.at.minute < 10 else replace(one, outcome=Outcome.TIMEOUT)
        for one in in_hours(range(5))
    ]
    assert availability_of(later, EVERYWHERE, FIRST, SETTINGS).failed == 0


def test_one_day_that_is_not_spread_leaves_a_week_open_only_near_the_line() -> None:
    """Of 140 probes 15 are missing: 11% may have failed."""
    whole = [one for one in week() if not hour(48) <= one.at < hour(72)]
    seen = availability_of(
        [*whole, *(one for one in in_hours(range(5)) if hour(48) <= one.at < hour(72))],
        EVERYWHERE, FIRST, SETTINGS,
    )  # fmt: skip
    assert (seen.crowded, seen.missing, seen.counted) == (1, 15, 149)
    assert judge_availability("site", seen, SETTINGS).result is UNKNOWN
    down = availability_of(in_hours(range(5), fails=lambda n: n < 2), EVERYWHERE, FIRST, SETTINGS)
    assert judge_availability("site", down, SETTINGS).result is FAILED, "14 of 140 even so"


def test_enough_failures_fail_a_site_before_the_week_is_over() -> None:
    assert judged(week(lambda n: n < 12, hours=24)) is FAILED


def test_probes_of_other_days_do_not_count() -> None:
    before = [probe(hour(-n), Outcome.TIMEOUT) for n in range(1, 50)]
    behind = [probe(hour(168 + n), Outcome.TIMEOUT) for n in range(50)]
    assert judged([*before, *week(), *behind]) is PASSED


@given(
    st.lists(
        st.tuples(st.integers(0, 167), st.sampled_from(Outcome), st.floats(0, 30)), max_size=168
    ),
    st.integers(0, 167),
    st.randoms(),
)
def test_more_probes_only_narrow_the_bounds(
    some: list[tuple[int, Outcome, float]], cut: int, lots: random.Random
) -> None:
    """Whatever a whole week says, no part of it says the opposite; order changes nothing."""
    by_hour = {n: probe(hour(n), outcome, seconds) for n, outcome, seconds in some}
    probes = list(by_hour.values())
    lots.shuffle(probes)
    whole = availability_of(probes, UP, FIRST, SETTINGS)
    assert 0 <= whole.low <= whole.high <= 1
    assert whole == availability_of(sorted(probes, key=lambda p: p.at), UP, FIRST, SETTINGS)
    assert len(strip_of(whole, FIRST, SETTINGS)) == 168
    twenty = SETTINGS.probes_a_day
    few = [one for one in probes if (one.at - hour(0)).seconds < 3600 * twenty]
    part = availability_of([one for one in few if one.at < hour(cut)], UP, FIRST, SETTINGS)
    later = availability_of(few, UP, FIRST, SETTINGS)
    assert part.low <= later.low
    assert later.high <= part.high


MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
# Ten of 168 hours are 5.95%: enough to fail whoever has them.
TEN = frozenset(range(0, 168, 17))


def round_at(at: datetime, down: Callable[[datetime], bool]) -> list[Probe]:
    """The known sites one after the other, a second apart."""
    moments = [at + n * SECOND for n in range(len(CONTROLS))]
    return [
        Probe(name, moment, Outcome.TIMEOUT if down(moment) else Outcome.OK, 0.3)
        for name, moment in zip(CONTROLS, moments, strict=True)
    ]


def network_of(
    minutes: Iterable[float], down: Callable[[datetime], bool] = lambda _: False
) -> OwnNetwork:
    """Known sites asked at these minutes around every hour."""
    moments = [hour(n) + minute * MINUTE for n in range(169) for minute in minutes]
    return OwnNetwork([one for at in moments for one in round_at(at, down)], SETTINGS)


@given(
    start=st.integers(-560, 30),
    minutes=st.integers(1, 560),
    rounds=st.lists(st.integers(-10, 10).map(float), min_size=6, unique=True),
)
def test_an_outage_of_ours_of_any_length_that_the_controls_show_fails_nobody(
    start: int, minutes: int, rounds: list[float]
) -> None:
    """At ten hours of the week everything fails for that many minutes around each probe; whatever
    the known sites say before and behind it."""
    rounds = sorted({*rounds, -9.0, 9.0})
    begin, length = (start % 20) - 10, min(minutes, 20)
    if not begin <= 0 < begin + length:
        begin = 1 - length

    def down(at: datetime) -> bool:
        since = [(at - hour(n)) / MINUTE for n in TEN]
        return any(begin <= one < begin + length for one in since)

    shown = any(begin <= minute and minute + 0.05 < begin + length for minute in rounds)
    assume(shown)
    probes = week(TEN.__contains__)
    assert judged(probes, network_of(rounds, down)) is not FAILED
    assert judged(probes, network_of(rounds)) is FAILED, "as if it had been theirs"


@pytest.mark.parametrize(
    ("rounds", "begin", "length"),
    [
        pytest.param((-6, -1, 1, 6), -2, 4, id="a minute before and behind"),
        pytest.param((-5, 1, 5), 0, 3, id="begins after the round before"),
        pytest.param((-5, -1, 5), -2, 3, id="over before the round behind"),
        pytest.param((-5, -0.05, 5), -2 / 60, 1, id="cuts a round: the first had opened"),
        pytest.param((-5, -1, 1, 5), -59 / 60, 2, id="from within a round into the next one"),
    ],
)
def test_a_short_outage_of_ours_that_controls_show_counts_for_nothing(
    rounds: tuple[float, ...], begin: float, length: float
) -> None:
    def down(at: datetime) -> bool:
        return any(begin * MINUTE <= at - hour(n) < (begin + length) * MINUTE for n in TEN)

    seen = availability_of(week(TEN.__contains__), network_of(rounds, down), FIRST, SETTINGS)
    assert seen.failed == 0
    assert {hour(n) for n in TEN} <= {at for at, state in seen.marks if state is ProbeState.OURS}
    assert judge_availability("site", seen, SETTINGS).result is PASSED


@pytest.mark.parametrize("flapping", CONTROLS)
@pytest.mark.parametrize(("known", "result"), [(2, UNKNOWN), (3, FAILED)])
def test_one_known_site_that_comes_and_goes_hides_no_outage_of_theirs(
    flapping: str, known: int, result: CheckResult
) -> None:
    """Every second time that it is asked it is away, nearest to each probe, too. Of two, the other
    one alone vouches for nothing."""
    names = (flapping, *(name for name in CONTROLS if name != flapping))[:known]
    made = [
        Probe(name, hour(n) + minutes * MINUTE, outcome if name == flapping else Outcome.OK, 0.3)
        for n in range(169)
        for minutes, outcome in (
            (-6, Outcome.OK), (-1, Outcome.TIMEOUT), (1, Outcome.TIMEOUT), (6, Outcome.OK),
        )
        for name in names
    ]  # fmt: skip
    assert any(not one.outcome.usable for one in made)
    assert judged(week(TEN.__contains__), OwnNetwork(made, SETTINGS)) is result


def test_known_sites_that_are_long_dead_hide_no_outage_of_theirs() -> None:
    dead = [
        Probe(f"dead{n}", hour(k) + minutes * MINUTE + SECOND, Outcome.DNS_ERROR, 0.1)
        for k in range(169)
        for minutes in (-5, 5)
        for n in range(3)
    ]
    made = [*controls(), *dead]
    assert judged(week(TEN.__contains__), OwnNetwork(made, SETTINGS)) is FAILED


@st.composite
def nearest_known(draw: st.DrawFn) -> tuple[list[str], set[str], set[str], list[Probe]]:
    """Known sites that all opened six minutes before and behind a probe; nearest to it some failed
    before, some behind, asked in any order."""
    names = [f"known{n}" for n in range(draw(st.integers(2, 6)))]
    before = draw(st.sets(st.sampled_from(names)))
    behind = draw(st.sets(st.sampled_from(names)))
    made = [Probe(name, hour(5) + m * MINUTE, Outcome.OK, 0.3) for m in (-6, 6) for name in names]
    for away, side in ((before, -1), (behind, 1)):
        for name in names:
            at = hour(5) + side * draw(st.integers(1, 240)) * SECOND
            made.append(Probe(name, at, Outcome.TIMEOUT if name in away else Outcome.OK, 0.3))
    return names, before, behind, made


@given(nearest_known())
def test_most_known_sites_that_failed_nearest_to_a_probe_are_our_outage(
    known: tuple[list[str], set[str], set[str], list[Probe]],
) -> None:
    """In whichever order they were asked; up to half of them may have outages of their own, as long
    as enough of them opened on one of the sides."""
    names, before, behind, made = known
    few = len(names) - min(len(before), len(behind)) < SETTINGS.control_sites
    ours = few or 2 * len(before | behind) > len(names)
    assert OwnNetwork(made, SETTINGS).up(hour(5)) is not ours


@given(nearest_known(), st.data())
def test_a_known_site_more_that_failed_makes_no_outage_theirs(
    known: tuple[list[str], set[str], set[str], list[Probe]], data: st.DataObject
) -> None:
    *_, made = known
    one = data.draw(st.sampled_from(made))
    worse = [replace(each, outcome=Outcome.RESET) if each == one else each for each in made]
    up = [OwnNetwork(controls, SETTINGS).up(hour(5)) for controls in (made, worse)]
    assert up[0] or not up[1]


@pytest.mark.parametrize("there", CONTROLS)
@pytest.mark.parametrize("seconds", [-3, 3])
def test_one_known_site_that_is_still_there_makes_no_outage_theirs(
    there: str, seconds: int
) -> None:
    """Two of three do not open a minute before and behind; the third does, asked nearer or not."""
    made = [
        Probe(name, hour(n) + minutes * MINUTE + shift * SECOND, end, 0.3)
        for n in range(169)
        for minutes in (-6, -1, 1, 6)
        for name in CONTROLS
        for shift in (seconds * (-1 if minutes > 0 else 1) if name == there else 0,)
        for end in (Outcome.OK if name == there or abs(minutes) == 6 else Outcome.TIMEOUT,)
    ]
    assert judged(week(TEN.__contains__), OwnNetwork(made, SETTINGS)) is not FAILED


@pytest.mark.parametrize("side", [-1, 1])
def test_known_sites_that_were_not_asked_on_a_side_do_not_make_up_for_those_that_were(
    side: int,
) -> None:
    """Five known sites, of which two are asked on one side: there both failed last."""
    made = [
        Probe(name, hour(n) + minutes * MINUTE, outcome, 0.3)
        for n in range(169)
        for name, minutes, outcome in (
            *((f"known{k}", -3 * side, Outcome.OK) for k in range(5)),
            *((f"known{k}", 6 * side, Outcome.OK) for k in range(2)),
            *((f"known{k}", side, Outcome.TIMEOUT) for k in range(2)),
        )
    ]
    assert judged(week(TEN.__contains__), OwnNetwork(made, SETTINGS)) is not FAILED


def test_of_two_control_probes_of_one_moment_the_failed_one_counts() -> None:
    made = [
        Probe(name, hour(n) + minutes * MINUTE, outcome, 0.3)
        for n in range(169)
        for minutes in (-1, 1)
        for name in CONTROLS
        for outcome in (Outcome.OK, Outcome.TIMEOUT, Outcome.OK)
    ]
    assert judged(week(TEN.__contains__), OwnNetwork(made, SETTINGS)) is UNKNOWN


@pytest.mark.parametrize(("seconds", "result"), [(7.4, FAILED), (7.6, PASSED), (14.9, PASSED)])
def test_where_known_sites_take_long_what_seemed_too_late_counts_for_nothing(
    seconds: float, result: CheckResult
) -> None:
    """In ten hours of the week our line is slow: nothing fails, all of it takes its time."""
    slow = {hour(n) for n in TEN}
    made = [
        replace(one, seconds=seconds if one.at - 5 * MINUTE in slow or one.at + 5 * MINUTE in slow
                else 0.3)
        for one in controls()
    ]  # fmt: skip
    assert judged(week(TEN.__contains__), OwnNetwork(made, SETTINGS)) is result


def of_many(
    sites: int, failing: int, ways: Sequence[Outcome], apart: timedelta = SECOND
) -> dict[str, CheckResult]:
    """So many sites, one after the other in each round; the first of them fail in the same ten
    hours, in these ways by turns."""
    made = [
        Probe(f"s{n}", probe.at + n * apart, outcome, 0.4, 200)
        for n in range(sites)
        for k, probe in enumerate(week())
        for outcome in [ways[n % len(ways)] if n < failing and k in TEN else Outcome.OK]
    ]
    names = [f"s{n}" for n in range(sites)]
    found = availability_of_sites(names, made, controls(), FIRST, SETTINGS)
    return {name: judge_availability(name, seen, SETTINGS).result for name, seen in found}


DNS, LATE, RESET = Outcome.DNS_ERROR, Outcome.TIMEOUT, Outcome.RESET


@pytest.mark.parametrize(
    ("sites", "failing", "ways", "result"),
    [
        (20, 20, [DNS], PASSED),
        (20, 10, [LATE], PASSED),
        (20, 9, [DNS], UNKNOWN),  # fewer than half, and still as one
        (9, 9, [DNS], UNKNOWN),  # of so few no share is taken
        (20, 4, [DNS], FAILED),
        (12, 12, [DNS, LATE, RESET], FAILED),  # not one cause
    ],
)
def test_what_half_of_all_sites_do_alike_at_once_is_charged_to_none(
    sites: int, failing: int, ways: list[Outcome], result: CheckResult
) -> None:
    """The known sites open all the while. What opened in these minutes does not count either."""
    found = of_many(sites, failing, ways)
    assert {found[f"s{n}"] for n in range(failing)} == {result}
    assert {found[f"s{n}"] for n in range(failing, sites)} <= {PASSED}


def test_a_long_round_is_looked_at_minute_by_minute() -> None:
    """Sites half an hour apart in one round share no outage of ours; the share is of those about
    each probe."""
    made = [
        Probe(f"s{n}", at, DNS if minutes and k in TEN else Outcome.OK, 0.4, 200)
        for n in range(24)
        for minutes in [30 if n >= 12 else 0]
        for k, probe in enumerate(week())
        for at in [probe.at + minutes * MINUTE + n * SECOND]
    ]
    around = network_controls((-5, 5, 25, 35))
    names = [f"s{n}" for n in range(24)]
    found = dict(availability_of_sites(names, made, around, FIRST, SETTINGS))
    assert {found[name].failed for name in names} == {0}
    ours = {name: sum(state is ProbeState.OURS for _, state in found[name].marks) for name in names}
    assert ours == {name: 10 if int(name[1:]) >= 12 else 0 for name in names}


def network_controls(minutes: Sequence[float]) -> list[Probe]:
    moments = [hour(n) + minute * MINUTE for n in range(169) for minute in minutes]
    return [one for at in moments for one in round_at(at, lambda _: False)]
