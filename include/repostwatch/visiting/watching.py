"""Which pages of a portal a scan looks at: the one place where that is decided.

The registry's lists, where it names some; else those that a search found and that are in use; else
the channels of the homepage's own column (`visiting.channels`). Lists that are proposed, or that
were put aside although something speaks for them, are read beside those: what stands there is
found, and proves no absence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from repostwatch.model import Portal
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from repostwatch.portals.moved import page_key
from repostwatch.settings import DiscoverySettings

# What was put aside for these reasons may still be where the next repost stands.
_PLAUSIBLE = frozenset(
    (DiscoveryCode.COVERED, DiscoveryCode.STALE, DiscoveryCode.NO_RELEASE, DiscoveryCode.ADDS_FEW)
)


PageKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Watch:
    """What to look at. `portal` has the lists in use as its `column_urls`; `extra` are read beside
    them; `drawn` have rows only in a browser; reposts were seen on those of `proven`. `found` says
    of the lists in use that are not the registry's who does say that they are some; a person
    `refused` these. Both are by `page_key`."""

    portal: Portal
    extra: tuple[str, ...] = ()
    drawn: frozenset[str] = frozenset()
    proven: frozenset[str] = frozenset()
    found: Mapping[PageKey, ListOrigin] = field(default_factory=dict)
    refused: frozenset[PageKey] = frozenset()

    def origin(self, url: str) -> ListOrigin:
        """Who says that reposts stand at this address; nobody but the program where none does."""
        key = page_key(url)
        if key in self.found:
            return self.found[key]
        named = key in {page_key(one) for one in self.portal.column_urls}
        return ListOrigin.REGISTRY if named else ListOrigin.DISCOVERED


def watch_of(portal: Portal, lists: Sequence[WatchedList], settings: DiscoverySettings) -> Watch:
    """What a scan of the portal looks at; `lists` are those that the store has of it."""
    home = page_key(portal.home_url)
    known = [one for one in lists if page_key(one.url) != home]
    in_use = tuple(one.url for one in known if one.state is ListState.IN_USE)
    columns = portal.column_urls or in_use
    taken = {page_key(url) for url in columns}
    beside = sorted(
        (one for one in known if _may_hold(one) and page_key(one.url) not in taken),
        key=lambda one: (one.state is not ListState.PROPOSED, -len(one.releases), one.url),
    )
    return Watch(
        portal=replace(portal, column_urls=columns),
        extra=tuple(one.url for one in beside[: settings.extra_lists]),
        drawn=frozenset(one.url for one in known if one.render),
        proven=frozenset(one.url for one in known if one.releases),
        found={}
        if portal.column_urls
        else {page_key(one.url): one.origin for one in known if one.state is ListState.IN_USE},
        refused=frozenset(page_key(one.url) for one in lists if one.refused),
    )


def _may_hold(one: WatchedList) -> bool:
    """Whether reposts may stand on a list that is not in use; not where a person refused it."""
    return one.state in (ListState.PROPOSED, ListState.IN_USE) or (
        one.state is ListState.REJECTED and one.reason.code in _PLAUSIBLE
    )
