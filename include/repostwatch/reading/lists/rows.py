"""From anchors to rows: which piece of the page belongs to which link, and its date.

A row is the largest piece of the page around a link that holds no other link.
"""

from __future__ import annotations

import re
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.model import BEIJING
from repostwatch.reading.dates import column_heads, row_dates, written_dates
from repostwatch.reading.dates.column_heads import TableHeader
from repostwatch.reading.dates.date_pieces import Found
from repostwatch.reading.dates.update_claims import claims
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.unseen import Unseen
from repostwatch.reading.lists import halves, link_text, link_title
from repostwatch.reading.lists.anchors import anchors_of, shared_by
from repostwatch.reading.lists.row import ROW_TAGS, TOP_TAGS, Anchors, Row
from repostwatch.settings import ReadingSettings

_TABLE_TAGS = frozenset(("tbody", "table"))
_GLUED = frozenset("0123456789[]【】()（）")
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


def rows(doc: Document, fetched_at: datetime | None, settings: ReadingSettings) -> Anchors:
    """The links of a page in page order, the rows with title and their own date."""
    anchors = anchors_of(doc.tree)
    look = _RowReader(doc, anchors.shared, fetched_at, settings)
    unseen = Unseen(doc.styles)
    anchors.rows = [row for row in anchors.rows if not unseen.holds(row.node) and look.at(row)]
    halves.join(anchors.rows)
    return anchors


def pictures(
    doc: Document, anchors: Anchors, fetched_at: datetime | None, settings: ReadingSettings
) -> list[Row]:
    """The links of a page without a word, with the piece of the page around each and its date; in
    that, too, no other link stands."""
    taken = {row.node.mem_id for row in anchors.rows}
    found = [
        Row(node, href, "", title, order)
        for order, (node, href, title) in enumerate(anchors.wordless)
        if node.mem_id not in taken
    ]
    look = _RowReader(doc, shared_by([*anchors.rows, *found]), fetched_at, settings)
    unseen = Unseen(doc.styles)
    return [row for row in found if not unseen.holds(row.node) and look.at(row)]


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


def _stamped(root: LexborNode) -> Found | None:
    """The first <time datetime> of a row that does not say that it is an update's."""
    for stamp in root.css("time[datetime]"):
        attributes = stamp.attributes
        marks = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''}".lower()
        if ("modif" in marks or "updat" in marks) and "publ" not in marks:
            continue
        date = written_dates.stated(attributes.get("datetime"))
        return Found(date) if date else None
    return None


class _RowReader:
    """Looks at one row after the other, with what is known of the page."""

    def __init__(
        self,
        doc: Document,
        shared: set[int],
        fetched_at: datetime | None,
        settings: ReadingSettings,
    ) -> None:
        self.shared, self.row_chars = shared, settings.row_chars
        self.today = fetched_at.astimezone(BEIJING).date() if fetched_at else None
        self.times = any("datetime" in stamp.attributes for stamp in doc.elements["time"])
        self.headers = TableHeader() if column_heads.marked(doc.shown) else None

    def at(self, row: Row) -> bool:
        """Find the row's piece of the page, title and date; False where it cannot be an item."""
        root, text = self._piece(row)
        words = row.text
        if claims(words):
            return False
        if len(words) < _VIEW_CHARS:
            words = row.text = _title_beside(row, text)
        found = None
        if len(text) > len(words):
            before, _, after = text.partition(words) if words else ("", "", text)
            if before and len(before) < 24 and _NEIGHBOUR.search(before):
                return False
            found = self._beside(row, before, after)
            if found is None and after.lstrip()[:1] in _SENTENCE:
                return False
        if found is None and self.times:
            found = _stamped(root)
        self._title(row, found)
        return True

    def _piece(self, row: Row) -> tuple[LexborNode, str]:
        """The row's piece of the page and its text; the row notes it, and the list it is in."""
        node = root = row.node
        parent, shared = root.parent, self.shared
        while (
            parent is not None
            and root.tag not in ROW_TAGS
            and parent.mem_id not in shared
            and parent.tag not in TOP_TAGS
        ):
            root, parent = parent, parent.parent
        text = row.text if root is node else root.text(separator="\n", strip=True)
        if len(text) > self.row_chars + len(row.text):
            root, text = self._smaller(row)
            parent = root.parent
        if root.tag == "tr":
            # Old pages give each row a table of its own: the list is what holds the tables.
            while parent is not None and parent.tag in _TABLE_TAGS and parent.mem_id not in shared:
                parent = parent.parent
        row.root, row.list_node = root, parent
        row.list_key = parent.mem_id if parent is not None else 0
        return root, text

    def _beside(self, row: Row, before: str, after: str) -> Found | None:
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

    def _title(self, row: Row, found: Found | None) -> None:
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
