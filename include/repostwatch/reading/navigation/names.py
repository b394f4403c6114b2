"""What a link is called, the heading around it, and in which part of its page it stands.

Each element is asked once, whatever stands in it: the cost grows with the page, not its square.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from repostwatch.model.navigation import LeadPlace
from repostwatch.reading.columns.panels import MORE
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.regions.places import heads

_EDGE = "【】[]「」“”《》·•|:： \u3000\xa0>›»＞<«■□◆◇●○★☆▪►▶◎&-—/+"
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "legend", "strong"))
_ENTRY = frozenset(("a", "span", "p", "b", "strong", "em", "div"))
_LISTS = frozenset(("ul", "ol", "dl", "div", "dd"))
_TOP = frozenset(("body", "html"))
_CRUMB = re.compile(
    r"crumb|position|location|dqwz|weizhi|(?:^|[-_\s])(?:path|wz|bread)(?![a-z])", re.IGNORECASE
)
_CRUMB_WORDS = re.compile(r"位置|您在|所在")
_BEFORE = 8  # neighbours before an element that are asked whether they are its heading
_CHARS = 30  # of a heading
_BESIDE = 60  # characters of what stands around a 更多; a longer part is more than a title bar
_UP = 4  # elements above a 更多 that may be its title bar
_PIECES = 12  # texts that are looked at for a name


def bare(words: str) -> str:
    """A name as it is compared: without blanks, and without marks at its ends."""
    return "".join(words.split()).strip(_EDGE)


class Names:
    """Names of the links of one page."""

    def __init__(self) -> None:
        self._chrome = PageChrome()
        self._headings: dict[int, str] = {}
        self._crumbs: dict[int, bool] = {}

    def own(self, node: LexborNode) -> tuple[str, str]:
        """A link's words, and its title or what its picture shows."""
        text = bare(_text(node, _CHARS * 2))
        attributes = node.attributes
        title = bare(attributes.get("title") or "") or bare(attributes.get("alt") or "")
        if not text and not title:
            image = node.css_first("img[alt], img[title]")
            shown = image.attributes if image is not None else {}
            title = bare(shown.get("alt") or "") or bare(shown.get("title") or "")
        return text, title

    def place(self, node: LexborNode) -> LeadPlace:
        """Whether a link stands in a crumb trail, a menu, a heading, or elsewhere."""
        if self._in_crumb(node):
            return LeadPlace.CRUMB
        part: LexborNode | None = node.parent
        for _level in range(3):
            if part is None or part.tag in _TOP:
                break
            if part.tag in _TITLES or heads(part):
                return LeadPlace.HEADING
            part = part.parent
        return LeadPlace.MENU if self._chrome.holds(node) else LeadPlace.BODY

    def beside(self, node: LexborNode) -> str:
        """What stands in the title bar of a 更多 link: the name of its block, or its tabs."""
        part = node.parent
        for _level in range(_UP):
            if part is None or part.tag in _TOP:
                return ""
            text = _text(part, _BESIDE + 1)
            if len(text) > _BESIDE:
                return ""
            if named := _lines(text):
                return named
            part = part.parent
        return ""

    def heading(self, node: LexborNode) -> str:
        """The nearest heading before a link or above it, or the menu entry that it belongs to."""
        path: list[int] = []
        part: LexborNode | None = node
        found = ""
        while part is not None and part.tag not in _TOP:
            if part.mem_id in self._headings:
                found = self._headings[part.mem_id]
                break
            path.append(part.mem_id)
            found = _before(part)
            if found:
                break
            part = part.parent
        for name in path:
            self._headings[name] = found
        return found

    def _in_crumb(self, node: LexborNode) -> bool:
        part = node.parent
        for _level in range(3):
            if part is None or part.tag in _TOP:
                return False
            known = self._crumbs.get(part.mem_id)
            if known is None:
                marks = f"{part.attributes.get('class') or ''} {part.attributes.get('id') or ''}"
                known = (len(marks) > 1 and _CRUMB.search(marks) is not None) or bool(
                    _CRUMB_WORDS.search(_text(part, 12))
                )
                self._crumbs[part.mem_id] = known
            if known:
                return True
            part = part.parent
        return False


def _before(part: LexborNode) -> str:
    """The heading right before a part: a title, or the entry whose submenu it is."""
    other, passed = part.prev, 0
    in_entry = part.tag in _LISTS and part.parent is not None and part.parent.tag in ("li", "div")
    while other is not None and passed < _BEFORE:
        if other.is_element_node:
            passed += 1
            titled = other.tag in _TITLES or heads(other)
            if titled or (in_entry and other.tag in _ENTRY and part.tag != other.tag):
                name = _name(other)
                return name if 2 <= len(name) <= _CHARS else ""
        other = other.prev
    return ""


def _name(node: LexborNode) -> str:
    return _lines(_text(node, _CHARS + 1))


def _lines(text: str) -> str:
    """The names of a text of a line for each piece, without its 更多."""
    names = [bare(line) for line in text.split("\n") if not MORE.search(line[:6])]
    return " ".join(name for name in names if len(name) >= 2)


def _text(node: LexborNode, most: int) -> str:
    """The first characters of an element's text, a line for each piece."""
    pieces: list[str] = []
    size = 0
    for part in node.traverse(include_text=True):
        if part.tag != "-text" or (part.parent is not None and part.parent.tag == "script"):
            continue
        piece = (part.text_content or "").strip()
        if piece:
            pieces.append(piece)
            size += len(piece)
        if size > most or len(pieces) > _PIECES:
            break
    return "\n".join(pieces)
