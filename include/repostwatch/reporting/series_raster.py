"""The series of one figure for programs that show no SVG: the same marks at the same places, with
figures for words. What the panels are called stands in the text beside it."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.reporting.raster import GRID, INK, LINE, OTHER_LINE, Canvas
from repostwatch.reporting.series_picture import (
    BOTTOM,
    HEIGHT,
    LEFT,
    STEP,
    TOP,
    WIDTH,
    Mark,
    Panel,
    places,
)

# Twice the points of the SVG, so that it stays sharp in print.
SCALE = 2
DOT = 3
# Of three by five points a Q cannot be told from a 9.
QUARTERS = {"Q1": "-I", "Q2": "-II", "Q3": "-III", "Q4": "-IV"}
HALF = 6  # of a mark's width


def series_raster(panels: Sequence[Panel]) -> bytes:
    """A PNG; blue is ours, brown what was published, a line divides the panels."""
    canvas = Canvas(WIDTH * SCALE, HEIGHT * SCALE)
    for percent in range(0, 101, STEP):
        canvas.block(LEFT * SCALE, _y(percent), (WIDTH - LEFT) * SCALE, 2, GRID)
        canvas.text((LEFT - 6) * SCALE, _y(percent) - 5, str(percent), DOT)
    for x, mark in places(panels):
        if mark is None:
            canvas.block(round(x * SCALE), 16, 2, HEIGHT * SCALE - 32, INK)
        else:
            _mark(canvas, round(x * SCALE), mark)
    return canvas.png()


def _mark(canvas: Canvas, x: int, mark: Mark) -> None:
    color = LINE if mark.ours else OTHER_LINE
    low, high = _y(mark.low), _y(mark.high)
    canvas.block(x - HALF, high - HALF, 2 * HALF, low - high + 2 * HALF, color)
    said = f"{mark.low:.1f}"
    if mark.high != mark.low:
        said += f"-{mark.high:.1f}"
    canvas.centred(x, low + 14, said + ("+" if mark.upwards else ""), DOT, color)
    year, quarter = mark.quarter[:-2], mark.quarter[-2:]
    canvas.centred(x, (HEIGHT - 34) * SCALE, year + QUARTERS[quarter], DOT)


def _y(percent: float) -> int:
    return round((TOP + (HEIGHT - TOP - BOTTOM) * (100 - percent) / 100) * SCALE)
