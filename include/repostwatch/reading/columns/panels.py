"""The rows of a heading: those after it, or in its tab panel.

A heading may be one of several tabs. Its panel has the id in the tab's attributes, or the same
index among similar elements.
"""

from __future__ import annotations

import re
from enum import Enum

from selectolax.lexbor import LexborNode

from repostwatch.reading.columns.menus import in_menu, is_repeated, is_separated
from repostwatch.reading.columns.tabs import POINTERS, are_alike, pointed_ids
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.lists.row import Row

_LEVELS = 6
_TABS = 8  # more headings side by side are a menu
_FEW_TABS = 3  # and so are more than these where no panels follow
MORE = re.compile(r"更多|more|>>|»|查看|\+$", re.IGNORECASE)
_CALLS = ("#", '"', "'")  # what stands before an id in a script that looks for it
_FETCHES = re.compile(
    r"\$\.(?:get|getJSON|post|ajax)\b|\bfetch\(|XMLHttpRequest|\baxios\b|new Vue\b|createApp\("
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "dt"))


class EmptyReason(Enum):
    """Why a heading has no rows."""

    BLANK = "blank"  # a place for items that holds none
    SCRIPTED = "scripted"  # a place that a script of the page fills
    CHANNEL = "channel"  # the heading may lead to a channel page
    MENU = "menu"  # it is an entry of a menu, a footer or a crumb trail
    EMBEDDED = "embedded"  # the push feed stands where its items would


