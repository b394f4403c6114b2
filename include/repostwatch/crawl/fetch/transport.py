"""One request and its reply, through the gate and within limits. No redirects, no retries."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace, TracebackType
from typing import Any, Self

import aiohttp
from aiohttp.connector import Connection
from multidict import MultiMapping
from yarl import URL

from repostwatch.crawl.fetch.bounds import ACCEPT_ENCODING, Progress, read_body
from repostwatch.crawl.fetch.fetched import DEFAULT, Answer, FetchPolicy
from repostwatch.crawl.fetch.gate import Gate, Lookup
from repostwatch.crawl.fetch.outcomes import FetchError, explain
from repostwatch.model import FetchStage
from repostwatch.settings import CrawlSettings

VERSION = "0.1"
# Bytes read of an error reply: enough to recognise a challenge, and as evidence.
ERROR_BYTES = 256 * 1024
READ_BUFFER = 128 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's reply. `location` has the raw bytes of the header."""

    url: URL
    status: int
    headers: MultiMapping[str]
    location: bytes | None
    body: bytes
    answer: Answer | None = None  # None where no server gave it

    @property
    def content_type(self) -> str | None:
        return self.headers.get("Content-Type")


def user_agent(settings: CrawlSettings) -> str:
    """The User-Agent header: name, version and contact, in the usual form of crawlers."""
    contact = f"; +{settings.contact}" if settings.contact else ""
    return f"Mozilla/5.0 (compatible; repostwatch/{VERSION}{contact})"


def default_context() -> ssl.SSLContext:
    """TLS 1.2 or later, certificate checked as browsers do, by every build of Python.

    Some allow older versions by default. From 3.13 on certificates are refused for the form of
    their extensions, before it is looked at whether they have expired or are another host's.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def legacy_context() -> ssl.SSLContext:
    """For servers named in the registry: TLS 1.0, old renegotiation, certificate not checked."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


# Whose connection is being made, in the task that makes it.
_ASKING: ContextVar[Progress] = ContextVar("asking")


class _Connector(aiohttp.TCPConnector):
    """Records the peer of a connection, which is closed before the reply is processed."""

    async def connect(  # the limit is the base's
        self,
        req: aiohttp.ClientRequest,
        traces: list[Any],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109
    ) -> Connection:
        connection = await super().connect(req, traces, timeout)
        progress, transport = _ASKING.get(), connection.transport
        if transport is not None:
            peer = transport.get_extra_info("peername")
            secured = transport.get_extra_info("ssl_object")
            certificate = secured.getpeercert(binary_form=True) if secured is not None else None
            progress.ip = str(peer[0]) if peer else None
            progress.certificate = certificate and hashlib.sha256(certificate).hexdigest()
        return connection


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
        self._session = self._open(self._gate)
        return self

    def _new_gate(self, *, anywhere: bool = False) -> Gate:
        return Gate(
            allow_loopback=self._allow_loopback,
            seconds=self._settings.dns_seconds,
            lookup=self._lookup,
            anywhere=anywhere,
        )

    def _open(self, gate: Gate) -> aiohttp.ClientSession:
        settings = self._settings
        connector = _Connector(
            resolver=gate,
            socket_factory=gate.open_socket,
            # Every connection resolves through the gate again and uses exactly that result.
            use_dns_cache=False,
            # The crawler counts places itself: time-outs start when a place is free.
            limit=0,
            ssl=default_context(),
        )
        return aiohttp.ClientSession(
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
        if self._session is None:
            raise RuntimeError("the transport is used outside of its context")
        self._gate.check(url.raw_host or "")
        session = self._session
        if policy.proxy is not None:
            # The proxy asks its own name server; what we know of the name has to be public, too.
            await self._gate.resolve(url.raw_host or "", url.port or 0)
            session = self._by_way_of(policy.proxy)
        progress.stage, progress.received = FetchStage.CONNECT, 0
        _ASKING.set(progress)
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
                whole = response.content.is_eof()
                if not whole:
                    response.close()
                location = next(
                    (value for name, value in response.raw_headers if name.lower() == b"location"),
                    None,
                )
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
                return Reply(url, response.status, response.headers, location, body, answer)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise explain(error, progress.received) from error

    def _by_way_of(self, proxy: str) -> aiohttp.ClientSession:
        """Connections to this proxy only: its address opens the gate to nothing else."""
        if proxy not in self._ways:
            own = proxy in (self._settings.proxy, *self._settings.own_proxies)
            gate = self._new_gate(anywhere=own)
            gate.check(URL(proxy).raw_host or "")
            self._ways[proxy] = gate, self._open(gate)
        return self._ways[proxy][1]

    def _legacy_context(self) -> ssl.SSLContext:
        if self._legacy is None:
            self._legacy = legacy_context()
        return self._legacy


def _stages() -> aiohttp.TraceConfig:
    """Callbacks that record in Progress what a fetch is waiting for."""
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
