"""Control probes of known sites → when our own network was up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from repostwatch.model.spot_checks import Probe
from repostwatch.settings import SpotCheckSettings


class OwnNetwork:
    """Up at a moment: shortly before it and behind it enough known sites opened, and nearest to it
    not most of those that were asked failed.

    Both sides, because an outage may begin between a control probe and the probe that it vouches
    for. Nearest is of each known site the probe that was the last before, and the first behind:
    most failed where more than half did before, or behind, or on one of the sides; and enough of
    them opened there before it, or behind it. That a single one fails may be its own. One that took
    long did not open: our own line may be slow. Without control probes nothing shows that it was
    up.
    """

    def __init__(self, controls: Iterable[Probe], settings: SpotCheckSettings) -> None:
        self._wait = timedelta(minutes=settings.control_minutes)
        self._needed = settings.control_sites
        # Of two probes of one moment the one that failed counts.
        opened: dict[str, dict[datetime, bool]] = defaultdict(dict)
        for probe in controls:
            open_ = probe.outcome.usable and probe.seconds < settings.control_seconds
            own = opened[probe.portal_id]
            own[probe.at] = open_ and own.get(probe.at, True)
        self._sites = [_KnownSite(own) for own in opened.values()]

    def up(self, at: datetime) -> bool:
        first, last = at - self._wait, at + self._wait
        for begin, end in ((first, at), (at, last)):
            if sum(site.opened(begin, end) for site in self._sites) < self._needed:
                return False
        before = [site.last(first, at) for site in self._sites]
        behind = [site.first(at, last) for site in self._sites]
        if max(before.count(True), behind.count(True)) < self._needed:
            return False
        either = [_worse(*both) for both in zip(before, behind, strict=True)]
        return not any(_most_failed(side) for side in (before, behind, either))


class _KnownSite:
    """The control probes of one known site: True opened, False failed, None not asked."""

    def __init__(self, opened: dict[datetime, bool]) -> None:
        self._asked = sorted(opened)
        self._open = [opened[at] for at in self._asked]
        self._opened = [at for at in self._asked if opened[at]]

    def opened(self, first: datetime, last: datetime) -> bool:
        """Whether it did once from the first to the last of these moments."""
        return bisect_left(self._opened, first) < bisect_right(self._opened, last)

    def last(self, first: datetime, until: datetime) -> bool | None:
        """How the last probe ended that was made from `first` until then."""
        place = bisect_right(self._asked, until) - 1
        return self._open[place] if place >= 0 and self._asked[place] >= first else None

    def first(self, since: datetime, last: datetime) -> bool | None:
        """How the first probe ended that was made since then, up to `last`."""
        place = bisect_left(self._asked, since)
        return (
            self._open[place] if place < len(self._asked) and self._asked[place] <= last else None
        )


def _worse(before: bool | None, behind: bool | None) -> bool | None:
    known = [one for one in (before, behind) if one is not None]
    return all(known) if known else None


def _most_failed(ends: list[bool | None]) -> bool:
    return 2 * ends.count(False) > len(ends) - ends.count(None)
