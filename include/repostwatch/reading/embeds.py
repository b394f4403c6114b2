"""The gov.cn push feed inside a page: by script, JSONP or frame (docs/rules.md section 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_BLANK = re.compile(r"about:|javascript:|#|data:", re.IGNORECASE)
_NO_SCRIPTS = frozenset(("text/template", "text/html", "text/x-template", "text/plain"))
_JOINED = re.compile(r"""(["'])\s*\+\s*["']""")
_VARIABLE = re.compile(r"""(?<![.\w$])([A-Za-z_$][\w$]{0,60})\s{0,9}=\s{0,9}["']$""")
_COMMENT = re.compile(r"/\*.*?\*/|(?:^|(?<=[\s;{}]))//[^\n]*", re.DOTALL)
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

    What nobody can see is no embed: a link to the feed, a frame out of sight or without size, a
    script that is commented out or that keeps the address without using it.
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
        src = _frame_address(node)
        if src and not nodes.is_never_shown(node):
            return ColumnForm.IFRAME, base.absolute(src) or src, node
    for node, code in scripts:
        if _never_runs(node):
            continue
        src = node.attributes.get("src") or ""
        if src and _PATH.search(src):
            return ColumnForm.SCRIPT, base.absolute(src) or src, _place(tree, scripts) or node
        running = _running(code) if "push" in code else ""
        match = _DATA.search(running)
        if match and not _is_unused(running, match, scripts):
            form = ColumnForm.IFRAME if "iframe" in code.lower() else ColumnForm.SCRIPT
            return form, base.absolute(match[1]) or match[1], _target(tree, code) or node
    return None


def _frame_address(node: LexborNode) -> str | None:
    """The feed's address as the frame shows it, at once or when it is scrolled into sight:
    lazy loaders keep it in an attribute of their own (data-src, data-original, …)."""
    src = (node.attributes.get("src") or "").strip()
    if src and not _BLANK.match(src):
        return src if _PATH.search(src) else None
    return next(
        (
            value
            for name, value in node.attributes.items()
            if name != "src" and value and _PATH.search(value)
        ),
        None,
    )


def _never_runs(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in ("noscript", "template"):
            return True
        parent = parent.parent
    return (node.attributes.get("type") or "").lower() in _NO_SCRIPTS


def _running(code: str) -> str:
    """The code without its comments, texts that `+` joins in one piece."""
    return _JOINED.sub("", _COMMENT.sub("", code))


def _is_unused(code: str, match: re.Match[str], scripts: Sequence[tuple[LexborNode, str]]) -> bool:
    """Whether the address only fills a variable that nothing on the page reads. A script of
    the portal's own from elsewhere may read it."""
    named = _VARIABLE.search(code[max(0, match.start() - 80) : match.start() + 1])
    if named is None or named[1].lower() in ("src", "href"):  # markup that the code writes
        return False
    if any(node.attributes.get("src") for node, _ in scripts):
        return False
    name = re.compile(rf"(?<![\w$]){re.escape(named[1])}(?![\w$])")
    return sum(len(name.findall(_running(other))) for _, other in scripts) < 2


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
