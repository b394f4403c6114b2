"""What elements without rows show all the same.

That a column is blank is said of all that it shows. So what shows nothing is listed here, and not
what shows something: a film, a drawing, a map, a picture in a style are no rows and no blank.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborNode

from repostwatch.reading.addresses import usable
from repostwatch.reading.columns.nothing_said import says_nothing
from repostwatch.reading.columns.panels import MORE
from repostwatch.reading.dom import nodes
from repostwatch.reading.regions.places import heads

# Elements that show nothing but what stands in them.
_PLAIN = frozenset(
    ("div", "span", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot",
     "tr", "td", "th", "caption", "colgroup", "col", "br", "hr", "wbr", "i", "b", "em", "strong",
     "u", "s", "small", "big", "font", "center", "section", "article", "main", "header", "footer",
     "nav", "aside", "form", "fieldset", "label", "marquee", "pre", "blockquote", "address", "a",
     "h1", "h2", "h3", "h4", "h5", "h6", "img")
)  # fmt: skip
_FIELDS = frozenset(("input", "textarea", "select", "button"))
# Attributes that add nothing to what is seen; a style only without a picture.
_HARMLESS = frozenset(
    ("class", "id", "style", "name", "align", "valign", "width", "height", "border", "bgcolor",
     "bordercolor", "cellpadding", "cellspacing", "color", "size", "face", "colspan", "rowspan",
     "nowrap", "dir", "lang", "type", "start", "hidden", "aria-hidden", "tabindex", "hspace",
     "vspace", "clear", "noshade", "scope", "target", "rel", "summary")
)  # fmt: skip
_PICTURED = re.compile(r"url\s*\(|image-set\s*\(", re.IGNORECASE)
# Names of what only makes room, or shows something that is no news.
_DECOR = re.compile(
    r"(?:clear(?:fix|both)?|clr?|cb|fix|both|blank|space|spacer|gap|kong|h|mt|mb|pt|pb|lines?|hr|xian"
    r"|split|sep|separator|divider|border|bg|background|ico|icons?|fa|iconfont|glyphicon"
    r"|layui-icon|arrows?|jiantou|dots?|point|prev|previous|next|pre|(?:left|right)-?btn|btn|button"
    r"|close|mask|shadow|overlay|corner|triangle|cursor|qr|qrcode|ewm|erweima|pagination|pagers?"
    r"|pages?|scrollbar|bullet|indicators?|progress|thumb|handle|caret|(?:go|back|return)-?(?:to)?-?top"
    r"|totop|hits?|counts?|counter|visits?|fangwen|weather|tianqi|tq|clock|calendar|rili"
    r"|search\w{0,8}|sousuo|login|user|share|bdshare\w{0,12}|jiathis\w{0,8}|foot|footer|copyright"
    r"|jiucuo|conac|wza|slt|speech|map|video|player|logo|lang|language|date|riqi|time|shijian|today"
    r"|nowtime|showtime|week|nongli)[-_]?\d{0,3}",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[-_\s]+")
_HELD = re.compile(
    r"list|news|con(?:t|tent)?s?(?![a-z])|item|info|data|main|body|xinwen|yaowen|dongtai|lunbo|slide|focus"
    r"|banner|wrap|box|bd(?![a-z])",
    re.IGNORECASE,
)
# Of these only what makes room has no content: a map or a film is some.
_ORNAMENT = re.compile(
    r"(?:clear(?:fix|both)?|clr?|cb|fix|both|blank|space|spacer|gap|kong|lines?|hr|xian|split|sep"
    r"|separator|divider|border|arrows?|jiantou|dots?|point|shadow|corner|triangle)[-_]?\d{0,3}",
    re.IGNORECASE,
)
_ROOM = 30  # pixels; what is not wider or higher only makes room
_SIZE = re.compile(r"\s*(\d{1,4})(?:px)?\s*")
_LEVELS = 4  # boxes around an empty list that are looked at
_MOST = 300  # nodes of one box; one with more shows something


def is_decor(node: LexborNode) -> bool:
    """Whether an element's names say that it makes room, or shows something that is no news."""
    names = list(_names(node))
    if any(_HELD.search(name) for name in names):
        return False
    return any(_DECOR.fullmatch(part) for name in names for part in (name, *_SPLIT.split(name)))


