"""Rows that a script opens: the address in the call, or a fragment for a row without one.

Such a row is an item all the same: its address is that of its page, with a fragment that tells
it from the others. No page of its own can be read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from repostwatch.reading import addresses
from repostwatch.reading.addresses import ROW_MARK

if TYPE_CHECKING:
    from repostwatch.reading.lists.row import Row

PLACES = ("data-href", "data-url", "data-link", "tagname")
_OPENING = frozenset(("onclick", *PLACES))
HANDLED = "[onclick], [data-href], [data-url]"
_OPENERS = "a, input, button, select"
_NAMES = ("data-row", "data-id", "id")
_AROUND = 3  # elements around a link that may open its page in its stead
_ROWS = frozenset(("li", "tr", "dl", "article", "div", "p", "dd", "td", "section"))
_TITLE = 8  # characters of the shortest title that makes a link without address an item
_ROW_CHARS = 400  # a longer text is a section of the page
_LONGEST = 80  # characters of a row's name; longer calls are compared by their first
_NO_PAGE = re.compile(r"\s*(?:mailto|tel|sms|data|about|vbscript):", re.IGNORECASE)
_TOOL = re.compile(
    r"扫一扫|分享|打印|关闭|收藏|字体|字号|纠错|返回|首页|朗读|语音|无障碍|下载|登录|注册|举报|评论|切换|回到|二维码|搜索"
)
_SEARCHES = re.compile(r"search|sousuo|query|\bso\(", re.IGNORECASE)
_SAME = 3  # so many titles under one address in one list are no one page


def address(href: str, node: LexborNode, *, rows: bool) -> str:
    """The address that a link without one leads to, by its own attributes or, where the page has
    `rows` with handlers, those of its row."""
    if href and addresses.usable(href):
        return href
    found = _in_attributes(href, node.attributes)
    around = node.parent if rows else None
    for _level in range(_AROUND):
        if found or around is None or around.tag not in _ROWS:
            break
        attributes = around.attributes
        if _OPENING.isdisjoint(attributes):
            break
        found = _in_attributes("", attributes)
        around = around.parent
    return found


def _in_attributes(href: str, attributes: dict[str, str | None]) -> str:
    for name in PLACES:
        place = attributes.get(name)
        if place and addresses.usable(place):
            return place
    code = f"{href} {attributes.get('onclick') or ''}"
    return (addresses.in_handler(code) or "") if "'" in code or '"' in code else ""


def row_name(href: str, node: LexborNode) -> str:
    """The name of a row that a script opens, empty where it is none: a tool, a menu entry."""
    words = node.text_lexbor() or ""
    if len(words) < _TITLE:
        return ""  # most are menus, tabs and buttons
    title = " ".join(words.split())
    call = f"{href}{node.attributes.get('onclick') or ''}"
    if _SEARCHES.search(call) and title[:_TITLE] in call:
        return ""  # a hot word, a suggestion: it asks for its own words
    if not _TITLE <= len(title) <= _ROW_CHARS or _NO_PAGE.match(href) or is_tool(title):
        return ""
    return ROW_MARK + _name(href, node.attributes, title)


def is_tool(title: str) -> bool:
    """Whether a title names what a page offers to do with it."""
    return len(title) < 2 * _TITLE and _TOOL.search(title) is not None


def _name(href: str, attributes: dict[str, str | None], title: str) -> str:
    call = "".join((attributes.get("onclick") or href).split()).removeprefix("javascript:")
    if not re.search(r"\w\(\s*['\"]?[\w-]*\d", call):
        call = next((value for name in _NAMES if (value := attributes.get(name))), title)
    return quote(call[:_LONGEST], safe="")


def rows_among(handled: list[LexborNode]) -> list[LexborNode]:
    """The rows among the elements that do something when they are clicked."""
    return [node for node in handled if node.tag in _ROWS]


def without_link(rows: list[LexborNode]) -> set[int]:
    """Of such rows the innermost that hold no link or button, by their mem_id."""
    above: set[int] = set()
    for node in rows:
        around = node.parent
        while around is not None and (name := around.mem_id) not in above:
            above.add(name)
            around = around.parent
    innermost = (node for node in rows if node.mem_id not in above)
    return {node.mem_id for node in innermost if node.css_first(_OPENERS) is None}


def name_rows(kept: list[Row]) -> None:
    """Give the rows of a list that share one address, each under a title of its own, a name."""
    if len({row.href for row in kept}) == len(kept):
        return
    alike: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in kept:
        alike[row.list_key, row.href].append(row)
    for (_, href), rows in alike.items():
        if len(rows) < 2 or ROW_MARK in href:
            continue
        titles = {row.title for row in rows}
        calls = {row.node.attributes.get("onclick") or "" for row in rows} - {""}
        if len(titles) >= _SAME or (len(titles) > 1 and len(calls) > 1):
            for row in rows:
                name = _name("", row.node.attributes, row.title)
                row.href = f"{href.partition('#')[0]}{ROW_MARK}{name}"
