"""The days that stand beside one item, and which of them are of something else: the end of a
consultation, the opening of tenders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborNode

from repostwatch.model import PageDate
from repostwatch.reading.dates import day_labels, possible_days, row_dates, written_dates
from repostwatch.reading.dates.day_labels import Meaning
from repostwatch.reading.dates.written_dates import FULL, from_match
from repostwatch.reading.lists.row import Row

_HEAD_CHARS = 12  # of a column's name
_HEAD_ROWS = 4  # a head stands among the first so many of its list
_LABEL = 14  # characters before a day in which its label stands
_GOES_ON = re.compile(
    r"\s{0,3}[至到~—–－-]{1,2}\s{0,3}"
)  # from the first to the last day of a span
_LABELS = frozenset(":：")  # what ends a label in a line of its own
_END = "截至"  # what the last day of a span is
_TITLE = 6  # characters; a shorter line is no piece of a title
_SUMMARY = 120  # in a longer line days are told of


@dataclass(frozen=True, slots=True)
class Rivals:
    """The days of a row that are as good as its publication, those that may be it, as that of an
    event; `excluded`: others are of something else."""

    days: tuple[PageDate, ...]
    possible: tuple[PageDate, ...]
    excluded: bool


class RivalDays:
    """Looks at the rows of one page; the head of each list is found once."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._heads: dict[int, tuple[str, ...]] = {}

    def lines(self, row: Row) -> list[str]:
        """The lines of a row beside its title, those of a column that has days of something else
        behind its name."""
        cells = self._cells(row)
        if not any(map(_is_of_another, (name for name, _ in cells))):
            return _beside(row)
        return [f"{name}：{text}" if _is_of_another(name) else text for name, text in cells]

    def of(self, row: Row, own: PageDate) -> Rivals | None:
        """The days beside the title of a row, of which `own` was read; None where these do not
        stand in its piece of the page."""
        cells = self._cells(row)
        lines = cells or [("", line) for line in _beside(row)]
        found: dict[Meaning | None, list[PageDate]] = {one: [] for one in (None, *Meaning)}
        last = ""
        for label, line in lines:
            for before, day in _days(line, own, self._today):
                # Of the end of a span the name of the column says nothing.
                name = before if before == _END else label
                means = day_labels.of_column(name) if name else day_labels.before(before or last)
                found[means].append(day)
            last = line[-_LABEL:] if line[-1:] in _LABELS else ""
        if not any(found.values()):
            return None
        days = found[Meaning.PUBLISHED] or found[None]
        excluded = bool(found[Meaning.END] or found[Meaning.EVENT])
        return Rivals(tuple(dict.fromkeys(days)), tuple(found[Meaning.EVENT]), excluded)

    def _cells(self, row: Row) -> list[tuple[str, str]]:
        """The cells of a row without that of its title, each with the name of its column."""
        head = self._head(row)
        cells = [one for one in row.root.iter() if one.is_element_node] if head else []
        if len(cells) != len(head):
            return []
        title = row.node.mem_id
        return [
            (name, cell.text(separator=" ", strip=True) or "")
            for name, cell in zip(head, cells, strict=True)
            if cell.mem_id != title and all(one.mem_id != title for one in cell.css("a"))
        ]

    def _head(self, row: Row) -> tuple[str, ...]:
        # One row alone stands for its table: the list is what holds that.
        for place in (row.list_node, row.root.parent):
            if place is None:
                continue
            known = self._heads.get(place.mem_id)
            if known is None:
                known = self._heads[place.mem_id] = _head(place)
            if known:
                return known
        return ()


def _is_of_another(name: str) -> bool:
    return day_labels.of_column(name) in (Meaning.EVENT, Meaning.END)


def _head(container: LexborNode) -> tuple[str, ...]:
    """The names of a list's columns, where a line without a link has nothing but short words, one
    of which is of a day."""
    lines = list(container.iter())[:_HEAD_ROWS]
    if container.tag == "tbody" and container.parent is not None:
        lines = container.parent.css("thead tr")[:_HEAD_ROWS] + lines
    for line in lines:
        if line.css_first("a[href]") is not None:
            continue
        names = tuple("".join((cell.text() or "").split()) for cell in line.iter())
        short = len(names) > 1 and all(len(name) <= _HEAD_CHARS for name in names)
        if short and any(map(day_labels.heads, names)):
            return names
    return ()


def _beside(row: Row) -> list[str]:
    own = row.node.text(separator="\n", strip=True) or ""
    whole = own if row.root is row.node else row.root.text(separator="\n", strip=True) or ""
    if own and "\n" not in own:
        before, _, after = whole.partition(own)
        return [line for part in f"{before}\n{after}".split("\n") if (line := part.strip())]
    # A piece of the title is none beside it, but 11 of 11 | 26 is no piece of a title with 11.
    lines = (line.strip() for line in whole.split("\n"))
    return [line for line in lines if len(line) < _TITLE or line.rstrip(".…") not in row.title]


def _days(line: str, own: PageDate, today: date | None) -> list[tuple[str, PageDate]]:
    """The days of a line, each with what stands before it, that of the end of a span being its
    own."""
    line = written_dates.narrow(line)
    if len(line) > _SUMMARY:
        return []
    found: list[tuple[str, PageDate]] = []
    matches, end = list(FULL.finditer(line)), -1
    for match in matches:
        goes_on = end >= 0 and _GOES_ON.fullmatch(line, end, match.start()) is not None
        label = line[max(0, end, match.start() - _LABEL) : match.start()]
        if goes_on:
            label = _END
        end = match.end()
        if (day := from_match(match)) is not None:
            found.append((label, day))
    if matches or today is None:
        return found
    short = row_dates.find(line)
    if short is not None and short.month_day is not None:
        same = short.month_day == (own.value.month, own.value.day)
        possible = None if same else possible_days.beside([line], today)
        if same or (possible is not None and possible.day is not None):
            found.append(("", own if possible is None or possible.day is None else possible.day))
    return found
