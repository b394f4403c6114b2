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
from repostwatch.reading.dates.possible_days import PossibleDay
from repostwatch.reading.document import Document
from repostwatch.reading.dom.page_chrome import PageChrome
from repostwatch.reading.dom.unseen import OutOfSight
from repostwatch.reading.lists import not_news
from repostwatch.reading.lists.row import Row
from repostwatch.reading.regions.group_days import GroupDays
from repostwatch.reading.regions.row_days import EVENT, NO_DAY, RowDay, RowDays
from repostwatch.settings import ReadingSettings

HIDDEN = because(ListCode.ITEM_HIDDEN)
AHEAD = because(ListCode.ITEM_AHEAD)
BESIDE = because(ListCode.ITEM_BESIDE)
ELSEWHERE = because(ListCode.ITEM_ELSEWHERE)
UNCLEAR = because(ListCode.ITEM_UNCLEAR)
GROUP = because(ListCode.ITEM_GROUP)
MONTH = because(ListCode.ITEM_MONTH)
# Headings over ways to other places, whatever days stand beside these.
_WAYS = re.compile(r"链接|导航")
# Headings over signs: links that are no items lead there to what is offered elsewhere.
SIGNS = re.compile(
    r"链接|导航|专题|专栏|专区|服务|平台|系统|办事|查询|矩阵|新媒体|举报|信箱|机构|部门网|乡镇网|街道网"
)
# Headings over what is planned for its days, and may have been long ago.
_PLANNED = re.compile(
    r"预告|预报|日程|行程|日历|课表|时间表|安排表|接待日|接待安排|[接约]访|值班|轮值|排班|坐班|[坐出]诊|排期"
)
# What shows the day of the visit, in the piece of the page around its link.
_CLOCK = re.compile(
    r"今天|今日|星期[一二三四五六日天]|农历|天气|气温|℃|(?:现在|当前|北京)时间|访问量"
)
_WORDLESS = 2  # characters; a title with fewer was not read
_PIECE = 200  # characters; a longer piece tells news
_OWN_POSTS = "https://mp.weixin.qq.com/"  # where offices publish under their own names
_GOVERNMENT = re.compile(r"https?://[\w.-]{1,253}\.gov\.cn(?:[:/]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Newest:
    """`sure` is the newest date of a row that is news; `doubted` a later one of a row that may be,
    and `doubt` why. `unread`: so many rows have a day that could not be read."""

    sure: PageDate | None = None
    doubted: PageDate | None = None
    doubt: Reason | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the rows: whether they are of several days, in a page's chrome, under a
    heading over ways to other places, under one over what is planned, beside the page's content."""

    listed: bool
    framed: bool
    ways: bool
    planned: bool
    aside: bool


class NewestRows:
    """Looks at the rows of one page's parts."""

    def __init__(
        self, doc: Document, seen: datetime | None, frames: PageChrome, settings: ReadingSettings
    ) -> None:
        self.frames, self.out_of_sight = frames, OutOfSight(doc.styles)
        self._base, self._today = doc.base, day_of(seen) if seen else None
        self._short, self._long = settings.title_chars, settings.long_title_chars
        self._days = RowDays(doc, seen)
        self._groups = GroupDays(self._today) if self._today is not None else None

    def of(self, node: LexborNode, rows: Sequence[Row], heading: str, *, aside: bool) -> Newest:
        """Of the rows of a part under a heading; `aside`: it stands beside the page's content."""
        self._days.know(rows)
        dated = [(date, row) for row in rows if (date := row.date or row.address_date) is not None]
        dated.sort(key=lambda one: one[0].value, reverse=True)
        # A clock and its like show one day, news are of several.
        listed = len({date.value.date() for date, _ in dated}) > 1
        ways = _WAYS.search(heading) is not None
        planned = _PLANNED.search(heading) is not None
        around = _Around(listed, self.frames.holds(node), ways, planned, aside)
        days = [(self._days.of(row), row) for row in rows if row.date is None]
        undated = any(day == NO_DAY and self._is_item(row) for day, row in days)
        days = [(day, row) for day, row in days if day != NO_DAY]
        sure: PageDate | None = None
        doubts: list[tuple[PageDate, Reason]] = []
        for date, row in dated:
            if sure is not None and date.value <= sure.value:
                break
            if row.date is not None:
                sure = _later(sure, self._weigh(self._days.of(row), row, around, doubts))
        for day, row in days:
            sure = _later(sure, self._weigh(day, row, around, doubts))
        unread = 0
        if not (ways or around.framed):
            signs = SIGNS.search(heading) is not None
            unread = sum(day.unread and (row.kept or not signs) for day, row in days)
            group = self._around(node) if undated else None
            if group is not None and group.day is not None:
                doubts.append((group.day, self._ahead(group.day) or GROUP))
            unread += group is not None and group.day is None
        later = [one for one in doubts if sure is None or one[0].value > sure.value]
        first = max(later, key=lambda one: one[0].value, default=None)
        if first is None and sure is not None:
            first = _month_behind(sure, [date for date, _ in dated])
        doubted, doubt = first or (None, None)
        return Newest(sure, doubted, doubt, unread)

    def _is_item(self, row: Row) -> bool:
        return row.kept or len(row.title) >= self._short

    def _around(self, node: LexborNode) -> PossibleDay | None:
        return self._groups.around(node) if self._groups is not None else None

    def own(self, row: Row) -> bool:
        """Whether a row is in sight, outside of the page's chrome, and leads to the site."""
        seen = not self.out_of_sight.holds(row.node) and not self.frames.holds(row.node)
        return seen and not self._is_foreign(row)

    def _weigh(
        self, day: RowDay, row: Row, around: _Around, doubts: list[tuple[PageDate, Reason]]
    ) -> PageDate | None:
        """The day of a row if it certainly is news; what may be is added to `doubts`."""
        sure = None
        for date, why in ((day.sure, None), (day.later, day.why)):
            counts, doubt = self._look(row, date, around) if date is not None else (False, None)
            if date is None or not counts:
                continue
            reason = doubt or why
            if reason is None:
                sure = date
            else:
                doubts.append((date, reason))
        return sure

    def _look(self, row: Row, date: PageDate, around: _Around) -> tuple[bool, Reason | None]:
        """Whether a day of a row counts at all, and why it is not certain that it is news."""
        plain = self._is_plain(row, date, listed=around.listed)
        asked = around.ways or around.framed or around.aside or not around.listed
        foreign = asked and self._is_foreign(row)
        if foreign and (around.ways or around.framed):
            return False, None
        # A day in an address is never that of the visit.
        shown = date != row.address_date
        if not plain and shown and (around.framed or self._is_clock(row, date)):
            return False, None
        doubt = self._doubt(row, date)
        if doubt is None and (around.ways or (around.framed and not around.listed)):
            doubt = BESIDE
        if doubt is None and foreign and (around.aside or not around.listed):
            doubt = ELSEWHERE
        if doubt is None and around.planned:
            doubt = EVENT
        # A link with words that was no item may be one.
        if doubt is None and not (plain and (row.kept or not row.text)):
            doubt = UNCLEAR
        return True, doubt

    def _doubt(self, row: Row, date: PageDate) -> Reason | None:
        return self._ahead(date) or (HIDDEN if self.out_of_sight.holds(row.node) else None)

    def _ahead(self, date: PageDate) -> Reason | None:
        ahead = self._today is not None and day_of(date.interval.earliest) > self._today
        return AHEAD if ahead else None

    def _is_plain(self, row: Row, date: PageDate, *, listed: bool) -> bool:
        """Whether a row is news by its words and its address, or by the days beside it."""
        title = row.title
        if len(title) < _WORDLESS:
            return False
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
        if row.ago is not None:
            piece = piece.replace(row.ago[0], "", 1)
        today = self._today is not None and day_of(date.value) == self._today
        return today and len(piece) <= _PIECE and _CLOCK.search(piece) is not None

    def _is_foreign(self, row: Row) -> bool:
        url = self._base.absolute(row.href)
        if url is None or same_site(url, self._base.url) or url.startswith(_OWN_POSTS):
            return False
        return not _GOVERNMENT.match(url)


def _later(one: PageDate | None, other: PageDate | None) -> PageDate | None:
    return max((day for day in (one, other) if day), key=lambda day: day.value, default=None)


def _month_behind(newest: PageDate, dates: Sequence[PageDate]) -> tuple[PageDate, Reason] | None:
    """A month without a day that goes on behind the newest date."""
    until = newest.interval.latest
    months = (one for one in dates if one.precision is Precision.MONTH)
    return next(((one, MONTH) for one in months if one.interval.latest > until), None)
