"""What the rows of a page tell of their days: one for certain, a later one that is possible, or
one that cannot be read.

For the question whether a page is kept up. What a repost claims is read by `reading.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from selectolax.lexbor import LexborNode

from repostwatch.base.clock import day_of
from repostwatch.model import PageDate, Precision, Reason, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.addresses import CHANNEL, ROOT
from repostwatch.reading.dates import (
    possible_days,
    relative_dates,
    row_dates,
    title_days,
    written_dates,
)
from repostwatch.reading.dates.event_days import coming
from repostwatch.reading.dates.possible_days import PossibleDay
from repostwatch.reading.dates.written_dates import FULL, from_match
from repostwatch.reading.document import Document
from repostwatch.reading.lists.row import Row
from repostwatch.reading.regions import media
from repostwatch.reading.regions.drawn_days import is_drawn, written_by_styles
from repostwatch.reading.regions.rival_days import RivalDays

DAYS = because(ListCode.ITEM_DAYS)
DAY = because(ListCode.ITEM_DAY)
EVENT = because(ListCode.ITEM_EVENT)
# Letters of a template where a day should be.
_TEMPLATE = re.compile(r"\$!?\{|\{\{|\{%|<%|@\{|#\{|\[\[")
# An empty element that is made for a day, by its names: a script may write it.
_FOR_A_DAY = re.compile(
    r"(?:^|[-_\s])\w{0,8}(?:time|date|ago|sj|rq|shijian|riqi)\w{0,2}(?![a-z])", re.IGNORECASE
)
# In an attribute for what a style writes, or somebody else reads.
_MONTH_DAY = re.compile(r"[\[(（]?\d{1,2}(?:[-/.]|月)\d{1,2}日?[\])）]?")
# What says nothing of an item's day.
_NO_DAY = frozenset(("href", "class", "style", "onclick", "target", "rel", "width", "height"))
# Two numbers as a month and its day stand there.
_PAIR = re.compile(r"[\[(（]?\d{1,3}\s?[-/.:]\s?\d{1,3}[\])）]?")
_YEAR_IN_ADDRESS = re.compile(r"/(20\d\d)(?=/)")
_CALLS = ("href", "onclick")  # of a script that opens the item
_WEEK = "周"  # of a year or a month, which titles and what stands beside them name alike
_LONGEST = 60  # characters of an attribute that can be a day
_PARTS = 60  # elements of one row that are looked at


@dataclass(frozen=True, slots=True)
class RowDay:
    """`sure` is the day of a row, `later` one that is as well possible and `why` that is not
    certain. `unread`: it has a day that could not be read."""

    sure: PageDate | None = None
    later: PageDate | None = None
    why: Reason | None = None
    unread: bool = False


NO_DAY = RowDay()


class RowDays:
    """Looks at the rows of one page, seen at a moment."""

    def __init__(self, doc: Document, seen: datetime | None) -> None:
        self._seen, self._today = seen, day_of(seen) if seen else None
        self._scripted, self._codes = doc.scripted, bool(doc.codes)
        self._shown = written_by_styles(doc.source)
        self._rivals = RivalDays(self._today)
        self._counts: set[int] = set()

    def know(self, rows: Iterable[Row]) -> None:
        """Take note of the lists among whose pairs of numbers is one that is no day of any month
        (15-21 among 11-9): those that stand there for days are as well something else."""
        rows = list(rows)
        asked = {row.list_key for row in rows if row.month_day is not None}
        for row in rows:
            if row.date is None and row.list_key in asked - self._counts:
                lines = map(possible_days.plain, self._rivals.lines(row))
                if any(_PAIR.fullmatch(line) and row_dates.find(line) is None for line in lines):
                    self._counts.add(row.list_key)

    def of(self, row: Row) -> RowDay:
        """The day of a row that may be an item."""
        if row.month_day is not None and row.list_key in self._counts:
            return RowDay(row.address_date, row.date, DAY)
        if row.date is not None:
            return _of_another_year(row, row.date) or self._among_rivals(row, row.date)
        own = row.address_date
        if own is not None and own.precision is not Precision.MONTH:
            return RowDay(own)
        if row.ago is not None and self._seen is not None:
            return _of_age(row.ago, self._seen)
        if (head := self._at_head(row)) is not None:
            return RowDay(head)
        later, unread = None, self._is_written_later(row)
        for found in self._possible(row):
            if found.day is None:
                unread = True
            elif later is None or found.day.value > later.value:
                later = found.day
        return RowDay(own, later, DAY if later else None, unread)

    def _at_head(self, row: Row) -> PageDate | None:
        if self._today is None:
            return None
        heads = (title_days.at_head(text, self._today) for text in (row.text, row.title))
        return next((day for day in heads if day is not None), None)

    def _among_rivals(self, row: Row, own: PageDate) -> RowDay:
        """The day that was read of a row, unless others stand there that may as well be its."""
        found = self._rivals.of(row, own)
        if found is None or row.address_date in found.days:
            return RowDay(own)
        if not found.days:
            # Of several days of an event the first is announced last.
            event = min(found.possible, key=_value, default=None)
            if event is not None and row.month_day is not None and self._today is not None:
                event = coming(event, self._today)
            return RowDay(row.address_date, event, EVENT if event is not None else None)
        first, last = min(found.days, key=_value), max(found.days, key=_value)
        if day_of(first.value) == day_of(last.value):
            return RowDay(own if day_of(own.value) == day_of(first.value) else first)
        return RowDay(first, last, DAYS)

    def _possible(self, row: Row) -> Iterator[PossibleDay]:
        if self._today is None:
            return
        lines = self._rivals.lines(row)
        looks = [
            possible_days.beside(lines, self._today),
            *(title_days.within(line, self._today) for line in lines if _WEEK in line),
            title_days.within(row.title, self._today),
            title_days.within(row.text, self._today),
        ]
        # What a query leads to, no address tells.
        if row.leads not in (CHANNEL, ROOT) or (row.leads is CHANNEL and "?" in row.href):
            called = (row.node.attributes.get(name) or "" for name in _CALLS)
            looks += [possible_days.in_address(one, self._today) for one in (row.href, *called)]
        parts = _parts(row)
        looks += [self._in_attribute(*one) for node in parts for one in _attributes(node)]
        # An item is not older than its picture.
        files = (address for node in parts for address in media.addresses(node))
        looks += [possible_days.in_address(one, self._today) for one in files]
        yield from (one for one in looks if one is not None)

    def _in_attribute(self, name: str, value: str) -> PossibleDay | None:
        assert self._today is not None  # noqa: S101  whoever calls this has looked
        if len(value) > _LONGEST:
            return None
        if name in self._shown or _MONTH_DAY.fullmatch(value.strip()):
            return possible_days.beside([value], self._today)
        stated = written_dates.stated(value)
        return PossibleDay(stated) if stated is not None else None

    def _is_written_later(self, row: Row) -> bool:
        """Whether the day of a row is drawn, or a script may write it: it stands in the row, or has
        a place there."""
        parts = _parts(row)
        if any(one.mem_id in self._scripted for one in parts):
            return True
        if _TEMPLATE.search(row.root.text() or "") or is_drawn(row.root):
            return True
        for node in parts:
            marks = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
            made = self._codes and len(marks) > 1 and _FOR_A_DAY.search(marks) is not None
            if made and not (node.text() or "").strip():
                return True
        return False


def tells_day(row: Row, seen: datetime | None) -> bool:
    """Whether what an address asks for may be of a day: that of a page is read as such."""
    if seen is None or "?" not in row.href:
        return False
    return possible_days.in_address(row.href, day_of(seen)) is not None


def _of_another_year(row: Row, guessed: PageDate) -> RowDay | None:
    """The day of a row that shows month and day only, where its title attribute says another year,
    or a part of its address may."""
    if row.month_day is None:
        return None
    for match in FULL.finditer(written_dates.narrow(row.attribute)):
        said = from_match(match)
        if said is not None and (said.value.month, said.value.day) == row.month_day:
            return None if said.value.year == guessed.value.year else RowDay(said)
    years = {int(match[1]) for match in _YEAR_IN_ADDRESS.finditer(row.href)}
    if not years or guessed.value.year in years or row.address_date is not None:
        return None
    said = written_dates.made(max(years), *row.month_day)
    # A folder may be as old as the site.
    return RowDay(said, guessed, DAY) if said is not None and said.value < guessed.value else None


def _of_age(ago: re.Match[str], seen: datetime) -> RowDay:
    """An age is cut or rounded: of its span the first day is certain, the last is possible."""
    span = relative_dates.span(ago, seen)
    last_moment = max(span.earliest, span.latest - timedelta(microseconds=1))
    first, last = (PageDate(_midnight(one), Precision.DAY) for one in (span.earliest, last_moment))
    return RowDay(first) if first == last else RowDay(first, last, DAY)


def _midnight(moment: datetime) -> datetime:
    day = written_dates.made(*day_of(moment).timetuple()[:3])
    assert day is not None  # noqa: S101  of a day that there is
    return day.value


def _parts(row: Row) -> list[LexborNode]:
    return [row.root, *row.root.css("*")[: _PARTS + 1]]


def _attributes(node: LexborNode) -> Iterator[tuple[str, str]]:
    for name, value in node.attributes.items():
        if value and name not in _NO_DAY:
            yield name, value


def _value(date: PageDate) -> datetime:
    return date.value
