"""A page of limited size: what matters most goes in first, and what is left out is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from repostwatch.reporting.sections import Group, Section

Piece = TypeVar("Piece")


@dataclass(slots=True)
class Budget:
    """Bytes that are left of a page."""

    left: int

    def take(self, piece: str) -> bool:
        """Whether the piece fits: then it is paid for."""
        size = len(piece.encode())
        if size > self.left:
            return False
        self.left -= size
        return True

    def fit(self, pieces: Iterable[Piece], draw: Callable[[Piece], str]) -> list[tuple[Piece, str]]:
        """As many of the pieces, in their order, as fit, each with its markup.

        One that does not fit ends it: a smaller one behind it would look like the next in order.
        """
        found = []
        for piece in pieces:
            markup = draw(piece)
            if not self.take(markup):
                break
            found.append((piece, markup))
        return found


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A section cut to what fits, with the markup of each of its groups."""

    section: Section
    markup: tuple[str, ...]


def fit_sections(
    sections: Sequence[Section],
    budget: Budget,
    head: Callable[[Section], str],
    group: Callable[[Section, Group], str],
) -> list[DrawnSection]:
    """The sections in their order. Each has its heading and counts, whether its rows fit or not."""
    for section in sections:
        budget.left -= len(head(section).encode())
    found = []
    for section in sections:
        drawn = budget.fit(section.groups, partial(group, section))
        out = section.groups[len(drawn) :]
        hidden = section.hidden + sum(len(one.rows) + one.hidden for one in out)
        cut = replace(section, groups=tuple(one for one, _ in drawn), hidden=hidden)
        found.append(DrawnSection(cut, tuple(markup for _, markup in drawn)))
    return found
