"""Published figures of the past beside ours, where their scope is the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from repostwatch.model import Level, Portal

NARROW = frozenset({Level.DEPARTMENT, Level.PROVINCE})


class PastFigure(Protocol):
    """The figures of a past bulletin; empty if it had none.

    `scope` is the levels of the portals that it covered.
    """

    @property
    def period(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def scope(self) -> frozenset[Level]: ...
    @property
    def column_rate(self) -> str: ...
    @property
    def repost_rate(self) -> str: ...


def comparable(
    past: Iterable[PastFigure], portals: Sequence[Portal]
) -> tuple[list[PastFigure], list[PastFigure]]:
    """Past figures over the same levels as ours, and those over others: never one series."""
    ours = frozenset(portal.level for portal in portals)
    published = [figure for figure in past if figure.column_rate or figure.repost_rate]
    return (
        [figure for figure in published if figure.scope == ours],
        [figure for figure in published if figure.scope != ours],
    )
