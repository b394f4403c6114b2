"""Dates that stand between the links of a list, dealt out to the rows they belong to.

Where a list puts dates between the rows, or several links into one, the pieces without links
tell: one such date makes the whole container a row, several alternate with the rows.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from repostwatch.reading import listdates
from repostwatch.reading.rows import ROW_TAGS, TOP_TAGS, Row

_SECTION_CHARS = 20_000  # so much text is a section of the page, no list of rows
_LINKS_IN_ROW = 6


def deal_dates(found: list[Row]) -> None:
    """Give the rows without a date the one that stands beside them outside their own piece."""
    dealt: set[int] = set()
    owners: dict[int, Row] = {}
    for row in found:
        if not row.visible and len(row.title) >= 4:
            owners = owners or {row.node.mem_id: row for row in found}
            _date_beside(row, dealt, owners)


def _date_beside(row: Row, dealt: set[int], owners: dict[int, Row]) -> None:
    """Look for the date among the pieces without links around the row, up to three levels."""
    container = row.list_node
    for _level in range(3):
        if container is None or container.tag in TOP_TAGS:
            return
        if container.mem_id in dealt:
            return
        dealt.add(container.mem_id)
        if _deal_out(container, owners) or container.tag in ROW_TAGS:
            return
        container = container.parent


def _deal_out(container: LexborNode, owners: dict[int, Row]) -> bool:
    """Give the dates that stand between the links of a container to its rows."""
    text = container.text(separator="\n", strip=True)
    if len(text) > _SECTION_CHARS or not listdates.maybe(text):
        return False
    pieces: list[tuple[list[Row], listdates.Found | None]] = []
    for child in container.iter(include_text=True):
        inside = _rows_in(child, owners)
        if inside:
            pieces.append((inside, None))
            continue
        text = child.text(separator="\n", strip=True)
        if text and len(text) < 120 and (found := listdates.find(text)) is not None:
            pieces.append(([], found))
    dated = [index for index, (_, found) in enumerate(pieces) if found is not None]
    if len(dated) == 1 and len(pieces) <= _LINKS_IN_ROW + 1:
        main = next((inside[0] for inside, _ in pieces if inside), None)
        if main is not None and _repeats(container):
            _give([main], pieces[dated[0]][1])
            parent = container.parent
            main.root, main.list_node = container, parent
            main.list_key = parent.mem_id if parent is not None else 0
            return True
    if len(dated) < 2:
        return False
    follows = sum(1 for i in dated if i > 0 and pieces[i - 1][0])
    leads = sum(1 for i in dated if i + 1 < len(pieces) and pieces[i + 1][0])
    before = leads > follows or (leads == follows and bool(pieces[-1][0]))
    for index in dated:
        other = index + 1 if before else index - 1
        if 0 <= other < len(pieces) and pieces[other][0]:
            # A date above a group of links dates them all, a date after one only that one.
            inside = pieces[other][0]
            _give(inside if before else inside[:1], pieces[index][1])
    return True


def _give(rows: list[Row], found: listdates.Found | None) -> None:
    for row in rows:
        if row.date is None and row.month_day is None:
            row.take(found)


def _rows_in(node: LexborNode, owners: dict[int, Row]) -> list[Row]:
    if node.tag == "-text":
        return []
    if node.tag == "a":
        row = owners.get(node.mem_id)
        return [row] if row is not None else []
    return [row for anchor in node.css("a") if (row := owners.get(anchor.mem_id)) is not None]


def _repeats(container: LexborNode) -> bool:
    """Whether an element is one of several alike: a row, not a section of the page."""
    if container.tag in ROW_TAGS:
        return True
    for step in ("next", "prev"):
        other: LexborNode | None = getattr(container, step)
        while other is not None and other.tag in ("-text", "_comment", "-comment", "br", "hr"):
            other = getattr(other, step)
        if other is not None and other.tag == container.tag:
            return bool(other.attributes.get("class") == container.attributes.get("class"))
    return False
