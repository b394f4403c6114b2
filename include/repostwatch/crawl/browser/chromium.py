"""One Chromium: started when it is needed, watched, and ended with all its processes.

It has a proxy that does not exist and a resolver that finds nothing, so requests outside of the
routing (WebRTC, prefetching, the browser's own services) fail.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import psutil

from repostwatch.base.environment import bare_environment
from repostwatch.crawl.browser.memory import (
    MB,
    UNUSED_MEGABYTES,
    WEIGH_SECONDS,
    bound,
    end_heavy,
    give_way,
)
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.crawl.fetch.user_agent import user_agent
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import Fact, quoted
from repostwatch.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Playwright

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
# What playwright starts a browser with and people do not: a page nobody clicks in opens no others.
NOT_AS_PEOPLE = ("--disable-popup-blocking",)
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


class Chromium:
    """One browser with its processes. `last`: it gives way to everything else on the machine.

    `pages` are drawn in it now; `heavy` counts the processes that were ended for what they took.
    """

    def __init__(self, settings: CrawlSettings, *, last: bool = False) -> None:
        self._settings, self._last = settings, last
        self._starting = asyncio.Lock()
        self._player: Playwright | None = None
        self._browser: Browser | None = None
        self._dumps: TemporaryDirectory[str] | None = None
        self._weighing: asyncio.Task[None] | None = None
        self.pages = self.heavy = 0

    @property
    def version(self) -> str:
        return f"Chromium {self._browser.version}" if self._browser is not None else ""

    @property
    def alive(self) -> bool:
        return self._browser is not None and self._browser.is_connected()

    async def context(self) -> BrowserContext:
        """Room for one page, apart from all others."""
        browser = await self._running()
        return await browser.new_context(
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

    async def leave(self, context: BrowserContext) -> None:
        """Close a page's room; where it cannot be closed, the browser ends."""
        if not await _within(CLOSE_SECONDS, context.close):
            await self.close()

    async def close(self) -> None:
        """End the browser and its processes."""
        browser, self._browser = self._browser, None
        player, self._player = self._player, None
        if self._weighing is not None:
            self._weighing.cancel()
            await asyncio.gather(self._weighing, return_exceptions=True)
            self._weighing = None
        if browser is not None:
            await _within(CLOSE_SECONDS, browser.close)
        if player is not None:
            await player.stop()  # what still runs of the browser ends with its driver
        if self._dumps is not None:
            self._dumps.cleanup()
            self._dumps = None

    async def _running(self) -> Browser:
        async with self._starting:
            if self._browser is not None and self._browser.is_connected():
                return self._browser
            await self.close()
            self._browser = await self._launch()
            main = await asyncio.to_thread(self._main)
            if main is not None:
                most = self._settings.render_megabytes + UNUSED_MEGABYTES
                await asyncio.to_thread(bound, main, most * MB)
                if self._last:
                    await asyncio.to_thread(give_way, main)
                self._weighing = asyncio.create_task(self._weigh(main))
            return self._browser

    def _main(self) -> psutil.Process | None:
        """The browser's own process, under which all others stand."""
        mark = f"--repostwatch={self._dumps.name}" if self._dumps is not None else ""
        with suppress(psutil.Error):
            for process in psutil.Process().children(recursive=True):
                with suppress(psutil.Error):
                    if mark in process.cmdline():
                        return process
        return None

    async def _weigh(self, main: psutil.Process) -> None:
        most, together = self._settings.render_megabytes * MB, self._settings.browser_megabytes * MB
        while True:
            await asyncio.sleep(WEIGH_SECONDS)
            self.heavy += await asyncio.to_thread(end_heavy, main, most, together)

    async def _launch(self) -> Browser:
        if shutil.which(self._settings.chromium) is None:
            raise _no_browser(VisitCode.NO_BROWSER, program=quoted(self._settings.chromium, 200))
        try:
            from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - as above
        except ImportError:
            raise _no_browser(VisitCode.NO_PLAYWRIGHT) from None
        try:
            async with asyncio.timeout(LAUNCH_SECONDS):
                asyncio.get_running_loop().set_exception_handler(_without_its_driver)
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
                ignore_default_args=list(NOT_AS_PEOPLE),
                args=[*FLAGS, f"--repostwatch={self._dumps.name}"],
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


def _without_its_driver(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What asyncio says of tasks that nobody waits for any more, but not of the driver's own: when
    a run is told to end, they end in any order, and their errors are of that."""
    task, error = context.get("task") or context.get("future"), context.get("exception")
    if type(error).__module__.startswith("playwright") or "playwright" in repr(task):
        return
    loop.default_exception_handler(context)


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
