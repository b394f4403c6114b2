"""Matches of links and releases: writing them, and what they say of a portal and of a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from psycopg.rows import DictRow

from repostwatch.model import Decision, Match, Reason
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack

STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS matched (
    link_id bigint, release_id text, decision text, score double precision, reason jsonb,
    direct boolean
) ON COMMIT DELETE ROWS
"""
SAVE = """
INSERT INTO matches AS m (link_id, release_id, decision, score, reason, direct)
SELECT link_id, release_id, decision, score, reason, direct FROM matched
ON CONFLICT (link_id, release_id) DO UPDATE SET
    decision = excluded.decision, score = excluded.score, reason = excluded.reason,
    direct = excluded.direct
WHERE (m.decision, m.score, m.reason, m.direct) IS DISTINCT FROM
      (excluded.decision, excluded.score, excluded.reason, excluded.direct)
"""


def save(
    conn: Connection,
    found: Mapping[str, Sequence[tuple[Match, bool]]],
    release_ids: Sequence[str],
    mark: str,
) -> int:
    """Write the matches of each link (`direct` beside each) and mark the link as matched.

    Matches of these links with these releases that no longer hold are removed. Returns the
    number of matches.
    """
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(STAGE)
        link_ids = [int(link_id) for link_id in found]
        with cursor.copy("COPY matched FROM STDIN") as copy:
            for link_id, results in found.items():
                for match, direct in results:
                    copy.write_row(
                        (
                            int(link_id),
                            match.release_id,
                            match.decision.value,
                            match.score,
                            pack(match.reason),
                            direct,
                        )
                    )
        cursor.execute(SAVE)
        cursor.execute(
            "DELETE FROM matches m WHERE m.link_id = ANY(%s) AND m.release_id = ANY(%s) "
            "AND NOT EXISTS (SELECT FROM matched n "
            "WHERE n.link_id = m.link_id AND n.release_id = m.release_id)",
            (link_ids, list(release_ids)),
        )
        cursor.execute("DELETE FROM matched")
        cursor.execute("UPDATE links SET matched = %s WHERE link_id = ANY(%s)", (mark, link_ids))
    return sum(len(results) for results in found.values())


def addresses(conn: Connection, portal_id: str, most: int = 200) -> frozenset[str]:
    """The addresses of a portal's latest reposts, at most `most`."""
    rows = conn.execute(
        """
        SELECT l.url FROM matches m JOIN links l USING (link_id)
        WHERE l.portal_id = %s AND coalesce(m.settled, m.decision) = 'match'
        GROUP BY l.url ORDER BY max(l.last_seen) DESC LIMIT %s
        """,
        (portal_id, most),
    )
    return frozenset(row["url"] for row in rows)


def reposting(
    conn: Connection, portal_ids: Sequence[str], since: datetime, until: datetime | None = None
) -> frozenset[str]:
    """Those of the portals of which a repost of a release published since `since` was seen up to
    `until`."""
    rows = conn.execute(
        """
        SELECT portal_id FROM unnest(%s::text[]) portal_id WHERE EXISTS (
            SELECT FROM matches m JOIN links l USING (link_id) JOIN releases r USING (release_id)
            WHERE l.portal_id = portal_id.portal_id AND r.published_latest >= %s
              AND coalesce(m.settled, m.decision) = 'match'
              AND (%s::timestamptz IS NULL OR l.first_seen <= %s))
        """,
        (list(portal_ids), since, until, until),
    )
    return frozenset(row["portal_id"] for row in rows)


def refuted(conn: Connection, portal_id: str, release_id: str) -> frozenset[str]:
    """The titles of a portal's links whose own page showed that they are not the release."""
    rows = conn.execute(
        "SELECT DISTINCT l.title FROM matches m JOIN links l USING (link_id) "
        "WHERE l.portal_id = %s AND m.release_id = %s AND m.settled = 'none'",
        (portal_id, release_id),
    )
    return frozenset(row["title"] for row in rows)


def reasons(conn: Connection, link_ids: Iterable[str]) -> dict[tuple[str, str], Reason]:
    """(link, release) → the reason of the match or review."""
    rows = conn.execute(
        "SELECT link_id, release_id, coalesce(settled_reason, reason)::text AS reason FROM matches "
        "WHERE link_id = ANY(%s)",
        ([int(link_id) for link_id in link_ids],),
    )
    return {(str(row["link_id"]), row["release_id"]): given(row["reason"]) for row in rows}


def match_of(row: DictRow) -> Match:
    """The match that a row of a query holds."""
    return Match(
        str(row["link_id"]),
        row["release_id"],
        Decision(row["decision"]),
        row["score"],
        given(row["reason"]),
    )
