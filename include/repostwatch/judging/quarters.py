"""Whether a quarter can have a bulletin, and what was known of its portals while it lasted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.base.clock import day_of
from repostwatch.base.quarters import Quarter
from repostwatch.judging.figures import Figure
from repostwatch.model import (
    ColumnStanding,
    Duty,
    Portal,
    Reason,
    Standing,
    Verdict,
    VerdictKind,
    because,
)
from repostwatch.model.codes import BulletinCode
from repostwatch.portals.validity import in_force


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """The figures of a quarter up to `until`; `portals` are those that they are about.

    `observed` is empty where no homepage of theirs was scanned in it: then nothing is known, and
    the figures say nothing.
    """

    quarter: Quarter
    until: datetime
    portals: frozenset[str]
    observed: frozenset[str]
    figures: tuple[Figure, ...]


def refusal_of(
    quarter: Quarter, now: datetime, observed: bool, *, so_far: bool = False
) -> Reason | None:
    """Why a quarter has no bulletin; None where it has one.

    `observed`: whether any portal was scanned in it, or its spot check inspected. `so_far` allows a
    quarter that has begun and not ended; its bulletin says until when it reaches.
    """
    today = day_of(now).isoformat()
    if quarter.span.earliest > now:
        return because(BulletinCode.FUTURE, quarter=str(quarter), today=today)
    if quarter.span.latest > now and not so_far:
        last = quarter.last.isoformat()
        return because(BulletinCode.UNFINISHED, quarter=str(quarter), last=last, today=today)
    if not observed:
        return because(BulletinCode.NOTHING_OBSERVED, quarter=str(quarter))
    return None


def still_open(quarter: Quarter, duties: Iterable[Duty], now: datetime) -> Reason | None:
    """That deadlines of an ended quarter have not come; None where all have."""
    ahead = [duty.deadline.latest for duty in duties if duty.deadline.latest > now]
    if not ahead or quarter.span.latest > now:
        return None
    return because(
        BulletinCode.DEADLINES_OPEN, quarter=str(quarter), count=len(ahead), until=max(ahead)
    )


def portals_of(portals: Sequence[Portal], until: datetime) -> tuple[Portal, ...]:
    """The portals that existed when a quarter ended, or at `until` where it has not."""
    return tuple(in_force(portals, until))


def verdicts_of(
    duties: Iterable[Duty], verdicts: Iterable[Verdict], now: datetime
) -> tuple[Verdict, ...]:
    """A verdict for every duty: one that is past its deadline and was not judged since is unknown.

    Left out, its portal would look better than anybody knows.
    """
    known = {verdict.key: verdict for verdict in verdicts}
    found = []
    for duty in duties:
        key = duty.key
        verdict = known.get(key)
        judged = verdict is not None and verdict.kind is not VerdictKind.PENDING
        if verdict is not None and (judged or duty.deadline.latest > now):
            found.append(verdict)
            continue
        kind = VerdictKind.PENDING if duty.deadline.latest > now else VerdictKind.UNKNOWN
        found.append(Verdict(*key, kind, because(BulletinCode.NOT_JUDGED)))
    return tuple(found)


def standings_of(
    portals: Iterable[Portal],
    standings: Mapping[str, ColumnStanding],
    scanned: frozenset[str],
    quarter: Quarter,
) -> tuple[ColumnStanding, ...]:
    """The standing of every portal's column in the quarter.

    `standings` holds the last that was decided in it or before. Where the homepage was not
    scanned in the quarter, nobody knows whether it still was so: it is unknown.
    """
    unseen = because(BulletinCode.HOMEPAGE_NOT_SCANNED, quarter=str(quarter))
    found = []
    for portal in portals:
        known = standings.get(portal.portal_id)
        if portal.portal_id in scanned and known is not None:
            found.append(known)
        elif known is not None:
            found.append(replace(known, standing=Standing.UNKNOWN, machine=None, reason=unseen))
        else:
            found.append(ColumnStanding(portal.portal_id, Standing.UNKNOWN, unseen))
    return tuple(found)
