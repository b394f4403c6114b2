"""Whether portals can be judged, from what the store knows now; what pages show of it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.judging.readiness import readiness_of
from repostwatch.model.readiness import Readiness
from repostwatch.settings import Settings
from repostwatch.store import discoveries, kept_readiness, scans, watched_lists
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection

# Portals at once: a scan that has ended waits for no more than these.
AT_ONCE = 500


def portal_readiness(
    conn: Connection, settings: Settings, portal_ids: Sequence[str] | None = None
) -> tuple[Readiness, ...]:
    """Of the portals that are named, or of all that are listed, in the registry's order."""
    portals = portal_table.load(conn, portal_ids)
    ids = [portal.portal_id for portal in portals]
    lists, searched = watched_lists.load(conn, ids), discoveries.latest(conn, ids)
    latest = {scan.portal_id: scan for scan in scans.shown(conn, ids, (), settings.now())}
    return tuple(
        readiness_of(
            portal,
            lists[portal.portal_id],
            searched.get(portal.portal_id),
            latest.get(portal.portal_id),
        )
        for portal in portals
    )


def keep_readiness(
    conn: Connection, settings: Settings, portal_ids: Sequence[str] | None = None
) -> int:
    """Work it out again where anything has changed, of the portals that are named or of all; how
    many portals that were."""
    newest = scans.newest(conn)
    # A clock that was set back: what was worked out knew of scans that are still to come.
    ahead = newest is not None and newest > settings.now()
    if ahead:
        kept_readiness.change(conn, portal_ids)
    due = kept_readiness.due(conn, portal_ids)
    for begin in range(0, len(due), AT_ONCE):
        part = due[begin : begin + AT_ONCE]
        with kept_readiness.working_out(conn, part):
            kept_readiness.save(conn, portal_readiness(conn, settings, part))
            if ahead:
                kept_readiness.change(conn, part)
    return len(due)
