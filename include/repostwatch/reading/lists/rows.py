"""From anchors to rows: which piece of the page belongs to which link, and its date.

A row is the largest piece of the page around a link that holds no other link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import BEIJING, PageDate
from repostwatch.reading import addresses
from repostwatch.reading.addresses import LinkTarget
from repostwatch.reading.dates import column_heads, row_dates, time_of_day, written_dates
from repostwatch.reading.dates.column_heads import TableHeader
from repostwatch.reading.document import Document
from repostwatch.reading.dom import handlers, nodes
from repostwatch.reading.lists import halves, link_text, link_title, paging
from repostwatch.settings import ReadingSettings

ROW_TAGS = frozenset(("li", "tr", "dl", "article"))
TOP_TAGS = frozenset(("body", "html"))
_TABLE_TAGS = frozenset(("tbody", "table"))
_GLUED = frozenset("0123456789[]【】()（）")
_SHORT_LINK = 8  # so short a link to a channel is navigation or a category beside the title
_CATEGORY = 16  # a whole link in square brackets of at most this length is one too
# What stands before a link to the neighbouring article, or to who runs the site.
_NEIGHBOUR = re.compile(
    r"(?:[上下前后]一?[篇条]|主办(?:单位)?|承办(?:单位)?|技术支持|维护单位|附\s?件\d{0,2})\s?[:：]?\s*$"
)
# A link that names no page but what one does with it: the title stands in another cell.
_VIEW = re.compile(
    r"[\[【(（<>\s]*(?:点击)?(?:查看|查阅|浏览|打开|详情|详细|全文)"
    r"(?:详情|全文|内容|原文)?[\]】)）>\s»]*"
)
_VIEW_CHARS = 12
_CARD_TAGS = frozenset(("li", "article", "div", "section", "dd"))
_CARD_HEADINGS = "h2, h3, h4, h5, h6"
_TITLE_CHARS = 8  # of a line that can be a title
_SENTENCE = frozenset("，。；、")  # after a link they show that it stands in running text
_PLAIN = frozenset("./h0123456789")  # what begins no javascript:, mailto: or #
_NOWHERE = (LinkTarget.ROOT, LinkTarget.CHANNEL)
_OPENS, _SHUTS = frozenset("[【"), frozenset("]】")


class Row:
    """A link with the piece of the page that belongs to it."""

    title = ""
    date: PageDate | None = None
    month_day: tuple[int, int] | None = None
    clock: tuple[time_of_day.Clock, int] | None = None  # the time of day beside it
    ago: re.Match[str] | None = None
    signed: PageDate | None = None  # the day of signing beside it
    visible = False  # the date stands on the page, not only in the address
    kept = False
    list_node: LexborNode | None = None
    list_key = 0
    end: LexborNode | None = None  # the last link of a title over several
    more = ""  # what the others say of it
    within = 0  # the element that the link stands in

    def __init__(self, node: LexborNode, href: str, text: str, attribute: str, order: int) -> None:
        self.node, self.href, self.text, self.attribute = node, href, text, attribute
        self.order = order
        self.root = node

    @property
    def leads(self) -> LinkTarget:
        """What the address looks like it leads to."""
        return addresses.link_target(self.href)

    @property
    def address_date(self) -> PageDate | None:
        """The date that the address carries."""
        return written_dates.in_address(self.href)

    def take(self, found: row_dates.Found | None) -> None:
        """Make what was found beside the link its date."""
        if found is not None:
            self.date, self.month_day, self.visible = found.date, found.month_day, True
            self.ago, self.clock = found.ago, found.clock


Wordless = tuple[LexborNode, str, str]  # with its address and its title=


@dataclass
class Anchors:
    """The links of a page: rows that may be items, addresses of following pages with their
    elements, links without a word, addresses of pages before, and the elements above the rows."""

    rows: list[Row]
    pagers: list[tuple[str, LexborNode]]
    wordless: list[Wordless]
    previous: list[str] = field(default_factory=list)
    above: set[int] = field(default_factory=set)


def rows(doc: Document, fetched_at: datetime | None, settings: ReadingSettings) -> Anchors:
    """The links of a page in page order, the rows with title and their own date."""
    anchors = _anchors(doc.tree)
    look = _RowReader(doc, fetched_at, settings)
    paths = _paths(anchors)
    anchors.rows = [row for row, path in paths if look.at(row, *path)]
    halves.join(anchors.rows)
    return anchors


def _linked(tree: LexborHTMLParser, handled: list[LexborNode]) -> Iterable[LexborNode]:
    """The links of a page, and the rows without a link that open a page when clicked."""
    opened = handlers.without_link(handled)
    if not opened:
        return tree.css("a")
    found = tree.css(f"a, {handlers.HANDLED}")
    return [node for node in found if node.tag == "a" or node.mem_id in opened]


def _anchors(tree: LexborHTMLParser) -> Anchors:
    found: list[Row] = []
    anchors = Anchors(found, [], [])
    last: Row | None = None
    handled = handlers.handled(tree)
    for order, node in enumerate(_linked(tree, handled)):
        attributes = node.attributes
        href = attributes.get("href") or ""
        if href[:1] not in _PLAIN or not href:
            href = handlers.address(href, node, rows=bool(handled)) or handlers.row_name(href, node)
            if not href:
                continue
        first = node.first_child
        if first is not None and first.is_text_node and first.next is None:
            text = (first.text_content or "").strip()
        else:
            text = node.text(separator="\n", strip=True).strip()
        title = attributes.get("title") or ""
        if not text:
            anchors.wordless.append((node, href, title))
        title = title or _named_within(node, text)
        if last is not None and href == last.href and _one_row(last.node, node):
            # A picture, the title and [详细] that lead to one page are one link.
            so_far, end = last.text + last.more, last.end or last.node
            if (halves.one_title(so_far, text) and halves.adjacent(end, node)) or (
                halves.one_title_below(so_far, text) and halves.stacked(end, node)
            ):
                last.more, last.end = last.more + text, node
            elif len(text) > len(last.text):
                last.text, last.node, last.root, last.end = text, node, node, None
            last.attribute = last.attribute or title
            continue
        last = None
        if len(text) <= _CATEGORY and _aside(anchors, node, href, text, title):
            continue
        last = Row(node, href, text, title, order)
        found.append(last)
    return anchors


def _aside(anchors: Anchors, node: LexborNode, href: str, text: str, title: str) -> bool:
    """Whether a short link is none of the page's items: a pager, a menu entry, a category."""
    length = max(len(title), len(text))
    if length > _SHORT_LINK:
        return length <= _CATEGORY and text[:1] in _OPENS and text[-1:] in _SHUTS
    shown = text or title.strip()
    if shown[:1] in paging.MARKS and paging.is_next(shown, node):
        anchors.pagers.append((href, node))
    elif shown[:1] in paging.BACK and paging.is_previous(shown):
        anchors.previous.append(href)
    return length < 2 or addresses.link_target(href) in _NOWHERE


