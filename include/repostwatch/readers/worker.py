"""A worker process that reads pages one after another, within limits of the operating system.

    python -m repostwatch.readers.worker SECONDS MEGABYTES

Its standard input is a socket. A call is a pickled function without arguments that returns a
Page, an answer that Page as JSON; each behind its length in HEAD bytes. It ends when the other
side closes, when a page takes longer than SECONDS (SIGALRM, whose default action reaches C code
and holds when the parent is gone), or when it needs more than MEGABYTES.
"""

from __future__ import annotations

import pickle
import resource
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from pydantic import TypeAdapter

from repostwatch import reading  # noqa: F401  so that the first page does not pay for it
from repostwatch.model import Page

HEAD = 8
READY = b"!"
OUT_OF_MEMORY = 3  # exit code
PAGE: TypeAdapter[Page] = TypeAdapter(Page)
MB = 1024 * 1024


def serve(seconds: float, megabytes: int) -> None:
    """Answer calls until the other side closes."""
    # Whoever started this may have left the alarm ignored or blocked.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MB, megabytes * MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=0) as wire, wire.makefile("rb") as calls:
        wire.sendall(READY)
        while head := calls.read(HEAD):
            call = calls.read(int.from_bytes(head))
            signal.setitimer(signal.ITIMER_REAL, seconds)
            # What is unpickled was made by the process that started this one.
            work: Callable[[], Page] = pickle.loads(call)  # noqa: S301
            answer = PAGE.dump_json(work())
            signal.setitimer(signal.ITIMER_REAL, 0)
            wire.sendall(len(answer).to_bytes(HEAD) + answer)


if __name__ == "__main__":
    try:
        with suppress(ConnectionError):  # the other side is gone
            serve(float(sys.argv[1]), int(sys.argv[2]))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
