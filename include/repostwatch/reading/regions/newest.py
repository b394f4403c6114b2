"""The newest row of a part that is certainly news of the site, and a newer one that may be.

A page can show a day without showing news: a clock, the weather, a service, a link of friends.
None of these says that a site is kept up, and none may hide that it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.base.clock import day_of
from repostwatch.base.sites import same_site
from repostwatch.model import PageDate, Precision, Reason, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.addresses import CHANNEL, ROOT
from repostwatch.reading.document import Document
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.dom.unseen import OutOfSight
from repostwatch.reading.lists import not_news
from repostwatch.reading.lists.row import Row
from repostwatch.settings import ReadingSettings

HIDDEN = because(ListCode.ITEM_HIDDEN)
AHEAD = because(ListCode.ITEM_AHEAD)
BESIDE = because(ListCode.ITEM_BESIDE)
ELSEWHERE = because(ListCode.ITEM_ELSEWHERE)
UNCLEAR = because(ListCode.ITEM_UNCLEAR)
MONTH = because(ListCode.ITEM_MONTH)
# Headings over ways to other places, whatever days stand beside these.
_WAYS = re.compile(r"链接|导航")
# What shows the day of the visit, in the piece of the page around its link.
_CLOCK = re.compile(
    r"今天|今日|星期[一二三四五六日天]|农历|天气|气温|℃|(?:现在|当前|北京)时间|访问量"
)
_PIECE = 200  # characters; a longer piece tells news
_OWN_POSTS = "https://mp.weixin.qq.com/"  # where offices publish under their own names
_GOVERNMENT = re.compile(r"https?://[\w.-]{1,253}\.gov\.cn(?:[:/]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Newest:
    """`sure` is the newest date of a row that is news; `doubted` a later one of a row that may be,
    and `doubt` why."""

    sure: PageDate | None = None
    doubted: PageDate | None = None
    doubt: Reason | None = None


class NewestRows:
    """Looks at the rows of one page's parts."""

    def __init__(
        self, doc: Document, seen: datetime | None, frames: PageChrome, settings: ReadingSettings
    ) -> None:
        self.frames, self.out_of_sight = frames, OutOfSight(doc.styles)
        self._base, self._today = doc.base, day_of(seen) if seen else None
        self._short, self._long = settings.title_chars, settings.long_title_chars

    def of(self, node: LexborNode, rows: Sequence[Row], heading: str, *, aside: bool) -> Newest:
        """Of the rows of a part under a heading; `aside`: it stands beside the page's content."""
        dated = [(date, row) for row in rows if (date := row.date or row.address_date) is not None]
        dated.sort(key=lambda one: one[0].value, reverse=True)
        # A clock and its like show one day, news are of several.
        listed = len({date.value.date() for date, _ in dated}) > 1
        framed = bool(dated) and self.frames.holds(node)
        ways = _WAYS.search(heading) is not None
        first: tuple[PageDate, Reason] | None = None
        for date, row in dated:
            plain = self._is_plain(row, date, listed=listed)
            foreign = self._is_foreign(row)
            if foreign and (ways or framed):
                continue
            if not plain and (framed or self._is_clock(row, date)):
                continue
            doubt = self._doubt(row, date)
            if doubt is None and (ways or (framed and not listed)):
                doubt = BESIDE
            if doubt is None and foreign and (aside or not listed):
                doubt = ELSEWHERE
            if doubt is None and not plain:
                doubt = UNCLEAR
            if doubt is None:
                first = first or _month_behind(date, [other for other, _ in dated])
                return Newest(date, *(first or (None, None)))
            first = first or (date, doubt)
        return Newest(None, *(first or (None, None)))

    def _doubt(self, row: Row, date: PageDate) -> Reason | None:
        if self._today is not None and day_of(date.interval.earliest) > self._today:
            return AHEAD
        return HIDDEN if self.out_of_sight.holds(row.node) else None

    def _is_plain(self, row: Row, date: PageDate, *, listed: bool) -> bool:
        """Whether a row is news by its words and its address, or by the days beside it."""
        title = row.title
        if len(title) < (self._short if listed else self._long) and not_news.foot(title):
            return False
        if listed:
            return len(title) >= self._long or not _CLOCK.search(title)
        if len(title) < self._short or not_news.enters(title) or row.leads in (CHANNEL, ROOT):
            return False
        return not not_news.offers(title, row.href) and not self._says_today(row, date)

    def _is_clock(self, row: Row, date: PageDate) -> bool:
        """Whether a row that is no plain news shows the day of the visit: menus have that."""
        return day_of(date.value) == self._today

    def _says_today(self, row: Row, date: PageDate) -> bool:
        piece = row.root.text() or ""
        today = self._today is not None and day_of(date.value) == self._today
        return today and len(piece) <= _PIECE and _CLOCK.search(piece) is not None

    def _is_foreign(self, row: Row) -> bool:
        url = self._base.absolute(row.href)
        if url is None or same_site(url, self._base.url) or url.startswith(_OWN_POSTS):
            return False
        return not _GOVERNMENT.match(url)


def _month_behind(newest: PageDate, dates: Sequence[PageDate]) -> tuple[PageDate, Reason] | None:
    """A month without a day that goes on behind the newest date."""
    until = newest.interval.latest
    months = (one for one in dates if one.precision is Precision.MONTH)
    return next(((one, MONTH) for one in months if one.interval.latest > until), None)
