"""Days that a page shows beside words without a link: what may be news that nobody can open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

from repostwatch.base.clock import day_of
from repostwatch.model import PageDate
from repostwatch.reading.dates.written_dates import FULL, from_match
from repostwatch.reading.document import Document
from repostwatch.reading.lists.row import Row
from repostwatch.settings import ReadingSettings

# Beside days that are of something else: the visit, the page, what is to come, a service.
_OTHER = re.compile(
    r"今天|今日|星期[一二三四五六日天]|农历|天气|气温|℃|(?:现在|当前|北京)时间|访问|浏览|点击|人次"
    r"|版权|备案|主办|承办|技术支持|更新|改版|last\s?updat|last\s?modif|截[至止]|有效|施行|实施|报名|受理|办理|开放|电话|起$|copyright",
    re.IGNORECASE,
)
_LINE = 200  # characters; a longer line is running text
_MOST = 400  # lines with a day that are looked at


def unlinked(
    doc: Document, rows: Iterable[Row], seen: datetime | None, settings: ReadingSettings
) -> PageDate | None:
    """The newest day up to that of the visit which stands beside words of a title's length, in one
    line or the line before, and is none of a row's."""
    if seen is None or not FULL.search(doc.shown):
        return None
    today, lines = day_of(seen), doc.shown.split("\n")
    known, linked = set[PageDate](), set[str]()
    for row in rows:
        linked.add(_bare(row.title))
        linked.add(_bare(row.text))
        if row.date is not None:
            known.add(row.date)
    days = {day_of(date.value) for date in known}
    found: list[PageDate] = []
    short = (number for number, line in enumerate(lines) if len(line) <= _LINE)
    for number in islice((one for one in short if FULL.search(lines[one])), _MOST):
        date = _stated(lines, number, linked, settings.title_chars)
        if date is not None and day_of(date.value) <= today and day_of(date.value) not in days:
            found.append(date)
    return max(found, key=lambda date: date.value, default=None)


def _stated(
    lines: Sequence[str], number: int, linked: set[str], title_chars: int
) -> PageDate | None:
    line = lines[number]
    match = FULL.search(line)
    if match is None or _bare(line) in linked:
        return None
    words = _bare(line[: match.start()] + line[match.end() :])
    if len(words) < title_chars:
        words = _bare(lines[number - 1]) if number else ""
        if words in linked or len(words) < title_chars or FULL.search(words):
            return None
    before = lines[number - 1] if number else ""
    if _OTHER.search(line) or _OTHER.search(words) or _OTHER.search(before[-_LINE:]):
        return None
    return from_match(match)


def _bare(text: str) -> str:
    return "".join(text.split())
