"""Lists whose rows need not be all: shown by month, sorted by another date, filled again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.model import BEIJING, PageDate, Reason, because
from repostwatch.model.codes import ListCode
from repostwatch.model.reasons import quoted
from repostwatch.reading.addresses import key, usable
from repostwatch.reading.dates import written_dates
from repostwatch.reading.document import Document
from repostwatch.reading.lists import newer
from repostwatch.reading.lists.row import Row
from repostwatch.reading.regions import loading

# A year, quarter or month that stands alone: a tab, a heading, a choice, with its count of rows.
_PERIOD = re.compile(
    r"^(?:(?P<year>20\d\d)\s?年(?:度)?)?\s?(?:(?P<month>\d{1,2})\s?月份?|第?(?P<quarter>[一二三四1-4])季度)?"
    r"\s?(?:[(（\[]\d{1,4}[)）\]])?$",
    re.MULTILINE,
)
_QUARTERS = "一二三四"
_FIELDS = 60  # of a form
_FEWEST = 2  # so many divide a list
_FEWEST_BARE = 3  # of months that say no year
_SORTED = re.compile(
    r"^.{0,30}[，,、；; \t]按(?:相关[度性]|点击|热度|浏览|访问)[^。\n]{0,6}排[序列].{0,10}$",
    re.MULTILINE,
)
_KIND = re.compile(
    r"^(?:国发|国办发|国函|国办函|国令|国务院令|行政法规|(?:国发|国办发|国函|国办函|国办|国务院|国务院办公厅)文件"
    r"|国务院规范性文件|国务院行政法规|现行有效|已?(?:失效|废止)(?:文件)?)$",
    re.MULTILINE,
)
_LEVELS = 3  # elements, from a list up, by whose names a script may mean it


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year by which a page divides its list."""

    words: str
    begins: datetime


def periods(shown: str, seen: datetime | None) -> tuple[Period, ...]:
    """The years, quarters or months by which a page divides what it shows, none that begins
    after `seen`. One that says no year is of the year it was seen in."""
    found: dict[str, dict[datetime, str]] = defaultdict(dict)
    for match in _PERIOD.finditer(shown) if "年" in shown or "月" in shown or "季" in shown else ():
        year, month, quarter = match["year"], match["month"], match["quarter"]
        if not match[0].strip() or not (year or seen) or not (year or month or quarter):
            continue
        first = int(month or (3 * _quarter(quarter) - 2 if quarter else 1))
        if not 1 <= first <= 12:
            continue
        bare = year is None
        unit = f"{'month' if month else 'quarter' if quarter else 'year'}{' alone' * bare}"
        begins = datetime(int(year or (seen and seen.year) or 0), first, 1, tzinfo=BEIJING)
        found[unit].setdefault(begins, match[0])
    return tuple(
        Period(words, begins)
        for unit, named in found.items()
        if len(named) >= (_FEWEST_BARE if unit == "month alone" else _FEWEST)
        for begins, words in named.items()
        if seen is None or begins <= seen
    )


def _quarter(sign: str) -> int:
    return _QUARTERS.index(sign) + 1 if sign in _QUARTERS else int(sign)


def siblings(doc: Document) -> tuple[tuple[str, str], ...]:
    """The other lists, by name and address, into which a page divides the State Council's
    documents by kind (国发文件 | 国办发文件), where the page itself is one of them."""
    if len(set(_KIND.findall(doc.shown))) < 2:
        return ()
    here = key(doc.base.url)
    bars: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    for node in doc.tree.css("a, span, li, strong, b, em"):
        name = "".join((node.text() or "").split())
        if not _KIND.fullmatch(name) or (node.tag != "a" and node.css_first("a")):
            continue
        around = node.parent
        if around is not None and around.tag in ("li", "td", "dd", "span", "p"):
            around = around.parent
        href = node.attributes.get("href") if node.tag == "a" else None
        url = doc.base.absolute(href) if href and usable(href) else None
        if around is not None:
            bars[around.mem_id].append((name, url or "", url is None or key(url) == here))
    found = [
        (name, url)
        for bar in bars.values()
        if any(own for _, _, own in bar)
        for name, url, own in bar
        if not own
    ]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class View:
    """A page at the moment when it was seen: what may hide a part of its lists."""

    doc: Document
    periods: tuple[Period, ...]
    order: str  # what the page says of it, where it is not that of time
    until: PageDate | None  # the last day that a form asks for
    unopened: str  # what the page calls newer rows that only a script shows

    @classmethod
    def of(cls, doc: Document, seen: datetime | None) -> View:
        """What is known of a page before its lists are looked at."""
        order = _SORTED.search(doc.shown)
        words = order[0] if order else ""
        return cls(doc, periods(doc.shown, seen), words, _asked(doc, seen), newer.unopened(doc))

    def why_partial(self, node: LexborNode, rows: Sequence[Row]) -> Reason | None:
        """Why a list with these rows need not hold all that was published, if so."""
        newer = _newer(rows, self.periods)
        if newer is not None:
            return because(ListCode.PERIOD, words=quoted(newer.words))
        if _by_signing(rows):
            return because(ListCode.BY_SIGNING)
        if self.order:
            return because(ListCode.SORTED, words=quoted(self.order))
        if self.until is not None:
            return because(ListCode.FILTERED, until=self.until)
        if self.unopened:
            return because(ListCode.NOT_COME, words=quoted(self.unopened))
        return because(ListCode.REFILLED) if _refilled(self.doc, node) else None


def _asked(doc: Document, seen: datetime | None) -> PageDate | None:
    """The end of the span of days for which a form asks, where it lies before the visit."""
    if seen is None:
        return None
    asked = [
        date
        for node in doc.tree.css("input[value]")[:_FIELDS]
        if node.attributes.get("type") not in ("hidden", "submit", "button")
        and (date := written_dates.stated(node.attributes.get("value"))) is not None
    ]
    last = max(asked, key=lambda date: date.value, default=None)
    return last if len(asked) > 1 and last and last.interval.latest < seen else None


def _newer(rows: Sequence[Row], periods: Sequence[Period]) -> Period | None:
    """A month or year of the page that begins after the newest row."""
    if not periods:
        return None
    shown = [date.value for row in rows if (date := row.date or row.address_date) is not None]
    newest = max(shown, default=None)
    later = [one for one in periods if newest is not None and one.begins > newest]
    return max(later, key=lambda one: one.begins, default=None)


def _by_signing(rows: Sequence[Row]) -> bool:
    """Whether the only dates that a list shows are days of signing, and it is sorted by them."""
    signed = [row.signed.value for row in rows if row.signed is not None]
    stated = sum(row.visible for row in rows)
    most = len(signed) * 2 >= len(rows) and stated * 2 < len(rows)
    return most and signed == sorted(signed, reverse=True)


def _refilled(doc: Document, node: LexborNode) -> bool:
    """Whether a script loads or writes something into a list that has rows already."""
    if node.mem_id in doc.written or loading.fills(doc, node):
        return True
    part: LexborNode | None = node
    for _level in range(_LEVELS):
        if part is None or part.tag in ("body", "html"):
            return False
        if loading.loads(doc, part):
            return True
        part = part.parent
    return False
