"""The validity of portals over time: founded, merged, closed, replaced by a successor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from repostwatch.model import Portal


def existed(portal: Portal, moment: datetime) -> bool:
    """Whether a portal existed: from the start of `valid_from` to before `valid_until`."""
    if portal.valid_from is not None and moment < portal.valid_from:
        return False
    return portal.valid_until is None or moment < portal.valid_until


def ended_by(portals: Iterable[Portal], moment: datetime) -> dict[str, datetime]:
    """portal → its end, of those that ended up to and with a moment."""
    ends = ((portal.portal_id, portal.valid_until) for portal in portals)
    return {portal_id: end for portal_id, end in ends if end is not None and end <= moment}


def in_force(portals: Iterable[Portal], moment: datetime) -> tuple[Portal, ...]:
    """The portals that existed at a moment, in their order."""
    return tuple(portal for portal in portals if existed(portal, moment))


def current_portal(portals: Iterable[Portal], portal_id: str, moment: datetime) -> Portal | None:
    """The portal that answers for `portal_id` at a moment: itself, or its last successor.

    None where the chain leads out of the registry, in a circle, or to a portal that did not
    exist at the moment either.
    """
    known = {portal.portal_id: portal for portal in portals}
    seen: set[str] = set()
    portal = known.get(portal_id)
    while portal is not None and not existed(portal, moment):
        seen.add(portal.portal_id)
        if portal.successor is None or portal.successor in seen:
            return None
        portal = known.get(portal.successor)
    return portal
