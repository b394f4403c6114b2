"""Rows that stand in a list and could not be kept as items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from selectolax.lexbor import LexborNode

from repostwatch.model import Unread, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.dates import row_dates
from repostwatch.reading.lists.row import TOP_TAGS, Row
from repostwatch.settings import ReadingSettings

_MOST = 40  # of one list; more tell nothing more
_ROW_TAGS = frozenset(("li", "tr", "dd", "dt", "dl", "div", "p", "article", "a"))
_PAGER = ("下一页", "上一页", "尾页", "末页", "共")
# A row that says what kind of document it is and not which: only its page names it.
_GENERIC = re.compile(
    r"(?:最新|重要|有关|上级|转[发载])?(?:国务院(?:办公厅)?|国办|(?:中共|党)?中央)?的?(?:最新|重要|有关)?"
    r"(?:政策|文件|政策文件|文件精神|通知|意见|决定|公报|信息)(?:[转印]发|转载|发布|通知)?"
)
# Letters that were lost on the way: ????, and Chinese bytes read as Latin ones.
_BROKEN = re.compile(r"[?？�]{4}|[\x80-\xff]{6}")
BROKEN = because(ListCode.ROW_BROKEN)
GENERIC = because(ListCode.ROW_GENERIC)
NO_ADDRESS = because(ListCode.ROW_WITHOUT_ADDRESS)
NO_TITLE = because(ListCode.ROW_WITHOUT_TITLE)
NO_ITEM = because(ListCode.ROW_NO_ITEM)


def unread(
    container: LexborNode, rows: list[Row], base: BaseAddress, settings: ReadingSettings
) -> tuple[Unread, ...]:
    """The rows of a list that are no items of it: without an address on the web, or no item."""
    found = [
        Unread(row.title, NO_ADDRESS, row.date) for row in rows if base.absolute(row.href) is None
    ]
    found += [
        Unread(row.title, GENERIC, row.date)
        for row in rows
        if row.visible and _GENERIC.fullmatch(row.title)
    ]
    found += [Unread(row.title, BROKEN, row.date) for row in rows if _BROKEN.search(row.title)]
    holding = _lines(container, rows)
    if not holding:
        return tuple(found[:_MOST])
    tags = {node.tag for node in _children(container) if node.mem_id in holding} & _ROW_TAGS
    for node in _children(container):
        if node.tag in tags and node.mem_id not in holding:
            missed = _missed(node, settings)
            if missed is not None:
                found.append(missed)
                if len(found) >= _MOST:
                    break
    return tuple(found)


def _children(container: LexborNode) -> Iterable[LexborNode]:
    for node in container.iter():
        # A table's rows stand in its body.
        if node.tag in ("tbody", "thead"):
            yield from node.iter()
        else:
            yield node


def _lines(container: LexborNode, rows: list[Row]) -> set[int]:
    """The elements of a list, one level below it, that hold its rows."""
    found, climbed = set[int](), set[int]()
    for row in rows:
        node: LexborNode | None = row.root
        while node is not None and node.tag not in TOP_TAGS:
            name, parent = node.mem_id, node.parent
            if name in climbed or parent is None:
                break
            climbed.add(name)
            if parent.mem_id == container.mem_id:
                found.add(name)
                break
            if parent.tag in ("tbody", "thead"):
                found.add(name)
            node = parent
    return found


def _missed(node: LexborNode, settings: ReadingSettings) -> Unread | None:
    """A line that looks like a row of the list and is none of the items."""
    text = node.text(separator="\n", strip=True)
    if len(text) > settings.row_chars or node.css_first("th") is not None:
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    words = max(lines, key=len, default="")
    stamp = row_dates.find(text) if text else None
    if stamp is not None:
        rest = [line for line in lines if row_dates.find(line) is None]
        words = max(rest, key=len, default="")
        if len(words) >= 4:
            return Unread(words, NO_ITEM, stamp.date)
        pictured = node.css_first("img") is not None or node.css_first("a") is not None
        return Unread("", NO_TITLE, stamp.date) if pictured else None
    opens = node.css_first("a, [onclick]") is not None or "onclick" in node.attributes
    long = settings.title_chars if opens else settings.long_title_chars
    if len(words) < long or any(mark in words for mark in _PAGER):
        return None
    return Unread(words, NO_ITEM)


def shared(rows: Iterable[Row]) -> int:
    """How many rows are lost because several have one address with unlike titles."""
    lost = 0
    ordered = sorted(rows, key=lambda row: row.href)
    for _, same in groupby(ordered, key=lambda row: row.href):
        titles = {row.title for row in same if len(row.title) >= 4}
        unlike = [
            title
            for title in titles
            if not any(title != other and title in other for other in titles)
        ]
        lost += max(len(unlike) - 1, 0)
    return lost
