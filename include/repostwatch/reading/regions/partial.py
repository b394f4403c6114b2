"""Lists whose rows need not be all: shown by month, sorted by another date, filled again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborNode

from repostwatch.model import BEIJING, Reason, because
from repostwatch.model.codes import ListCode
from repostwatch.model.reasons import quoted
from repostwatch.reading.document import Document
from repostwatch.reading.rows import Row

# A month or a year that stands alone: a tab, a heading, a choice, with how many rows it has.
_PERIOD = re.compile(
    r"^(20\d\d)\s?年(?:\s?(\d{1,2})\s?月份?)?\s?(?:[(（\[]\d{1,4}[)）\]])?$", re.MULTILINE
)
_LOADS = (
    r"\b(?:load|fetch|query|request|reload|refresh|get(?:List|Data|News|Page|Info|Doc|Article))\w*"
    r"\s*\([^()]{{0,200}}[\"']#?{name}[\"']|[\"']#{name}[\"']\s*\)\s*\.load\("
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


def _refilled(doc: Document, node: LexborNode) -> bool:
    """Whether a script loads something into a list that has rows already."""
    part: LexborNode | None = node
    for _level in range(_LEVELS):
        if part is None or part.tag in ("body", "html"):
            return False
        name = part.attributes.get("id") or ""
        codes = [code for code in doc.codes if len(name) > 1 and name in code]
        if codes:
            loads = re.compile(_LOADS.format(name=re.escape(name)))
            if any(loads.search(code) for code in codes):
                return True
        part = part.parent
    return False
