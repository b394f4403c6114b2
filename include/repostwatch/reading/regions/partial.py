"""Lists whose rows need not be all: shown by month, sorted by another date, filled again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.model import BEIJING, Reason, because
from repostwatch.model.codes import ListCode
from repostwatch.model.reasons import quoted
from repostwatch.reading.addresses import key, usable
from repostwatch.reading.document import Document
from repostwatch.reading.rows import Row

# A month or a year that stands alone: a tab, a heading, a choice, with how many rows it has.
_PERIOD = re.compile(
    r"^(20\d\d)\s?年(?:\s?(\d{1,2})\s?月份?)?\s?(?:[(（\[]\d{1,4}[)）\]])?$", re.MULTILINE
)
# What a script loads something into: named in the call, or what the call is made of.
_LOADS = re.compile(
    r"\b(?:load|fetch|query|request|reload|refresh|get(?:List|Data|News|Page|Info|Doc|Article))\w{0,40}"
    r"\s*\(([^()]{0,200})|([\"']#[\w-]{1,60}[\"'])\s*\)\s*\.load\("
)
_KIND = re.compile(
    r"^(?:国发|国办发|国函|国办函|国令|国务院令|行政法规|(?:国发|国办发|国函|国办函|国办|国务院|国务院办公厅)文件"
    r"|国务院规范性文件|国务院行政法规)$",
    re.MULTILINE,
)
_LEVELS = 3  # elements, from a list up, by whose names a script may mean it


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year by which a page divides its list."""

    words: str
    begins: datetime


def periods(shown: str) -> tuple[Period, ...]:
    """The months, or else the years, by which a page divides what it shows: two at least."""
    months, years = dict[datetime, str](), dict[datetime, str]()
    for found in _PERIOD.finditer(shown):
        month = int(found[2] or 1)
        if 1 <= month <= 12:
            begins = datetime(int(found[1]), month, 1, tzinfo=BEIJING)
            (months if found[2] else years).setdefault(begins, found[0])
    chosen = months if len(months) > 1 else years if len(years) > 1 else {}
    return tuple(Period(words, begins) for begins, words in chosen.items())


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


def reason(
    doc: Document, node: LexborNode, rows: Sequence[Row], periods: Sequence[Period]
) -> Reason | None:
    """Why a list with these rows need not hold all that was published, if so."""
    newer = _newer(rows, periods)
    if newer is not None:
        return because(ListCode.PERIOD, words=quoted(newer.words))
    if _by_signing(rows):
        return because(ListCode.BY_SIGNING)
    return because(ListCode.REFILLED) if _refilled(doc, node) else None


def _newer(rows: Sequence[Row], periods: Sequence[Period]) -> Period | None:
    """A month or year of the page that begins after the newest row."""
    if not periods:
        return None
    dates = [date.value for row in rows if (date := row.date or row.address_date) is not None]
    newest = max(dates, default=None)
    later = [one for one in periods if newest is not None and one.begins > newest]
    return max(later, key=lambda one: one.begins, default=None)


def _by_signing(rows: Sequence[Row]) -> bool:
    """Whether the only dates that a list shows are days of signing, and it is sorted by them."""
    signed = [row.signed.value for row in rows if row.signed is not None]
    stated = sum(row.visible for row in rows)
    most = len(signed) * 2 >= len(rows) and stated * 2 < len(rows)
    return most and signed == sorted(signed, reverse=True)


def loaded(doc: Document, node: LexborNode) -> bool:
    """Whether a script loads something into an element, by the name that it bears."""
    name = node.attributes.get("id") or ""
    if len(name) < 2:
        return False
    quoted_ = tuple(f"{mark}{sign}{name}{mark}" for mark in "\"'" for sign in ("", "#"))
    return any(
        any(one in f"{call[1] or ''}{call[2] or ''}" for one in quoted_)
        for code in doc.codes
        if name in code
        for call in _LOADS.finditer(code)
    )


def _refilled(doc: Document, node: LexborNode) -> bool:
    """Whether a script loads something into a list that has rows already."""
    part: LexborNode | None = node
    for _level in range(_LEVELS):
        if part is None or part.tag in ("body", "html"):
            return False
        if loaded(doc, part):
            return True
        part = part.parent
    return False