def _hang(row: Row, parent: LexborNode | None, shared: set[int]) -> None:
    """Note the list that a row stands in."""
    if row.root.tag == "tr":
        # Old pages give each row a table of its own: the list is what holds the tables.
        while parent is not None and parent.tag in _TABLE_TAGS and parent.mem_id not in shared:
            parent = parent.parent
    row.list_node = parent
    row.list_key = parent.mem_id if parent is not None else 0


def _title_beside(row: Row, text: str) -> str:
    """What a short link leads to: where it only says 查看, the heading of its row or card, else
    the longest line of its row."""
    if row.attribute or not _VIEW.fullmatch(row.text):
        return row.text
    heading = row.root.css_first(_CARD_HEADINGS) if row.root.tag in _CARD_TAGS else None
    if row.root.tag not in ROW_TAGS and (heading is None or not _is_card(row.root)):
        return row.text
    line = link_title.clean(heading.text()) if heading is not None else ""
    if len(line) < _TITLE_CHARS and row.root.tag in ROW_TAGS:
        lines = [
            line
            for line in text.split("\n")
            if not written_dates.FULL.fullmatch(line.strip("[]() "))
        ]
        line = max(lines, key=len, default="").strip()
    return line if len(line) >= _TITLE_CHARS else row.text


def _is_card(root: LexborNode) -> bool:
    """Whether a box stands in a row of its like: each with one heading and a link to view it."""
    kin = root.attributes.get("class")
    if len(root.css(_CARD_HEADINGS)) != 1:
        return False
    for step in ("prev", "next"):
        other = next(iter(nodes.elements(root, step)), None)
        if (
            other is not None
            and (other.tag, other.attributes.get("class")) == (root.tag, kin)
            and len(other.css(_CARD_HEADINGS)) == 1
            and any(_VIEW.fullmatch(link.text(strip=True)) for link in other.css("a"))
        ):
            return True
    return False


def _named_within(node: LexborNode, text: str) -> str:
    """What a link without words shows, or the title= within one whose text is cut."""
    if not text:
        return _picture(node)
    if text[-1] not in link_title.CUT_ENDS or not link_title.is_cut(text):
        return ""
    inner = next((part for part in node.css("[title]")[:2] if part.mem_id != node.mem_id), None)
    return (inner.attributes.get("title") or "") if inner is not None else ""


def _picture(node: LexborNode) -> str:
    image = node.css_first("img[alt]")
    return (image.attributes.get("alt") or "") if image is not None else ""


def _one_row(first: LexborNode, second: LexborNode) -> bool:
    """Whether two links to one address stand in one row, and open the same."""
    one, other = first.attributes.get("onclick"), second.attributes.get("onclick")
    return (not one or not other or one == other) and _row_of(first) == _row_of(second)


