"""Reading sightings: links that match, with when they were seen and what they claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from repostwatch.model import OwnPage, PageDate, Precision, Sighting
from repostwatch.store.database import Connection
from repostwatch.store.matches import match_of

# What an article's page settled outlives the titles' own result.
SIGHTINGS = """
SELECT l.portal_id, m.release_id, m.link_id, coalesce(m.settled, m.decision) AS decision, m.score,
       coalesce(m.settled_reason, m.reason)::text AS reason, m.direct,
       l.title, l.url, l.wider, l.first_seen, l.last_seen, o.address_seen,
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


def load(
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
                match=match_of(row),
                title=row["title"],
                url=row["url"],
                first_seen=row["first_seen"],
                last_seen=row["last_seen"],
                claims=_dates(row["claims"]),
                direct=row["direct"],
                address_seen=row["address_seen"],
                tagged=_dates(row["tagged"]),
                own_page=OwnPage(row["own_page"]),
                wider=row["wider"],
            )
        )
    return found


def _dates(claims: Iterable[tuple[str, str]]) -> tuple[PageDate, ...]:
    return tuple(
        PageDate(datetime.fromisoformat(value), Precision(precision)) for value, precision in claims
    )
