"""One round of probes: the homepages of sites, between probes of sites known to be there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import Outcome, Portal
from repostwatch.model.codes import VisitCode
from repostwatch.model.spot_checks import Probe
from repostwatch.pipeline.crawling import gather_all
from repostwatch.settings import CrawlSettings, Settings
from repostwatch.visiting.visitor import policy_of


@dataclass(frozen=True, slots=True)
class ProbeRound:
    sites: tuple[Probe, ...]
    controls: tuple[Probe, ...]


def probe_sites(
    settings: Settings, sites: Sequence[Portal], controls: Sequence[Portal]
) -> ProbeRound:
    """Open every homepage once. Control probes are made before, behind, and while that takes long.

    Stores nothing, and takes no note of earlier failures of a host: each probe is a try of its own.
    """
    return asyncio.run(_round(settings, sites, controls))


async def _round(
    settings: Settings, sites: Sequence[Portal], controls: Sequence[Portal]
) -> ProbeRound:
    crawler = Crawler(
        _crawl_settings(settings), allow_loopback=settings.allow_loopback, now=settings.now
    )
    made: list[Probe] = []
    # Twice in the time that a control probe vouches for, so that none of the sites lies between.
    pause = settings.spot_check.control_minutes * 60 / 2

    async def control() -> None:
        made.extend(await gather_all(_probe(settings, crawler, one) for one in controls))

    async def keep_controlling() -> None:
        while True:
            await asyncio.sleep(pause)
            await control()

    async with crawler:
        await control()
        keeping = asyncio.create_task(keep_controlling())
        try:
            found = await gather_all(_probe(settings, crawler, one) for one in sites)
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
        await control()
    return ProbeRound(tuple(found), tuple(made))


def _crawl_settings(settings: Settings) -> CrawlSettings:
    """One try, of which the first bytes are enough: what is longer is open. There is room for a
    robots.txt beside the seconds that the page has."""
    spot_check = settings.spot_check
    return settings.crawl.model_copy(
        update={
            "attempts": 1,
            "total_seconds": 2 * spot_check.probe_seconds + 1,
            "max_bytes": spot_check.probe_bytes,
        }
    )


async def _probe(settings: Settings, crawler: Crawler, portal: Portal) -> Probe:
    """A page that seems too late, or is kept from us by a robots.txt that could not be read, is
    asked for once more by itself: its robots.txt must not cost it the seconds of its homepage."""
    policy = replace(policy_of(portal), render=False)
    fetched = await crawler.fetch(portal.home_url, policy, "any")
    if _unreadable_robots(fetched):
        fetched = await crawler.fetch(portal.home_url, replace(policy, ignore_robots=True), "any")
    elif _is_late(fetched, settings):
        fetched = await crawler.fetch(portal.home_url, policy, "any")
    visit = fetched.visit
    return Probe(portal.portal_id, visit.fetched_at, visit.outcome, visit.elapsed, visit.status)


def _unreadable_robots(fetched: Fetched) -> bool:
    reason = fetched.visit.reason
    return reason is not None and reason.has(VisitCode.ROBOTS_UNREADABLE)


def _is_late(fetched: Fetched, settings: Settings) -> bool:
    late = fetched.visit.elapsed >= settings.spot_check.probe_seconds
    return late or fetched.visit.outcome is Outcome.TIMEOUT
