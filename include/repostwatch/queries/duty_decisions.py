"""A person's decision about a duty: kept, taken back, and judged at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from repostwatch.base.clock import day_of
from repostwatch.model import DecisionKind
from repostwatch.model.codes import RefusalCode
from repostwatch.model.decisions import HumanDecision
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.scope import Selection
from repostwatch.queries.duty import DutyEvidence, duty_evidence
from repostwatch.queries.undoing import NO_REASON, cited
from repostwatch.settings import Settings
from repostwatch.store import decisions
from repostwatch.store.database import Connection


def save_duty_decision(
    conn: Connection,
    settings: Settings,
    release_id: str,
    portal_id: str,
    decision: HumanDecision,
    seen: str,
) -> None:
    """Store a person's decision about a duty and judge it again.

    `seen` is what the person was shown (`DutyEvidence.seen`). Raises RefusedError if that has
    changed since, if the link does not belong to the duty, if a waiver has no end, or if there is
    nothing to withdraw.
    """
    with decisions.one_at_a_time(conn, release_id, portal_id):
        known = duty_evidence(conn, settings, release_id, portal_id)
        check_decision(settings, known, decision, seen)
        _keep(conn, settings, (release_id, portal_id), decision)


def undo_duty_decision(
    conn: Connection, settings: Settings, duty: tuple[str, str], by: str, seen: str
) -> None:
    """Go back to what held before the latest decision about (release, portal): the one before it,
    or the machine's own result. Raises RefusedError as `save_duty_decision`."""
    with decisions.one_at_a_time(conn, *duty):
        known = duty_evidence(conn, settings, *duty)
        _keep(conn, settings, duty, undoing(settings, known, by, seen))


def check_decision(
    settings: Settings, known: DutyEvidence, decision: HumanDecision, seen: str
) -> None:
    """Raises RefusedError as `save_duty_decision`; `known` is how the duty stands now."""
    if decision.kind is DecisionKind.WAIVE:
        check_waiver(settings, decision.expires, decision.at)
    _check_unchanged(known, seen)
    if decision.link_id not in {None, *(one.match.link_id for one in known.sightings)}:
        raise RefusedError(RefusalCode.NO_SUCH_LINK)
    if decision.withdraws and withdrawable(known.decisions) is None:
        raise RefusedError(RefusalCode.NOTHING_TO_WITHDRAW)


def undoing(settings: Settings, known: DutyEvidence, by: str, seen: str) -> HumanDecision:
    """The decision that takes back the latest one. Raises RefusedError as `save_duty_decision`."""
    _check_unchanged(known, seen)
    now = settings.now()
    if not known.decisions:
        raise RefusedError(RefusalCode.NOTHING_TO_WITHDRAW)
    before = known.decisions[1] if len(known.decisions) > 1 else None
    if before is not None and before.in_force(now):
        return replace(before, by=by, reason=cited(before.by, before.reason), at=now)
    return HumanDecision(DecisionKind.WITHDRAW, None, by, NO_REASON, now)


def withdrawable(made: Sequence[HumanDecision]) -> HumanDecision | None:
    """The latest of a duty's decisions, newest first, unless it took back what was said."""
    return made[0] if made and not made[0].withdraws else None


def check_waiver(settings: Settings, expires: datetime | None, now: datetime) -> None:
    """Raises RefusedError for a waiver without an end, or with one that is too far away."""
    days = settings.duties.waiver_days
    if expires is None:
        raise RefusedError(RefusalCode.WAIVER_WITHOUT_END, days=days)
    last = day_of(expires - timedelta(microseconds=1))  # a day's end is the next one's beginning
    if last - day_of(now) > timedelta(days=days):
        raise RefusedError(RefusalCode.WAIVER_TOO_LONG, days=days)


def _check_unchanged(known: DutyEvidence, seen: str) -> None:
    if seen != known.seen:
        first = next((one.summary for one in known.decisions), None)
        raise RefusedError(RefusalCode.VERDICT_CHANGED, decision=first)


def _keep(
    conn: Connection, settings: Settings, duty: tuple[str, str], decision: HumanDecision
) -> None:
    decisions.save(conn, *duty, decision)
    judge_reposts(conn, settings, Selection([duty[0]], [duty[1]]))
