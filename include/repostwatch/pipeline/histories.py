"""Portals' scans with what is known of their lists, as judging takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from repostwatch.judging.no_reposts import no_reposts
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.vouching import PortalLists
from repostwatch.model import Portal, Reason, Verdict, because
from repostwatch.model.codes import DiscoveryCode, VerdictCode
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from repostwatch.portals.moved import page_key
from repostwatch.settings import Settings
from repostwatch.store import (
    discoveries,
    list_rows,
    matches,
    scans,
    watched_lists,
    wider_looks,
)
from repostwatch.store.database import Connection


def histories(
    conn: Connection,
    settings: Settings,
    portals: Sequence[Portal],
    until: datetime | None = None,
    *,
    looks: bool = False,
) -> dict[str, ScanHistory]:
    """portal → its scans up to `until`, with what is known of its lists; `looks`: and the wider
    looks, so that nothing is missing before one was made."""
    portal_ids = [portal.portal_id for portal in portals]
    seen, known = scans.load(conn, portal_ids, until), list_rows.known(conn, portal_ids, until)
    nothing = reposting_nothing(conn, settings, portals, until)
    made = wider_looks.load(conn, portal_ids, until) if looks else {}
    return {
        portal_id: ScanHistory(
            seen[portal_id],
            PortalLists.of(*known[portal_id], nothing.get(portal_id)),
            made.get(portal_id, {}) if looks else None,
        )
        for portal_id in portal_ids
    }


def reposting_nothing(
    conn: Connection,
    settings: Settings,
    portals: Sequence[Portal],
    until: datetime | None = None,
) -> dict[str, Reason | None]:
    """portal → why it is said to repost nothing; None where a repost of it was seen. A portal of
    which neither is known is not there."""
    portal_ids = [portal.portal_id for portal in portals]
    searched = discoveries.latest(conn, portal_ids, until)
    days = settings.discovery.proof_days
    since = (until or settings.now()) - timedelta(days=days)
    seen = matches.reposting(conn, portal_ids, since, until)
    found: dict[str, Reason | None] = dict.fromkeys(sorted(seen))
    for portal in portals:
        search = searched.get(portal.portal_id)
        reason = no_reposts(portal, search, days, settings.judging)
        if reason is not None and portal.portal_id not in seen:
            found[portal.portal_id] = reason
    return found


def propose_unproven(conn: Connection, verdicts: Iterable[Verdict], now: datetime) -> None:
    """Propose to a person the lists on which verdicts would rest if anybody vouched for them: one
    decision for a portal, whatever the number of its duties."""
    asked: dict[str, dict[str, None]] = {}
    for verdict in verdicts:
        for reason in verdict.reason.walk():
            if reason.code is VerdictCode.LIST_NEVER_HELD:
                asked.setdefault(verdict.portal_id, {})[str(reason["url"])] = None
    known = watched_lists.load(conn, sorted(asked))
    for portal_id, urls in asked.items():
        there = {page_key(one.url): one for one in known[portal_id]}
        watched_lists.save(
            conn,
            [
                _proposed(portal_id, url, there.get(page_key(url)), now)
                for url in urls
                if _put_aside(there.get(page_key(url)))
            ],
        )


def _put_aside(known: WatchedList | None) -> bool:
    """Whether nobody is asked about a list yet: it is not known, or a search put it aside."""
    return known is None or (known.state is ListState.REJECTED and not known.refused)


def _proposed(portal_id: str, url: str, known: WatchedList | None, now: datetime) -> WatchedList:
    reason = because(DiscoveryCode.HOME_COLUMN)
    if known is not None:
        return replace(known, state=ListState.PROPOSED, reason=reason, checked_at=now)
    return WatchedList(
        portal_id=portal_id,
        url=url,
        state=ListState.PROPOSED,
        origin=ListOrigin.DISCOVERED,
        reason=reason,
        found_at=now,
        checked_at=now,
    )
