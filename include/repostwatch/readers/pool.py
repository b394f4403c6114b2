"""Read pages in worker processes, so that a hostile page cannot harm the scan.

A page is untrusted input of a parser written in C: it may take a minute, all memory, or crash the
process. In a worker only that worker is lost; the visit ends with a typed outcome, a new worker
reads the next page, and the scan's event loop is not blocked.

Why not a ProcessPoolExecutor: a worker that dies breaks the whole pool, and it is unknown which
page was the cause. Why not fork: a scan has threads, a database connection and perhaps a browser.
A worker is a new program that shares one socket with this one, reads one page at a time, and ends
when the socket closes, even if this program was killed.

What that costs, beside reading in the scan's own process: 0.2 s until a worker is ready (0.4 s
where Python may not keep its bytecode), 45 MB for each, and 0.4 ms for a page of 131 KB. Workers
are started when all others are busy, so a scan of one portal has one. Nothing is read in the
scan's own process because it is small: small bytes crash a parser as well as large ones.
"""

from __future__ import annotations

import asyncio
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from repostwatch.base.environment import bare_environment
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.turns import Turns
from repostwatch.model import Outcome, Page, Reason, Release, StillPage, because
from repostwatch.model.codes import ReaderCode
from repostwatch.model.navigation import Lead, SearchForm
from repostwatch.model.spot_checks import HomeLink
from repostwatch.readers.worker import FORMS, HEAD, MICRO, OUT_OF_MEMORY, READY
from repostwatch.reading.page_text import PageText
from repostwatch.releases.parsed import SourceReading
from repostwatch.settings import ScanSettings

# A process that failed still writes down why.
ENDING_SECONDS = 10.0
# Of an answer. 10,000 links, the most that a page may have, take 4 MB; beyond this, what stands
# before each of them was repeated, and would fill this process in turn.
ANSWER_BYTES = 64 * 1024 * 1024

HomePage = tuple[Page, tuple[HomeLink, ...]]
_T = TypeVar("_T")


class ReadError(Exception):
    """A page that could not be read; `seconds` is how long a reader was busy with it."""

    def __init__(self, outcome: Outcome, reason: Reason) -> None:
        super().__init__(f"{outcome.value}: {reason.code}")
        self.outcome, self.reason = outcome, reason
        self.seconds = 0.0


