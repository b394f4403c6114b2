"""Which duties are meant, in SQL: `d` is the duty, `p` its portal, `r` its release."""

from __future__ import annotations

from repostwatch.store.duty_before import ANOTHER, NEWLY
from repostwatch.store.texts import blankless

# A condition counts where its value is not null.
CONDITIONS = {
    "kinds": "d.kind = ANY(%(kinds)s)",
    "before": "d.before = %(before)s",
    "level": "p.level = %(level)s",
    "authority": "p.authority = %(authority)s",
    "portal": "d.portal_id = %(portal)s",
    "portals": "d.portal_id = ANY(%(portals)s)",
    "release": "d.release_id = %(release)s",
    "due_after": "d.deadline > %(due_after)s",
    "due_until": "d.deadline <= %(due_until)s",
    # What came back to what it was has not changed.
    "changed_after": f"d.changed_at > %(changed_after)s AND {ANOTHER}",
    "again": "d.before IS NOT NULL",
    "newly": NEWLY.format("d.before"),
    "one_by_one": "NOT d.list_in_doubt",
    "by_lists": "d.list_in_doubt",
    "published_after": "r.published_latest >= %(published_after)s",
    "published_until": "r.published_earliest <= %(published_until)s",
}
# What one word may stand in.
OF_RELEASE = blankless("release_id", "title", "doc_number")
OF_PORTAL = blankless("portal_id", "name")
RELEASES = f"SELECT release_id FROM releases WHERE {OF_RELEASE} ILIKE {{}}"  # noqa: S608
PORTALS = f"SELECT portal_id FROM portals WHERE {OF_PORTAL} ILIKE {{}}"  # noqa: S608
SOME, EVERY = "ANY(%(words)s)", "ALL(%(words)s)"


def by_words(number: int) -> str:
    """The condition of so many words: each stands in what is said of the release or of the portal.

    The few releases and portals are found first, then their duties by the index of each; where one
    word is the release's and another the portal's, by that of both. Of these few duties each word
    is then asked for: in sets, which cost the same however many there are of each.
    """
    each = f"{_releases(EVERY)} OR {_portals(EVERY)}"
    if number == 1:
        return f"({each})"
    words = [f"(%(words)s::text[])[{place}]" for place in range(1, number + 1)]
    said = [
        f"(d.release_id IN ({RELEASES.format(word)}) OR d.portal_id IN ({PORTALS.format(word)}))"
        for word in words
    ]
    return f"({each} OR {_releases(SOME)} AND {_portals(SOME)}) AND {' AND '.join(said)}"


def _releases(words: str) -> str:
    return f"d.release_id = ANY(ARRAY({RELEASES.format(words)}))"


def _portals(words: str) -> str:
    return f"d.portal_id = ANY(ARRAY({PORTALS.format(words)}))"
