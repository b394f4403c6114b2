"""What each recipient has been mailed: reports by their days, and findings."""

from __future__ import annotations

from datetime import date

from repostwatch.store.database import Connection

# Mailed, or still to be: neither withdrawn nor refused for good.
COUNTS = "d.state <> 'withdrawn' AND NOT (d.state = 'refused' AND d.retry_at IS NULL)"


def days_mailed(conn: Connection, address: str) -> tuple[date, ...]:
    """The days of which an address has a report, or will have."""
    rows = conn.execute(
        "SELECT DISTINCT l.period FROM deliveries d JOIN letters l USING (letter_id) "  # noqa: S608  a constant
        f"WHERE l.kind = 'daily' AND d.address = %s AND {COUNTS}",
        (address,),
    )
    return tuple(date.fromisoformat(row["period"]) for row in rows)


def has_news(conn: Connection, letter_id: int, address: str) -> bool:
    """Whether a letter is about a finding that no other letter to this address was about."""
    row = conn.execute(
        "SELECT EXISTS (SELECT FROM reported r WHERE r.letter_id = %(letter_id)s "  # noqa: S608  a constant
        "AND NOT EXISTS (SELECT FROM deliveries d JOIN reported o USING (letter_id) "
        "WHERE d.address = %(address)s AND d.letter_id <> %(letter_id)s "
        f"AND {COUNTS} AND o.finding_id = r.finding_id AND o.opened_at = r.opened_at)) AS news",
        {"letter_id": letter_id, "address": address},
    ).fetchone()
    return bool(row and row["news"])
