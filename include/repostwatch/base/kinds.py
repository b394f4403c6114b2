"""The problems of a source as a person reads them: a few of each kind, and how many more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# A kind with more is seen to be one; beyond so many kinds nobody reads on.
EACH, KINDS = 5, 20
# What differs from item to item: quoted words, numbers.
_OWN = re.compile(r"“[^“”]*”|'[^']*'|\"[^\"]*\"|[0-9]+")


def summed_up(problems: Iterable[str]) -> list[str]:
    """The first EACH problems of each of the first KINDS kinds, in their order, and a line for what
    else there is of each kind and beyond. A kind is what they say beside names and numbers."""
    counts: Counter[str] = Counter()
    lines: list[str] = []
    more: dict[str, int] = {}
    others = 0
    for problem in problems:
        kind = _OWN.sub("…", problem)[:500]
        if kind not in counts and len(counts) >= KINDS:
            others += 1
            continue
        counts[kind] += 1
        if counts[kind] <= EACH:
            lines.append(problem)
        else:
            more[kind] = more.get(kind, 0) + 1
    lines += [f"… and {number:,} more of this kind: {kind[:200]}" for kind, number in more.items()]
    if others:
        lines.append(f"… and {others:,} more of other kinds")
    return lines
