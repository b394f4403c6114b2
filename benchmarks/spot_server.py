"""Made-up sites, served on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from spot_sites import KNOWN, OUTSIDE


class World(Protocol):
    """What its sites answer."""

    port: int

    def answer(self, host: str, path: str) -> tuple[int, str, str] | None:
        """Status, address that it leads to, and text; None: nobody answers."""


@contextmanager
def serving(world: World, hosts: Iterable[str]) -> Iterator[None]:
    """Serves these sites, the known ones and the shop, each at an address of its own on loopback,
    in a thread."""

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            target = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
            host = writer.get_extra_info("sockname")[0]
            answer = world.answer(host, target)
            if answer is None:
                writer.transport.abort()
                return
            status, there, text = answer
            head = f"HTTP/1.1 {status} x\r\nContent-Type: text/html; charset=utf-8\r\n"
            if there:
                head += f"Location: {there}\r\n"
            body = text.encode()
            head += f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    ready, ended = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        servers = [
            await asyncio.start_server(reply, host, world.port)
            for host in (*hosts, *KNOWN, OUTSIDE)
        ]
        ready.set()
        await ended.wait()
        for server in servers:
            server.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(60), "the servers could not be bound"
    try:
        yield
    finally:
        loops[0].call_soon_threadsafe(ended.set)
        thread.join()
