"""A week of probes: hourly, with control probes around each round, and what fails in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from repostwatch.base.clock import whole_day
from repostwatch.model import Outcome
from repostwatch.model.spot_checks import Probe

FIRST = date(2026, 11, 2)
START = whole_day(FIRST).earliest
CONTROLS = ("gov", "people", "cac")


def hour(number: float) -> datetime:
    """So many hours after the week began."""
    return START + timedelta(hours=number)


def probe(
    at: datetime, outcome: Outcome = Outcome.OK, seconds: float = 0.4, status: int | None = 200
) -> Probe:
    return Probe("site", at, outcome, seconds, status)


def week(fails: Callable[[int], bool] = lambda _: False, *, hours: int = 168) -> list[Probe]:
    """A probe an hour; `fails` says which of them do."""
    return [
        probe(hour(n), Outcome.TIMEOUT if fails(n) else Outcome.OK, 15.0 if fails(n) else 0.4)
        for n in range(hours)
    ]


def controls(down: Callable[[datetime], bool] = lambda _: False) -> Iterator[Probe]:
    """Known sites, 5 minutes before and behind every hour; `down` says when nothing opens."""
    for n in range(168):
        for minutes in (-5, 5):
            at = hour(n) + timedelta(minutes=minutes)
            for name in CONTROLS:
                outcome = Outcome.DNS_ERROR if down(at) else Outcome.OK
                yield Probe(name, at, outcome, 0.2)
