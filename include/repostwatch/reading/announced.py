"""What a homepage that still works says of sites that close or move, whatever says it: a link, a
line, a box that floats, runs through or opens, a picture's text. Of which site is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from repostwatch.reading.document import Document

_ENDS = "关停|关闭|停止|停用|停更|停运|下线|注销|迁移|搬迁|上移|整合|并入"
_WORD = re.compile(_ENDS)
_SITE = re.compile(r"网站|网址|本站|我站|本网|门户|^[\s【\[]*(?:关于)?关停")
# What parts of one sentence stand in; a link is a text of its own.
_INLINE = frozenset(("b", "strong", "span", "font", "em", "i", "u", "big", "small", "mark"))
# A box that a script opens with a text.
_BOX = re.compile(r"\b(?:alert|confirm)\(\s{0,9}([\"'])([^\"'\\\n]{4,300})\1")
_LEVELS = 4
_NODES = 200  # that are looked at; in what has more, such words are those of news
_CHARS = 300  # of a notice; a longer text is an article
_MOST = 12


def announced(doc: Document) -> tuple[str, ...]:
    """The texts of a page that may be a notice of a site's closing, each once."""
    found: dict[str, None] = {}
    for raw in _texts(doc):
        text = " ".join(raw.split())
        if len(text) <= _CHARS and _WORD.search(text) and _SITE.search(text):
            found[text] = None
            if len(found) == _MOST:
                break
    return tuple(found)


def _texts(doc: Document) -> Iterator[str]:
    for script in doc.elements["script"]:
        yield from (box[2] for box in _BOX.finditer(script.text() or ""))
    for node in doc.elements["img"]:
        yield from (node.attributes.get(name) or "" for name in ("alt", "title"))
    words = [word for word in _ENDS.split("|") if word in doc.shown]
    contain = ", ".join(f':lexbor-contains("{word}")' for word in words)
    for node in doc.tree.css(contain)[:_NODES] if words else ():
        yield _sentence(node)
    for node in doc.tree.css("a[title], area[alt], area[title]"):
        yield from (node.attributes.get(name) or "" for name in ("title", "alt"))


def _sentence(node: LexborNode) -> str:
    """The text of an element, or of what it is a part of."""
    part = node
    for _level in range(_LEVELS):
        if part.tag not in _INLINE or part.parent is None:
            break
        part = part.parent
    text = part.text() or ""
    boxes = (one for one in part.css("div, li, tr, p") if one.mem_id != part.mem_id)
    if len(text) > _CHARS or next(boxes, None) is not None:
        return node.text(deep=False) or ""
    return text