class Readers:
    """Up to `readers` worker processes, started on demand. An async context manager."""

    def __init__(self, settings: ScanSettings) -> None:
        self._settings = settings
        self._turns = Turns(max(settings.readers, 1), settings.slow_seconds)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in tuple(self._all):
            self._end(worker)

    async def read(self, work: Callable[[], Page], owner: str = "") -> Page:
        """What `work` returns, a function that can be pickled. Raises ReadError.
        `owner` is the portal whose page it is: see `turns`. Without readers `work` is called here
        and now, and raises what it raises.
        """
        return (await self.read_at_cost(work, owner))[0]

    async def read_at_cost(self, work: Callable[[], Page], owner: str) -> tuple[Page, float]:
        """The same with the processor time that it took, in seconds."""
        return await self._ask("page", work, owner)

    async def still(self, work: Callable[[], StillPage | None]) -> StillPage | None:
        """The same of a kept page that is to be shown."""
        return (await self._ask("still", work))[0]

    async def whole(self, work: Callable[[], PageText | None], owner: str = "") -> PageText | None:
        """The same of a kept page that is to be searched."""
        return (await self._ask("whole", work, owner))[0]

    async def release(self, work: Callable[[], Release]) -> Release:
        """The same of a release that its own article completes."""
        return (await self._ask("release", work))[0]

    async def leads(self, work: Callable[[], tuple[Lead, ...]]) -> tuple[Lead, ...]:
        """The same of where a page leads on to."""
        return (await self._ask("leads", work))[0]

    async def searches(self, work: Callable[[], tuple[SearchForm, ...]]) -> tuple[SearchForm, ...]:
        """The same of the searches that a page offers."""
        return (await self._ask("searches", work))[0]

    async def home(self, work: Callable[[], HomePage], owner: str) -> HomePage:
        """The same of a homepage and the addresses to which it links."""
        return (await self._ask("home", work, owner))[0]

    async def source(self, work: Callable[[], SourceReading]) -> SourceReading:
        """The same of a source of releases."""
        return (await self._ask("source", work))[0]

    async def _ask(self, form: str, work: Callable[[], _T], owner: str = "") -> tuple[_T, float]:
        if not self._settings.readers:
            began = time.process_time()
            return work(), time.process_time() - began
        call = pickle.dumps((form, work), pickle.HIGHEST_PROTOCOL)
        async with self._turns.turn(owner):
            answer, seconds = await self._answer(self._take(), call)
        found: _T = FORMS[form].validate_json(answer)
        return found, seconds

    async def _answer(self, worker: _Worker, call: bytes) -> tuple[bytearray, float]:
        """What a worker answers, and its processor time. It is idle afterwards, or ended."""
        began = asyncio.get_running_loop().time()
        try:
            answer, seconds = await worker.ask(call)
        except (EOFError, ConnectionError):
            code = await asyncio.to_thread(worker.ended)
            self._end(worker)
            failure = self._explained(code)
            failure.seconds = asyncio.get_running_loop().time() - began
            raise failure from None
        except BaseException:  # cancelled in the midst of a page, or the answer not taken
            self._end(worker)
            raise
        self._idle.append(worker)
        return answer, seconds

    def _take(self) -> _Worker:
        """The most recently used idle worker that is still alive, or a new one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._end(worker)
        worker = _Worker(self._settings.reader_seconds, self._settings.reader_megabytes)
        self._all.add(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        self._all.discard(worker)
        worker.end()

    def _explained(self, code: int) -> ReadError:
        """The exit of a worker as the error of its page."""
        if code == -signal.SIGALRM:
            why = because(ReaderCode.TIMEOUT, seconds=self._settings.reader_seconds)
            return ReadError(Outcome.TOO_LARGE, why)
        if code == OUT_OF_MEMORY:
            why = because(ReaderCode.MEMORY, megabytes=self._settings.reader_megabytes)
            return ReadError(Outcome.TOO_LARGE, why)
        killed = because(ReaderCode.KILLED, signal=-code) if code < 0 else None
        return ReadError(Outcome.UNDECODABLE, killed or because(ReaderCode.CRASHED))


class _Worker:
    """One process and the socket to it."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self._wire, theirs = socket.socketpair()
        self._wire.setblocking(False)
        self._ready = False
        # -P: a file beside whoever runs this is no module. A session of its own: Ctrl-C is for
        # the scan, which ends its workers.
        command = (sys.executable, "-P", "-m", "repostwatch.readers.worker")
        with theirs:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603  our own program
                (*command, str(seconds), str(megabytes)),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=bare_environment(),
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    async def ask(self, call: bytes) -> tuple[bytearray, float]:
        """The answer to a call, and the processor time it took.

        Raises EOFError or ConnectionError where the process ended, and ReadError where the answer
        is too large to be taken.

        Raises RepostwatchError where it never began: that is no fault of the page.
        """
        if not self._ready:
            try:
                self._ready = await self._receive(len(READY)) == READY
            except (EOFError, ConnectionError):
                code = await asyncio.to_thread(self.ended)
                raise RepostwatchError(
                    f"a reader did not start (exit code {code}): see its message above. "
                    "REPOSTWATCH_SCAN__READERS=0 reads without readers."
                ) from None
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._wire, len(call).to_bytes(HEAD) + call)
        size = int.from_bytes(await self._receive(HEAD))
        seconds = int.from_bytes(await self._receive(HEAD)) / MICRO
        if size > ANSWER_BYTES:
            why = because(ReaderCode.ANSWER_TOO_LARGE, size=size, limit=ANSWER_BYTES)
            failure = ReadError(Outcome.TOO_LARGE, why)
            failure.seconds = seconds
            raise failure
        return await self._receive(size), seconds

    def ended(self) -> int:
        """The exit code of a process that closed its socket, and is just ending."""
        try:
            return self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def end(self) -> None:
        """End the process, whatever it does. May be called twice."""
        self._wire.close()
        self._process.kill()
        self._process.wait()

    async def _receive(self, size: int) -> bytearray:
        loop = asyncio.get_running_loop()
        found = bytearray(size)
        rest = memoryview(found)
        while rest:
            count = await loop.sock_recv_into(self._wire, rest)
            if not count:
                raise EOFError
            rest = rest[count:]
        return found
