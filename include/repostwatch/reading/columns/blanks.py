"""Columns without content that are no empty list: headings over nothing, or over words for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborNode

from repostwatch.model import BlankColumn
from repostwatch.reading.columns.nothing_said import (
    is_filler,
    is_written,
    may_say_nothing,
    says_nothing,
)
from repostwatch.reading.columns.panels import MORE
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.dom.unseen import OutOfSight
from repostwatch.reading.regions.decoration import shows
from repostwatch.reading.regions.heads import leads_nowhere, way
from repostwatch.reading.regions.places import heads
from repostwatch.reading.regions.position import is_aside
from repostwatch.reading.regions.subject import LONGEST, plain

_HEADINGS = "h1, h2, h3, h4, h5, dt, [class*=tit], [class*=head], [class*=hd]"
_SHOWS = (
    "img[src], iframe, frame, input:not([type=hidden i]), select, textarea, video, audio, canvas, "
    "svg, object, embed"
)
# Behind words that there is nothing: where there is something.
_GOES_ON = re.compile(r"点击|点此|查看|进入|浏览|往期|历史")
_QUERY = "input[type=hidden i][name], input[type=hidden i][id]"
_BOUND = re.compile(r"v-|ng-|data-ng-|ms-|wx:|x-|@|:|\*ng|data-bind")
_SAID = 60  # characters; what is longer says something else
_LEVELS, _AFTER = 4, 60  # elements around a heading, and nodes behind it, that are looked at
_MOST = 400  # headings of one page
_CHARS = 2_000_000  # of texts; a page with more has no headings that anybody could count


def blanks(doc: Document, above: Collection[int]) -> tuple[BlankColumn, ...]:
    """The columns of a page that have a heading and no content; `above` are the elements that hold
    rows. Lists without any row are regions, and not among them."""
    return tuple(_Blanks(doc, above).find())


class _Blanks:
    def __init__(self, doc: Document, above: Collection[int]) -> None:
        self._doc, self._above = doc, above
        self._frames, self._out_of_sight = PageChrome(), OutOfSight(doc.styles)
        self._left = _CHARS

    def find(self) -> Iterator[BlankColumn]:
        seen: set[int] = set()
        for node in self._doc.tree.css(_HEADINGS)[:_MOST]:
            titles = (node.tag == "dt" or heads(node)) and not _is_entry(node)
            name = self._name(node) if titles and node.mem_id not in self._above else None
            if name is None or self._left < 0:
                continue
            box = self._alone(node, name)
            if box.mem_id in seen:
                continue
            seen.add(box.mem_id)
            after = list(_after(box))
            says = self._says(after)
            if says is None or not (says or self._is_box(box)) or self._is_beside(box):
                continue
            filled = bool(says) and self._may_be_filled([box, *after], says)
            # What says where there is something may have had content.
            alone = says_nothing(says) or is_filler(says)
            certain = alone and not filled and not self._goes_on(after)
            begun = is_written(says) or is_filler(says)
            leads = self._leads(box)
            yield BlankColumn(name, certain=certain, filled=filled, leads=leads, begun=begun)

    def _text(self, node: LexborNode) -> str:
        raw = node.text_content if node.is_text_node else node.text(separator="\n")
        text = (raw or "").strip()
        self._left -= len(text)
        return text

    def _name(self, node: LexborNode) -> str | None:
        text = self._text(node)
        if not text or len(text) > _SAID:
            return None
        lines = [line for line in text.split("\n") if line.strip()]
        named = "".join(line for line in lines if not MORE.search(line.strip()[:6]))
        name = plain(named)
        return name if 2 <= len(name) <= LONGEST and not may_say_nothing(name) else None

    def _alone(self, node: LexborNode, name: str) -> LexborNode:
        """The largest element around a heading that shows nothing else."""
        box = node
        for _level in range(_LEVELS):
            around = box.parent
            if around is None or around.tag in ("body", "html") or around.mem_id in self._above:
                break
            if self._name(around) != name or around.css_first(_SHOWS) is not None:
                break
            box = around
        return box

    def _is_beside(self, box: LexborNode) -> bool:
        return self._frames.holds(box) or is_aside(box) or self._out_of_sight.holds(box)

    def _says(self, after: list[LexborNode]) -> str | None:
        """The words behind a heading that say that there is nothing; empty where there are none,
        None where something else stands there."""
        texts: list[str] = []
        for node in after:
            if node.mem_id in self._above:
                return None
            pictured = _pictured(node) if node.is_element_node else ""
            if pictured is None or (node.is_element_node and shows(node)):
                return None
            text = self._text(node) or pictured
            texts += [line for line in text.split("\n") if not MORE.search(line.strip()[:6])]
            if sum(map(len, texts)) > _SAID:
                return None
        said = " ".join(texts).strip()
        if not said or says_nothing(said) or may_say_nothing(said):
            return said
        return said if is_filler(said) and _lead_nowhere(after) else None

    def _goes_on(self, after: list[LexborNode]) -> bool:
        """Whether what stands behind a heading asks to go on to where there is something."""
        lines = (line.strip() for node in after for line in self._text(node).split("\n"))
        return any(MORE.search(line[:6]) and _GOES_ON.search(line) for line in lines)

    def _may_be_filled(self, places: list[LexborNode], says: str) -> bool:
        """Whether a script of the page, or one from elsewhere, may mean one of the places, what is
        in them, or their box: by a name, by what only scripts understand, by a selector that was
        understood; one that nobody read may mean any place that waits for rows."""
        around = places[0].parent
        parts = [part for place in places if place.is_element_node for part in place.css("*")]
        parts += [one for one in (*places, around) if one is not None and one.is_element_node]
        found = self._doc.filled | self._doc.fed | self._doc.written
        if any(one.mem_id in found for one in parts) or any(map(_is_bound, parts)):
            return True
        if self._doc.foreign and not is_written(says):
            return True
        if not self._doc.codes:
            return False
        # A form's hidden fields say what is asked for, and a script puts the answer there.
        asks = any(one.css_first(_QUERY) is not None for one in places if one.is_element_node)
        named = any(one.attributes.get("id") for one in parts if one.tag not in ("body", "html"))
        return named or asks

    def _leads(self, box: LexborNode) -> str | None:
        href = way(box)
        return self._doc.base.absolute(href) if href else None

    def _is_box(self, box: LexborNode) -> bool:
        """Whether an element that shows a name alone is a column's box: one like it has rows."""
        return any(one.mem_id in self._above for one in nodes.marked_alike(box))


