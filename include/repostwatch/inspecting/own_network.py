"""Control probes of known sites → when our own network was up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from repostwatch.model.spot_checks import Probe
from repostwatch.settings import SpotCheckSettings

# The least that two moments differ by.
INSTANT = timedelta(microseconds=1)


class OwnNetwork:
    """Up at a moment: before it and behind it, enough known sites opened shortly, and nothing
    nearer shows an outage of ours.

    Both sides, because an outage may begin between a control probe and the probe that it vouches
    for. Nearer shows it that of the known sites that were asked, more than half failed between the
    last one that opened before and the first one that opened behind: that a single one fails may
    be its own. Without control probes nothing shows that it was up.
    """

    def __init__(self, controls: Iterable[Probe], settings: SpotCheckSettings) -> None:
        self._wait = timedelta(minutes=settings.control_minutes)
        self._needed = settings.control_sites
        opened: dict[str, list[datetime]] = defaultdict(list)
        failed: dict[str, list[datetime]] = defaultdict(list)
        for probe in controls:
            open_ = probe.outcome.usable and probe.seconds < settings.probe_seconds
            (opened if open_ else failed)[probe.portal_id].append(probe.at)
        self._opened = _in_order(opened)
        self._failed = _in_order(failed)
        self._asked = _in_order(
            {name: [*opened.get(name, ()), *failed.get(name, ())] for name in {*opened, *failed}}
        )
        self._any_opened = sorted(at for moments in self._opened for at in moments)

    def up(self, at: datetime) -> bool:
        first, last = at - self._wait, at + self._wait
        before = _count(self._opened, first, at)
        behind = _count(self._opened, at, last)
        if min(before, behind) < self._needed:
            return False
        failed = _count(self._failed, *self._nothing_opened(at))
        return 2 * failed <= _count(self._asked, first, last)

    def _nothing_opened(self, at: datetime) -> tuple[datetime, datetime]:
        """The stretch around a moment in which no known site opened, without its ends."""
        before = self._any_opened[bisect_right(self._any_opened, at) - 1]
        behind = self._any_opened[bisect_left(self._any_opened, at)]
        return before + INSTANT, behind - INSTANT


def _in_order(moments: dict[str, list[datetime]]) -> list[list[datetime]]:
    return [sorted(own) for own in moments.values()]


def _count(sites: Sequence[list[datetime]], first: datetime, last: datetime) -> int:
    """Of how many sites one of the moments lies from the first to the last."""
    return sum(bisect_left(own, first) < bisect_right(own, last) for own in sites)
