"""What stands in a list, or right above it, in the place of rows that did not come.

What stands below the last row hides none that is newer: pages load what is older there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from repostwatch.base.sites import same_site
from repostwatch.model import Reason, because
from repostwatch.model.codes import ListCode
from repostwatch.model.reasons import quoted
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.unseen import Hidden
from repostwatch.reading.regions import places
from repostwatch.reading.regions.places import Place

_DOES = "加载|载入|读取|查询|获取|同步|刷新|整理|更新|维护|录入|审核|建设"
_FAILED = re.compile(
    rf"(?:{_DOES}|请求|连接|访问|执行)(?:数据)?(?:失败|超时|出错|错误|异常)"
    r"|(?:数据库|服务器|系统|网络|程序|接口)[^。，；]{0,8}(?:失败|超时|出错|错误|异常|繁忙|中断)"
    r"|无法(?:显示|加载|读取|连接|获取)|出错了|错误\s?'[0-9a-f]{8}'"
    r"|an error occurred while|\bon\s+line\s+\d|\bMicrosoft (?:OLE DB|VBScript|JET)|\bODBC\b"
    r"|\b\w{0,40}Exception\b|\bstack ?trace\b|\b(?:SQL|syntax|runtime|server|fatal|parse) error\b",
    re.IGNORECASE,
)
_WAITS = re.compile(
    rf"正在(?:努力)?(?:{_DOES})|(?:{_DOES})中[\s.。…]*$|^[.…\s]{{2,}}$|敬请期待|\bloading\b|请稍[候等后]"
    r"|登[录陆]后|(?:请|需|未|须)[^。]{0,4}登[录陆]|(?:没有|暂?无)(?:访问|查看|浏览)?权限|权限不足",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"^(?:暂无|没有找到|没有查询到|没有检索到|无)(?:相关)?(?:数据|内容|信息|记录|文件)"
)
_TEMPLATE = re.compile(r"\$!?\{|\{\{|\{%|<%|@\{|#\{|\[\[|%>")
_MADE_LATER = re.compile(
    r"(?:^|[-_\s/])(?:skeleton|spinner|shimmer|placeholder|loader|loading|preload)", re.IGNORECASE
)
_INCLUDE = re.compile(r"^<!--\s*(?:#\s?(?:include|exec)\b|esi\b)", re.IGNORECASE)
_FILLED = (
    "hx-get", "data-hx-get", "ic-get-from", "up-defer", "w3-include-html", "data-include", "is",
    "x-for", "v-for", "ng-repeat", "th:each", "data-load", "data-api", "data-remote",
)  # fmt: skip
_MADE_UP = re.compile(r"[a-z][^\W_]*+[-_:][\w:.-]*+", re.IGNORECASE)  # tags of no standard
# Elements of an office program's text, and drawings: none of them is filled.
_OWN_WORDS = re.compile(r"(?:o|v|w|st1|font-face|annotation-xml|color-profile)(?::|$)")
_SERVERS = re.compile(r"(?:esi|jsp|c|asp|cms):\w")
_WORDS = 300  # characters; more is a part of the page with things of its own
_TITLE = 4
_ABOVE = 6  # nodes above a list that are looked at, on each of the levels
_LEVELS = 3


@dataclass(frozen=True)
class NotCome:
    """Looks at one page's lists; `frames` are its places that show another page."""

    url: str
    frames: Mapping[int, Place]

    def why(self, container: LexborNode, lines: Collection[int]) -> Reason | None:
        """What stands among or above the lines of a list (the children that hold its rows)."""
        first, runs = True, list(_runs(container, lines))
        for run in runs[:-1]:  # none after the last line
            if found := self._instead(run, first=first):
                return found
            first = False
        # An include that nobody closed holds all that follows.
        around = container if _SERVERS.match(container.tag or "") else container.parent
        if around is not None and _SERVERS.match(around.tag or ""):
            return because(ListCode.PART_UNREAD, words=quoted(around.tag or ""))
        for node in above(container):
            if found := self._part(node, beside=True) or _failed(node):
                return found
        return None

    def _instead(self, run: list[LexborNode], *, first: bool) -> Reason | None:
        hidden = Hidden()
        seen = [node for node in run if node.is_text_node or not hidden.holds(node)]
        texts = [text for node in seen if (text := _text(node))]
        marks = (_FAILED, _WAITS, _NONE) if first else (_FAILED, _WAITS)
        # A sentence may stand in several elements.
        for text in dict.fromkeys((*texts, " ".join(texts))):
            if len(text) <= _WORDS and any(mark.search(text) for mark in marks):
                return because(ListCode.NOT_COME, words=quoted(text))
        return next(filter(None, (self._part(node) or _unfilled(node) for node in seen)), None)

    def _part(self, node: LexborNode, *, beside: bool = False) -> Reason | None:
        """The first part in an element that is filled from elsewhere and was not."""
        if node.tag == "-comment" and _INCLUDE.match(node.html or ""):
            return _part_of(node)
        if not node.is_element_node or len(_text(node)) >= _WORDS:
            return None
        for part in node.css("*"):
            if self._waits(part, beside=beside) and not nodes.is_hidden(part):
                return _part_of(part)
        return None

    def _waits(self, part: LexborNode, *, beside: bool) -> bool:
        tag, attributes = part.tag or "", part.attributes
        if tag in ("iframe", "frame"):
            place = self.frames.get(part.mem_id)
            known = place is not None and same_site(place.url or "", self.url)
            return not known and not places.is_widget(part) and not attributes.get("srcdoc")
        if part.mem_id in self.frames:
            return not same_site(self.frames[part.mem_id].url or "", self.url)
        if len(_text(part)) >= _TITLE:
            return False
        if tag == "template":
            return not beside and "shadowrootmode" not in attributes
        if any(name in attributes for name in _FILLED):
            return True
        made = _MADE_UP.fullmatch(tag) is not None and not _OWN_WORDS.match(tag)
        return made and (not beside or any("/" in (value or "") for value in attributes.values()))


