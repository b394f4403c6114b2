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
SELECT l.portal_id, m.release_id, m.link_id, {decision} AS decision, m.score,
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
WHERE {of} AND {which}
  AND (%(until)s::timestamptz IS NULL OR l.first_seen <= %(until)s)
ORDER BY l.first_seen, m.link_id
"""
UNSEEN = """
SELECT DISTINCT l.portal_id, m.release_id
FROM releases r JOIN matches m USING (release_id) JOIN links l USING (link_id)
JOIN unnest(%(portals)s::text[], %(back_to)s::timestamptz[], %(began)s::timestamptz[])
    AS scanned (portal_id, back_to, began) ON scanned.portal_id = l.portal_id
WHERE r.published_earliest >= %(first)s AND r.published_earliest >= scanned.back_to
  AND l.last_seen < scanned.began AND NOT l.wider
"""
LATEST = "coalesce(m.settled, m.decision)"
COUNTED = {"{decision}": LATEST, "{which}": f"{LATEST} <> 'none'"}
REFUTED = {"{decision}": "m.decision", "{which}": "m.settled = 'none'"}
OF_ALL = "m.release_id = ANY(%(releases)s) AND l.portal_id = ANY(%(portals)s)"
# A release has a link of nearly every portal: those of a few are found among their own links first.
FEW_PORTALS = 100
OWN_LINKS = "SELECT link_id FROM links WHERE portal_id = ANY(%(portals)s)"
OF_FEW = f"{OF_ALL} AND m.link_id IN ({OWN_LINKS})"
OF_DUTIES = """(m.release_id, l.portal_id) IN (
    SELECT * FROM unnest(%(releases)s::text[], %(portals)s::text[]))"""


def load(
    conn: Connection,
    release_ids: Sequence[str],
    portal_ids: Sequence[str],
    until: datetime | None = None,
) -> Mapping[tuple[str, str], list[Sighting]]:
    """(release, portal) → the links that match, in the order they were first seen."""
    of = OF_FEW if len(portal_ids) <= FEW_PORTALS else OF_ALL
    return _load(conn, of, release_ids, portal_ids, until)


def of_duties(
    conn: Connection, duties: Sequence[tuple[str, str]], until: datetime | None = None
) -> Mapping[tuple[str, str], list[Sighting]]:
    """The same of these (release, portal)."""
    releases, portals = [one[0] for one in duties], [one[1] for one in duties]
    return _load(conn, OF_DUTIES, releases, portals, until)


def refuted(
    conn: Connection, duty: tuple[str, str], until: datetime | None = None
) -> Sequence[Sighting]:
    """The links that match a (release, portal) by their titles, and whose own page showed that they
    are something else; what they are says their match's reason."""
    release_id, portal_id = duty
    return _load(conn, OF_FEW, [release_id], [portal_id], until, REFUTED).get(duty, [])


def unseen(
    conn: Connection, scanned: Mapping[str, tuple[datetime, datetime]]
) -> dict[str, set[str]]:
    """portal → the releases, published from a moment on, of which a link was last seen before
    another one. `scanned` has both moments of each portal. Links are left out on whose pages no
    scan looks."""
    found: dict[str, set[str]] = defaultdict(set)
    given = {
        "portals": list(scanned),
        "back_to": [back_to for back_to, _ in scanned.values()],
        "began": [began for _, began in scanned.values()],
        "first": min((back_to for back_to, _ in scanned.values()), default=None),
    }
    for row in conn.execute(UNSEEN, given).fetchall():
        found[row["portal_id"]].add(row["release_id"])
    return found


def _load(
    conn: Connection,
    of: str,
    releases: Sequence[str],
    portals: Sequence[str],
    until: datetime | None,
    matched: Mapping[str, str] = COUNTED,
) -> Mapping[tuple[str, str], list[Sighting]]:
    found: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
    given = {"releases": list(releases), "portals": list(portals), "until": until}
    asked = SIGHTINGS
    for place, text in {"{of}": of, **matched}.items():
        asked = asked.replace(place, text)
    rows = conn.execute(asked.encode(), given)
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
