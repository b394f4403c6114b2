"""robots.txt, by RFC 9309.

Answered with 4xx: there are no rules. Answered with 5xx, or not at all: the RFC has us assume
that everything is disallowed, so the page is not asked for either, and the outcome is that of
robots.txt. Something that is no robots.txt (a homepage, an error page served as success) has
no rules in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego
from yarl import URL

from repostwatch.crawl.challenge import challenge
from repostwatch.crawl.outcomes import FetchError, http_failure
from repostwatch.crawl.transport import Reply
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode

AGENT = "repostwatch"
# Distinct origins whose rules are kept; beyond it the oldest are asked for again.
KEPT = 20_000


# The server answered, and what it answered is no robots.txt.
NO_RULES = frozenset(
    {
        Outcome.TOO_MANY_REDIRECTS,
        Outcome.UNDECODABLE,
        Outcome.FORBIDDEN_ADDRESS,
        Outcome.HTTP_ERROR,
    }
)
# What meets every path alike: robots.txt has no part in it.
WHOLE_HOST = frozenset({Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.TLS_ERROR, Outcome.BLOCKED})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to us. `parsed` is None where it says nothing."""

    parsed: Protego | None
    expires: float  # on the event loop's clock

    def allows(self, url: URL) -> bool:
        return self.parsed is None or self.parsed.can_fetch(str(url), AGENT)

    @property
    def delay(self) -> float:
        return float(self.parsed.crawl_delay(AGENT) or 0.0) if self.parsed is not None else 0.0


class Robots:
    """Rules per origin, each asked for once and kept for `keep_seconds`."""

    def __init__(self, keep_seconds: float) -> None:
        self._keep = keep_seconds
        self._rules: dict[URL, Rules] = {}
        self._asking: dict[URL, asyncio.Task[Rules]] = {}

    async def rules(self, url: URL, get: Callable[[URL], Awaitable[Reply]]) -> Rules:
        """The rules for an address. Raises FetchError where they cannot be known.

        `get` fetches a robots.txt with its redirects; it raises FetchError. Those who ask while an
        answer is on its way share it, a failure as well.
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

    async def close(self) -> None:
        """Let go of what is still being asked."""
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
    """None where there are no rules. Raises FetchError where that cannot be known."""
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
    """The host's failure, as such; what went wrong with robots.txt alone says so."""
    whole_host = failure.own or failure.outcome in WHOLE_HOST
    unreadable = because(VisitCode.ROBOTS_UNREADABLE, why=failure.reason)
    return FetchError(
        failure.outcome,
        failure.reason if whole_host else unreadable,
        status=failure.status,
        retry_after=failure.retry_after,
        own=failure.own,
    )
