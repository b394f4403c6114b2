"""The monitored portals, as of the last registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

from repostwatch.model import Level, Portal
from repostwatch.store import successions
from repostwatch.store.database import Connection

FIELDS = tuple(field.name for field in fields(Portal))
SAVE = f"""
INSERT INTO portals ({", ".join(FIELDS)}, listed)
VALUES ({", ".join(f"%({name})s" for name in FIELDS)}, true)
ON CONFLICT (portal_id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in FIELDS[1:])}, listed = true
"""  # noqa: S608  the names are the dataclass's own fields


def save(conn: Connection, portals: Sequence[Portal], *, whole: bool = False) -> None:
    """Write portals; with `whole` the others are no longer listed (their history stays)."""
    with conn.transaction(), conn.cursor() as cursor:
        if whole:
            # Two that write all rows at once, each in its own order, would wait for each other.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('portals', 0))")
            cursor.execute("UPDATE portals SET listed = false WHERE listed")
        cursor.executemany(
            SAVE, [asdict(portal) | {"column_urls": list(portal.column_urls)} for portal in portals]
        )


def load(conn: Connection, ids: Sequence[str] | None = None) -> tuple[Portal, ...]:
    """The listed portals in order of their id, or those named whether listed or not;
    with the ends that people registered beside the registry."""
    return successions.applied(conn, as_registered(conn, ids))


def as_registered(conn: Connection, ids: Sequence[str] | None = None) -> tuple[Portal, ...]:
    """The same as the registry alone has them."""
    rows = conn.execute(
        f"SELECT {', '.join(FIELDS)} FROM portals "  # noqa: S608  the dataclass's own fields
        "WHERE CASE WHEN %(ids)s::text[] IS NULL THEN listed ELSE portal_id = ANY(%(ids)s) END "
        "ORDER BY level, portal_id",
        {"ids": None if ids is None else list(ids)},
    )
    return tuple(
        Portal(**row | {"level": Level(row["level"]), "column_urls": tuple(row["column_urls"])})
        for row in rows
    )


def is_listed(conn: Connection, portal_id: str) -> bool:
    """Whether the last registry has it."""
    asked = "SELECT FROM portals WHERE listed AND portal_id = %s"
    return conn.execute(asked, (portal_id,)).rowcount > 0


def ended_before(conn: Connection, portal_id: str) -> tuple[Portal, ...]:
    """The ended portals whose successor a portal is, listed or not, as `load` has them."""
    rows = conn.execute(
        "SELECT portal_id FROM portals WHERE successor = %(it)s "
        "UNION SELECT portal_id FROM successions WHERE successor = %(it)s",
        {"it": portal_id},
    )
    found = load(conn, [row["portal_id"] for row in rows])
    return tuple(one for one in found if one.successor == portal_id and one.valid_until)
