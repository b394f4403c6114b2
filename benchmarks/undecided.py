"""How much stays open, by how often we look: a table, and docs/pictures/unknown-by-interval.svg.

Over simulated portals that know when they truly reposted (tests/judging/judging_worlds.py),
judged a day after the deadline, as the daily report is. Every verdict is checked against the
truth on the way: an undecided one is the price, a wrong one would be an error.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the worlds of the tests

from repostwatch.model import Precision, VerdictKind  # noqa: E402  after the path
from tests.judging.judging_worlds import Habits, world  # noqa: E402  after the path
from tests.judging.test_worlds import wrong  # noqa: E402  after the path

PICTURE = ROOT / "docs" / "pictures" / "unknown-by-interval.svg"
WORLDS = 600
HOURS = (0.5, 1, 2, 4, 6, 8, 12, 24, 48)
USUAL = Habits(
    failing=0.05,
    partial=0.05,
    outage=False,
    doubtful=False,
    vanishing=False,
    feed=False,
    day_only=False,
    seen_before=True,
    judged_after=24,
)
PORTALS = {
    "the list states minutes": replace(USUAL, listed=Precision.MINUTE),
    "the list states days, the article a minute": replace(
        USUAL, listed=Precision.DAY, article=True
    ),
    "the list states days, nothing finer": replace(USUAL, listed=Precision.DAY, article=False),
    "no dates at all": replace(USUAL, listed=None, article=False),
}


@dataclass(frozen=True)
class Share:
    """Of the duties, 0…1."""

    unknown: float
    review: float


def measure(habits: Habits, hours: float) -> Share:
    counted: Counter[VerdictKind] = Counter()
    for seed in range(WORLDS):
        made = world(seed, replace(habits, every_hours=hours))
        verdict = made.verdict()
        if complaint := wrong(made, verdict):
            raise AssertionError(f"seed {seed}, every {hours} h: {complaint}")
        counted[verdict.kind] += 1
    return Share(counted[VerdictKind.UNKNOWN] / WORLDS, counted[VerdictKind.REVIEW] / WORLDS)


def span(hours: float) -> str:
    return f"{hours * 60:.0f} min" if hours < 1 else f"{hours:g} h"


def main() -> None:
    found = {name: [measure(habits, h) for h in HOURS] for name, habits in PORTALS.items()}
    print(f"unknown + review, in percent of {WORLDS} duties a cell\n")
    print("| portal |", " | ".join(span(hours) for hours in HOURS), "|")
    print("|---|" + "---|" * len(HOURS))
    for name, shares in found.items():
        cells = (f"{share.unknown:.1%} + {share.review:.1%}" for share in shares)
        print(f"| {name} |", " | ".join(cell.replace("%", "") for cell in cells), "|")
    PICTURE.write_text(draw(found), encoding="utf-8")


INK, SOFT, LINE = "#1f2328", "#59636e", "#d1d9e0"
UNKNOWN, REVIEW = "#8c959f", "#d4a72c"
WIDTH, HEIGHT, LEFT, TOP, GAP = 860, 640, 56, 96, 44
PLOT_W, PLOT_H = (WIDTH - LEFT - GAP - 16) / 2, 190


def draw(found: dict[str, list[Share]]) -> str:
    """Four small charts with one scale, `unknown` below `review` in each bar."""
    highest = max(share.unknown + share.review for shares in found.values() for share in shares)
    top = max(10, -(-int(highest * 100 + 1) // 10) * 10)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" font-family="Helvetica, Arial, sans-serif">'
        ),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(16, 30, "What stays open, by the time between two scans", 18, INK, weight="bold"),
        _text(
            16,
            52,
            "Percent of duties left open a day after the deadline. 5% of scans fail, 5% are "
            "incomplete; a fifth of the reposts come about the deadline.",
            13,
            SOFT,
        ),
        *_key(16, 64, UNKNOWN, "unknown: no complete look after the deadline"),
        *_key(330, 64, REVIEW, "review: the repost interval straddles the deadline"),
    ]
    for number, (name, shares) in enumerate(found.items()):
        x = LEFT + (number % 2) * (PLOT_W + GAP)
        y = TOP + 36 + (number // 2) * (PLOT_H + 78)
        parts += _chart(x, y, name, shares, top)
    return "\n".join([*parts, "</svg>", ""])


def _chart(x: float, y: float, name: str, shares: list[Share], top: int) -> list[str]:
    parts = [_text(x, y - 20, name, 14, INK, weight="bold")]
    for tick in range(0, top + 1, 10 if top <= 60 else 20):
        at = y + PLOT_H * (1 - tick / top)
        parts.append(
            f'<line x1="{x:.1f}" y1="{at:.1f}" x2="{x + PLOT_W:.1f}" y2="{at:.1f}" '
            f'stroke="{LINE}"/>'
        )
        parts.append(_text(x - 8, at + 4, f"{tick}", 11, SOFT, anchor="end"))
    step = PLOT_W / len(shares)
    for number, share in enumerate(shares):
        left, width = x + step * number + step * 0.2, step * 0.6
        low, high = share.unknown * 100 / top * PLOT_H, share.review * 100 / top * PLOT_H
        parts.append(_bar(left, y + PLOT_H - low, width, low, UNKNOWN))
        parts.append(_bar(left, y + PLOT_H - low - high, width, high, REVIEW))
        middle = left + width / 2
        label = f"{(share.unknown + share.review) * 100:.1f}"
        parts.append(_text(middle, y + PLOT_H - low - high - 4, label, 10, SOFT, anchor="middle"))
        parts.append(_text(middle, y + PLOT_H + 16, span(HOURS[number]), 11, SOFT, anchor="middle"))
    return parts


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'
    )


def _key(x: float, y: float, colour: str, label: str) -> list[str]:
    return [_bar(x, y, 12, 12, colour), _text(x + 18, y + 11, label, 12, SOFT)]


def _text(
    x: float,
    y: float,
    text: str,
    size: int,
    colour: str,
    *,
    anchor: str = "start",
    weight: str = "normal",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" '
        f'text-anchor="{anchor}" font-weight="{weight}">{text}</text>'
    )


if __name__ == "__main__":
    main()
