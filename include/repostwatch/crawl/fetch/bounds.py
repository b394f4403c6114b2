"""Read a body in bounded memory.

Bytes are counted at the output of the decompressor, at most STEP at a time, so a decompression
bomb ends at the limit.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from aiohttp import StreamReader

from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.model import FetchStage, Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import quoted

# What we can bound, and so all that we offer a server.
ACCEPT_ENCODING = "gzip, deflate"
STEP = 256 * 1024
# gzip allows members one after another; real servers send one, some caches two or three.
MAX_MEMBERS = 16


@dataclass(slots=True)
class Progress:
    """The progress and the peer of a fetch, for the reason if it fails."""

    stage: FetchStage = FetchStage.CONNECT
    received: int = 0
    ip: str | None = None
    certificate: str | None = None  # SHA-256, hex


class Decoder:
    """Decodes one Content-Encoding with at most `limit` bytes of output."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding, self._limit = _known(encoding), limit
        self._parts: list[bytes] = []
        self._arrived = self._size = self._members = 0
        self._inflate: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> None:
        """Decode the next chunk. Raises FetchError: too_large or undecodable."""
        self._arrived += len(chunk)
        if self._arrived > self._limit:
            raise _too_large(self._limit)
        if self._encoding == "identity":
            self._keep(chunk)
            return
        try:
            while chunk:
                chunk = self._step(chunk)
        except zlib.error:
            raise self._undecodable(VisitCode.COMPRESSED_BROKEN) from None

    def finish(self) -> bytes:
        """The whole body. Raises FetchError if the compressed data is truncated."""
        if self._inflate is not None and not self._inflate.eof:
            # Input may be used up while output still waits behind STEP.
            while piece := self._inflate.decompress(b"", STEP):
                self._keep(piece)
        if self._inflate is not None and not self._inflate.eof:
            raise self._undecodable(VisitCode.COMPRESSED_CUT)
        return b"".join(self._parts)

    @property
    def so_far(self) -> bytes:
        return b"".join(self._parts)

    def _step(self, chunk: bytes) -> bytes:
        """Decode up to STEP bytes; returns the rest of the chunk."""
        if self._inflate is None or self._inflate.eof:
            if self._inflate is not None and not chunk.strip(b"\0"):
                return b""  # padding after the last member
            self._members += 1
            if self._members > MAX_MEMBERS:
                raise self._undecodable(VisitCode.COMPRESSED_PARTS)
            self._inflate = zlib.decompressobj(_window(self._encoding, chunk))
        self._keep(self._inflate.decompress(chunk, STEP))
        return self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise _too_large(self._limit)
        if piece:
            self._parts.append(piece)

    def _undecodable(self, code: VisitCode) -> FetchError:
        return FetchError(Outcome.UNDECODABLE, because(code, encoding=self._encoding))


async def read_body(
    content: StreamReader, encoding: str, limit: int, progress: Progress, *, cut: bool = False
) -> bytes:
    """The decompressed body. `cut` truncates it to `limit` instead of an error.

    Raises FetchError, and what aiohttp raises for a broken connection.
    """
    decoder = Decoder(encoding, limit)
    try:
        while chunk := await content.readany():
            progress.received += len(chunk)
            decoder.feed(chunk)
        return decoder.finish()
    except FetchError:
        if cut:
            return decoder.so_far
        raise


def _known(encoding: str) -> str:
    name = encoding.strip().lower()
    if name in ("", "identity", "none", "utf-8"):  # `utf-8` is a mistake often seen
        return "identity"
    if name in ("gzip", "x-gzip"):
        return "gzip"
    if name == "deflate":
        return "deflate"
    reason = because(VisitCode.ENCODING_UNKNOWN, encoding=quoted(name, 20))
    raise FetchError(Outcome.UNDECODABLE, reason)


def _window(encoding: str, chunk: bytes) -> int:
    """`deflate` means zlib by the standard and raw deflate by habit: the first bytes tell."""
    if encoding == "gzip":
        return 16 + zlib.MAX_WBITS
    zlib_header = (
        chunk[0] & 0x0F == 8
        and chunk[0] >> 4 <= 7
        and (len(chunk) < 2 or int.from_bytes(chunk[:2], "big") % 31 == 0)
    )
    return zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS


def _too_large(limit: int) -> FetchError:
    return FetchError(Outcome.TOO_LARGE, because(VisitCode.TOO_LARGE, limit=limit))
