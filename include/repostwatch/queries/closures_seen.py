"""What closed or moved up in a quarter, with who may answer after it, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.base.quarters import Quarter
from repostwatch.base.sites import other_site
from repostwatch.model import Portal
from repostwatch.model.closures import ClosuresKnown
from repostwatch.pipeline.closures import SiteClosure, closures_known
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import successions
from repostwatch.store.database import Connection
from repostwatch.store.successions import Succession


@dataclass(frozen=True, slots=True)
class NamedSuccession:
    """What a person registered of a site, or took back, with the names of both sites; their ids
    where they are not known any more. No `successor`: nobody follows."""

    said: Succession
    name: str
    successor: str | None


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """`candidates` may answer after a site that is gone and has no end, the likeliest first;
    `registered` is what a person registered of it here and what ends it, `withdrawn` what was taken
    back, the latest first."""

    closure: SiteClosure
    candidates: Sequence[Portal]
    registered: Succession | None
    withdrawn: Sequence[NamedSuccession] = ()


def closures_seen(
    conn: Connection, settings: Settings, quarter: Quarter
) -> tuple[list[ClosureRow], ClosuresKnown]:
    """What closed, and of how many sites that is known. Raises InputError for a bad registry."""
    found, count = closures_known(conn, settings, quarter)
    portals = portal_table.load(conn) if any(map(_endless, found)) else ()
    known = successions.history(conn, [one.portal.portal_id for one in found])
    back = [one for own in known.values() for one in own if one.withdrawn]
    named: dict[str, list[NamedSuccession]] = {}
    for one in reversed(_named(conn, back)):
        named.setdefault(one.said.portal_id, []).append(one)
    rows = [
        ClosureRow(
            one,
            candidates(one, portals) if _endless(one) else (),
            one.registered,
            named.get(one.portal.portal_id, ()),
        )
        for one in found
    ]
    return rows, count


def registered_just_now(conn: Connection, portal_id: str, number: int) -> NamedSuccession | None:
    """What has this number, as it stands now; None where nothing of this site has."""
    kept = successions.history(conn, [portal_id]).get(portal_id, ())
    found = [one for one in kept if one.number == number]
    return next(iter(_named(conn, found)), None)


def candidates(closed: SiteClosure, portals: Sequence[Portal]) -> list[Portal]:
    """The sites to which its address leads, then its parent."""
    own, there = closed.portal, closed.seen.leads_to if closed.seen else None
    standing = [one for one in portals if one.valid_until is None and one != own]
    led = [one for one in standing if there and other_site(own.home_url, one.home_url) == there]
    return [*led, *(one for one in standing if one.portal_id == own.parent and one not in led)]


def _endless(closed: SiteClosure) -> bool:
    """Whether a person may still register its end."""
    gone = closed.seen is not None and closed.seen.gone_by is not None
    return gone and closed.portal.valid_until is None


def _named(conn: Connection, found: Sequence[Succession]) -> list[NamedSuccession]:
    ids = {name for one in found for name in (one.portal_id, one.successor) if name}
    names = {one.portal_id: one.name for one in portal_table.as_registered(conn, sorted(ids))}
    return [
        NamedSuccession(
            one,
            names.get(one.portal_id, one.portal_id),
            one.successor and names.get(one.successor, one.successor),
        )
        for one in found
    ]
