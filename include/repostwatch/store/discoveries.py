"""The searches of portals for their lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from repostwatch.model.reason_json import from_json
from repostwatch.model.watched_lists import Discovery
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack

FIELDS = "portal_id, started_at, ended_at, asked, found, pages, reason, render, run_id"


def save(conn: Connection, discovery: Discovery) -> None:
    """Write a search; that of the same portal and moment is written over."""
    conn.execute(
        f"INSERT INTO discoveries ({FIELDS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) "  # noqa: S608  constant names
        "ON CONFLICT (portal_id, started_at) DO UPDATE SET ended_at = excluded.ended_at, "
        "asked = excluded.asked, found = excluded.found, pages = excluded.pages, "
        "reason = excluded.reason, render = excluded.render, run_id = excluded.run_id",
        (
            discovery.portal_id,
            discovery.started_at,
            discovery.ended_at,
            discovery.asked,
            discovery.found,
            list(discovery.pages),
            pack(discovery.reason),
            discovery.render,
            discovery.run_id,
        ),
    )


def latest(
    conn: Connection, portal_ids: Sequence[str], until: datetime | None = None
) -> dict[str, Discovery]:
    """portal → its latest search that ended up to `until`; a portal that was never searched is not
    there."""
    rows = conn.execute(
        f"SELECT DISTINCT ON (portal_id) {FIELDS} FROM discoveries "  # noqa: S608  constant names
        "WHERE portal_id = ANY(%s) AND (%s::timestamptz IS NULL OR ended_at <= %s) "
        "ORDER BY portal_id, started_at DESC",
        (list(portal_ids), until, until),
    )
    return {
        row["portal_id"]: Discovery(
            **row | {"reason": from_json(row["reason"]), "pages": tuple(row["pages"])}
        )
        for row in rows
    }
