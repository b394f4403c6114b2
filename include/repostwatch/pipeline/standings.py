"""The column standing of every portal, from no more visits of its homepage than it takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from repostwatch.judging.columns import WINDOW, column_standing, stands_since
from repostwatch.model import ColumnStanding
from repostwatch.model.homepages import HomepageVisit
from repostwatch.pipeline.scope import Scope
from repostwatch.settings import Settings
from repostwatch.store import decisions, homes, verdicts
from repostwatch.store.database import Connection

# Visits of a homepage that are read at first: six days of those of every six hours. Where fewer
# than WINDOW of them can be read, or they disagree, all visits are read.
LATEST = 6 * WINDOW


def judge_columns(
    conn: Connection,
    settings: Settings,
    wanted: Scope,
    judged_at: datetime | None = None,
    settled: Collection[str] = (),
) -> list[ColumnStanding]:
    """Of every portal in scope. `settled` are those whose standing was judged at `judged_at` under
    the same rules, and of which only later visits are new."""
    now = settings.now()
    people = decisions.load_columns(conn, wanted.portal_ids)
    seen: dict[str, list[HomepageVisit]] = {}
    if judged_at is not None:
        seen = _latest(conn, settings, [one for one in settled if one not in people], judged_at)
    left = [portal_id for portal_id in wanted.portal_ids if portal_id not in seen]
    seen |= homes.homepage_visits(conn, left, now)
    return [
        column_standing(
            portal_id, seen[portal_id], settings.judging, decision=people.get(portal_id), now=now
        )
        for portal_id in wanted.portal_ids
    ]


def _latest(
    conn: Connection, settings: Settings, portal_ids: Sequence[str], judged_at: datetime
) -> dict[str, list[HomepageVisit]]:
    """portal → the visit since which its standing holds, and the latest ones; only those portals of
    which these amount to the same as all visits."""
    known = {
        one.portal_id: since
        for one in verdicts.load_columns(conn, portal_ids)
        if (since := stands_since(one)) is not None
    }
    first = homes.visits_at(conn, known)
    latest = homes.latest_visits(conn, list(known), LATEST, settings.now())
    found: dict[str, list[HomepageVisit]] = {}
    for portal_id, visit in first.items():
        before = [one for one in latest[portal_id] if visit.at < one.at <= judged_at]
        if _agree(portal_id, visit, before, settings):
            found[portal_id] = [visit, *(one for one in latest[portal_id] if one.at > visit.at)]
    return found


def _agree(
    portal_id: str, first: HomepageVisit, before: Sequence[HomepageVisit], settings: Settings
) -> bool:
    """Whether the latest visits up to the last judging, the latest first, all show what the first
    one does: then no visit between them has a say."""
    readable = [one for one in before if one.columns is not None and one.outcome.usable]
    if len(readable) < max(WINDOW, settings.judging.column_confirmations):
        return False
    standings = {
        column_standing(portal_id, [one], settings.judging).standing for one in (first, *readable)
    }
    return len(standings) == 1
