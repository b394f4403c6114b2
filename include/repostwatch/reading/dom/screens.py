"""The screen position of headings: boxes of a rendered page assigned to nodes of its markup.

The markup is parsed again here, so the two trees may differ. A node gets a box only if the number
of boxes with its tag and text equals the number of such nodes; then both are in the same order.
Other nodes have no position.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import Box, Reason, Screen, because
from repostwatch.model.codes import ColumnCode
from repostwatch.model.screens import ADDRESS, NAMING, WORDS
from repostwatch.reading.dom import nodes
from repostwatch.settings import ReadingSettings

_BLANKS = re.compile(r"[\s\ufeff]+")
_TAG = re.compile(r"[a-z][a-z0-9]*")
# Whose content the browser holds as text, or apart from the page.
_APART = frozenset(("noscript", "template"))
_FRAMES = frozenset(("iframe", "frame"))
# Without words it is an image that was not loaded, and nobody knows how large it is: its place
# has no size, or that of the browser's sign for a broken image.
_PICTURES = frozenset(("img", "a"))
_SIGN = 16  # pixels
_INSIDE = 20  # elements of a heading: the first of them that is known tells its place
_ABOVE = 3  # elements around the place of a feed: its box, and the box of that


class ScreenPositions:
    """The positions of the nodes of one page."""

    def __init__(self, tree: LexborHTMLParser, screen: Screen, settings: ReadingSettings) -> None:
        self._tree, self._screen, self._settings = tree, screen, settings
        self._boxes: dict[tuple[str, str], list[Box]] = defaultdict(list)
        for box in screen.boxes if not screen.doubt else ():
            self._boxes[box.tag, box.words].append(box)
        self._nodes: dict[str, dict[str, list[int]]] = {}

    @property
    def unknown(self) -> Reason:
        """Why a node's place is not known."""
        return self._screen.doubt or because(ColumnCode.NOT_LOCATED)

    @property
    def lacks(self) -> Reason | None:
        """Why a place that scripts fill may be empty; None where all data came."""
        return self._screen.lacks

    def place(self, node: LexborNode, *, around: bool = False) -> tuple[bool, Reason] | None:
        """Whether a block that begins at a node stands in a prominent place, and why.

        `around`: of a node that holds nothing yet, what is around it tells. None where its
        place is not known.
        """
        for part in _parts(node, around=around):
            if (box := self._box(part)) is not None:
                return self._judge(box, picture=_is_picture(part))
        return None

    def _box(self, node: LexborNode) -> Box | None:
        tag, words = node.tag or "", _words(node)
        boxes = self._boxes.get((tag, words), []) if words else []
        if not boxes or not _TAG.fullmatch(tag):
            return None
        if tag not in self._nodes:
            alike: dict[str, list[int]] = defaultdict(list)
            for other in self._tree.css(tag):
                if (name := _words(other)) and not nodes.stands_in(other, _APART):
                    alike[name].append(other.mem_id)
            self._nodes[tag] = alike
        same = self._nodes[tag].get(words, [])
        if len(same) != len(boxes) or node.mem_id not in same:
            return None
        return boxes[same.index(node.mem_id)]

    def _judge(self, box: Box, *, picture: bool) -> tuple[bool, Reason]:
        screen, settings = self._screen, self._settings
        if not box.drawn:
            return False, because(ColumnCode.NOT_SHOWN)
        # Many pages let what is further down fade in when it is scrolled to.
        if not box.clear and box.top < screen.height:
            return False, because(ColumnCode.TRANSPARENT)
        right, bottom = box.left + box.width, box.top + box.height
        beside = (box.left < 0 and right <= 0) or box.left >= screen.width
        if beside or (box.top < 0 and bottom <= 0):
            return False, because(ColumnCode.OUTSIDE, left=box.left, top=box.top)
        least = settings.frame_pixels if box.tag in _FRAMES else settings.heading_pixels
        unknown = picture and (0 in (box.width, box.height) or min(box.width, box.height) >= _SIGN)
        if not unknown and (box.width < least[0] or box.height < least[1]):
            return False, because(ColumnCode.TOO_SMALL, width=box.width, height=box.height)
        top = max(box.top, 0)
        most, height = settings.prominent_screens, screen.height
        high = top < most * height
        code = ColumnCode.HIGH if high else ColumnCode.LOW
        return high, because(code, screen=top // height + 1, top=top, height=height, most=most)


def _parts(node: LexborNode, *, around: bool) -> Iterator[LexborNode]:
    """A node, what it holds, and what is around it: the nearest to tell its place first."""
    yield node
    inside = [part for part in node.css("*") if part.mem_id != node.mem_id]
    if not around and (node.text() or "").strip():
        # Where there are words they are the heading, and an icon beside them is none.
        inside = [part for part in inside if (part.text(deep=False) or "").strip()]
    yield from inside[:_INSIDE]
    above = node.parent if around else None
    for _level in range(_ABOVE):
        if above is None or above.tag in ("body", "html"):
            return
        yield above
        above = above.parent


def _words(node: LexborNode) -> str:
    """What a drawn element of the same kind is known by; see `Box`."""
    text = node.text(deep=False) or ""
    own = "" if len(text) > 4000 else _BLANKS.sub("", text)
    if 0 < len(own) <= WORDS:
        return own
    attributes = node.attributes
    for name in NAMING:
        if value := _BLANKS.sub("", (attributes.get(name) or "")[:ADDRESS]):
            return value
    name = attributes.get("id") or ""
    return "#" + _BLANKS.sub("", name[:ADDRESS]) if name else ""


def _is_picture(node: LexborNode) -> bool:
    return node.tag in _PICTURES and not (node.text() or "").strip()
