"""Headings that are entries of a menu, a crumb trail or a line of links."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from repostwatch.reading.dom import nodes

_ENTRY = 8  # a shorter link to the heading's own address is its 更多
_MENU = re.compile(r"首页|网站地图|联系我们|无障碍|设为首页|加入收藏|隐私|版权|关于我们")
_CRUMB = re.compile(r"位置|>\s?$|›\s?$|»\s?$")
_IN_LINE = frozenset(("-text", "a", "span", "b", "strong", "em", "i", "font", "img"))


def in_menu(heading: LexborNode) -> bool:
    """Whether the line that the heading stands in is a menu, a footer or a crumb trail."""
    link = nodes.enclosing_link(heading)
    if link is None:
        return False
    part: LexborNode = link
    for _level in range(2):
        before = part.prev
        while before is not None and not (before.text() or "").strip():
            before = before.prev
        if before is not None and before.tag in _IN_LINE:
            text = " ".join((before.text_content or before.text() or "").split())
            if len(text) < 24 and _CRUMB.search(text):
                return True
        if part.parent is None or part.parent.tag in ("body", "html"):
            return False
        part = part.parent
        line = part.text() or ""
        if len(line) < 120 and _MENU.search(line):
            return True
    return False


def is_separated(heading: LexborNode) -> bool:
    """Whether a link stands in a line of links that strokes part from each other."""
    texts = [
        other.text_content or "" for other in (heading.prev, heading.next) if other is not None
    ]
    return any(text.strip() in ("|", "｜", "/", "丨") for text in texts)


def is_repeated(heading: LexborNode, after: list[LexborNode]) -> bool:
    """Whether an entry below the heading leads where the heading leads (点击进入…专栏)."""
    href = heading.attributes.get("href")
    if not href:
        return False
    links = [a for node in after for a in ([node] if node.tag == "a" else node.css("a")[:3])]
    return any(
        a.attributes.get("href") == href and len((a.text() or "").strip()) > _ENTRY for a in links
    )
