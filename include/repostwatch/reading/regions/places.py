"""Parts of a page whose rows are not in its bytes: places that a script fills, frames."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from repostwatch.model import Reason, RegionForm, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.regions import loading
from repostwatch.settings import ReadingSettings

_WITH_ID = "div[id], ul[id], ol[id], table[id], tbody[id], section[id], dl[id]"
_LISTS = "ul, ol, table, dl, tbody"
_LOOPS = "[v-for], [ng-repeat], [data-ng-repeat], [ms-for], [data-bind]"
# What an empty element is for that is no list, by the names that authors give.
_WIDGET = re.compile(
    r"(?:^|[-_\s])(?:page[rs]?|pagination|paging|fenye|nav\w*|menu\w*|share|search|foot\w*|banner"
    r"|top|count\w*|hits?"
    r"|visits?|weather|qr\w*|time|date|user|login|video|player|map|ads?|float\w*|barrier\w*"
    r"|wza|slt|speech|tip\w*|toolbar"
    r"|bdshare\w*"
    r"|jiathis\w*|mask|dialog|modal|loading|copyright|jiucuo|conac)(?![a-z])",
    re.IGNORECASE,
)
_LIST_NAME = re.compile(
    r"list|con|content|items?|news|data|rows?|info|main|body|lb|xxlb|app|root|wrap|view",
    re.IGNORECASE,
)
_FETCHES = re.compile(
    r"\$\.(?:get|getJSON|post|ajax)\b|\bfetch\(|XMLHttpRequest|\baxios\b|\.load\("
    r"|new Vue\b|createApp\("
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_TITLE = re.compile(r"(?:^|[-_\s])\w{0,12}(?:title|tit|head|hd)\d{0,2}(?![a-z])", re.IGNORECASE)
# What shows something else within a page.
_EMBEDDED = "iframe, frame, object, embed, noscript, [w3-include-html], [data-include], img[src]"
FRAMES = "iframe, frame, object[data], embed[src], [w3-include-html], [data-include]"
_SHOWS = ("src", "data", "w3-include-html", "data-include")
_PAGE = re.compile(r"[^?#]+\.(?:s?html?|jsp|aspx?|php|do)(?:[?#]|$)|[^?#]*/$", re.IGNORECASE)
# What stands where a list is still to come, or did not come.
_STUB = re.compile(
    r"^(?:(?:正在|数据|努力|页面)*(?:加载|载入|读取)中?[.。…]*(?:请?稍[候等后].{0,6})?|请?稍[候等后].{0,6}"
    r"|系统(?:繁忙|异常).{0,16}|.{0,10}(?:服务器|数据库).{0,10}(?:错误|失败|异常).{0,8}|.{0,4}\$!?\{.{0,40}|<[%#].{0,60}"
    r"|\{\{.{0,40}|没有(?:找到|查询到|检索到).{0,12}|请?.{0,4}(?:启用|开启|打开).{0,3}javascript.{0,16})$",
    re.IGNORECASE,
)
_STUBS = "div, p, ul, li, td, span, section, noscript"
_SMALL = re.compile(r"\d{1,4}(?:px)?")
_MOST = 60  # places; a page with more has no list among them that anybody could name
SCRIPTED = because(ListCode.SCRIPTED)
EMPTY = because(ListCode.EMPTY)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the page without rows: its element, what it is, and for a frame what it shows."""

    node: LexborNode
    form: RegionForm
    url: str | None = None
    reason: Reason | None = None


def places(doc: Document, above: Collection[int], settings: ReadingSettings) -> list[Place]:
    """The empty places and frames of a page that could hold its list, in no order.

    `above` are the elements that hold rows: none of them is empty.
    """
    found: dict[int, Place] = {}
    for place in (*_frames(doc, settings), *_loops(doc), *_empty(doc, above), *_stubs(doc, above)):
        found.setdefault(place.node.mem_id, place)
    return list(found.values())[:_MOST]


def framed(doc: Document, settings: ReadingSettings) -> bool:
    """Whether a page shows another page of its own server."""
    return any((place.url or "").startswith(doc.base.origin) for place in _frames(doc, settings))


def _frames(doc: Document, settings: ReadingSettings) -> Iterator[Place]:
    feed = doc.feed.place.mem_id if doc.feed and doc.feed.place else None
    for node in doc.tree.css(FRAMES):
        address = _shown_by(node)
        url = doc.base.absolute(address) if address else None
        if (
            url is None
            or node.mem_id == feed
            or _tiny(node.attributes, settings)
            or nodes.is_hidden(node)
        ):
            continue
        yield Place(node, RegionForm.FRAME, url)


