"""The figures of the last days as a small picture.

A picture that comes with the mail is shown by programs that fetch nothing from outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from repostwatch.judging.figures import COLUMN, REPOST, Figure, duty_share
from repostwatch.reporting.data import Picture
from repostwatch.reporting.head_figures import percent_range
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.raster import BAND, GRID, LINE, OTHER_BAND, OTHER_LINE, Canvas

WIDTH, HEIGHT = 720, 180  # pixels, twice what a phone shows, so that it stays sharp there
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 12
CID = "trend@repostwatch"
DOT = 2  # pixels of a point of a digit


@dataclass(frozen=True, slots=True)
class Trend:
    """The picture, and what it says for whoever does not see it."""

    picture: Picture
    alt: str


def trend(lookup: ReportLookup) -> Trend | None:
    """The shares of portals that repost in time (blue) and have a column (brown), each as the band
    between worst and best; None with fewer than two days."""
    days = _days(lookup)
    if len(days) < 2:
        return None
    canvas = Canvas(WIDTH, HEIGHT)
    _axis(canvas)
    first = lookup.data.day - timedelta(days=lookup.settings.trend_days)
    for key, band, line in ((COLUMN, OTHER_BAND, OTHER_LINE), (REPOST, BAND, LINE)):
        found = [
            ((day - first).days / lookup.settings.trend_days, figure)
            for day, figures in sorted(days.items())
            if (figure := _of(figures, key)) and figure.denominator
        ]
        _band(canvas, [(x, f.worst or 0.0, f.best or 0.0) for x, f in found], band, line)
    picture = Picture(CID, "trend.png", "image/png", canvas.png())
    return Trend(picture, _alt(lookup, days))


def _days(lookup: ReportLookup) -> dict[date, Sequence[Figure]]:
    first = lookup.data.day - timedelta(days=lookup.settings.trend_days)
    previous = lookup.data.previous.figures
    known = {day: figures for day, figures in previous.items() if first <= day < lookup.data.day}
    return {**known, lookup.data.day: (*lookup.data.figures, duty_share(lookup.verdicts))}


def _of(figures: Sequence[Figure], key: str) -> Figure | None:
    return next((one for one in figures if one.name == key and one.level is None), None)


def _alt(lookup: ReportLookup, days: Mapping[date, Sequence[Figure]]) -> str:
    first, last = min(days), max(days)
    said = []
    for key in (REPOST, COLUMN):
        ends = [figure for day in (first, last) if (figure := _of(days[day], key))]
        if len(ends) == 2:
            said.append(
                lookup.label(
                    "trend.alt",
                    name=lookup.label(f"figure.{key}"),
                    first=lookup.short_day(first),
                    before=percent_range(lookup, ends[0]),
                    last=lookup.short_day(last),
                    after=percent_range(lookup, ends[1]),
                )
            )
    return lookup.label("list.clause").join(said)


def _axis(canvas: Canvas) -> None:
    for share, text in ((0.0, "0"), (0.5, "50"), (1.0, "100")):
        canvas.block(LEFT, _y(share), WIDTH - RIGHT - LEFT, 1, GRID)
        canvas.text(LEFT - 4, _y(share) - 5, text, DOT)


def _band(
    canvas: Canvas, found: Sequence[tuple[float, float, float]], band: int, line: int
) -> None:
    """Days as (place 0…1, worst, best): the band between, and its two edges."""
    for (x0, low0, high0), (x1, low1, high1) in pairwise(found):
        start, end = _x(x0), _x(x1)
        for x in range(start, end + 1):
            part = (x - start) / max(1, end - start)
            bottom = _y(low0 + (low1 - low0) * part)
            top = _y(high0 + (high1 - high0) * part)
            for y in range(top, bottom + 1):
                canvas.rows[y][x] = line if y - top < 2 or bottom - y < 2 else band
    for place, low, high in found:
        for share in (low, high):
            canvas.block(_x(place) - 3, _y(share) - 3, 6, 6, line)


def _x(place: float) -> int:
    return LEFT + round(place * (WIDTH - LEFT - RIGHT - 1))


def _y(share: float) -> int:
    return TOP + round((1 - share) * (HEIGHT - TOP - BOTTOM - 1))
