"""What stands on a page beside the items of its lists and may be news: pictures without a word,
parts of a picture, links that were no items and have a day in their address, links in scripts.

None of these is an item that a repost could be. But nobody is to be called out of date while one
of them may be new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.base.clock import day_of
from repostwatch.model import Glimpse, PageDate, Precision, Region, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.addresses import ARTICLE, CHANNEL, ROOT, usable
from repostwatch.reading.dates import event_days, relative_dates, row_dates, written_dates
from repostwatch.reading.dates.written_dates import FULL
from repostwatch.reading.document import Document
from repostwatch.reading.formats import scripts
from repostwatch.reading.lists.items import fill_years
from repostwatch.reading.lists.row import TOP_TAGS, Anchors, Row
from repostwatch.reading.lists.rows import pictures
from repostwatch.reading.regions.heads import Heads
from repostwatch.reading.regions.newest import SIGNS, Newest, NewestRows
from repostwatch.reading.regions.parts import Part
from repostwatch.reading.regions.row_days import tells_day
from repostwatch.settings import ReadingSettings

SCRIPTED = because(ListCode.ITEM_SCRIPTED)
_NUMBER = re.compile(r"[\d\s.,:/-]*")
_LINK = re.compile(r"<a\b", re.IGNORECASE)
# What else scripts write links for: pages of a list, another script or size of the letters.
_TOOLS = re.compile(
    r"page|big5|[繁简]体?|[首尾末]页|[上下]一[页篇]|收藏|打印|分享|字号|返回|share|print|font-?size|counter",
    re.IGNORECASE,
)
_SEVERAL = 2  # pictures that lead to pages of unclear kind are a row of news, one is a sign
_PIECE = 200  # characters; a longer piece of the page tells of days
_MANY = -1
_MOST = 400  # of one page that are looked at


def other_rows(
    doc: Document, anchors: Anchors, seen: datetime | None, settings: ReadingSettings
) -> list[Row]:
    """The links of a page that are none of its items and may lead to news all the same, with the
    words beside a picture as its title."""
    items = {row.href for row in anchors.rows if row.kept}
    found: list[Row] = []
    for row in (*anchors.rows, *pictures(doc, anchors, seen, settings), *_areas(doc)):
        if row.kept or row.href in items:
            continue
        dated = tells_day(row, seen) and len(row.title) >= settings.title_chars
        if row.leads is ROOT or (row.leads is CHANNEL and not dated):
            continue
        if dated:
            found.append(row)
        elif not row.text:
            row.title = max(row.title, _words_beside(row), key=len)
            found.append(row)
        elif not _NUMBER.fullmatch(row.title) and (
            (row.leads is ARTICLE and _is_dated(row))
            or (row.root is not row.node and len(row.title) >= settings.title_chars)
            or _has_day_beside(row, seen)
        ):
            found.append(row)
    for row in found:
        if row.ago is not None and row.date is None and seen is not None:
            row.date = relative_dates.resolved(row.ago, seen)
    fill_years(found, seen)
    return found[:_MOST]


def _is_dated(row: Row) -> bool:
    date = row.address_date
    return date is not None and date.precision is not Precision.MONTH


def _has_day_beside(row: Row, seen: datetime | None) -> bool:
    """Whether a day stands beside a link, whatever it is of."""
    text = "" if row.root is row.node else row.root.text(separator="\n", strip=True) or ""
    if seen is None or len(text) > _PIECE:
        return False
    named = (event_days.named(line, day_of(seen)) for line in text.split("\n"))
    return FULL.search(text) is not None or any(day is not None for day in named)


def _words_beside(row: Row) -> str:
    """The longest line of a picture's piece of the page that is no day."""
    if row.root is row.node:
        return ""
    lines = (row.root.text(separator="\n", strip=True) or "").split("\n")
    return max((line for line in lines if row_dates.find(line) is None), key=len, default="")


