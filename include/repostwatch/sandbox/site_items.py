"""The items of a site with a layout of its own: every list has a past of two years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from repostwatch.sandbox import phrases
from repostwatch.sandbox.items import (
    NEWEST,
    Item,
    ListContext,
    at_work,
    filler_item,
    lookalike_items,
    newest_first,
    numbered,
    pinned_item,
    repost_item,
)
from repostwatch.sandbox.layout import Channel, Layout
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.reposts import Repost
from repostwatch.sandbox.trap_lists import STOPPED_DAYS
from repostwatch.sandbox.traps import Trap


def site_items(
    context: ListContext,
    layout: Layout,
    released: Sequence[Policy],
    reposts: Sequence[Repost],
) -> tuple[Item, ...]:
    """All items of a portal, newest claim first. `released` and `reposts` are those of the past
    and of the story; they come in order of publication."""
    by_id = {policy.release_id: policy for policy in released}
    found: list[Item] = []
    for place, repost in enumerate(reposts):
        channel = _channel(context, layout, place, repost)
        item = repost_item(context, by_id[repost.release_id], repost, channel)
        found.append(item)
        if layout.trap is Trap.ROLLING_NEWS:
            found.append(_passing(context, item))
    found += lookalike_items(context, tuple(released))
    for one in layout.channels:
        found += _fillers(context, one)
    if context.pinned:
        found.append(pinned_item(context))
    return numbered(newest_first(found))


def _channel(context: ListContext, layout: Layout, place: int, repost: Repost) -> str:
    """In which list a repost is filed."""
    match layout.trap:
        case Trap.SECOND_LIST_ONLY:
            return "second"
        case Trap.SPLIT:
            return ("policy", "second")[place % 2]
        case Trap.STALE_NAMESAKE if repost.appears < context.line.at(-STOPPED_DAYS, 0):
            return "namesake"
        case _:
            return "policy"


def _passing(context: ListContext, item: Item) -> Item:
    """The same once more among the news, a little later, under an address of its own."""
    later = item.appears + timedelta(minutes=context.rng(item.key).randrange(5, 30))
    return replace(item, key=f"{item.key}:news", channel="rolling", appears=later, claimed=later)


def _fillers(context: ListContext, channel: Channel) -> Iterator[Item]:
    """What stands in a list besides."""
    if not channel.pace or channel.items != channel.key:
        return
    rng = context.rng(f"filler:{channel.key}")
    titles = _titles(context, channel)
    end = context.line.at(NEWEST if channel.stopped is None else -channel.stopped, 0)
    moment = context.line.at(-channel.days, 9)
    while moment < end:
        moment = at_work(moment + timedelta(minutes=rng.randrange(600, 2280) / channel.pace))
        title = next(titles, None)
        if title is None or moment >= end:
            return
        yield filler_item(context, channel.key, title, moment)


def _titles(context: ListContext, channel: Channel) -> Iterator[str]:
    rng = context.rng(f"titles:{channel.key}")
    forms = {
        "news": phrases.MEETINGS,
        "rolling": phrases.MEETINGS,
        "notices": phrases.NOTICES,
        "reading": phrases.READINGS,
        "own": phrases.OWN_DOCUMENTS,
    }.get(channel.key)
    if forms is None:
        return phrases.policy_titles(rng)
    return phrases.titles(forms, rng, context.name)
