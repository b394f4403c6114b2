"""robots.txt, by RFC 9309.

4xx means no rules. 5xx or no answer means, by the RFC, that everything is disallowed: the page is
not requested, and its outcome is that of robots.txt. A response that is not a robots.txt (a
homepage, an error page served as success) has no rules.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from protego import Protego
from yarl import URL

from repostwatch.crawl.fetch.challenge import challenge
from repostwatch.crawl.fetch.outcomes import FetchError, http_failure
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.hosts import RobotsText

_MAPS = 5  # of a site; more are those of its articles
AGENT = "repostwatch"
# Number of origins with cached rules; the oldest are dropped.
KEPT = 20_000


# Outcomes of a server that answered with something other than a robots.txt.
NO_RULES = frozenset(
    {
        Outcome.TOO_MANY_REDIRECTS,
        Outcome.UNDECODABLE,
        Outcome.FORBIDDEN_ADDRESS,
        Outcome.HTTP_ERROR,
    }
)
# Outcomes that every path of the host has, not only robots.txt.
WHOLE_HOST = frozenset({Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.TLS_ERROR, Outcome.BLOCKED})


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a robots.txt for this crawler. `parsed` is None if there are none."""

    parsed: Protego | None
    expires: float  # on the event loop's clock

    def allows(self, url: URL) -> bool:
        return self.parsed is None or self.parsed.can_fetch(str(url), AGENT)

    @property
    def delay(self) -> float:
        return float(self.parsed.crawl_delay(AGENT) or 0.0) if self.parsed is not None else 0.0

    @property
    def site_maps(self) -> tuple[str, ...]:
        """Addresses of site maps that it names."""
        return () if self.parsed is None else tuple(islice(self.parsed.sitemaps, _MAPS))


class RobotsTexts(Protocol):
    """Storage of what was read of robots.txt between runs."""

    def load(self, origin: str) -> RobotsText | None: ...
    def save(self, read: RobotsText) -> None: ...


class Robots:
    """Rules per origin, fetched once and cached for `keep_seconds`; between runs in `texts`."""

    def __init__(
        self, keep_seconds: float, now: Callable[[], datetime], texts: RobotsTexts | None = None
    ) -> None:
        self._keep, self._now, self._texts = keep_seconds, now, texts
        self._rules: dict[URL, Rules] = {}
        self._asking: dict[URL, asyncio.Task[Rules]] = {}

    async def rules(self, url: URL, get: Callable[[URL], Awaitable[Reply]]) -> Rules:
        """The rules for an address. Raises FetchError if they cannot be determined.

        `get` fetches a robots.txt with its redirects; it raises FetchError. Concurrent calls for
        the same origin share one request, also if it fails.
        """
        origin = url.origin()
        known = self._rules.get(origin)
        if known is not None and known.expires > asyncio.get_running_loop().time():
            return known
        task = self._asking.get(origin)
        if task is None:
            task = asyncio.create_task(self._ask(origin, get))
            self._asking[origin] = task
            task.add_done_callback(lambda _: self._asking.pop(origin, None))
        return await asyncio.shield(task)

    def site_maps(self, url: URL) -> tuple[str, ...]:
        """The site maps that the robots.txt of an address names, where it was asked for."""
        known = self._rules.get(url.origin())
        return known.site_maps if known is not None else ()

    async def close(self) -> None:
        """Cancel requests in progress."""
        tasks = list(self._asking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, origin: URL, get: Callable[[URL], Awaitable[Reply]]) -> Rules:
        read = self._texts.load(str(origin)) if self._texts else None
        age = (self._now() - read.asked_at).total_seconds() if read else 0.0
        if read is None or not 0 <= age < self._keep:
            age = 0.0
            read = RobotsText(str(origin), self._now(), await _ask_for(origin, get))
            if self._texts:
                self._texts.save(read)
        parsed = None if read.text is None else Protego.parse(read.text)
        rules = Rules(parsed, asyncio.get_running_loop().time() + self._keep - age)
        while len(self._rules) >= KEPT:
            self._rules.pop(next(iter(self._rules)))
        self._rules[origin] = rules
        return rules


async def _ask_for(origin: URL, get: Callable[[URL], Awaitable[Reply]]) -> str | None:
    try:
        return _text(await get(origin / "robots.txt"))
    except FetchError as failure:
        if failure.outcome not in NO_RULES or failure.passing or failure.status:
            raise _unreadable(failure) from failure
        return None


def _text(reply: Reply) -> str | None:
    """Its text, None if there are no rules. Raises FetchError if that is undetermined."""
    if reply.status >= 500:
        # A firewall that answers every address with 521 answers this one so, too.
        why = challenge(reply.status, reply.headers, reply.body)
        if why is not None:
            raise FetchError(Outcome.BLOCKED, why, status=reply.status)
        raise http_failure(reply.status)
    if not 200 <= reply.status < 300:
        return None
    text = reply.body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return None if text.lstrip()[:1] == "<" else text


def _unreadable(failure: FetchError) -> FetchError:
    """The failure of the whole host unchanged; one of robots.txt alone with that reason."""
    whole_host = failure.own or failure.outcome in WHOLE_HOST
    unreadable = because(VisitCode.ROBOTS_UNREADABLE, why=failure.reason)
    return FetchError(
        failure.outcome,
        failure.reason if whole_host else unreadable,
        status=failure.status,
        retry_after=failure.retry_after,
        own=failure.own,
    )
