"""A portal's lists with what proves them and what became of them, and a person's word on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.base.sites import same_site
from repostwatch.model import Portal, Reason, Release
from repostwatch.model.codes import DiscoveryCode, RefusalCode
from repostwatch.model.reasons import Code
from repostwatch.model.watched_lists import (
    ListChange,
    ListChoice,
    ListDecision,
    ListOrigin,
    ListReading,
    ListState,
    WatchedList,
)
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.report import recent_releases
from repostwatch.pipeline.scope import Selection
from repostwatch.portals.moved import page_key
from repostwatch.queries.undoing import NO_REASON, cited
from repostwatch.reporting.sanitize import web_address
from repostwatch.settings import Settings
from repostwatch.store import decisions, list_readings, watched_lists
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection

_CHOICES: dict[Code, ListChoice] = {
    DiscoveryCode.ACCEPTED: ListChoice.ACCEPT,
    DiscoveryCode.REFUSED: ListChoice.REJECT,
}


@dataclass(frozen=True, slots=True)
class ListEvidence:
    """A list with the releases whose reposts stand in it, the latest first, with every state that
    it came into, the newest first, and with what stood on it last; None where nobody read it."""

    portal: Portal
    found: WatchedList
    releases: tuple[Release, ...]
    changes: tuple[ListChange, ...]
    read: ListReading | None

    @property
    def seen(self) -> str:
        """What a person is shown, to be compared when they decide."""
        return state_of(self.found, self.made)

    @property
    def made(self) -> int:
        """How often people have said something about it."""
        return sum(bool(change.by) for change in self.changes)

    @property
    def decided_at(self) -> datetime | None:
        """When a person last said something about it, or took it back."""
        return next((change.at for change in self.changes if change.by), None)

    @property
    def said(self) -> ListChange | None:
        """A person's word that holds; None where there is none, or it was taken back."""
        latest = next((change for change in self.changes if change.by), None)
        return latest if latest and latest.reason.code in _CHOICES else None

    @property
    def waits(self) -> bool:
        """A list that the registry names needs no person's word."""
        return self.found.waits and self.found.url not in self.portal.column_urls


def state_of(known: WatchedList | None, made: int = 0) -> str:
    """State and origin, which a person's word on a list changes, and how many such words there
    were; empty for a list not known."""
    return f"{known.state} {known.origin} {made}" if known else ""


def lists_of(
    conn: Connection, portal_ids: Sequence[str] | None = None
) -> dict[Portal, tuple[ListEvidence, ...]]:
    """portal → its lists, of the portals that are named or of all; in the registry's order."""
    portals = portal_table.load(conn, portal_ids)
    known = watched_lists.load(conn, [portal.portal_id for portal in portals])
    every = [one for own in known.values() for one in own]
    ids = {release for one in every for release in one.releases}
    releases = {one.release_id: one for one in release_table.load(conn, sorted(ids))}
    changes = {
        portal_id: watched_lists.changes(conn, portal_id) for portal_id, own in known.items() if own
    }
    places = [(one.portal_id, one.url) for one in every]
    read = dict(zip(places, list_readings.latest(conn, every), strict=True))
    return {
        portal: tuple(
            ListEvidence(
                portal,
                one,
                tuple(releases[release] for release in one.releases if release in releases),
                tuple(change for change in changes[portal.portal_id] if change.url == one.url),
                read[one.portal_id, one.url],
            )
            for one in known[portal.portal_id]
        )
        for portal in portals
    }


def lists_of_portal(conn: Connection, portal_id: str) -> tuple[Portal, tuple[ListEvidence, ...]]:
    """Raises RefusedError where there is no such portal."""
    found = lists_of(conn, [portal_id])
    if not found:
        raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
    return next(iter(found.items()))


def lists_in_review(
    conn: Connection, limit: int | None = None, offset: int = 0
) -> tuple[ListEvidence, ...]:
    """The lists that wait for a person's word, in the registry's order of their portals."""
    return lists_at(conn, watched_lists.waiting(conn, limit, offset))


def lists_at(conn: Connection, places: Sequence[tuple[str, str]]) -> tuple[ListEvidence, ...]:
    """The lists at (portal, address), in that order; what is none any more is left out."""
    known = lists_of(conn, sorted({portal_id for portal_id, _ in places}))
    found = {(portal.portal_id, one.found.url): one for portal, own in known.items() for one in own}
    return tuple(found[one] for one in places if one in found)


