"""A registry, shares and a seed → the sites of a quarter's spot check.

The same registry, shares and seed give the same sites everywhere, with nothing but SHA-256: no
generator of random numbers, whose results differ from one language or version to the next.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256
from typing import TypeAlias

from repostwatch.base.quarters import parse_quarter
from repostwatch.model import Level, Portal
from repostwatch.model.samples import Sample, SampledSite, SampleOrder, Stratum
from repostwatch.portals.divisions import province_of
from repostwatch.portals.validity import in_force

# Raised with every change that draws other sites from the same facts, or records them otherwise.
RULE = 2
# Draws the same; its digest leaves out what a site is called and where it stands.
ONLY_PLACES = 1
PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
Place: TypeAlias = tuple[Level, str]


def is_seed(text: str) -> bool:
    """Whether whoever reads a seed would write the same one: no blanks around it, and none of the
    signs that nobody sees."""
    return text == text.strip() and text.isprintable()


def draw_sample(portals: Sequence[Portal], order: SampleOrder, rule: int = RULE) -> Sample:
    """The sites of the spot check of `order.quarter`, by level and place.

    What can be drawn are the sites that exist when the quarter begins. Of a level, its share
    rounded up is drawn; each place gets its part of that by largest remainder, and within a place
    those come first whose lots are the smallest. Sites that failed before are always in. Raises
    RepostwatchError where the quarter is none.
    """
    frame = in_force(portals, parse_quarter(order.quarter).span.earliest)
    known = {portal.portal_id: portal for portal in portals}
    place_of = {
        portal.portal_id: (portal.level, province_of(portal, known) or "") for portal in frame
    }
    places: dict[Place, list[str]] = defaultdict(list)
    for portal_id, place in sorted(place_of.items()):
        places[place].append(portal_id)
    drawn: set[str] = set()
    strata = []
    for place, number in sorted(_numbers(places, order).items()):
        ids = sorted(places[place], key=lambda portal_id: lot(order, portal_id))
        drawn.update(ids[:number])
        strata.append(Stratum(*place, sites=len(ids), drawn=number))
    again = {portal_id for portal_id in order.failed if portal_id in place_of}
    sites = tuple(
        SampledSite(portal_id, *place_of[portal_id], portal_id in drawn, portal_id in again)
        for portal_id in sorted(drawn.union(again), key=lambda one: (*place_of[one], one))
    )
    absent = tuple(portal_id for portal_id in order.failed if portal_id not in place_of)
    digest = _digest(frame, place_of, rule)
    return Sample(rule, order, digest, tuple(strata), sites, absent)


def lot(order: SampleOrder, name: str) -> str:
    """What decides the turn of a site, or of a place's remainder: 64 hex digits."""
    return sha256(f"{order.quarter}\n{order.seed}\n{name}".encode()).hexdigest()


def _numbers(places: Mapping[Place, Sequence[str]], order: SampleOrder) -> dict[Place, int]:
    """How many sites of each place are drawn."""
    found: dict[Place, int] = {}
    for level, share in order.shares.items():
        sizes = {place: len(ids) for place, ids in places.items() if place[0] is level}
        total = sum(sizes.values())
        wanted = int((share * total / 100).to_integral_value(ROUND_CEILING))
        found |= _apportioned(sizes, wanted, total, order)
    return found


def _apportioned(
    sizes: Mapping[Place, int], wanted: int, total: int, order: SampleOrder
) -> dict[Place, int]:
    """`wanted` seats over the places by largest remainder (Hamilton); lots decide between equals.

    No place gets more than it has: its quota is at most its size, which is a whole number.
    """
    found = {place: wanted * size // total for place, size in sizes.items()}
    by_remainder = sorted(
        sizes,
        key=lambda place: (-(wanted * sizes[place] % total), lot(order, "/".join(place))),
    )
    for place in by_remainder[: wanted - sum(found.values())]:
        found[place] += 1
    return found


def _digest(frame: Iterable[Portal], place_of: Mapping[str, Place], rule: int) -> str:
    """Of every site's id, level and place, on which the drawing depends, and of its name, address
    and code, by which it is known."""

    def line(portal: Portal) -> str:
        drawn_by = (portal.portal_id, *place_of[portal.portal_id])
        known_by = (portal.name, portal.home_url, portal.site_code or "")
        return "\t".join(drawn_by if rule == ONLY_PLACES else (*drawn_by, *known_by))

    return sha256("\n".join(sorted(map(line, frame))).encode()).hexdigest()


def empty_levels(sample: Sample) -> list[Level]:
    """Levels of which a share was asked for, and that have no site to be drawn."""
    present = {one.level for one in sample.strata}
    return [level for level in Level if level in sample.order.shares and level not in present]


def doubled(record: Sample) -> Iterable[str]:
    """What stands in a record twice: sites, places, and what failed before."""
    names = (
        (one.portal_id for one in record.sites),
        (f"{one.level}/{one.place}" for one in record.strata),
        record.order.failed,
        record.absent,
    )
    for own in names:
        yield from (name for name, number in Counter(own).items() if number > 1)


def differences(record: Sample, portals: Sequence[Portal]) -> Iterable[str]:
    """One line for each way in which a record is not what its own order draws by the rule that it
    names; none: it is."""
    if record.rule not in (ONLY_PLACES, RULE):
        known = f"this program has the rules {ONLY_PLACES} and {RULE}"
        yield f"drawn by rule {record.rule}, {known}"
        return
    again = draw_sample(portals, record.order, record.rule)
    if record.registry != again.registry:
        yield f"the registry is another: digest {again.registry}, recorded is {record.registry}"
    recorded, drawn = set(record.sites), set(again.sites)
    for site in sorted(recorded - drawn, key=lambda one: one.portal_id):
        yield f"{site.portal_id}: recorded, not drawn so again"
    for site in sorted(drawn - recorded, key=lambda one: one.portal_id):
        yield f"{site.portal_id}: drawn again, not recorded so"
    if record.strata != again.strata or record.absent != again.absent:
        yield "the numbers by level and place are others"


def percent_of(text: str) -> Decimal:
    """`5%` or `2.3%` → percent. Raises ValueError where it is none above 0 and up to 100."""
    number = text.removesuffix("%")
    if number == text or not PERCENT.fullmatch(number):
        raise ValueError(f"{text[:60]!r} is no percentage like 5%")
    share = Decimal(number)
    if not 0 < share <= 100:
        raise ValueError(f"{text} is not above 0% and up to 100%")
    return share


def share_of(text: str) -> tuple[Level, Decimal]:
    """`county=5%` → level and percent. Raises ValueError where it is none."""
    level, _, percent = text.partition("=")
    if level not in set(Level):
        raise ValueError(f"{text[:60]!r}: {level[:60]!r} is none of {', '.join(Level)}")
    return Level(level), percent_of(percent)
