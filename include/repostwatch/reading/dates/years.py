"""The year of dates that a list shows as month and day only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from repostwatch.model import BEIJING, PageDate, Precision
from repostwatch.reading.dates.written_dates import made


def with_years(
    pairs: Sequence[tuple[int, int] | None],
    known: Sequence[PageDate | None],
    fetched_at: datetime | None,
) -> list[PageDate | None]:
    """Give each month-day of a list its year, or None where it is ambiguous.

    `known` is, per item, a full date or the date of its address. A year comes from the
    item's own address, else from the nearest dated neighbour, else it is the last one whose
    day does not lie in the future of `fetched_at`; a list that goes on through New Year's
    Day a second time loses another year there.
    """
    limit = fetched_at.astimezone(BEIJING) if fetched_at else None
    dates: list[PageDate | None] = []
    anchors: list[tuple[int, datetime]] = []
    for index, (pair, own) in enumerate(zip(pairs, known, strict=True)):
        date = None
        if pair and own and own.value.month == pair[0]:
            date = _not_future(made(own.value.year, *pair), limit)
        dates.append(date)
        if date is None and not pair and own and own.precision is not Precision.MONTH:
            date = own
        if date:
            anchors.append((index, date.value))
    if anchors:
        for index, pair in enumerate(pairs):
            if pair and dates[index] is None:
                near = min((abs(place - index), value) for place, value in anchors)[1]
                dates[index] = _nearest(pair, near, limit)
        return dates
    if limit is None:
        return dates
    return _by_clock(pairs, limit)


def _nearest(pair: tuple[int, int], near: datetime, limit: datetime | None) -> PageDate | None:
    years = (near.year - 1, near.year, near.year + 1)
    options = [date for year in years if (date := _not_future(made(year, *pair), limit))]
    return min(options, key=lambda date: abs(date.value - near), default=None)


def _by_clock(pairs: Sequence[tuple[int, int] | None], limit: datetime) -> list[PageDate | None]:
    dates: list[PageDate | None] = []
    lost_years, run, before = 0, 0, None
    for pair in pairs:
        date = _latest(pair, limit, lost_years) if pair else None
        if date and before and date.value - before > timedelta(days=180) and run >= 3:
            lost_years += 1
            date = _latest(pair, limit, lost_years) if pair else None
        if date:
            run = run + 1 if before and date.value <= before else 1
            before = date.value
        dates.append(date)
    return dates


def _latest(pair: tuple[int, int], limit: datetime, lost_years: int) -> PageDate | None:
    years = range(limit.year, limit.year - 9, -1)  # 29 February needs up to eight
    options = [date for year in years if (date := _not_future(made(year, *pair), limit))]
    return options[lost_years] if len(options) > lost_years else None


def _not_future(date: PageDate | None, limit: datetime | None) -> PageDate | None:
    return None if date is None or (limit and date.value > limit) else date
