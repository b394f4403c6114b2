"""Links as observed: first and last seen, and every date they have claimed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from repostwatch.model import Article, Link, Outcome, PageDate, Precision
from repostwatch.store.database import Connection
from repostwatch.store.texts import storable

TAG = "tag"  # the source of a claim that only the tags of an article's page state


@dataclass(frozen=True, slots=True)
class FoundLink:
    link: Link
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link as matching takes it. `listed` is the latest date that stood beside it; without
    `first_seen` nobody has seen it stand in a list."""

    link_id: str
    portal_id: str
    title: str
    url: str
    truncated: bool
    listed: PageDate | None = None
    first_seen: datetime | None = None


STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS found (
    key text, url text, title text, truncated boolean, seen_at timestamptz,
    value timestamptz, precision text
) ON COMMIT DELETE ROWS
"""
SAVE_LINKS = """
INSERT INTO links AS l (portal_id, key, url, title, truncated, first_seen, last_seen, wider)
SELECT %(portal_id)s, key, min(url), min(title), bool_and(truncated), min(seen_at), max(seen_at),
       %(wider)s
FROM found GROUP BY key
ON CONFLICT (portal_id, key) DO UPDATE SET
    wider = CASE WHEN excluded.first_seen < l.first_seen THEN excluded.wider ELSE l.wider END,
    first_seen = least(l.first_seen, excluded.first_seen),
    last_seen = greatest(l.last_seen, excluded.last_seen)
WHERE l.first_seen > excluded.first_seen OR l.last_seen < excluded.last_seen
"""
SAVE_CLAIMS = """
INSERT INTO claims AS c (link_id, source, value, precision, first_seen)
SELECT l.link_id, 'list', f.value, f.precision, min(f.seen_at)
FROM found f JOIN links l ON l.portal_id = %(portal_id)s AND l.key = f.key
WHERE f.value IS NOT NULL GROUP BY l.link_id, f.value, f.precision
ON CONFLICT (link_id, source, value, precision) DO UPDATE
    SET first_seen = least(c.first_seen, excluded.first_seen)
    WHERE c.first_seen > excluded.first_seen
"""


def key_of(url: str, title: str) -> str:
    """One link is one address with one title: an edited title is another link."""
    return sha256(f"{url}\n{title}".encode()).hexdigest()


def save(
    conn: Connection, portal_id: str, found: Sequence[FoundLink], *, wider: bool = False
) -> None:
    """Upsert the links of a scan, by COPY through a temporary table. Call inside a transaction.

    `wider`: they stand on pages that scans do not follow.
    """
    if not found:
        return
    with conn.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy("COPY found FROM STDIN") as copy:
            for item in found:
                # The key is made of what will be held, not of what was sent.
                url, title = storable(item.link.url), storable(item.link.title)
                date = item.link.date
                # Times as text: psycopg takes three times as long to write them itself.
                copy.write_row(
                    (
                        key_of(url, title),
                        url,
                        title,
                        item.link.truncated,
                        item.seen_at.isoformat(),
                        date and date.value.isoformat(),
                        date and date.precision.value,
                    )
                )
        cursor.execute(SAVE_LINKS, {"portal_id": portal_id, "wider": wider})
        cursor.execute(SAVE_CLAIMS, {"portal_id": portal_id})
        cursor.execute("DELETE FROM found")


def unmatched(
    conn: Connection, mark: str, portal_ids: Sequence[str], limit: int
) -> list[StoredLink]:
    """Up to `limit` links of these portals that were not yet matched under `mark`."""
    rows = conn.execute(
        """
        SELECT l.link_id, portal_id, title, url, truncated, l.first_seen, c.value, c.precision
        FROM links l LEFT JOIN LATERAL (
            SELECT value, precision FROM claims
            WHERE link_id = l.link_id AND source = 'list'
            ORDER BY value DESC LIMIT 1
        ) c ON true
        WHERE matched <> %s AND portal_id = ANY(%s) ORDER BY l.link_id LIMIT %s
        """,
        (mark, list(portal_ids), limit),
    )
    return [
        StoredLink(
            str(row["link_id"]),
            row["portal_id"],
            row["title"],
            row["url"],
            row["truncated"],
            row["value"] and PageDate(row["value"], Precision(row["precision"])),
            row["first_seen"],
        )
        for row in rows
    ]


def titles(conn: Connection, portal_id: str, wanted: Iterable[str]) -> set[str]:
    """Of these titles those under which a link of the portal was stored, and so matched."""
    rows = conn.execute(
        "SELECT DISTINCT title FROM links WHERE portal_id = %s AND title = ANY(%s)",
        (portal_id, [storable(title) for title in wanted]),
    )
    return {row["title"] for row in rows}


def newest(conn: Connection, portal_id: str, since: datetime, most: int) -> list[tuple[str, str]]:
    """Title and address of a portal's links that were listed since a moment, the newest first."""
    rows = conn.execute(
        "SELECT title, url FROM links WHERE portal_id = %s AND last_seen >= %s "
        "ORDER BY first_seen DESC, link_id LIMIT %s",
        (portal_id, since, most),
    )
    return [(row["title"], row["url"]) for row in rows]


def read_articles(conn: Connection, link_ids: Collection[str]) -> set[str]:
    """Those of these links whose own page was read."""
    rows = conn.execute(
        "SELECT link_id FROM articles WHERE outcome = 'ok' AND link_id = ANY(%s)",
        ([int(link_id) for link_id in link_ids],),
    )
    return {str(row["link_id"]) for row in rows}


def save_article(
    conn: Connection, link_id: str, read_at: datetime, outcome: Outcome, article: Article
) -> None:
    """Store the article of a link; the latest successful reading counts."""
    with conn.transaction():
        conn.execute(
            """
            INSERT INTO articles AS a (link_id, read_at, outcome, title, source, doc_number)
            VALUES (%s, %s, %s, %s, %s, %s)
            ON CONFLICT (link_id) DO UPDATE SET read_at = excluded.read_at,
                outcome = excluded.outcome, title = excluded.title, source = excluded.source,
                doc_number = excluded.doc_number
            WHERE a.outcome <> 'ok'
            """,
            (link_id, read_at, outcome, article.title, article.source, article.doc_number),
        )
        if article.published is not None and article.published not in article.tagged:
            save_claim(conn, link_id, "article", article.published, read_at)
        for date in article.tagged:
            save_claim(conn, link_id, TAG, date, read_at)


def save_claim(
    conn: Connection, link_id: str, source: str, date: PageDate, seen_at: datetime
) -> None:
    conn.execute(
        "INSERT INTO claims (link_id, source, value, precision, first_seen) "
        "VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (link_id, source, date.value, date.precision, seen_at),
    )
