"""One request and its reply, through the gate and within limits. No redirects, no retries."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from repostwatch.crawl.fetch.bounds import Progress, read_body
from repostwatch.crawl.fetch.fetched import DEFAULT, Answer, FetchPolicy
from repostwatch.crawl.fetch.gate import Gate, Lookup
from repostwatch.crawl.fetch.outcomes import FetchError, explain
from repostwatch.crawl.fetch.reply import Reply
from repostwatch.crawl.fetch.session import ASKING, open_session
from repostwatch.crawl.fetch.tls import legacy_context
from repostwatch.model import FetchStage
from repostwatch.settings import CrawlSettings

# Bytes read of an error reply: enough to recognise a challenge, and as evidence.
ERROR_BYTES = 256 * 1024


class Transport:
    """Outgoing connections, all through the gate. An async context manager."""

    def __init__(
        self, settings: CrawlSettings, *, allow_loopback: bool, lookup: Lookup | None = None
    ) -> None:
        self._settings, self._allow_loopback, self._lookup = settings, allow_loopback, lookup
        self._gate = self._new_gate()
        self._ways: dict[str, tuple[Gate, aiohttp.ClientSession]] = {}
        self._legacy: ssl.SSLContext | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = open_session(self._settings, self._gate)
        return self

    def _new_gate(self, *, anywhere: bool = False) -> Gate:
        return Gate(
            allow_loopback=self._allow_loopback,
            seconds=self._settings.dns_seconds,
            lookup=self._lookup,
            anywhere=anywhere,
        )

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
        await self._gate.close()
        for gate, session in self._ways.values():
            await session.close()
            await gate.close()

    async def ask(
        self,
        url: URL,
        *,
        headers: Mapping[str, str],
        progress: Progress,
        limit: int,
        data: bytes | None = None,
        cut: bool = False,
        policy: FetchPolicy = DEFAULT,
    ) -> Reply:
        """Send one GET, or a POST of `data`. Raises only FetchError for failures of the web.

        A body longer than `limit` is refused, or truncated if `cut`. The body of a reply other
        than 2xx is always truncated to ERROR_BYTES.
        """
        session = await self._session_for(url, policy)
        progress.stage, progress.received = FetchStage.CONNECT, 0
        ASKING.set(progress)
        context = self._legacy_context() if policy.legacy_tls else True
        try:
            async with session.request(
                "GET" if data is None else "POST",
                url,
                headers=headers,
                data=data,
                allow_redirects=False,
                ssl=context,
                proxy=policy.proxy,
                trace_request_ctx=progress,
            ) as response:
                progress.stage = FetchStage.BODY
                body, whole = await _body(response, progress, limit, cut=cut)
                answer = Answer(
                    url=str(url),
                    status=response.status,
                    headers=response.headers,
                    body=body,
                    at=datetime.now(UTC),
                    method=response.method,
                    sent=response.request_info.headers,
                    ip=None if policy.proxy else progress.ip,
                    certificate=progress.certificate,
                    cut=not whole,
                )
                return Reply(
                    url, response.status, response.headers, _location(response), body, answer
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise explain(error, progress.received) from error

    async def _session_for(self, url: URL, policy: FetchPolicy) -> aiohttp.ClientSession:
        """The connections by which an address may be reached. Raises FetchError where by none."""
        if self._session is None:
            raise RuntimeError("the transport is used outside of its context")
        self._gate.check(url.raw_host or "")
        if policy.proxy is None:
            return self._session
        # The proxy asks its own name server; what we know of the name has to be public, too.
        await self._gate.resolve(url.raw_host or "", url.port or 0)
        return self._by_way_of(policy.proxy)

    def _by_way_of(self, proxy: str) -> aiohttp.ClientSession:
        """Connections to this proxy only: its address opens the gate to nothing else."""
        if proxy not in self._ways:
            own = proxy in (self._settings.proxy, *self._settings.own_proxies)
            gate = self._new_gate(anywhere=own)
            gate.check(URL(proxy).raw_host or "")
            self._ways[proxy] = gate, open_session(self._settings, gate)
        return self._ways[proxy][1]

    def _legacy_context(self) -> ssl.SSLContext:
        if self._legacy is None:
            self._legacy = legacy_context()
        return self._legacy


async def _body(
    response: aiohttp.ClientResponse, progress: Progress, limit: int, *, cut: bool
) -> tuple[bytes, bool]:
    """A reply's body, and whether it is whole; else the connection is not used again. A failure of
    one that ended before its length has the status that came."""
    page = 200 <= response.status < 300
    try:
        body = await read_body(
            response.content,
            response.headers.get("Content-Encoding", ""),
            limit if page else min(limit, ERROR_BYTES),
            progress,
            cut=cut or not page,
        )
    except FetchError:
        response.close()
        raise
    except aiohttp.ClientPayloadError as error:
        # What had come is not handed out any more; of other replies than pages nobody needs it.
        if not page:
            return b"", False
        failure = explain(error, response.content.total_bytes)
        failure.status = response.status
        raise failure from error
    whole = response.content.is_eof()
    if not whole:
        response.close()
    return body, whole


def _location(response: aiohttp.ClientResponse) -> bytes | None:
    return next(
        (value for name, value in response.raw_headers if name.lower() == b"location"), None
    )
