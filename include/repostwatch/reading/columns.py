"""The featured policy column of a homepage: a headed block, or the gov.cn push feed.

A heading is a piece of text that is nothing but the column's name. Its items are what
follows it: in the elements beside it, or, where it is one of several tabs, in the panel of
the same rank. A menu entry has neither and is no column.
"""

from __future__ import annotations

import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import Column, ColumnForm, PageDate
from repostwatch.reading import nodes
from repostwatch.reading.addresses import Base, usable
from repostwatch.reading.embeds import Embed
from repostwatch.reading.frames import Frames
from repostwatch.reading.rows import Row
from repostwatch.settings import ReadingSettings

_KIND = (
    r"(?:重要|最新|有关|相关|政策|文件|信息|要闻|动态|部署|精神|公文|新闻|法规|发布|转载"
    r"|专栏|专区|栏目|库)"
)
NAME = re.compile(
    rf"(?:转载|最新|贯彻落实|学习贯彻)?(?:党中央[、\s]?|中央[、\s]?)?国务院(?:办公厅)?{_KIND}{{1,5}}"
    rf"|国务要闻|国办文件|中国政府网(?:{_KIND}{{1,3}})?|中央(?:政策|文件|精神|要闻|重要){{1,3}}(?:专栏)?"
)
_WEAK = re.compile(r"时政要闻|中央要闻|国内要闻|要闻转载")
# Without items, the site's own name is a link to the site.
_SITE = "中国政府网"
_STATE = re.compile(r"国务院|国办|中共中央|中办")
_HINT = re.compile(
    r"国务院|国务要闻|国办文件|中国政府网|中央(?:政策|文件|精神|要闻)|时政要闻|国内要闻"
)
_WORDS = ("国务院", "国务要闻", "国办文件", "中国政府网", "中央", "时政要闻", "国内要闻")
_HEADING = re.compile(
    rf"[>\"'】|·•:：\s](?:{NAME.pattern}|{_WEAK.pattern})[\s】|:：·•»&]{{0,12}}(?:[<\"']|$)"
)
_EDGE = "【】[]「」·•|:： \u3000\xa0>›»"
_LEVELS = 6
_TABS = 8  # more headings side by side are a menu
_FEW_TABS = 3  # and so are more than these where no panels follow
_MORE = re.compile(r"更多|more|>>|查看", re.IGNORECASE)


def columns(
    tree: LexborHTMLParser,
    source: str,
    kept: list[Row],
    blocks: dict[int, int],
    feed: Embed | None,
    base: Base,
    settings: ReadingSettings,
) -> tuple[Column, ...]:
    """Every policy column of the page, the push feed first, then in page order."""
    if feed is None and not _may_have_heading(source):
        return ()
    finder = _Finder(tree, kept, blocks, base, settings)
    found = finder.headed()
    if feed is None:
        return tuple(found)
    for index, column in enumerate(found):
        if "国务院" in column.name and (not column.items or column.form is ColumnForm.CHANNEL):
            upgraded = replace(column, form=feed.form, url=feed.url)
            return (upgraded, *found[:index], *found[index + 1 :])
    prominent, reason = finder.prominence(feed.order, feed.place)
    return (Column("国务院信息", feed.form, prominent, 0, feed.url, None, reason, None), *found)


def _may_have_heading(source: str) -> bool:
    """Whether a column's name stands alone between two tags: a quick look at the bytes."""
    for word in _WORDS:
        at = source.find(word)
        while at >= 0:
            if _HEADING.search(source[max(0, at - 12) : at + 40]):
                return True
            at = source.find(word, at + len(word))
    return False


