"""Portals listed, counted and sorted in the database, with their latest scan and their column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from repostwatch.model import Level, Standing
from repostwatch.store import latest
from repostwatch.store.database import Connection
from repostwatch.store.reasons import unpack
from repostwatch.store.texts import blankless, containing_each


class PortalSort(StrEnum):
    REGISTRY = "registry"
    NAME = "name"
    SCANNED = "scanned"


ORDERS = {
    PortalSort.REGISTRY: "p.level, p.portal_id",
    PortalSort.NAME: "p.name, p.portal_id",
    PortalSort.SCANNED: "s.ended_at NULLS FIRST, p.portal_id",
}
CONDITIONS = {
    "level": "p.level = %(level)s",
    "authority": "p.authority = %(authority)s",
    "words": f"{blankless('p.name', 'p.portal_id', 'p.home_url')} ILIKE ALL(%(words)s)",
    "standing": "c.standing = %(standing)s",
}
# Of a page's rows. A portal has one scan of a moment: in the order of the index alone.
SCAN = """
LEFT JOIN LATERAL (
    SELECT ended_at, reach, gap FROM scans WHERE portal_id = p.portal_id AND started_at <= %(until)s
    ORDER BY started_at DESC LIMIT 1
) s ON true
"""
# The same of all portals.
LATEST = latest.scan("ended_at", "reach")
COLUMN = "LEFT JOIN latest_standings c ON c.portal_id = p.portal_id"


@dataclass(frozen=True, slots=True)
class PortalFilter:
    """Which portals are meant; None leaves a condition out. `unseen`: their latest scan was not
    complete, or they were never scanned (`never`)."""

    now: datetime
    level: Level | None = None
    authority: str | None = None
    words: str | None = None
    standing: Standing | None = None
    unseen: bool = False
    never: bool = False

    @property
    def values(self) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in CONDITIONS}
        given["words"] = containing_each(self.words)
        return {name: value for name, value in given.items() if value}

    def chosen(self, *, scanned: bool = False) -> str:
        """What is asked for, with no more beside each portal than that takes; `scanned`: with the
        latest scan in any case."""
        conditions = ["p.listed", *(CONDITIONS[name] for name in self.values)]
        if self.unseen:
            conditions.append("s.reach IS NULL")
        if self.never:
            conditions.append("s.ended_at IS NULL")
        beside = (LATEST if self.unseen or self.never or scanned else "") + (
            COLUMN if self.standing else ""
        )
        return f"FROM portals p {beside} WHERE {' AND '.join(conditions)}"


def count(conn: Connection, wanted: PortalFilter) -> int:
    row = conn.execute(
        f"SELECT count(*) AS number {wanted.chosen()}",
        {"until": wanted.now, **wanted.values},
    ).fetchone()
    return int(row["number"]) if row else 0


def rows(
    conn: Connection, wanted: PortalFilter, sort: PortalSort, limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """portal_id, name, level, standing, of the latest scan `ended_at`, `reach`, `gap`, and how many
    portals are meant, `total`."""
    scanned = sort is PortalSort.SCANNED
    page = (
        "SELECT p.portal_id, p.name, p.level, count(*) OVER () AS total "
        f"{wanted.chosen(scanned=scanned)} "
        f"ORDER BY {ORDERS[sort]} LIMIT %(limit)s OFFSET %(offset)s"
    )
    found = conn.execute(
        "SELECT p.portal_id, p.name, p.level, c.standing, s.ended_at, s.reach, s.gap::text, "  # noqa: S608
        "p.total "
        f"FROM ({page}) p {SCAN} {COLUMN} ORDER BY {ORDERS[sort]}",
        {"until": wanted.now, **wanted.values, "limit": limit, "offset": offset},
    )
    return [
        row
        | {
            "level": Level(row["level"]),
            "standing": row["standing"] and Standing(row["standing"]),
            "gap": unpack(row["gap"]),
        }
        for row in found
    ]


def in_review(conn: Connection, limit: int | None = None, offset: int = 0) -> list[str]:
    """The listed portals whose column waits for a person, in the registry's order."""
    found = conn.execute(
        f"SELECT p.portal_id FROM portals p {COLUMN} "  # noqa: S608  constants
        "WHERE p.listed AND c.standing = %(standing)s "
        "ORDER BY p.level, p.portal_id LIMIT %(limit)s OFFSET %(offset)s",
        {"standing": Standing.REVIEW, "limit": limit, "offset": offset},
    )
    return [row["portal_id"] for row in found]


def authorities(conn: Connection) -> list[str]:
    """The offices that supervise the listed portals."""
    found = conn.execute(
        "SELECT DISTINCT authority FROM portals WHERE listed AND authority <> '' ORDER BY authority"
    )
    return [row["authority"] for row in found]
