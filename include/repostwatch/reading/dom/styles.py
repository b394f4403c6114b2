"""What a page's own <style> takes out of sight, as far as simple selectors tell.

Only #id, .class, tag and tag with one of them are understood. Where any other rule, the page's
code or another element's attribute might show an element again, it counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.reading.dom import nodes

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SIMPLE = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?(?:([#.])([\w-]+))?")
_NAMES = re.compile(r"[#.]([\w-]+)")
_WORD = re.compile(r"[\w-]+(?!\s?\()")
_ON_SCREEN = re.compile(r"(?:@media)?\s*+(?:only\s++)?(?:all|screen)?\s*+", re.IGNORECASE)
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:width|height):[01](?:px)?(?:!important)?(?:;|$)")
# What gives a box without height its height, as the frames that keep their proportions have it.
_SIZED = ("padding", "flex", "min-")
_DEEPEST = 8  # at-rules within each other
_RULES = 5_000


@dataclass(frozen=True)
class _Rule:
    rank: tuple[bool, bool, bool, int]  # the greater one holds
    hides: bool
    name: str  # of the id or class; empty where only a tag is meant
    within: tuple[str, str, str] | None = None  # tag, mark and name of an element around
    frames: bool = False  # it hides frames alone: they have no size


class Styles:
    """The rules of a page's <style> elements that hide or show; read when first asked for."""

    def __init__(self, tree: LexborHTMLParser, codes: Iterable[str], *, alone: bool) -> None:
        """`codes` is what stands in the page's scripts; `alone`: none comes from elsewhere."""
        self._tree, self._codes, self._alone = tree, codes, alone
        self._known: dict[tuple[str, str, str], list[_Rule]] | None = None
        self._shown: set[str] = set()
        self._words: set[str] | None = None

    def hide(self, node: LexborNode) -> bool:
        """Whether a rule takes the element, or one that it stands in, out of sight."""
        if self._known is None:
            self._known = {}
            self._read(self._known)
        part: LexborNode | None = node if any(self._known) else None
        while part is not None and part.tag not in ("body", "html"):
            if self._hidden(part, self._known):
                return True
            part = part.parent
        return False

    def _hidden(self, node: LexborNode, known: dict[tuple[str, str, str], list[_Rule]]) -> bool:
        attributes, tag = node.attributes, node.tag or ""
        marks = [("", ""), ("#", attributes.get("id") or "")]
        marks += [(".", name) for name in (attributes.get("class") or "").split()]
        rules = [
            rule
            for mark, name in marks
            for at in {("", mark, name), (tag, mark, name)}
            for rule in known.get(at, ())
            if (tag == "iframe" or not rule.frames) and _stands_within(node, rule.within)
        ]
        if not rules:
            return False
        holds = max(rules, key=lambda rule: rule.rank)
        own = (attributes.get("style") or "").lower()
        if not holds.hides or ("display" in own and not holds.rank[0]):
            return False
        # A class of another element's may be what code changes: every name of the element counts.
        if any(name and self._may_show(name) for _, name in marks):
            return False
        return self._alone or not nodes.marked_alike(node)

    def _may_show(self, name: str) -> bool:
        if name in self._shown:
            return True
        if self._words is None:
            self._words = set()
            for text in (*self._codes, *_attributes(self._tree)):
                self._words.update(_WORD.findall(text))
        return name in self._words

    def _read(self, known: dict[tuple[str, str, str], list[_Rule]]) -> None:
        order = 0
        for style in self._tree.css("style"):
            media = _ON_SCREEN.fullmatch(style.attributes.get("media") or "")
            if nodes.is_inert(style):
                continue
            for within, selectors, body in _blocks(style.text() or ""):
                order += 1
                if order > _RULES:
                    return
                plain = media is not None and not within
                self._take(known, selectors, body, order, plain=plain)

    def _take(
        self,
        known: dict[tuple[str, str, str], list[_Rule]],
        selectors: str,
        body: str,
        order: int,
        *,
        plain: bool,
    ) -> None:
        body = "".join(body.lower().split())
        said = "display:" in body or "visibility:" in body
        hides = "display:none" in body or "visibility:hidden" in body
        sizeless = _NO_SIZE.search(body) is not None and not any(word in body for word in _SIZED)
        if not said and not sizeless:
            return
        for selector in selectors.split(","):
            around, _, own = selector.strip().rpartition(" ")
            match = _SIMPLE.fullmatch(own) if plain else None
            outer = _SIMPLE.fullmatch(around.strip()) if around else None
            if match is None or (around and outer is None):
                if said and not hides:
                    self._shown.update(_NAMES.findall(selector))
                continue
            tag, mark, name = _parts(match)
            # Of a box that is not cut off at its sides, what overflows is seen.
            if said or sizeless:
                rank = ("!important" in body, mark == "#", mark == ".", order)
                frames = not said and "overflow:hidden" not in body
                rule = _Rule(
                    rank, hides or sizeless, name, _parts(outer) if outer else None, frames
                )
                known.setdefault((tag, mark, name), []).append(rule)


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    return (match[1] or "").lower(), match[2] or "", match[3] or ""


def _stands_within(node: LexborNode, around: tuple[str, str, str] | None) -> bool:
    """Whether an element stands in another of a tag, class or id."""
    if around is None:
        return True
    tag, mark, name = around
    part = node.parent
    while part is not None:
        attributes = part.attributes
        names = [attributes.get("id")] if mark == "#" else (attributes.get("class") or "").split()
        if (not tag or part.tag == tag) and (not mark or name in names):
            return True
        part = part.parent
    return False


def _blocks(css: str) -> Iterator[tuple[bool, str, str]]:
    """The rules of a style sheet: whether a condition stands around one, selectors and body."""
    css = _COMMENT.sub("", css).replace("<!--", "").replace("-->", "")
    around: list[str] = []
    last = 0
    for match in _BRACE.finditer(css):
        text, last = css[last : match.start()], match.end()
        if match[0] == "{":
            around.append(text.rpartition(";")[2].strip())
            if len(around) > _DEEPEST:
                return
        elif around:
            selectors = around.pop()
            if not selectors.startswith("@") and selectors:
                yield any(not _ON_SCREEN.fullmatch(at) for at in around), selectors, text


def _attributes(tree: LexborHTMLParser) -> Iterator[str]:
    """What the attributes say that may name another element: handlers, targets of tabs."""
    for node in tree.root.traverse() if tree.root is not None else ():
        for name, value in node.attributes.items():
            if value and name not in ("class", "id", "style", "title", "alt", "src", "content"):
                yield value