class _Finder:
    """Looks for headed blocks in one page."""

    def __init__(
        self,
        tree: LexborHTMLParser,
        kept: list[Row],
        blocks: dict[int, int],
        base: Base,
        settings: ReadingSettings,
    ) -> None:
        self.tree, self.kept, self.blocks = tree, kept, blocks
        self.base, self.settings = base, settings
        self.owners = {row.node.mem_id: row for row in kept}
        self.frames = Frames()

    def headed(self) -> list[Column]:
        found: list[Column] = []
        names: set[tuple[str, str | None]] = set()
        for heading, name, order in self._headings():
            column = self._column(heading, name, order)
            if column is None or (column.name, column.url) in names:
                continue
            names.add((column.name, column.url))
            found.append(column)
        strong = [column for column in found if NAME.fullmatch(column.name)]
        return strong or found

    def _headings(self) -> list[tuple[LexborNode, str, int]]:
        """Elements whose whole text is a column's name, with the links that stand before."""
        root = self.tree.root
        if root is None:
            return []
        headings: list[tuple[LexborNode, str, int]] = []
        order = 0
        for node in root.traverse(include_text=True):
            tag = node.tag
            if tag == "a":
                order += 1
            elif tag == "img":
                name = (node.attributes.get("alt") or node.attributes.get("title") or "").strip(
                    _EDGE
                )
                if 4 <= len(name) <= 20 and NAME.fullmatch(name) and node.parent is not None:
                    headings.append((node, name, order))
            elif tag == "-text":
                text = node.text_content or ""
                if len(text) < 4 or len(text) > 200 or not _HINT.search(text):
                    continue
                name = "".join(text.split()).strip(_EDGE)
                if (NAME.fullmatch(name) or _WEAK.fullmatch(name)) and node.parent is not None:
                    headings.append((node.parent, name, order))
        return headings

    def _column(self, heading: LexborNode, name: str, order: int) -> Column | None:
        if heading.tag in ("title", "option", "script", "style"):
            return None
        owner = nodes.enclosing_link(heading)
        if owner is not None and owner.mem_id in self.owners:
            return None  # an item of that name is no heading
        url = self._url(owner)
        rows, body = self._body(owner or heading)
        if url is not None and rows and all(self.base.absolute(row.href) == url for row in rows):
            rows, body = [], "channel"  # “点击进入…专栏”: the heading's own address again
        framed = self.frames.holds(heading)
        if rows:
            if framed and not self.frames.holds(rows[0].node):
                return None  # a menu entry, and what follows the menu
            if _WEAK.fullmatch(name) and not any(
                _STATE.search(row.title) or "www.gov.cn" in row.href for row in rows
            ):
                return None
            prominent, reason = self.prominence(rows[0].order, heading)
            dates = [date for row in rows if (date := row.date or row.address_date)]
            return Column(
                name, ColumnForm.BLOCK, prominent, len(_distinct(rows)), url, _newest(dates),
                reason, self.blocks.get(rows[0].list_key),
            )  # fmt: skip
        if framed or body is None or _WEAK.fullmatch(name) or name == _SITE:
            return None
        if body == "blank":
            prominent, reason = self.prominence(order, heading)
            return Column(name, ColumnForm.BLOCK, prominent, 0, url, None, reason, None)
        if url is None:
            return None
        prominent, reason = self.prominence(order, heading)
        return Column(name, ColumnForm.CHANNEL, prominent, 0, url, None, reason, None)

    def _url(self, link: LexborNode | None) -> str | None:
        href = (link.attributes.get("href") or "") if link is not None else ""
        return self.base.absolute(href) if usable(href) else None

    def _body(self, heading: LexborNode) -> tuple[list[Row], str | None]:
        """The rows under a heading; without any, `blank`, `channel` or None (a menu entry)."""
        part, tabs, rank = heading, 1, 0
        for _level in range(_LEVELS):
            if part.parent is None or part.tag in ("body", "html"):
                break
            after = nodes.elements(part, "next")
            rows = self._panel(after, tabs, rank) if tabs > 1 else self._following(after, part)
            if rows or (tabs > 1 and rows is not None):
                return rows, "blank"
            if tabs == 1:
                rank = sum(self._is_twin(node, part) for node in nodes.elements(part, "prev"))
                tabs = rank + 1 + sum(self._is_twin(node, part) for node in after)
                if tabs > _TABS:
                    return [], None
                if tabs == 1 and any(nodes.is_empty_list(node) for node in after):
                    return [], "blank"
                if tabs == 1 and any(self._rows_in(node) for node in after):
                    break  # what follows has a heading of its own
            part = part.parent
        return [], None if tabs > _FEW_TABS else "channel"

    def _is_twin(self, node: LexborNode, part: LexborNode) -> bool:
        """Another heading or tab beside this one: same tag, a few characters, no items."""
        if node.tag != part.tag:
            return False
        text = "".join((node.text() or "").split())
        return 2 <= len(text) <= 24 and not _MORE.search(text[:6]) and not self._rows_in(node)

    def _following(self, after: list[LexborNode], part: LexborNode) -> list[Row]:
        rows: list[Row] = []
        for node in after:
            inside = self._rows_in(node)
            if inside:
                if self._has_heading(node, inside[0]):
                    break
                rows.extend(inside)
            elif self._is_twin(node, part) or node.tag in ("h1", "h2", "h3", "h4", "dt"):
                break  # what follows has a heading of its own
        return rows

    def _panel(self, after: list[LexborNode], tabs: int, rank: int) -> list[Row] | None:
        """The rows of the panel that belongs to the tab, or None where no panels are here."""
        if len(after) >= tabs and sum(bool(self._rows_in(node)) for node in after[:tabs]) >= 1:
            alike = [node for node in after if node.tag == after[0].tag]
            if len(alike) >= tabs:
                return self._rows_in(alike[rank])
        for node in after:
            if not self._rows_in(node):
                continue
            inner = node
            for _ in range(4):
                children = [child for child in inner.iter() if child.tag not in ("script", "style")]
                if len(children) == tabs:
                    return self._rows_in(children[rank])
                if len(children) != 1:
                    break
                inner = children[0]
        return None

    def _rows_in(self, node: LexborNode) -> list[Row]:
        anchors = [node] if node.tag == "a" else node.css("a")
        return [row for a in anchors if (row := self.owners.get(a.mem_id)) is not None]

    def _has_heading(self, node: LexborNode, first: Row) -> bool:
        """Whether a piece with items begins with a heading of its own."""
        for line in node.text(separator="\n", strip=True).split("\n")[:4]:
            text = "".join(line.split())
            if (
                not text
                or re.fullmatch(r"[\d\s./:年月日\[\]·•|-]+", text)
                or _MORE.search(text[:6])
            ):
                continue
            return text not in "".join(first.text.split()) and 2 <= len(text) <= 12
        return False

    def prominence(self, order: int, node: LexborNode | None) -> tuple[bool, str]:
        """Whether a block that begins at a link's order stands in a prominent place, and why."""
        if node is not None and nodes.is_hidden(node):
            return False, "栏目在网页中被隐藏"
        if node is not None and self.frames.holds(node):
            return False, "栏目位于页眉、导航或页脚"
        total = len(self.kept)
        before = sum(row.order < order for row in self.kept)
        limit = self.settings.prominent_share
        if total < 4:
            return True, "首页条目很少，栏目在其中"
        where = f"栏目始于首页第 {before + 1} 条（共 {total} 条）"
        if before <= total * limit:
            return True, f"{where}，在前 {limit:.0%} 以内"
        return False, f"{where}，在前 {limit:.0%} 之后"


def _distinct(rows: list[Row]) -> set[str]:
    return {row.href for row in rows}


def _newest(dates: list[PageDate]) -> PageDate | None:
    return max(dates, key=lambda date: date.value, default=None)
