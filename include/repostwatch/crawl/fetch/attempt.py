"""One attempt at fetching a page: its redirects, replies and the resulting visit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from yarl import URL

from repostwatch.base.sites import same_site, site_of
from repostwatch.crawl.fetch.bounds import Progress
from repostwatch.crawl.fetch.cookies import Cookies
from repostwatch.crawl.fetch.fetched import Answer, Fetched, FetchPolicy, RenderedPage
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.crawl.fetch.politeness import host_key, lane_of
from repostwatch.crawl.fetch.redirects import require_harmless, require_site
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.model import Outcome, Reason, Visit, because
from repostwatch.model.codes import VisitCode

# `part` is a subresource of a page in the browser.
Kind = Literal["page", "robots", "part"]


@dataclass(slots=True)
class FetchAttempt:
    """An attempt from the requested address to the last reply.

    `elapsed` is seconds of transfer, without waiting for politeness. `limit` is for the body, in
    bytes. `data` is the body of a POST, None for a GET. `led_by` is the address whose fetch needs
    this one, None where it is fetched for itself.
    """

    asked: str
    policy: FetchPolicy
    started_at: datetime
    limit: int
    kind: Kind = "page"
    led_by: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None
    hops: list[URL] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)
    elapsed: float = 0.0
    reply: Reply | None = None
    drawn: RenderedPage | None = None
    answers: list[Answer] = field(default_factory=list)
    _cookies: Cookies = field(default_factory=Cookies)

    def arrive(self, url: URL, most: int) -> None:
        """Raises FetchError(too_many_redirects)."""
        self.hops.append(url)
        if len(self.hops) > most + 1:
            circle = len(set(self.hops)) < len(self.hops)
            code = VisitCode.REDIRECT_CIRCLE if circle else VisitCode.TOO_MANY_REDIRECTS
            raise FetchError(Outcome.TOO_MANY_REDIRECTS, because(code, limit=most))

    def require_followable(self, address: str) -> None:
        """Raises FetchError for an address that is not asked for where a stranger named it."""
        if self.policy.within and self.kind != "robots":
            require_site(address, self.policy.within)
        if self.policy.followed or len(self.hops) > 1:
            require_harmless(address)

    @property
    def lane(self) -> str:
        """Which limits and pauses hold for the latest hop: those of its host, or, where another
        site led here, those of what that site leads to on this host. So nobody keeps others
        waiting, or has them left alone, by redirects to a host of theirs."""
        host, asker = host_key(self.hops[-1]), self.led_by or str(self.hops[0])
        if same_site(asker, str(self.hops[-1])):
            return host
        return lane_of(host, site_of(asker) or host_key(URL(asker)))

    def keep_cookies(self, reply: Reply) -> None:
        """Some servers set a cookie and redirect to themselves; no cookie outlives its fetch."""
        # A server's dates are of the real clock; a pass may be said to be made at another time.
        now = min(self.started_at, datetime.now(UTC))
        self._cookies.take(reply.headers.getall("Set-Cookie", ()), reply.url, now)

    def headers_for(self, url: URL) -> dict[str, str]:
        headers = dict(self.policy.headers) | self.headers
        text = self._cookies.header(url)
        return headers | {"Cookie": text} if text else headers

    def ended(self, reply: Reply, outcome: Outcome, reason: Reason | None) -> Fetched:
        body = None if outcome is Outcome.NOT_MODIFIED else reply.body
        visit = Visit(
            url=self.asked,
            outcome=outcome,
            fetched_at=self.started_at,
            final_url=str(reply.url),
            status=reply.status,
            size=len(body or b""),
            elapsed=self.elapsed,
            reason=reason,
            digest=None if body is None else hashlib.sha256(body).hexdigest(),
            content_type=_text(reply.content_type),
            etag=_text(reply.headers.get("ETag")),
            last_modified=_text(reply.headers.get("Last-Modified")),
        )
        fetched = Fetched(visit, body, reply.headers, self.redirects, answers=tuple(self.answers))
        if self.drawn is None:
            return fetched
        drawn = self.drawn
        return replace(fetched, screen=drawn.screen, picture=drawn.picture, browser=drawn.browser)

    def failed(self, failure: FetchError) -> Fetched:
        """The visit of a failed attempt, with the body of an error reply as evidence."""
        if self.reply is not None:
            return self.ended(self.reply, failure.outcome, failure.reason)
        visit = Visit(
            url=self.asked,
            outcome=failure.outcome,
            fetched_at=self.started_at,
            final_url=str(self.hops[-1]) if self.hops else None,
            status=failure.status,
            size=self.progress.received,
            elapsed=self.elapsed,
            reason=failure.reason,
        )
        return Fetched(visit, redirects=self.redirects, answers=tuple(self.answers))

    @property
    def redirects(self) -> tuple[str, ...]:
        return tuple(str(hop) for hop in self.hops[:-1])


def printable(value: str) -> bool:
    """Whether a text is valid in a header."""
    return value.isascii() and value.isprintable()


def _text(value: str | None) -> str | None:
    """A header as text that any store can hold: some servers send GBK or control characters."""
    if value is None:
        return None
    raw = value.encode("utf-8", "surrogateescape")
    return "".join(c for c in raw.decode("utf-8", "replace") if c.isprintable())[:500]
