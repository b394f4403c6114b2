"""Columns in review: their evidence, past decisions and a new decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.judging.columns import column_standing
from repostwatch.model import ColumnStanding, Portal
from repostwatch.model.codes import RefusalCode
from repostwatch.model.decisions import ColumnDecision
from repostwatch.model.homepages import HomepageVisit
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.scope import Selection
from repostwatch.queries.undoing import NO_REASON, cited
from repostwatch.settings import Settings
from repostwatch.store import decisions, homes, portal_rows, verdicts
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
        """What a person is shown, to be compared when they decide: the standing, and how many
        decisions there are."""
        standing = self.standing.standing.value if self.standing else ""
        return f"{standing} {len(self.decisions)}"

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


def columns_in_review(
    conn: Connection, settings: Settings, limit: int | None = None, offset: int = 0
) -> tuple[ColumnEvidence, ...]:
    """The portals whose column is in review, in the registry's order."""
    waiting = portal_rows.in_review(conn, limit, offset)
    return _evidence(conn, settings, portal_table.load(conn, waiting))


def save_column_decision(
    conn: Connection, settings: Settings, portal_id: str, decision: ColumnDecision, seen: str
) -> None:
    """Store a person's decision about a column and judge it again.

    `seen` is what the person was shown (`ColumnEvidence.seen`). Raises RefusedError if that or the
    homepage has changed since, or if there is nothing to withdraw.
    """
    now = settings.now()
    with decisions.one_at_a_time(conn, portal_id):
        known = _unchanged(conn, settings, portal_id, seen)
        if decision.withdraws:
            if not known.decisions or known.decisions[0].withdraws:
                raise RefusedError(RefusalCode.NOTHING_TO_WITHDRAW)
            return _keep(conn, settings, portal_id, decision)
        looks = homes.homepage_visits(conn, [portal_id], now)[portal_id]
        if decision.rests_on not in {look.at for look in looks}:
            raise RefusedError(RefusalCode.NO_SUCH_LOOK)
        decided = column_standing(portal_id, looks, settings.judging, decision=decision, now=now)
        if decided.machine is None:
            raise RefusedError(RefusalCode.HOME_CHANGED)
        return _keep(conn, settings, portal_id, decision)


def undo_column_decision(
    conn: Connection, settings: Settings, portal_id: str, by: str, seen: str
) -> None:
    """Go back to what held before the latest decision about a column: the one before it, or the
    machine's own result. Raises RefusedError as `save_column_decision`."""
    with decisions.one_at_a_time(conn, portal_id):
        known, now = _unchanged(conn, settings, portal_id, seen), settings.now()
        if not known.decisions:
            raise RefusedError(RefusalCode.NOTHING_TO_WITHDRAW)
        latest = known.decisions[0]
        before = known.decisions[1] if len(known.decisions) > 1 else None
        if before is not None and before.in_force(now):
            again = replace(before, by=by, reason=cited(before.by, before.reason), at=now)
        else:
            again = ColumnDecision(None, latest.rests_on, by, NO_REASON, now)
        _keep(conn, settings, portal_id, again)


def _unchanged(conn: Connection, settings: Settings, portal_id: str, seen: str) -> ColumnEvidence:
    known = column_evidence(conn, settings, portal_id)
    if seen != known.seen:
        first = next((one.summary for one in known.decisions), None)
        raise RefusedError(RefusalCode.STANDING_CHANGED, decision=first)
    return known


def _keep(conn: Connection, settings: Settings, portal_id: str, decision: ColumnDecision) -> None:
    decisions.save_column(conn, portal_id, decision)
    judge_reposts(conn, settings, Selection([], [portal_id]))


def _evidence(
    conn: Connection, settings: Settings, portals: Sequence[Portal]
) -> tuple[ColumnEvidence, ...]:
    ids = [portal.portal_id for portal in portals]
    standings = {one.portal_id: one for one in verdicts.load_columns(conn, ids)}
    looks = homes.latest_visits(conn, ids, LOOKS_SHOWN, settings.now())
    return tuple(
        ColumnEvidence(
            portal,
            standings.get(portal.portal_id),
            looks=looks[portal.portal_id],
            decisions=decisions.column_history(conn, portal.portal_id),
        )
        for portal in portals
    )
