"""Places of a page that may wait for what a script brings, whatever they are called.

That nothing is new is said of all that a page shows: what is no such place is listed here,
and not what is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from repostwatch.reading.columns.nothing_said import is_written, says_nothing
from repostwatch.reading.document import Document
from repostwatch.reading.regions.decoration import is_decor, makes_room

# What never holds words, or is shown by itself.
_OTHER = frozenset(
    ("br", "hr", "wbr", "img", "input", "button", "select", "option", "textarea", "label", "a",
     "area", "map", "col", "colgroup", "source", "track", "param", "iframe", "frame", "frameset",
     "noframes", "object", "embed", "video", "audio", "canvas", "link", "meta", "base", "title",
     "script", "style", "noscript", "head", "html", "body", "marquee", "bgsound", "basefont",
     "hgroup", "rp", "rt", "xml")
)  # fmt: skip
_INLINE = frozenset(
    ("span", "i", "b", "em", "s", "u", "strong", "font", "small", "big", "sub", "sup", "ins", "del",
     "mark", "bdo", "time", "cite", "code", "q", "var")
)  # fmt: skip
_SHORT = 40  # characters; what holds a place says little
_WAITS = re.compile(
    r"(?:正在|数据|努力|页面|内容|信息){0,4}(?:加载|载入|读取|获取|请求)(?:中|之中)?"
    r"|请?稍[候等后](?:片刻|再试)?|loading|please wait|[.…·。\s]+",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[\s，,。.；;:：!！…~]+")
_TEMPLATE = re.compile(r"\$!?\{|\{\{|\{%|<%|@\{|#\{|\[\[")
_WAITING_PICTURE = re.compile(r"load|placeholder|lazy|spin|blank|grey|gray|wait", re.IGNORECASE)
_MOST = 400  # of one page; a page with more waits as much


def waiting(doc: Document) -> list[LexborNode]:
    """The elements that may wait for what a script brings; none where no script may bring
    anything."""
    if not doc.foreign:
        return []
    found, lines = list(doc.midst), dict[int, bool]()
    for node in doc.tree.css("body *"):
        if len(found) >= _MOST:
            break
        if _waits(node, lines):
            found.append(node)
    return found


def _waits(node: LexborNode, lines: dict[int, bool]) -> bool:
    tag = node.tag or ""
    if tag == "img":
        return _is_waiting_picture(node)
    if tag in _OTHER or ":" in tag or not _is_leaf(node):
        return False
    text = (node.text() or "").strip()
    if text:
        return len(text) <= _SHORT and _holds_a_place(text)
    if tag in _INLINE and _is_beside_words(node, lines):
        return False
    return not (is_decor(node) or makes_room(node) or _is_blank_line(node) or _is_drawn(node))


def _is_leaf(node: LexborNode) -> bool:
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            return False
        child = child.next
    return True


def _holds_a_place(text: str) -> bool:
    if _TEMPLATE.search(text):
        return True
    if says_nothing(text):
        return not is_written(text)
    return all(_WAITS.fullmatch(piece) for piece in _PIECES.split(text) if piece)


def _is_beside_words(node: LexborNode, lines: dict[int, bool]) -> bool:
    """Whether an element within a line stands beside words or a picture, or in a link; `lines`
    are the elements of which that is known."""
    around = node.parent
    if around is None:
        return False
    known = lines.get(around.mem_id)
    if known is None:
        words = around.tag in ("a", "button", "label") or (around.text() or "").strip()
        known = bool(words) or around.css_first("img, input, a, button") is not None
        lines[around.mem_id] = known
    return known


def _is_blank_line(node: LexborNode) -> bool:
    """Whether an element is a blank line between others."""
    attributes = node.attributes
    if node.tag != "p" or attributes.get("id") or attributes.get("class"):
        return False
    return any(_is_line(other) for other in _neighbours(node))


def _is_line(node: LexborNode) -> bool:
    return node.tag == "p" and bool((node.text() or "").strip())


def _neighbours(node: LexborNode) -> Iterator[LexborNode]:
    for step in ("prev", "next"):
        other = getattr(node, step)
        while other is not None and not other.is_element_node:
            other = getattr(other, step)
        if other is not None:
            yield other


def _is_drawn(node: LexborNode) -> bool:
    """Whether an element is a piece of a drawing."""
    part: LexborNode | None = node
    for _level in range(4):
        if part is None:
            return False
        if part.tag == "svg":
            return True
        part = part.parent
    return False


def _is_waiting_picture(node: LexborNode) -> bool:
    """Whether a picture stands for what is being loaded, and for no other picture."""
    attributes = node.attributes
    if any(name.startswith("data-") for name in attributes):
        return False
    name = (attributes.get("src") or "").rpartition("/")[2]
    return _WAITING_PICTURE.search(name) is not None and not (attributes.get("alt") or "").strip()
