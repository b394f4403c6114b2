"""What the evidence of a list amounts to, against the releases that were looked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from repostwatch.discovering.addresses import own_host
from repostwatch.discovering.evidence import ListEvidence
from repostwatch.discovering.scoring import is_named
from repostwatch.model import PageDate, Precision
from repostwatch.settings import DiscoverySettings, ScanSettings

_LATEST = 2  # releases


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What lists are held against: when each release was `published`, which were `asked` for (the
    portal has a duty to repost them, and they are of the last `proof_days`), the moment, and whose
    lists they are."""

    published: Mapping[str, datetime]
    asked: Collection[str]
    now: datetime
    settings: DiscoverySettings
    scan: ScanSettings
    home_url: str

    def recent(self, one: ListEvidence) -> frozenset[str]:
        """The releases of a list that are young enough to prove that it is in use."""
        since = self.now - timedelta(days=self.settings.proof_days)
        return frozenset(r for r in one.releases if self.published[r] >= since)

    def proven(self, one: ListEvidence) -> bool:
        return len(self.recent(one)) >= self.settings.proof_releases

    def own(self, one: ListEvidence) -> bool:
        """Whether it is certainly a list of the portal's."""
        return own_host(one.url, self.home_url)

    def reach(self, one: ListEvidence) -> datetime:
        """The moment back to which a list was seen; now where that is not known."""
        if one.oldest is not None:
            return one.oldest.interval.earliest
        return min((self.published[r] for r in one.releases), default=self.now)

    def within(self, one: ListEvidence) -> frozenset[str]:
        """The releases that were asked for and that a list reaches back to."""
        reach = self.reach(one)
        return frozenset(r for r in self.asked if self.published[r] >= reach)

    def share(self, one: ListEvidence) -> float:
        """How many of those it has."""
        within = self.within(one)
        return len(within & one.releases.keys()) / len(within) if within else 0.0

    def keeps(self, one: ListEvidence) -> bool:
        """Whether reposts stay on the list for a while."""
        return self.now - self.reach(one) >= timedelta(days=self.settings.keeps_days)

    def stopped(self, one: ListEvidence) -> frozenset[str]:
        """The releases since its last item, where that is so long ago that nobody writes to it."""
        last = self.last(one)
        if last is None or self.now - last.interval.latest < timedelta(
            days=self.scan.stale_list_days
        ):
            return frozenset()
        return frozenset(r for r in self.asked if self.published[r] > last.interval.latest)

    def newer_on(self, one: ListEvidence, other: ListEvidence) -> frozenset[str]:
        """The releases for which another list took over from one: what one has, as far as the other
        reaches back, the other has, too, and these came out since one's last item, long enough ago
        to stand there. None where it did not."""
        last = self.last(one)
        if last is None or not (self.proven(other) and self.keeps(other) and own_list(other)):
            return frozenset()
        reach = self.reach(other)
        shared = frozenset(r for r in one.releases if self.published[r] >= reach)
        if len(shared) < self.settings.proof_releases or not shared <= other.releases.keys():
            return frozenset()
        newer = frozenset(
            r for r in other.releases if last.interval.latest < self.published[r] <= self._due()
        )
        return newer if len(newer) >= _LATEST or one.orphan else frozenset()

    def silent(self, one: ListEvidence) -> bool:
        """Whether a list has none of the latest releases that are due: one may be an oversight."""
        due = sorted((r for r in self.asked if self.published[r] <= self._due()),
                     key=lambda r: self.published[r])[-_LATEST:]  # fmt: skip
        return len(due) == _LATEST and not set(due) & one.releases.keys()

    def _due(self) -> datetime:
        """What came out before this is due everywhere."""
        return self.now - timedelta(hours=self.settings.taken_over_hours)

    def last(self, one: ListEvidence) -> PageDate | None:
        """The day of a list's newest item; where none has a date, of its newest release."""
        if one.newest is not None:
            return one.newest
        moment = max((self.published[r] for r in one.releases), default=None)
        return None if moment is None else PageDate(moment, Precision.DAY)


def own_list(one: ListEvidence) -> bool:
    """Whether the releases stand in what the page is there for, not in a block beside it."""
    return one.main or named(one)


def named(one: ListEvidence) -> bool:
    """Whether the list is by one of its names the State Council's."""
    return any(map(is_named, one.names))
