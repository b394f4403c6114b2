"""One round of probes: the homepages of sites, between probes of sites known to be there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.crawl.fetch.robots import RobotsTexts
from repostwatch.model import Outcome, Portal
from repostwatch.model.codes import VisitCode
from repostwatch.model.spot_checks import Probe
from repostwatch.pipeline.controls import controlled
from repostwatch.pipeline.crawling import gather_all
from repostwatch.settings import Settings
from repostwatch.visiting.visitor import policy_of


class KeepProbes(Protocol):
    """Takes probes as they are made; `known` says whether they are of known sites."""

    def __call__(self, made: Sequence[Probe], *, known: bool) -> None: ...


@dataclass(slots=True)
class ProbeRound:
    """All that was made so far, in the order in which it ended."""

    sites: list[Probe] = field(default_factory=list)
    controls: list[Probe] = field(default_factory=list)


def nowhere(made: Sequence[Probe], *, known: bool) -> None:
    """Keeps nothing."""


def probe_sites(
    settings: Settings,
    sites: Sequence[Portal],
    controls: Sequence[Portal],
    keep: KeepProbes = nowhere,
    robots_texts: RobotsTexts | None = None,
) -> ProbeRound:
    """Open every homepage once. Control probes are made before, behind, and while that takes long.

    Takes no note of earlier failures of a host: each probe is a try of its own.
    """
    return asyncio.run(_round(settings, sites, controls, keep, robots_texts))


async def _round(
    settings: Settings,
    sites: Sequence[Portal],
    controls: Sequence[Portal],
    keep: KeepProbes,
    robots_texts: RobotsTexts | None,
) -> ProbeRound:
    crawler = probe_crawler(settings, robots_texts)
    made = ProbeRound()
    at_once = settings.spot_check.probes_kept_at_once
    waiting: list[Probe] = []

    async def control() -> None:
        probes = await gather_all(probe_home(settings, crawler, one) for one in controls)
        made.controls.extend(probes)
        keep(probes, known=True)

    def keep_waiting() -> None:
        made.sites.extend(waiting)
        keep(waiting.copy(), known=False)
        waiting.clear()

    async def site(portal: Portal) -> None:
        waiting.append(await probe_home(settings, crawler, portal))
        if len(waiting) >= at_once:
            keep_waiting()

    async with crawler, controlled(settings, control):
        try:
            await gather_all(site(one) for one in sites)
        finally:
            keep_waiting()
    return made


def probe_crawler(settings: Settings, robots_texts: RobotsTexts | None) -> Crawler:
    """One try, of which the first bytes are enough: what is longer is open. There is room for a
    robots.txt beside the seconds that the page has."""
    spot_check = settings.spot_check
    crawl = settings.crawl.model_copy(
        update={
            "attempts": 1,
            "total_seconds": 2 * spot_check.probe_seconds + 1,
            "max_bytes": spot_check.probe_bytes,
        }
    )
    return Crawler(
        crawl,
        allow_loopback=settings.allow_loopback,
        now=settings.now,
        robots_texts=robots_texts,
    )


async def probe_home(settings: Settings, crawler: Crawler, portal: Portal) -> Probe:
    """A page that seems too late, or is kept from us by a robots.txt that could not be read, is
    asked for once more by itself: its robots.txt must not cost it the seconds of its homepage."""
    policy = replace(policy_of(portal), render=False)
    fetched = await crawler.fetch(portal.home_url, policy, "any")
    if _unreadable_robots(fetched):
        fetched = await crawler.fetch(portal.home_url, replace(policy, ignore_robots=True), "any")
    elif _is_late(fetched, settings):
        fetched = await crawler.fetch(portal.home_url, policy, "any")
    visit = fetched.visit
    outcome = Outcome.OK if _began(fetched) else visit.outcome
    return Probe(portal.portal_id, visit.fetched_at, outcome, visit.elapsed, visit.status)


def _began(fetched: Fetched) -> bool:
    """Whether a page came, but less of it than was announced: browsers show it."""
    visit = fetched.visit
    why = visit.reason.walk() if visit.reason is not None else ()
    page = visit.status is not None and 200 <= visit.status < 300
    return page and any(one.code is VisitCode.BODY_CUT and one["received"] for one in why)


def _unreadable_robots(fetched: Fetched) -> bool:
    reason = fetched.visit.reason
    return reason is not None and reason.has(VisitCode.ROBOTS_UNREADABLE)


def _is_late(fetched: Fetched, settings: Settings) -> bool:
    late = fetched.visit.elapsed >= settings.spot_check.probe_seconds
    return late or fetched.visit.outcome is Outcome.TIMEOUT
