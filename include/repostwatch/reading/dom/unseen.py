"""Which rows nobody sees, whatever is clicked: what a browser never draws, and single rows that a
style hides.

A hidden list is no such thing: it may be the pane of a tab, which a click shows, a slide, or the
end of a list that is shown page by page. Only a row that is hidden above one that is not, in one
list, is none of them.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.styles import Styles

# Drawn never, or only where something else could not be (a film, a drawing, a frame).
_UNDRAWN = frozenset(
    ("noscript", "template", "datalist", "video", "audio", "canvas", "object", "defs", "desc",
     "title", "noembed", "noframes", "iframe", "textarea", "xmp", "style", "script", "symbol")
)  # fmt: skip
_UNDONE = re.compile(
    r"(?:^|;)(?:opacity:0+(?:\.0*)?%?|font-size:0+(?:px|em|rem|pt|%)?|visibility:(?:hidden|collapse)"
    r"|zoom:0+(?:\.0*)?%?|content-visibility:hidden"
    r"|clip-path:(?:inset\((?:100|[5-9]\d)%\)|circle\(0+(?:px|%)?\))"
    r"|clip:rect\(0(?:px)?(?:,?0(?:px)?){3}\)"
    r"|transform:(?:scale[xy]?\(0(?:,0)?\)|translate[xy]?\(-\d{4,}px\))"
    r"|color:(?:transparent|rgba\((?:\d{1,3},){3}0(?:\.0*)?\))"
    r"|(?:left|top|right|bottom|text-indent|margin-left|margin-top):"
    r"(?:-\d{4,}px|-?\d{3,}(?:em|rem|vw|vh)))(?:!important)?(?:;|$)"
)
# How a style spells a letter by its number: n\6f ne is none.
_BY_NUMBER = re.compile(r"\\([0-9a-f]{1,6})")
_FLAT = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0+(?:px|em|rem|%)?(?:!important)?(?:;|$)")
_GONE = re.compile(r"(?:^|;)display:(?:none|var\()")
# What moves into sight as somebody scrolls has such a style until then.
_MOVES = ("animation", "transition")
_BELOW = 16  # nodes after a hidden row that are asked
_ROWS = frozenset(("li", "tr", "dd", "dt", "a"))
_ROW_BOXES = frozenset(("li", "td", "dd", "dt"))


class _Around:
    """Asks elements, and those that they stand in, the same; each is asked once."""

    def __init__(self, styles: Styles | None = None) -> None:
        """`styles` is what the page's own <style> elements hide, None where there are none."""
        self._styles = styles
        self._known: dict[int, bool] = {}

    def holds(self, node: LexborNode) -> bool:
        """Whether it is true of an element, or of one that it stands in."""
        path: list[int] = []
        part: LexborNode | None = node
        found = False
        while part is not None and part.tag not in ("body", "html"):
            name = part.mem_id
            if name in self._known:
                found = self._known[name]
                break
            path.append(name)
            if self._is(part):
                found = True
                break
            part = part.parent
        self._known.update(dict.fromkeys(path, found))
        return found

    def _is(self, node: LexborNode) -> bool:
        raise NotImplementedError

    def _is_hidden(self, node: LexborNode) -> bool:
        return is_out_of_sight(node) or (self._styles is not None and self._styles.hides(node))


class Hidden(_Around):
    """As `nodes.is_hidden`, for many nodes of one tree: neighbours far down have one way up."""

    def _is(self, node: LexborNode) -> bool:
        return nodes.hides(node)


class Unseen(_Around):
    """Tells of elements whether they are never seen."""

    def _is(self, node: LexborNode) -> bool:
        tag = node.tag
        if tag in _UNDRAWN or (tag == "dialog" and "open" not in node.attributes):
            return True
        if "popover" in node.attributes:
            return True
        if tag not in _ROWS or not self._is_hidden(node):
            return False
        return self._above_a_shown_one(node) or (tag == "a" and self._alone_in_a_shown_row(node))

    def _above_a_shown_one(self, node: LexborNode) -> bool:
        """Whether one of the next elements of the same list is shown."""
        other = node.next
        for _step in range(_BELOW):
            if other is None:
                return False
            if other.tag == node.tag and not self._is_hidden(other):
                return True
            other = other.next
        return False

    def _alone_in_a_shown_row(self, node: LexborNode) -> bool:
        """Whether a link is the only one of a row that itself is shown: its title is never read."""
        row = node.parent
        if row is None or row.tag not in _ROW_BOXES or self._is_hidden(row):
            return False
        return len(row.css("a")) == 1


class OutOfSight(_Around):
    """Tells of elements whether they are out of sight as the page opens. The panes of tabs, whose
    names are in sight, are not."""

    def _is(self, node: LexborNode) -> bool:
        return self._is_hidden(node) and not nodes.is_pane(node)


def is_out_of_sight(node: LexborNode) -> bool:
    """Whether an attribute takes an element itself out of sight, for now or for ever."""
    attributes = node.attributes
    if "hidden" in attributes or "popover" in attributes:
        return True
    said = attributes.get("style")
    if not said:
        return False
    style = "".join(said.lower().split())
    if "\\" in style:
        style = _BY_NUMBER.sub(_by_number, style)
    if _GONE.search(style) or (_FLAT.search(style) and "overflow:hidden" in style):
        return True
    return bool(_UNDONE.search(style)) and not any(word in style for word in _MOVES)


def _by_number(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number < 128 else ""
