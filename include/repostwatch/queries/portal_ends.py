"""What a portal's page says of ends: its own with its successor, and those of others before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.base.quarters import quarter_of
from repostwatch.model import Portal
from repostwatch.store import portals as portal_table
from repostwatch.store import successions
from repostwatch.store.database import Connection
from repostwatch.store.successions import Succession


@dataclass(frozen=True, slots=True)
class PortalEnd:
    """The end of `portal`. `registered`: a person said so beside the registry; `successor` is None
    where nobody follows, or nobody who is known."""

    portal: Portal
    successor: Portal | None
    registered: Succession | None

    @property
    def quarter(self) -> str:
        """In which it closed: the page of that quarter has the way back."""
        return str(quarter_of(self.portal.valid_until)) if self.portal.valid_until else ""


def end_of(conn: Connection, portal: Portal) -> PortalEnd | None:
    """None where no end of it is known."""
    if portal.valid_until is None:
        return None
    follows = portal_table.load(conn, [portal.successor]) if portal.successor else ()
    registered = _registered(conn, [portal.portal_id]).get(portal.portal_id)
    return PortalEnd(portal, next(iter(follows), None), registered)


def ends_before(conn: Connection, portal: Portal) -> tuple[PortalEnd, ...]:
    """Of the portals whose successor this one is."""
    ended = portal_table.ended_before(conn, portal.portal_id)
    registered = _registered(conn, [one.portal_id for one in ended])
    return tuple(PortalEnd(one, portal, registered.get(one.portal_id)) for one in ended)


def _registered(conn: Connection, portal_ids: Sequence[str]) -> dict[str, Succession]:
    return successions.holding(conn, portal_table.as_registered(conn, portal_ids))
