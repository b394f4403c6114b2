"""The featured policy column of a homepage: a headed block, or the gov.cn push feed.

A heading is a piece of text (or a picture) that is nothing but the column's name. Its items
are what follows it, or what its tab's panel holds. A menu entry has neither and is no column.
A block of the State Council's items without a heading that is known has an empty name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.model import Column, ColumnForm, PageDate, Reason, all_of, because
from repostwatch.model.codes import ColumnCode
from repostwatch.reading.addresses import usable
from repostwatch.reading.columns import headings, unnamed_blocks
from repostwatch.reading.columns.headings import NAME, WEAK
from repostwatch.reading.columns.panels import MORE, EmptyReason, Panels
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.dom.screens import ScreenPositions
from repostwatch.reading.lists.row import Anchors, Row
from repostwatch.settings import ReadingSettings

# Without items, the site's own name is a link to the site.
_SITE = "中国政府网"
_STATE = re.compile(r"国务院|国办|中共中央|中办")
_FORMS = {
    EmptyReason.BLANK: ColumnForm.BLOCK,
    EmptyReason.SCRIPTED: ColumnForm.UNFILLED,
    EmptyReason.CHANNEL: ColumnForm.CHANNEL,
}


def columns(
    doc: Document,
    anchors: Anchors,
    kept: list[Row],
    blocks: dict[int, int],
    settings: ReadingSettings,
    fetched_at: datetime | None = None,
    placed: ScreenPositions | None = None,
) -> tuple[Column, ...]:
    """Every policy column of the page, the push feed first, then in page order.

    `placed` tells where things stand on the screen, of a page that was drawn. One whose data did
    not come has at least a column without a name, whose items are unknown.

    A date after `fetched_at` is no proof of how new a column is, where it has others.
    """
    feed = doc.feed
    headed = headings.find(doc, anchors.wordless)
    linked = headings.by_path(anchors.wordless)
    unnamed = unnamed_blocks.find(kept, blocks, settings)
    lacks = placed.lacks if placed else None
    if feed is None and not (headed or linked or unnamed or lacks):
        return ()
    panels = Panels(doc, kept, anchors.above)
    finder = _Finder(doc, panels, blocks, settings, fetched_at, placed)
    found = finder.read(headed) or finder.read(linked)
    if feed is None:
        # A name without items may be a menu's, and the block the column.
        if unnamed and not any(column.items for column in found):
            found.append(finder.block("", unnamed, None, None))
        if lacks and not found:
            found.append(Column("", ColumnForm.UNFILLED, prominent=False, items=0, reason=lacks))
        return tuple(found)
    # The heading above the feed, or else one that has nothing of its own.
    for index, column in sorted(enumerate(found), key=lambda one: not one[1].form.embedded):
        if "国务院" in column.name and not column.items:
            upgraded = replace(column, form=feed.form, url=feed.url)
            return (upgraded, *found[:index], *found[index + 1 :])
    prominent, reason = finder.prominence(feed.order, feed.place, feed=True)
    return (Column("国务院信息", feed.form, prominent, 0, feed.url, None, reason, None), *found)


class _Finder:
    """Reads headed blocks in one page."""

    def __init__(
        self,
        doc: Document,
        panels: Panels,
        blocks: dict[int, int],
        settings: ReadingSettings,
        fetched_at: datetime | None,
        placed: ScreenPositions | None,
    ) -> None:
        self.tree, self.panels, self.blocks = doc.tree, panels, blocks
        self.base, self.settings, self.fetched_at = doc.base, settings, fetched_at
        self.placed = placed
        self.frames = PageChrome()

    def read(self, headed: list[headings.Heading]) -> list[Column]:
        """One column for each name and address: the copy for telephones may be the first."""
        named: dict[tuple[str, str | None], Column] = {}
        for heading in headed:
            column = self._column(heading.node, heading.name)
            if column is None:
                continue
            known = named.setdefault((column.name, column.url), column)
            if column.prominent and not known.prominent:
                named[column.name, column.url] = column
        found = list(named.values())
        strong = [column for column in found if NAME.fullmatch(column.name)]
        return strong or found

    def _column(self, heading: LexborNode, name: str) -> Column | None:
        owner = nodes.enclosing_link(heading)
        if owner is not None and owner.mem_id in self.panels.owners:
            return None  # an item of that name is no heading
        rows = self.panels.rows(owner or heading)
        url = self._url(owner, heading)
        if isinstance(rows, list) and all(self.base.absolute(row.href) == url for row in rows):
            rows = EmptyReason.CHANNEL  # the heading's own address again
        framed = self.frames.holds(heading)
        if isinstance(rows, list):
            if framed and not self.frames.holds(rows[0].node):
                return None  # a menu entry, and what follows the menu
            if WEAK.fullmatch(name) and not any(
                _STATE.search(row.title) or "www.gov.cn" in row.href for row in rows
            ):
                return None
            return self.block(name, rows, heading, url)
        if rows is EmptyReason.EMBEDDED and (framed or "国务院" not in name):
            return None
        if framed or rows is EmptyReason.MENU or WEAK.fullmatch(name) or name == _SITE:
            return None
        if rows is EmptyReason.CHANNEL and (owner is None or url is None):
            return None
        feed = self.panels.feed if rows is EmptyReason.EMBEDDED else None
        form, url = (feed.form, feed.url) if feed else (_FORMS[rows], url)
        prominent, reason = self.prominence(self._order(owner or heading), heading)
        column = Column(name, form, prominent, 0, url, None, reason, None)
        return self._unfilled(column) if form is ColumnForm.UNFILLED else column

    def _unfilled(self, column: Column) -> Column:
        """What a script was to fill is blank where a browser ran it and all its data came."""
        lacks = self.placed.lacks if self.placed else because(ColumnCode.NOT_RENDERED)
        if lacks is None:
            return replace(column, form=ColumnForm.BLOCK)
        return replace(column, reason=all_of(lacks, column.reason))

    def block(
        self, name: str, rows: list[Row], heading: LexborNode | None, url: str | None
    ) -> Column:
        """The column that rows make."""
        prominent, reason = self.prominence(rows[0].order, heading or rows[0].node)
        dates = [date for row in rows if (date := row.date or row.address_date)]
        return Column(
            name, ColumnForm.BLOCK, prominent, len({row.href for row in rows}),
            url, _newest(dates, self.fetched_at), reason, self.blocks.get(rows[0].list_key),
        )  # fmt: skip

    def _url(self, link: LexborNode | None, heading: LexborNode) -> str | None:
        """Where the heading leads, or the 更多 beside it."""
        href = (link.attributes.get("href") or "") if link is not None else ""
        if usable(href):
            return self.base.absolute(href)
        part: LexborNode | None = heading
        for _level in range(2):
            if part is None or part.tag in ("body", "html") or not self.panels.alone(part):
                break
            part = part.parent
            mores = [a for a in (part.css("a") if part is not None else ()) if _is_more(a)]
            if mores:
                href = mores[0].attributes.get("href") or ""
                return self.base.absolute(href) if len(mores) == 1 and usable(href) else None
        return None

    def _order(self, node: LexborNode) -> int:
        """How many links stand before a node."""
        order, wanted = 0, node.mem_id
        for other in self.tree.root.traverse() if self.tree.root is not None else ():
            if other.mem_id == wanted:
                break
            order += other.tag == "a"
        return order

    def prominence(
        self, order: int, node: LexborNode | None, *, feed: bool = False
    ) -> tuple[bool, Reason]:
        """Whether a block that begins at a link's order stands in a prominent place, and why.

        On the screen, where the page was drawn and the node is found on it; else by its place
        among the page's items.
        """
        drawn = self.placed.place(node, around=feed) if self.placed and node is not None else None
        if drawn is not None and not drawn[0]:
            return drawn
        if drawn is None and node is not None and nodes.is_hidden(node):
            return False, because(ColumnCode.HIDDEN)
        if node is not None and self.frames.holds(node):
            return False, because(ColumnCode.IN_CHROME)
        if drawn is not None:
            return drawn
        prominent, reason = self._in_order(order)
        if self.placed is not None:
            reason = because(ColumnCode.BY_ORDER, why=self.placed.unknown, place=reason)
        return prominent, reason

    def _in_order(self, order: int) -> tuple[bool, Reason]:
        kept = self.panels.owners.values()
        total = len(kept)
        before = sum(row.order < order for row in kept)
        limit = self.settings.prominent_share
        if total < 4:
            return True, because(ColumnCode.FEW_ITEMS)
        early = before <= total * limit
        code = ColumnCode.EARLY if early else ColumnCode.LATE
        return early, because(code, position=before + 1, total=total, share=limit)


def _is_more(link: LexborNode) -> bool:
    text = " ".join((link.text() or "").split())
    if len(text) > 10:
        return False
    image = link.css_first("img")
    marks = (
        f"{link.attributes.get('class') or ''} {image.attributes.get('src') or ''}" if image else ""
    )
    return bool(MORE.search(text) or MORE.search(marks))


def _newest(dates: list[PageDate], fetched_at: datetime | None) -> PageDate | None:
    past = [date for date in dates if fetched_at is None or date.interval.earliest <= fetched_at]
    return max(past or dates, key=lambda date: date.value, default=None)
