"""Columns in review: their evidence, past decisions and a new decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from repostwatch.judging.columns import column_standing
from repostwatch.model import ColumnStanding, Portal, Standing
from repostwatch.model.codes import RefusalCode
from repostwatch.model.decisions import ColumnDecision
from repostwatch.model.homepages import HomepageVisit
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.scope import Selection
from repostwatch.queries.refusal import RefusedError
from repostwatch.settings import Settings
from repostwatch.store import decisions, homes, verdicts
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection

# As many as the rule counts when observations contradict each other.
LOOKS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """The evidence of a standing and people's decisions, newest first.

    `standing` is None if it was not judged yet.
    """

    portal: Portal
    standing: ColumnStanding | None
    looks: Sequence[HomepageVisit]
    decisions: Sequence[ColumnDecision]

    @property
    def seen(self) -> str:
        return self.standing.standing.value if self.standing else ""

    @property
    def rests_on(self) -> datetime | None:
        """The start of the latest homepage visit, None if there is none."""
        return self.looks[0].at if self.looks else None


def column_evidence(conn: Connection, settings: Settings, portal_id: str) -> ColumnEvidence:
    """Raises RefusedError where there is no such portal."""
    found = portal_table.load(conn, [portal_id])
    if not found:
        raise RefusedError(RefusalCode.NO_PORTAL, portal_id=portal_id)
    return _evidence(conn, settings, found)[0]


def columns_in_review(conn: Connection, settings: Settings) -> tuple[ColumnEvidence, ...]:
    """The portals whose column is in review, in the registry's order."""
    portals = portal_table.load(conn)
    current = verdicts.load_columns(conn, [portal.portal_id for portal in portals])
    waiting = {one.portal_id for one in current if one.standing is Standing.REVIEW}
    return _evidence(conn, settings, [p for p in portals if p.portal_id in waiting])


def save_column_decision(
    conn: Connection, settings: Settings, portal_id: str, decision: ColumnDecision, seen: str
) -> None:
    """Store a person's decision about a column and judge it again.

    `seen` is the standing that the person was shown, empty for none. Raises RefusedError if the
    standing or the homepage has changed since.
    """
    now = settings.now()
    with decisions.one_at_a_time(conn, portal_id):
        known = column_evidence(conn, settings, portal_id)
        if seen != known.seen:
            first = next((one.summary for one in known.decisions), None)
            raise RefusedError(RefusalCode.STANDING_CHANGED, decision=first)
        looks = homes.homepage_visits(conn, [portal_id], now)[portal_id]
        if decision.rests_on not in {look.at for look in looks}:
            raise RefusedError(RefusalCode.NO_SUCH_LOOK)
        decided = column_standing(portal_id, looks, settings.judging, decision=decision, now=now)
        if decided.machine is None:
            raise RefusedError(RefusalCode.HOME_CHANGED)
        decisions.save_column(conn, portal_id, decision)
        judge_reposts(conn, settings, Selection([], [portal_id]))


def _evidence(
    conn: Connection, settings: Settings, portals: Sequence[Portal]
) -> tuple[ColumnEvidence, ...]:
    ids = [portal.portal_id for portal in portals]
    standings = {one.portal_id: one for one in verdicts.load_columns(conn, ids)}
    looks = homes.homepage_visits(conn, ids, settings.now())
    return tuple(
        ColumnEvidence(
            portal,
            standings.get(portal.portal_id),
            looks=looks[portal.portal_id][: -LOOKS_SHOWN - 1 : -1],
            decisions=decisions.column_history(conn, portal.portal_id),
        )
        for portal in portals
    )
