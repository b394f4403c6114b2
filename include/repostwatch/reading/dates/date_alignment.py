"""Dates that stand between the links of a list, dealt out to the rows they belong to.

Where a list puts dates between the rows, or several links into one, the pieces without links
tell: one such date makes the whole container a row, several alternate with the rows.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from repostwatch.reading.dates import row_dates
from repostwatch.reading.dates.date_pieces import Found
from repostwatch.reading.lists.row import ROW_TAGS, TOP_TAGS, Anchors, Row

_RAW_CHARS = 4000  # with the blanks of the markup
_PIECE_CHARS = 120  # a longer text without a link is no date beside one
_LINKS_IN_ROW = 6
_BETWEEN = frozenset(("-text", "_comment", "-comment", "br", "hr"))


def align_dates(anchors: Anchors) -> None:
    """Give the rows without a date the one that stands beside them outside their own piece."""
    aligner = _DateAligner(anchors)
    for row in anchors.rows:
        if not row.visible and len(row.title) >= 4:
            aligner.look_around(row)


class _DateAligner:
    """Deals dates out, each container once."""

    def __init__(self, anchors: Anchors) -> None:
        self.above = anchors.above
        self.owners = {row.node.mem_id: row for row in anchors.rows}
        self.dealt: set[int] = set()

    def look_around(self, row: Row) -> None:
        """Look for the date among the pieces without links around the row, up to three levels."""
        container = row.list_node
        for _level in range(3):
            if container is None or container.tag in TOP_TAGS or container.mem_id in self.dealt:
                return
            self.dealt.add(container.mem_id)
            if self._deal_out(container) or container.tag in ROW_TAGS:
                return
            container = container.parent

    def _deal_out(self, container: LexborNode) -> bool:
        """Give the dates that stand between the links of a container to its rows."""
        children = list(container.iter(include_text=True))
        between = self._dates(children)
        if not between:
            return False
        groups = [(self._rows_in(node), between.get(at)) for at, node in enumerate(children)]
        groups = [group for group in groups if group[0] or group[1]]
        dated = [index for index, (_, found) in enumerate(groups) if found is not None]
        # What stands behind a title may be a list of what belongs to it.
        first = next((inside for inside, _ in groups if inside), [])
        if len(dated) == 1 and not _is_list(first) and len(groups) <= _LINKS_IN_ROW + 1:
            main = first[0] if first else None
            if main is not None and (whole := _repeated(container)) is not None:
                _give([main], groups[dated[0]][1])
                parent = whole.parent
                main.root, main.list_node = whole, parent
                main.list_key = parent.mem_id if parent is not None else 0
                return True
        if len(dated) < 2:
            return False
        follows = sum(1 for i in dated if i > 0 and groups[i - 1][0])
        leads = sum(1 for i in dated if i + 1 < len(groups) and groups[i + 1][0])
        before = leads > follows or (leads == follows and bool(groups[-1][0]))
        for index in dated:
            other = index + 1 if before else index - 1
            if 0 <= other < len(groups) and groups[other][0]:
                # A date above a group of links dates them all, a date after one only that one.
                inside = groups[other][0]
                _give(inside if before else inside[:1], groups[index][1])
        return True

    def _dates(self, children: list[LexborNode]) -> dict[int, Found]:
        """The dates that stand in children without rows, by their place among them."""
        dates: dict[int, Found] = {}
        above, owners = self.above, self.owners
        for at, child in enumerate(children):
            if child.is_text_node:
                text = (child.text_content or "").strip()
            elif (name := child.mem_id) in above or name in owners:
                continue
            elif len(raw := child.text_lexbor() or "") < _RAW_CHARS and row_dates.possible(raw):
                text = child.text(separator="\n", strip=True)
            else:
                continue
            if text and len(text) < _PIECE_CHARS and (found := row_dates.find(text)) is not None:
                dates[at] = found
        return dates

    def _rows_in(self, node: LexborNode) -> list[Row]:
        if node.mem_id not in self.above and node.mem_id not in self.owners:
            return []
        anchors = [node] if node.tag == "a" else node.css("a")
        return [row for a in anchors if (row := self.owners.get(a.mem_id)) is not None]


def _is_list(rows: list[Row]) -> bool:
    """Whether rows stand each in a row of a list: a date beside that is none of theirs."""
    roots = {row.root.mem_id for row in rows if row.root.tag in ROW_TAGS}
    return len(roots) > 1


def _give(rows: list[Row], found: Found | None) -> None:
    for row in rows:
        if row.date is None and row.month_day is None and row.ago is None:
            row.take(found)


def _repeated(container: LexborNode) -> LexborNode | None:
    """The element, if it is one of several alike: a row, not a section of the page.

    One that is alone in another stands for that: <div><ul><li>link</li><li>date</li></ul></div>.
    """
    if container.tag in ROW_TAGS:
        return container
    for step in ("next", "prev"):
        other: LexborNode | None = getattr(container, step)
        while other is not None and other.tag in _BETWEEN:
            other = getattr(other, step)
        if other is not None and other.tag == container.tag:
            alike = other.attributes.get("class") == container.attributes.get("class")
            return container if alike else None
        if other is not None:
            return None
    around = container.parent
    return _repeated(around) if around is not None and around.tag not in TOP_TAGS else None
