"""The day that stands above, below or beside items that have none of their own: as a line or row of
their list, in the heading of their box, in a list of days next to theirs.

Perhaps it is that of all of them. Nobody is to be called out of date while it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from repostwatch.reading.dates import possible_days, written_dates
from repostwatch.reading.dates.possible_days import PossibleDay
from repostwatch.reading.dates.update_claims import claims
from repostwatch.reading.lists.row import TOP_TAGS
from repostwatch.reading.regions.places import heads

_BODIES = frozenset(("tbody", "thead"))
_LEVELS = 3  # boxes around a list, up to the one that has a heading
_NODES = 12  # on each side of a list, and
_ROWS = 60  # in a list, that are looked at
_LINKS = 4  # of one of them
_RAW = 4000  # characters with the blanks of the markup
_TEXT, _LINE = 400, 60  # characters of a text, and of a line of it, that may be a day
_ITEM = 8  # characters of a link's words; with fewer it names a way
# What a day is written with: numbers that only turn pages have none of it.
_SIGNS = re.compile(
    r"\d\s?(?:[年月日号]|[-/.]\s?\d)|(?:星期|周)[一二三四五六日天]|^[今昨前][天日]$"
    r"|^[A-Za-z]{3,9}\.?\s\d|\d\s[A-Za-z]{3,9}",
    re.MULTILINE,
)
# In the name of a column no day is meant: 今日要闻, 本周菜价.
_NAMES = re.compile(r"(?:今[天日]|每[日周月]|本[周月]|近[期日]|一周)(?=[\u4e00-\u9fff])")
# Beside days of something else than items: the visit, the page, a service.
_OTHER = re.compile(
    r"今天是|今日[是为]|农历|天气|气温|℃|(?:现在|当前|北京)时间|访问|浏览|点击|人次|版权|备案|技术支持"
    r"|主办|承办|更新|updat|modif|电话|热线|受理|办理|开放|copyright",
    re.IGNORECASE,
)


class GroupDays:
    """Looks at the lists of one page, seen on a day; what stands around them is looked at once."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._with_items: dict[int, bool] = {}

    def around(self, node: LexborNode) -> PossibleDay | None:
        """The newest day that stands in a list or its box and belongs to no item; None: none."""
        found = (possible_days.beside(lines, self._today) for lines in self._texts(node))
        days = [one.day for one in found if one is not None]
        return possible_days.newest(days, self._today)

    def _texts(self, node: LexborNode) -> Iterator[list[str]]:
        """The lines of each piece in a list and around it that has no items."""
        for child in islice(_children(node), _ROWS):
            yield from self._lines(child)
        part = node
        for _level in range(_LEVELS):
            if part.tag in TOP_TAGS or part.parent is None or part.parent.tag in TOP_TAGS:
                break
            headed = False
            for other in self._beside(part, "prev"):
                yield from self._lines(other)
                headed = headed or (other.is_element_node and heads(other))
            for other in self._beside(part, "next"):
                if other.is_element_node and heads(other):
                    break
                yield from self._lines(other)
            if headed:
                break
            part = part.parent

    def _beside(self, part: LexborNode, step: str) -> Iterator[LexborNode]:
        """What stands on one side of a list, up to what has items of its own."""
        other: LexborNode | None = getattr(part, step)
        for _count in range(_NODES):
            if other is None or (other.is_element_node and self._has_items(other)):
                return
            yield other
            other = getattr(other, step)

    def _has_items(self, node: LexborNode) -> bool:
        known = self._with_items.get(node.mem_id)
        if known is None:
            links = [node] if node.tag == "a" else node.css("a")
            long = (len((link.text() or "").strip()) >= _ITEM for link in links[: _LINKS + 1])
            known = self._with_items[node.mem_id] = len(links) > _LINKS or any(long)
        return known

    def _lines(self, node: LexborNode) -> Iterator[list[str]]:
        """The lines of a piece that may be a day."""
        if node.is_text_node:
            text = (node.text_content or "").strip()
        elif not node.is_element_node or len(node.text_lexbor() or "") > _RAW:
            return
        else:
            text = node.text(separator="\n", strip=True) or ""
        if len(text) > _TEXT or _OTHER.search(text) or claims(text):
            return
        if node.is_element_node and self._has_items(node):
            return
        lines = [_NAMES.sub("", line) for line in text.split("\n") if len(line) <= _LINE]
        if _SIGNS.search(written_dates.counted("\n".join(lines))):
            yield lines


def _children(node: LexborNode) -> Iterable[LexborNode]:
    for child in node.iter(include_text=True):
        if child.tag in _BODIES:
            yield from child.iter()
        else:
            yield child
