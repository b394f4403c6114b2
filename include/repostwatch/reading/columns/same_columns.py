"""What a homepage shows of one column in several pieces, or again, is one column.

A copy for small screens, the halves of a list, a list that clones itself to scroll, a table within
a table: each of them stands in the page more than once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.model import PageDate, Reason
from repostwatch.model.home_columns import ColumnKind, HomeColumn
from repostwatch.reading.regions.newest import MONTH

# What asks for less goes before, where one list stands under several names.
_LENIENT = (
    ColumnKind.STANDING,
    ColumnKind.OTHER,
    ColumnKind.PERSONNEL,
    ColumnKind.NOTICE,
    ColumnKind.NEWS,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page as a column. `head` numbers its heading, `leads` is where that leads, and
    `rows` are the numbers of its items' titles and addresses."""

    column: HomeColumn
    head: int | None = None
    leads: str | None = None
    rows: frozenset[tuple[int, int]] = frozenset()

    def signs(self) -> Iterator[Hashable]:
        """What no other column has: a piece with one of these in common is of the same one."""
        name = self.column.name
        if self.rows:
            yield self.rows
        if name:
            yield from ((name, "row", title) for title, _ in self.rows)
            if self.head is not None:
                yield name, "head", self.head
            if self.leads is not None:
                yield name, "leads", self.leads


def once(pieces: Sequence[Piece]) -> tuple[HomeColumn, ...]:
    """Each column once, in the order of their first pieces. One that may be another of its name,
    as neither their items nor where their headings lead tells them apart, is marked as `again`."""
    seen: dict[str, list[str | None]] = defaultdict(list)  # what tells those of a name apart
    found: list[HomeColumn] = []
    for group in _groups(pieces):
        column = _joined([piece.column for piece in group])
        shows = any(piece.rows for piece in group)
        leads = next((piece.leads for piece in group if piece.leads), None) if shows else None
        others = seen[column.name] if column.name and not column.aside else []
        again = bool(others) and None in (leads, *others)
        others.append(leads)
        found.append(replace(column, again=again))
    return tuple(found)


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces that signs hold together, also by way of others."""
    above = list(range(len(pieces)))

    def first(number: int) -> int:
        while above[number] != number:
            above[number] = number = above[above[number]]
        return number

    bearers: dict[Hashable, int] = {}
    for number, piece in enumerate(pieces):
        for sign in piece.signs():
            one, other = sorted((first(bearers.setdefault(sign, number)), first(number)))
            above[other] = one
    groups: dict[int, list[Piece]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        groups[first(number)].append(piece)
    return list(groups.values())


def _joined(columns: Sequence[HomeColumn]) -> HomeColumn:
    """One column of what its pieces have: as new as the newest of them."""
    if len(columns) == 1:
        return columns[0]
    named = [one for one in columns if one.name and not one.aside] or columns
    first = min(named, key=lambda one: (not one.name, _LENIENT.index(one.kind)))
    full = [one for one in columns if one.items]
    unseen = any(one.items is None for one in columns)
    items = sum(one.items or 0 for one in full) if full else None if unseen else 0
    newest, doubted, doubt = _newest(columns)
    return replace(
        first,
        items=items,
        dated=sum(one.dated for one in columns),
        newest=newest,
        whole=all(one.whole for one in full or columns) and not unseen,
        doubted=doubted,
        doubt=doubt,
        aside=all(one.aside for one in columns),
        hidden=all(one.hidden for one in columns),
        waits=any(one.waits for one in columns),
    )


def _newest(
    columns: Sequence[HomeColumn],
) -> tuple[PageDate | None, PageDate | None, Reason | None]:
    """The newest date of all, and the latest that may be newer, with why that is not certain."""
    dates = [one.newest for one in columns if one.newest is not None]
    newest = max(dates, key=lambda date: date.interval.earliest, default=None)
    doubts = [(one.doubted, one.doubt) for one in columns if one.doubted is not None]
    # A month without its day begins before what it may be newer than.
    doubts += [(date, MONTH) for date in dates if newest and _end(date) > _end(newest)]
    doubted, doubt = max(doubts, key=lambda one: _end(one[0]), default=(None, None))
    return newest, doubted, doubt


def _end(date: PageDate) -> datetime:
    return date.interval.latest
