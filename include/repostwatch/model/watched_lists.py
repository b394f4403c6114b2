"""The lists on which a portal's reposts stand: what is known of each, and of looking for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from repostwatch.model.codes.discovery import DiscoveryCode
from repostwatch.model.reasons import Reason, because
from repostwatch.model.times import PageDate


class ListState(StrEnum):
    IN_USE = "in_use"  # scans follow it
    PROPOSED = "proposed"  # a person has to say whether it is one
    REJECTED = "rejected"  # looked at and found to be none, or refused by a person
    GONE = "gone"  # it was in use, and is no longer there


class ListProof(StrEnum):
    """What shows that it is a list of reposts."""

    REPOSTS = "reposts"  # they were seen on it
    WORD = "word"  # the registry or a person says so
    NONE = "none"


class ListChoice(StrEnum):
    """What a person can say about a list."""

    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"  # what was said before; what the program found counts again


class ListOrigin(StrEnum):
    """Who says that it is a list of reposts."""

    REGISTRY = "registry"
    DISCOVERED = "discovered"
    PERSON = "person"

    @property
    def confirmed(self) -> bool:
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
        return not self.refused and (bool(self.releases) or self.origin.confirmed)

    @property
    def proof(self) -> ListProof:
        if self.releases:
            return ListProof.REPOSTS
        return ListProof.WORD if self.origin.confirmed else ListProof.NONE

    @property
    def refused(self) -> bool:
        """Whether a person said that it is no list of reposts."""
        return self.state is ListState.REJECTED and (
            self.origin is ListOrigin.PERSON or self.reason.code is DiscoveryCode.REFUSED
        )

    @property
    def unconfirmed(self) -> WatchedList:
        """The same without anybody who answers for it."""
        return replace(self, origin=ListOrigin.DISCOVERED)

    @property
    def waits(self) -> bool:
        """Whether a person has to say if it is a list of reposts."""
        return self.state is ListState.PROPOSED or (
            self.state is ListState.IN_USE and not self.proven
        )


@dataclass(frozen=True, slots=True)
class ListReading:
    """What stood on a list when it was last read: by a scan (`scanned`), else by a search for
    lists. `items` is None where it was not counted, `read_at` where no visit of it is kept."""

    read_at: datetime | None
    items: int | None = None
    newest: PageDate | None = None
    scanned: bool = False


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
class ListDecision:
    """What a person said about the list at an address, found or not."""

    portal_id: str
    url: str
    choice: ListChoice
    by: str
    reason: str
    at: datetime

    def applied(
        self, known: WatchedList | None, found: ListState = ListState.REJECTED
    ) -> WatchedList:
        """The list after it; `known` is None where the program never found it.

        Whoever accepts a list answers for it. Who refuses one does not: its origin stays. Who
        withdraws what was said leaves it in the state in which the program `found` it.
        """
        if known is not None and self.choice is ListChoice.WITHDRAW:
            taken_back = because(DiscoveryCode.WITHDRAWN, by=self.by, why=self.reason)
            own = replace(known, state=found, reason=taken_back, checked_at=self.at)
            return own if known.origin is ListOrigin.REGISTRY else own.unconfirmed
        accepted = self.choice is ListChoice.ACCEPT
        code = DiscoveryCode.ACCEPTED if accepted else DiscoveryCode.REFUSED
        reason = because(code, by=self.by, why=self.reason)
        state = ListState.IN_USE if accepted else ListState.REJECTED
        if known is None:
            return WatchedList(
                self.portal_id, self.url, state, ListOrigin.PERSON, reason, self.at, self.at
            )
        origin = ListOrigin.PERSON if accepted else known.origin
        return replace(known, state=state, origin=origin, reason=reason, checked_at=self.at)


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
