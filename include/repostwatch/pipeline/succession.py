"""Register that a site which was seen gone is closed, and who answers after it; take that back."""

from __future__ import annotations

from repostwatch.base.clock import day_of, whole_day
from repostwatch.base.quarters import Quarter
from repostwatch.model.codes import RefusalCode
from repostwatch.model.spot_checks import Withdrawal
from repostwatch.pipeline.closures import SiteClosure, closures_in
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

    Raises RefusedError where it was not seen gone in the quarter, has an end already, or the
    successor does not exist.
    """
    portal_id, successor = about
    with successions.one_at_a_time(conn):
        gone = _closure(conn, settings, quarter, portal_id)
        if gone is None or gone.seen is None or gone.seen.gone_by is None:
            raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
        if gone.portal.valid_until is not None:
            raise _changed(gone.registered)
        standing = {one.portal_id for one in portal_table.load(conn) if one.valid_until is None}
        if successor and (successor not in standing or successor == portal_id):
            raise RefusedError(RefusalCode.NO_SUCCESSOR, portal_id=successor)
        ends = whole_day(day_of(gone.seen.gone_by)).earliest
        made = Succession(portal_id, ends, successor or None, by, settings.now())
        return successions.add(conn, made)


def take_back_end(
    conn: Connection,
    settings: Settings,
    quarter: Quarter,
    about: tuple[str, int],
    by: str,
) -> None:
    """The site stands as if nobody had registered its end, and its duties come back at the next
    judging, which compares those that there are with those that it judged. `about` is the site and
    the number of what was registered of it; that stays on record.

    Raises RefusedError where nothing was, or where that number is not what ends it now.
    """
    portal_id, number = about
    with successions.one_at_a_time(conn):
        kept = successions.history(conn, [portal_id]).get(portal_id)
        if kept is None:
            raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
        if kept[-1].number != number or kept[-1].withdrawn:
            raise _changed(kept[-1])
        ended = _closure(conn, settings, quarter, portal_id)
        if ended is None or ended.registered is None:
            raise _changed(None)
        successions.take_back(conn, number, Withdrawal(by, settings.now()))


def _closure(
    conn: Connection, settings: Settings, quarter: Quarter, portal_id: str
) -> SiteClosure | None:
    found = closures_in(conn, settings, quarter)
    return next((one for one in found if one.portal.portal_id == portal_id), None)


def _changed(last: Succession | None) -> RefusedError:
    """`last`: what was registered last; None where the registry has an end of its own."""
    if last is None:
        return RefusedError(RefusalCode.END_CHANGED)
    done = last.withdrawn or last
    return RefusedError(RefusalCode.END_CHANGED, by=done.by, at=done.at)
