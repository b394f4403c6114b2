"""The truth of portals without a listed page, derived a second time from what is served: as in
`test_truth`, by a visitor who was told where the lists stand at each moment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

import pytest

from repostwatch.model import BEIJING, VerdictKind
from repostwatch.sandbox import World, truth
from repostwatch.sandbox.addresses import data_path, frame_path, list_path
from repostwatch.sandbox.layout import Channel, Shape
from repostwatch.sandbox.portal_plan import PortalPlan
from repostwatch.sandbox.site import Site
from repostwatch.sandbox.traps import Trap
from tests.sandbox.crawler import unlisted
from tests.sandbox.stranger import ROW, WEB, Seen, decoded, following, home, items, one, walk
from tests.sandbox.test_truth import DAY, Look, decided


def rows(site: Site, channel: Channel, now: datetime) -> Iterator[Seen]:
    """The items of a list, whatever its page holds of them."""
    match channel.shape:
        case Shape.JSON:
            yield from of_json(site, channel, now)
        case Shape.FRAME:
            here: str | None = frame_path(site.portal, channel.key)
            number = 0
            while here is not None:
                text = decoded(site.reply(here, now).body)
                yield from items(text, here)
                number += 1
                here = following(text, here, number)
        case Shape.JPAGE:
            for page in walk(site, data_path(site.portal, channel.key), now):
                yield from page
        case _:
            for page in walk(site, list_path(site.portal, channel.key), now):
                yield from page


def of_json(site: Site, channel: Channel, now: datetime) -> Iterator[Seen]:
    number = 1
    while True:
        address = data_path(site.portal, channel.key).replace("Index=1", f"Index={number}")
        found = json.loads(site.reply(address, now).body)["data"]["list"]
        if not found:
            return
        for row in found:
            day = datetime.strptime(row["publishTime"], "%Y-%m-%d").replace(tzinfo=BEIJING)
            yield Seen(row["title"], row["url"], day)
        number += 1


def look(world: World, portal: PortalPlan, now: datetime) -> Look:
    """The homepage and every list that has to be watched at that moment."""
    main, found = Site(world, WEB, portal), Look(now)
    page, layout = home(main, now), portal.layout
    if page is None or layout is None:
        return found
    found.embedded = "/pushinfo/" in page
    page = page.replace(WEB.sibling(portal), "").replace(WEB.portal(portal), "")
    own = [f"{WEB.gov}{path}" for policy in world.policies for path, _ in policy.paths]
    here = (*main.articles, *beside(world, portal).articles, *own)
    found.shown = {href: Seen("", href, None) for href in here if f'"{href}"' in page}
    found.shown |= {row.href: row for text in ROW.findall(page) if (row := one(text, "/"))}
    reached: list[datetime | None] = []
    watched = [c for c in layout.channels if c.key in layout.watched and c.stands(now)]
    for channel in watched:
        site = beside(world, portal) if channel.sibling else main
        try:
            listed = list(rows(site, channel, now))
        except LookupError:
            return found
        found.shown |= {row.href: row for row in listed}
        reached.append(back_to(listed))
    known = [moment for moment in reached if moment is not None]
    if known and len(known) == len(reached):
        found.back_to = max(known)
    return found


def beside(world: World, portal: PortalPlan) -> Site:
    return Site(world, WEB, portal, sibling=True)


def back_to(listed: Sequence[Seen]) -> datetime | None:
    if not listed or (oldest := listed[-1].said) is None:
        return None
    return oldest if listed[-1].fine else oldest + DAY


def served_by(world: World, portal: PortalPlan) -> Site:
    """The server that the portal's articles are opened on."""
    on_sibling = portal.layout is not None and portal.layout.has_sibling
    return Site(world, WEB, portal, sibling=on_sibling)


@pytest.mark.parametrize("seed", [7, 23])
def test_the_truth_is_what_a_visitor_of_the_right_lists_could_know(seed: int) -> None:
    world = unlisted(seed)
    wrong = []
    for portal in world.portals:
        if portal.layout is None:
            continue
        made = [look(world, portal, scan) for scan in world.scans]
        for policy in world.duties(portal):
            found = truth.verdict(world, portal, policy, world.line.end)
            ours = decided(served_by(world, portal), made, policy, world.line.end)
            if portal.layout.trap is Trap.SILENT_SITE and ours is VerdictKind.UNKNOWN:
                ours = VerdictKind.REVIEW  # nothing is watched: whether it reposts is for a person
            if found is not ours:
                wrong.append(
                    f"{portal.portal_id} {policy.release_id} {portal.layout.trap}: {portal.role} "
                    f"truth {found.value}, oracle {ours.value}"
                )
    assert wrong == []
