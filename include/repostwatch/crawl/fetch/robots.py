"""robots.txt, by RFC 9309.

4xx means no rules. 5xx or no answer means, by the RFC, that everything is disallowed: the page is
not requested, and its outcome is that of robots.txt. A response that is not a robots.txt (a
homepage, an error page served as success) has no rules.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import islice

from protego import Protego
from yarl import URL

from repostwatch.crawl.fetch.challenge import challenge
from repostwatch.crawl.fetch.outcomes import FetchError, http_failure
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode

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


class Robots:
    """Rules per origin, fetched once and cached for `keep_seconds`."""

    def __init__(self, keep_seconds: float) -> None:
        self._keep = keep_seconds
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
        try:
            reply = await get(origin / "robots.txt")
            parsed = _parse(reply)
        except FetchError as failure:
            if failure.outcome not in NO_RULES or failure.passing or failure.status:
                raise _unreadable(failure) from failure
            parsed = None
        rules = Rules(parsed, asyncio.get_running_loop().time() + self._keep)
        while len(self._rules) >= KEPT:
            self._rules.pop(next(iter(self._rules)))
        self._rules[origin] = rules
        return rules


def _parse(reply: Reply) -> Protego | None:
    """The parsed rules, None if there are none. Raises FetchError if that is undetermined."""
    if reply.status >= 500:
        # A firewall that answers every address with 521 answers this one so, too.
        why = challenge(reply.status, reply.headers, reply.body)
        if why is not None:
            raise FetchError(Outcome.BLOCKED, why, status=reply.status)
        raise http_failure(reply.status)
    if not 200 <= reply.status < 300:
        return None
    text = reply.body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return None if text.lstrip()[:1] == "<" else Protego.parse(text)


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
