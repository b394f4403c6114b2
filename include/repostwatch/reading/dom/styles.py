"""What a page's own <style> takes out of sight, as far as simple selectors tell.

Only #id, .class, tag and tag with one of them are understood. Where any other rule, the page's
code or another element's attribute might show an element again, it counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.reading.dom import nodes

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SAYS = re.compile(r"display|visibility|(?:width|height)\s*:", re.IGNORECASE)
_SIMPLE = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?(?:([#.])([\w-]+))?")
_NAMES = re.compile(r"[#.]([\w-]+)")
_WORD = re.compile(r"[\w-]+(?!\s?\()")
_ON_SCREEN = re.compile(r"(?:@media)?\s*+(?:only\s++)?(?:all|screen)?\s*+", re.IGNORECASE)
_NO_SIZE = re.compile(r"(?:^|;)(?:max-)?(?:width|height):[01](?:px)?(?:!important)?(?:;|$)")
# What gives a box without height its height, as the frames that keep their proportions have it.
_SIZED = ("padding", "flex", "min-")
# Attributes by which frameworks show and hide an element as its data change.
_BOUND = ("ng-", "data-ng-", "x-ng-", "v-", "x-show", "x-bind", "ms-", ":", "@")
_DEEPEST = 8  # at-rules within each other
_RULES = 5_000
_WORK = 200_000  # rules held against elements, and neighbours asked; what is left counts as seen
_ALIKE = 120  # neighbours that one element costs


@dataclass(frozen=True)
class _Rule:
    rank: tuple[bool, bool, bool, int]  # the greater one holds
    hides: bool
    name: str  # of the id or class; empty where only a tag is meant
    within: tuple[str, str, str] | None = None  # tag, mark and name of an element around
    frames: bool = False  # it hides frames alone: they have no size
    gone: bool = False  # by display: nothing but code or a rule shows it again


class Styles:
    """The rules of a page's <style> elements that hide or show; read when first asked for."""

    def __init__(
        self,
        tree: LexborHTMLParser,
        sheets: Iterable[LexborNode],
        codes: Iterable[str],
        *,
        alone: bool,
    ) -> None:
        """`sheets` are the <style> elements, which may be gone later; `codes` is what stands in the
        page's scripts; `alone`: none comes from elsewhere."""
        self._tree, self._codes, self._alone = tree, codes, alone
        self._sheets = [
            (_ON_SCREEN.fullmatch(sheet.attributes.get("media") or "") is not None, css)
            for sheet in sheets
            if _SAYS.search(css := sheet.text() or "") and not nodes.is_inert(sheet)
        ]
        self._left = _WORK
        self._known: dict[tuple[str, str, str], list[_Rule]] | None = None
        self._shown: set[str] = set()
        self._words: set[str] | None = None

    def hide(self, node: LexborNode) -> bool:
        """Whether a rule takes the element, or one that it stands in, out of sight, and nothing may
        show it: of several alike code may show each in turn."""
        part: LexborNode | None = node if self._sheets else None
        while part is not None and part.tag not in ("body", "html"):
            if self._hiding(part) and (self._alone or not nodes.marked_alike(part)):
                return True
            part = part.parent
        return False

    def hides(self, node: LexborNode) -> bool:
        """Whether a rule takes the element itself out of sight as the page opens. Where it takes
        several alike, code from elsewhere shows one of them; what is made visible as somebody
        scrolls, any of them."""
        rule = self._hiding(node) if self._sheets else None
        if rule is None or self._alone:
            return rule is not None
        self._left -= _ALIKE
        return rule.gone and not any(self._hiding(one) for one in nodes.marked_alike(node))

    def _hiding(self, node: LexborNode) -> _Rule | None:
        """The rule that holds for an element, where that one hides it."""
        attributes, tag = node.attributes, node.tag or ""
        marks = [("", ""), ("#", attributes.get("id") or "")]
        marks += [(".", name) for name in (attributes.get("class") or "").split()]
        rules = list(self._rules(node, tag, marks))
        if not rules or self._left < 0:
            return None
        holds = max(rules, key=lambda rule: rule.rank)
        own = (attributes.get("style") or "").lower()
        if not holds.hides or ("display" in own and not holds.rank[0]):
            return None
        if any(name.startswith(_BOUND) for name in attributes):
            return None
        # A class of another element's may be what code changes: every name of the element counts.
        return None if any(name and self._may_show(name) for _, name in marks) else holds

    def _rules(
        self, node: LexborNode, tag: str, marks: Sequence[tuple[str, str]]
    ) -> Iterator[_Rule]:
        if self._known is None:
            self._known = {}
            self._read(self._known)
        for mark, name in marks:
            for at in {("", mark, name), (tag, mark, name)}:
                for rule in self._known.get(at, ()):
                    self._left -= 1
                    if rule.frames and tag != "iframe":
                        continue
                    if rule.within is None or self._stands_within(node, rule.within):
                        yield rule
                    if self._left < 0:
                        return

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
        for on_screen, css in self._sheets:
            for within, selectors, body in _blocks(css):
                order += 1
                if order > _RULES:
                    return
                plain = on_screen and not within
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
                within, gone = _parts(outer) if outer else None, "display:none" in body
                rule = _Rule(rank, hides or sizeless, name, within, frames, gone)
                known.setdefault((tag, mark, name), []).append(rule)

    def _stands_within(self, node: LexborNode, around: tuple[str, str, str]) -> bool:
        """Whether an element stands in another of a tag, class or id."""
        tag, mark, name = around
        part = node.parent
        while part is not None and self._left >= 0:
            self._left -= 1
            attributes = part.attributes
            names = (
                [attributes.get("id")] if mark == "#" else (attributes.get("class") or "").split()
            )
            if (not tag or part.tag == tag) and (not mark or name in names):
                return True
            part = part.parent
        return False


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    return (match[1] or "").lower(), match[2] or "", match[3] or ""


def _blocks(css: str) -> Iterator[tuple[bool, str, str]]:
    """The rules of a style sheet: whether a condition stands around one, selectors and body."""
    css = _COMMENT.sub("", css).replace("<!--", "").replace("-->", "")
    around: list[tuple[str, bool]] = []
    last = 0
    for match in _BRACE.finditer(css):
        text, last = css[last : match.start()], match.end()
        if match[0] == "{":
            at = text.rpartition(";")[2].strip()
            around.append((at, _ON_SCREEN.fullmatch(at) is None))
            if len(around) > _DEEPEST:
                return
        elif around:
            selectors, _ = around.pop()
            if not selectors.startswith("@") and selectors:
                yield any(conditional for _, conditional in around), selectors, text


def _attributes(tree: LexborHTMLParser) -> Iterator[str]:
    """What the attributes say that may name another element: handlers, targets of tabs."""
    for node in tree.root.traverse() if tree.root is not None else ():
        for name, value in node.attributes.items():
            if value and name not in ("class", "id", "style", "title", "alt", "src", "content"):
                yield value
