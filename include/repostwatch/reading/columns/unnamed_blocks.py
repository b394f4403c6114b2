"""A block of the State Council's items whose heading is not known: a picture in a style sheet,
or a name that nobody has seen before.

To say of such a homepage that it has no column would be wrong as often as not, and so would the
opposite: it is for a person to look at.
"""

from __future__ import annotations

import re
from collections import defaultdict

from repostwatch.reading.lists.row import Row
from repostwatch.settings import ReadingSettings

_SITE = "www.gov.cn/"
# Not 国务院 alone: departments bear it in their names (国务院港澳事务办公室…).
_ISSUED = re.compile(
    r"(?:中共中央|国务院)?[\s、]?(?:国务院|中办|国办)(?:办公厅)?[\s:：]?(?:关于|印发|转发|批转|同意|令|任免|公布)"
    r"|中共中央(?:办公厅)?[\s:：]?(?:关于|印发)"
)


def find(kept: list[Row], blocks: dict[int, int], settings: ReadingSettings) -> list[Row]:
    """The rows of the first block most of whose items are the State Council's, by their
    address or their first words.

    Empty where there is none, or where the page has no other block: then it is a list, and no
    homepage.
    """
    lists: dict[int, list[Row]] = defaultdict(list)
    for row in kept:
        lists[blocks[row.list_key]].append(row)
    if len(lists) < 2:
        return []
    for rows in lists.values():
        if len(rows) >= settings.nameless_items and _theirs(rows) * 2 > len(rows):
            return rows
    return []


def _theirs(rows: list[Row]) -> int:
    return sum(_SITE in row.href or _ISSUED.match(row.title) is not None for row in rows)
