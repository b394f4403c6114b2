"""Check where the sites of a registry belong: parents that are not there, codes of elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from repostwatch.model import Level, Portal
from repostwatch.portals.divisions import (
    CORPS_CODES,
    DIRECT,
    codes_of,
    division,
    named_provinces,
    parents_of,
    provinces,
)

ORDER = tuple(Level)
PLACES = frozenset({Level.CITY, Level.COUNTY, Level.BELOW})


def check_belonging(portals: Sequence[Portal]) -> list[str]:
    """Every problem in one line each. Only sites that still exist are looked at.

    A registry that names no parent at all is taken for one of sites without any.
    """
    here = [portal for portal in portals if portal.valid_until is None]
    known = {portal.portal_id: portal for portal in portals}
    problems = [*_same_code(here), *_same_name(here)]
    with_parents = any(portal.parent for portal in here)
    for portal in here:
        problems += _parent(portal, known, with_parents=with_parents)
        problems += _division(portal, known)
    return problems


def _same_code(here: Sequence[Portal]) -> Iterator[str]:
    codes: dict[str, list[str]] = defaultdict(list)
    for portal in here:
        if portal.site_code:
            codes[portal.site_code].append(portal.portal_id)
    for code, ids in codes.items():
        if len(ids) > 1:
            yield f"{', '.join(ids)}: one site code, {code}"


def _same_name(here: Sequence[Portal]) -> Iterator[str]:
    """One name under one parent. Without parents a name tells nothing: 鼓楼区 is in four cities."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for portal in here:
        if portal.parent:
            names[portal.parent, portal.name].append(portal.portal_id)
    for (parent, name), ids in names.items():
        if len(ids) > 1:
            yield f"{', '.join(ids)}: one name under {parent}, {name}"


def _parent(portal: Portal, known: Mapping[str, Portal], *, with_parents: bool) -> Iterator[str]:
    if portal.parent is None:
        if with_parents and portal.level in PLACES:
            yield f"{portal.portal_id}: has no parent"
        return
    if portal.parent == portal.portal_id:
        yield f"{portal.portal_id}: is its own parent"
        return
    parent = known.get(portal.parent)
    if parent is None:
        yield f"{portal.portal_id}: its parent {portal.parent} is not in the registry"
        return
    if parent.valid_until is not None:
        yield f"{portal.portal_id}: its parent {portal.parent} exists no longer"
    if ORDER.index(parent.level) > ORDER.index(portal.level):
        yield (
            f"{portal.portal_id}: of level {portal.level.value}, but its parent "
            f"{portal.parent} is of level {parent.level.value}"
        )
    *_, last = parents_of(portal, known)
    if last.parent is not None and last.parent in known:
        yield f"{portal.portal_id}: its parents lead back to themselves"


def _division(portal: Portal, known: Mapping[str, Portal]) -> Iterator[str]:
    """What its code says of its place, against its name and the places above it; without a code,
    its name against these."""
    own = division(portal)
    if own is None:
        yield from _named_elsewhere(portal, known)
        return
    head = f"{portal.portal_id}: site code {portal.site_code}"
    if own[:2] not in provinces():
        yield f"{head} is of no province"
        return
    named = named_provinces(portal)
    if named and not any(own[:2] in codes_of(province) for province in named):
        yield f"{head} is of {provinces()[own[:2]]}, its name of {', '.join(sorted(named))}"
    if portal.level is Level.PROVINCE and own[2:] != "0000":
        yield f"{head} is of a place within a province, its level is province"
    placed = _place_above(portal, known)
    if placed is None:
        return
    parent, above, by_name = placed
    if above is not None and not _within(own, above):
        yield f"{head} is not within {parent.portal_id}, whose code begins with {above}"
    if above is None and not any(_is_of(own[:2], province) for province in by_name):
        there = ", ".join(sorted(by_name))
        yield f"{head} is of {provinces()[own[:2]]}, {parent.portal_id} above it of {there}"


def _named_elsewhere(portal: Portal, known: Mapping[str, Portal]) -> Iterator[str]:
    named, placed = named_provinces(portal), _place_above(portal, known)
    if not named or placed is None:
        return
    parent, above, by_name = placed
    code = above[:2] if above else None
    if code is not None and code in provinces():
        agree = any(_is_of(code, province) for province in named)
        there = provinces()[code]
    else:
        agree = code is not None or not by_name or bool(_as_one(named) & _as_one(by_name))
        there = ", ".join(sorted(by_name))
    if not agree:
        here = ", ".join(sorted(named))
        yield f"{portal.portal_id}: its name is of {here}, {parent.portal_id} above it of {there}"


def _place_above(
    portal: Portal, known: Mapping[str, Portal]
) -> tuple[Portal, str | None, set[str]] | None:
    """The nearest site above one of which the place is known, with its division, or else the
    provinces that its name can mean; None where none is, or a department is nearer."""
    for parent in parents_of(portal, known):
        if parent.level is Level.DEPARTMENT:
            return None
        above, named = division(parent), named_provinces(parent)
        if above or named:
            return parent, above, named
    return None


def _is_of(code: str, province: str) -> bool:
    """Whether the two digits are of places in a province. The corps is within its region."""
    codes = codes_of(province)
    return code in (codes | CORPS_CODES if codes & CORPS_CODES else codes)


def _as_one(named: set[str]) -> set[str]:
    """Provinces by the codes of their places, the corps and its region as one."""
    codes = frozenset[str]().union(*map(codes_of, named))
    return set(codes | CORPS_CODES if codes & CORPS_CODES else codes)


def _within(own: str, above: str) -> bool:
    """Whether a division lies in another one, or is the same."""
    if above.endswith("0000"):
        return own[:2] == above[:2] or {own[:2], above[:2]} == {"65", "66"}
    if above.endswith("00"):
        return own[:4] == above[:4] or own[2:4] == DIRECT
    return own == above
