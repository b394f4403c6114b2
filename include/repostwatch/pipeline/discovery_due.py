"""Which portals should be searched for their lists now, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from repostwatch.discovering.due import PastDuty, due_for_discovery
from repostwatch.model import Reason
from repostwatch.model.watched_lists import ListState
from repostwatch.pipeline.scope import Selection, load_scope
from repostwatch.settings import Settings
from repostwatch.store import discoveries, scans, verdicts, watched_lists
from repostwatch.store.database import Connection


def due_portals(
    conn: Connection, settings: Settings, portal_ids: Sequence[str] | None = None
) -> dict[str, Reason]:
    """portal → why it should be searched now, in the registry's order; others are left out."""
    now = settings.now()
    wanted = load_scope(conn, settings, Selection(portal_ids=portal_ids))
    ids = wanted.portal_ids
    searched = discoveries.latest(conn, ids)
    latest = {scan.portal_id: scan for scan in scans.shown(conn, ids, (), now)}
    kinds = {
        (one.release_id, one.portal_id): one.kind
        for one in verdicts.load(conn, wanted.release_ids, ids)
    }
    past: dict[str, list[PastDuty]] = defaultdict(list)
    for duty in wanted.duties:
        kind = kinds.get(duty.key)
        if kind is not None and duty.deadline.latest < now:
            past[duty.portal_id].append(PastDuty(duty.published.earliest, kind))
    lists = watched_lists.load(conn, ids)
    found: dict[str, Reason] = {}
    for portal in wanted.portals:
        portal_id = portal.portal_id
        in_use = any(one.state is ListState.IN_USE for one in lists[portal_id])
        scan = latest.get(portal_id)
        why = due_for_discovery(
            searched.get(portal_id),
            scan.gap if scan is not None else None,
            past[portal_id],
            now,
            settings.discovery,
            in_use=in_use or bool(portal.column_urls),
        )
        if why is not None:
            found[portal_id] = why
    return found
