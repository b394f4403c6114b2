"""Draw pages in a browser without network access, and let no page keep others from being drawn.

All requests of a page go to the crawler, which fetches them through the gate or refuses. An
incomplete page is refused: a list that did not load must not count as a list without reposts.

Of those who wait, the portal comes first whose pages took the least time so far; a page that takes
long makes room for a portal that has not been drawn yet, and is drawn again afterwards. Portals
whose pages take long are drawn in another browser, which gives way to everything else, and each for
so many seconds in all. Where a browser ends while it draws several pages, any of them may be to
blame: each is drawn once more, in a browser of its own.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace

from repostwatch.base.turns import Turns
from repostwatch.crawl.browser.browser_page import BrowserPage
from repostwatch.crawl.browser.chromium import Chromium
from repostwatch.crawl.browser.page_requests import Ask
from repostwatch.crawl.fetch.fetched import RenderedPage
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings

# Each takes some 200 MB. One is always left for portals whose pages are drawn quickly.
PAGES_AT_ONCE = 3
# A portal whose pages took longer than this is slow. Scripts of real pages take 1 to 5 s.
SLOW_SECONDS = 10.0


class _MadeRoomError(Exception):
    """A page was left for others who wait."""


class _DiedError(Exception):
    """A browser ended while it drew more than one page."""


class Browser:
    """The browsers of a crawler, each started when the first page needs it."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._turns = Turns(PAGES_AT_ONCE, SLOW_SECONDS)
        self._quick, self._slow = Chromium(settings), Chromium(settings, last=True)
        self._own: set[Chromium] = set()
        self._spent: defaultdict[str, float] = defaultdict(float)

    async def draw(self, reply: Reply, ask: Ask, owner: str) -> RenderedPage:
        """Draw `reply`, a page of the portal `owner`. Raises FetchError."""
        alone = False
        while True:
            async with self._turns.turn(owner):
                loop = asyncio.get_running_loop()
                began = loop.time()
                try:
                    return await self._drawn(reply, ask, owner, alone=alone)
                except _MadeRoomError:
                    continue
                except _DiedError:
                    alone = True
                finally:
                    self._spent[owner] += loop.time() - began

    async def close(self) -> None:
        """End the browsers and their processes."""
        for chromium in (self._quick, self._slow, *self._own):
            await chromium.close()

    async def _drawn(self, reply: Reply, ask: Ask, owner: str, *, alone: bool) -> RenderedPage:
        left = self._settings.render_portal_seconds - self._spent[owner]
        if left <= 0:
            most = self._settings.render_portal_seconds
            reason = because(VisitCode.RENDER_SPENT, seconds=most)
            raise FetchError(Outcome.TIMEOUT, reason, own=True)
        slow = self._spent[owner] > SLOW_SECONDS
        if alone:
            chromium = Chromium(self._settings, last=True)
            self._own.add(chromium)
        else:
            chromium = self._slow if slow else self._quick
        seconds = min(self._settings.render_seconds, left)
        try:
            work = asyncio.ensure_future(_draw_in(chromium, self._settings, reply, ask, seconds))
            return await (work if slow or alone else self._unless_others_wait(work, owner))
        finally:
            if alone:
                await chromium.close()
                self._own.discard(chromium)

    async def _unless_others_wait(
        self, work: asyncio.Future[RenderedPage], owner: str
    ) -> RenderedPage:
        """The page, or _MadeRoomError where it takes long and another portal was not drawn yet."""
        try:
            done, _ = await asyncio.wait((work,), timeout=SLOW_SECONDS)
            while not done and not self._turns.others_wait(owner):
                done, _ = await asyncio.wait((work,), timeout=1.0)
            if not done:
                raise _MadeRoomError
            return work.result()
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)


async def _draw_in(
    chromium: Chromium, settings: CrawlSettings, reply: Reply, ask: Ask, seconds: float
) -> RenderedPage:
    """Draw a page in this browser. Raises FetchError, or _DiedError."""
    from playwright.async_api import Error  # noqa: PLC0415 - slow, and few portals need it

    heavy, beside = chromium.heavy, chromium.pages > 0
    chromium.pages += 1
    try:
        context = await chromium.context()
        page = BrowserPage(settings, reply, ask, seconds)
        try:
            return replace(await page.draw(context), browser=chromium.version)
        finally:
            beside = beside or chromium.pages > 1
            await page.stop()
            await chromium.leave(context)
    except (Error, FetchError) as error:
        if isinstance(error, FetchError) and error.reason.code is not VisitCode.RENDER_FAILED:
            raise
        if beside and not chromium.alive:
            raise _DiedError from None
        reason = because(VisitCode.RENDER_FAILED)
        if chromium.heavy > heavy:
            reason = because(VisitCode.RENDER_MEMORY, megabytes=settings.render_megabytes)
        raise FetchError(Outcome.EMPTY, reason, own=True) from None
    finally:
        chromium.pages -= 1
