"""Who was warned of which duty, in which letter: each recipient once of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from repostwatch.model import Duty
from repostwatch.store.database import Connection


def known(conn: Connection, address: str, release_ids: Sequence[str]) -> set[tuple[str, str]]:
    """(release, portal) of the duties among these releases that an address was warned of."""
    rows = conn.execute(
        "SELECT release_id, portal_id FROM warned WHERE address = %s AND release_id = ANY(%s)",
        (address, list(release_ids)),
    )
    return {(row["release_id"], row["portal_id"]) for row in rows}


def add(conn: Connection, letter_id: int, addresses: Iterable[str], duties: Sequence[Duty]) -> None:
    """A letter warns these addresses of these duties.

    Raises psycopg's UniqueViolation where one of them was warned of one already.
    """
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO warned (release_id, portal_id, address, letter_id, deadline) "
            "VALUES (%s, %s, %s, %s, %s)",
            [
                (duty.release_id, duty.portal_id, address, letter_id, duty.deadline.latest)
                for address in addresses
                for duty in duties
            ],
        )


def addresses(conn: Connection, letter_id: int) -> set[str]:
    """Whom a letter warns."""
    rows = conn.execute("SELECT DISTINCT address FROM warned WHERE letter_id = %s", (letter_id,))
    return {row["address"] for row in rows}


def over(conn: Connection, letter_id: int, now: datetime) -> bool:
    """Whether every deadline that a letter warns of has passed; not where it warns of none yet."""
    row = conn.execute(
        "SELECT max(deadline) <= %s AS over FROM warned WHERE letter_id = %s", (now, letter_id)
    ).fetchone()
    return bool(row and row["over"])


def lock(conn: Connection) -> None:
    """Until the transaction ends, nobody else makes warnings."""
    conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('early warnings', 0))")
