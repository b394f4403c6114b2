"""Sites that a person registered as closed, with who answers after them, beside the registry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.model import Portal
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class Succession:
    """A site exists to before `valid_until`; `successor` is empty where nobody follows."""

    portal_id: str
    valid_until: datetime
    successor: str | None
    by: str
    at: datetime


def add(conn: Connection, one: Succession) -> None:
    """What was registered before stays in the table; the latest counts."""
    conn.execute(
        "INSERT INTO successions (portal_id, at, valid_until, successor, by) "
        "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (one.portal_id, one.at, one.valid_until, one.successor, one.by),
    )


def load(conn: Connection) -> dict[str, Succession]:
    """The latest of each site."""
    rows = conn.execute(
        "SELECT DISTINCT ON (portal_id) portal_id, valid_until, successor, by, at "
        "FROM successions ORDER BY portal_id, at DESC"
    )
    return {row["portal_id"]: Succession(**row) for row in rows}


def applied(conn: Connection, portals: Iterable[Portal]) -> tuple[Portal, ...]:
    """The portals with their ends; what the registry itself says of an end goes before."""
    known = load(conn)
    return tuple(
        replace(portal, valid_until=one.valid_until, successor=portal.successor or one.successor)
        if (one := known.get(portal.portal_id)) and portal.valid_until is None
        else portal
        for portal in portals
    )
