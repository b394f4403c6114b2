"""Small questions to nodes of a parsed page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_LOOPS = "[v-for], [v-html], [ng-repeat], [data-ng-repeat], [ng-bind-html], [data-bind], [ms-for]"
_LISTS = frozenset(("ul", "ol", "table", "dl", "tbody"))
_TEMPLATE = re.compile(r"\{\{[^{}]{0,200}\}\}|\$\{[^{}]{0,200}\}|<%[^%]{0,200}%>")
_BOXES = frozenset(("div", "section"))
_BODY = re.compile(
    r"(?:^|[\s_-])\w{0,12}(?:bd|list|con|cont|content|body|item|ul|main)\d{0,3}(?![a-z])",
    re.IGNORECASE,
)

# A frame of at most one pixel is a counter's, not a list that anybody reads.
_SPECK = re.compile(r"0*[01](?:\.0*)?(?:px|%)?")
_SPECK_STYLE = re.compile(r"(?:^|;)(?:max-)?(?:width|height):0*[01](?:\.0*)?(?:px|%)?(?:;|!|$)")
_OUTSIDE = re.compile(r"(?:^|;)(?:left|top|right|text-indent|margin-left|margin-top):-\d{4}")


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


def is_template(node: LexborNode) -> bool:
    """Whether an element holds what a script makes items from ({{item.title}}, v-for)."""
    return bool(_TEMPLATE.search(node.text() or "")) or node.css_first(_LOOPS) is not None


def is_never_shown(node: LexborNode) -> bool:
    """Whether no visitor with a usual browser can see the element: it stands in <noscript> or
    <template>, is hidden, has no size, or lies outside the page."""
    if _no_size(node) or is_hidden(node):
        return True
    parent: LexborNode | None = node
    while parent is not None and parent.tag not in ("body", "html"):
        if parent.tag in ("noscript", "template") or "hidden" in parent.attributes:
            return True
        if _OUTSIDE.search(_style(parent)):
            return True
        parent = parent.parent
    return False


def _no_size(node: LexborNode) -> bool:
    sizes = (node.attributes.get(name) for name in ("width", "height"))
    return any(_SPECK.fullmatch((size or "").strip()) for size in sizes) or bool(
        _SPECK_STYLE.search(_style(node))
    )


def _style(node: LexborNode) -> str:
    return "".join((node.attributes.get("style") or "").lower().split())


def is_hidden(node: LexborNode) -> bool:
    """Whether a style attribute on the way up takes the node out of sight."""
    parent: LexborNode | None = node
    while parent is not None and parent.tag not in ("body", "html"):
        style = _style(parent)
        if "display:none" in style or "visibility:hidden" in style:
            return True
        parent = parent.parent
    return False
