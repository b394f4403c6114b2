"""Whether a homepage before a notice of closing may itself have held one, by its bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from repostwatch.store.database import Connection

# Of a body: its digest, and its Content-Type, empty where it had none.
Body: TypeAlias = tuple[str, str]


def load(conn: Connection, bodies: Iterable[Body], rule: int) -> dict[Body, bool]:
    """Those that were read by this rule."""
    wanted = list(bodies)
    rows = conn.execute(
        "SELECT digest, content_type, may_announce FROM homes_before_notices JOIN "
        "unnest(%s::text[], %s::text[]) asked (digest, content_type) USING (digest, content_type) "
        "WHERE rule = %s",
        ([digest for digest, _ in wanted], [kind for _, kind in wanted], rule),
    )
    return {(row["digest"], row["content_type"]): row["may_announce"] for row in rows}


def keep(conn: Connection, found: Mapping[Body, bool], rule: int) -> None:
    """What was read by an older rule is read anew."""
    for (digest, kind), may in found.items():
        conn.execute(
            "INSERT INTO homes_before_notices VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (digest, content_type) DO UPDATE "
            "SET rule = EXCLUDED.rule, may_announce = EXCLUDED.may_announce",
            (digest, kind, rule, may),
        )
