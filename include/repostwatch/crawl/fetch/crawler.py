"""Fetch one page: politely, within bounds, to one typed outcome."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Self

from yarl import URL

from repostwatch.crawl.browser.page_requests import BrowserRequest
from repostwatch.crawl.browser.render import Browser
from repostwatch.crawl.fetch.addresses import parse
from repostwatch.crawl.fetch.attempt import FetchAttempt
from repostwatch.crawl.fetch.fetched import DEFAULT, Expect, Fetched, FetchPolicy
from repostwatch.crawl.fetch.gate import Lookup
from repostwatch.crawl.fetch.outcomes import FetchError, internal
from repostwatch.crawl.fetch.page_check import require_usable
from repostwatch.crawl.fetch.policy import GeneralPolicy, notes
from repostwatch.crawl.fetch.politeness import HostState, Politeness, host_key
from repostwatch.crawl.fetch.redirects import redirect_target
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.crawl.fetch.retries import pause_before_retry
from repostwatch.crawl.fetch.robots import Robots, RobotsTexts
from repostwatch.crawl.fetch.transport import Transport
from repostwatch.crawl.fetch.validators import conditional_headers, validator_is_wrong
from repostwatch.model import Outcome, all_of, because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings

log = logging.getLogger(__name__)


class Crawler:
    """An async context; fetches through one gate. `now` dates visits. `robots`: rules so far."""

    def __init__(
        self,
        settings: CrawlSettings,
        *,
        allow_loopback: bool,
        now: Callable[[], datetime],
        host_state: HostState | None = None,
        robots_texts: RobotsTexts | None = None,
        lookup: Lookup | None = None,
    ) -> None:
        self._settings, self._now, self._allow_loopback = settings, now, allow_loopback
        self._transport = Transport(settings, allow_loopback=allow_loopback, lookup=lookup)
        self._politeness = Politeness(settings, now, host_state)
        self.robots = Robots(settings.robots_hours * 3600, now, robots_texts)
        self._browser: Browser | None = None
        self._general = GeneralPolicy.of(settings)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.robots.close()
        if self._browser is not None:
            await self._browser.close()
        await self._transport.__aexit__(kind, error, trace)

    async def fetch(
        self, url: str, policy: FetchPolicy = DEFAULT, expect: Expect = "html"
    ) -> Fetched:
        """One page, as typed outcome and bytes. Never raises.

        An outcome that may pass is tried again, `attempts` times in all. What nobody foresaw ends
        as `internal_error`: it is logged here, and an alarm is raised.
        """
        number = 1
        while True:
            attempt = FetchAttempt(
                url, self._general.added_to(policy), self._now(), self._settings.max_bytes
            )
            try:
                return await self._attempt(attempt, expect, policy)
            except Exception as error:  # a page must not end the scan of the others
                failure = error if isinstance(error, FetchError) else internal(error)
                if failure is not error:
                    log.exception("%s", attempt.asked)
                pause = pause_before_retry(failure, number, self._settings)
                if pause is None:
                    if attempt.hops:
                        self._politeness.failed(attempt.lane, failure)
                    return attempt.failed(failure)
            number += 1
            await asyncio.sleep(pause)

    async def draw(self, page: Fetched, policy: FetchPolicy = DEFAULT) -> Fetched:
        """A page as its scripts draw it, from the bytes that are there already."""
        attempt = FetchAttempt(
            page.visit.url, self._general.added_to(policy), self._now(), self._settings.max_bytes
        )
        attempt.answers += page.answers
        try:
            reply = attempt.reply = await self._render(Reply.of(page), attempt)
            drawn = attempt.ended(reply, Outcome.OK, notes(policy))
            return replace(drawn, redirects=page.redirects)
        except FetchError as failure:
            return attempt.failed(failure)

    async def _attempt(self, attempt: FetchAttempt, expect: Expect, policy: FetchPolicy) -> Fetched:
        attempt.headers = self._conditional(attempt)
        reply = attempt.reply = await self._walk(attempt, look_into=expect in ("html", "page"))
        if reply.status == 304 and attempt.headers:
            self._politeness.succeeded(attempt.lane)
            reason = all_of(because(VisitCode.NOT_CHANGED), notes(policy))
            return attempt.ended(reply, Outcome.NOT_MODIFIED, reason)
        require_usable(
            reply,
            expect,
            redirected=len(attempt.hops) > 1,
            now=self._now(),
            longest_wait=self._settings.retry_after_max_seconds,
        )
        self._politeness.succeeded(attempt.lane)
        if attempt.policy.render and expect == "html":
            reply = attempt.reply = await self._render(reply, attempt)
        fetched = attempt.ended(reply, Outcome.OK, notes(policy))
        if validator_is_wrong(attempt.policy, fetched.visit):
            self._politeness.distrust(host_key(attempt.hops[0]))
        return fetched

    async def _walk(self, attempt: FetchAttempt, *, look_into: bool) -> Reply:
        """Follow an address to its last reply, whatever its status."""
        address = attempt.asked
        while True:
            url = self._parse(address)
            attempt.arrive(url, self._settings.max_redirects)
            attempt.require_followable(address)
            if attempt.kind != "robots" and not attempt.policy.ignore_robots:
                await self._ask_robots(url, attempt)
            reply = await self._exchange(url, attempt)
            if reply.answer is not None:
                attempt.answers.append(reply.answer)
            following = redirect_target(reply, page=look_into)
            if following is None:
                return reply
            if reply.status not in (307, 308):
                attempt.data = None
            attempt.keep_cookies(reply)
            address = following

    async def _exchange(self, url: URL, attempt: FetchAttempt) -> Reply:
        """One request in its turn. The time limit runs from when the turn has come."""
        settings, loop = self._settings, asyncio.get_running_loop()
        async with self._politeness.turn(attempt.lane, gap=attempt.kind != "part"):
            began = loop.time()
            try:
                async with asyncio.timeout(settings.total_seconds - attempt.elapsed):
                    return await self._transport.ask(
                        url,
                        headers=attempt.headers_for(url),
                        progress=attempt.progress,
                        limit=attempt.limit,
                        data=attempt.data,
                        cut=attempt.kind == "robots",
                        policy=attempt.policy,
                    )
            except TimeoutError:
                reason = because(
                    VisitCode.TOTAL_TIMEOUT,
                    seconds=settings.total_seconds,
                    stage=attempt.progress.stage,
                    received=attempt.progress.received,
                )
                raise FetchError(Outcome.TIMEOUT, reason) from None
            finally:
                attempt.elapsed += loop.time() - began

    async def _ask_robots(self, url: URL, attempt: FetchAttempt) -> None:
        """Raises FetchError where robots.txt, or its absence, tells us to stay away."""

        async def get(robots: URL) -> Reply:
            policy, limit = attempt.policy, self._settings.robots_bytes
            aside = FetchAttempt(str(robots), policy, attempt.started_at, limit, kind="robots")
            try:
                return await self._walk(aside, look_into=False)
            except FetchError:
                attempt.elapsed += aside.elapsed
                raise
            finally:
                attempt.answers.extend(aside.answers)

        rules = await self.robots.rules(url, get)
        if rules.delay:
            self._politeness.widen(attempt.lane, rules.delay)
        if not rules.allows(url):
            raise FetchError(Outcome.BLOCKED, because(VisitCode.ROBOTS_DISALLOW), own=True)

    async def _render(self, reply: Reply, attempt: FetchAttempt) -> Reply:
        """The page as its scripts draw it; all that it asks for comes through here."""
        policy = replace(attempt.policy, followed=True)

        async def ask(part: BrowserRequest) -> Reply:
            aside = FetchAttempt(
                part.url,
                policy if part.document else replace(policy, within=None),
                attempt.started_at,
                self._settings.max_bytes,
                kind="part",
                led_by=str(reply.url),
                headers=dict(part.headers),
                data=part.data,
            )
            return await self._walk(aside, look_into=False)

        if self._browser is None:
            self._browser = Browser(self._settings)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            drawn = await self._browser.draw(reply, ask, host_key((*attempt.hops, reply.url)[0]))
            address = self._parse(drawn.url)
            attempt.drawn = drawn
            return replace(reply, url=address, body=drawn.body)
        finally:
            attempt.elapsed += loop.time() - began

    def _parse(self, address: str) -> URL:
        return parse(
            address,
            ports=self._settings.ports,
            longest=self._settings.max_address,
            allow_loopback=self._allow_loopback,
        )

    def _conditional(self, attempt: FetchAttempt) -> dict[str, str]:
        headers = conditional_headers(
            attempt.policy, attempt.started_at, self._settings.recheck_hours
        )
        if not headers:
            return {}
        try:
            host = host_key(self._parse(attempt.asked))
        except FetchError:
            return {}
        return headers if self._politeness.trusts(host) else {}
