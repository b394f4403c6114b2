"""Everything a portal lists: reposts, look-alikes and the filler of every other day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from repostwatch.sandbox import phrases
from repostwatch.sandbox.press import Policy
from repostwatch.sandbox.reposts import Repost
from repostwatch.sandbox.roles import Quirk
from repostwatch.sandbox.style import Family
from repostwatch.sandbox.timeline import Timeline
from repostwatch.sandbox.titles import Wording, generic, lookalikes, word

CHANNELS = ("policy", "news", "notices", "reading")
# Items a day, as if offices never closed. A short list turns over so fast that its only page,
# of seven items, never reaches back two days: releases are that old when they are judged.
PACE = {"policy": 0.9, "news": 2.0, "notices": 0.7, "reading": 0.5}
SHORT_PACE = 24.0
OLDEST, NEWEST = -48, 9  # days around day 0 that the lists hold
# The newest item of a stale column: older than any update period (docs/rules.md section 3).
STALE_DAYS = 210


@dataclass(frozen=True, slots=True)
class Item:
    """`claimed` orders the list and is what the pages say; `appears` is when it can be seen."""

    key: str
    channel: str
    title: str
    article_title: str
    appears: datetime
    claimed: datetime
    dated: bool = True
    number: str | None = None
    release_id: str | None = None  # of a repost
    to_release: bool = False  # leads straight to gov.cn
    pinned: bool = False
    serial: int = 0  # the number in its address, one of its own in the portal

    @property
    def digest(self) -> str:
        return sha256(self.key.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class ListContext:
    """The facts of a portal that its lists are made from."""

    seed: int
    portal_id: str
    name: str
    family: Family
    quirk: Quirk
    pinned: bool
    line: Timeline

    def rng(self, purpose: str) -> Random:
        return Random(f"{self.seed}:{purpose}:{self.portal_id}")  # noqa: S311  a seed, no secret


def items(
    context: ListContext, policies: tuple[Policy, ...], reposts: tuple[Repost, ...]
) -> tuple[Item, ...]:
    """All items of a portal, newest claim first; what shows at a moment is filtered later."""
    by_id = {policy.release_id: policy for policy in policies}
    found = [repost_item(context, by_id[repost.release_id], repost) for repost in reposts]
    found += lookalike_items(context, policies)
    for channel in CHANNELS:
        found += _fillers(context, channel)
    if context.pinned:
        found.append(pinned_item(context))
    return numbered(newest_first(found))


def newest_first(found: Sequence[Item]) -> list[Item]:
    """In the order of a list: what is pinned, then by date."""
    return sorted(found, key=lambda item: (item.pinned, item.claimed, item.key))[::-1]


def numbered(found: Sequence[Item], first: int = 5_213_000) -> tuple[Item, ...]:
    """The older, the smaller the number, as a publishing system counts."""
    return tuple(
        replace(item, serial=first + (len(found) - place) * 3) for place, item in enumerate(found)
    )


def stale_items(context: ListContext) -> tuple[Item, ...]:
    """The items of a column that has not been updated for months."""
    rng = context.rng("stale")
    titles = phrases.policy_titles(rng)
    found = [
        filler_item(
            context,
            "stale",
            next(titles),
            context.line.at(-STALE_DAYS - place * 9, rng.randrange(8, 18)),
        )
        for place in range(8)
    ]
    return numbered(found, 3_117_000)


def repost_item(
    context: ListContext, policy: Policy, repost: Repost, channel: str = "policy"
) -> Item:
    rng = context.rng(f"title:{policy.release_id}")
    wording = word(policy, rng, context.name)
    if rng.random() < 0.15:
        wording = generic(policy) or wording
    direct = context.quirk is Quirk.DIRECT
    if direct:
        wording = Wording(policy.title, policy.title)
    return Item(
        key=f"{context.portal_id}:{policy.release_id}",
        channel=channel,
        title=wording.link,
        article_title=wording.article,
        appears=repost.appears,
        claimed=repost.claimed or repost.appears,
        dated=repost.claimed is not None,
        number=policy.number,
        release_id=policy.release_id,
        to_release=direct,
    )


def lookalike_items(context: ListContext, policies: tuple[Policy, ...]) -> list[Item]:
    found = []
    for policy in policies:
        rng = context.rng(f"like:{policy.release_id}")
        if not policy.kind.reposted or rng.random() < 0.35:
            continue
        for place, wording in enumerate(lookalikes(policy, context.name, rng)):
            hours = rng.uniform(1, 50)
            moment = at_work(policy.published + timedelta(hours=hours))
            key = f"{context.portal_id}:{policy.release_id}:like{place}"
            found.append(Item(key, wording.channel, wording.link, wording.article, moment, moment))
    return found


def _fillers(context: ListContext, channel: str) -> Iterator[Item]:
    rng = context.rng(f"filler:{channel}")
    short = context.quirk is Quirk.SHORT and channel == "policy"
    pace = SHORT_PACE if short else PACE[channel] * rng.uniform(0.8, 1.3)
    titles = {
        "policy": phrases.policy_titles(rng),
        "news": phrases.titles(phrases.MEETINGS, rng, context.name),
        "notices": phrases.titles(phrases.NOTICES, rng, context.name),
        "reading": phrases.titles(phrases.READINGS, rng, context.name),
    }[channel]
    # Only the newest seven of a short list are ever shown; a longer past would use up the titles.
    moment = context.line.at(-3 if short else OLDEST, 9)
    while moment < context.line.at(NEWEST, 0):
        moment = at_work(moment + timedelta(minutes=rng.randrange(600, 2280) / pace))
        title = next(titles, None)
        if title is None:
            return
        yield filler_item(context, channel, title, moment)


def at_work(moment: datetime) -> datetime:
    """A whole minute in office hours, the next morning's where the moment is in the evening."""
    moment = moment.replace(second=0, microsecond=0)
    if moment.hour >= 18:
        moment += timedelta(hours=14)
    return moment.replace(hour=8 + moment.hour % 4) if moment.hour < 8 else moment


def filler_item(context: ListContext, channel: str, title: str, moment: datetime) -> Item:
    key = f"{context.portal_id}:{channel}:{moment.isoformat()}"
    return Item(key, channel, title, title, moment, moment)


def pinned_item(context: ListContext) -> Item:
    rng = context.rng("pinned")
    moment = context.line.at(-400, 10, 30)
    title = f"{context.name}关于印发政府信息公开指南的公告"
    key = f"{context.portal_id}:pinned:{rng.randrange(99)}"
    return Item(key, "policy", title, title, moment, moment, pinned=True)
