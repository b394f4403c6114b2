"""The gov.cn push feed inside a page: by script, JSONP or frame (docs/rules.md, section 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.base.sites import GOV_HOST, same_site
from repostwatch.model import ColumnForm
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.dead_code import ScriptCode
from repostwatch.reading.dom.styles import Styles

_PATH = re.compile(r"/pushinfo/v\d{6}/?", re.IGNORECASE)
_DATA = re.compile(
    r"""["'(=\s]((?:https?:)?//?[^"'\s()<>]{0,200}/?pushinfo/v\d{6}/[^"'\s()<>]{0,60})""",
    re.IGNORECASE,
)
_LOCAL = ("127.", "localhost")
_CALLBACK = "pushInfoJsonpCallBack"
# What a script does with an element of an id: the id, and the rest of the statement.
_SHOWS = re.compile(r"[\"'(]#?([\w-]{1,60})[\"']\s*\)([^;\n]{0,60})")
_HIDES = re.compile(
    r"(?:display|visibility)\s*[=(,:\"']+\s*[\"']?(?:none|hidden)|\.hide\(|\.remove\("
)
_NO_SCRIPTS = frozenset(("text/template", "text/html", "text/x-template", "text/plain"))
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|(?:^|(?<=[\s;{}]))//[^\n]*", re.DOTALL)
# An address written as several strings: "http://www.gov.cn/pushinfo/" + "v150203/pushinfo.js".
_HALVES = re.compile(r"""["']\s*\+\s*["']""")
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
    tree: LexborHTMLParser,
    frames: Sequence[LexborNode],
    scripts: Sequence[tuple[LexborNode, str]],
    base: BaseAddress,
    own: str,
) -> Embed | None:
    """The push feed as the page embeds it, or None. `scripts` are the page's, with their code;
    `own` is the page's address.

    A link to the feed is no embed, nor is a feed of another host, nor what nobody sees: a script
    that is commented out or never runs, a frame that is hidden, without size or shown only where
    scripts are off, an unused variable.
    """
    found = _Search(tree, scripts, base, own).found(frames)
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


class _Search:
    """Searches one page for the feed; styles and code are parsed only if something names it."""

    def __init__(
        self,
        tree: LexborHTMLParser,
        scripts: Sequence[tuple[LexborNode, str]],
        base: BaseAddress,
        own: str,
    ) -> None:
        self.tree, self.scripts, self.base, self.page = tree, scripts, base, own

    @cached_property
    def alone(self) -> bool:
        """Whether no script but the feed's comes from another file, which might do anything."""
        sources = (node.attributes.get("src") for node, _ in self.scripts)
        return all(not src or _PATH.search(src) for src in sources)

    @cached_property
    def styles(self) -> Styles:
        sheets, codes = self.tree.css("style"), [code for _, code in self.scripts]
        return Styles(self.tree, sheets, codes, alone=self.alone)

    @cached_property
    def code(self) -> ScriptCode:
        return ScriptCode(self.tree, [_plain(code) for _, code in self.scripts], alone=self.alone)

    def unseen(self, node: LexborNode) -> bool:
        return nodes.is_invisible(node) or self.styles.hide(node) or self.hidden_by_code(node)

    def hidden_by_code(self, node: LexborNode) -> bool:
        """Whether a script hides the element, or one around it, by its id, and none shows it."""
        part: LexborNode | None = node
        while part is not None and part.tag not in ("body", "html"):
            name = part.attributes.get("id")
            codes = [code for _, code in self.scripts if name and name in code]
            calls = [call[2] for code in codes for call in _SHOWS.finditer(code) if call[1] == name]
            if calls and all(_HIDES.search(call) for call in calls) and len(calls) == len(codes):
                return True
            part = part.parent
        return False

    def feed(self, address: str) -> str | None:
        """The absolute address of the feed; None where another host has something like it."""
        url = self.base.absolute(address.strip())
        if url is None:
            return None
        host = _host(url)
        if GOV_HOST.fullmatch(host):
            return url
        # A portal may pass the feed on from a host of its own; on one machine any port is its own.
        local = host.startswith(_LOCAL) and _host(self.page).startswith(_LOCAL)
        return url if local or same_site(url, self.page) else None

    def found(self, frames: Sequence[LexborNode]) -> tuple[ColumnForm, str, LexborNode] | None:
        for node in frames:
            src = next((one for one in nodes.frame_addresses(node) if _PATH.search(one)), None)
            if src and (url := self.feed(src)) and not self.unseen(node):
                return ColumnForm.IFRAME, url, node
        naming = ((node, code) for node, code in self.scripts if _names_feed(node, code))
        for node, code in islice(naming, _SCRIPTS):
            if nodes.is_inert(node) or (node.attributes.get("type") or "").lower() in _NO_SCRIPTS:
                continue
            src = node.attributes.get("src") or ""
            embed = self.by_address(node, src) if _PATH.search(src) else self.by_code(node, code)
            if embed is not None:
                return embed
        return None

    def by_address(self, node: LexborNode, src: str) -> tuple[ColumnForm, str, LexborNode] | None:
        """The feed's own script."""
        place = _place(self.tree, self.scripts)
        url = self.feed(src)
        if url is None or (place is not None and self.unseen(place)):
            return None
        return ColumnForm.SCRIPT, url, place or node

    def by_code(self, node: LexborNode, code: str) -> tuple[ColumnForm, str, LexborNode] | None:
        """The feed that a script of the page fetches or writes a frame of."""
        plain = _plain(code)
        for match in islice(_DATA.finditer(plain), _SCRIPTS):
            at = match.start(1)
            url = self.feed(match[1])
            if url is None or not _is_used(plain, at, self.scripts):
                continue
            if self.code.never_runs(plain, at):
                continue
            target = _target(self.tree, code)
            # What a script writes stands where the script does.
            place = node if target is None and "document.write" in plain else target
            if (place is not None and self.unseen(place)) or _NO_SIZE.search(plain):
                return None
            form = ColumnForm.IFRAME if "iframe" in code.lower() else ColumnForm.SCRIPT
            return form, url, target or node
        return None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _plain(code: str) -> str:
    """Code without comments, and with the halves of addresses put together."""
    return _HALVES.sub("", _COMMENT.sub("", code))


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
