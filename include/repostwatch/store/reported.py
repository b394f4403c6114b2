"""What each recipient has been mailed: reports by their days, and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from repostwatch.judging.figures import Figure
from repostwatch.judging.news import Occurrence, PreviousReports
from repostwatch.model import FindingKind, Level
from repostwatch.model.mails import DAILY
from repostwatch.store.database import Connection

# Mailed, or still to be: neither withdrawn nor refused for good.
COUNTS = "d.state <> 'withdrawn' AND NOT (d.state = 'refused' AND d.retry_at IS NULL)"

# The letters that addresses have had, or will have, before the one that is being made. Of the same
# period only what was handed over: an edition that still waits is withdrawn by the next.
HAD = f"""
WITH had AS (
    SELECT l.letter_id, l.period, l.audience, l.edition, l.made_at, l.figures
    FROM letters l
    WHERE l.kind = %(kind)s AND (%(before)s::bigint IS NULL OR l.letter_id < %(before)s)
      AND EXISTS (
        SELECT FROM deliveries d
        WHERE d.letter_id = l.letter_id AND d.address = ANY(%(addresses)s) AND {COUNTS}
          AND (l.period <> %(period)s OR d.state IN ('sent', 'unknown')
               OR d.claimed_until > clock_timestamp()))
)
"""  # noqa: S608  a constant
OCCURRENCES = (
    HAD
    + """
SELECT DISTINCT f.kind, f.portal_id, f.release_id, r.opened_at, r.closed
FROM had JOIN reported r USING (letter_id) JOIN findings f USING (finding_id)
WHERE f.portal_id = ANY(%(portal_ids)s)
"""
)
NEWEST = (
    HAD
    + """
SELECT period, edition, made_at FROM had ORDER BY letter_id DESC LIMIT 1
"""
)
FIGURES = (
    HAD
    + """
SELECT DISTINCT ON (period) period, figures FROM had
WHERE audience = %(audience)s AND figures IS NOT NULL AND period >= %(since)s
ORDER BY period, letter_id DESC
"""
)

ENDS = f"""
SELECT f.kind, f.portal_id, f.release_id, f.opened_at
FROM findings f JOIN reported r ON r.finding_id = f.finding_id AND r.opened_at = f.opened_at
WHERE f.portal_id = ANY(%s) AND f.closed_at IS NOT NULL AND r.closed
  AND EXISTS (SELECT FROM deliveries d WHERE d.letter_id = r.letter_id AND {COUNTS})
"""  # noqa: S608  a constant
# What was mended is no news to who asks for what is new; that they were told wrongly is.
NEWS = f"""
SELECT EXISTS (
    SELECT FROM reported r JOIN findings f USING (finding_id)
    WHERE r.letter_id = %(letter_id)s AND (NOT r.closed OR f.state = 'waived')
      AND NOT EXISTS (
        SELECT FROM deliveries d JOIN reported o USING (letter_id)
        WHERE d.address = %(address)s AND d.letter_id <> %(letter_id)s AND {COUNTS}
          AND o.finding_id = r.finding_id AND o.opened_at = r.opened_at
          AND (o.closed OR NOT r.closed))
) AS news
"""  # noqa: S608  a constant


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a report is for: an audience (`Audience.key`) and its addresses, about these portals."""

    audience: str
    addresses: Sequence[str]
    portal_ids: Sequence[str]


def previous(
    conn: Connection, readers: Readers, period: date, since: date, before: int | None = None
) -> PreviousReports:
    """What the reports of these readers have held, before the one for `period`, and before the
    letter numbered `before` where that is already made; figures from the day `since` on.

    One reader who has had a letter is enough: what one of them knows is not new in a mail to all.
    """
    about = {
        "kind": DAILY,
        "before": before,
        "period": period.isoformat(),
        "since": since.isoformat(),
        "audience": readers.audience,
        "addresses": list(readers.addresses),
        "portal_ids": list(readers.portal_ids),
    }
    newest = conn.execute(NEWEST, about).fetchone()
    if newest is None:
        return PreviousReports()
    opened: set[Occurrence] = set()
    closed: set[Occurrence] = set()
    for row in conn.execute(OCCURRENCES, about):
        key = FindingKind(row["kind"]), row["portal_id"], row["release_id"]
        (closed if row["closed"] else opened).add((key, row["opened_at"]))
    days = conn.execute(FIGURES, about).fetchall()
    return PreviousReports(
        since=newest["made_at"],
        period=newest["period"],
        edition=newest["edition"],
        opened=frozenset(opened | closed),
        closed=frozenset(closed),
        figures={date.fromisoformat(r["period"]): _figures(r["figures"]) for r in days},
    )


def ends_mailed(conn: Connection, portal_ids: Sequence[str]) -> frozenset[Occurrence]:
    """The findings about these portals that are over, and of whose end somebody was mailed."""
    rows = conn.execute(ENDS, (list(portal_ids),))
    return frozenset(
        ((FindingKind(row["kind"]), row["portal_id"], row["release_id"]), row["opened_at"])
        for row in rows
    )


def _figures(stored: Sequence[dict[str, Any]]) -> tuple[Figure, ...]:
    return tuple(
        Figure(**one | {"level": Level(one["level"]) if one["level"] else None}) for one in stored
    )


def days_mailed(conn: Connection, address: str) -> tuple[date, ...]:
    """The days of which an address has a report, or will have."""
    rows = conn.execute(
        "SELECT DISTINCT l.period FROM deliveries d JOIN letters l USING (letter_id) "  # noqa: S608  a constant
        f"WHERE l.kind = 'daily' AND d.address = %s AND {COUNTS}",
        (address,),
    )
    return tuple(date.fromisoformat(row["period"]) for row in rows)


def has_news(conn: Connection, letter_id: int, address: str) -> bool:
    """Whether a letter is about a finding, or takes one back, that no other letter to this address
    was about, or took back."""
    row = conn.execute(NEWS, {"letter_id": letter_id, "address": address}).fetchone()
    return bool(row and row["news"])
