"""Matches whose article is read to settle them, and what it settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from repostwatch.model import Article, Match, PageDate, Precision, because
from repostwatch.model.codes import MatchCode, RepostCode
from repostwatch.store.database import Connection
from repostwatch.store.matches import match_of
from repostwatch.store.reasons import pack

# Matches of which the link shows only a part.
_BY_LITTLE = (MatchCode.CUT, MatchCode.CUT_ALONE, MatchCode.SAME_NUMBER)
NOT_THE_RELEASE = because(RepostCode.OTHER_BY_ARTICLE)
NONE = "none"  # an article's page showed that the link is not the release after all
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


def unread(conn: Connection, release_ids: Sequence[str], portal_ids: Sequence[str]) -> list[Doubt]:
    """Matches whose article has not been read yet and may say otherwise, oldest links first: those
    in review, and those by what a cut left of the title or by nothing but a number."""
    rows = conn.execute(
        """
        SELECT l.portal_id, m.link_id, m.release_id, m.decision, m.score, m.reason::text, l.title,
               l.url
        FROM matches m JOIN links l USING (link_id) LEFT JOIN articles a USING (link_id)
        WHERE (m.decision = 'review' OR m.reason->>'code' = ANY(%s)) AND m.settled IS NULL
          AND (a.link_id IS NULL OR a.outcome <> 'ok')
          AND m.release_id = ANY(%s) AND l.portal_id = ANY(%s)
        ORDER BY m.decision = 'review' DESC, l.first_seen, m.link_id
        """,
        ([code.value for code in _BY_LITTLE], list(release_ids), list(portal_ids)),
    )
    return [
        Doubt(
            portal_id=row["portal_id"],
            match=match_of(row),
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
            match=match_of(row),
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