def _shown_by(node: LexborNode) -> str | None:
    """The address of the page that an element shows within this one."""
    if node.tag in ("iframe", "frame"):
        return next(iter(nodes.frame_addresses(node)), None)
    attributes = node.attributes
    address = next((value for name in _SHOWS if (value := attributes.get(name))), "")
    return address if _PAGE.match(address) else None


def _tiny(attributes: dict[str, str | None], settings: ReadingSettings) -> bool:
    """Whether a frame's own attributes make it too small to show a list."""
    for name, least in zip(("width", "height"), settings.frame_pixels, strict=True):
        value = (attributes.get(name) or "").strip()
        if _SMALL.fullmatch(value) and int(value.removesuffix("px")) < least:
            return True
    return False


def _loops(doc: Document) -> Iterator[Place]:
    if not any(mark in doc.source for mark in ("v-for", "ng-repeat", "ms-for", "data-bind")):
        return
    for node in doc.tree.css(_LOOPS)[:_MOST]:
        if node.parent is not None:
            yield Place(node.parent, RegionForm.PLACE, reason=SCRIPTED)


def _stubs(doc: Document, above: Collection[int]) -> Iterator[Place]:
    """The places that say they are loading, or that something failed, apart from any rows."""
    if not any(_STUB.match(line) for line in doc.shown.split("\n")):
        return
    for node in doc.tree.css(_STUBS):
        around = node.parent
        if around is None or around.mem_id in above or node.mem_id in above:
            continue
        text = (node.text(strip=True) or "") if node.first_child is not None else ""
        if _STUB.match(text) and not nodes.is_hidden(node):
            yield Place(node, RegionForm.PLACE, reason=SCRIPTED)


def _empty(doc: Document, above: Collection[int]) -> Iterator[Place]:
    codes = [code for code in doc.codes if code]
    fetches = any(map(_FETCHES.search, codes))
    for node in doc.tree.css(_WITH_ID if doc.codes else _LISTS):
        if node.mem_id in above or not _is_empty(node) or is_widget(node):
            continue
        name = node.attributes.get("id") or ""
        known = name and any(f"{mark}{name}" in code for code in codes for mark in "#\"'")
        under = name and bool(doc.codes) and _under_heading(node)
        if known or under or (fetches and looks_like_list(node)):
            filled = under or looks_like_list(node) or (known and loading.loads(doc, node))
            form = RegionForm.PLACE if filled else RegionForm.BLANK
            yield Place(node, form, reason=SCRIPTED)
    for node in doc.tree.css(_LISTS):
        if node.mem_id not in above and _is_empty(node) and not is_widget(node):
            form = RegionForm.PLACE if fetches else RegionForm.BLANK
            yield Place(node, form, reason=SCRIPTED if fetches else EMPTY)


def _under_heading(node: LexborNode) -> bool:
    """Whether an element comes right after a heading, and no rows of that heading after it: what
    a script from elsewhere may fill."""
    before, after = (nodes.elements(node, step)[:1] for step in ("prev", "next"))
    if not before or not heads(before[0]):
        return False
    return not after or after[0].css_first("a") is None or _headed(after[0])


def heads(node: LexborNode) -> bool:
    """Whether an element is a heading or a title bar, by its tag or its names."""
    return node.tag in _HEADINGS or _TITLE.search(_marks(node)) is not None


def _headed(node: LexborNode) -> bool:
    """Whether a part begins with a heading of its own."""
    first = next(iter(node.css("*")[1:2]), None)
    return heads(node) or (first is not None and heads(first))


def waits(node: LexborNode) -> bool:
    """Whether a part that shows nothing but a name also holds an empty place for a list."""
    if not heads(node) and node.css_first(_EMBEDDED) is not None:
        return True
    return any(
        _is_empty(part) and not is_widget(part) and _LIST_NAME.search(_marks(part))
        for part in node.css("div, ul, ol, section, table")
    )


def _is_empty(node: LexborNode) -> bool:
    return not (node.text() or "").strip() and node.css_first("img, iframe, a, input") is None


def is_widget(node: LexborNode) -> bool:
    """Whether an empty element's own names say that it is made for something else than a list."""
    return _WIDGET.search(_marks(node)) is not None


def looks_like_list(node: LexborNode) -> bool:
    """Whether an empty element is made to hold items, by its tag or its names."""
    return node.tag not in ("div", "section") or _LIST_NAME.search(_marks(node)) is not None


def _marks(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def holding(found: Iterable[LexborNode]) -> set[int]:
    """The elements themselves and all above them that are less than the page."""
    seen: set[int] = set()
    for start in found:
        node: LexborNode | None = start
        while node is not None and node.tag not in ("body", "html") and node.mem_id not in seen:
            seen.add(node.mem_id)
            node = node.parent
    return seen
