"""Lists whose rows a script writes, as far as that is seen without running it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode

from repostwatch.reading.dates import row_dates
from repostwatch.reading.dom import nodes
from repostwatch.reading.formats import scripts as script_lists

LISTS = frozenset(("ul", "ol", "dl", "table", "tbody"))
ROWS = frozenset(("li", "tr", "dd", "dt"))
_PAGE = frozenset(("html", "head", "body"))
_LEVELS = 4  # elements from a script up to the row in which it stands
_TITLE = 4  # letters; what has fewer beside its date is no title
_FILLS = re.compile(
    r"\bfetch\s*\(|\bimport\s*\(|XMLHttpRequest|\$\.(?:get|getJSON|getScript|post|ajax)\b|\baxios\b"
    r"|\.(?:load|prepend|insertAdjacentHTML)\s*\(|\.(?:inner|outer)HTML\s*\+?=(?!=)"
)
# The elements that a script means by a selector, and what it does with them.
_MEANT = re.compile(
    r"(?:(?P<name>[\w$]{1,40})\s?=\s?)?(?:document\.)?(?P<call>\$|jQuery|querySelector(?:All)?|getElementsBy(?:Class|Tag)Name)"
    r"\(\s?[\"'](?P<selector>[^\"'\\<>(){}\n]{1,80})[\"']\s?\)(?:\[0\]|\.eq\(0\)|\.first\(\))?"
)
_PUTS = (
    r"\.(?:(?:prepend|load|replaceWith|insertBefore|replaceChildren)\s?\(|html\s?\(\s?(?![\"')])"
    r"|insertAdjacentHTML\s?\(\s?[\"']after[bB]egin|(?:inner|outer)HTML\s?\+?=\s?(?![=\"']))"
)
_PUTS_THERE = re.compile(_PUTS)
_PUTS_BY_NAME = re.compile(rf"(?P<name>[\w$]{{1,40}}){_PUTS}")
_PUT_INTO = re.compile(
    r"\.(?:prependTo|replaceAll)\(\s?[\"'](?P<selector>[^\"'\\<>(){}\n]{1,80})[\"']\s?\)"
)
_SELECTORS = 40  # of a page that are looked for in it
_NAME = re.compile(r"[\w$-]+")


def written_into(scripts: Sequence[tuple[LexborNode, str]]) -> Iterator[LexborNode]:
    """The lists in which, or in a row of which, a script stands that writes what was not read.
    Elsewhere such a script counts visits or puts up a date."""
    for node, code in scripts:
        around = node.parent
        in_row = around is not None and around.tag in ROWS
        if around is not None and in_row:
            around = around.parent
        if around is None or around.tag not in LISTS:
            continue
        # In a row that has its title, a script from elsewhere or a request counts visits.
        fills = not in_row and (_FILLS.search(code) or node.attributes.get("src"))
        if fills or script_lists.unresolved(code):
            yield around


def standing_beside(scripts: Iterable[tuple[LexborNode, str]]) -> Iterator[int]:
    """The elements, by their mem_id, in which a script stands, and those right behind which one
    stands that writes what was not read."""
    for node, code in scripts:
        around = node.parent
        if around is None or around.tag in _PAGE or not (code.strip() or node.attributes):
            continue
        yield around.mem_id
        before = nodes.elements(node, "prev")[:1] if script_lists.unresolved(code) else ()
        yield from (one.mem_id for one in before)


def filled(parsed: Tree, codes: Iterable[str]) -> Iterator[LexborNode]:
    """The elements into which scripts put something by a selector, before what they hold."""
    selectors = dict.fromkeys(one for code in codes for one in _selectors(code))
    for selector in list(selectors)[:_SELECTORS]:
        try:
            yield from parsed.css(selector)
        except ValueError:
            continue  # one of jQuery's own


def _selectors(code: str) -> Iterator[str]:
    if not _PUTS_THERE.search(code) and not _PUT_INTO.search(code):
        return
    yield from (match["selector"] for match in _PUT_INTO.finditer(code))
    kept = {match["name"] for match in _PUTS_BY_NAME.finditer(code)}
    for match in _MEANT.finditer(code):
        if match["name"] in kept or _PUTS_THERE.match(code, match.end()):
            sign = {"getElementsByClassName": "."}.get(match["call"], "")
            yield sign + match["selector"]


def scripted_rows(scripts: Iterable[tuple[LexborNode, str]]) -> list[LexborNode]:
    """The rows in which a script of their own stands."""
    rows = (_row(node) for node, code in scripts if code.strip() or node.attributes.get("src"))
    return [row for row in rows if row is not None]


def filled_by_script(
    parsed: Tree, scripted: Iterable[LexborNode], codes: Sequence[str]
) -> Iterator[LexborNode]:
    """The lists of rows that say nothing by themselves and that a script of theirs fills, or any
    that names them. To be asked for once the scripts are out of the tree."""
    for row in scripted:
        if row.parent is not None and _says_nothing(row):
            yield row.parent
    words = {word for code in codes for word in _NAME.findall(code)}
    # By what it is named in, and not by what it stands in: that may be thousands of elements.
    named = [one for one in parsed.css("[id]") if (one.attributes.get("id") or "") in words]
    for node in named:
        held = _row(node)
        if held is None or held.parent is None or (node.text() or "").strip():
            continue
        if _says_nothing(held):
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
