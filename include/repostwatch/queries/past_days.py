"""A portal's last days, each with how it stood at its end and what its visits came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from repostwatch.base.clock import day_of, whole_day
from repostwatch.model import Outcome, Reason, Standing, VerdictKind, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import Settings
from repostwatch.store import past_days
from repostwatch.store.database import Connection
from repostwatch.store.duty_rows import WORST
from repostwatch.store.past_days import Turn

FORBIDDEN = because(VisitCode.ROBOTS_DISALLOW)
Visits = Mapping[date, Counter[tuple[Outcome, bool]]]


@dataclass(frozen=True, slots=True)
class PastDay:
    """A Beijing day. `verdicts`: how many of the duties that were observed had which one at its end
    (of today: now), none before the first judging; `standing` is that of the column by then, None
    before it was first judged; `visits`: what the visits of its scans came to."""

    day: date
    verdicts: Counter[VerdictKind]
    standing: Standing | None
    visits: Counter[tuple[Outcome, bool]]

    @property
    def worst(self) -> VerdictKind | None:
        return next((kind for kind in WORST if self.verdicts[kind]), None)

    @property
    def failed(self) -> int:
        """How many visits showed no page."""
        return sum(number for (one, _), number in self.visits.items() if not one.usable)

    @property
    def outcomes(self) -> list[tuple[Outcome, Reason | None, int]]:
        """Of the visits that showed no page, the most frequent first."""
        return [
            (one, FORBIDDEN if forbidden else None, number)
            for (one, forbidden), number in self.visits.most_common()
            if not one.usable
        ]


def last_days(conn: Connection, settings: Settings, portal_id: str) -> tuple[PastDay, ...]:
    """The days of `PagesSettings.past_days`, the oldest first; today is the last."""
    now, watched = settings.now(), settings.scan.watch_days
    today = day_of(now)
    days = [today - timedelta(days=n) for n in range(settings.pages.past_days - 1, -1, -1)]
    since = whole_day(days[0]).earliest
    observed = None if watched is None else timedelta(days=watched)
    return days_of(
        [(day, min(whole_day(day).latest - timedelta.resolution, now)) for day in days],
        past_days.verdicts(conn, portal_id, since - observed if observed else None),
        past_days.column(conn, portal_id),
        past_days.visits(conn, portal_id, since),
        observed,
    )


def days_of(
    days: Iterable[tuple[date, datetime]],
    turns: Sequence[Turn],
    standings: Sequence[tuple[Standing, datetime]],
    visits: Visits,
    observed: timedelta | None,
) -> tuple[PastDay, ...]:
    """Each day with its end, in order of time; a duty counts while its release is `observed`, for
    good where that is None. Changes are in the order in which they were recorded."""
    return tuple(
        PastDay(
            day, _held(turns, end, observed), _stood(standings, end), visits.get(day, Counter())
        )
        for day, end in days
    )


def _held(turns: Sequence[Turn], end: datetime, observed: timedelta | None) -> Counter[VerdictKind]:
    since = None if observed is None else end - observed
    held = {
        release_id: kind
        for release_id, published, kind, at in turns
        if at <= end and (since is None or published >= since)
    }
    return Counter(held.values())


def _stood(standings: Sequence[tuple[Standing, datetime]], end: datetime) -> Standing | None:
    return next((one for one, at in reversed(standings) if at <= end), None)
