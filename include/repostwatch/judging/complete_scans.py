"""Complete scans in order of time, with look-ups by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime
from itertools import accumulate

from repostwatch.model import Scan


class CompleteScans:
    """Scans that read every watched list, in order of time: only they can prove an absence."""

    def __init__(self, scans: Iterable[Scan]) -> None:
        self._scans = [scan for scan in scans if scan.reach is not None]
        self._starts = [scan.started_at for scan in self._scans]
        self._reaches = [scan.reach for scan in self._scans if scan.reach is not None]
        # The deepest reach of all scans up to here, and from here on. If even that is not enough,
        # a look-up ends at once instead of visiting years of scans.
        self._farthest_to = list(accumulate(self._reaches, min))
        self._farthest_from = list(accumulate(reversed(self._reaches), min))[::-1]

    def last(
        self, before: datetime, back_to: datetime, beyond: datetime | None, found_in: Scan | None
    ) -> Scan | None:
        """The last one that ended before `before`, reached back to `back_to` and to before
        `beyond` if given, and followed every list of `found_in`."""
        for index in range(bisect_left(self._starts, before) - 1, -1, -1):
            if not _enough(self._farthest_to[index], back_to, beyond):
                return None
            scan = self._scans[index]
            if (
                scan.ended_at < before
                and _enough(self._reaches[index], back_to, beyond)
                and (found_in is None or scan.watched_all_of(found_in))
            ):
                return scan
        return None

    def first(
        self, after: datetime, back_to: datetime, beyond: datetime | None = None
    ) -> Scan | None:
        """The first one that began after `after` and reached back as far."""
        for index in range(bisect_right(self._starts, after), len(self._scans)):
            if not _enough(self._farthest_from[index], back_to, beyond):
                return None
            if _enough(self._reaches[index], back_to, beyond):
                return self._scans[index]
        return None

    def first_of_latest_lists(self, after: datetime, back_to: datetime) -> Scan | None:
        """The same, the first of those that followed the lists of the latest."""
        found: Scan | None = None
        for index in range(len(self._scans) - 1, bisect_right(self._starts, after) - 1, -1):
            scan = self._scans[index]
            if found is not None and scan.lists != found.lists:
                return found
            if _enough(self._reaches[index], back_to, None):
                found = scan
        return found

    def deepest(self, after: datetime) -> Scan | None:
        """The one with the deepest reach that began after `after`; of several the first."""
        index = bisect_right(self._starts, after)
        if index == len(self._scans):
            return None
        return self._scans[self._reaches.index(self._farthest_from[index], index)]


def _enough(reach: datetime, back_to: datetime, beyond: datetime | None) -> bool:
    return reach <= back_to and (beyond is None or reach < beyond)
