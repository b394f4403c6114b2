"""Deliveries: where each letter stands with each of its recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID, uuid4

from repostwatch.model import DeliveryState, Reason, because
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import Delivery, Letter
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack, unpack

COLUMNS: LiteralString = """
    d.delivery_id, d.letter_id, d.address, d.asked, d.state, d.posted_at, d.retry_at, d.tries,
    d.unsure, d.reason::text, d.sender, d.head, d.tried_at, d.sent_at,
    coalesce(d.claimed_until > clock_timestamp(), false) AS busy
"""
# An edition must not overtake an older one that is just being sent to the same address.
CLAIM = """
UPDATE deliveries SET claim = %(claim)s, tries = tries + 1, tried_at = %(now)s,
    sender = %(sender)s, head = %(head)s,
    claimed_until = clock_timestamp() + make_interval(secs => %(seconds)s)
WHERE delivery_id = (
    SELECT d.delivery_id FROM deliveries d JOIN letters l USING (letter_id)
    WHERE d.delivery_id = %(delivery_id)s AND d.state = %(state)s
      AND d.state IN ('waiting', 'refused', 'unknown')
      AND (d.claimed_until IS NULL OR d.claimed_until <= clock_timestamp())
      AND NOT EXISTS (
          SELECT FROM deliveries o JOIN letters e USING (letter_id)
          WHERE o.address = d.address AND o.claimed_until > clock_timestamp()
            AND e.kind = l.kind AND e.period = l.period AND e.audience = l.audience
            AND e.letter_id <> l.letter_id)
    FOR UPDATE OF d SKIP LOCKED)
RETURNING delivery_id
"""
HAND_OVER = """
UPDATE deliveries d SET state = 'unknown', unsure = unsure + 1, reason = %(reason)s,
    retry_at = %(retry_at)s
FROM letters l
WHERE d.delivery_id = %(delivery_id)s AND d.claim = %(claim)s
  AND d.claimed_until > clock_timestamp() AND l.letter_id = d.letter_id
  AND NOT EXISTS (SELECT FROM letters n WHERE n.kind = l.kind AND n.period = l.period
                  AND n.audience = l.audience AND n.edition > l.edition)
RETURNING d.delivery_id
"""
MARK = """
UPDATE deliveries SET state = %(state)s, reason = %(reason)s, retry_at = %(retry_at)s,
    sent_at = %(sent_at)s, unsure = unsure - %(sure)s, claim = NULL, claimed_until = NULL
WHERE delivery_id = %(delivery_id)s AND claim = %(claim)s
"""
WITHDRAW: LiteralString = """
UPDATE deliveries d SET
    state = CASE WHEN d.state = 'unknown' THEN d.state ELSE 'withdrawn' END,
    reason = CASE WHEN d.state = 'unknown' THEN d.reason ELSE %(reason)s END, retry_at = NULL
FROM letters l
WHERE l.letter_id = d.letter_id AND d.state IN ('waiting', 'refused', 'unknown')
  AND coalesce(d.claimed_until <= clock_timestamp(), true)
  AND l.kind = %(kind)s AND l.period = %(period)s
