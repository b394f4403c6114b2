"""Connections through the gate, and what is recorded while they are made."""

from __future__ import annotations

import hashlib
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

import aiohttp
from aiohttp.connector import Connection

from repostwatch.crawl.fetch.bounds import ACCEPT_ENCODING, Progress
from repostwatch.crawl.fetch.gate import Gate
from repostwatch.crawl.fetch.tls import default_context
from repostwatch.crawl.fetch.user_agent import user_agent
from repostwatch.model import FetchStage
from repostwatch.settings import CrawlSettings

READ_BUFFER = 128 * 1024
# Whose connection is being made, in the task that makes it.
ASKING: ContextVar[Progress] = ContextVar("asking")


class _Connector(aiohttp.TCPConnector):
    """Records the peer of a connection, which is closed before the reply is processed."""

    async def connect(  # the limit is the base's
        self,
        req: aiohttp.ClientRequest,
        traces: list[Any],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109
    ) -> Connection:
        connection = await super().connect(req, traces, timeout)
        progress, transport = ASKING.get(), connection.transport
        if transport is not None:
            peer = transport.get_extra_info("peername")
            secured = transport.get_extra_info("ssl_object")
            certificate = secured.getpeercert(binary_form=True) if secured is not None else None
            progress.ip = str(peer[0]) if peer else None
            progress.certificate = certificate and hashlib.sha256(certificate).hexdigest()
        return connection


def open_session(settings: CrawlSettings, gate: Gate) -> aiohttp.ClientSession:
    """A session whose every connection goes through this gate."""
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
