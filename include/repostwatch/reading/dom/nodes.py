"""Predicates and look-ups on nodes of a parsed page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_LOOPS = "[v-for], [v-html], [ng-repeat], [data-ng-repeat], [ng-bind-html], [data-bind], [ms-for]"
_LISTS = frozenset(("ul", "ol", "table", "dl", "tbody"))
_TEMPLATE = re.compile(r"\{\{[^{}]{0,200}\}\}|\$\{[^{}]{0,200}\}|<%[^%]{0,200}%>")
_BOXES = frozenset(("div", "section"))
_INERT = frozenset(("noscript", "template", "textarea", "xmp", "noframes"))
_NOTHING = re.compile(r"[01](?:\.0+)?(?:px)?")
_NO_SIZE = re.compile(
    r"(?:^|;)(?:max-)?(?:width|height):[01](?:\.0+)?(?:px|em|%)?(?:!important)?(?:;|$)"
    r"|(?:^|;)opacity:0(?:\.0+)?(?:;|$)|(?:left|top|text-indent):-\d{4,}px"
)
_NOWHERE = re.compile(r"(?:about|javascript|data):", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?:)?//|\.{0,2}/|[\w%./-]{1,200}\.(?:s?html?|jspx?|aspx?|php|do)\b", re.IGNORECASE
)
_PANELS = 60  # neighbours of an element that are asked whether they are panels like it
_SIZED = 4  # elements around a frame that may clip it
_BODY = re.compile(
    r"(?:^|[\s_-])\w{0,12}(?:bd|list|con|cont|content|body|item|ul|main)\d{0,3}(?![a-z])",
    re.IGNORECASE,
)


def enclosing_link(node: LexborNode) -> LexborNode | None:
    """The link that a piece of text stands in, up to four elements above it."""
    for _ in range(4):
        if node.tag == "a":
            return node
        if node.parent is None:
            return None
        node = node.parent
    return None


def elements(node: LexborNode, step: str) -> list[LexborNode]:
    """The sibling elements on one side (`next` or `prev`), the nearest first, at most 60."""
    found: list[LexborNode] = []
    other = getattr(node, step)
    while other is not None and len(found) < 60:
        if other.is_element_node and other.tag not in ("script", "style", "br"):
            found.append(other)
        other = getattr(other, step)
    return found


def is_empty_list(node: LexborNode) -> bool:
    """Whether an element made to hold items holds neither text nor pictures.

    A list or a table is; of other elements only those whose name says so, because pages are
    full of empty ones that only make room.
    """
    if node.tag not in _LISTS and not (
        node.tag in _BOXES
        and _BODY.search(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}")
    ):
        return False
    text = _TEMPLATE.sub("", node.text() or "")
    return not text.strip() and not node.css("img[src], iframe")


def holds_empty_list(node: LexborNode) -> bool:
    """Whether an element without text holds an empty list, whatever pictures stand beside it."""
    if (node.text() or "").strip():
        return False
    return any(is_empty_list(part) for part in node.css("ul, ol, dl, tbody"))


def is_template(node: LexborNode) -> bool:
    """Whether an element holds what a script makes items from ({{item.title}}, v-for)."""
    return bool(_TEMPLATE.search(node.text() or "")) or node.css_first(_LOOPS) is not None


def _style(node: LexborNode) -> str:
    return "".join((node.attributes.get("style") or "").lower().split())


def hides(node: LexborNode) -> bool:
    """Whether an attribute takes the node itself out of sight."""
    style = _style(node)
    unseen = "display:none" in style or "visibility:hidden" in style
    return unseen or "hidden" in node.attributes


def is_hidden(node: LexborNode, *, panes: bool = False) -> bool:
    """Whether an attribute on the way up takes the node out of sight; with `panes`, those of tabs
    that are shown by a click do not."""
    parent: LexborNode | None = node
    while parent is not None and parent.tag not in ("body", "html"):
        if hides(parent):
            gone = "display:none" in _style(parent)
            if not (panes and gone and is_pane(parent)):
                return True
        parent = parent.parent
    return False


def frame_addresses(node: LexborNode) -> list[str]:
    """What a frame shows or will show, its own address first: until it is scrolled to, a frame
    keeps it in another attribute, whose name is anybody's choice."""
    attributes = node.attributes
    src = (attributes.get("src") or "").strip()
    others = (value for name, value in attributes.items() if name not in ("src", "srcdoc"))
    kept = [value.strip() for value in others if value and _ADDRESS.match(value.strip())]
    return kept if not src or _NOWHERE.match(src) else [src, *kept]


def marked_alike(node: LexborNode) -> list[LexborNode]:
    """Neighbours of the same kind that share a class with an element, before it and behind it:
    what a script shows in turn. The one that is shown may bear another class besides."""
    own = set((node.attributes.get("class") or "").split())
    return [
        one
        for step in ("prev", "next")
        for one in elements(node, step)[:_PANELS]
        if one.tag == node.tag and own & set((one.attributes.get("class") or "").split())
    ]


def is_pane(node: LexborNode) -> bool:
    """Whether a hidden box is one of several alike, of which another is shown, under as many
    names: the pane of a tab that is not chosen."""
    box, alike = node.parent, marked_alike(node)
    if box is None or not any("display:none" not in _style(one) for one in alike):
        return False
    for heads in (*elements(box, "prev")[:1], *elements(node, "prev")[-1:]):
        names = heads.css("li") or heads.css("a, span")
        if len(names) == len(alike) + 1 and all((one.text() or "").strip() for one in names):
            return True
    return False


def is_inert(node: LexborNode) -> bool:
    """Whether a browser does not render an element: in <noscript>, <template>."""
    return stands_in(node, _INERT)


def stands_in(node: LexborNode, tags: frozenset[str]) -> bool:
    """Whether an element of one of these tags is above a node."""
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def is_invisible(node: LexborNode) -> bool:
    """Whether a frame or placeholder is invisible: hidden, without size, not rendered. The panel
    of an inactive tab counts as visible."""
    if is_inert(node) or is_hidden(node, panes=True):
        return True
    part: LexborNode | None = node
    for _level in range(_SIZED):
        if part is None or part.tag in ("body", "html"):
            return False
        attributes = part.attributes
        if _NO_SIZE.search(_style(part)) or any(
            _NOTHING.fullmatch((attributes.get(side) or "").strip()) for side in ("width", "height")
        ):
            return True
        part = part.parent
    return False
