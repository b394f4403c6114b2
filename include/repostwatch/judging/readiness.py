"""Whether a portal can be judged, by which lists, proven by what; else why not, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from repostwatch.model import Outcome, Portal, Reason, Scan, because
from repostwatch.model.codes import (
    DiscoveryCode,
    PageCode,
    PortalCode,
    ReadinessCode,
    ScanCode,
    VisitCode,
)
from repostwatch.model.readiness import Readiness, Ready
from repostwatch.model.watched_lists import Discovery, ListOrigin, ListState, WatchedList
from repostwatch.portals.moved import page_key

# Raised where `readiness_of` says another thing of the same facts: what is kept by an earlier
# version is worked out again.
READINESS_VERSION = "2"
# Addresses that a sentence names; a portal with more lists in use is rare.
NAMED = 3
HOME_FAILED = (ScanCode.HOME_FAILED, DiscoveryCode.HOME_FAILED)
NO_BROWSER = (
    VisitCode.NO_BROWSER,
    VisitCode.NO_PLAYWRIGHT,
    VisitCode.DRIVER_NOT_STARTED,
    VisitCode.BROWSER_NOT_STARTED,
)
ROBOTS = (VisitCode.ROBOTS_DISALLOW, VisitCode.ROBOTS_UNREADABLE)
# What a scan says of a homepage whose lists it did not know yet.
WITHOUT_LISTS = (ScanCode.HOME_LISTS_UNNAMED, ScanCode.HOME_UNDATED, ScanCode.HOME_ONLY)


def readiness_of(
    portal: Portal, lists: Sequence[WatchedList], discovery: Discovery | None, scan: Scan | None
) -> Readiness:
    """Whether a portal can be judged now.

    `discovery` and `scan` are its latest, None where there was none. A homepage or a list that
    could not be read at the latest scan proves nothing, however well the lists are known. Of one
    that had ended by then nobody has anything to do: why it cannot be read is known.
    """
    found = _readiness(portal, lists, discovery, scan)
    if found.ready is Ready.CANNOT and _had_ended(portal, scan):
        return replace(found, action=None)
    return found


def _had_ended(portal: Portal, scan: Scan | None) -> bool:
    if portal.valid_until is None or scan is None:
        return False
    return portal.valid_until <= scan.ended_at


def _readiness(
    portal: Portal, lists: Sequence[WatchedList], discovery: Discovery | None, scan: Scan | None
) -> Readiness:
    used = [one for one in lists if one.state is ListState.IN_USE]
    known = {page_key(one.url) for one in used}
    named = [url for url in portal.column_urls if page_key(url) not in known]
    addresses = (*(one.url for one in used), *named)
    gap = _gap(scan, used, watched=bool(addresses))
    if gap is not None:
        reason, action = _unseen(portal, gap)
        return Readiness(portal.portal_id, Ready.CANNOT, reason, action, addresses)
    if scan is not None and scan.embedded:
        embedded = because(ReadinessCode.EMBEDDED)
        return Readiness(portal.portal_id, Ready.PROOF, embedded, None, addresses)
    decide = because(ReadinessCode.DO_DECIDE, portal_id=portal.portal_id)
    if addresses:
        ready, reason = _by_lists(used, named)
        todo = None if ready.judged else decide
        return Readiness(portal.portal_id, ready, reason, todo, addresses)
    proposed = [one for one in lists if one.state is ListState.PROPOSED]
    if proposed:
        urls = tuple(one.url for one in proposed)
        return Readiness(portal.portal_id, Ready.WAITING, _proposed(proposed), decide, urls)
    reason, action = _without_lists(portal, lists, discovery)
    return Readiness(portal.portal_id, Ready.CANNOT, reason, action)


def readiness_figure(counts: Counter[Ready]) -> Reason:
    """How many of all portals can be judged by what."""
    return because(
        ReadinessCode.FIGURE,
        portals=counts.total(),
        **{ready.value: counts[ready] for ready in Ready},
    )


def _gap(scan: Scan | None, used: Sequence[WatchedList], *, watched: bool) -> Reason | None:
    """Why the latest scan says nothing; None where it does, or was made before the lists were
    known."""
    if scan is None or scan.reach is not None or scan.gap is None:
        return None
    if any(scan.gap.has(code) for code in HOME_FAILED) or _closed(scan.gap):
        return scan.gap
    before = any(scan.started_at < one.found_at for one in used)
    if not watched or before or any(scan.gap.has(code) for code in WITHOUT_LISTS):
        return None
    return scan.gap


def _closed(gap: Reason) -> bool:
    return any(isinstance(one.code, PortalCode) for one in gap.walk())


def _unseen(portal: Portal, gap: Reason) -> tuple[Reason, Reason]:
    """Why the portal cannot be read, and what to do."""
    at_home = next((one for one in gap.walk() if one.code in HOME_FAILED), None)
    inner = at_home["reason"] if at_home else None
    why = inner if isinstance(inner, Reason) else gap
    shell, action = _shell(portal, gap)
    outcomes = {value for one in gap.walk() for name, value in one.facts if name == "outcome"}
    if shell:
        return because(ReadinessCode.SHELL, why=why), action
    if any(gap.has(code) for code in ROBOTS):
        return because(ReadinessCode.ROBOTS, why=why), because(ReadinessCode.DO_ASK_ROBOTS)
    if Outcome.BLOCKED in outcomes:
        return because(ReadinessCode.BLOCKED, why=why), because(ReadinessCode.DO_ASK_ACCESS)
    if _closed(gap):
        action = because(ReadinessCode.DO_REGISTRY, portal_id=portal.portal_id)
        return because(ReadinessCode.CLOSED, why=why), action
    code = ReadinessCode.HOME_FAILED if at_home else ReadinessCode.UNREAD
    return because(code, why=why), because(ReadinessCode.DO_LOOK, portal_id=portal.portal_id)


def _shell(portal: Portal, gap: Reason) -> tuple[bool, Reason]:
    """Whether a browser has to draw the page, and what keeps it from that."""
    if any(gap.has(code) for code in NO_BROWSER):
        return True, because(ReadinessCode.DO_BROWSER)
    code = ReadinessCode.DO_LOOK if portal.render else ReadinessCode.DO_RENDER
    drawn = any(gap.has(one) for one in (PageCode.SCRIPTED, PageCode.ONLY_SCRIPT))
    return drawn, because(code, portal_id=portal.portal_id)


def _by_lists(used: Sequence[WatchedList], named: Sequence[str]) -> tuple[Ready, Reason]:
    """What the lists in use rest on; `named` are those that only the registry knows of."""
    proven = [one for one in used if one.releases]
    if proven:
        releases = {release for one in proven for release in one.releases}
        return Ready.PROOF, because(
            ReadinessCode.PROVEN, urls=_urls(proven), lists=len(proven), releases=len(releases)
        )
    said = [one for one in used if one.origin is ListOrigin.PERSON]
    if said:
        return Ready.WORD, because(ReadinessCode.CONFIRMED, url=said[0].url, said=said[0].reason)
    urls = [*(one.url for one in used if one.origin is ListOrigin.REGISTRY), *named]
    if urls:
        return Ready.WORD, because(
            ReadinessCode.REGISTERED, urls=tuple(urls[:NAMED]), lists=len(urls)
        )
    return Ready.WAITING, because(ReadinessCode.UNPROVEN, urls=_urls(used))


def _proposed(proposed: Sequence[WatchedList]) -> Reason:
    releases = {release for one in proposed for release in one.releases}
    return because(
        ReadinessCode.PROPOSED,
        urls=_urls(proposed),
        lists=len(proposed),
        releases=len(releases),
    )


def _without_lists(
    portal: Portal, lists: Sequence[WatchedList], discovery: Discovery | None
) -> tuple[Reason, Reason]:
    """Why there is no list to watch, and what to do."""
    search = because(ReadinessCode.DO_SEARCH, portal_id=portal.portal_id)
    ask = because(ReadinessCode.DO_NAME_LIST, portal_id=portal.portal_id)
    gone = [one for one in lists if one.state is ListState.GONE]
    if gone:
        return because(ReadinessCode.GONE, urls=_urls(gone)), search
    if discovery is None:
        return because(ReadinessCode.NEVER_SEARCHED), search
    if any(discovery.reason.has(code) for code in HOME_FAILED):
        return _unseen(portal, discovery.reason)
    if not discovery.asked:
        return because(ReadinessCode.NO_RELEASES), because(ReadinessCode.DO_INGEST)
    pages = len(discovery.pages)
    if not discovery.found:
        return because(ReadinessCode.NO_REPOST, pages=pages, asked=discovery.asked), ask
    return because(ReadinessCode.NO_LIST, pages=pages, found=discovery.found), ask


def _urls(lists: Sequence[WatchedList]) -> tuple[str, ...]:
    return tuple(one.url for one in lists[:NAMED])
