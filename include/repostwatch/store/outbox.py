"""The outbox. A mail counts as sent only after the server accepted it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime

from psycopg.rows import DictRow

from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in the outbox. `edition` counts the reports of one period from 1."""

    outbox_id: int
    kind: str
    period: str
    edition: int
    subject: str
    message: bytes
    made_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A new mail. `digest` is that of the facts that it shows."""

    kind: str
    period: str
    edition: int
    digest: str
    subject: str
    message: bytes


def latest(conn: Connection, kind: str, period: str) -> tuple[int, int, str] | None:
    """The newest edition of a period: its outbox id, its number, the digest of its facts."""
    row = conn.execute(
        "SELECT outbox_id, edition, digest FROM outbox WHERE kind = %s AND period = %s "
        "ORDER BY edition DESC LIMIT 1",
        (kind, period),
    ).fetchone()
    return (row["outbox_id"], row["edition"], row["digest"]) if row else None


def put(conn: Connection, letter: NewLetter, now: datetime) -> int:
    """Store a letter; the same edition made at the same time elsewhere wins over this one."""
    conn.execute(
        "INSERT INTO outbox (kind, period, edition, digest, subject, message, made_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (kind, period, edition) DO NOTHING",
        (*astuple(letter), now),
    )
    row = conn.execute(
        "SELECT outbox_id FROM outbox WHERE kind = %s AND period = %s AND edition = %s",
        (letter.kind, letter.period, letter.edition),
    ).fetchone()
    assert row is not None  # noqa: S101  inserted or found one line above
    return int(row["outbox_id"])


def unsent(conn: Connection) -> list[DictRow]:
    """Letters that still wait, without their text, the oldest first.

    Earlier editions that a later one of the same period made superfluous are left out.
    """
    return conn.execute(
        "SELECT * FROM (SELECT DISTINCT ON (kind, period) outbox_id, kind, period, edition, "
        "subject, made_at, sent_at, attempts, last_error FROM outbox "
        "ORDER BY kind, period, edition DESC) newest WHERE sent_at IS NULL ORDER BY made_at"
    ).fetchall()


@contextmanager
def claimed(conn: Connection, outbox_id: int) -> Iterator[Letter | None]:
    """Lock a letter's row while it is being sent, so that two runs cannot send it twice.

    Yields None if another run is sending it.
    """
    with conn.transaction():
        row = conn.execute(
            "SELECT outbox_id, kind, period, edition, subject, message, made_at, sent_at "
            "FROM outbox WHERE outbox_id = %s FOR UPDATE SKIP LOCKED",
            (outbox_id,),
        ).fetchone()
        yield None if row is None else Letter(**row)


def mark_sent(conn: Connection, outbox_id: int, now: datetime) -> None:
    conn.execute(
        "UPDATE outbox SET sent_at = %s, attempts = attempts + 1, last_error = NULL "
        "WHERE outbox_id = %s",
        (now, outbox_id),
    )


def mark_failed(conn: Connection, outbox_id: int, error: str) -> None:
    conn.execute(
        "UPDATE outbox SET attempts = attempts + 1, last_error = %s WHERE outbox_id = %s",
        (error, outbox_id),
    )
