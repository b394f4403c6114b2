"""One page in the browser: its requests, their replies, and when it has finished."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from multidict import CIMultiDict

from repostwatch.base.sites import same_site
from repostwatch.crawl.browser import layout, screenshot
from repostwatch.crawl.fetch.attempt import printable
from repostwatch.crawl.fetch.fetched import RenderedPage
from repostwatch.crawl.fetch.outcomes import FetchError, http_failure
from repostwatch.crawl.fetch.transport import Reply
from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page, Request, Route

# Nothing in them is read; images are wanted for a picture only, afterwards. Styles are kept:
# scripts that load what is visible look at them.
NEVER_NEEDED = frozenset({"image", "media", "font", "texttrack", "manifest", "eventsource"})
# Resources that lists depend on; those of the portal's own site must load.
MAKES_CONTENT = frozenset({"document", "script", "xhr", "fetch"})
# A style sheet or data that do not exist are missing on everybody's screen.
NOBODYS = frozenset({404, 410})
PASSED_ON = frozenset({"accept", "content-type", "origin", "referer", "authorization"})
OF_THE_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding"})
# Together, of one page; a browser opens six to one host alone.
PARTS_AT_ONCE = 4
# A query for a list is a few hundred bytes; more would be an upload.
MAX_POST = 64 * 1024
# Nothing asked for during this long: the scripts are done. What playwright calls network idle.
QUIET_SECONDS = 0.5
STEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class BrowserRequest:
    """A request of the page: a GET, or a POST of `data`."""

    url: str
    headers: Mapping[str, str]
    data: bytes | None


Ask = Callable[[BrowserRequest], Awaitable[Reply]]


class BrowserPage:
    """Renders one reply. `ask` fetches a subresource through the gate, or raises FetchError."""

    def __init__(self, settings: CrawlSettings, reply: Reply, ask: Ask) -> None:
        self._settings, self._reply, self._ask = settings, reply, ask
        self._documents: dict[str, Reply] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(PARTS_AT_ONCE)
        self._requests = self._bytes = 0
        self._failure: FetchError | None = None
        self._beyond: FetchError | None = None
        self._unstyled: FetchError | None = None
        self._unfed: FetchError | None = None
        self._given = self._taking_screenshot = False

    async def draw(self, context: BrowserContext) -> RenderedPage:
        """The page after its scripts have finished. Raises FetchError."""
        seconds = self._settings.render_seconds
        try:
            async with asyncio.timeout(seconds):
                await context.route("**/*", self._on_route)
                await context.route_web_socket("**/*", lambda socket: socket.close())
                page = await context.new_page()
                await page.goto(str(self._reply.url), wait_until="commit", timeout=0)
                await self._settle(page)
                if self._failure is not None:
                    raise _incomplete(self._failure)
                devtools, world = await _world(context, page)
                drawn = await self._look(devtools, world, page)
        except TimeoutError:
            reason = because(
                VisitCode.RENDER_TIMEOUT,
                seconds=seconds,
                requests=self._requests,
                received=self._bytes,
            )
            raise FetchError(Outcome.TIMEOUT, reason) from None
        if not self._settings.pictures:
            return drawn
        self._taking_screenshot = True
        return replace(
            drawn, picture=await screenshot.take_screenshot(devtools, world, self._settings)
        )

    async def stop(self) -> None:
        """Cancel fetches in progress."""
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    async def _settle(self, page: Page) -> None:
        """Wait until the page is loaded and idle for QUIET_SECONDS; scripts may navigate."""
        quiet = 0.0
        while quiet < QUIET_SECONDS:
            await page.wait_for_load_state("load", timeout=0)
            await asyncio.sleep(STEP_SECONDS)
            if self._beyond is not None:
                raise self._beyond
            quiet = 0.0 if self._answering else quiet + STEP_SECONDS

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
        if self._unstyled is not None:
            doubt = because(VisitCode.STYLES_MISSING, why=self._unstyled.reason)
            screen = replace(screen, doubt=doubt)
        if self._unfed is not None:
            lacks = because(VisitCode.DATA_MISSING, why=self._unfed.reason)
            screen = replace(screen, lacks=lacks)
        return RenderedPage(body, page.url, screen)

    def _on_route(self, route: Route) -> None:
        task = asyncio.create_task(self._answer(route))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, route: Route) -> None:
        """Answer a request of the page, or abort it."""
        from playwright.async_api import Error  # noqa: PLC0415 - slow, and few portals need it

        with suppress(Error):  # the page may have moved on meanwhile
            reply = await self._reply_to(route.request)
            if reply is None:
                await route.abort("blockedbyclient")
            else:
                await route.fulfill(status=reply.status, headers=_headers(reply), body=reply.body)

    async def _reply_to(self, request: Request) -> Reply | None:
        document = request.resource_type == "document"
        if document and request.frame.parent_frame is not None:
            return None  # reading looks at the page itself; a frame's address is enough for it
        if document and not self._given:
            self._given = True
            return _as_utf8(self._reply)
        if document and request.url in self._documents:
            return _as_utf8(self._documents.pop(request.url))
        if self._taking_screenshot and request.resource_type == "image":
            return await self._image(request)
        if request.resource_type in NEVER_NEEDED or request.method not in ("GET", "POST"):
            return None
        if not request.url.startswith(("http://", "https://")):
            return None  # data: and blob: never come here; anything else is not for us
        return await self._fetched(request, document=document)

    async def _image(self, request: Request) -> Reply | None:
        """Answer a request for an image within the size limit; a failure does not matter."""
        within = self._requests < self._settings.render_requests
        if not within or not request.url.startswith(("http://", "https://")):
            return None
        self._requests += 1
        async with self._places:
            if self._bytes > self._settings.render_bytes:
                return None
            with suppress(FetchError):
                headers = {"accept": "image/*", "referer": str(self._reply.url)}
                reply = await self._ask(BrowserRequest(request.url, headers, None))
                self._bytes += len(reply.body)
                return reply
        return None

    async def _fetched(self, request: Request, *, document: bool) -> Reply | None:
        self._requests += 1
        if self._requests > self._settings.render_requests:
            most = self._settings.render_requests
            self._exceed(because(VisitCode.RENDER_REQUESTS, limit=most))
            return None
        data = (request.post_data_buffer or b"") if request.method == "POST" else None
        if data is not None and len(data) > MAX_POST:
            return None
        headers = {
            name: value
            for name, value in request.headers.items()
            if (name in PASSED_ON or name.startswith("x-")) and printable(value)
        }
        cookies = await request.frame.page.context.cookies(request.url)
        text = "; ".join(f"{cookie.get('name')}={cookie.get('value')}" for cookie in cookies)
        if text and printable(text):
            headers["Cookie"] = text
        async with self._places:
            if self._beyond is not None:
                return None
            try:
                reply = await self._ask(BrowserRequest(request.url, headers, data))
            except FetchError as failure:
                self._note(request, failure)
                return None
        self._bytes += len(reply.body)
        if self._bytes > self._settings.render_bytes:
            self._exceed(because(VisitCode.RENDER_BYTES, limit=self._settings.render_bytes))
            return None
        if reply.status >= 500 or reply.status == 429:
            self._note(request, http_failure(reply.status))
        elif reply.status >= 400 and reply.status not in NOBODYS:
            self._doubt(request, http_failure(reply.status))
        if document and str(reply.url) != request.url:
            return self._moved(reply)
        return reply

    def _moved(self, reply: Reply) -> Reply:
        """Pass a redirect that was followed here on to the browser, so that it has the address."""
        address = str(reply.url)
        self._documents[address] = reply
        script = json.dumps(address).replace("<", "\\u003c")
        body = f"<script>location.replace({script})</script>".encode()
        headers: CIMultiDict[str] = CIMultiDict({"Content-Type": "text/html; charset=utf-8"})
        return Reply(reply.url, 200, headers, None, body)

    def _note(self, request: Request, failure: FetchError) -> None:
        """Record a resource of the portal's own content that failed to load."""
        self._doubt(request, failure)
        kind = request.resource_type
        lacking = kind in MAKES_CONTENT and not (kind == "script" and failure.status)
        if self._failure is None and lacking and same_site(request.url, str(self._reply.url)):
            self._failure = failure

    def _doubt(self, request: Request, failure: FetchError) -> None:
        """Record that the page differs from what people see: a style sheet or data is missing."""
        if request.resource_type == "stylesheet":
            self._unstyled = self._unstyled or failure
        elif request.resource_type in MAKES_CONTENT:
            self._unfed = self._unfed or failure

    def _exceed(self, why: Reason) -> None:
        self._beyond = FetchError(Outcome.TOO_LARGE, why)


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


def _headers(reply: Reply) -> dict[str, str]:
    """As the browser's driver takes them: one value a name, cookies one a line."""
    headers: dict[str, str] = {}
    for name, value in reply.headers.items():
        key = name.lower()
        if key in OF_THE_TRANSFER:
            continue
        text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        between = "\n" if key == "set-cookie" else ", "
        headers[key] = f"{headers[key]}{between}{text}" if key in headers else text
    return headers


def _as_utf8(reply: Reply) -> Reply:
    """A document whose bytes are UTF-8 is UTF-8, whatever it declares: as reading decides it."""
    try:
        reply.body.decode("utf-8")
    except UnicodeDecodeError:
        return reply
    headers = CIMultiDict(reply.headers)
    headers["Content-Type"] = "text/html; charset=utf-8"
    return Reply(reply.url, reply.status, headers, reply.location, reply.body)
