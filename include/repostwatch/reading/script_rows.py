"""Lists whose rows a script writes, as far as that is seen without running it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode

from repostwatch.reading.dates import row_dates
from repostwatch.reading.formats import scripts as script_lists

LISTS = frozenset(("ul", "ol", "dl", "table", "tbody"))
ROWS = frozenset(("li", "tr", "dd", "dt"))
_LEVELS = 4  # elements from a script up to the row in which it stands
_TITLE = 4  # letters; what has fewer beside its date is no title
_NAMED = "li[id], tr[id], dd[id], li [id], tr [id], dd [id]"
_NAME = re.compile(r"[\w$-]+")


def written_into(scripts: Sequence[tuple[LexborNode, str]]) -> Iterator[LexborNode]:
    """The lists in which, or in a row of which, a script stands that writes what was not read.
    Elsewhere such a script counts visits or puts up a date."""
    for node, code in scripts:
        around = node.parent
        if around is not None and around.tag in ROWS:
            around = around.parent
        if around is not None and around.tag in LISTS and script_lists.unresolved(code):
            yield around


def scripted_rows(scripts: Iterable[tuple[LexborNode, str]]) -> list[LexborNode]:
    """The rows in which a script of their own stands."""
    rows = (_row(node) for node, code in scripts if code.strip())
    return [row for row in rows if row is not None]


def filled_by_script(
    parsed: Tree, scripted: Iterable[LexborNode], codes: Sequence[str]
) -> Iterator[LexborNode]:
    """The lists of rows that say nothing by themselves and that a script of theirs fills, or any
    that names them. To be asked for once the scripts are out of the tree."""
    for row in scripted:
        if row.parent is not None and _says_nothing(row):
            yield row.parent
    empty = [node for node in parsed.css(_NAMED) if not (node.text() or "").strip()]
    if not empty:
        return
    words = {word for code in codes for word in _NAME.findall(code)}
    for node in empty:
        held = _row(node) if (node.attributes.get("id") or "") in words else None
        if held is not None and held.parent is not None and _says_nothing(held):
            yield held.parent


def _row(node: LexborNode) -> LexborNode | None:
    around: LexborNode | None = node
    for _ in range(_LEVELS):
        if around is None or around.tag in LISTS:
            return None
        if around.tag in ROWS:
            return around
        around = around.parent
    return None


def _says_nothing(row: LexborNode) -> bool:
    """Whether a row has no title, whatever date it has, and no picture in its place."""
    if row.css_first("img, th") is not None:
        return False
    lines = (row.text(separator="\n", strip=True) or "").split("\n")
    return all(len(line) < _TITLE or row_dates.find(line) is not None for line in lines)
