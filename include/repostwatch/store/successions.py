"""Sites that a person registered as closed, with who answers after them, beside the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from repostwatch.model import Portal
from repostwatch.model.spot_checks import Withdrawal
from repostwatch.store import decisions
from repostwatch.store.database import Connection

LATEST_LAST = """
SELECT s.*, w.at AS withdrawn_at, w.by AS withdrawn_by
FROM successions s LEFT JOIN succession_withdrawals w USING (succession_id)
WHERE %(ids)s::text[] IS NULL OR portal_id = ANY(%(ids)s)
ORDER BY s.at, succession_id
"""
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Succession:
    """A site exists to before `valid_until`; `successor` is empty where nobody follows. `number` is
    that of its row, 0 before it has one; `withdrawn`: somebody took it back."""

    portal_id: str
    valid_until: datetime
    successor: str | None
    by: str
    at: datetime
    number: int = 0
    withdrawn: Withdrawal | None = None


@contextmanager
def one_at_a_time(conn: Connection) -> Iterator[None]:
    """A transaction in which nobody else registers an end or takes one back: of any site, since one
    that ends is nobody's successor."""
    with decisions.one_at_a_time(conn, "successions"):
        yield


def add(conn: Connection, one: Succession) -> Succession:
    """What was registered before stays in the table; the latest counts. It comes back with its
    number."""
    row = conn.execute(
        "INSERT INTO successions (portal_id, at, valid_until, successor, by) "
        "VALUES (%s, %s, %s, %s, %s) RETURNING succession_id",
        (one.portal_id, one.at, one.valid_until, one.successor, one.by),
    ).fetchone()
    assert row is not None  # noqa: S101  RETURNING
    return replace(one, number=row["succession_id"])


def take_back(conn: Connection, number: int, withdrawal: Withdrawal) -> None:
    """The registration stays; once only, a second time is an error of the database."""
    conn.execute(
        "INSERT INTO succession_withdrawals (succession_id, at, by) VALUES (%s, %s, %s)",
        (number, withdrawal.at, withdrawal.by),
    )


def history(
    conn: Connection, portal_ids: Sequence[str] | None = None
) -> dict[str, list[Succession]]:
    """Site → all that was registered of it, the latest last: of those that are named, or of all."""
    ids = None if portal_ids is None else list(portal_ids)
    found: dict[str, list[Succession]] = {}
    for row in conn.execute(LATEST_LAST, {"ids": ids}):
        made = Succession(
            row["portal_id"],
            row["valid_until"],
            row["successor"],
            row["by"],
            row["at"],
            row["succession_id"],
            Withdrawal(row["withdrawn_by"], row["withdrawn_at"]) if row["withdrawn_at"] else None,
        )
        found.setdefault(made.portal_id, []).append(made)
    return found


def load(conn: Connection, portal_ids: Sequence[str] | None = None) -> dict[str, Succession]:
    """The latest of each site; none where that was taken back, whatever stood before it."""
    latest = {name: own[-1] for name, own in history(conn, portal_ids).items()}
    return {name: one for name, one in latest.items() if one.withdrawn is None}


def holding(conn: Connection, portals: Iterable[Portal]) -> dict[str, Succession]:
    """What ends these, given as the registry has them: what it says itself of an end goes
    before."""
    endless = [one.portal_id for one in portals if one.valid_until is None]
    # Few ends were ever registered: to send the names of thousands of sites takes longer.
    known = load(conn, endless if len(endless) <= MOST_NAMED else None)
    return {name: known[name] for name in endless if name in known}


def with_ends(portals: Iterable[Portal], ends: dict[str, Succession]) -> tuple[Portal, ...]:
    """The portals with what `holding` said of them."""
    return tuple(
        replace(portal, valid_until=one.valid_until, successor=portal.successor or one.successor)
        if (one := ends.get(portal.portal_id))
        else portal
        for portal in portals
    )


def applied(conn: Connection, portals: Iterable[Portal]) -> tuple[Portal, ...]:
    """The portals with their ends; what the registry itself says of an end goes before."""
    given = tuple(portals)
    return with_ends(given, holding(conn, given))
