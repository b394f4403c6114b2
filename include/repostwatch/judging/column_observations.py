"""One homepage visit → the standing of its columns, and until when that holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from repostwatch.model import Column, Reason, Standing, because, together
from repostwatch.model.codes import StandingCode
from repostwatch.model.homepages import Face
from repostwatch.settings import JudgingSettings

# Of several columns on one homepage the best counts.
BEST_FIRST = (
    Standing.EMBEDDED,
    Standing.PRESENT,
    Standing.REVIEW,
    Standing.STALE,
    Standing.NOT_PROMINENT,
    Standing.BLANK,
    Standing.ABSENT,
)
# Clocks differ by minutes and editors date ahead by an evening; a later date is a mistake.
A_DAY = timedelta(days=1)
END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ColumnObservation:
    """The standing that one readable visit shows; shared by later visits without a change."""

    at: datetime
    standing: Standing
    why: Reason | None
    column: Column | None = None

    @property
    def shown(self) -> Reason:
        name = (self.column.name or None) if self.column else None
        return because(StandingCode.SHOWN, standing=self.standing, name=name)

    @property
    def face(self) -> Face:
        if self.column is None:
            return (self.standing.value,)
        place = "prominent" if self.column.prominent else "not prominent"
        column = self.column
        # A query string may hold a session or the time of day.
        path = (column.url or "").partition("?")[0]
        return self.standing.value, column.name, column.form.value, path, place


def observe_columns(
    at: datetime, columns: Sequence[Column], settings: JudgingSettings
) -> tuple[ColumnObservation, datetime]:
    """(observation, until): the best standing of the columns, and until when it holds."""
    observations = [_judge_column(at, column, settings) for column in columns]
    ages = timedelta(days=settings.column_stale_days)
    dates = [column.newest.interval for column in columns if column.newest]
    turns = (turn for span in dates for turn in (span.earliest - A_DAY, span.latest + ages))
    until = min((turn for turn in turns if turn > at), default=END)
    if not observations:
        return ColumnObservation(at, Standing.ABSENT, None), until
    return min(observations, key=lambda observation: BEST_FIRST.index(observation.standing)), until


def _judge_column(at: datetime, column: Column, settings: JudgingSettings) -> ColumnObservation:
    placed = Standing.PRESENT if column.prominent else Standing.NOT_PROMINENT
    if column.form.embedded:
        return ColumnObservation(
            at, Standing.EMBEDDED if column.prominent else placed, column.reason, column
        )
    if column.form is column.form.CHANNEL:
        standing = settings.channel_standing
        if not column.prominent and standing is not Standing.ABSENT:
            return ColumnObservation(at, placed, column.reason, column)
        return ColumnObservation(at, standing, because(StandingCode.CHANNEL_ONLY), column)
    if column.form is column.form.UNFILLED:
        code = StandingCode.FILLED_BY_SCRIPT if column.name else StandingCode.NO_COLUMN_READ
        return ColumnObservation(
            at, Standing.REVIEW, together(because(code), column.reason), column
        )
    if column.items == 0:
        return ColumnObservation(at, Standing.BLANK, None, column)
    if not column.name:
        unnamed = because(StandingCode.NAMELESS, items=column.items)
        return ColumnObservation(at, Standing.REVIEW, unnamed, column)
    if column.newest is None:
        return ColumnObservation(at, Standing.REVIEW, because(StandingCode.UNDATED), column)
    if column.newest.interval.earliest > at + A_DAY:
        ahead = because(StandingCode.DATED_AHEAD, newest=column.newest)
        return ColumnObservation(at, Standing.REVIEW, ahead, column)
    age, limit = at - column.newest.interval.latest, timedelta(days=settings.column_stale_days)
    if age > limit:
        stale = because(StandingCode.STALE, newest=column.newest, limit=limit)
        return ColumnObservation(at, Standing.STALE, stale, column)
    return ColumnObservation(at, placed, None if column.prominent else column.reason, column)
