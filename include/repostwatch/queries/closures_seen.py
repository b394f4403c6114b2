"""What closed or moved up in a quarter, with who may answer after it, as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.base.quarters import Quarter
from repostwatch.base.sites import other_site
from repostwatch.model import Portal
from repostwatch.pipeline.closures import SiteClosure, closures_in
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import successions
from repostwatch.store.database import Connection
from repostwatch.store.successions import Succession


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """`candidates` may answer after the site, the likeliest first; `registered` is what a person
    registered of it here."""

    closure: SiteClosure
    candidates: Sequence[Portal]
    registered: Succession | None


def closures_seen(conn: Connection, settings: Settings, quarter: Quarter) -> list[ClosureRow]:
    """Raises InputError for a bad registry."""
    portals = portal_table.load(conn)
    known = successions.load(conn)
    return [
        ClosureRow(one, candidates(one, portals), known.get(one.portal.portal_id))
        for one in closures_in(conn, settings, quarter)
    ]


def candidates(closed: SiteClosure, portals: Sequence[Portal]) -> list[Portal]:
    """The sites to which its address leads, then its parent."""
    own, there = closed.portal, closed.seen.leads_to if closed.seen else None
    standing = [one for one in portals if one.valid_until is None and one != own]
    led = [one for one in standing if there and other_site(own.home_url, one.home_url) == there]
    return [*led, *(one for one in standing if one.portal_id == own.parent and one not in led)]
