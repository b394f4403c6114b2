"""What closed or moved up in a quarter, and what announces it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.base.quarters import Quarter
from repostwatch.inspecting.closures import closure_of
from repostwatch.model import Portal, Reason
from repostwatch.model.closures import Closure, ClosuresKnown, NoticePeriod
from repostwatch.pipeline.before_notice import may_have_announced, read_before
from repostwatch.portals.editions import registry, spot_check_registry
from repostwatch.portals.validity import in_force
from repostwatch.settings import Settings
from repostwatch.store import homes, successions
from repostwatch.store import portals as portal_table
from repostwatch.store.database import Connection
from repostwatch.store.successions import Succession


@dataclass(frozen=True, slots=True)
class SiteClosure:
    """`closed`: ends in the quarter, by the registry or as it was seen; else it announces that, or
    `taken_over`: strangers have its address, which nobody closed, or `elsewhere`: its address leads
    to another site, of which nothing says that this one closed. `registered`: its end comes from a
    person, beside the registry; `successor`: who answers after it, None where that is no site that
    is known."""

    portal: Portal
    seen: Closure | None
    closed: bool
    registered: Succession | None = None
    successor: Portal | None = None

    @property
    def taken_over(self) -> bool:
        return not self.closed and self.seen is not None and self.seen.taken_over is not None

    @property
    def elsewhere(self) -> bool:
        gone = self.seen is not None and self.seen.gone_by is not None
        return gone and not self.closed and not self.taken_over


def closures_in(conn: Connection, settings: Settings, quarter: Quarter) -> list[SiteClosure]:
    """By the scans up to the end of the quarter. A notice is called short only where
    `read_before_notices` has read what stood before it. Raises InputError for a bad registry."""
    return _closures(conn, settings, quarter, *_known(conn, settings))


def _closures(
    conn: Connection,
    settings: Settings,
    quarter: Quarter,
    portals: Mapping[str, Portal],
    ends: Mapping[str, Succession],
) -> list[SiteClosure]:
    seen = _seen(conn, settings, portals, min(settings.now(), quarter.span.latest))
    for portal_id in may_have_announced(conn, _short(seen)):
        seen[portal_id] = replace(seen[portal_id], notice=NoticePeriod.OPEN, shown_most=None)
    found = []
    for portal_id, portal in portals.items():
        known = seen.get(portal_id)
        closed = _ends(portal, known, quarter)
        if closed or (known is not None and _open(portal, known, quarter)):
            follows = portals.get(portal.successor or "")
            found.append(SiteClosure(portal, known, closed, ends.get(portal_id), follows))
    return found


def read_before_notices(
    conn: Connection, settings: Settings, quarter: Quarter | None = None
) -> None:
    """Read what stood before the notices up to now, or up to the end of a quarter; what was read
    once is kept. Raises InputError for a bad registry."""
    until = settings.now() if quarter is None else min(settings.now(), quarter.span.latest)
    if homes.signs_of_moving(conn, until):
        portals, _ = _known(conn, settings)
        seen = _seen(conn, settings, portals, until)
        read_before(conn, settings, _short(seen))


def _seen(
    conn: Connection, settings: Settings, portals: Mapping[str, Portal], until: datetime
) -> dict[str, Closure]:
    """portal → what the scans up to then say of its closing."""
    # Of the others nothing was seen: what they are asked for is what the registry says.
    looks = homes.moves(conn, list(homes.signs_of_moving(conn, until) & portals.keys()), until)
    found = (
        closure_of(
            portals[portal_id],
            own,
            portals,
            closing_days=settings.spot_check.closing_days,
            confirmations=settings.judging.column_confirmations,
        )
        for portal_id, own in looks.items()
    )
    return {one.portal_id: one for one in found if one}


def _short(seen: Mapping[str, Closure]) -> list[Closure]:
    """A short notice accuses somebody: nothing that nobody knew may have stood before it."""
    return [one for one in seen.values() if one.notice is NoticePeriod.SHORT]


def taken_over_in(conn: Connection, settings: Settings, quarter: Quarter) -> dict[str, Reason]:
    """The sites whose address strangers have, and what they show there. Raises InputError for a
    bad registry."""
    return {
        one.portal.portal_id: one.seen.taken_over
        for one in closures_in(conn, settings, quarter)
        if one.seen and one.seen.taken_over
    }


def closures_known(
    conn: Connection, settings: Settings, quarter: Quarter
) -> tuple[list[SiteClosure], ClosuresKnown]:
    """`closures_in` the quarter, and of how many sites that is known. Raises InputError for a bad
    registry."""
    portals, ends = _known(conn, settings)
    found = _closures(conn, settings, quarter, portals, ends)
    closed = {one.portal.portal_id for one in found if one.closed}
    begin, until = quarter.span.earliest, min(settings.now(), quarter.span.latest)
    sites = portals.values()
    stood = {one.portal_id for at in (begin, until) for one in in_force(sites, at)} | closed
    read = homes.read_between(conn, begin, until) & stood
    return found, ClosuresKnown(len(closed), len(closed | read), len(stood))


def _known(conn: Connection, settings: Settings) -> tuple[dict[str, Portal], dict[str, Succession]]:
    """The sites of the registries with the ends that people registered beside them, and these."""
    registries = _registries(conn, settings)
    ends = successions.holding(conn, registries)
    return _by_id(successions.with_ends(registries, ends)), ends


def _by_id(portals: Iterable[Portal]) -> dict[str, Portal]:
    return {portal.portal_id: portal for portal in portals}


def _registries(conn: Connection, settings: Settings) -> list[Portal]:
    """The sites of the database, and of the registries in use: that of the watched portals and that
    of the spot check. An end that only one of these two has counts."""
    known = _by_id(portal_table.as_registered(conn))
    if settings.portals is not None:
        known |= _by_id(registry(settings))
    if settings.spot_check.portals is not None:
        for portal in spot_check_registry(settings):
            other = known.get(portal.portal_id)
            if other is None or other.valid_until is None:
                known[portal.portal_id] = portal
    return list(known.values())


def _ends(portal: Portal, found: Closure | None, quarter: Quarter) -> bool:
    """Whether a site ends in a quarter: by the registry, else as it was seen."""
    if portal.valid_until is not None:
        return quarter.holds(portal.valid_until)
    if found is None or found.gone_by is None or not found.proven:
        return False
    if found.taken_over and not found.to_own:
        return False
    return quarter.holds(found.gone_by)


def _open(portal: Portal, found: Closure, quarter: Quarter) -> bool:
    """Whether a site that does not end announces that, or since the quarter its address leads
    elsewhere or was taken over."""
    if found.gone_by is None:
        return True
    return portal.valid_until is None and quarter.holds(found.gone_by)
