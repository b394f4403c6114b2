"""One page in the browser: when it has finished, and what it shows then."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from repostwatch.crawl.browser import layout, screenshot
from repostwatch.crawl.browser.page_requests import Ask, PageRequests
from repostwatch.crawl.fetch.fetched import RenderedPage
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page

T = TypeVar("T")
# Nothing asked for during this long: the scripts are done. What playwright calls network idle.
QUIET_SECONDS = 0.5
STEP_SECONDS = 0.05


class BrowserPage:
    """Renders one reply within `seconds`. `ask` fetches a part through the gate, or raises
    FetchError."""

    def __init__(self, settings: CrawlSettings, reply: Reply, ask: Ask, seconds: float) -> None:
        self._settings, self._url, self._seconds = settings, str(reply.url), seconds
        self._requests = PageRequests(settings, reply, ask)

    async def draw(self, context: BrowserContext) -> RenderedPage:
        """The page after its scripts have finished. Raises FetchError."""
        seconds = self._seconds
        try:
            async with asyncio.timeout(seconds):
                page = await context.new_page()
                await context.route("**/*", lambda route: self._requests.on_route(route, page))
                await context.route_web_socket("**/*", lambda socket: socket.close())
                devtools, world, drawn = await _unless_crashed(page, self._open(context, page))
        except TimeoutError:
            reason = because(
                VisitCode.RENDER_TIMEOUT,
                seconds=seconds,
                requests=self._requests.count,
                received=self._requests.received,
            )
            raise FetchError(Outcome.TIMEOUT, reason, own=True) from None
        if not self._settings.pictures:
            return drawn
        self._requests.with_images = True
        return replace(
            drawn, picture=await screenshot.take_screenshot(devtools, world, self._settings)
        )

    async def stop(self) -> None:
        """Cancel fetches in progress."""
        await self._requests.stop()

    async def _open(
        self, context: BrowserContext, page: Page
    ) -> tuple[CDPSession, int, RenderedPage]:
        await page.goto(self._url, wait_until="commit", timeout=0)
        await self._settle(page)
        if self._requests.failure is not None:
            raise _incomplete(self._requests.failure)
        devtools, world = await _world(context, page)
        return devtools, world, await self._look(devtools, world, page)

    async def _settle(self, page: Page) -> None:
        """Wait until the page is loaded and idle for QUIET_SECONDS; scripts may navigate."""
        quiet = 0.0
        while quiet < QUIET_SECONDS:
            await page.wait_for_load_state("load", timeout=0)
            await asyncio.sleep(STEP_SECONDS)
            if self._requests.beyond is not None:
                raise self._requests.beyond
            quiet = 0.0 if self._requests.open else quiet + STEP_SECONDS

    async def _look(self, devtools: CDPSession, world: int, page: Page) -> RenderedPage:
        answer = await devtools.send(
            "Runtime.evaluate",
            {
                "expression": layout.capture_script(self._settings),
                "contextId": world,
                "returnByValue": True,
            },
        )
        text, screen = layout.parse_capture(answer["result"]["value"])
        limit = self._settings.max_bytes
        body = ("\ufeff<!DOCTYPE html>" + text).encode("utf-8", "replace")
        if len(text) > limit or len(body) > limit * 3:
            reason = because(VisitCode.RENDER_TOO_LARGE, characters=limit)
            raise FetchError(Outcome.TOO_LARGE, reason)
        if self._requests.unstyled is not None:
            doubt = because(VisitCode.STYLES_MISSING, why=self._requests.unstyled.reason)
            screen = replace(screen, doubt=doubt)
        if self._requests.unfed is not None:
            lacks = because(VisitCode.DATA_MISSING, why=self._requests.unfed.reason)
            screen = replace(screen, lacks=lacks)
        return RenderedPage(body, page.url, screen)


async def _unless_crashed(page: Page, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work` on a page. Raises FetchError when the page's process ends before.

    What was asked of a process that ended is never answered. It ends at markup that its layout
    is not up to: the number of nested elements differs between Debian's builds of one version.
    """
    crash = asyncio.Event()
    page.on("crash", lambda _: crash.set())
    task, crashed = asyncio.ensure_future(work), asyncio.ensure_future(crash.wait())
    try:
        await asyncio.wait((task, crashed), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise FetchError(Outcome.EMPTY, because(VisitCode.RENDER_FAILED), own=True)
        return task.result()
    finally:
        task.cancel()
        crashed.cancel()
        await asyncio.gather(task, crashed, return_exceptions=True)


async def _world(context: BrowserContext, page: Page) -> tuple[CDPSession, int]:
    """A DevTools session of a page, and an isolated world that its scripts cannot access."""
    devtools = await context.new_cdp_session(page)
    frame = (await devtools.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    world = await devtools.send("Page.createIsolatedWorld", {"frameId": frame})
    return devtools, world["executionContextId"]


def _incomplete(failure: FetchError) -> FetchError:
    return FetchError(
        failure.outcome,
        because(VisitCode.RENDER_INCOMPLETE, why=failure.reason),
        status=failure.status,
        own=failure.own,
    )