def _areas(doc: Document) -> list[Row]:
    """The parts of a picture that lead to pages."""
    found: list[Row] = []
    pictured = {
        (node.attributes.get("usemap") or "").removeprefix("#"): node
        for node in doc.tree.css("[usemap]")[:_MOST]
    }
    for order, node in enumerate(doc.tree.css("area[href]")[:_MOST]):
        href, said = node.attributes.get("href") or "", node.attributes
        row = Row(node, href, "", said.get("title") or said.get("alt") or "", order)
        if usable(href):
            row.root = pictured.get(
                (node.parent.attributes.get("name") or "") if node.parent else "", node
            )
            row.title, row.list_node = row.attribute, node.parent
            row.list_key = node.parent.mem_id if node.parent is not None else 0
            found.append(row)
    return found


class OtherRows:
    """Puts the rows that are no items to the parts of the page in which they stand."""

    def __init__(self, rows: Sequence[Row], parts: Sequence[Part], heads: Heads) -> None:
        self._heads = heads
        self._holding = _holding(parts)
        self._headed: dict[int, int] = {}
        for number, part in enumerate(parts):
            for head in part.chain[:1]:
                self._headed.setdefault(head.node, number)
        self._inside: dict[int, list[Row]] = defaultdict(list)
        self._apart: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            into = self.part_of(row.node)
            if into is None:
                self._apart[row.list_key].append(row)
            else:
                self._inside[into].append(row)

    def part_of(self, place: LexborNode) -> int | None:
        """The part that stands alone in the smallest box around both, or has the same heading."""
        node: LexborNode | None = place
        while node is not None and node.tag not in TOP_TAGS:
            number = self._holding.get(node.mem_id)
            if number == _MANY:
                break
            if number is not None:
                return number
            node = node.parent
        chain = self._heads.chain(place)
        return self._headed.get(chain[0].node) if chain else None

    def apart(self, newest: NewestRows) -> list[Glimpse]:
        """What those say that stand in no part."""
        found: list[Glimpse] = []
        for rows in self._apart.values():
            node = rows[0].list_node or rows[0].root
            chain = self._heads.chain(node)
            heading = chain[0].name if chain else ""
            seen = _with_wordless(
                newest.of(node, rows, heading, aside=False), rows, heading, newest
            )
            if seen != Newest():
                found.append(Glimpse(heading, seen.sure, seen.doubted, seen.doubt, seen.unread))
        return found

    def seen_in(self, number: int, part: Part, region: Region, newest: NewestRows) -> Newest:
        """What the rows of a part say, with those that are no items of it."""
        others = self._inside.get(number, [])
        rows = [*part.rows, *others]
        found = newest.of(part.node, rows, region.heading, aside=region.aside)
        return _with_wordless(found, others, region.heading, newest)


def _with_wordless(found: Newest, rows: Sequence[Row], heading: str, newest: NewestRows) -> Newest:
    """Pictures without any word and without a day cannot be read."""
    if SIGNS.search(heading):
        return found
    dark = [
        row
        for row in rows
        if not row.title and row.date is None and row.address_date is None and newest.own(row)
    ]
    if len(dark) < _SEVERAL and not any(row.leads is ARTICLE for row in dark):
        return found
    return replace(found, unread=found.unread + len(dark))


def _holding(parts: Sequence[Part]) -> dict[int, int]:
    """The elements that hold parts, with the number of the one, or `_MANY`."""
    found: dict[int, int] = {}
    for number, part in enumerate(parts):
        for piece, _ in part.pieces:
            node: LexborNode | None = piece
            while node is not None and node.tag not in TOP_TAGS:
                known = found.get(node.mem_id)
                if known in (number, _MANY):
                    break  # and so it is with all above
                found[node.mem_id] = number if known is None else _MANY
                node = node.parent
    return found


def in_scripts(doc: Document, seen: datetime | None) -> tuple[Glimpse, ...]:
    """What the scripts of a page say: the newest day in an address that they hold, and whether
    they write links that were not read."""
    if seen is None:
        return ()
    today = day_of(seen)
    days: list[PageDate] = []
    unread = 0
    for code in doc.codes:
        days += (day for day in written_dates.in_code(code) if day_of(day.value) <= today)
        writes = _LINK.search(code) is not None and not _TOOLS.search(code)
        unread += writes and scripts.unresolved(code)
    newest = max(days, key=lambda day: day.value, default=None)
    if newest is None and not unread:
        return ()
    return (Glimpse("", None, newest, SCRIPTED if newest else None, unread),)