def known_list(conn: Connection, portal_id: str, url: str) -> WatchedList | None:
    """The list at an address, in whichever spelling; None where the program knows of none."""
    own = watched_lists.load(conn, [portal_id])[portal_id]
    exact = next((one for one in own if one.url == url), None)
    if exact is not None or web_address(url) is None:
        return exact
    return next(
        (one for one in own if web_address(one.url) and page_key(one.url) == page_key(url)), None
    )


def seen_of(conn: Connection, known: WatchedList | None) -> str:
    """What a person is shown of a list, as `ListEvidence.seen`."""
    return state_of(known, len(_words(conn, known)))


def save_list_decision(
    conn: Connection, settings: Settings, said: ListDecision, seen: str
) -> WatchedList:
    """Store a person's word on a list and judge the portal again; the list as it is now.

    `seen` is what the person was shown (`seen_of`). An address that was never found may be
    accepted, where it is of the portal's site. Raises RefusedError where it is not, where there
    is nothing to reject, where the registry decides, or where the list has changed since.
    """
    portals = portal_table.load(conn, [said.portal_id])
    if not portals:
        raise RefusedError(RefusalCode.NO_PORTAL, portal_id=said.portal_id)
    with decisions.one_at_a_time(conn, "lists", said.portal_id):
        known = known_list(conn, said.portal_id, said.url)
        if seen != seen_of(conn, known):
            raise RefusedError(RefusalCode.LIST_CHANGED, decision=_first_word(conn, known))
        _check(portals[0], known, said)
        decided = _applied(conn, portals[0], known, said)
        watched_lists.save(conn, [decided], by=said.by)
        judge_reposts(conn, settings, Selection(recent_releases(conn, settings), [said.portal_id]))
    return decided


def undo_list_decision(
    conn: Connection, settings: Settings, place: tuple[str, str], by: str, seen: str
) -> WatchedList:
    """Go back to what held before the latest word on the list at (portal, address): the word
    before it, or what the program found. Raises RefusedError as `save_list_decision`."""
    portal_id, url = place
    _, own = lists_of_portal(conn, portal_id)
    changes = next((one.changes for one in own if one.found.url == url), ())
    words = [change for change in changes if change.by]
    before = words[1].reason if len(words) > 1 else None
    choice, why = ListChoice.WITHDRAW, NO_REASON
    if before is not None and before.code in _CHOICES:
        choice, why = _CHOICES[before.code], cited(str(before["by"]), str(before["why"]))
    said = ListDecision(portal_id, url, choice, by, why, settings.now())
    return save_list_decision(conn, settings, said, seen)


def _applied(
    conn: Connection, portal: Portal, known: WatchedList | None, said: ListDecision
) -> WatchedList:
    if known is None or said.choice is not ListChoice.WITHDRAW:
        return said.applied(known)
    if known.url in portal.column_urls:
        return replace(said.applied(known, ListState.IN_USE), origin=ListOrigin.REGISTRY)
    made = watched_lists.changes(conn, known.portal_id)
    own = (one.state for one in made if not one.by and one.url == known.url)
    return said.applied(known, next(own, ListState.REJECTED))


def _check(portal: Portal, known: WatchedList | None, said: ListDecision) -> None:
    """Raises RefusedError where the word cannot be taken."""
    url = known.url if known else said.url
    if said.choice is ListChoice.WITHDRAW:
        if known is None or known.reason.code not in _CHOICES:
            raise RefusedError(RefusalCode.NOTHING_TO_WITHDRAW)
        return
    if said.choice is ListChoice.REJECT:
        if known is None:
            raise RefusedError(RefusalCode.NO_SUCH_LIST, url=url, portal_id=portal.portal_id)
        if known.origin is ListOrigin.REGISTRY or url in portal.column_urls:
            raise RefusedError(RefusalCode.LIST_REGISTERED, url=url)
        return
    if web_address(url) is None:
        raise RefusedError(RefusalCode.LIST_NO_ADDRESS, url=url)
    if not same_site(url, portal.home_url):
        raise RefusedError(RefusalCode.LIST_ELSEWHERE, url=url, home=portal.home_url)


def _first_word(conn: Connection, known: WatchedList | None) -> Reason | None:
    """What the latest person said about the list."""
    return next((one.reason for one in _words(conn, known)), None)


def _words(conn: Connection, known: WatchedList | None) -> list[ListChange]:
    """What people said about the list, the newest first."""
    if known is None:
        return []
    made = watched_lists.changes(conn, known.portal_id)
    return [one for one in made if one.by and one.url == known.url]