def above(container: LexborNode) -> Iterator[LexborNode]:
    """What stands right above a list, headings aside, up to the first thing that has links."""
    part: LexborNode | None = container
    for _level in range(_LEVELS):
        if part is None or part.tag in ("body", "html"):
            return
        other, seen = part.prev, 0
        while other is not None and seen < _ABOVE:
            if other.is_element_node and other.css_first("a") is not None:
                if places.heads(other):
                    other = other.prev
                    continue
                return
            yield other
            other, seen = other.prev, seen + 1
        part = part.parent


def _runs(container: LexborNode, lines: Collection[int]) -> Iterator[list[LexborNode]]:
    """What stands before, between and after the lines of a list."""
    run: list[LexborNode] = []
    for node in _children(container):
        if node.mem_id in lines:
            yield run
            run = []
        else:
            run.append(node)
    yield run


def _children(container: LexborNode) -> Iterable[LexborNode]:
    for node in container.iter(include_text=True):
        if node.tag == "tbody":
            yield from node.iter(include_text=True)
        elif node.tag not in ("thead", "script", "style"):
            yield node


def _text(node: LexborNode) -> str:
    if node.is_text_node:
        return (node.text_content or "").strip()
    return (node.text(separator=" ", strip=True) or "") if node.is_element_node else ""


def _failed(node: LexborNode) -> Reason | None:
    text = _text(node)
    if not 0 < len(text) <= _WORDS or not _FAILED.search(text) or places.heads(node):
        return None
    hidden = node.is_element_node and nodes.is_hidden(node)
    return None if hidden else because(ListCode.NOT_COME, words=quoted(text))


def _unfilled(node: LexborNode) -> Reason | None:
    """A row that waits for its words: letters of a template, or a shape that stands for them."""
    if not node.is_element_node:
        return _part_of(node) if _TEMPLATE.search(_text(node)) else None
    text, inside = _text(node), node.css("*")
    said = [text, *(value or "" for one in inside for value in one.attributes.values())]
    if len(text) <= _WORDS and any(_TEMPLATE.search(value) for value in said):
        return _part_of(node)
    if len(text) >= _TITLE:
        return None
    for one in inside:
        attributes = one.attributes
        lazy = one.tag == "img" and any(name.startswith("data-") for name in attributes)
        shown = ("class", "id", "src") if one.tag == "img" else ("class", "id")
        if not lazy and _MADE_LATER.search(" ".join(attributes.get(name) or "" for name in shown)):
            return _part_of(node)
    return None


def _part_of(node: LexborNode) -> Reason:
    said = _text(node) or node.html or ""
    return because(ListCode.PART_UNREAD, words=quoted(said[:_WORDS]))
