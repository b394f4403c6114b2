"""What the address of a list names and nobody has: the list is empty, and the page says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from repostwatch.queries.misread import Asked, Misread, Misreading
from repostwatch.store.database import Connection

# A field → how it is asked whether there is what it names. A list has listed portals only.
KNOWN: Mapping[str, str] = {
    "portal": "SELECT FROM portals WHERE listed AND portal_id = %s",
    "release": "SELECT FROM releases WHERE release_id = %s",
    "authority": "SELECT FROM portals WHERE listed AND authority = %s LIMIT 1",
}


def unmet(conn: Connection, asked: Asked) -> tuple[Misread, ...]:
    """All that cannot be had: what no field takes, and what nobody has."""
    return (*asked.misread, *_not_known(conn, asked))


def _not_known(conn: Connection, asked: Asked) -> Iterator[Misread]:
    for field, question in KNOWN.items():
        sent = getattr(asked, field, "")
        if sent and conn.execute(question, (sent,)).rowcount == 0:
            yield Misread(field, sent, Misreading.KNOWN)
