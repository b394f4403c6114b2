"""Check a registry for errors beyond the form of its cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from repostwatch.model import Level, Portal
from repostwatch.portals.belonging import check_belonging
from repostwatch.portals.editions import read_edition
from repostwatch.portals.moved import page_key

# 国办函〔2016〕68号: 71 sites of State Council departments, 31 provincial portals and that of
# the Xinjiang Production and Construction Corps.
COUNTS_2016 = {Level.DEPARTMENT: 71, Level.PROVINCE: 32}
# Departments: bm and 8 digits. Places: a division code of 6 digits and 4 more.
SITE_CODE = {
    Level.DEPARTMENT: re.compile(r"bm\d{8}"),
    Level.PROVINCE: re.compile(r"\d{10}"),
    Level.CITY: re.compile(r"\d{10}"),
    Level.COUNTY: re.compile(r"\d{10}"),
    Level.BELOW: re.compile(r"\d{10}"),
}


def check_registry(portals: Sequence[Portal], *, name: str | None = None) -> list[str]:
    """Every problem of a registry in one line each; an empty list where there is none.

    `name` is the edition's; the edition of 2016 must have its 71 and 32 portals. An
    edition is recognised by its portals where no name is given.
    """
    problems = [
        *_twice(portals),
        *_successors(portals),
        *_codes(portals),
        *check_belonging(portals),
    ]
    if name == "2016" or (name is None and tuple(portals) == read_edition("2016")):
        problems += _counts(portals)
    # A name or a code may hold breaks of lines, which are nobody's lines here.
    return [" ".join(problem.split()) for problem in problems]


def _counts(portals: Sequence[Portal]) -> list[str]:
    found = Counter(portal.level for portal in portals)
    return [
        f"the check of 2016 covers {COUNTS_2016.get(level, 0)} portals of level {level.value}, "
        f"here are {found[level]}"
        for level in Level
        if found[level] != COUNTS_2016.get(level, 0)
    ]


def _twice(portals: Sequence[Portal]) -> list[str]:
    """Two portals with one id or one address; a portal and its successor may share the latter."""
    ids = Counter(portal.portal_id for portal in portals)
    problems = [f"{portal_id}: this id stands {n} times" for portal_id, n in ids.items() if n > 1]
    homes: dict[tuple[str, str, str], list[Portal]] = defaultdict(list)
    for portal in portals:
        if portal.valid_until is None:
            homes[page_key(portal.home_url)].append(portal)
    problems += [
        f"{', '.join(portal.portal_id for portal in same)}: one address, {_homes(same)}"
        for same in homes.values()
        if len(same) > 1
    ]
    return problems


def _homes(same: Sequence[Portal]) -> str:
    """The address, or all that are spellings of it."""
    return " = ".join(dict.fromkeys(portal.home_url for portal in same))


def _successors(portals: Sequence[Portal]) -> list[str]:
    known = {portal.portal_id: portal for portal in (*read_edition("history"), *portals)}
    problems = []
    for portal in portals:
        if portal.successor is None:
            continue
        if portal.successor == portal.portal_id:
            problems.append(f"{portal.portal_id}: is its own successor")
        elif portal.successor not in known:
            problems.append(f"{portal.portal_id}: its successor {portal.successor} is not known")
        elif _in_circle(portal, known):
            problems.append(f"{portal.portal_id}: its successors lead back to it")
        if portal.valid_until is None:
            problems.append(f"{portal.portal_id}: has a successor but no valid_until")
    return problems


def _in_circle(portal: Portal, known: dict[str, Portal]) -> bool:
    seen: set[str] = set()
    at: Portal | None = portal
    while at is not None and at.successor is not None and at.portal_id not in seen:
        seen.add(at.portal_id)
        at = known.get(at.successor)
    return at is not None and at.portal_id in seen


def _codes(portals: Sequence[Portal]) -> list[str]:
    problems = []
    for portal in portals:
        code = portal.site_code
        if code is not None and not SITE_CODE[portal.level].fullmatch(code):
            problems.append(
                f"{portal.portal_id}: site code {code!r} is not "
                + ("bm and 8 digits" if portal.level is Level.DEPARTMENT else "10 digits")
            )
    return problems
