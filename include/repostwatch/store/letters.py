"""The letters of the mailbox: mails as they were made, for an audience."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from repostwatch.judging.figures import Figure
from repostwatch.model.findings import Finding
from repostwatch.model.mails import Letter
from repostwatch.store.database import Connection

SELECT: LiteralString = (
    "SELECT letter_id, kind, period, audience, edition, digest, subject, message_id, message, "
    "made_at FROM letters "
)
PUT = """
INSERT INTO letters (kind, period, audience, edition, digest, subject, message_id, message, made_at,
                     figures)
VALUES (%(kind)s, %(period)s, %(audience)s, %(edition)s, %(digest)s, %(subject)s, %(message_id)s,
        %(message)s, %(made_at)s, %(figures)s)
RETURNING letter_id
"""
REPORT = """
INSERT INTO reported (letter_id, finding_id, opened_at, closed)
SELECT %(letter_id)s, finding_id, opened_at, %(closed)s FROM findings
WHERE kind = %(kind)s AND portal_id = %(portal_id)s
  AND release_id IS NOT DISTINCT FROM %(release_id)s AND opened_at = %(opened_at)s
"""
NOTIFIED = """
UPDATE findings f SET state = 'notified', notified_at = %(now)s
FROM reported r
WHERE r.letter_id = %(letter_id)s AND f.finding_id = r.finding_id
  AND f.opened_at = r.opened_at AND f.state = 'open'
"""


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter that has no number yet."""

    kind: str
    period: str
    audience: str
    edition: int
    digest: str
    subject: str
    message_id: str
    message: bytes
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """What a letter tells: faults that stand, faults that are over, and figures."""

    opened: tuple[Finding, ...] = ()
    closed: tuple[Finding, ...] = ()
    figures: tuple[Figure, ...] = ()


NO_CONTENTS = Contents()


def lock(conn: Connection, kind: str, period: str, audience: str) -> None:
    """Until the transaction ends, nobody else posts an edition of the same letter."""
    conn.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"{kind} {period} {audience}",)
    )


def monitor_mark(conn: Connection) -> str:
    """What only this database's mails have in their ids: drawn once, 12 characters."""
    row = conn.execute("SELECT mark FROM monitor_mark").fetchone()
    assert row is not None  # noqa: S101  the migration puts it there
    return str(row["mark"])


def put(conn: Connection, letter: NewLetter, holds: Contents = NO_CONTENTS) -> int:
    """Store a letter with what it holds; its number."""
    figures = Jsonb([asdict(one) for one in holds.figures]) if holds.figures else None
    row = conn.execute(PUT, {**asdict(letter), "figures": figures}).fetchone()
    assert row is not None  # noqa: S101  one was inserted
    letter_id = int(row["letter_id"])
    with conn.cursor() as cursor:
        cursor.executemany(
            REPORT,
            [
                {
                    "letter_id": letter_id,
                    "kind": one.kind,
                    "portal_id": one.portal_id,
                    "release_id": one.release_id,
                    "opened_at": one.opened_at,
                    "closed": closed,
                }
                for closed, findings in ((False, holds.opened), (True, holds.closed))
                for one in findings
            ],
        )
    return letter_id


def get(conn: Connection, letter_id: int) -> Letter | None:
    return _one(conn, "WHERE letter_id = %s", letter_id)


def latest(conn: Connection, kind: str, period: str, audience: str) -> Letter | None:
    """The newest edition."""
    order = "WHERE kind = %s AND period = %s AND audience = %s ORDER BY edition DESC LIMIT 1"
    return _one(conn, order, kind, period, audience)


def of_facts(conn: Connection, kind: str, period: str, digest: str) -> list[Letter]:
    """The letters of a period that show these facts, one for each audience and edition, without
    their bytes."""
    return _some(
        conn,
        "WHERE kind = %(kind)s AND period = %(period)s AND digest = %(digest)s "
        "ORDER BY letter_id DESC",
        {"kind": kind, "period": period, "digest": digest},
    )


def first_id(conn: Connection, kind: str, period: str, audience: str) -> str | None:
    """The Message-ID of the first edition."""
    row = conn.execute(
        "SELECT message_id FROM letters WHERE kind = %s AND period = %s AND audience = %s "
        "ORDER BY edition LIMIT 1",
        (kind, period, audience),
    ).fetchone()
    return row["message_id"] if row else None


def newest(conn: Connection, period: str | None, kind: str | None, most: int) -> list[Letter]:
    """The newest letters, of a period or a kind where one is named, without their bytes."""
    return _some(
        conn,
        "WHERE (%(period)s::text IS NULL OR period = %(period)s) "
        "AND (%(kind)s::text IS NULL OR kind = %(kind)s) "
        "ORDER BY made_at DESC, letter_id DESC LIMIT %(most)s",
        {"period": period, "kind": kind, "most": most},
    )


def named(conn: Connection, letter_ids: Sequence[int]) -> list[Letter]:
    """Letters by their numbers, the newest first, without their bytes."""
    where: LiteralString = "WHERE letter_id = ANY(%(ids)s) ORDER BY made_at DESC, letter_id DESC"
    return _some(conn, where, {"ids": list(letter_ids)})


def superseded(conn: Connection, letter: Letter) -> bool:
    """Whether there is a newer edition, or a newer period of a report."""
    row = conn.execute(
        "SELECT EXISTS (SELECT FROM letters WHERE kind = %(kind)s AND audience = %(audience)s "
        "AND (period = %(period)s AND edition > %(edition)s "
        "OR %(kind)s = 'daily' AND period > %(period)s)) AS newer",
        {
            "kind": letter.kind,
            "audience": letter.audience,
            "period": letter.period,
            "edition": letter.edition,
        },
    ).fetchone()
    return bool(row and row["newer"])


def mark_notified(conn: Connection, letter_id: int, now: datetime) -> None:
    """A server took the letter: the findings that it is about are notified, and no others."""
    conn.execute(NOTIFIED, {"letter_id": letter_id, "now": now})


def _one(conn: Connection, where: LiteralString, *values: object) -> Letter | None:
    with conn.cursor(row_factory=class_row(Letter)) as cursor:
        return cursor.execute(SELECT + where, values).fetchone()


def _some(conn: Connection, where: LiteralString, values: dict[str, Any]) -> list[Letter]:
    select = SELECT.replace(" message,", " ''::bytea AS message,")
    with conn.cursor(row_factory=class_row(Letter)) as cursor:
        return cursor.execute(select + where, values).fetchall()
