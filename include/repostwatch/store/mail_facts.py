"""What is wrong with the mail, for the alarms about the monitor."""

from __future__ import annotations

from datetime import datetime

from repostwatch.model.alarms import MailFact
from repostwatch.store.database import Connection
from repostwatch.store.reasons import unpack

UNSENT = """
SELECT d.address, l.subject, d.posted_at, d.retry_at IS NULL AS dead, d.reason::text
FROM deliveries d JOIN letters l USING (letter_id)
WHERE d.retry_at IS NOT NULL AND d.state IN ('waiting', 'refused', 'unknown')
   OR d.retry_at IS NULL AND d.state = 'refused' AND d.posted_at > %(since)s
  AND NOT EXISTS (SELECT FROM deliveries s WHERE s.address = d.address AND s.sent_at > d.posted_at)
ORDER BY d.posted_at, d.delivery_id
"""

NEWEST = """
SELECT l.made_at,
       EXISTS (SELECT FROM deliveries d WHERE d.letter_id = l.letter_id) AS addressed
FROM letters l WHERE l.kind = 'daily' ORDER BY l.made_at DESC, l.letter_id DESC LIMIT 1
"""


def unsent(conn: Connection, since: datetime) -> tuple[MailFact, ...]:
    """What waits for its next try, and what was posted after `since`, was refused for good, and
    was not followed by a mail that the same address got."""
    rows = conn.execute(UNSENT, {"since": since})
    return tuple(
        MailFact(
            row["address"], row["subject"], row["posted_at"], row["dead"], unpack(row["reason"])
        )
        for row in rows
    )


def unaddressed(conn: Connection) -> datetime | None:
    """When the newest report was made, where it is for nobody."""
    row = conn.execute(NEWEST).fetchone()
    return row["made_at"] if row and not row["addressed"] else None
