"""Homepage visits over time → the standing of the portal's policy column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.judging.column_observations import ColumnObservation, observe_columns
from repostwatch.model import (
    Column,
    ColumnStanding,
    Outcome,
    Standing,
    all_of,
    because,
    together,
)
from repostwatch.model.codes import DecisionCode, StandingCode
from repostwatch.model.decisions import ColumnDecision
from repostwatch.model.homepages import Face, HomepageVisit
from repostwatch.settings import JudgingSettings

# How many of the latest observations count when they contradict each other.
WINDOW = 4


@dataclass(frozen=True, slots=True)
class _State:
    """The standing without people's decisions, and its evidence.

    `faces` are those of the observations that the standing rests on, `latest` those of as many
    observations as are needed to change it.
    """

    own: ColumnStanding
    faces: frozenset[Face]
    latest: tuple[Face, ...]
    torn: bool = False

    def still(self, before: _State) -> bool:
        """Whether the homepage is unchanged: the same standing, and no two observations in a row
        of another column."""
        return (
            self.own.standing is before.own.standing
            and self.torn is before.torn
            and not before.faces.isdisjoint(self.latest)
        )


def column_standing(
    portal_id: str,
    visits: Sequence[HomepageVisit],
    settings: JudgingSettings,
    *,
    decision: ColumnDecision | None = None,
    now: datetime | None = None,
) -> ColumnStanding:
    """The standing after all `visits`, in any order.

    The first readable visit decides; later `column_confirmations` observations in a row have to
    agree on a change. After as many unreadable visits in a row the standing is `unknown`.

    A person's `decision` counts until the homepage changes or the decision expires (checked if
    `now` is given).
    """
    state = _state(portal_id, visits, settings)
    if decision is None or decision.standing is None:
        return state.own
    if now is not None and not decision.in_force(now):
        return state.own
    then = [visit for visit in visits if visit.at <= decision.rests_on]
    if not then or not state.still(_state(portal_id, then, settings)):
        return state.own
    own = because(DecisionCode.MACHINE, result=state.own.standing, reason=state.own.reason)
    return replace(
        state.own,
        standing=decision.standing,
        machine=state.own.standing,
        reason=together(decision.summary, own),
    )


def stands_since(standing: ColumnStanding) -> datetime | None:
    """When the visit was since which a machine's standing holds; None where it is not settled."""
    first = standing.reason.clauses[0]
    if standing.machine is not None or first.code is not StandingCode.SINCE:
        return None
    since = first["since"]
    return since if isinstance(since, datetime) else None


def _state(portal_id: str, visits: Sequence[HomepageVisit], settings: JudgingSettings) -> _State:
    observations: list[ColumnObservation] = []
    times: list[datetime] = []
    failed: list[HomepageVisit] = []
    known: tuple[tuple[Column, ...], ColumnObservation, datetime] | None = None
    for visit in sorted(visits, key=lambda visit: visit.at):
        if visit.columns is not None and visit.outcome.usable:
            # Mostly a homepage is as it was an hour ago, and so is what it amounts to.
            if known is None or visit.columns is not known[0] or visit.at >= known[2]:
                known = visit.columns, *observe_columns(visit.at, visit.columns, settings)
            observations.append(known[1])
            times.append(visit.at)
            failed = []
        elif visit.outcome is not Outcome.NOT_MODIFIED:
            failed.append(visit)
    needed = settings.column_confirmations
    if not observations or len(failed) >= needed:
        faces = [visit.face for visit in failed]
        own = _unknown(portal_id, observations, times, failed)
        return _State(own, frozenset(faces), tuple(faces[-needed:]))
    latest = tuple(observation.face for observation in observations[-needed:])
    settled, odd = _settle(observations, needed)
    if _torn(observations, settled.standing, needed):
        faces = [observation.face for observation in observations[-WINDOW:]]
        return _State(
            _contradicting(portal_id, observations, times), frozenset(faces), latest, torn=True
        )
    faces = [
        observation.face
        for observation in observations[-WINDOW:]
        if observation.standing is settled.standing
    ]
    return _State(_standing(portal_id, settled, odd), frozenset(faces), latest)


def _settle(
    observations: Sequence[ColumnObservation], confirmations: int
) -> tuple[ColumnObservation, ColumnObservation | None]:
    """(settled, odd): the first observation of the settled standing; the latest if it differs."""
    settled = run = observations[0]
    length = 1
    for observation in observations[1:]:
        run, length = (
            (run, length + 1) if observation.standing is run.standing else (observation, 1)
        )
        if run.standing is settled.standing:
            continue
        if length >= confirmations:
            settled = run
    return settled, observations[-1] if observations[-1].standing is not settled.standing else None


def _torn(
    observations: Sequence[ColumnObservation], standing: Standing, confirmations: int
) -> bool:
    """Whether the latest observations contradict each other too much for any standing. As many in
    a row as would change the standing also confirm it."""
    if all(observation.standing is standing for observation in observations[-confirmations:]):
        return False
    latest = observations[-WINDOW:]
    agreeing = sum(observation.standing is standing for observation in latest)
    return len(latest) > 2 and agreeing * 2 <= len(latest)


def _standing(
    portal_id: str, settled: ColumnObservation, odd: ColumnObservation | None
) -> ColumnStanding:
    since = because(StandingCode.SINCE, since=settled.at, look=settled.shown)
    doubt = because(StandingCode.UNCONFIRMED, seen_at=odd.at, look=odd.shown) if odd else None
    return ColumnStanding(
        portal_id=portal_id,
        standing=settled.standing,
        reason=together(since, settled.why, doubt),
        name=settled.column.name if settled.column else None,
        url=settled.column.url if settled.column else None,
    )


def _contradicting(
    portal_id: str, observations: Sequence[ColumnObservation], times: Sequence[datetime]
) -> ColumnStanding:
    latest = zip(times[-WINDOW:], observations[-WINDOW:], strict=True)
    each = (
        because(StandingCode.LOOK, seen_at=at, look=observation.shown) for at, observation in latest
    )
    named = next(
        (observation.column for observation in reversed(observations) if observation.column), None
    )
    return ColumnStanding(
        portal_id=portal_id,
        standing=Standing.REVIEW,
        reason=because(StandingCode.CONTRADICTING, looks=all_of(*each)),
        name=named.name if named else None,
        url=named.url if named else None,
    )


def _unknown(
    portal_id: str,
    observations: Sequence[ColumnObservation],
    times: Sequence[datetime],
    failed: Sequence[HomepageVisit],
) -> ColumnStanding:
    if not failed:
        return ColumnStanding(portal_id, Standing.UNKNOWN, because(StandingCode.NEVER_SCANNED))
    unreadable = because(
        StandingCode.HOME_UNREADABLE,
        since=failed[0].at,
        lasting=len(failed) > 1,
        why=failed[-1].reason or failed[-1].outcome,
    )
    before = (
        because(StandingCode.BEFORE, seen_at=times[-1], look=observations[-1].shown)
        if observations
        else None
    )
    return ColumnStanding(portal_id, Standing.UNKNOWN, together(unreadable, before))
