"""The gov.cn push feed inside a page: by script, JSONP or frame (rules, section 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import ColumnForm
from repostwatch.reading.addresses import Base

_PATH = re.compile(r"/pushinfo/v\d{6}/?", re.IGNORECASE)
_DATA = re.compile(
    r"""["'(=\s]((?:https?:)?//?[^"'\s()<>]{0,200}/?pushinfo/v\d{6}/[^"'\s()<>]{0,60})""",
    re.IGNORECASE,
)
_CALLBACK = "pushInfoJsonpCallBack"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?:^|(?<=[\s;{}]))//[^\n]*", re.DOTALL)
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

    A link to the feed is no embed, nor is a script that is commented out.
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
        src = node.attributes.get("src") or node.attributes.get("data-src") or ""
        if _PATH.search(src):
            return ColumnForm.IFRAME, base.absolute(src) or src, node
    for node, code in scripts:
        src = node.attributes.get("src") or ""
        if src and _PATH.search(src):
            return ColumnForm.SCRIPT, base.absolute(src) or src, _place(tree, scripts) or node
        match = _DATA.search(_COMMENT.sub("", code)) if "pushinfo" in code else None
        if match:
            form = ColumnForm.IFRAME if "iframe" in code.lower() else ColumnForm.SCRIPT
            return form, base.absolute(match[1]) or match[1], _target(tree, code) or node
    return None


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
