"""The gov.cn push feed inside a page: by script, JSONP or frame (docs/rules.md, section 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import ColumnForm
from repostwatch.reading import nodes
from repostwatch.reading.addresses import Base

_PATH = re.compile(r"/pushinfo/v\d{6}/?", re.IGNORECASE)
_DATA = re.compile(
    r"""["'(=\s]((?:https?:)?//?[^"'\s()<>]{0,200}/?pushinfo/v\d{6}/[^"'\s()<>]{0,60})""",
    re.IGNORECASE,
)
_CALLBACK = "pushInfoJsonpCallBack"
_NO_SCRIPTS = frozenset(("text/template", "text/html", "text/x-template", "text/plain"))
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?:^|(?<=[\s;{}]))//[^\n]*", re.DOTALL)
# An address written as several strings: "http://www.gov.cn/pushinfo/" + "v150203/pushinfo.js".
_HALVES = re.compile(r"""["']\s*\+\s*["']""")
_HALVED = "pushinfo"
_SCRIPTS = 20  # that name the feed and are looked at
_VARIABLE = re.compile(
    r"""(?:^|[;{},(\n]|\b(?:var|let|const)\s)\s{0,20}([A-Za-z_$][\w$]{0,40})\s{0,4}=\s{0,4}["']$"""
)
_NAME = re.compile(r"[A-Za-z_$][\w$]*+")
_NO_SIZE = re.compile(
    r"""<iframe\b[^>]{0,300}(?:\bwidth\s*=\s*["'\\]{0,2}[01](?:px)?["'\\ >]|display\s*:\s*none)""",
    re.IGNORECASE,
)
_TARGET = re.compile(r"""(?:getElementById\(\s*["']|\$\(\s*["']#)([\w-]{1,60})""")


@dataclass(frozen=True)
class Embed:
    """The push feed in a page: how, from where, in which element, after how many links."""

    form: ColumnForm
    url: str
    place: LexborNode | None
    order: int


def find(
    tree: LexborHTMLParser, scripts: Sequence[tuple[LexborNode, str]], base: Base
) -> Embed | None:
    """The push feed as the page embeds it, or None. `scripts` are the page's, with their code.

    A link to the feed is no embed, nor is what nobody sees: a script that is commented out, a
    frame that is hidden, without size or shown only where scripts are off, an unused variable.
    """
    found = _find(tree, scripts, base)
    if found is None:
        return None
    form, url, node = found
    order = _order(tree, node)
    # Scripts are taken out of the tree before its text is read: remember what holds them.
    return Embed(form, url, node.parent if node.tag == "script" else node, order)


def _order(tree: LexborHTMLParser, node: LexborNode) -> int:
    order, wanted = 0, node.mem_id
    for other in tree.root.traverse() if tree.root is not None else ():
        if other.mem_id == wanted:
            break
        order += other.tag == "a"
    return order


def _find(
    tree: LexborHTMLParser, scripts: Sequence[tuple[LexborNode, str]], base: Base
) -> tuple[ColumnForm, str, LexborNode] | None:
    for node in tree.css("iframe, frame"):
        # Until it is scrolled to, a frame keeps its address in another attribute.
        src = next((v for v in node.attributes.values() if v and _PATH.search(v)), None)
        if src and not nodes.is_unseen(node):
            return ColumnForm.IFRAME, base.absolute(src.strip()) or src, node
    naming = ((node, code) for node, code in scripts if _names_feed(node, code))
    for node, code in islice(naming, _SCRIPTS):
        src = node.attributes.get("src") or ""
        if nodes.is_unrun(node) or (node.attributes.get("type") or "").lower() in _NO_SCRIPTS:
            continue
        if src and _PATH.search(src):
            place = _place(tree, scripts) or node
            if place is node or not nodes.is_unseen(place):
                return ColumnForm.SCRIPT, base.absolute(src) or src, place
            continue
        plain = _HALVES.sub("", _COMMENT.sub("", code))
        match = _DATA.search(plain)
        if match and _is_used(plain, match.start(1), scripts):
            target = _target(tree, code)
            if (target is not None and nodes.is_unseen(target)) or _NO_SIZE.search(plain):
                continue
            form = ColumnForm.IFRAME if "iframe" in code.lower() else ColumnForm.SCRIPT
            return form, base.absolute(match[1]) or match[1], target or node
    return None


def _names_feed(node: LexborNode, code: str) -> bool:
    if "pushinfo" in code or ("/push" in code and "pushinfo" in _HALVES.sub("", code)):
        return True
    return _PATH.search(node.attributes.get("src") or "") is not None


def _is_used(code: str, at: int, scripts: Sequence[tuple[LexborNode, str]]) -> bool:
    """Whether an address in a script does anything: one in a variable that is named nowhere
    else does not."""
    variable = _VARIABLE.search(code, max(0, at - 80), at)
    if variable is None:
        return True
    named: int = sum(
        name == variable[1]
        for _, other in scripts
        if variable[1] in other
        for name in _NAME.findall(_COMMENT.sub("", other))
    )
    return named > 1


def _place(tree: LexborHTMLParser, scripts: Sequence[tuple[LexborNode, str]]) -> LexborNode | None:
    """Where a script's callback draws, if the page's own code says so."""
    for _, code in scripts:
        if _CALLBACK in code and (target := _target(tree, code)) is not None:
            return target
    return None


def _target(tree: LexborHTMLParser, code: str) -> LexborNode | None:
    for match in _TARGET.finditer(code):
        node = tree.css_first(f'[id="{match[1]}"]')
        if node is not None:
            return node
    return None
