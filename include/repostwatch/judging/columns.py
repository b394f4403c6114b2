"""Homepage visits over time → the standing of the portal's policy column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.judging.decisions import ColumnDecision
from repostwatch.judging.looks import ColumnVisit, Face, Look, look_at
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
from repostwatch.settings import JudgingSettings

# How many of the latest looks are weighed where they contradict each other.
WINDOW = 4


@dataclass(frozen=True, slots=True)
class _State:
    """The machine's own standing, and what it rests on.

    `faces` are those of the looks that the standing rests on, `latest` those of as many looks
    as it takes to change it.
    """

    own: ColumnStanding
    faces: frozenset[Face]
    latest: tuple[Face, ...]
    torn: bool = False

    def still(self, before: _State) -> bool:
        """Whether the homepage is as it was: the same standing, and not two looks in a row
        that show another column."""
        return (
            self.own.standing is before.own.standing
            and self.torn is before.torn
            and not before.faces.isdisjoint(self.latest)
        )


def column_standing(
    portal_id: str,
    visits: Sequence[ColumnVisit],
    settings: JudgingSettings,
    *,
    decision: ColumnDecision | None = None,
    now: datetime | None = None,
) -> ColumnStanding:
    """The standing after all `visits`, whose order does not matter.

    The first readable visit decides; later a standing changes when `column_confirmations`
    looks in a row agree on another one. Unreadable visits change nothing until as many in a
    row failed, and then it is `unknown`.

    A person's `decision` counts while the homepage is as it was when they looked, and until it
    expires (where `now` is given).
    """
    state = _state(portal_id, visits, settings)
    if decision is None or (now is not None and not decision.in_force(now)):
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


def _state(portal_id: str, visits: Sequence[ColumnVisit], settings: JudgingSettings) -> _State:
    looks: list[Look] = []
    times: list[datetime] = []
    failed: list[ColumnVisit] = []
    known: tuple[tuple[Column, ...], Look, datetime] | None = None
    for visit in sorted(visits, key=lambda visit: visit.at):
        if visit.columns is not None and visit.outcome.usable:
            # Mostly a homepage is as it was an hour ago, and so is what it amounts to.
            if known is None or visit.columns is not known[0] or visit.at >= known[2]:
                known = visit.columns, *look_at(visit.at, visit.columns, settings)
            looks.append(known[1])
            times.append(visit.at)
            failed = []
        elif visit.outcome is not Outcome.NOT_MODIFIED:
            failed.append(visit)
    needed = settings.column_confirmations
    if not looks or len(failed) >= needed:
        faces = [visit.face for visit in failed]
        own = _unknown(portal_id, looks, times, failed)
        return _State(own, frozenset(faces), tuple(faces[-needed:]))
    latest = tuple(look.face for look in looks[-needed:])
    settled, odd = _settle(looks, needed)
    if _torn(looks, settled.standing, needed):
        faces = [look.face for look in looks[-WINDOW:]]
        return _State(_contradicting(portal_id, looks, times), frozenset(faces), latest, torn=True)
    faces = [look.face for look in looks[-WINDOW:] if look.standing is settled.standing]
    return _State(_standing(portal_id, settled, odd), frozenset(faces), latest)


def _settle(looks: Sequence[Look], confirmations: int) -> tuple[Look, Look | None]:
    """The look that opened the settled standing, and the latest one where that differs."""
    settled = run = looks[0]
    length = 1
    for look in looks[1:]:
        run, length = (run, length + 1) if look.standing is run.standing else (look, 1)
        if run.standing is settled.standing:
            continue
        if length >= confirmations:
            settled = run
    return settled, looks[-1] if looks[-1].standing is not settled.standing else None


def _torn(looks: Sequence[Look], standing: Standing, confirmations: int) -> bool:
    """Whether the latest looks contradict each other so much that none of them can stand; as
    many in a row as would change the standing confirm it, too."""
    if all(look.standing is standing for look in looks[-confirmations:]):
        return False
    latest = looks[-WINDOW:]
    agreeing = sum(look.standing is standing for look in latest)
    return len(latest) > 2 and agreeing * 2 <= len(latest)


def _standing(portal_id: str, settled: Look, odd: Look | None) -> ColumnStanding:
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
    portal_id: str, looks: Sequence[Look], times: Sequence[datetime]
) -> ColumnStanding:
    latest = zip(times[-WINDOW:], looks[-WINDOW:], strict=True)
    each = (because(StandingCode.LOOK, seen_at=at, look=look.shown) for at, look in latest)
    named = next((look.column for look in reversed(looks) if look.column), None)
    return ColumnStanding(
        portal_id=portal_id,
        standing=Standing.REVIEW,
        reason=because(StandingCode.CONTRADICTING, looks=all_of(*each)),
        name=named.name if named else None,
        url=named.url if named else None,
    )


def _unknown(
    portal_id: str,
    looks: Sequence[Look],
    times: Sequence[datetime],
    failed: Sequence[ColumnVisit],
) -> ColumnStanding:
    if not failed:
        return ColumnStanding(portal_id, Standing.UNKNOWN, because(StandingCode.NEVER_LOOKED))
    unreadable = because(
        StandingCode.HOME_UNREADABLE,
        since=failed[0].at,
        lasting=len(failed) > 1,
        why=failed[-1].reason or failed[-1].outcome,
    )
    before = (
        because(StandingCode.BEFORE, seen_at=times[-1], look=looks[-1].shown) if looks else None
    )
    return ColumnStanding(portal_id, Standing.UNKNOWN, together(unreadable, before))
