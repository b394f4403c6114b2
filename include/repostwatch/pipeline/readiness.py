"""Whether portals can be judged, from what the store knows of them now."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.judging.readiness import readiness_of
from repostwatch.model.readiness import Readiness
from repostwatch.settings import Settings
from repostwatch.store import discoveries, scans, watched_lists
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection


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
