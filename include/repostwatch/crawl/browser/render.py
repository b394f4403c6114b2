"""Render pages in a browser without network access.

All requests of a page go to the crawler, which fetches them through the gate or refuses. Chromium
itself has a proxy that does not exist and a resolver that finds nothing, so requests outside of
the routing (WebRTC, prefetching, the browser's own services) fail. An incomplete page is refused:
a list that did not load must not count as a list without reposts.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from repostwatch.base.environment import bare_environment
from repostwatch.crawl.browser.browser_page import BrowserPage
from repostwatch.crawl.browser.page_requests import Ask
from repostwatch.crawl.fetch.fetched import RenderedPage
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.crawl.fetch.user_agent import user_agent
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import Fact, quoted
from repostwatch.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Playwright

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nobody listens there, and no name is found, not even this one.
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=512",
)
# Each takes some 200 MB.
PAGES_AT_ONCE = 2
LAUNCH_SECONDS = 30.0
# A page whose script never ends cannot be closed politely.
CLOSE_SECONDS = 5.0
# Until the loop has noticed that a driver ended by itself, and has closed its pipes.
ENDED_SECONDS = 0.5


# Chromium's words where the kernel gives no user namespaces, or root asks for a sandbox.
NO_SANDBOX = re.compile(r"No usable sandbox|without --no-sandbox|Failed to move to new namespace")


def sandboxed(settings: CrawlSettings) -> bool:
    """Whether Chromium is started with its sandbox."""
    chosen = settings.chromium_sandbox
    return os.geteuid() != 0 if chosen is None else chosen


class Browser:
    """One Chromium for all pages of a crawler, started when the first page needs it."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._settings = settings
        self._places = asyncio.Semaphore(PAGES_AT_ONCE)
        self._starting = asyncio.Lock()
        self._player: Playwright | None = None
        self._chromium: Chromium | None = None
        self._dumps: TemporaryDirectory[str] | None = None

    async def draw(self, reply: Reply, ask: Ask) -> RenderedPage:
        """Render `reply`. Raises FetchError."""
        from playwright.async_api import Error  # noqa: PLC0415 - slow, and few portals need it

        async with self._places:
            chromium = await self._running()
            try:
                context = await chromium.new_context(
                    user_agent=user_agent(self._settings),
                    locale="zh-CN",
                    timezone_id="Asia/Shanghai",
                    service_workers="block",
                    accept_downloads=False,
                    viewport={
                        "width": self._settings.screen_width,
                        "height": self._settings.screen_height,
                    },
                )
                browser_page = BrowserPage(self._settings, reply, ask)
                try:
                    drawn = await browser_page.draw(context)
                    return replace(drawn, browser=f"Chromium {chromium.version}")
                finally:
                    await browser_page.stop()
                    await self._shut(context)
            except Error:
                if not chromium.is_connected():
                    self._chromium = None
                reason = because(VisitCode.RENDER_FAILED)
                raise FetchError(Outcome.EMPTY, reason, own=True) from None

    async def close(self) -> None:
        """End the browser and its processes."""
        chromium, self._chromium = self._chromium, None
        player, self._player = self._player, None
        if chromium is not None:
            await _within(CLOSE_SECONDS, chromium.close)
        if player is not None:
            await player.stop()  # what still runs of the browser ends with its driver
        if self._dumps is not None:
            self._dumps.cleanup()
            self._dumps = None

    async def _running(self) -> Chromium:
        async with self._starting:
            if self._chromium is not None and self._chromium.is_connected():
                return self._chromium
            await self.close()
            self._chromium = await self._launch()
            return self._chromium

    async def _launch(self) -> Chromium:
        if shutil.which(self._settings.chromium) is None:
            raise _no_browser(VisitCode.NO_BROWSER, program=quoted(self._settings.chromium, 200))
        try:
            from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - as above
        except ImportError:
            raise _no_browser(VisitCode.NO_PLAYWRIGHT) from None
        try:
            async with asyncio.timeout(LAUNCH_SECONDS):
                self._player = await async_playwright().start()
        except Exception as error:  # its driver ends with a bare one
            # As where a library that the driver is linked with is not installed (libatomic1).
            await asyncio.sleep(ENDED_SECONDS)
            code = VisitCode.DRIVER_NOT_STARTED
            raise _no_browser(code, error=_first_line(error)) from error
        # Else it writes into the home of whoever runs it, where there may be none.
        self._dumps = TemporaryDirectory(prefix="rw-dumps-", ignore_cleanup_errors=True)
        try:
            return await self._player.chromium.launch(
                env=dict(bare_environment(BREAKPAD_DUMP_LOCATION=self._dumps.name)),
                executable_path=self._settings.chromium,
                args=list(FLAGS),
                chromium_sandbox=sandboxed(self._settings),
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
                timeout=LAUNCH_SECONDS * 1000,
            )
        except Error as error:
            await self.close()
            if NO_SANDBOX.search(str(error)):
                raise _no_browser(VisitCode.NO_SANDBOX) from error
            code = VisitCode.BROWSER_NOT_STARTED
            raise _no_browser(code, error=_first_line(error)) from error

    async def _shut(self, context: BrowserContext) -> None:
        if not await _within(CLOSE_SECONDS, context.close):
            await self.close()


def _no_browser(code: VisitCode, **facts: Fact) -> FetchError:
    return FetchError(Outcome.EMPTY, because(code, **facts), own=True)


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return quoted(lines[0], 120) if lines else type(error).__name__


async def _within(seconds: float, close: Callable[[], Awaitable[None]]) -> bool:
    """Whether something closed in time; it may be gone already."""
    from playwright.async_api import Error  # noqa: PLC0415 - as above

    with suppress(TimeoutError, Error):
        async with asyncio.timeout(seconds):
            await close()
        return True
    return False
