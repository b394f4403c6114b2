"""Where in its list an answer of data stands: which page, of how many rows, for which month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_PAGES = frozenset(("page", "pageno", "pagenum", "curpage", "currentpage", "pagenumber"))
_TOTALS = frozenset(
    ("total", "totalcount", "totalrecords", "totalrows", "recordcount", "totalelements")
)
_LEVELS = 3
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class PlaceInList:
    """`number` of the page, from 1; `total` rows of the list, 0 where it is not said."""

    number: int = 1
    total: int = 0


def place_in_list(value: Any) -> PlaceInList:
    """What an answer says of itself beside its rows."""
    number, total = _find(value, _PAGES, 0), _find(value, _TOTALS, 0)
    return PlaceInList(max(number, 1), total)


def _find(value: Any, names: frozenset[str], depth: int) -> int:
    """The first number under one of the names, outside of lists; 0 where there is none."""
    if not isinstance(value, dict) or depth > _LEVELS:
        return 0
    for name, part in value.items():
        if str(name).lower().replace("_", "") in names and (found := _number(part)):
            return found
    return next((found for part in value.values() if (found := _find(part, names, depth + 1))), 0)


def _number(value: object) -> int:
    if isinstance(value, str) and value.isdecimal() and len(value) < 7:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value < _MOST else 0
