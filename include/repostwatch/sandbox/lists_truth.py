"""Which lists of the portals carry reposts, from the facts of the world alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from repostwatch.sandbox.addresses import Web, data_path, frame_path, list_path
from repostwatch.sandbox.layout import Channel, HomeLink, Layout, Shape
from repostwatch.sandbox.navigation import Navigation
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.roles import ColumnPlan
from repostwatch.sandbox.world import World


@dataclass(frozen=True, slots=True)
class TrueList:
    """A list page of a portal and what a fair search must make of it.

    `carries`: reposts stand on it, and on no other list that is watched. Others must never come
    into use by themselves. `clicks` from the homepage, None where no link leads there but the
    homepage's own. `also` are addresses that give the same items: data and frames.
    """

    portal_id: str
    url: str
    kind: str  # of trap, or `registered`
    channel: str
    carries: bool
    releases: int
    clicks: int | None
    since: datetime | None = None
    until: datetime | None = None
    also: str = ""


def true_lists(world: World, web: Web) -> Iterator[TrueList]:
    """The lists of all portals that can be read at all, in the order of the registry."""
    for portal in world.portals:
        if portal.role.fault is not None:
            continue
        if portal.layout is None:
            count = len(_reposted(portal, "policy", world.line.end))
            url = web.portal(portal) + list_path(portal, "policy")
            yield TrueList(portal.portal_id, url, "registered", "policy", count > 0, count, 1)
            continue
        for channel in portal.layout.channels:
            yield _of(world, web, portal, portal.layout, channel)


def never_reposted(portal: PortalPlan) -> bool:
    """Whether a portal, whose list no registry names, has none that was ever seen to hold one."""
    return portal.layout is not None and not any(item.release_id for item in portal.items)


def _of(world: World, web: Web, portal: PortalPlan, layout: Layout, channel: Channel) -> TrueList:
    seen = channel.since or world.scans[0]
    count = len(_reposted(portal, channel.items, world.line.end))
    server = web.server(portal, channel.key)
    also = ""
    if channel.shape in (Shape.JPAGE, Shape.JSON):
        also = server + data_path(portal, channel.key)
    if channel.shape is Shape.FRAME:
        also = server + frame_path(portal, channel.key)
    return TrueList(
        portal_id=portal.portal_id,
        url=server + list_path(portal, channel.key),
        kind=layout.trap.value,
        channel=channel.key,
        carries=channel.key in layout.watched and count > 0,
        releases=count,
        clicks=_clicks(Navigation(web, portal, layout, seen), channel),
        since=channel.since,
        until=channel.until,
        also=also,
    )


def _reposted(portal: PortalPlan, channel: str, now: datetime) -> set[str]:
    return {item.release_id for item in portal.listed(channel, now) if item.release_id}


def _clicks(site: Navigation, channel: Channel) -> int | None:
    """How many links lie between the homepage and a list, by the shortest way."""
    layout, column = site.layout, site.portal.role.column
    shown = layout.showing("policy", site.now)
    column_leads = not (column.embedded or column in (ColumnPlan.ABSENT, ColumnPlan.STALE))
    # The blocks of the homepage that lead to a list, and not only to its items.
    first = [c for c in layout.channels if c.key in ("notices", "stale", layout.news)]
    if column_leads and layout.home_link is HomeLink.LIST:
        first.append(shown)
    ways = [1] if channel in first else []
    if channel.in_menu:
        depth = len(layout.crumbs(channel.above)) + 1
        ways.append(1 + max(0, depth - layout.menu_levels))
        if any(one.above == channel.above for one in first):
            ways.append(2)  # by what stands beside that list
        if column_leads and layout.home_link is HomeLink.SECTION and channel.above == shown.above:
            ways.append(2)
    if channel.mapped and layout.map_page:
        ways.append(2)
    return min(ways, default=None)
