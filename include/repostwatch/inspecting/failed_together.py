"""Probes of all sites → the minutes in which so many of them failed in one way that it is no proof
against any: a name server of ours, a line that is slow, a network that shuts us out. Known sites
may open all the while.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from repostwatch.model.spot_checks import Probe
from repostwatch.settings import SpotCheckSettings


class FailedTogether:
    """`way_of` says how a probe failed, None where it did not."""

    def __init__(
        self,
        probes: Iterable[Probe],
        way_of: Callable[[Probe], Hashable | None],
        settings: SpotCheckSettings,
    ) -> None:
        self._wait = timedelta(minutes=settings.control_minutes)
        self._share = Fraction(str(settings.outage_share))
        self._needed = settings.outage_sites
        made: list[datetime] = []
        ways: dict[Hashable, list[datetime]] = defaultdict(list)
        for probe in probes:
            made.append(probe.at)
            if (way := way_of(probe)) is not None:
                ways[way].append(probe.at)
        self._made = sorted(made)
        # Of a way in which few ever failed there is no such minute.
        self._ways = [
            sorted(some) for some in ways.values() if len(some) >= self._share * self._needed
        ]

    def at(self, moment: datetime) -> bool:
        """Whether so large a share of the probes made about this moment failed in one way."""
        if not self._ways:
            return False
        first, last = moment - self._wait, moment + self._wait
        made = _within(self._made, first, last)
        if made < self._needed:
            return False
        return any(_within(some, first, last) >= self._share * made for some in self._ways)


def _within(moments: Sequence[datetime], first: datetime, last: datetime) -> int:
    return bisect_right(moments, last) - bisect_left(moments, first)
