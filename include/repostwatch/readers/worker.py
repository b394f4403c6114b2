"""A worker process that reads pages one after another, within limits of the operating system.

    python -m repostwatch.readers.worker SECONDS MEGABYTES

Its standard input is a socket. A call is a pickled function without arguments that returns what one
of FORMS has, behind the name of that form; an answer is that as JSON. Each stands behind its length
in HEAD bytes, an answer also behind the processor time that it took, in microseconds in as many.
It ends when the other side closes, when a page takes longer than SECONDS (SIGALRM, whose default
action reaches C code and holds when the parent is gone), or when it needs more than MEGABYTES.
"""

from __future__ import annotations

import ctypes
import pickle
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

import repostwatch.reading.page  # noqa: F401  so that the first page does not pay for it
from repostwatch.base.whole_text import whole_data
from repostwatch.model import Page, Release, StillPage
from repostwatch.model.navigation import Lead, SearchForm
from repostwatch.model.spot_checks import HomeLink
from repostwatch.reading.page_text import PageText
from repostwatch.releases.parsed import SourceReading

HEAD = 8
MICRO = 1_000_000
READY = b"!"
OUT_OF_MEMORY = 3  # exit code
# What can be asked for. Answers are data, never objects: who reads strangers' bytes is not trusted.
PAGE: TypeAdapter[Page] = TypeAdapter(Page)
STILL: TypeAdapter[StillPage | None] = TypeAdapter(StillPage | None)
WHOLE: TypeAdapter[PageText | None] = TypeAdapter(PageText | None)
RELEASE: TypeAdapter[Release] = TypeAdapter(Release)
LEADS: TypeAdapter[tuple[Lead, ...]] = TypeAdapter(tuple[Lead, ...])
SEARCHES: TypeAdapter[tuple[SearchForm, ...]] = TypeAdapter(tuple[SearchForm, ...])
SOURCE: TypeAdapter[SourceReading] = TypeAdapter(SourceReading)
HOME: TypeAdapter[tuple[Page, tuple[HomeLink, ...]]] = TypeAdapter(
    tuple[Page, tuple[HomeLink, ...]]
)
FORMS: dict[str, TypeAdapter[Any]] = {
    "page": PAGE,
    "still": STILL,
    "whole": WHOLE,
    "release": RELEASE,
    "leads": LEADS,
    "searches": SEARCHES,
    "source": SOURCE,
    "home": HOME,
}
MB = 1024 * 1024


PR_SET_NO_NEW_PRIVS = 38  # linux/prctl.h


def gain_no_privileges() -> None:
    """From here on no program that this process starts has more rights than it (prctl(2))."""
    if ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError("the kernel does not take PR_SET_NO_NEW_PRIVS")


def answer_of(form: str, found: object) -> bytes:
    """What was found, as JSON; halves of pairs, which JSON does not have, as a sign."""
    try:
        return FORMS[form].dump_json(found)
    except PydanticSerializationError:
        return to_json(whole_data(FORMS[form].dump_python(found, mode="python")))


def serve(seconds: float, megabytes: int) -> None:
    """Answer calls until the other side closes."""
    # Whoever started this may have left the alarm ignored or blocked.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MB, megabytes * MB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gain_no_privileges()
    with socket.socket(fileno=0) as wire, wire.makefile("rb") as calls:
        wire.sendall(READY)
        while head := calls.read(HEAD):
            call = calls.read(int.from_bytes(head))
            signal.setitimer(signal.ITIMER_REAL, seconds)
            # What is unpickled was made by the process that started this one.
            form, work = pickle.loads(call)  # noqa: S301
            began = time.process_time()
            answer = answer_of(form, work())
            spent = round((time.process_time() - began) * MICRO)
            signal.setitimer(signal.ITIMER_REAL, 0)
            wire.sendall(len(answer).to_bytes(HEAD) + spent.to_bytes(HEAD) + answer)


if __name__ == "__main__":
    try:
        with suppress(ConnectionError):  # the other side is gone
            serve(float(sys.argv[1]), int(sys.argv[2]))
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
