"""Where a site belongs: the division in its code, the province in its name, its parent.

The first 6 digits of a place's site code are the code of its administrative division
(GB/T 2260): 2 of the province, 2 of the city, 2 of the county.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from repostwatch.base.tables import read_table
from repostwatch.model import Level, Portal
from repostwatch.portals.names import CORPS, province_names

DIVISIONS = Path(__file__).parent / "divisions.csv"
# Its cities have codes of the region around them: 石河子 is 659001.
CORPS_CODES = frozenset({"65", "66"})
# Counties directly under their province (省直辖县级行政区划) have a city's digits of no city.
DIRECT = "90"


def division(portal: Portal) -> str | None:
    """The 6 digits of a place's code; None of a department and where there is no sound code."""
    code = portal.site_code or ""
    if portal.level is Level.DEPARTMENT or len(code) != 10 or not code.isdecimal():
        return None
    return code[:6]


def province_of(portal: Portal, known: Mapping[str, Portal]) -> str | None:
    """The province (`广东`) of a place: by its code, else its name, else those of its parents.

    `known` are the portals by id. None of a department, and where nothing tells.
    """
    seen: set[str] = set()
    at: Portal | None = portal
    while at is not None and at.level is not Level.DEPARTMENT and at.portal_id not in seen:
        seen.add(at.portal_id)
        found = division(at)
        if found and (by_code := provinces().get(found[:2])):
            return by_code
        if len(by_name := named_provinces(at)) == 1:
            return by_name.pop()
        at = known.get(at.parent) if at.parent else None
    return None


def named_provinces(portal: Portal) -> set[str]:
    """The provinces that the beginning of a name can mean: of 朝阳市 one, of 长三角 three.

    Only of provinces and cities: 海南区 is no part of 海南, 大同区 none of 大同.
    """
    if portal.level not in (Level.PROVINCE, Level.CITY):
        return set()
    if portal.name.startswith(CORPS):
        return {CORPS}
    for length in range(min(len(portal.name), _longest()), 1, -1):
        if found := _named().get(portal.name[:length]):
            return set(found)
    return set()


def codes_of(province: str) -> frozenset[str]:
    """The first two digits that the codes of a province's places have."""
    if province == CORPS:
        return CORPS_CODES
    return frozenset(code for code, name in provinces().items() if name == province)


def parents_of(portal: Portal, known: Mapping[str, Portal]) -> Iterator[Portal]:
    """Its parent, that one's parent, and so on; ends where the chain does, or closes."""
    seen = {portal.portal_id}
    at = known.get(portal.parent) if portal.parent else None
    while at is not None and at.portal_id not in seen:
        yield at
        seen.add(at.portal_id)
        at = known.get(at.parent) if at.parent else None


@cache
def provinces() -> dict[str, str]:
    """Two digits → the name of the province."""
    return {row["code"]: row["province"] for row in read_table(DIVISIONS, ("code", "province"))}


@cache
def _named() -> dict[str, frozenset[str]]:
    """The name of a province or a place → the provinces that it can belong to."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, province in province_names():
        found[name].add(province)
    return {name: frozenset(some) for name, some in found.items()}


@cache
def _longest() -> int:
    return max(len(name) for name in _named())
