"""Probes of a homepage over a week → whether the site is unreachable (站点无法访问).

A probe that is missing might have ended either way. So a site fails if it would even with every
missing probe opened, passes if it would even with every one failed, and is unknown between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import chain

from repostwatch.base.clock import beijing, day_of
from repostwatch.base.enclosing import cut_down, cut_up
from repostwatch.inspecting.failed_as_one import failed_as_one
from repostwatch.inspecting.failed_together import FailedTogether
from repostwatch.inspecting.own_network import OwnNetwork
from repostwatch.inspecting.probes import spaced
from repostwatch.model import Outcome, Reason, because, together
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.spot_checks import (
    CheckResult,
    IndicatorResult,
    Probe,
    ProbeState,
    VetoIndicator,
)
from repostwatch.settings import SpotCheckSettings

COUNTED = (ProbeState.OPENED, ProbeState.FAILED)
LEFT_OUT = (
    (SpotCheckCode.PROBES_OURS, ProbeState.OURS),
    (SpotCheckCode.PROBES_AS_ONE, ProbeState.AS_ONE),
    (SpotCheckCode.PROBES_UNDECIDED, ProbeState.UNDECIDED),
)
# A page came, whatever it is: the site is there.
OPEN = frozenset({Outcome.OK, Outcome.NOT_MODIFIED, Outcome.NOT_HTML, Outcome.TOO_LARGE})
# No visitor gets a page either.
CLOSED = frozenset({
    Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT, Outcome.TOO_MANY_REDIRECTS,
})  # fmt: skip
GONE = frozenset({404, 410})
# What is beyond is no status that a server should send: firewalls refuse with it (999).
SERVER_ERRORS = range(500, 600)
LETTERS = (
    ("x", ProbeState.FAILED),
    ("~", ProbeState.AS_ONE),
    ("?", ProbeState.UNDECIDED),
    ("o", ProbeState.OURS),
    (".", ProbeState.OPENED),
)


@dataclass(frozen=True, slots=True)
class Availability:
    """The probes of one site. `missing` is how many fewer counted than the rule asks for, day by
    day, and at least those that may have failed by our own line; `marks` are all spaced probes in
    order of time. `crowded` is on how many days some were left out, because they were not spread
    over the day."""

    failed: int
    counted: int
    missing: int
    marks: tuple[tuple[datetime, ProbeState], ...]
    crowded: int = 0

    @property
    def low(self) -> Fraction:
        """The share (0…1) of failed probes, had every missing one opened."""
        return Fraction(self.failed, self.counted + self.missing)

    @property
    def high(self) -> Fraction:
        """The same, had every missing one failed."""
        return Fraction(self.failed + self.missing, self.counted + self.missing)


def availability_of(
    probes: Iterable[Probe],
    network: OwnNetwork,
    first: date,
    settings: SpotCheckSettings,
    together: FailedTogether | None = None,
    as_one: AbstractSet[Probe] = frozenset(),
) -> Availability:
    """The probes of one site in the days from `first` (Beijing) on, in any order; `together` and
    `as_one` are what the probes of all sites say."""
    days = [first + timedelta(days=n) for n in range(settings.probe_days)]
    by_hour: dict[date, dict[int, list[ProbeState]]] = {day: defaultdict(list) for day in days}
    marks = []
    within = [probe for probe in probes if days[0] <= day_of(probe.at) <= days[-1]]
    for probe in spaced(within, timedelta(minutes=settings.probe_gap_minutes)):
        common = together is not None and together.at(probe.at)
        state = ProbeState.OURS if common else state_of(probe, network, settings)
        if state is ProbeState.FAILED and probe in as_one:
            state = ProbeState.AS_ONE
        marks.append((probe.at, state))
        if state in COUNTED or state is ProbeState.AS_ONE:
            by_hour[day_of(probe.at)][beijing(probe.at).hour].append(state)
    spread = [_spread(hours, settings.probe_hours_a_day) for hours in by_hour.values()]
    either = [states.count(ProbeState.AS_ONE) for states in spread]
    counted = [len(states) - some for states, some in zip(spread, either, strict=True)]
    left_out = zip(spread, by_hour.values(), strict=True)
    return Availability(
        sum(states.count(ProbeState.FAILED) for states in spread),
        sum(counted),
        sum(max(some, settings.probes_a_day - n) for some, n in zip(either, counted, strict=True)),
        tuple(marks),
        sum(len(states) < sum(map(len, hours.values())) for states, hours in left_out),
    )


def _spread(hours: Mapping[int, Sequence[ProbeState]], needed: int) -> list[ProbeState]:
    """What counts of a day, by its hours: all of it, or of one with too few hours the first of
    each. So which of them count does not depend on how they ended."""
    most = None if len(hours) >= needed else 1
    return [state for states in hours.values() for state in states[:most]]


def availability_of_sites(
    portal_ids: Collection[str],
    probes: Iterable[Probe],
    controls: Iterable[Probe],
    first: date,
    settings: SpotCheckSettings,
) -> Iterator[tuple[str, Availability]]:
    """Of each of these sites, with the probes of all of them and the control probes."""
    by_site: dict[str, list[Probe]] = defaultdict(list)
    asked = set(portal_ids)
    for probe in probes:
        if probe.portal_id in asked:
            by_site[probe.portal_id].append(probe)
    network, gap = OwnNetwork(controls, settings), timedelta(minutes=settings.probe_gap_minutes)
    apart = {portal_id: spaced(own, gap) for portal_id, own in by_site.items()}
    every = list(chain.from_iterable(apart.values()))
    ways = {probe: way for probe in every if (way := _way_of(probe, settings)) is not None}
    together = FailedTogether(every, ways.get, settings)
    as_one = failed_as_one(apart, ways, settings)
    for portal_id in portal_ids:
        own = apart.get(portal_id, ())
        yield portal_id, availability_of(own, network, first, settings, together, as_one)


def state_of(probe: Probe, network: OwnNetwork, settings: SpotCheckSettings) -> ProbeState:
    """During an outage of ours an opened page does not count either: only what is left out
    without regard to its end leaves the share as it was."""
    if not network.up(probe.at):
        return ProbeState.OURS
    if _way_of(probe, settings) is not None:
        return ProbeState.FAILED
    return ProbeState.OPENED if probe.outcome in OPEN else ProbeState.UNDECIDED


def _way_of(probe: Probe, settings: SpotCheckSettings) -> Hashable | None:
    """How a probe failed; None where it did not, or that is undecided."""
    if probe.outcome in CLOSED:
        return probe.outcome
    if probe.outcome in OPEN:
        return Outcome.TIMEOUT if probe.seconds >= settings.probe_seconds else None
    status = probe.status or 0
    # A refusal (403, 429) may be of us alone.
    failed = probe.outcome is Outcome.HTTP_ERROR and (status in SERVER_ERRORS or status in GONE)
    return status if failed else None


def judge_availability(
    portal_id: str, seen: Availability, settings: SpotCheckSettings
) -> IndicatorResult:
    """The indicator of one site."""
    line = Fraction(str(settings.probe_failed_share))
    if seen.low >= line:
        result, reason = CheckResult.FAILED, _decided(SpotCheckCode.PROBES_FAILED, seen, line)
    elif seen.high < line:
        result, reason = CheckResult.PASSED, _decided(SpotCheckCode.PROBES_OPENED, seen, line)
    else:
        result, reason = CheckResult.UNKNOWN, _open(seen, line, settings)
    return IndicatorResult(portal_id, VetoIndicator.UNREACHABLE, result, reason)


def _decided(code: SpotCheckCode, seen: Availability, line: Fraction) -> Reason:
    bound = "low" if code is SpotCheckCode.PROBES_FAILED else "high"
    moments = [at for at, state in seen.marks if state in COUNTED]
    return because(
        code,
        failed=seen.failed,
        counted=seen.counted,
        line=_percent(line),
        since=moments[0],
        until=moments[-1],
        **_bounds(seen, bound),
    )


def _open(seen: Availability, line: Fraction, settings: SpotCheckSettings) -> Reason:
    states = Counter(state for _, state in seen.marks)
    missing = because(
        SpotCheckCode.PROBES_MISSING,
        missing=seen.missing,
        counted=seen.counted,
        line=_percent(line),
        **_bounds(seen, "low", "high"),
    )
    left_out = (
        because(code, count=states[state]) if states[state] else None for code, state in LEFT_OUT
    )
    crowded = because(
        SpotCheckCode.PROBES_CROWDED, days=seen.crowded, hours=settings.probe_hours_a_day
    )
    return together(missing, crowded if seen.crowded else None, *left_out)


def strip_of(seen: Availability, first: date, settings: SpotCheckSettings) -> str:
    """An hour a letter, the worst of its probes: `x` failed, `~` as one with others, `?` undecided,
    `o` ours, `.` opened, `_` none: no table program takes that for the beginning of a formula."""
    hours: dict[tuple[date, int], list[ProbeState]] = defaultdict(list)
    for at, state in seen.marks:
        hours[day_of(at), beijing(at).hour].append(state)
    days = [first + timedelta(days=n) for n in range(settings.probe_days)]
    return "".join(_letter(hours.get((day, hour), ())) for day in days for hour in range(24))


def _letter(states: Sequence[ProbeState]) -> str:
    for letter, state in LETTERS:
        if state in states:
            return letter
    return "_"


def _bounds(seen: Availability, *ends: str) -> dict[str, float]:
    """In percent, to hundredths that hold what is true; what is decided was compared exactly."""
    both = {"low": cut_down(100 * seen.low, 2), "high": cut_up(100 * seen.high, 2)}
    return {end: both[end] for end in ends}


def _percent(share: Fraction) -> float:
    return float(100 * share)
