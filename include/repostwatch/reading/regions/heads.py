"""The heading of a part of a page: what stands before it, or its tab."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from repostwatch.reading.addresses import ARTICLE, link_target
from repostwatch.reading.columns.panels import MORE
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.regions.places import heads, waits
from repostwatch.reading.regions.subject import LONGEST, crumb, plain

_LEVELS = 8
_TABS = 8  # more names side by side are a menu
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption", "legend", "strong"))
_NO_NAME = re.compile(
    r"(?:正在|数据|努力)*(?:加载|载入|读取)中?[.。…]*|请?稍[候等后].*|系统(?:繁忙|异常).*|暂无(?:数据|内容|信息|记录)"
    r"|.{0,12}(?:服务器|数据库).{0,12}(?:错误|失败|异常).{0,8}|没有(?:找到|查询到|检索到).*|.{0,4}(?:启用|开启|打开).{0,3}javascript.*"
    r"|[\d\s.,:：/年月日时分\-\[\]()（）]*(?:星期.)?|共?\s?\d+\s?[条页篇].*|(?:标题|日期|时间|序号|名称|发布日期|发布时间|文号)+|搜索|查询|检索|排序"
)
_SENTENCE = frozenset("，。！？；")  # what has one is a note, and no name
_CRUMB = re.compile(r"位置|在这里")
_HOME = frozenset(("首页", "网站首页", "本站首页"))
_NOWHERE = re.compile(r"#|javascript:|about:", re.IGNORECASE)
_LONG = 400  # characters; a longer neighbour is no heading


@dataclass(frozen=True, slots=True)
class Head:
    """A heading's words and the element that holds them. `titles`: that is a heading or a title
    bar, and no box of its own. `href`: where its first link leads."""

    name: str
    node: int
    titles: bool = True
    href: str | None = None


class Heads:
    """Finds headings in one page. `taken` are the elements with rows or places inside, which are
    no headings."""

    def __init__(self, taken: Collection[int]) -> None:
        self._taken = taken
        self._known: dict[int, tuple[str, ...]] = {}
        self._frames = PageChrome()

    def chain(self, node: LexborNode, first: LexborNode | None = None) -> list[Head]:
        """The nearest heading on each level above a part, the nearest first; in the part itself
        what stands before the piece of its `first` row is nearer than all."""
        own = self._within(node, first) if first is not None else None
        found = [own] if own is not None else []
        part, child = node, node
        for _level in range(_LEVELS):
            if part.tag in ("body", "html") or part.parent is None:
                break
            head = self._before(part, child)
            if head is not None:
                found.append(head)
            part, child = part.parent, part
        return found

    def _within(self, node: LexborNode, first: LexborNode) -> Head | None:
        """The heading in a part before its first row, as of a box that begins with a lead story."""
        path: list[LexborNode] = []
        part: LexborNode | None = first
        while part is not None and part.mem_id != node.mem_id and len(path) < _LEVELS:
            path.append(part)
            part = part.parent
        if part is None or part.mem_id != node.mem_id:
            return None  # the piece is more than the part
        for part in path:
            for other in nodes.elements(part, "prev"):
                if other.mem_id in self._taken or not heads(other):
                    continue
                names, href = self._names(other), way(other)
                if len(names) == 1 and (href is None or link_target(href) is not ARTICLE):
                    return Head(names[0], other.mem_id, href=href)
        return None

    def _before(self, part: LexborNode, child: LexborNode) -> Head | None:
        for passed, other in enumerate(nodes.elements(part, "prev")):
            if other.mem_id in self._taken:
                continue
            names = self._names(other)
            if len(names) == 1:
                return Head(names[0], other.mem_id, heads(other), way(other))
            if len(names) < 2 or self._is_menu(other, names):
                continue
            if tab := _tab(names, part, child, passed):
                return Head(tab, other.mem_id)
        return None

    def _is_menu(self, node: LexborNode, names: Sequence[str]) -> bool:
        """Whether names side by side are the site's menu, and no tabs of what stands below."""
        if not _HOME.isdisjoint(names):
            return True
        link = node.css_first("a[href]")
        return link is not None and way(node) is not None and self._frames.holds(link)

    def _names(self, node: LexborNode) -> tuple[str, ...]:
        """The names that a neighbour consists of; none where it is something else."""
        known = self._known.get(node.mem_id)
        if known is None:
            known = self._known[node.mem_id] = _names(node)
        return known


def _names(node: LexborNode) -> tuple[str, ...]:
    text = node.text(separator="\n", strip=True)
    if not text or len(text) > _LONG:
        return ()
    if _CRUMB.search(text[:20]):
        last = crumb(text)
        return (last,) if last else ()
    # What is called 更多 beside a name is none of it.
    lines = [line for line in text.split("\n") if not MORE.search(line.strip()[:6])]
    if node.tag in _TITLES and len("".join(lines)) <= LONGEST:
        lines = ["".join(lines)]
    named = [plain(line) for line in lines]
    if not 1 <= len(named) <= _TABS:
        return ()
    if any(not 2 <= len(name) <= LONGEST or _NO_NAME.fullmatch(name) for name in named):
        return ()
    if any(not _SENTENCE.isdisjoint(name) for name in named):
        return ()
    if node.first_child is not None and waits(node):
        return ()  # a heading with a list of its own, which is not in the bytes
    return tuple(named)


def _tab(names: tuple[str, ...], part: LexborNode, child: LexborNode, passed: int) -> str:
    """The tab that belongs to a panel: that of its rank, where there are as many panels."""
    after = [node for node in nodes.elements(part, "next") if node.tag == part.tag]
    if passed + 1 + len(after) == len(names) and len(names) > 1:
        return names[passed]
    before = [node for node in nodes.elements(child, "prev") if node.tag == child.tag]
    behind = [node for node in nodes.elements(child, "next") if node.tag == child.tag]
    if child.mem_id != part.mem_id and len(before) + 1 + len(behind) == len(names):
        return names[len(before)]
    return ""


def way(node: LexborNode) -> str | None:
    """Where the first link of an element leads that leads elsewhere."""
    links = [node] if node.tag == "a" else node.css("a[href]")[:_TABS]
    hrefs = ((link.attributes.get("href") or "").strip() for link in links)
    return next((href for href in hrefs if href and not _NOWHERE.match(href)), None)


def leads_nowhere(link: LexborNode) -> bool:
    """Whether a link has no address but the page's own."""
    href = (link.attributes.get("href") or "").strip()
    return not href or _NOWHERE.match(href) is not None
