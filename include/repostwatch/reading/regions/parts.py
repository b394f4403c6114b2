"""Rows that stand together, gathered into the parts of a page, and the pager of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from selectolax.lexbor import LexborNode

from repostwatch.model import PageDate
from repostwatch.reading.document import Document
from repostwatch.reading.formats.records import SET_APART
from repostwatch.reading.lists.row import Anchors, Row
from repostwatch.reading.regions import pagers, places
from repostwatch.reading.regions.heads import Head

_ROWS = frozenset(("li", "tr", "td", "dd", "dt", "p", "span", "a", "em", "b", "strong", "font"))


@dataclass
class Part:
    """Rows that stand together, as they are gathered."""

    node: LexborNode
    rows: list[Row]
    blocks: list[int]
    chain: list[Head]
    next_url: str | None = None
    paged: bool = False
    pieces: list[tuple[LexborNode, list[Row]]] = field(init=False)  # each container with its rows
    last: PageDate | None = field(init=False)  # the date of the last row that has one

    def __post_init__(self) -> None:
        self.pieces = [(self.node, list(self.rows))]
        self.last = next(filter(None, map(_date, reversed(self.rows))), None)


def containers(
    kept: Sequence[Row], blocks: dict[int, int]
) -> list[tuple[LexborNode, list[Row], list[int]]]:
    """The elements that hold rows, with these and the numbers of their blocks, in page order."""
    found: dict[int, tuple[LexborNode, list[Row], list[int]]] = {}
    for row in kept:
        node = row.list_node
        while node is not None and node.tag in _ROWS and node.parent is not None:
            node = node.parent
        if node is None:
            continue
        _, rows, numbers = found.setdefault(node.mem_id, (node, [], []))
        rows.append(row)
        if (number := blocks[row.list_key]) not in numbers:
            numbers.append(number)
    return list(found.values())


def anchors_above(standing: Sequence[tuple[LexborNode, list[Row], list[int]]]) -> set[int]:
    """The elements that hold rows, and all above them."""
    return places.holding(node for node, _, _ in standing)


def joined_parts(parts: list[Part], names: frozenset[str]) -> list[Part]:
    """Pieces of one list are one: under the same headings, the later continuing the earlier."""
    joined: list[Part] = []
    numbers: set[int] = set()  # of the blocks of the last one
    for part in parts:
        before = joined[-1] if joined else None
        if before is not None and _continues(before, part, numbers):
            before.pieces += part.pieces
            before.rows += part.rows
            before.blocks += [number for number in part.blocks if number not in numbers]
            before.last = part.last or before.last
            numbers.update(part.blocks)
            continue
        joined.append(part)
        numbers = set(part.blocks)
    return joined


def tell_blocks_apart(parts: Sequence[Part], blocks: dict[int, int]) -> None:
    taken: dict[int, int] = {}
    unused = count(max(blocks.values(), default=-1) + 1)
    for number, part in enumerate(parts):
        new: dict[int, int] = {}
        for name in dict.fromkeys(row.list_key for row in part.rows):
            block = blocks[name]
            if taken.setdefault(block, number) != number:
                if block not in new:
                    new[block] = next(unused)
                    taken[new[block]] = number
                blocks[name] = new[block]
        if new:
            part.blocks = [new.get(block, block) for block in part.blocks]


def _continues(before: Part, part: Part, numbers: set[int]) -> bool:
    mine, other = (list_of_its_own(one.node) for one in (before, part))
    if (mine and mine.mem_id) != (other and other.mem_id):
        return False
    if before.chain[:1] != part.chain[:1]:
        return False
    if not numbers.isdisjoint(part.blocks):
        return True
    last = before.last
    first = next(filter(None, map(_date, part.rows)), None)
    if last is None and first is None:
        return before.node.tag == part.node.tag
    if last is None or first is None:
        return len(before.rows) == 1  # a headline of its own above the list
    return first.interval.earliest <= last.interval.earliest


def list_of_its_own(node: LexborNode) -> LexborNode | None:
    """Which list of an answer that has several a part stands in, None where in none of such."""
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html"):
        if SET_APART in part.attributes:
            return part
        part = part.parent
    return None


def dates_of(rows: Sequence[Row]) -> list[PageDate]:
    return [date for row in rows if (date := _date(row)) is not None]


def _date(row: Row) -> PageDate | None:
    return row.date or row.address_date


def give_pagers(doc: Document, anchors: Anchors, parts: list[Part]) -> None:
    if not anchors.pagers:
        return
    holding: dict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        for name in places.holding(node for node, _ in part.pieces):
            holding[name].append(number)
    for href, node in anchors.pagers:
        url = doc.base.absolute(href)
        for number in pagers.owners(node, holding):
            parts[number].paged = True
            parts[number].next_url = parts[number].next_url or url
