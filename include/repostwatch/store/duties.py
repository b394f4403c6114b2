"""The duties of the last judging as they stand: what pages list, count and sort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from repostwatch.model import VerdictKind
from repostwatch.store.database import Connection

NEW = """
CREATE TEMP TABLE IF NOT EXISTS new_duties (
    release_id text, portal_id text, deadline timestamptz, kind text, list_in_doubt boolean
) ON COMMIT DROP
"""
GONE = """
DELETE FROM duties d
WHERE d.release_id = ANY(%(releases)s) AND d.portal_id = ANY(%(portals)s) AND NOT EXISTS (
    SELECT FROM new_duties n WHERE (n.release_id, n.portal_id) = (d.release_id, d.portal_id))
"""
# Since when a verdict stands, and what it was before, is read of its history.
CHANGED = """
INSERT INTO duties (release_id, portal_id, deadline, kind, list_in_doubt, before, changed_at)
SELECT n.release_id, n.portal_id, n.deadline, n.kind, n.list_in_doubt, other.kind,
       coalesce(since.at, %(now)s)
FROM new_duties n
LEFT JOIN duties d USING (release_id, portal_id)
LEFT JOIN LATERAL (
    SELECT v.verdict_id, v.kind FROM verdicts v
    WHERE v.release_id = n.release_id AND v.portal_id = n.portal_id AND v.kind <> n.kind
    ORDER BY v.verdict_id DESC LIMIT 1
) other ON true
LEFT JOIN LATERAL (
    SELECT min(v.decided_at) AS at FROM verdicts v
    WHERE v.release_id = n.release_id AND v.portal_id = n.portal_id
      AND v.verdict_id > coalesce(other.verdict_id, 0)
) since ON true
WHERE (d.kind, d.deadline, d.list_in_doubt) IS DISTINCT FROM (n.kind, n.deadline, n.list_in_doubt)
ON CONFLICT (release_id, portal_id) DO UPDATE SET
    deadline = excluded.deadline, kind = excluded.kind, list_in_doubt = excluded.list_in_doubt,
    before = excluded.before, changed_at = excluded.changed_at
"""


def save(
    conn: Connection,
    found: Iterable[tuple[str, str, datetime, VerdictKind, bool]],
    release_ids: Sequence[str],
    portal_ids: Sequence[str],
    now: datetime,
) -> None:
    """Write (release, portal, deadline, verdict, whether a decision about a list settles it) of all
    duties of these releases and portals, after their verdicts were written; those that are no
    duties any more are removed."""
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(NEW)
        cursor.execute("TRUNCATE new_duties")
        with cursor.copy("COPY new_duties FROM STDIN") as copy:
            for release_id, portal_id, deadline, kind, list_in_doubt in found:
                copy.write_row((release_id, portal_id, deadline, kind.value, list_in_doubt))
        cursor.execute(GONE, {"releases": list(release_ids), "portals": list(portal_ids)})
        cursor.execute(CHANGED, {"now": now})