class Panels:
    """Finds the rows of headings in one page."""

    def __init__(self, doc: Document, kept: list[Row], above: set[int]) -> None:
        self.tree, self.codes, self.above, self.feed = doc.tree, doc.codes, above, doc.feed
        self.owners = {row.node.mem_id: row for row in kept}
        self.fed = doc.fed
        self._inside: dict[int, list[Row]] = {}
        self._around_feed = _up(doc.feed.place) if doc.feed else frozenset()

    def rows(self, heading: LexborNode) -> list[Row] | EmptyReason:
        """The rows under a heading, or why there are none."""
        if in_menu(heading):
            return EmptyReason.MENU
        named = self._pointed(heading)
        if named is not None:
            return self.rows_in(named) or self._empty([named])
        part, tabs, rank = heading, 1, 0
        for _level in range(_LEVELS):
            if part.parent is None or part.tag in ("body", "html"):
                break
            after = nodes.elements(part, "next")
            rows = self._panel(after, tabs, rank) if tabs > 1 else self._following(after, part)
            if rows or (tabs > 1 and rows is not None):
                return rows or self._empty(after)
            if is_repeated(heading, after):
                return EmptyReason.CHANNEL
            if tabs == 1:
                rank, tabs = self._rank(part, after)
                if tabs > _TABS:
                    return EmptyReason.MENU
                if tabs == 1 and (end := self._end(after)) is not None:
                    return end
            part = part.parent
        menu = tabs > _FEW_TABS or is_separated(heading)
        return EmptyReason.MENU if menu else EmptyReason.CHANNEL

    def _rank(self, part: LexborNode, after: list[LexborNode]) -> tuple[int, int]:
        """How many tabs stand before a part, and how many there are with it."""
        rank = sum(self._is_twin(node, part) for node in nodes.elements(part, "prev"))
        return rank, rank + 1 + sum(self._is_twin(node, part) for node in after)

    def _end(self, after: list[LexborNode]) -> EmptyReason | None:
        """Whether what follows a lone heading ends the look for its items."""
        if any(nodes.is_empty_list(node) or nodes.holds_empty_list(node) for node in after):
            return self._empty(after)
        if any(node.tag == "iframe" or node.css_first("iframe") is not None for node in after):
            # A frame of the site's own, whose items are another page's.
            return EmptyReason.SCRIPTED
        # What follows with items has a heading of its own.
        return EmptyReason.CHANNEL if any(self.rows_in(node) for node in after) else None

    def _empty(self, places: list[LexborNode]) -> EmptyReason:
        """Whether an empty place is blank, or waits for a script.

        It waits where it holds a template, where a script of the page knows its id, or where
        one fetches data for a place that has an id, or where a script of its own, which is not
        in the page, stands in it or beside it.
        """
        beside = {place.parent.mem_id for place in places if place.parent is not None}
        inside = {part.mem_id for place in places for part in (place, *place.css("*"))}
        if self.fed & (inside | beside):
            return EmptyReason.SCRIPTED
        ids = [
            name
            for place in places
            for part in (place, *place.css("[id]"))
            if (name := part.attributes.get("id")) and not (part.text() or "").strip()
        ]
        scripted = (
            any(map(nodes.is_template, places))
            or any(
                f"{mark}{name}" in code for name in ids for code in self.codes for mark in _CALLS
            )
            or (bool(ids) and any(map(_FETCHES.search, self.codes)))
        )
        return EmptyReason.SCRIPTED if scripted else EmptyReason.BLANK

    def rows_in(self, node: LexborNode) -> list[Row]:
        """The rows whose links stand in an element."""
        if node.mem_id not in self.above and node.tag != "a":
            return []  # what stands above no row is not searched
        known = self._inside.get(node.mem_id)
        if known is None:
            anchors = [node] if node.tag == "a" else node.css("a")
            known = [row for a in anchors if (row := self.owners.get(a.mem_id)) is not None]
            self._inside[node.mem_id] = known
        return known

    def alone(self, part: LexborNode) -> bool:
        """Whether no other heading or tab stands beside a part."""
        beside = nodes.elements(part, "prev") + nodes.elements(part, "next")
        return not any(self._is_twin(node, part) for node in beside)

    def _pointed(self, heading: LexborNode) -> LexborNode | None:
        """The element that a tab points to by its id."""
        part: LexborNode | None = heading
        for _level in range(3):
            if part is None or part.tag in ("body", "html"):
                return None
            attributes = part.attributes
            for name in POINTERS:
                for pointed in pointed_ids(name, attributes.get(name) or ""):
                    node = self.tree.css_first(f'[id="{pointed}"]')
                    if node is not None and self._is_panel(node, heading):
                        return node
            part = part.parent
        return None

    def _is_panel(self, node: LexborNode, heading: LexborNode) -> bool:
        if node.mem_id == heading.mem_id or any(
            part.mem_id == heading.mem_id for part in node.css(heading.tag or "*")
        ):
            return False
        return bool(self.rows_in(node)) or nodes.is_empty_list(node)

    def _is_twin(self, node: LexborNode, part: LexborNode) -> bool:
        """Another heading or tab beside this one: same tag, a few characters, no items."""
        if node.tag != part.tag:
            return False
        text = "".join((node.text() or "").split())
        return 2 <= len(text) <= 24 and not MORE.search(text[:6]) and not self.rows_in(node)

    def _following(self, after: list[LexborNode], part: LexborNode) -> list[Row] | EmptyReason:
        rows: list[Row] = []
        for node in after:
            inside = self.rows_in(node)
            if not rows and self._begins_with_feed(node, inside):
                return EmptyReason.EMBEDDED
            if inside:
                if self._has_heading(node, inside[0]):
                    break
                rows.extend(inside)
            elif self._is_twin(node, part) or node.tag in _HEADINGS:
                break  # what follows has a heading of its own
        return rows

    def _begins_with_feed(self, node: LexborNode, rows: list[Row]) -> bool:
        if self.feed is None or node.mem_id not in self._around_feed:
            return False
        return not rows or rows[0].order >= self.feed.order

    def _panel(self, after: list[LexborNode], tabs: int, rank: int) -> list[Row] | None:
        """The rows of the panel that belongs to the tab, or None where no panels are here."""
        if len(after) >= tabs and any(self.rows_in(node) for node in after[:tabs]):
            alike = [node for node in after if are_alike(node, after[0])]
            if len(alike) >= tabs:
                return self.rows_in(alike[rank])
        for node in after:
            if not self.rows_in(node):
                continue
            inner = node
            for _ in range(4):
                children = [child for child in inner.iter() if child.tag not in ("script", "style")]
                if len(children) == tabs and all(are_alike(c, children[0]) for c in children):
                    return self.rows_in(children[rank])
                if len(children) != 1:
                    break
                inner = children[0]
        return None

    def _has_heading(self, node: LexborNode, first: Row) -> bool:
        """Whether a piece with items begins with a heading of its own."""
        for line in node.text(separator="\n", strip=True).split("\n")[:4]:
            text = "".join(line.split())
            if not text or re.fullmatch(r"[\d\s./:年月日\[\]·•|-]+", text) or MORE.search(text[:6]):
                continue
            return text not in "".join(first.text.split()) and 2 <= len(text) <= 12
        return False


def _up(node: LexborNode | None) -> frozenset[int]:
    """A node and all above it that is less than the page."""
    found: set[int] = set()
    while node is not None and node.tag not in ("body", "html"):
        found.add(node.mem_id)
        node = node.parent
    return frozenset(found)
