"""All scans of a portal, indexed once for look-ups by each of its duties."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from operator import attrgetter
from typing import overload

from repostwatch.model import Duty, Interval, Scan


class ScanHistory(Sequence[Scan]):
    """All scans of one portal in order of time, with look-ups by bisection.

    It is a sequence of its scans, so `judge` takes one wherever it takes scans.
    """

    def __init__(self, scans: Iterable[Scan]) -> None:
        self._scans = sorted(scans, key=attrgetter("started_at", "ended_at", "scan_id"))
        self._starts = [scan.started_at for scan in self._scans]
        # The latest end of any scan up to here: scans of one portal may overlap.
        self._ends = list(accumulate((scan.ended_at for scan in self._scans), max))
        # Only scans that saw every watched list can prove that something was not there.
        self._whole = [scan for scan in self._scans if scan.reach is not None]
        self._whole_starts = [scan.started_at for scan in self._whole]
        self._reaches = [scan.reach for scan in self._whole if scan.reach is not None]
        # The deepest reach of all scans up to here, and from here on. If even that is not enough,
        # a look-up ends at once instead of visiting years of scans.
        self._farthest_to = list(accumulate(self._reaches, min))
        self._farthest_from = list(accumulate(reversed(self._reaches), min))[::-1]
        self._alike = _last_run(self._scans)
        self._homes = [scan for scan in self._scans if scan.embedded is not None]
        self._home_starts = [scan.started_at for scan in self._homes]
        self.ever_embedded = any(scan.embedded for scan in self._homes)

    @classmethod
    def of(cls, scans: Sequence[Scan]) -> ScanHistory:
        return scans if isinstance(scans, ScanHistory) else cls(scans)

    @overload
    def __getitem__(self, index: int) -> Scan: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Scan]: ...
    def __getitem__(self, index: int | slice) -> Scan | Sequence[Scan]:
        return self._scans[index]

    def __len__(self) -> int:
        return len(self._scans)

    def until(self, now: datetime) -> ScanHistory:
        """The history up to `now`; itself if nothing is later."""
        if not self._starts or self._starts[-1] <= now:
            return self
        return ScanHistory(self._scans[: bisect_right(self._starts, now)])

    def failing_since(self, after: datetime) -> Scan:
        """The first of the latest scans that failed for the same reason, begun after `after`.
        Raises IndexError if no scan began after it."""
        return self._scans[max(bisect_right(self._starts, after), self._alike)]

    def at(self, moment: datetime) -> Scan | None:
        """The scan in progress at `moment`; of several the one that began last."""
        for index in range(bisect_right(self._starts, moment) - 1, -1, -1):
            if self._ends[index] < moment:
                return None
            if self._scans[index].ended_at >= moment:
                return self._scans[index]
        return None

    def last_within(self, window: Interval) -> Scan | None:
        """The last scan that began and ended within `window`, complete or not."""
        first = bisect_left(self._starts, window.earliest)
        for index in range(bisect_right(self._starts, window.latest) - 1, first - 1, -1):
            if self._scans[index].ended_at <= window.latest:
                return self._scans[index]
        return None

    def last_proof(
        self, before: datetime, back_to: datetime, beyond: datetime | None = None
    ) -> Scan | None:
        """The last complete scan that ended before `before`.

        Complete: every list was read back to `back_to`, and to before `beyond` if given.
        """
        for index in range(bisect_left(self._whole_starts, before) - 1, -1, -1):
            if not _enough(self._farthest_to[index], back_to, beyond):
                return None
            scan = self._whole[index]
            if scan.ended_at < before and _enough(self._reaches[index], back_to, beyond):
                return scan
        return None

    def first_proof(
        self, after: datetime, back_to: datetime, beyond: datetime | None = None
    ) -> Scan | None:
        """The first complete scan that began after `after`."""
        for index in range(bisect_right(self._whole_starts, after), len(self._whole)):
            if not _enough(self._farthest_from[index], back_to, beyond):
                return None
            if _enough(self._reaches[index], back_to, beyond):
                return self._whole[index]
        return None

    def deepest(self, after: datetime) -> Scan | None:
        """The scan with the deepest reach of those that read every list and began after `after`;
        of several the first."""
        index = bisect_right(self._whole_starts, after)
        if index == len(self._whole):
            return None
        return self._whole[self._reaches.index(self._farthest_from[index], index)]

    def homes_in(self, window: Interval) -> Sequence[Scan]:
        """Scans that read the homepage and began within `window`, ends included."""
        return self._homes[
            bisect_left(self._home_starts, window.earliest) : bisect_right(
                self._home_starts, window.latest
            )
        ]

    def home_before(self, moment: datetime) -> Scan | None:
        """The last scan that read the homepage and began before `moment`."""
        index = bisect_left(self._home_starts, moment)
        return self._homes[index - 1] if index else None

    def homes_after(self, moment: datetime) -> Sequence[Scan]:
        return self._homes[bisect_right(self._home_starts, moment) :]


def proves(scan: Scan, duty: Duty) -> bool:
    """Whether a scan in which no link of it was found shows that a duty is missing: complete, and
    begun after the deadline."""
    return scan.started_at > duty.deadline.latest and scan.complete_for(duty.published.earliest)


def _enough(reach: datetime, back_to: datetime, beyond: datetime | None) -> bool:
    return reach <= back_to and (beyond is None or reach < beyond)


def _last_run(scans: Sequence[Scan]) -> int:
    """The index of the first of the latest scans in a row that failed for the same reason."""
    first = len(scans) - 1
    while first > 0 and scans[first - 1].reach is None and scans[first - 1].gap == scans[-1].gap:
        first -= 1
    return first