def _is_entry(node: LexborNode) -> bool:
    """Whether a heading is a link's words, a row of a list, or holds the one to be looked at."""
    if nodes.enclosing_link(node) is not None:
        return True
    alone = node.next is None or not nodes.elements(node, "next")
    if alone and node.parent is not None and node.parent.tag == "li":
        return True
    first = node.first_child
    while first is not None and not first.is_element_node:
        first = first.next
    return first is not None and heads(first)


def _after(box: LexborNode) -> Iterator[LexborNode]:
    """What stands behind a heading, up to the next one or what begins with one."""
    node, seen = box.next, 0
    while node is not None and seen < _AFTER:
        if node.is_element_node:
            first = None if heads(node) else node.css_first(_HEADINGS)
            if heads(node) or (first is not None and heads(first)):
                return
        if node.is_element_node or node.is_text_node:
            yield node
        node, seen = node.next, seen + 1


def _pictured(node: LexborNode) -> str | None:
    """The words of a part that shows nothing but pictures which say that there is nothing; empty
    where it shows none, None where it shows something else."""
    shown = [one for one in node.css(_SHOWS)[:_AFTER] if not nodes.is_hidden(one)]
    words = [one.attributes.get("alt") or one.attributes.get("title") or "" for one in shown]
    if any(one.tag != "img" for one in shown) or not all(map(says_nothing, words)):
        return None
    return words[0] if words else ""


def _lead_nowhere(after: list[LexborNode]) -> bool:
    """Whether there are links and none of them leads anywhere."""
    parts = [node for node in after if node.is_element_node]
    links = [link for node in parts for link in node.css("a")[:_AFTER]]
    return bool(links) and all(map(leads_nowhere, links))


def _is_bound(node: LexborNode) -> bool:
    """Whether an element has what only a framework's scripts understand (v-if, @click, :class)."""
    return any(_BOUND.match(name) for name in node.attributes)
