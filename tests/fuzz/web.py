"""The loopback web of the fuzzing: a server for each portal, on an address of its own.

It answers from a thread of this process; `seconds` is the processor time of that thread, which
is no cost of the program under test.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from tests.fuzz.cases import ANY, OTHER, OWN, answer

MISSING = answer(b"none", status=b"404 Not Found")
TLS = b"\x16"
HEAD_BYTES = 256 * 1024
# With it every host is as long as the name that stands for it.
FIRST = 100


class Web:
    """`hosts` are the addresses, the innocent portal's first; `answers` what each one serves."""

    def __init__(self, portals: int) -> None:
        self.hosts: list[str] = []
        self.answers: list[Mapping[str, bytes]] = [{}] * portals
        self._portals, self._ready, self._thread = portals, threading.Event(), 0

    @property
    def seconds(self) -> float:
        return time.clock_gettime(time.pthread_getcpuclockid(self._thread))

    def serve(self, answers: Sequence[Mapping[str, bytes]]) -> None:
        """From here on these are served, by the first hosts."""
        self.answers = [*answers, *[{}] * (self._portals - len(answers))]

    async def _run(self, ended: asyncio.Event) -> None:
        self._thread = threading.get_ident()
        servers = []
        for number in range(self._portals):
            server = await asyncio.start_server(
                self._handler(number), f"127.0.1.{FIRST + number}", limit=HEAD_BYTES
            )
            host, port = server.sockets[0].getsockname()[:2]
            self.hosts.append(f"{host}:{port}")
            servers.append(server)
        self._ready.set()
        await ended.wait()
        for server in servers:
            server.close()

    def _handler(self, number: int):  # type: ignore[no-untyped-def]
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(OSError, EOFError, asyncio.LimitOverrunError):
                head = await reader.readexactly(1)
                if head == TLS:  # nobody here speaks it: gone, instead of waiting for more
                    raise EOFError
                head += await reader.readuntil(b"\r\n\r\n")
                target = head.split(b" ", 2)[1].decode("latin-1")
                writer.write(self._answer(number, target))
                await writer.drain()
            writer.close()

        return handle

    def _answer(self, number: int, target: str) -> bytes:
        served = self.answers[number]
        path = target.partition("?")[0]
        default = MISSING if path == "/robots.txt" else served.get(ANY, MISSING)
        found = served.get(target) or served.get(path) or default
        own, other = self.hosts[number].encode(), self.hosts[0].encode()
        return found.replace(OWN, own).replace(OTHER, other)


@contextmanager
def served(portals: int) -> Iterator[Web]:
    """A web of so many portals that answers while inside."""
    web = Web(portals)
    loop, ended = asyncio.new_event_loop(), asyncio.Event()

    def run() -> None:
        loop.run_until_complete(web._run(ended))
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.close()

    thread = threading.Thread(target=run, name="hostile web", daemon=True)
    thread.start()
    web._ready.wait()
    try:
        yield web
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
