"""What the looks at links that were kept say of sites."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from repostwatch.base.clock import day_of
from repostwatch.base.quarters import Quarter
from repostwatch.inspecting.links import SiteLinks, site_links
from repostwatch.inspecting.own_network import OwnNetwork
from repostwatch.model.spot_checks import LinkLook, LinkState
from repostwatch.settings import Settings
from repostwatch.store import link_looks, probes
from repostwatch.store.database import Connection

DAY = timedelta(days=1)
# A run that is tried again goes on where the one before was cut off.
STILL_GOOD = timedelta(days=1)


def kept_links(conn: Connection, settings: Settings, quarter: Quarter) -> list[SiteLinks]:
    """Of each site of the quarter's sample whose homepage was read, by id."""
    kept = link_looks.load(conn, str(quarter))
    moments = [look.at for _, looks in kept.values() for look in looks]
    if not moments:
        return []
    # Known sites vouch across midnight, too.
    first, last = day_of(min(moments)) - DAY, day_of(max(moments)) + DAY
    network = OwnNetwork(probes.load(conn, None, first, last), settings.spot_check)
    return [
        site_links(name, home.found, looks, network, home.second_level, quarter.span.latest)
        for name, (home, looks) in kept.items()
    ]


def seen_already(
    conn: Connection, settings: Settings, quarter: Quarter
) -> tuple[set[str], dict[str, dict[str, LinkLook]]]:
    """The sites at which the quarter's round has not to look again, and `seen_in_part` of those at
    which it has. What was seen within a quarter that has ended stays as it is: no later look is in
    its place."""
    now = settings.now()
    seen = link_looks.seen_since(conn, str(quarter), now - STILL_GOOD)
    within: set[str] = set()
    if now >= quarter.span.latest:
        homes = link_looks.homes(conn, str(quarter))
        read = {name for name, home in homes.items() if home.reason is None}
        within = {name for name in read if quarter.holds(homes[name].at)}
    kept = seen_in_part(conn, settings, quarter, seen - within)
    return (seen | within) - kept.keys(), kept


def seen_in_part(
    conn: Connection, settings: Settings, quarter: Quarter, portal_ids: Collection[str]
) -> dict[str, dict[str, LinkLook]]:
    """Those of these sites with links of which nothing was seen, because our own network may have
    been down: of each the looks at its other links, by address."""
    return {
        one.portal_id: {
            look.link.url: look for look, state in one.states if state is not LinkState.OURS
        }
        for one in kept_links(conn, settings, quarter)
        if one.portal_id in portal_ids and one.count(LinkState.OURS)
    }