def makes_room(node: LexborNode) -> bool:
    """Whether its own attributes make an element too small for words."""
    sizes = (_SIZE.fullmatch(node.attributes.get(side) or "") for side in ("width", "height"))
    return any(size is not None and int(size[1]) <= _ROOM for size in sizes)


def shows(node: LexborNode) -> bool:
    """Whether an element shows anything beside words: a film, a drawing, a picture that does not
    say that there is nothing, in whatever way it is written."""
    pieces = _Pieces(node)
    return pieces.more or any(map(_is_content, pieces.elements))


def shows_around(place: LexborNode, taken: Collection[int]) -> bool:
    """Whether an empty list shows something all the same, or what stands beside it under its
    heading does. `taken` are the elements that hold rows or other places: its box has none."""
    inner = _Pieces(place)
    if inner.more or _opens(place) or any(map(_is_content, inner.elements)):
        return True
    if any(map(_may_be_drawn, inner.elements[1:])):  # the first is the place itself
        return True
    box, found = place.parent, False
    for _level in range(_LEVELS):
        if box is None or box.tag in ("body", "html") or box.mem_id in taken:
            break
        pieces = _Pieces(box, place)
        if pieces.headings > 1:
            break
        found = pieces.more or any(map(_is_content, pieces.elements)) or pieces.speak()
        if found or pieces.headings:
            break
        box = box.parent
    return found


class _Pieces:
    """The elements and words of a box without its headings, and without one of its parts."""

    def __init__(self, box: LexborNode, without: LexborNode | None = None) -> None:
        self.elements: list[LexborNode] = []
        self.headings, self.more = 0, False
        self._texts: list[str] = []
        left = _MOST
        stack = list(_inside(box)) if without is not None else [box]
        while stack:
            node = stack.pop()
            left -= 1
            if left < 0:
                self.more = True
                return
            if node.is_text_node:
                self._texts.append((node.text_content or "").strip())
            elif node.is_element_node and (without is None or node.mem_id != without.mem_id):
                if heads(node):
                    self.headings += 1
                    continue
                self.elements.append(node)
                stack += _inside(node)

    def speak(self) -> bool:
        """Whether the words say anything but that there is nothing, or more elsewhere."""
        said = " ".join(text for text in self._texts if text and not MORE.search(text[:6]))
        return bool(said) and not says_nothing(said)


def _inside(node: LexborNode) -> Iterator[LexborNode]:
    yield from node.iter(include_text=True)


def _is_content(node: LexborNode) -> bool:
    tag, attributes = node.tag or "", node.attributes
    if tag in _FIELDS and _is_hidden_field(node):
        return False
    if tag not in _PLAIN:
        return True
    if tag == "img":
        words = attributes.get("alt") or attributes.get("title") or ""
        return not (says_nothing(words) or makes_room(node) or _is_ornament(node))
    if (node.text() or "").strip() or _is_ornament(node):
        return False
    if tag == "a" and usable(attributes.get("href") or ""):
        return node.css_first("img") is None
    return _opens(node)


def _is_hidden_field(node: LexborNode) -> bool:
    """Whether a field shows nothing and holds no words that might be put in place."""
    kind = (node.attributes.get("type") or "").lower()
    return kind == "hidden" or (nodes.hides(node) and not (node.text() or "").strip())


def _opens(node: LexborNode) -> bool:
    """Whether the attributes of an element without words show or open something."""
    attributes = node.attributes
    if _PICTURED.search(attributes.get("style") or "") or attributes.get("background"):
        return True
    others = [name for name in attributes if name not in _HARMLESS]
    return any(name.startswith("on") or "/" in (attributes[name] or "") for name in others)


def _may_be_drawn(node: LexborNode) -> bool:
    """Whether a style or a script may draw something for an empty row by its own names."""
    if not _HARMLESS.issuperset(node.attributes):
        return True
    if node.first_child is not None and (node.text() or "").strip():
        return False
    leaf = all(not one.is_element_node for one in node.iter())
    return leaf and any(_names(node)) and not is_decor(node)


def _is_ornament(node: LexborNode) -> bool:
    parts = (part for name in _names(node) for part in (name, *_SPLIT.split(name)))
    return any(_ORNAMENT.fullmatch(part) for part in parts)


def _names(node: LexborNode) -> Iterator[str]:
    yield from (node.attributes.get("class") or "").split()
    yield from (node.attributes.get("id") or "").split()
