"""Register that a site which was seen gone is closed, and who answers after it."""

from __future__ import annotations

from repostwatch.base.clock import day_of, whole_day
from repostwatch.base.quarters import Quarter
from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.closures import closures_in
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import successions
from repostwatch.store.database import Connection
from repostwatch.store.successions import Succession


def register_successor(
    conn: Connection,
    settings: Settings,
    quarter: Quarter,
    about: tuple[str, str],
    by: str,
) -> Succession:
    """The site ends with the day (Beijing) before the one on which it was first seen gone: from
    then on it owes nothing. `about` is the site and its successor, empty for none.

    Raises RefusedError where it was not seen gone in the quarter, or the successor does not exist.
    """
    portal_id, successor = about
    found = closures_in(conn, settings, quarter)
    gone = next((one for one in found if one.portal.portal_id == portal_id), None)
    if gone is None or gone.seen is None or gone.seen.gone_by is None:
        raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
    standing = {one.portal_id for one in portal_table.load(conn) if one.valid_until is None}
    if successor and (successor not in standing or successor == portal_id):
        raise RefusedError(RefusalCode.NO_SUCCESSOR, portal_id=successor)
    ends = whole_day(day_of(gone.seen.gone_by)).earliest
    made = Succession(portal_id, ends, successor or None, by, settings.now())
    successions.add(conn, made)
    return made
