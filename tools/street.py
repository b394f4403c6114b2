"""Draws which package of the program imports which, as docs/pictures/street.svg.

    .venv/bin/python tools/street.py [--check]

A dependency structure matrix: the row of a package marks those that it imports. Each package comes
after those that it imports, so no mark is above the diagonal, and an import cycle is an error.
`--check` writes nothing and exits with 1 if the picture is out of date.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "include" / "repostwatch"
PICTURE = ROOT / "docs" / "pictures" / "street.svg"
CELL, NAMES, HEAD, EDGE = 24, 110, 80, 45  # pixels; the names on the left and on top, the rest

Needs = dict[str, set[str]]  # package → the packages that it imports


def imported(path: Path) -> Iterator[str]:
    """The packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # `from repostwatch import model` names a package in its second half.
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            package, *rest = name.split(".")
            if package == PROGRAM.name and rest:
                yield rest[0]


def rooms() -> Needs:
    """Every package or module directly under the program, with what it imports of the others."""
    needs: Needs = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        room = path.relative_to(PROGRAM).parts[0].removesuffix(".py")
        if room != "__init__":
            needs.setdefault(room, set()).update(imported(path))
    return {room: (found & needs.keys()) - {room} for room, found in needs.items()}


def in_order(needs: Needs) -> list[str]:
    """Every package after those that it imports, then by name. Raises CycleError."""
    depth: dict[str, int] = {}
    for room in TopologicalSorter(needs).static_order():
        depth[room] = 1 + max((depth[other] for other in needs[room]), default=-1)
    return sorted(needs, key=lambda room: (depth[room], room))


def svg(needs: Needs) -> str:
    order = in_order(needs)
    width, height = NAMES + CELL * len(order) + EDGE, HEAD + CELL * len(order) + 10
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    lines = [
        f'{opening} font-family="sans-serif" font-size="12" fill="#1c2733" role="img">',
        "<title>Which package imports which</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    for place, room in enumerate(order):
        x, y = NAMES + CELL * place, HEAD + CELL * place
        turned = f"translate({x + 16} {HEAD - 6}) rotate(-60)"
        lines.append(f'<text x="{NAMES - 8}" y="{y + 16}" text-anchor="end">{room}</text>')
        lines.append(f'<text transform="{turned}">{room}</text>')
        for column, other in enumerate(order):
            fill = "#c9ced6" if other == room else "#2f6db5" if other in needs[room] else "#ffffff"
            box = f'x="{NAMES + CELL * column}" y="{y}" width="{CELL}" height="{CELL}"'
            lines.append(f'<rect {box} fill="{fill}" stroke="#dfe4ea"/>')
    return "\n".join([*lines, "</svg>", ""])


def main(arguments: list[str]) -> int:
    drawn = svg(rooms())
    if "--check" not in arguments:
        PICTURE.write_text(drawn, encoding="utf-8")
    elif not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != drawn:
        print("docs/pictures/street.svg is not that of the code: run tools/street.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
