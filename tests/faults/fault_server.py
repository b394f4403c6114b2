"""A web that misbehaves: one class per fault, each on a loopback port of its own.

A fault is spoken in raw bytes, so that nothing mends it on the way. It states what a crawler has
to make of it: outcome, the reason or its code, and the facts. `read` is what remains once
the page was also read, where that differs.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import ClassVar

from repostwatch.model import Outcome, Reason
from repostwatch.model.reasons import Code

FAULTS: list[type[Fault]] = []
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>测试省人民政府</title></head><body>"
    "<div class='list'><h2>国务院重要政策信息</h2><ul>"
    + "".join(
        f"<li><a href='/art/2026/8/{day}/art_1_{day}.html'>国务院办公厅关于规范第{day}号事项的意见"
        f"</a><span>2026-08-{day:02}</span></li>"
        for day in range(20, 0, -1)
    )
    + "</ul></div></body></html>"
).encode()
STALL_SECONDS = 600.0  # longer than any test waits


class Wire:
    """One connection as a fault sees it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.host = ""
        self.headers: dict[str, str] = {}

    async def request(self) -> str:
        """The next request's target; raises EOFError where there is none."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        self.headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        self.host = self.headers.get("host", "")
        return head[0].split(" ")[1]

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes = b"", status: str = "200 OK", **extra: str) -> None:
        """A whole answer. `extra` are headers with `_` for `-`; an empty one is left out."""
        headers = {
            "Content_Type": "text/html; charset=utf-8",
            "Content_Length": str(len(body)),
            **extra,
        }
        lines = "".join(
            f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items() if value
        )
        head = f"HTTP/1.1 {status}\r\n{lines}\r\n"
        await self.send(head.encode("utf-8", "surrogateescape") + body)

    async def stall(self) -> None:
        """Silence, until the visitor goes away."""
        with suppress(TimeoutError):
            async with asyncio.timeout(STALL_SECONDS):
                while await self.reader.read(65536):
                    pass

    def reset(self) -> None:
        """Close so that the other side sees a reset, not an end."""
        bound = self.writer.get_extra_info("socket")
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


class Fault:
    """The base of all. `talk` is called for every request but that for robots.txt (404)."""

    outcome: ClassVar[Outcome] = Outcome.OK
    reason: ClassVar[Code | Reason | None] = None
    status: ClassVar[int | None] = None
    read: ClassVar[Outcome | None] = None
    final: ClassVar[str | None] = None  # path of the address after redirects, where it differs
    size: ClassVar[int | None] = None
    expect: ClassVar[str] = "html"
    at_accept: ClassVar[bool] = False  # misbehaves before it hears a request
    scheme: ClassVar[str] = "http"

    def __init_subclass__(cls, *, abstract: bool = False) -> None:
        if not abstract:
            FAULTS.append(cls)

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = 0

    @classmethod
    def name(cls) -> str:
        return cls.__name__

    @classmethod
    def explains(cls, reason: Reason | None) -> bool:
        """Whether `reason` says what the fault is, alone or among others."""
        found = reason.walk() if reason else ()
        return cls.reason is None or any(cls.reason in (one, one.code) for one in found)

    @classmethod
    def after_reading(cls) -> Outcome:
        return cls.read or cls.outcome

    def context(self) -> ssl.SSLContext | None:
        return None

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/"

    async def accept(self, wire: Wire) -> None:
        """What happens on a connection."""
        while True:
            target = await wire.request()
            self.asked.append(target)
            if target == "/robots.txt":
                await wire.answer(b"none", "404 Not Found")
            else:
                await self.talk(wire, target)

    async def talk(self, wire: Wire, target: str) -> None:
        raise NotImplementedError

    @asynccontextmanager
    async def serving(self, sock: socket.socket) -> AsyncIterator[None]:
        """Answers on a bound socket while inside."""

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await self.accept(Wire(reader, writer))
            except (OSError, EOFError, ssl.SSLError, asyncio.LimitOverrunError):
                pass  # the visitor went away, which is its right
            finally:
                writer.close()

        tasks: set[asyncio.Task[None]] = set()

        def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            tasks.add(task := asyncio.create_task(connected(reader, writer)))
            task.add_done_callback(tasks.discard)

        server = await asyncio.start_server(begin, sock=sock, ssl=self.context())
        try:
            yield
        finally:
            server.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def serve(faults: Iterable[Fault]) -> AsyncIterator[None]:
    """All of these answer while inside, each on its own port."""
    async with AsyncExitStack() as stack:
        for fault in faults:
            sock = socket.socket()
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(("127.0.0.1", fault.port))  # the same one when it is served again
            fault.port = sock.getsockname()[1]
            await stack.enter_async_context(fault.serving(sock))
        yield
