"""The series of one figure as a picture (SVG): a panel for each scope, never joined by a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 820, 260, 46, 62, 44
STEP = 20  # percent between two lines
OURS, THEIRS, QUIET = "#16365c", "#a01722", "#52606d"
FONT = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"


@dataclass(frozen=True, slots=True)
class Mark:
    """A quarter's share in percent, `low` and `high` being equal where it is one number.

    `upwards`: it is so much or more. `said` is how it stands in words.
    """

    quarter: str
    said: str
    low: float
    high: float
    ours: bool
    upwards: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    name: str
    marks: tuple[Mark, ...]


def series_picture(title: str, panels: Sequence[Panel], names: Mapping[str, str]) -> str:
    """The picture as markup; `names` has what a quarter is called. Panels without marks are left
    out. All text is escaped."""
    parts = [_grid()]
    at = places(panels)
    for x, mark in at:
        parts.append(_divider(x) if mark is None else _mark(x, mark, names[mark.quarter]))
    for panel in panels:
        middles = [(x, mark) for x, mark in at if mark is not None and mark in panel.marks]
        if middles:
            parts.append(_joined([(x, mark) for x, mark in middles if mark.ours]))
            parts.append(_text((middles[0][0] + middles[-1][0]) / 2, 18, panel.name, QUIET))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" '
        f'role="img" aria-label="{escape(title)}" font-family="{FONT}">{"".join(parts)}</svg>'
    )


def places(panels: Sequence[Panel]) -> list[tuple[float, Mark | None]]:
    """From left to right each mark with the middle of its place, and None for the line between two
    panels. Panels without marks are left out."""
    shown: list[Mark | None] = []
    for panel in panels:
        if panel.marks:
            shown += [*([None] if shown else []), *panel.marks]
    step = (WIDTH - LEFT - 10) / max(1, len(shown))
    return [(LEFT + step * (number + 0.5), mark) for number, mark in enumerate(shown)]


def _y(percent: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (100 - percent) / 100


def _grid() -> str:
    lines = []
    for percent in range(0, 101, STEP):
        y = _y(percent)
        lines.append(
            f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dde3ea"/>'
            + _text(LEFT - 8, y + 4, str(percent), QUIET, anchor="end")
        )
    return "".join(lines)


def _divider(x: float) -> str:
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="8" y2="{HEIGHT - 8}" stroke="{QUIET}" '
        'stroke-dasharray="4 4"/>'
    )


def _joined(ours: Sequence[tuple[float, Mark]]) -> str:
    """A line through our own quarters, as far as each is one number."""
    exact = all(mark.low == mark.high for _, mark in ours)
    if len(ours) < 2 or not exact:
        return ""
    points = " ".join(f"{x:.1f},{_y(mark.low):.1f}" for x, mark in ours)
    return f'<polyline points="{points}" fill="none" stroke="{OURS}" stroke-width="1.5"/>'


def _mark(x: float, mark: Mark, name: str) -> str:
    low, high = _y(mark.low), _y(mark.high)
    color = OURS if mark.ours else THEIRS
    parts = []
    if mark.upwards:
        parts.append(
            f'<path d="M{x:.1f} {low - 5:.1f}v-11m-4 5l4-5l4 5" fill="none" stroke="{color}"/>'
        )
    if low != high:
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}" stroke="{color}" '
            'stroke-width="7" stroke-linecap="round"/>'
        )
    else:
        fill = color if mark.ours else "#ffffff"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{low:.1f}" r="5" fill="{fill}" stroke="{color}" '
            'stroke-width="1.5"/>'
        )
    parts.append(_text(x, low + 20, mark.said, color))
    # A quarter's name over two lines: its year, then the rest.
    head, tail = (name[:5], name[5:]) if name[4:5] == "年" else (name[:-8], name[-7:])
    parts.append(_text(x, HEIGHT - 34, head, QUIET) + _text(x, HEIGHT - 18, tail, QUIET))
    return "".join(parts)


def _text(x: float, y: float, text: str, color: str, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{color}" font-size="12" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )
