"""The lists of all listed portals, chosen, counted and put in order in the database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from repostwatch.model.watched_lists import ListProof, ListState
from repostwatch.store.database import Connection
from repostwatch.store.texts import blankless, containing_each

# As `WatchedList.proof`.
PROOF = """
(CASE WHEN l.releases <> '{}' THEN 'reposts' WHEN l.origin <> 'discovered' THEN 'word'
 ELSE 'none' END)
"""
CONDITIONS = {
    "portal": "p.portal_id = %(portal)s",
    "words": f"{blankless('p.name', 'p.portal_id', 'l.name', 'l.url')} ILIKE ALL(%(words)s)",
    "state": "l.state = %(state)s",
    "proof": f"{PROOF} = %(proof)s",
}


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which lists are meant; None leaves a condition out."""

    portal: str | None = None
    words: str | None = None
    state: ListState | None = None
    proof: ListProof | None = None

    @property
    def values(self) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in CONDITIONS}
        given["words"] = containing_each(self.words)
        return {name: value for name, value in given.items() if value}

    @property
    def chosen(self) -> str:
        conditions = ["p.listed", *(CONDITIONS[name] for name in self.values)]
        joined = " AND ".join(conditions)
        return f"FROM watched_lists l JOIN portals p USING (portal_id) WHERE {joined}"


def counts(conn: Connection, wanted: ListFilter) -> Counter[ListState]:
    """How many lists are in which state."""
    found = conn.execute(
        f"SELECT l.state, count(*) AS number {wanted.chosen} GROUP BY l.state", wanted.values
    )
    return Counter({ListState(row["state"]): row["number"] for row in found})


def keys(conn: Connection, wanted: ListFilter, limit: int, offset: int) -> list[tuple[str, str]]:
    """(portal, address): those that a person has to look at first, then in the registry's order,
    of each portal those with most releases first."""
    found = conn.execute(
        f"SELECT l.portal_id, l.url {wanted.chosen} "
        "ORDER BY l.state = 'proposed' DESC, p.level, l.portal_id, "
        "cardinality(l.releases) DESC, l.url LIMIT %(limit)s OFFSET %(offset)s",
        wanted.values | {"limit": limit, "offset": offset},
    )
    return [(row["portal_id"], row["url"]) for row in found]
