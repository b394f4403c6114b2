"""What tells whether two parts of a page are of one column: their headings and their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from repostwatch.model import Region
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.regions.heads import Head
from repostwatch.reading.regions.parts import Part


def with_signs(
    made: Sequence[Region],
    parts: Sequence[Part],
    chains: Sequence[Sequence[Head]],
    base: BaseAddress,
) -> tuple[Region, ...]:
    """The regions with the numbers of their headings and rows, and where the heading leads. The
    first are those of `parts` and of `chains`; what has no part has no rows, what has no chain no
    heading."""
    heads: dict[int, int] = {}
    words: dict[str, int] = {}
    found = list(made)
    for place, chain in enumerate(chains):
        if chain:
            number = heads.setdefault(chain[0].node, len(heads))
            leads = base.absolute(chain[0].href) if chain[0].href else None
            found[place] = replace(found[place], head=number, leads=leads)
    for place, part in enumerate(parts):
        items = frozenset(
            (words.setdefault(row.title, len(words)), words.setdefault(row.href, len(words)))
            for row in part.rows
        )
        found[place] = replace(found[place], items=items)
    return tuple(found)