"""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that nobody else sends until `seconds` after its claim have passed."""

    delivery_id: int
    claim: UUID


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a try. `sure`: the server answered after it was handed over."""

    state: DeliveryState
    reason: Reason | None = None
    retry_at: datetime | None = None
    sent_at: datetime | None = None
    sure: bool = False


def of_letter(conn: Connection, letter_id: int) -> list[Delivery]:
    return _load(conn, "WHERE letter_id = %s ORDER BY delivery_id", (letter_id,))


def of_letters(conn: Connection, letter_ids: Sequence[int]) -> dict[int, list[Delivery]]:
    """By the letter; one without any is missing."""
    found: dict[int, list[Delivery]] = {}
    for one in _load(conn, "WHERE letter_id = ANY(%s) ORDER BY delivery_id", (list(letter_ids),)):
        found.setdefault(one.letter_id, []).append(one)
    return found


def get(conn: Connection, delivery_id: int) -> Delivery | None:
    found = _load(conn, "WHERE delivery_id = %s", (delivery_id,))
    return found[0] if found else None


def due(conn: Connection, now: datetime) -> list[Delivery]:
    """Those whose next try has come, of the oldest letter first."""
    where: LiteralString = "WHERE retry_at <= %s AND state <> 'withdrawn'"
    return _load(conn, where + " ORDER BY letter_id, delivery_id", (now,))


def unsettled(conn: Connection, since: datetime) -> list[Delivery]:
    """Neither sent nor withdrawn: those still tried, and those posted after `since`."""
    where: LiteralString = (
        "WHERE state NOT IN ('sent', 'withdrawn') AND (retry_at IS NOT NULL OR posted_at > %s)"
    )
    return _load(conn, where + " ORDER BY letter_id, delivery_id", (since,))


def add(conn: Connection, letter_id: int, addresses: Sequence[str], now: datetime) -> None:
    """The letter is to go to these addresses, too; one that was withdrawn is taken up again."""
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO deliveries (letter_id, address, state, posted_at, retry_at) "
            "VALUES (%(letter_id)s, %(address)s, 'waiting', %(now)s, %(now)s) "
            "ON CONFLICT (letter_id, address, asked) DO UPDATE SET state = 'waiting', "
            "retry_at = excluded.retry_at, reason = NULL WHERE deliveries.state = 'withdrawn'",
            [{"letter_id": letter_id, "address": one, "now": now} for one in addresses],
        )


def ask(conn: Connection, letter_id: int, address: str, asked: str, now: datetime) -> int:
    """The letter is to go to an address (again), as somebody `asked`; asked twice, it goes once."""
    row = conn.execute(
        "INSERT INTO deliveries (letter_id, address, asked, state, posted_at, retry_at) "
        "VALUES (%(letter_id)s, %(address)s, %(asked)s, 'waiting', %(now)s, %(now)s) "
        "ON CONFLICT (letter_id, address, asked) DO UPDATE SET address = excluded.address "
        "RETURNING delivery_id",
        {"letter_id": letter_id, "address": address, "asked": asked, "now": now},
    ).fetchone()
    assert row is not None  # noqa: S101  inserted or found
    return int(row["delivery_id"])


def take_up(conn: Connection, delivery_id: int, now: datetime) -> None:
    """Try one again that waits, was refused for good, or of which nothing is known."""
    conn.execute(
        "UPDATE deliveries SET retry_at = %s, posted_at = %s WHERE delivery_id = %s "
        "AND state IN ('waiting', 'refused', 'unknown')",
        (now, now, delivery_id),
    )


def claim(
    conn: Connection, known: Delivery, from_: tuple[str, bytes], seconds: float, now: datetime
) -> Claimed | None:
    """Take a delivery for so many seconds, to be sent from somebody with a head; None where another
    run has it, or it is not any more in the state in which it was `known`."""
    mine = uuid4()
    row = conn.execute(
        CLAIM,
        {
            "delivery_id": known.delivery_id,
            "state": known.state,
            "claim": mine,
            "sender": from_[0],
            "head": from_[1],
            "seconds": seconds,
            "now": now,
        },
    ).fetchone()
    return Claimed(known.delivery_id, mine) if row else None


def hand_over(conn: Connection, claimed: Claimed, unsure: Mark) -> bool:
    """Before the byte that makes the mail the server's: from here on nothing is known until the
    server answers. False where it must not be sent any more: the claim is over, or there is a
    newer edition."""
    values: dict[str, Any] = {"delivery_id": claimed.delivery_id, "claim": claimed.claim}
    values |= {"reason": pack(unsure.reason), "retry_at": unsure.retry_at}
    return conn.execute(HAND_OVER, values).fetchone() is not None


def mark(conn: Connection, claimed: Claimed, became: Mark) -> None:
    conn.execute(
        MARK,
        {
            "delivery_id": claimed.delivery_id,
            "claim": claimed.claim,
            "state": became.state,
            "reason": pack(became.reason),
            "retry_at": became.retry_at,
            "sent_at": became.sent_at,
            "sure": int(became.sure),
        },
    )


def give_up(conn: Connection, delivery_id: int, mark: Mark) -> None:
    """End a delivery that nobody sends just now."""
    conn.execute(
        "UPDATE deliveries SET state = %s, reason = %s, retry_at = NULL WHERE delivery_id = %s "
        "AND coalesce(claimed_until <= clock_timestamp(), true)",
        (mark.state, pack(mark.reason), delivery_id),
    )


def withdraw_older(conn: Connection, letter: Letter) -> None:
    """Older editions are not sent any more; what may have arrived stays unknown."""
    newer = because(MailCode.NEWER_EDITION, edition=letter.edition)
    conn.execute(
        WITHDRAW + " AND l.audience = %(audience)s AND l.edition < %(edition)s",
        {**_about(letter.kind, letter.period, newer), "audience": letter.audience,
         "edition": letter.edition},
    )  # fmt: skip


def withdraw_period(conn: Connection, kind: str, period: str, reason: Reason) -> None:
    """Nothing of this period is sent any more."""
    conn.execute(WITHDRAW, _about(kind, period, reason))


def withdraw_others(conn: Connection, letter: Letter, addresses: Sequence[str]) -> None:
    """Who is no recipient any more gets no letter, unless somebody asked for it."""
    gone = because(MailCode.NO_RECIPIENT_ANY_MORE)
    conn.execute(
        WITHDRAW + " AND l.letter_id = %(letter_id)s AND d.asked = '' "
        "AND NOT d.address = ANY(%(addresses)s)",
        {**_about(letter.kind, letter.period, gone), "letter_id": letter.letter_id,
         "addresses": list(addresses)},
    )  # fmt: skip


def _about(kind: str, period: str, reason: Reason) -> dict[str, Any]:
    return {"kind": kind, "period": period, "reason": pack(reason)}


def _load(conn: Connection, where: LiteralString, values: tuple[Any, ...]) -> list[Delivery]:
    rows = conn.execute("SELECT " + COLUMNS + " FROM deliveries d " + where, values)  # noqa: S608  constants
    return [
        Delivery(**row | {"state": DeliveryState(row["state"]), "reason": unpack(row["reason"])})
        for row in rows
    ]
