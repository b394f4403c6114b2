"""All scans of a portal, indexed once for look-ups by each of its duties."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from operator import attrgetter
from typing import overload

from repostwatch.judging.complete_scans import CompleteScans
from repostwatch.judging.unmatched import NOTHING_OPEN, Unmatched
from repostwatch.judging.vouching import NOTHING_KNOWN, Confirmed, PortalLists
from repostwatch.model import Duty, Interval, Scan
from repostwatch.model.wider import WiderLook


class ScanHistory(Sequence[Scan]):
    """All scans of one portal in order of time, with look-ups by bisection.

    It is a sequence of its scans, so `judge` takes one wherever it takes scans. `lists` is what is
    known of the portal's lists: it decides which complete scans prove an absence. `looks` are the
    wider looks that were made for releases; None judges without any. `unmatched` is what is open of
    its links, and `waiting` the latest scan that was left out for that.
    """

    def __init__(
        self,
        scans: Iterable[Scan],
        lists: PortalLists = NOTHING_KNOWN,
        looks: Mapping[str, WiderLook] | None = None,
        unmatched: Unmatched = NOTHING_OPEN,
    ) -> None:
        self.looks, self.unmatched = looks, unmatched
        self.waiting: Scan | None = None
        self._before: dict[datetime | None, ScanHistory] = {}
        self._scans = sorted(scans, key=attrgetter("started_at", "ended_at", "scan_id"))
        self.lists = lists
        self._starts = [scan.started_at for scan in self._scans]
        # The latest end of any scan up to here: scans of one portal may overlap.
        self._ends = list(accumulate((scan.ended_at for scan in self._scans), max))
        self._complete = CompleteScans(self._scans)
        self._proving, self._unproven = self._complete, CompleteScans(())
        confirmed = [lists.vouch(scan) for scan in self._scans]
        if not all(one is Confirmed.YES for one in confirmed):
            known = list(zip(self._scans, confirmed, strict=True))
            self._proving = CompleteScans(scan for scan, by in known if by is Confirmed.YES)
            self._unproven = CompleteScans(scan for scan, by in known if by is not Confirmed.YES)
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
        return self._of(self._scans[: bisect_right(self._starts, now)])

    def before(self, moment: datetime | None) -> ScanHistory:
        """The scans that ended before `moment`, without it none; itself if all did."""
        if moment not in self._before:
            kept = [scan for scan in self._scans if moment is not None and scan.ended_at < moment]
            if len(kept) == len(self._scans):
                return self
            self._before[moment] = self._of(kept)
            self._before[moment].waiting = self._scans[-1]
        return self._before[moment]

    def _of(self, scans: Sequence[Scan]) -> ScanHistory:
        return ScanHistory(scans, self.lists, self.looks, self.unmatched)

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
        self,
        before: datetime,
        back_to: datetime,
        beyond: datetime | None = None,
        found_in: Scan | None = None,
    ) -> Scan | None:
        """The last complete scan that ended before `before` and proves an absence.

        Complete: every list was read back to `back_to`, and to before `beyond` if given. A list
        that the scan `found_in` followed and an earlier one did not may have had the link then.
        """
        return self._proving.last(before, back_to, beyond, found_in)

    def first_proof(
        self, after: datetime, back_to: datetime, beyond: datetime | None = None
    ) -> Scan | None:
        """The first complete scan that began after `after` and proves an absence."""
        return self._proving.first(after, back_to, beyond)

    def unproven(self, after: datetime, back_to: datetime) -> Scan | None:
        """A complete scan begun after `after` whose lists are not known to be lists of reposts:
        the first of those with the latest lists."""
        return self._unproven.first_of_latest_lists(after, back_to)

    def deepest(self, after: datetime) -> Scan | None:
        """The scan with the deepest reach of those that read every list and began after `after`;
        of several the first."""
        return self._complete.deepest(after)

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


def _last_run(scans: Sequence[Scan]) -> int:
    """The index of the first of the latest scans in a row that failed for the same reason."""
    first = len(scans) - 1
    while first > 0 and scans[first - 1].reach is None and scans[first - 1].gap == scans[-1].gap:
        first -= 1
    return first
