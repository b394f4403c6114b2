"""The requests of a page in the browser: each is fetched through the gate, or refused."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from multidict import CIMultiDict

from repostwatch.base.sites import same_site
from repostwatch.crawl.browser.replies import as_utf8, headers_of
from repostwatch.crawl.fetch.attempt import printable
from repostwatch.crawl.fetch.outcomes import FetchError, http_failure
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, Reason, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Route

# Nothing in them is read; images are wanted for a picture only, afterwards. Styles are kept:
# scripts that load what is visible look at them.
NEVER_NEEDED = frozenset({"image", "media", "font", "texttrack", "manifest", "eventsource"})
# Resources that lists depend on; those of the portal's own site must load.
MAKES_CONTENT = frozenset({"document", "script", "xhr", "fetch"})
# A style sheet or data that do not exist are missing on everybody's screen.
NOBODYS = frozenset({404, 410})
PASSED_ON = frozenset({"accept", "content-type", "origin", "referer", "authorization"})
# Together, of one page; a browser opens six to one host alone.
PARTS_AT_ONCE = 4
# An answer to the driver, which speaks with a browser that may be gone.
LET_GO_SECONDS = 1.0
# A query for a list is a few hundred bytes; more would be an upload.
MAX_POST = 64 * 1024


@dataclass(frozen=True, slots=True)
class BrowserRequest:
    """A request of the page: a GET, or a POST of `data`. `document`: the page goes there itself."""

    url: str
    headers: Mapping[str, str]
    data: bytes | None
    document: bool = False


Ask = Callable[[BrowserRequest], Awaitable[Reply]]


class PageRequests:
    """Answers the requests of one page. `ask` fetches one through the gate, or raises FetchError.

    `failure`: some of the portal's own content did not load. `beyond`: the page asks for more than
    it may. `unstyled`, `unfed`: a style sheet is missing, or data. Images are answered only while
    `with_images` is set.
    """

    def __init__(self, settings: CrawlSettings, reply: Reply, ask: Ask) -> None:
        self._settings, self._reply, self._ask = settings, reply, ask
        self._documents: dict[str, Reply] = {}
        self._answering: dict[asyncio.Task[None], Route] = {}
        self._stopped = False
        self._places = asyncio.Semaphore(PARTS_AT_ONCE)
        self._given = False
        self.count = self.received = 0
        self.with_images = False
        self.failure: FetchError | None = None
        self.beyond: FetchError | None = None
        self.unstyled: FetchError | None = None
        self.unfed: FetchError | None = None

    @property
    def open(self) -> bool:
        """Whether a request waits for its answer."""
        return bool(self._answering)

    def on_route(self, route: Route, page: Page) -> None:
        """Take a request; it is answered in a task of its own. Those of other pages than `page`
        are refused: what a page opens beside itself is nothing that anybody reads."""
        wanted = not self._stopped and _is_of(route.request, page)
        task = asyncio.create_task(self._answer(route) if wanted else _let_go(route))
        self._answering[task] = route
        task.add_done_callback(lambda ended: self._answering.pop(ended, None))

    async def stop(self) -> None:
        """Cancel fetches in progress."""
        self._stopped = True
        open_ = dict(self._answering)
        for task in open_:
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)
        await asyncio.gather(*map(_let_go, open_.values()), return_exceptions=True)

    async def _answer(self, route: Route) -> None:
        """Answer a request of the page, or abort it."""
        from playwright.async_api import Error  # noqa: PLC0415 - slow, and few portals need it

        try:
            reply = await self._reply_to(route.request)
            if reply is None and route.request.is_navigation_request():
                await route.fulfill(status=204)  # the page stays as it is
            elif reply is None:
                await route.abort("blockedbyclient")
            else:
                await route.fulfill(status=reply.status, headers=headers_of(reply), body=reply.body)
        except Error:  # the page has moved on meanwhile
            with suppress(Error):
                await route.fallback()

    async def _reply_to(self, request: Request) -> Reply | None:
        document = request.resource_type == "document"
        if document and request.frame.parent_frame is not None:
            return None  # reading looks at the page itself; a frame's address is enough for it
        if document and not self._given:
            self._given = True
            return as_utf8(self._reply)
        if document and request.url in self._documents:
            return as_utf8(self._documents.pop(request.url))
        if self.with_images and request.resource_type == "image":
            return await self._image(request)
        if request.resource_type in NEVER_NEEDED or request.method not in ("GET", "POST"):
            return None
        if not request.url.startswith(("http://", "https://")):
            return None  # data: and blob: never come here; anything else is not for us
        return await self._fetched(request, document=document)

    async def _image(self, request: Request) -> Reply | None:
        """Answer a request for an image within the size limit; a failure does not matter."""
        within = self.count < self._settings.render_requests
        if not within or not request.url.startswith(("http://", "https://")):
            return None
        self.count += 1
        async with self._places:
            if self.received > self._settings.render_bytes:
                return None
            with suppress(FetchError):
                headers = {"accept": "image/*", "referer": str(self._reply.url)}
                reply = await self._ask(BrowserRequest(request.url, headers, None))
                self.received += len(reply.body)
                return reply
        return None

    async def _fetched(self, request: Request, *, document: bool) -> Reply | None:
        self.count += 1
        if self.count > self._settings.render_requests:
            most = self._settings.render_requests
            self._exceed(because(VisitCode.RENDER_REQUESTS, limit=most))
            return None
        data = (request.post_data_buffer or b"") if request.method == "POST" else None
        if data is not None and not self._may_post(request, data):
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
            if self.beyond is not None:
                return None
            try:
                reply = await self._ask(BrowserRequest(request.url, headers, data, document))
            except FetchError as failure:
                self._note(request, failure)
                return None
        self.received += len(reply.body)
        if self.received > self._settings.render_bytes:
            self._exceed(because(VisitCode.RENDER_BYTES, limit=self._settings.render_bytes))
            return None
        if reply.status >= 500 or reply.status == 429:
            self._note(request, http_failure(reply.status))
        elif reply.status >= 400 and reply.status not in NOBODYS:
            self._doubt(request, http_failure(reply.status))
        if document and str(reply.url) != request.url:
            return self._redirected(reply)
        return reply

    def _may_post(self, request: Request, data: bytes) -> bool:
        """Whether a page may send data: a script's short query to the page's own site, as lists
        are asked for. A form that is sent, and whatever goes to others, may change something."""
        return (
            len(data) <= MAX_POST
            and request.resource_type in ("xhr", "fetch")
            and same_site(request.url, str(self._reply.url))
        )

    def _redirected(self, reply: Reply) -> Reply:
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
        if self.failure is None and lacking and same_site(request.url, str(self._reply.url)):
            self.failure = failure

    def _doubt(self, request: Request, failure: FetchError) -> None:
        """Record that the page differs from what people see: a style sheet or data is missing."""
        if request.resource_type == "stylesheet":
            self.unstyled = self.unstyled or failure
        elif request.resource_type in MAKES_CONTENT:
            self.unfed = self.unfed or failure

    def _exceed(self, why: Reason) -> None:
        self.beyond = FetchError(Outcome.TOO_LARGE, why)


def _is_of(request: Request, page: Page) -> bool:
    """Whether a page itself, or a frame in it, makes a request."""
    from playwright.async_api import Error  # noqa: PLC0415 - as above

    try:
        return request.frame.page is page
    except Error:  # a page that is only being opened has no frame yet
        return False


async def _let_go(route: Route) -> None:
    """End a request that nobody answers any more: the driver waits for each of them."""
    from playwright.async_api import Error  # noqa: PLC0415 - as above

    try:
        async with asyncio.timeout(LET_GO_SECONDS):
            await route.abort()
    except (Error, TimeoutError):
        with suppress(Error):  # its page is gone
            await route.fallback()
