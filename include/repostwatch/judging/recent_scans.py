"""The scans of a portal from a moment on, which say so where the answer may lie before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.unmatched import NOTHING_OPEN, Unmatched
from repostwatch.judging.vouching import PortalLists
from repostwatch.model import Interval, Scan
from repostwatch.model.wider import WiderLook


class TooShortError(Exception):
    """Scans before those that were given may decide: judge by all of them."""


class RecentScans(ScanHistory):
    """All scans of a portal that ended at or after `since`, and its latest, whenever that was.

    Every look-up answers as the whole history would, or raises TooShortError. `ever_embedded` is
    of the whole history.
    """

    def __init__(
        self,
        scans: Iterable[Scan],
        lists: PortalLists,
        looks: Mapping[str, WiderLook] | None,
        unmatched: Unmatched = NOTHING_OPEN,
        *,
        since: datetime,
        ever_embedded: bool,
    ) -> None:
        super().__init__(scans, lists, looks, unmatched)
        self.since = since
        self.ever_embedded = ever_embedded

    def until(self, now: datetime) -> ScanHistory:
        if self and self[-1].started_at > now:
            raise TooShortError
        return self

    def before(self, moment: datetime | None) -> ScanHistory:
        if moment is not None and not any(scan.ended_at < moment for scan in self):
            raise TooShortError  # which was the last before it?
        return super().before(moment)

    def _of(self, scans: Sequence[Scan]) -> ScanHistory:
        return RecentScans(
            scans, self.lists, self.looks, self.unmatched,
            since=self.since, ever_embedded=self.ever_embedded,
        )  # fmt: skip

    def failing_since(self, after: datetime) -> Scan:
        return super().failing_since(self._known(after))

    def at(self, moment: datetime) -> Scan | None:
        return super().at(self._known(moment))

    def last_within(self, window: Interval) -> Scan | None:
        self._known(window.earliest)
        return super().last_within(window)

    def last_proof(
        self,
        before: datetime,
        back_to: datetime,
        beyond: datetime | None = None,
        found_in: Scan | None = None,
    ) -> Scan | None:
        return self._not_before(super().last_proof(before, back_to, beyond, found_in))

    def first_proof(
        self, after: datetime, back_to: datetime, beyond: datetime | None = None
    ) -> Scan | None:
        return super().first_proof(self._known(after), back_to, beyond)

    def unproven(self, after: datetime, back_to: datetime) -> Scan | None:
        return super().unproven(self._known(after), back_to)

    def deepest(self, after: datetime) -> Scan | None:
        return super().deepest(self._known(after))

    def homes_in(self, window: Interval) -> Sequence[Scan]:
        self._known(window.earliest)
        return super().homes_in(window)

    def home_before(self, moment: datetime) -> Scan | None:
        return self._not_before(super().home_before(moment))

    def homes_after(self, moment: datetime) -> Sequence[Scan]:
        return super().homes_after(self._known(moment))

    def _known(self, moment: datetime) -> datetime:
        if moment < self.since:
            raise TooShortError
        return moment

    def _not_before(self, scan: Scan | None) -> Scan:
        """The last scan of a kind. One that began before `since` may not be the last: others may
        have begun later and ended before."""
        if scan is None or scan.started_at < self.since:
            raise TooShortError
        return scan
