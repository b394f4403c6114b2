"""One request, one reply, through the gate and within the bounds. No redirects, no retries."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace, TracebackType
from typing import Self

import aiohttp
from multidict import MultiMapping
from yarl import URL

from repostwatch.crawl.bounds import ACCEPT_ENCODING, Progress, read_body
from repostwatch.crawl.gate import Gate, Lookup
from repostwatch.crawl.outcomes import FetchError, explain
from repostwatch.model import FetchStage
from repostwatch.settings import CrawlSettings

VERSION = "0.1"
# Of an answer that is no page: enough for the marks of a challenge and for the evidence.
ERROR_BYTES = 256 * 1024
READ_BUFFER = 128 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. `location` has the header's own bytes."""

    url: URL
    status: int
    headers: MultiMapping[str]
    location: bytes | None
    body: bytes

    @property
    def content_type(self) -> str | None:
        return self.headers.get("Content-Type")


def user_agent(settings: CrawlSettings) -> str:
    """Says what we are and whom to ask, in the form that crawlers are known by."""
    contact = f"; +{settings.contact}" if settings.contact else ""
    return f"Mozilla/5.0 (compatible; repostwatch/{VERSION}{contact})"


def legacy_context() -> ssl.SSLContext:
    """For servers named in the registry: TLS 1.0, old renegotiation, certificate not checked."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


class Transport:
    """Connections to the outside, every one of them through the gate. An async context."""

    def __init__(
        self, settings: CrawlSettings, *, allow_loopback: bool, lookup: Lookup | None = None
    ) -> None:
        self._settings = settings
        self._gate = Gate(
            allow_loopback=allow_loopback, seconds=settings.dns_seconds, lookup=lookup
        )
        self._legacy: ssl.SSLContext | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        settings = self._settings
        connector = aiohttp.TCPConnector(
            resolver=self._gate,
            socket_factory=self._gate.open_socket,
            # Every connection asks the gate anew; what it answers is connected to, once.
            use_dns_cache=False,
            # The crawler counts places itself: time-outs start when a place is free.
            limit=0,
            ssl=ssl.create_default_context(),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            requote_redirect_url=False,
            read_bufsize=READ_BUFFER,
            max_line_size=settings.max_header_bytes,
            max_field_size=settings.max_header_bytes,
            max_headers=settings.max_headers,
            timeout=aiohttp.ClientTimeout(
                total=None,
                sock_connect=settings.connect_seconds,
                sock_read=settings.read_seconds,
            ),
            headers={
                "User-Agent": user_agent(settings),
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Language": "zh-CN,zh;q=0.9",
                "Accept-Encoding": ACCEPT_ENCODING,
            },
            trace_configs=[_stages()],
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
        await self._gate.close()

    async def ask(
        self,
        url: URL,
        *,
        headers: Mapping[str, str],
        progress: Progress,
        limit: int,
        data: bytes | None = None,
        cut: bool = False,
        legacy_tls: bool = False,
    ) -> Reply:
        """One GET, or a POST of `data`. Raises FetchError and nothing else for what the web does.

        A body beyond `limit` is refused, or cut there where `cut` says so. That of a reply other
        than 2xx is always cut, at ERROR_BYTES.
        """
        if self._session is None:
            raise RuntimeError("the transport is used outside of its context")
        self._gate.check(url.raw_host or "")
        progress.stage, progress.received = FetchStage.CONNECT, 0
        context = self._legacy_context() if legacy_tls else True
        try:
            async with self._session.request(
                "GET" if data is None else "POST",
                url,
                headers=headers,
                data=data,
                allow_redirects=False,
                ssl=context,
                trace_request_ctx=progress,
            ) as response:
                progress.stage = FetchStage.BODY
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
                if not response.content.is_eof():
                    response.close()
                location = next(
                    (value for name, value in response.raw_headers if name.lower() == b"location"),
                    None,
                )
                return Reply(url, response.status, response.headers, location, body)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise explain(error, progress.received) from error

    def _legacy_context(self) -> ssl.SSLContext:
        if self._legacy is None:
            self._legacy = legacy_context()
        return self._legacy


def _stages() -> aiohttp.TraceConfig:
    """Keeps a fetch's Progress informed of what it is waiting for."""
    trace = aiohttp.TraceConfig()

    async def asked(
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestHeadersSentParams,
    ) -> None:
        del session, params
        context.trace_request_ctx.stage = FetchStage.ANSWER

    trace.on_request_headers_sent.append(asked)
    return trace
