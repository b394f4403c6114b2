"""Matches of links and releases, and the results of reading their articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import DictRow

from repostwatch.model import (
    Article,
    Decision,
    Match,
    OwnPage,
    PageDate,
    Precision,
    Reason,
    Sighting,
    because,
)
from repostwatch.model.codes import RepostCode
from repostwatch.store.database import Connection
from repostwatch.store.reasons import given, pack

NOT_THE_RELEASE = because(RepostCode.OTHER_BY_ARTICLE)
NONE = "none"  # an article's page showed that the link is not the release after all

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
# What an article's page settled outlives the titles' own result.
SIGHTINGS = """
SELECT l.portal_id, m.release_id, m.link_id, coalesce(m.settled, m.decision) AS decision, m.score,
       coalesce(m.settled_reason, m.reason)::text AS reason, m.direct,
       l.title, l.url, l.first_seen, l.last_seen, o.address_seen,
       coalesce(c.claims, '{}') AS claims, coalesce(c.tagged, '{}') AS tagged,
       CASE WHEN c.shown THEN 'dated'
            WHEN a.title IS NOT NULL OR c.tagged IS NOT NULL THEN 'undated'
            ELSE 'unread' END AS own_page
FROM matches m
JOIN links l USING (link_id)
LEFT JOIN articles a ON a.link_id = m.link_id AND a.outcome = 'ok'
LEFT JOIN LATERAL (
    SELECT array_agg(ARRAY[c.value::text, c.precision]
                     ORDER BY c.precision = 'minute' DESC, c.precision = 'day' DESC,
                              c.source = 'article' DESC, c.first_seen, c.value)
               FILTER (WHERE c.source <> 'tag') AS claims,
           array_agg(ARRAY[c.value::text, c.precision] ORDER BY c.first_seen, c.value)
               FILTER (WHERE c.source = 'tag') AS tagged,
           bool_or(c.source = 'article') AS shown
    FROM claims c WHERE c.link_id = m.link_id
) c ON true
LEFT JOIN LATERAL (
    SELECT min(o.first_seen) AS address_seen FROM links o
    WHERE o.portal_id = l.portal_id AND md5(o.url) = md5(l.url) AND o.first_seen < l.first_seen
) o ON true
WHERE m.release_id = ANY(%(releases)s) AND l.portal_id = ANY(%(portals)s)
  AND coalesce(m.settled, m.decision) <> 'none'
  AND (%(until)s::timestamptz IS NULL OR l.first_seen <= %(until)s)
ORDER BY l.first_seen, m.link_id
"""


# By titles alone, beside what the link's own page said when it was read.
READ = """
SELECT m.link_id, m.release_id, m.decision, m.score, m.reason::text, l.title AS link_title,
       a.title, a.source, a.doc_number, c.value, c.precision
FROM matches m
JOIN links l USING (link_id)
JOIN articles a ON a.link_id = m.link_id AND a.outcome = 'ok'
LEFT JOIN LATERAL (
    SELECT c.value, c.precision FROM claims c
    WHERE c.link_id = m.link_id AND c.source IN ('article', 'tag')
    ORDER BY c.source = 'article' DESC, c.first_seen DESC, c.value DESC LIMIT 1
) c ON true
WHERE m.link_id = ANY(%s)
ORDER BY m.link_id, m.release_id
"""


@dataclass(frozen=True, slots=True)
class ReadMatch:
    """A match by the link's title, and the link's own page."""

    match: Match
    title: str
    article: Article


@dataclass(frozen=True, slots=True)
class Doubt:
    """A link whose own page may settle what titles and lists could not."""

    portal_id: str
    match: Match
    title: str
    url: str


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


def sightings(
    conn: Connection,
    release_ids: Sequence[str],
    portal_ids: Sequence[str],
    until: datetime | None = None,
) -> Mapping[tuple[str, str], list[Sighting]]:
    """(release, portal) → the links that match, in the order they were first seen."""
    found: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    rows = conn.execute(
        SIGHTINGS, {"releases": list(release_ids), "portals": list(portal_ids), "until": until}
    )
    for row in rows.fetchall():
        found[row["release_id"], row["portal_id"]].append(
            Sighting(
                match=_match(row),
                title=row["title"],
                url=row["url"],
                first_seen=row["first_seen"],
                last_seen=row["last_seen"],
                claims=_dates(row["claims"]),
                direct=row["direct"],
                address_seen=row["address_seen"],
                tagged=_dates(row["tagged"]),
                own_page=OwnPage(row["own_page"]),
            )
        )
    return found


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


def open_reviews(
    conn: Connection, release_ids: Sequence[str], portal_ids: Sequence[str]
) -> list[Doubt]:
    """Matches in review whose article has not been read yet, oldest links first."""
    rows = conn.execute(
        """
        SELECT l.portal_id, m.link_id, m.release_id, m.decision, m.score, m.reason::text, l.title,
               l.url
        FROM matches m JOIN links l USING (link_id) LEFT JOIN articles a USING (link_id)
        WHERE m.decision = 'review' AND m.settled IS NULL
          AND (a.link_id IS NULL OR a.outcome <> 'ok')
          AND m.release_id = ANY(%s) AND l.portal_id = ANY(%s)
        ORDER BY l.first_seen, m.link_id
        """,
        (list(release_ids), list(portal_ids)),
    )
    return [
        Doubt(
            portal_id=row["portal_id"],
            match=_match(row),
            title=row["title"],
            url=row["url"],
        )
        for row in rows
    ]


def read(conn: Connection, link_ids: Iterable[str]) -> list[ReadMatch]:
    """Every match of these links whose own page was read."""
    rows = conn.execute(READ, ([int(link_id) for link_id in link_ids],))
    return [
        ReadMatch(
            match=_match(row),
            title=row["link_title"],
            article=Article(
                title=row["title"],
                published=row["value"] and PageDate(row["value"], Precision(row["precision"])),
                source=row["source"],
                doc_number=row["doc_number"],
            ),
        )
        for row in rows
    ]


def settle(conn: Connection, match: Match, settled: Match | None) -> None:
    """Write a match after its article was read: `settled`, or None if it is not the release."""
    conn.execute(
        "UPDATE matches SET settled = %s, settled_reason = %s "
        "WHERE link_id = %s AND release_id = %s",
        (
            NONE if settled is None else settled.decision.value,
            pack(NOT_THE_RELEASE if settled is None else settled.reason),
            int(match.link_id),
            match.release_id,
        ),
    )


def _dates(claims: Iterable[tuple[str, str]]) -> tuple[PageDate, ...]:
    return tuple(
        PageDate(datetime.fromisoformat(value), Precision(precision)) for value, precision in claims
    )


def _match(row: DictRow) -> Match:
    return Match(
        str(row["link_id"]),
        row["release_id"],
        Decision(row["decision"]),
        row["score"],
        given(row["reason"]),
    )
