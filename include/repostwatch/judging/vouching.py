"""Which scans can prove an absence: those whose lists are known to be lists of reposts.

A list counts if the registry or a person vouches for it, or if a repost of the portal was seen on
it. What a person refused is no list at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from repostwatch.model import Reason, Scan
from repostwatch.model.watched_lists import ListOrigin, ListPlace, WatchedList
from repostwatch.portals.moved import page_key

PageKey = tuple[str, str, str]


class Confirmed(Enum):
    YES = 1
    NOT_YET = 2  # no repost was ever seen on a list of it, and nobody vouches for that list
    NO_LIST = 3  # it has no list, or a person refused all that it has


@dataclass(frozen=True, slots=True)
class PortalLists:
    """What is known of one portal's lists: the watched ones, and those (by `page_key`) on which
    scans saw a repost of this portal. `no_reposts` is set where a search of its whole site found
    none, and none was seen since."""

    watched: Mapping[PageKey, WatchedList] = field(default_factory=dict)
    held: Collection[PageKey] = frozenset()
    no_reposts: Reason | None = None

    @classmethod
    def of(
        cls,
        watched: Iterable[WatchedList] = (),
        held: Iterable[str] = (),
        no_reposts: Reason | None = None,
    ) -> PortalLists:
        """From lists and addresses as they are stored."""
        by_key = {page_key(one.url): one for one in watched}
        return cls(by_key, frozenset(page_key(url) for url in held), no_reposts)

    def counted(self, scan: Scan) -> tuple[ListPlace, ...]:
        """The lists of a scan without those that a person refused."""
        return tuple(place for place in scan.lists or () if not self._refused(place))

    def open(self, scan: Scan) -> tuple[str, ...]:
        """The addresses of a scan's lists for which nobody vouches, and that held no repost."""
        return tuple(place.url for place in self.counted(scan) if not self._known(place))

    def vouch(self, scan: Scan) -> Confirmed:
        """Whether the lists of a scan can prove that something is not there."""
        if scan.lists is None:
            return Confirmed.YES
        if not self.counted(scan):
            return Confirmed.NO_LIST
        return Confirmed.NOT_YET if self.open(scan) else Confirmed.YES

    def _refused(self, place: ListPlace) -> bool:
        known = self.watched.get(page_key(place.url))
        return place.origin is not ListOrigin.REGISTRY and known is not None and known.refused

    def _known(self, place: ListPlace) -> bool:
        if place.origin is ListOrigin.REGISTRY:
            return True
        key = page_key(place.url)
        known = self.watched.get(key)
        return key in self.held or (known is not None and known.proven)


NOTHING_KNOWN = PortalLists()
