"""The first page: what is overdue, what changed, what comes due, what waits, what was not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from repostwatch.judging.figures import Figure, figures_of_tallies
from repostwatch.model import Standing, VerdictKind
from repostwatch.model.alarms import AlarmState
from repostwatch.model.steps import Step
from repostwatch.model.words import OVERDUE
from repostwatch.portals.editions import registry
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.duty_list import shown
from repostwatch.queries.mails import ArchivedLetter, unsettled_letters
from repostwatch.queries.releases_seen import ReleaseLine, releases_seen
from repostwatch.queries.review import Waiting, waiting_now
from repostwatch.settings import Settings
from repostwatch.store import (
    alarms,
    due_soon,
    duty_changes,
    duty_counts,
    duty_rows,
    heartbeats,
    portal_rows,
)
from repostwatch.store.database import Connection
from repostwatch.store.due_soon import DueRelease
from repostwatch.store.duty_rows import DutyFilter, DutySort

# Rows of a section of the first page; its heading leads to all of them.
ROWS = 10
# What comes due has to be read in one look: so many releases, and so many names of each.
DUE_RELEASES, DUE_PORTALS = 5, 5


@dataclass(frozen=True, slots=True)
class DueSoon:
    """How many duties without a repost are due within so many hours, with those that an earlier one
    of these has: `above` are so many, due within `after` hours. `releases`: those of which some of
    the rest are due first."""

    hours: float
    count: int
    after: float
    above: int
    releases: Sequence[DueRelease]

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Of the address that lists the rest."""
        return AskedDuties(
            (VerdictKind.PENDING.value,),
            due=f"{self.hours:g}",
            later=f"{self.after:g}" if self.above else "",
            sort=DutySort.DEADLINE.value,
        ).parameters


@dataclass(frozen=True, slots=True)
class Unseen:
    """What could not be seen: `duties` of which nothing is known, portals whose latest scan was not
    complete, `never` of them without any. `alarms` are about the monitor itself, as its last watch
    found them; `unsent` are the letters that somebody has not got, or may not have."""

    duties: int
    portals: int
    never: int
    rows: Sequence[dict[str, Any]]
    alarms: Sequence[AlarmState]
    unsent: tuple[ArchivedLetter, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """`portals` are watched; while there is none yet, `registered` are to be. `hours` ago something
    counts as new. `overdue` are so many that were not overdue then; `changes` is (before, now) →
    how many. `unjudged` duties without a repost were due by now and have not been judged since;
    `judged_at`: when the last judging ended. `figures` are over all levels."""

    at: datetime
    scanned_at: datetime | None
    judged_at: datetime | None
    unjudged: int
    portals: int
    registered: int
    hours: float
    overdue: int
    overdue_rows: Sequence[dict[str, Any]]
    changes: Counter[tuple[VerdictKind, VerdictKind]]
    soon: tuple[DueSoon, ...]
    waiting: Waiting
    unseen: Unseen
    figures: tuple[Figure, ...]
    verdicts: Counter[VerdictKind]
    standings: Counter[Standing]
    releases: Sequence[ReleaseLine]


def read_today(conn: Connection, settings: Settings) -> Today:
    now, hours = settings.now(), settings.pages.changed_hours
    all_ = duty_rows.observed(now, settings.scan.watch_days)
    new = replace(all_, changed_after=now - timedelta(hours=hours))
    overdue = replace(new, kinds=OVERDUE, newly=True)
    changed = duty_changes.changed(conn, new)
    tallies = duty_counts.tallies(conn)
    verdicts = duty_rows.counts(conn, all_)
    figures = figures_of_tallies(tallies, settings.judging)
    unjudged = replace(all_, kinds=(VerdictKind.PENDING,), due_until=now)
    standings: Counter[Standing] = Counter()
    for tally in tallies:
        if tally.standing:
            standings[tally.standing] += tally.portals
    portals = sum(tally.portals for tally in tallies)
    return Today(
        at=now,
        scanned_at=alarms.last_scan(conn, now),
        judged_at=heartbeats.load(conn).get(Step.JUDGE),
        unjudged=duty_rows.counts(conn, unjudged).total(),
        portals=portals,
        registered=portals or len(registry(settings)),
        hours=hours,
        overdue=changed.overdue,
        overdue_rows=tuple(shown(duty_rows.rows(conn, overdue, DutySort.WORST, ROWS))),
        changes=changed.turns,
        soon=_soon(conn, all_, now, settings.pages.due_hours),
        waiting=waiting_now(conn, settings, standings[Standing.REVIEW]),
        unseen=_unseen(conn, settings, now, verdicts[VerdictKind.UNKNOWN]),
        figures=tuple(figure for figure in figures if figure.level is None),
        verdicts=verdicts,
        standings=standings,
        releases=releases_seen(conn, settings, ROWS),
    )


def _soon(
    conn: Connection, all_: DutyFilter, now: datetime, spans: Sequence[float]
) -> tuple[DueSoon, ...]:
    until = now + timedelta(hours=max(spans))
    wanted = replace(all_, kinds=(VerdictKind.PENDING,), due_after=now, due_until=until)
    due = due_soon.deadlines(conn, wanted)
    found: list[DueSoon] = []
    after, above = 0.0, 0
    for hours in sorted(spans):
        since, until = now + timedelta(hours=after), now + timedelta(hours=hours)
        rest = [one for one in due if since < one.at <= until]
        only = replace(wanted, due_after=since, due_until=until)
        releases = due_soon.by_release(conn, only, rest, DUE_RELEASES, DUE_PORTALS) if rest else ()
        count = above + sum(one.number for one in rest)
        found.append(DueSoon(hours, count, after, above, releases))
        after, above = hours, count
    return tuple(found)


def _unseen(conn: Connection, settings: Settings, now: datetime, duties: int) -> Unseen:
    wanted = portal_rows.PortalFilter(now, unseen=True)
    rows = portal_rows.rows(conn, wanted, portal_rows.PortalSort.SCANNED, ROWS)
    return Unseen(
        duties=duties,
        portals=rows[0]["total"] if rows else 0,
        never=portal_rows.count(conn, replace(wanted, never=True)) if rows else 0,
        rows=rows,
        alarms=tuple(state for state in alarms.load(conn) if not state.closed),
        unsent=unsettled_letters(conn, settings),
    )
