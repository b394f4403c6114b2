"""Recipients that are kept in the database: the newest change of each says who is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from repostwatch.model.recipients import Cells, RecipientChange
from repostwatch.store import decisions
from repostwatch.store.database import Connection

IN_FORCE = """
SELECT * FROM (
    SELECT DISTINCT ON (recipient_id) * FROM recipient_changes
    ORDER BY recipient_id, change_id DESC
) newest
WHERE after IS NOT NULL ORDER BY recipient_id
"""
# Nobody else adds one meanwhile: see `one_at_a_time`.
ADD = """
INSERT INTO recipient_changes (recipient_id, before, after, decided_by, reason, at)
VALUES (coalesce(%s, (SELECT coalesce(max(recipient_id), 0) + 1 FROM recipient_changes)),
        %s, %s, %s, %s, %s)
RETURNING *
"""


@contextmanager
def one_at_a_time(conn: Connection) -> Iterator[None]:
    """A transaction in which nobody else changes a recipient."""
    with decisions.one_at_a_time(conn, "recipients"):
        yield


def load(conn: Connection) -> tuple[RecipientChange, ...]:
    """Everybody who is a recipient, by their newest change, in the order in which they came."""
    return tuple(_change(row) for row in conn.execute(IN_FORCE))


def latest(conn: Connection, recipient_id: int) -> RecipientChange | None:
    """The newest change of one, also of who is no recipient any more."""
    row = conn.execute(
        "SELECT * FROM recipient_changes WHERE recipient_id = %s ORDER BY change_id DESC LIMIT 1",
        (recipient_id,),
    ).fetchone()
    return _change(row) if row else None


def newest(conn: Connection, most: int) -> tuple[RecipientChange, ...]:
    """The latest changes of all, the newest first."""
    rows = conn.execute("SELECT * FROM recipient_changes ORDER BY change_id DESC LIMIT %s", (most,))
    return tuple(_change(row) for row in rows)


def add(
    conn: Connection,
    recipient_id: int | None,
    cells: tuple[Cells | None, Cells | None],
    person: tuple[str, str],
    at: datetime,
) -> RecipientChange:
    """Keep a change: `cells` before and after, `person` is who says so and why. Without
    `recipient_id` they are new. Within `one_at_a_time`."""
    before, after = (one and Jsonb(dict(one)) for one in cells)
    row = conn.execute(ADD, (recipient_id, before, after, *person, at)).fetchone()
    assert row is not None  # noqa: S101  RETURNING
    return _change(row)


def _change(row: DictRow) -> RecipientChange:
    return RecipientChange(
        change_id=row["change_id"],
        recipient_id=row["recipient_id"],
        before=row["before"],
        after=row["after"],
        by=row["decided_by"],
        reason=row["reason"],
        at=row["at"],
    )
