"""Portals' scans with what is known of their lists, as judging takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from repostwatch.judging.no_reposts import no_reposts
from repostwatch.judging.recent_scans import RecentScans
from repostwatch.judging.scan_history import ScanHistory
from repostwatch.judging.unmatched import Unmatched
from repostwatch.judging.vouching import PortalLists
from repostwatch.matching.search.matcher import MATCHER_VERSION
from repostwatch.model import Portal, Reason, Verdict, because
from repostwatch.model.codes import DiscoveryCode, VerdictCode
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from repostwatch.model.wider import WiderLook
from repostwatch.portals.moved import page_key
from repostwatch.settings import Settings
from repostwatch.store import (
    discoveries,
    list_rows,
    matches,
    scans,
    unmatched,
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
    seen = scans.load(conn, portal_ids, until)
    open_ = unmatched_of(conn, portal_ids)
    lists = lists_of(conn, settings, portals, until)
    made = looks_by_portal(conn, portal_ids, until) if looks else {}
    return {
        portal_id: ScanHistory(
            seen[portal_id], lists[portal_id], made.get(portal_id), open_[portal_id]
        )
        for portal_id in portal_ids
    }


def lists_of(
    conn: Connection,
    settings: Settings,
    portals: Sequence[Portal],
    until: datetime | None = None,
) -> dict[str, PortalLists]:
    """portal → what is known of its lists."""
    portal_ids = [portal.portal_id for portal in portals]
    known = list_rows.known(conn, portal_ids, until)
    nothing = reposting_nothing(conn, settings, portals, until)
    return {
        portal_id: PortalLists.of(*known[portal_id], nothing.get(portal_id))
        for portal_id in portal_ids
    }


def unmatched_of(conn: Connection, portal_ids: Sequence[str]) -> dict[str, Unmatched]:
    """portal → what is open of its links; `store.unmatched` says when to read it."""
    return unmatched.load(conn, portal_ids, MATCHER_VERSION)


def looks_by_portal(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, dict[str, WiderLook]]:
    """portal → its wider looks by release; portals without any are there, too."""
    made = wider_looks.load(conn, portal_ids, until)
    return {portal_id: made.get(portal_id, {}) for portal_id in portal_ids}


def recent_histories(
    conn: Connection,
    lists: Mapping[str, PortalLists],
    looks: Mapping[str, Mapping[str, WiderLook]],
    moments: Mapping[str, datetime],
    until: datetime | None,
) -> dict[str, RecentScans]:
    """portal → its scans from a moment on; they say so where earlier ones may decide."""
    seen = scans.since(conn, moments, until)
    open_ = unmatched_of(conn, list(moments))
    fed = scans.fed_until(conn, list(moments), until)
    return {
        portal_id: RecentScans(
            seen[portal_id], lists[portal_id], looks.get(portal_id), open_[portal_id],
            since=moment, ever_embedded=portal_id in fed,
        )
        for portal_id, moment in moments.items()
    }  # fmt: skip


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
