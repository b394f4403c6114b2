"""The lists on which a portal's reposts stand: what is known of each, and of looking for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from repostwatch.model.reasons import Reason
from repostwatch.model.times import PageDate


class ListState(StrEnum):
    IN_USE = "in_use"  # scans follow it
    PROPOSED = "proposed"  # a person has to say whether it is one
    REJECTED = "rejected"  # looked at and found to be none, or refused by a person
    GONE = "gone"  # it was in use, and is no longer there


class ListOrigin(StrEnum):
    """Who says that it is a list of reposts."""

    REGISTRY = "registry"
    DISCOVERED = "discovered"
    PERSON = "person"

    @property
    def vouched(self) -> bool:
        """Whether somebody answers for it, so that it needs no repost as proof."""
        return self is not ListOrigin.DISCOVERED


@dataclass(frozen=True, slots=True)
class WatchedList:
    """A list page of a portal. `releases` are those whose reposts were seen on it, the latest
    published first; `items` and `newest` are of its last visit. `render`: it has rows only when
    drawn in a browser. `found_at` and `checked_at` are aware."""

    portal_id: str
    url: str
    state: ListState
    origin: ListOrigin
    reason: Reason
    found_at: datetime
    checked_at: datetime
    name: str = ""
    releases: tuple[str, ...] = ()
    items: int = 0
    newest: PageDate | None = None
    render: bool = False

    @property
    def proven(self) -> bool:
        """Whether a list without a release on it says something about the portal."""
        return not self.refused and (bool(self.releases) or self.origin.vouched)

    @property
    def refused(self) -> bool:
        """Whether a person said that it is no list of reposts."""
        return self.state is ListState.REJECTED and self.origin is ListOrigin.PERSON


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list as a scan followed it, and who said then that it is one. The homepage's own address
    stands for the column on it, where a scan had no other list."""

    url: str
    origin: ListOrigin


@dataclass(frozen=True, slots=True)
class ListChange:
    """A state that a list came into; `by` is empty where the program decided."""

    url: str
    state: ListState
    reason: Reason
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """One search of a portal for its lists, from its homepage. `asked` releases were looked for,
    `found` of them seen anywhere; `pages` are the addresses that were read. `reason` says why it
    ended. `render`: the homepage is empty without a browser."""

    portal_id: str
    started_at: datetime
    ended_at: datetime
    asked: int
    found: int
    pages: tuple[str, ...]
    reason: Reason
    render: bool = False
    run_id: str = ""
