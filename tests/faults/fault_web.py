"""The fault server in a thread of its own, beside a program that has its own event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.faults.faults import Fault, serve


@contextmanager
def fault_web(faults: Sequence[Fault]) -> Iterator[None]:
    """All of these answer while inside."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    ended = asyncio.Event()

    async def main() -> None:
        async with serve(faults):
            ready.set()
            await ended.wait()

    def run() -> None:
        try:
            loop.run_until_complete(main())
        finally:
            ready.set()
            loop.close()

    thread = threading.Thread(target=run, name="fault web")
    thread.start()
    ready.wait()
    try:
        yield
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(ended.set)
        thread.join()
