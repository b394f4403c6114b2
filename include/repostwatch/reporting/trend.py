"""The figures of the last days as a small picture, drawn without fonts or libraries.

A picture that comes with the mail is shown by programs that fetch nothing from outside.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from repostwatch.judging.figures import COLUMN, REPOST, Figure, duty_share
from repostwatch.reporting.data import Picture
from repostwatch.reporting.head_figures import percent_range
from repostwatch.reporting.lookup import ReportLookup

WIDTH, HEIGHT = 720, 180  # pixels, twice what a phone shows, so that it stays sharp there
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 12
CID = "trend@repostwatch"
# Colours by their place in the palette. Each reads on white and on its own band.
WHITE, GRID, INK, BAND, LINE, OTHER_BAND, OTHER_LINE = range(7)
PALETTE = bytes.fromhex("ffffff d5dce4 3e4c59 c9dcf2 0b4f9c f6ddb8 a35b00")
# Digits of the axis, five rows of three points each.
GLYPHS = {
    "0": ("111", "101", "101", "101", "111"),
    "1": ("010", "110", "010", "010", "111"),
    "5": ("111", "100", "111", "001", "111"),
}
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
    canvas = _Canvas()
    canvas.axis()
    first = lookup.data.day - timedelta(days=lookup.settings.trend_days)
    for key, band, line in ((COLUMN, OTHER_BAND, OTHER_LINE), (REPOST, BAND, LINE)):
        found = [
            ((day - first).days / lookup.settings.trend_days, figure)
            for day, figures in sorted(days.items())
            if (figure := _of(figures, key)) and figure.denominator
        ]
        canvas.band([(x, f.worst or 0.0, f.best or 0.0) for x, f in found], band, line)
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


class _Canvas:
    """Points of the palette, written as a PNG."""

    def __init__(self) -> None:
        self.rows = [bytearray([WHITE]) * WIDTH for _ in range(HEIGHT)]

    def axis(self) -> None:
        for share, text in ((0.0, "0"), (0.5, "50"), (1.0, "100")):
            y = _y(share)
            for x in range(LEFT, WIDTH - RIGHT):
                self.rows[y][x] = GRID
            for place, digit in enumerate(reversed(text), start=1):
                self._digit(LEFT - 4 - place * 4 * DOT, y - 5, digit)

    def band(self, found: Sequence[tuple[float, float, float]], band: int, line: int) -> None:
        """Days as (place 0…1, worst, best): the band between, and its two edges."""
        for (x0, low0, high0), (x1, low1, high1) in pairwise(found):
            start, end = _x(x0), _x(x1)
            for x in range(start, end + 1):
                part = (x - start) / max(1, end - start)
                bottom = _y(low0 + (low1 - low0) * part)
                top = _y(high0 + (high1 - high0) * part)
                for y in range(top, bottom + 1):
                    self.rows[y][x] = line if y - top < 2 or bottom - y < 2 else band
        for place, low, high in found:
            for share in (low, high):
                self._block(_x(place) - 3, _y(share) - 3, 6, line)

    def png(self) -> bytes:
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
        body = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 9)
        parts = ((b"IHDR", head), (b"PLTE", PALETTE), (b"IDAT", body), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)

    def _digit(self, left: int, top: int, digit: str) -> None:
        for row, points in enumerate(GLYPHS[digit]):
            for column, point in enumerate(points):
                if point == "1":
                    self._block(left + column * DOT, top + row * DOT, DOT, INK)

    def _block(self, left: int, top: int, size: int, color: int) -> None:
        for y in range(max(0, top), min(HEIGHT, top + size)):
            for x in range(max(0, left), min(WIDTH, left + size)):
                self.rows[y][x] = color


def _x(place: float) -> int:
    return LEFT + round(place * (WIDTH - LEFT - RIGHT - 1))


def _y(share: float) -> int:
    return TOP + round((1 - share) * (HEIGHT - TOP - BOTTOM - 1))


def _chunk(kind: bytes, content: bytes) -> bytes:
    sum_ = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", sum_)
