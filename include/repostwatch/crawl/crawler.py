"""Fetch one page: politely, within bounds, to one typed outcome."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from types import TracebackType
from typing import TYPE_CHECKING, Self

from aiohttp import CookieJar
from yarl import URL

from repostwatch.crawl.addresses import parse
from repostwatch.crawl.bounds import Progress
from repostwatch.crawl.challenge import challenge
from repostwatch.crawl.fetched import DEFAULT, Expect, Fetched, FetchPolicy
from repostwatch.crawl.gate import Lookup
from repostwatch.crawl.kinds import is_markup, require_page
from repostwatch.crawl.onward import onward
from repostwatch.crawl.outcomes import FetchError, http_failure
from repostwatch.crawl.politeness import HostState, Politeness, host_key, retry_after
from repostwatch.crawl.robots import Robots
from repostwatch.crawl.transport import Reply, Transport
from repostwatch.model import Outcome, Visit
from repostwatch.settings import CrawlSettings

if TYPE_CHECKING:
    from repostwatch.crawl.render import Browser


RETRY_AFTER_STATUSES = frozenset({429, 500, 502, 503, 504})


@dataclass(slots=True)
class Journey:
    """One attempt, from the address asked for to the last reply.

    `elapsed` is seconds on the wire, waiting for our turn not included.
    """

    asked: str
    policy: FetchPolicy
    started_at: datetime
    headers: dict[str, str] = field(default_factory=dict)
    hops: list[URL] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)
    elapsed: float = 0.0
    reply: Reply | None = None
    _jar: CookieJar | None = None

    def arrive(self, url: URL, most: int) -> None:
        """Raises FetchError(too_many_redirects)."""
        self.hops.append(url)
        if len(self.hops) > most + 1:
            loop = "，跳转陷入循环" if len(set(self.hops)) < len(self.hops) else ""
            raise FetchError(Outcome.TOO_MANY_REDIRECTS, f"跳转超过{most}次{loop}")

    def keep_cookies(self, reply: Reply) -> None:
        """Some servers set a cookie and redirect to themselves; no cookie outlives its fetch."""
        cookies = SimpleCookie()
        for text in reply.headers.getall("Set-Cookie", ()):
            with suppress(CookieError):
                cookies.load(text)
        if cookies:
            self._jar = self._jar or CookieJar(unsafe=True)
            self._jar.update_cookies(cookies, reply.url)

    def cookie_header(self, url: URL) -> dict[str, str]:
        if self._jar is None:
            return {}
        pairs = self._jar.filter_cookies(url).values()
        text = "; ".join(f"{cookie.key}={cookie.coded_value}" for cookie in pairs)
        return {"Cookie": text} if text and _printable(text) else {}


class Crawler:
    """An async context; fetches through one gate. `now` dates visits, it does not time them."""

    def __init__(
        self,
        settings: CrawlSettings,
        *,
        allow_loopback: bool,
        now: Callable[[], datetime],
        host_state: HostState | None = None,
        lookup: Lookup | None = None,
    ) -> None:
        self._settings, self._now, self._allow_loopback = settings, now, allow_loopback
        self._transport = Transport(settings, allow_loopback=allow_loopback, lookup=lookup)
        self._politeness = Politeness(settings, now, host_state)
        self._robots = Robots(settings.robots_hours * 3600)
        self._browser: Browser | None = None

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._robots.close()
        if self._browser is not None:
            await self._browser.close()
        await self._transport.__aexit__(kind, error, trace)

    async def fetch(
        self, url: str, policy: FetchPolicy = DEFAULT, expect: Expect = "html"
    ) -> Fetched:
        """One page, as typed outcome and bytes. Never raises for what the web does.

        An outcome that may pass is tried again, `attempts` times in all.
        """
        attempt = 1
        while True:
            journey = Journey(url, policy, self._now())
            try:
                return await self._attempt(journey, expect)
            except FetchError as failure:
                pause = self._pause(failure, attempt)
                if pause is None:
                    if journey.hops:
                        self._politeness.failed(host_key(journey.hops[-1]), failure)
                    return _failed(journey, failure)
            attempt += 1
            await asyncio.sleep(pause)

    async def _attempt(self, journey: Journey, expect: Expect) -> Fetched:
        page = expect == "html"
        journey.headers = self._validators(journey)
        reply = journey.reply = await self._walk(journey, page=page, robots=True)
        host = host_key(reply.url)
        if reply.status == 304 and journey.headers:
            self._politeness.succeeded(host)
            return _ended(journey, reply, Outcome.NOT_MODIFIED, "内容自上次访问后没有变化")
        self._judge(reply, journey, expect)
        self._politeness.succeeded(host)
        if journey.policy.render and page:
            reply = await self._render(reply, journey)
        fetched = _ended(journey, reply, Outcome.OK, _notes(journey.policy))
        if _lied(journey.policy, fetched.visit):
            self._politeness.distrust(host)
        return fetched

    async def _walk(self, journey: Journey, *, page: bool, robots: bool) -> Reply:
        """Follow an address to its last reply, whatever its status."""
        address = journey.asked
        while True:
            url = self._parse(address)
            journey.arrive(url, self._settings.max_redirects)
            if robots and not journey.policy.ignore_robots:
                await self._ask_robots(url, journey)
            reply = await self._exchange(url, journey, robots=robots)
            following = onward(reply, page=page)
            if following is None:
                return reply
            journey.keep_cookies(reply)
            address = following

    async def _exchange(self, url: URL, journey: Journey, *, robots: bool) -> Reply:
        """One request in its turn. The time limit runs from when the turn has come."""
        settings, loop = self._settings, asyncio.get_running_loop()
        async with self._politeness.turn(host_key(url)):
            began = loop.time()
            try:
                async with asyncio.timeout(settings.total_seconds - journey.elapsed):
                    return await self._transport.get(
                        url,
                        headers=journey.headers | journey.cookie_header(url),
                        progress=journey.progress,
                        limit=settings.max_bytes if robots else settings.robots_bytes,
                        cut=not robots,
                        legacy_tls=journey.policy.legacy_tls,
                    )
            except TimeoutError:
                raise FetchError(
                    Outcome.TIMEOUT,
                    f"{settings.total_seconds:g}秒内没有完成{journey.progress.stage}"
                    f"（已收到{journey.progress.received}字节）",
                ) from None
            finally:
                journey.elapsed += loop.time() - began

    async def _ask_robots(self, url: URL, journey: Journey) -> None:
        """Raises FetchError where robots.txt, or its absence, tells us to stay away."""

        async def get(robots: URL) -> Reply:
            aside = Journey(str(robots), journey.policy, journey.started_at)
            return await self._walk(aside, page=False, robots=False)

        rules = await self._robots.rules(url, get)
        if rules.delay:
            self._politeness.widen(host_key(url), rules.delay)
        if not rules.allows(url):
            raise FetchError(Outcome.BLOCKED, "网站的robots.txt不允许访问这个地址", own=True)

    def _judge(self, reply: Reply, journey: Journey, expect: Expect) -> None:
        """Raises FetchError where a reply is no page."""
        status, success = reply.status, 200 <= reply.status < 300
        if expect == "html" or not success or is_markup(reply.body):
            why = challenge(status, reply.headers, reply.body)
            if why is not None:
                raise FetchError(Outcome.BLOCKED, why, status=status)
        if not success:
            text = reply.headers.get("Retry-After") if status in RETRY_AFTER_STATUSES else None
            most = self._settings.retry_after_max_seconds
            raise http_failure(status, retry_after(text, self._now(), most))
        if status == 206:
            raise FetchError(Outcome.HTTP_ERROR, "服务器只给了一部分内容（206）", status=status)
        require_page(reply.url, len(journey.hops) > 1, reply.body, reply.content_type, expect)

    async def _render(self, reply: Reply, journey: Journey) -> Reply:
        raise NotImplementedError

    def _parse(self, address: str) -> URL:
        return parse(
            address,
            ports=self._settings.ports,
            longest=self._settings.max_address,
            allow_loopback=self._allow_loopback,
        )

    def _validators(self, journey: Journey) -> dict[str, str]:
        """Conditional headers, unless they are too old to be believed or the host has lied."""
        policy = journey.policy
        if policy.seen_whole_at is not None:
            limit = timedelta(hours=self._settings.recheck_hours)
            if journey.started_at - policy.seen_whole_at > limit:
                return {}
        headers = {"If-None-Match": policy.etag, "If-Modified-Since": policy.last_modified}
        sent = {name: value for name, value in headers.items() if value and _printable(value)}
        if not sent or policy.render:
            return {}
        try:
            host = host_key(self._parse(journey.asked))
        except FetchError:
            return {}
        return sent if self._politeness.trusts(host) else {}

    def _pause(self, failure: FetchError, attempt: int) -> float | None:
        """Seconds until the next try, or None where this was the last."""
        if not failure.passing or attempt >= self._settings.attempts:
            return None
        if failure.retry_after is not None:
            wait = failure.retry_after
            return wait if wait <= self._settings.retry_after_wait_seconds else None
        return self._settings.retry_seconds * random.uniform(0.5, 1.5)  # noqa: S311 - spreads load


def _ended(journey: Journey, reply: Reply, outcome: Outcome, reason: str) -> Fetched:
    body = None if outcome is Outcome.NOT_MODIFIED else reply.body
    visit = Visit(
        url=journey.asked,
        outcome=outcome,
        fetched_at=journey.started_at,
        final_url=str(reply.url),
        status=reply.status,
        size=len(body or b""),
        elapsed=journey.elapsed,
        reason=reason,
        digest=None if body is None else hashlib.sha256(body).hexdigest(),
        content_type=_text(reply.content_type),
        etag=_text(reply.headers.get("ETag")),
        last_modified=_text(reply.headers.get("Last-Modified")),
    )
    return Fetched(visit, body, reply.headers, tuple(str(hop) for hop in journey.hops[:-1]))


def _failed(journey: Journey, failure: FetchError) -> Fetched:
    """The visit of a fetch without a page; what a server said instead stands beside it."""
    if journey.reply is not None:
        return _ended(journey, journey.reply, failure.outcome, failure.reason)
    visit = Visit(
        url=journey.asked,
        outcome=failure.outcome,
        fetched_at=journey.started_at,
        final_url=str(journey.hops[-1]) if journey.hops else None,
        status=failure.status,
        size=journey.progress.received,
        elapsed=journey.elapsed,
        reason=failure.reason,
    )
    return Fetched(visit, redirects=tuple(str(hop) for hop in journey.hops[:-1]))


def _notes(policy: FetchPolicy) -> str:
    """What was out of the ordinary about a page that was read: the report shows it."""
    notes = []
    if policy.ignore_robots:
        notes.append("按登记的理由未遵守robots.txt")
    if policy.legacy_tls:
        notes.append("按登记的理由允许旧版TLS，证书未核验")
    return "；".join(notes)


def _lied(policy: FetchPolicy, visit: Visit) -> bool:
    """Whether a validator stayed the same while the content changed."""
    if policy.digest is None or visit.digest == policy.digest:
        return False
    if policy.etag is not None or visit.etag is not None:
        return policy.etag == visit.etag
    return policy.last_modified is not None and policy.last_modified == visit.last_modified


def _text(value: str | None) -> str | None:
    """A header as text that any store can hold: some servers send GBK or control characters."""
    if value is None:
        return None
    raw = value.encode("utf-8", "surrogateescape")
    return "".join(c for c in raw.decode("utf-8", "replace") if c.isprintable())[:500]


def _printable(value: str) -> bool:
    return value.isascii() and value.isprintable()
