"""Which portals a text names: 国家发展改革委, 河北省, 石河子 → their portals.

Whatever registry is in use: names come from its own rows, from the short and former names
that the editions know, and from a list of places with the province they belong to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from repostwatch.base.tables import read_table
from repostwatch.model import Level, Portal
from repostwatch.portals.editions import read_edition

PLACES = Path(__file__).parent / "places.csv"
CORPS = "新疆生产建设兵团"
PROVINCES = re.compile(
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    "|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)
GOVERNMENT = re.compile(r"人民政府.*$|政府(?:门户)?网站?$")


class Names:
    """The names of a registry's portals, the longest first: 新疆生产建设兵团 is not 新疆.

    Names that the registry has no portal for are known too, so that 银保监会 is not 保监会.
    """

    def __init__(self, portals: Iterable[Portal]) -> None:
        self._named: dict[str, list[Portal]] = defaultdict(list)
        registry = tuple(portals)
        for portal in registry:
            for name in dict.fromkeys(_names(portal)):
                self._named[name].append(portal)
        for name, current in _known_as(registry):
            if name not in self._named:
                self._named[name] = [current] if current else []
        for place, province in _places():
            self._named[place] += [
                portal for portal in self._named.get(province, ()) if portal.level is Level.PROVINCE
            ]
        names = sorted(self._named, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, names)))

    def find(self, text: str) -> tuple[Portal, ...]:
        """The portals named in a text, in its order, each once."""
        found = {
            portal.portal_id: portal
            for match in self._pattern.finditer(text)
            for portal in self._named[match[0]]
        }
        return tuple(found.values())


def _names(portal: Portal) -> Iterator[str]:
    if portal.short_name:
        yield portal.short_name
    if portal.level is Level.DEPARTMENT:
        yield portal.name.removeprefix("中华人民共和国")
        return
    place = GOVERNMENT.sub("", portal.name) or portal.name
    yield place
    if portal.level is Level.PROVINCE:
        yield from (CORPS,) if place.startswith(CORPS) else _province(place)


def _province(place: str) -> Iterator[str]:
    """河北省 is also just 河北."""
    if short := PROVINCES.match(place):
        yield short[0]


def _known_as(registry: tuple[Portal, ...]) -> Iterator[tuple[str, Portal | None]]:
    """Short and former names of departments, with the portal that now answers to them."""
    here = {portal.name: portal for portal in registry if portal.level is Level.DEPARTMENT}
    history = {portal.portal_id: portal for portal in read_edition("history")}
    for known in history.values():
        at: Portal | None = known
        while at is not None and at.name not in here:
            at = history.get(at.successor) if at.successor else None
        if known.level is Level.DEPARTMENT:
            yield known.name, here[at.name] if at else None
            if known.short_name:
                yield known.short_name, here[at.name] if at else None


def begins_with_place(text: str) -> bool:
    """Whether a text begins with the name of a province or of a place within one."""
    return _any_place().match(text) is not None


def province_names() -> Iterator[tuple[str, str]]:
    """(name, province) of every province and of every place that is known."""
    for province in {province for _, province in _places()} | set(PROVINCES.pattern.split("|")):
        yield province, province
    yield from _places()


@cache
def _any_place() -> re.Pattern[str]:
    return re.compile("|".join([PROVINCES.pattern, *(re.escape(place) for place, _ in _places())]))


@cache
def _places() -> tuple[tuple[str, str], ...]:
    rows = read_table(PLACES, ("province", "places"), key="province")
    return tuple((place, row["province"]) for row in rows for place in row["places"].split())
