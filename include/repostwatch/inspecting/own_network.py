"""Control probes of known sites → when our own network was up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from repostwatch.model.spot_checks import Probe
from repostwatch.settings import SpotCheckSettings


class OwnNetwork:
    """Up at a moment: before it and behind it, enough known sites opened shortly.

    Both sides, because an outage may begin between a control probe and the probe that it vouches
    for. Without control probes nothing shows that it was up.
    """

    def __init__(self, controls: Iterable[Probe], settings: SpotCheckSettings) -> None:
        self._wait = timedelta(minutes=settings.control_minutes)
        self._needed = settings.control_sites
        opened: dict[str, list[datetime]] = defaultdict(list)
        for probe in controls:
            if probe.outcome.usable and probe.seconds < settings.probe_seconds:
                opened[probe.portal_id].append(probe.at)
        self._opened = [sorted(moments) for moments in opened.values()]

    def up(self, at: datetime) -> bool:
        before = sum(_any(moments, at - self._wait, at) for moments in self._opened)
        behind = sum(_any(moments, at, at + self._wait) for moments in self._opened)
        return min(before, behind) >= self._needed


def _any(moments: list[datetime], first: datetime, last: datetime) -> bool:
    """Whether one of the moments, in order, lies from the first to the last."""
    return bisect_left(moments, first) < bisect_right(moments, last)