def _row_of(node: LexborNode) -> int:
    parent = node.parent
    while parent is not None and parent.tag not in ROW_TAGS:
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _stamped(root: LexborNode) -> row_dates.Found | None:
    """The first <time datetime> of a row that does not say that it is an update's."""
    for stamp in root.css("time[datetime]"):
        attributes = stamp.attributes
        marks = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''}".lower()
        if ("modif" in marks or "updat" in marks) and "publ" not in marks:
            continue
        date = written_dates.stated(attributes.get("datetime"))
        return row_dates.Found(date) if date else None
    return None


_Path = tuple[list[tuple[int, LexborNode]], LexborNode | None, set[int]]


def _paths(anchors: Anchors) -> list[tuple[Row, _Path]]:
    """For each row the elements above it up to the first that another row has seen, that
    element, and the elements that hold two rows or more."""
    seen, shared = anchors.above, set[int]()
    paths: list[tuple[Row, _Path]] = []
    for row in anchors.rows:
        path: list[tuple[int, LexborNode]] = []
        node = row.node.parent
        row.within = node.mem_id if node is not None else 0
        while node is not None:
            name = node.mem_id
            if name in seen:
                shared.add(name)
                break
            seen.add(name)
            path.append((name, node))
            node = node.parent
        paths.append((row, (path, node, shared)))
    return paths


class _RowReader:
    """Looks at one row after the other, with what is known of the page."""

    def __init__(
        self, doc: Document, fetched_at: datetime | None, settings: ReadingSettings
    ) -> None:
        self.row_chars = settings.row_chars
        self.today = fetched_at.astimezone(BEIJING).date() if fetched_at else None
        self.times = doc.tree.css_first("time[datetime]") is not None
        self.headers = TableHeader() if column_heads.marked(doc.shown) else None

    def at(
        self,
        row: Row,
        path: list[tuple[int, LexborNode]],
        above: LexborNode | None,
        shared: set[int],
    ) -> bool:
        """Find the row's piece of the page, title and date; False where it cannot be an item."""
        root = row.node
        parent = above
        for name, node in path:
            if root.tag in ROW_TAGS or name in shared or node.tag in TOP_TAGS:
                parent = node
                break
            root = node
        text = row.text if root is row.node else root.text(separator="\n", strip=True)
        if len(text) > self.row_chars + len(row.text):
            root, text = self._smaller(row)
            parent = root.parent
        row.root = root
        if len(row.text) < _VIEW_CHARS:
            row.text = _title_beside(row, text)
        _hang(row, parent, shared)
        found = None
        if len(text) > len(row.text):
            before, _, after = text.partition(row.text) if row.text else ("", "", text)
            if before and len(before) < 24 and _NEIGHBOUR.search(before):
                return False
            found = self._beside(row, before, after)
            if found is None and after.lstrip()[:1] in _SENTENCE:
                return False
        if found is None and self.times:
            found = _stamped(root)
        self._title(row, found)
        return True

    def _beside(self, row: Row, before: str, after: str) -> row_dates.Found | None:
        """The date in the row's text before and after the link."""
        if self.headers is not None and row.list_node is not None:
            labelled = self.headers.labelled(row.root, row.list_node, row.node)
            row.signed = row_dates.signed(labelled or f"{before}\n{after}")
            if labelled is not None:
                return row_dates.find(labelled, row.href)
        if not before:
            found = row_dates.find(after.strip(), row.href)
        elif not after:
            found = row_dates.find(before.strip(), row.href)
        elif before.isspace() and (day := row_dates.day(after.strip())) is not None:
            return day
        else:
            found = row_dates.find(f"{before}\n{row_dates.BREAK}\n{after}", row.href)
        if found and found.date and "星期" in before and found.date.value.date() == self.today:
            return None  # the calendar of a page's head
        return found

    def _title(self, row: Row, found: row_dates.Found | None) -> None:
        text, attribute = row.text, row.attribute
        if "\n" in text:
            text, inside = link_text.read(row.node)
            row.text = text
            found = found or inside
        if found is None and ("时间" in attribute or "日期" in attribute):
            found = row_dates.find(attribute.replace(text, "\n"), row.href)
        title = link_title.full(attribute, text)
        if title[-1:] in _GLUED or title[:1] in _GLUED:
            bare = link_title.without_date(title)
            if bare != title:
                glued = row_dates.find(title.replace(bare, "\n", 1).strip(), row.href)
                found, title = found or glued, bare
        row.title = title + row.more
        if found is not None:
            row.take(found)

    def _smaller(self, row: Row) -> tuple[LexborNode, str]:
        root, text = row.node, row.text
        parent = root.parent
        while parent is not None:
            wider = parent.text(separator="\n", strip=True)
            if len(wider) > self.row_chars + len(row.text):
                break
            root, text, parent = parent, wider, parent.parent
        return root, text
