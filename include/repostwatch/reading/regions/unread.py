"""Rows that stand in a list and could not be kept as items."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from selectolax.lexbor import LexborNode

from repostwatch.model import Unread, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.addresses import BaseAddress, LinkTarget, link_target, usable
from repostwatch.reading.dates import row_dates
from repostwatch.reading.dates.update_claims import claims
from repostwatch.reading.dom.unseen import Hidden
from repostwatch.reading.lists.row import TOP_TAGS, Row
from repostwatch.settings import ReadingSettings

_MOST = 40  # of one list; more tell nothing more
_ROW_TAGS = frozenset(("li", "tr", "dd", "dt", "dl", "div", "p", "article", "a"))
_PAGER = ("下一页", "上一页", "尾页", "末页", "共")
# A row that says what kind of document it is and not which: only its page names it.
_GENERIC = re.compile(
    r"(?:最新|重要|有关|上级|转[发载])?(?:国务院(?:办公厅)?|国办|(?:中共|党)?中央)?的?(?:最新|重要|有关)?"
    r"(?:政策|文件|政策文件|文件精神|通知|意见|决定|公报|信息)(?:[转印]发|转载|发布|通知)?"
    # Nor does what only says what opens behind it.
    r"|(?:请?点击|点此)?(?:查看|下载|阅读|浏览|打开)?"
    r"(?:附件|全文|原文|正文|详情|详细|图片|文档|pdf|ofd|wps|word|docx?|xlsx?|jpe?g|png)(?:版|文件|格式|下载|\d{1,3})?",
    re.IGNORECASE,
)
# Letters that were lost on the way: ????, Chinese bytes read as Latin ones, or still coded; a
# template's; and what a script shows of a value that it did not have.
_BROKEN = re.compile(
    r"[?？�]{4}|�[^�]{0,40}�|[\x80-\xff]{6}|(?:%[0-9a-f]{2}){6}|(?:[%\\]u\{?[0-9a-f]{4}\}?){3}"
    r"|(?:=[0-9a-f]{2}){6}|(?:&#x?[0-9a-f]{2,6};){3}"
    r"|\$!?\{|\{\{|<%|%>"
    r"|^(?:undefined|null|nan|none|\[object object\]|[a-z0-9+/]{32,}={0,2})$",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_LETTERS = 4
# A style that moves single letters of a title to other places in it.
_MOVED = re.compile(
    r"(?:^|;)(?:-webkit-)?(?:order:-?\d|float:right|position:(?:absolute|relative)|transform:translate)"
)
_FEWEST_MOVED = 3
REORDERED = because(ListCode.ROW_REORDERED)
BROKEN = because(ListCode.ROW_BROKEN)
GENERIC = because(ListCode.ROW_GENERIC)
NO_ADDRESS = because(ListCode.ROW_WITHOUT_ADDRESS)
NO_TITLE = because(ListCode.ROW_WITHOUT_TITLE)
_DRAWN = (
    "canvas, video, svg, object, embed, area[href], button[onclick], input[type=button], "
    "input[type=image], input[readonly][value]"
)
_SIGNED_BY_PICTURES = (LinkTarget.CHANNEL, LinkTarget.ROOT)
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
    found += [Unread(row.title, BROKEN, row.date) for row in rows if _is_broken(row.title)]
    found += [Unread(row.title, REORDERED, row.date) for row in rows if _is_reordered(row)]
    holding = lines_of(container, rows)
    if not holding:
        return tuple(found[:_MOST])
    lines = [node for node in _children(container) if node.mem_id in holding]
    tags = {node.tag for node in lines} & _ROW_TAGS
    dated = row_dates.find(lines[0].text(separator="\n", strip=True) or "") is not None
    last = lines[-1].mem_id
    above, hidden = True, Hidden()
    for node in _children(container):
        above = above and node.mem_id != last
        if node.tag in tags and node.mem_id not in holding:
            missed = _missed(node, settings)
            if missed is None and above:
                missed = _titleless(node, hidden, dated=dated)
            if missed is not None:
                found.append(missed)
                if len(found) >= _MOST:
                    break
    return tuple(found)


def _is_broken(title: str) -> bool:
    """Whether the letters of a title are not those that its author wrote."""
    if _BROKEN.search(title):
        return True
    if not _CHINESE.search(title):
        return False
    # Chinese in UTF-8 that was read as GBK: its bytes make words once more, others do not.
    again = title.encode("gb18030", "replace").decode("utf-8", "replace")
    words = len(_CHINESE.findall(again))
    return words >= _FEWEST_LETTERS and words > 2 * again.count("\ufffd")


def _is_reordered(row: Row) -> bool:
    moved = [
        one
        for one in row.node.css("[style]")
        if _MOVED.search("".join((one.attributes.get("style") or "").lower().split()))
        and len((one.text() or "").strip()) in (1, 2)
    ]
    return len(moved) >= _FEWEST_MOVED


def _children(container: LexborNode) -> Iterable[LexborNode]:
    for node in container.iter():
        # A table's rows stand in its body.
        if node.tag in ("tbody", "thead"):
            yield from node.iter()
        else:
            yield node


def lines_of(container: LexborNode, rows: list[Row]) -> set[int]:
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
    if claims(text):
        return None
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


def _titleless(node: LexborNode, hidden: Hidden, *, dated: bool) -> Unread | None:
    """A line that has no title, but a date as the other lines have theirs, or what a browser draws
    or opens in the place of one. `dated`: the lines of this list have dates of their own, so that
    a date alone is no heading of the lines below it."""
    text = (node.text(separator="\n", strip=True) or "").strip()
    if claims(text):
        return None
    stamp = row_dates.find(text) if text else None
    if node.css_first("svg text, svg foreignObject") is not None:
        return Unread("", NO_TITLE, stamp.date if stamp else None)
    if any(len(line) >= 4 and row_dates.find(line) is None for line in text.split("\n")):
        return None
    if node.css_first("th") is not None or hidden.holds(node):
        return None
    if stamp is not None and dated:
        return Unread("", NO_TITLE, stamp.date)
    if node.css_first(_DRAWN) is None:
        hrefs = [
            href for link in node.css("a") if usable(href := link.attributes.get("href") or "")
        ]
        # A picture that leads to a channel or a site is a sign for it, not a row.
        if node.css_first("img") is not None:
            hrefs = [href for href in hrefs if link_target(href) not in _SIGNED_BY_PICTURES]
        if not hrefs:
            return None
    return Unread("", NO_TITLE, stamp.date if stamp else None)


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
