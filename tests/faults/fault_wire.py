"""Faults of connection, time and form: refused, reset, stalled, trickling, endless, ill-formed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from tests.faults.fault_server import PAGE, Fault, Wire

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
# Longer than a page takes to be read on a busy machine, short for a test.
LATE_SECONDS = 2.0
FULL = b"Content-Length: %d\r\n\r\n" % len(PAGE)
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


class Refuse(Fault):
    """Nobody listens on the port."""

    outcome, reason = Outcome.REFUSED, VisitCode.CONNECTION_REFUSED
    at_accept = True

    @asynccontextmanager
    async def serving(self, sock: socket.socket) -> AsyncIterator[None]:
        with sock:  # bound and never listening: the port stays ours, and refuses
            yield


class ConnectStall(Fault):
    """The listening queue is full: the connection is never made."""

    outcome, reason = Outcome.TIMEOUT, VisitCode.CONNECT_TIMEOUT
    at_accept = True

    @asynccontextmanager
    async def serving(self, sock: socket.socket) -> AsyncIterator[None]:
        sock.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", self.port))
            yield
        finally:
            for filler in (*fillers, sock):
                filler.close()


class ResetOnAccept(Fault):
    outcome, reason = Outcome.RESET, VisitCode.CONNECTION_RESET
    at_accept = True

    async def accept(self, wire: Wire) -> None:
        wire.reset()


class CloseOnAccept(Fault):
    outcome, reason = Outcome.RESET, VisitCode.ROBOTS_UNREADABLE
    at_accept = True

    async def accept(self, wire: Wire) -> None:
        pass


class ResetAfterRequest(Fault):
    outcome, reason = Outcome.RESET, VisitCode.CONNECTION_RESET

    async def talk(self, wire: Wire, target: str) -> None:
        wire.reset()


class CloseAfterRequest(Fault):
    outcome, reason = Outcome.RESET, VisitCode.DISCONNECTED

    async def talk(self, wire: Wire, target: str) -> None:
        raise EOFError


class ResetInHeaders(Fault):
    outcome, reason = Outcome.RESET, VisitCode.CONNECTION_RESET

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK)
        await asyncio.sleep(0.05)
        wire.reset()


class CloseInHeaders(Fault):
    outcome, reason = Outcome.RESET, VisitCode.HEADERS_CUT

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK)
        raise EOFError


class ResetBeforeBody(Fault):
    outcome, reason = Outcome.RESET, VisitCode.BODY_CUT

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + FULL)
        await asyncio.sleep(0.05)
        wire.reset()


class ResetInBody(Fault):
    outcome, reason = Outcome.RESET, because(VisitCode.BODY_CUT, received=500)
    size = 500

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + FULL + PAGE[:500])
        await asyncio.sleep(0.05)
        wire.reset()


class LengthTooLong(Fault):
    """The announced length is more than what comes before the end."""

    outcome, reason = Outcome.RESET, VisitCode.BODY_CUT
    size = len(PAGE)

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE, Content_Length=str(len(PAGE) + 7))
        raise EOFError


class LengthTooShort(Fault):
    """The announced length is less, and what is beyond it comes along."""

    outcome, reason = Outcome.HTTP_ERROR, VisitCode.PROTOCOL

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE, Content_Length="100")
        raise EOFError


class LengthTooShortLate(Fault):
    """The announced length is less: by the protocol the page ends there, before its list."""

    size, read = 100, Outcome.EMPTY

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + b"Content-Length: 100\r\n\r\n" + PAGE[:100])
        # Late is when the page was read: sooner, on a busy machine, both come in one piece.
        with suppress(TimeoutError):
            async with asyncio.timeout(LATE_SECONDS):
                await wire.reader.read(1)
                raise EOFError  # hung up, or asks for the next page
        await wire.send(PAGE[100:])
        raise EOFError


class LengthNoNumber(Fault):
    outcome, reason = Outcome.HTTP_ERROR, VisitCode.PROTOCOL

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE, Content_Length="many")


class LengthNegative(Fault):
    outcome, reason = Outcome.HTTP_ERROR, VisitCode.PROTOCOL

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE, Content_Length="-1")


class LengthTwice(Fault):
    """Two lengths that disagree."""

    outcome, reason = Outcome.HTTP_ERROR, VisitCode.PROTOCOL

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + b"Content-Length: 10\r\n" + FULL + PAGE)


class StallAfterAccept(Fault):
    """Takes the connection and says nothing, not even about robots.txt."""

    outcome, reason = Outcome.TIMEOUT, VisitCode.SILENT
    at_accept = True

    async def accept(self, wire: Wire) -> None:
        await wire.stall()


class StallBeforeHeaders(Fault):
    outcome, reason = Outcome.TIMEOUT, VisitCode.SILENT

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.stall()


class StallInHeaders(Fault):
    outcome, reason = Outcome.TIMEOUT, VisitCode.SILENT

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK)
        await wire.stall()


class StallInBody(Fault):
    outcome, reason = Outcome.TIMEOUT, because(VisitCode.STALLED, received=500)
    size = 500

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + FULL + PAGE[:500])
        await wire.stall()


class TrickleHeaders(Fault):
    """A byte of the head at a time, each in time by itself."""

    outcome, reason = Outcome.TIMEOUT, VisitCode.TOTAL_TIMEOUT

    async def talk(self, wire: Wire, target: str) -> None:
        for byte in OK + b"X-Slow: " + b"a" * 10_000:
            await wire.send(bytes([byte]))
            await asyncio.sleep(0.02)


class TrickleBody(Fault):
    """A byte of the body at a time."""

    outcome, reason = Outcome.TIMEOUT, VisitCode.TOTAL_TIMEOUT

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + b"Content-Length: 100000\r\n\r\n")
        for byte in PAGE * 10:
            await wire.send(bytes([byte]))
            await asyncio.sleep(0.02)


class EndlessBody(Fault):
    """A body without length that never ends."""

    outcome, reason = Outcome.TOO_LARGE, VisitCode.TOO_LARGE

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + b"Connection: close\r\n\r\n")
        while True:
            await wire.send(PAGE * 16)


class EndlessChunks(Fault):
    outcome, reason = Outcome.TOO_LARGE, VisitCode.TOO_LARGE

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + CHUNKED)
        while True:
            await wire.send(b"%x\r\n%s\r\n" % (len(PAGE), PAGE))


class EndlessHeaders(Fault):
    outcome, reason = Outcome.TOO_LARGE, VisitCode.HEADERS_TOO_LARGE

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK)
        while True:
            await wire.send(b"X-More: again\r\n" * 100)


class HugeHeader(Fault):
    """One header of a megabyte."""

    outcome, reason = Outcome.TOO_LARGE, VisitCode.HEADERS_TOO_LARGE

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(PAGE, X_Huge="a" * 1_000_000)


class EndlessContinue(Fault):
    """100 Continue, again and again."""

    outcome, reason = Outcome.TIMEOUT, VisitCode.TOTAL_TIMEOUT

    async def talk(self, wire: Wire, target: str) -> None:
        while True:
            await wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
            await asyncio.sleep(0.01)


class ChunkSizeBroken(Fault):
    outcome, reason = Outcome.RESET, VisitCode.CHUNKS_BROKEN

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + CHUNKED + b"%x\r\n%s\r\nzz\r\nrest\r\n" % (len(PAGE), PAGE))


class ChunkTooLong(Fault):
    """More bytes than the chunk announces."""

    outcome, reason = Outcome.RESET, VisitCode.CHUNKS_BROKEN

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + CHUNKED + b"5\r\nmore than five\r\n0\r\n\r\n")


class ChunksCutShort(Fault):
    """No last chunk."""

    outcome, reason = Outcome.RESET, VisitCode.BODY_CUT

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(OK + CHUNKED + b"%x\r\n%s\r\n" % (len(PAGE), PAGE))
        raise EOFError


class NotHttp(Fault):
    """Another service answers on the port."""

    outcome, reason = Outcome.HTTP_ERROR, VisitCode.PROTOCOL

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
        raise EOFError


class BareBody(Fault):
    """HTTP/0.9: a page without a head."""

    outcome, reason = Outcome.HTTP_ERROR, VisitCode.PROTOCOL

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(PAGE)
        raise EOFError


class SwitchProtocol(Fault):
    """101: wants to talk something else."""

    outcome, status = Outcome.HTTP_ERROR, 101
    reason = because(VisitCode.HTTP_STATUS, status=101)

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.send(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nblah")
        raise EOFError
