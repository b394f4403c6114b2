"""Faults of the body: compression, bombs, charsets, and what is no page at all."""

# A class attribute here is a fact about the fault, set once.
# ruff: noqa: RUF012

from __future__ import annotations

import gzip
import zlib
from functools import cache
from typing import ClassVar

from repostwatch.model import FileType, Outcome, because
from repostwatch.model.codes import VisitCode
from tests.faults.fault_server import PAGE, Fault, Wire


@cache
def packed(window: int, megabytes: int) -> bytes:
    """The beginning of a page and megabytes of zeros, packed a thousandfold."""
    packer = zlib.compressobj(6, zlib.DEFLATED, window)
    zeros = b"\0" * (1 << 20)
    parts = [packer.compress(b"<html><body>"), *(packer.compress(zeros) for _ in range(megabytes))]
    return b"".join([*parts, packer.flush()])


class Body(Fault, abstract=True):
    """A success with this body and these headers."""

    body: ClassVar[bytes] = PAGE
    headers: ClassVar[dict[str, str]] = {}

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(self.body, **self.headers)


class GzipBroken(Body):
    outcome, reason = Outcome.UNDECODABLE, VisitCode.COMPRESSED_BROKEN
    body, headers = b"\x1f\x8b\x08\0\0\0\0\0\0\3garbage" * 20, {"Content_Encoding": "gzip"}


class GzipWrongSum(Body):
    """The checksum at the end does not fit."""

    outcome, reason = Outcome.UNDECODABLE, VisitCode.COMPRESSED_BROKEN
    body, headers = gzip.compress(PAGE)[:-8] + b"\0" * 8, {"Content_Encoding": "gzip"}


class GzipCut(Body):
    outcome, reason = Outcome.UNDECODABLE, VisitCode.COMPRESSED_CUT
    body, headers = gzip.compress(PAGE)[:-40], {"Content_Encoding": "gzip"}


class GzipNotGzip(Body):
    """Says gzip and sends plain text."""

    outcome, reason = Outcome.UNDECODABLE, VisitCode.COMPRESSED_BROKEN
    headers = {"Content_Encoding": "gzip"}


class GzipUnsaid(Body):
    """Sends gzip and does not say so."""

    outcome, reason = Outcome.NOT_HTML, because(VisitCode.FILE, file=FileType.GZIP)
    body = gzip.compress(PAGE)


class GzipMembers(Body):
    """Two members one after another, which is allowed."""

    size = len(PAGE)
    body = gzip.compress(PAGE[:300]) + gzip.compress(PAGE[300:])
    headers = {"Content_Encoding": "gzip"}


class GzipManyMembers(Body):
    outcome, reason = Outcome.UNDECODABLE, VisitCode.COMPRESSED_PARTS
    body, headers = gzip.compress(b"<html>") * 5000, {"Content_Encoding": "gzip"}


class DeflateRaw(Body):
    """deflate without its zlib envelope, as old servers send it."""

    size = len(PAGE)
    body, headers = zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}


class BrotliUnasked(Body):
    outcome, reason = Outcome.UNDECODABLE, because(VisitCode.ENCODING_UNKNOWN, encoding="br")
    headers = {"Content_Encoding": "br"}


class GzipTwice(Body):
    outcome, reason = Outcome.UNDECODABLE, VisitCode.ENCODING_UNKNOWN
    body, headers = gzip.compress(gzip.compress(PAGE)), {"Content_Encoding": "gzip, gzip"}


class Bomb(Fault, abstract=True):
    """Little on the wire, and more than anybody's memory behind it."""

    outcome, reason = Outcome.TOO_LARGE, VisitCode.TOO_LARGE
    encoding: ClassVar[str]
    window: ClassVar[int]
    megabytes: ClassVar[int] = 16

    def __init__(self) -> None:
        super().__init__()
        packed(self.window, self.megabytes)  # takes its time now, not while somebody waits

    async def talk(self, wire: Wire, target: str) -> None:
        del target
        await wire.send(
            f"HTTP/1.1 200 OK\r\nContent-Encoding: {self.encoding}\r\n"
            "Content-Type: text/html\r\nConnection: close\r\n\r\n".encode()
        )
        await wire.send(packed(self.window, self.megabytes))
        raise EOFError


class GzipBomb(Bomb):
    encoding, window = "gzip", 31


class DeflateBomb(Bomb):
    encoding, window = "deflate", 15


class DeflateRawBomb(Bomb):
    encoding, window = "deflate", -15


class CharsetWrong(Body):
    """The header says GBK, the bytes are UTF-8."""

    headers = {"Content_Type": "text/html; charset=gbk"}


class CharsetMissing(Body):
    """GBK, and nothing says so."""

    body = PAGE.replace(b"<meta charset='utf-8'>", b"").decode().encode("gbk")
    headers = {"Content_Type": "text/html"}


class CharsetUnknown(Body):
    headers = {"Content_Type": "text/html; charset=klingon"}


class CharsetWide(Body):
    """UTF-16 with its mark."""

    body, headers = PAGE.decode().encode("utf-16"), {"Content_Type": "text/html"}


class CharsetNone(Body):
    """Bytes that are text in no charset."""

    read = Outcome.UNDECODABLE
    body = b"<html><body><p>" + b"\xff\xff\x80\x80\xfe\xff" * 300 + b"</p></body></html>"
    headers = {"Content_Type": "text/html"}


class TypeMissing(Body):
    headers = {"Content_Type": ""}


class Empty(Body):
    outcome, reason, size = Outcome.EMPTY, VisitCode.BLANK, 0
    body = b""


class Blank(Body):
    outcome, reason = Outcome.EMPTY, VisitCode.BLANK
    body = b"\xef\xbb\xbf \r\n\t\r\n"


class NoContent(Fault):
    """204: a success without a page."""

    outcome, reason, status = Outcome.EMPTY, VisitCode.BLANK, 204

    async def talk(self, wire: Wire, target: str) -> None:
        await wire.answer(b"", "204 No Content", Content_Length="")


class Image(Body):
    outcome, reason = Outcome.NOT_HTML, because(VisitCode.FILE, file=FileType.PNG)
    body, headers = b"\x89PNG\r\n\x1a\n" + bytes(3000), {"Content_Type": "image/png"}


class Pdf(Body):
    """A PDF that says it is a page."""

    outcome, reason = Outcome.NOT_HTML, because(VisitCode.FILE, file=FileType.PDF)
    body = b"%PDF-1.7\n" + bytes(range(256)) * 20


class Archive(Body):
    outcome, reason = Outcome.NOT_HTML, because(VisitCode.FILE, file=FileType.ZIP)
    body = b"PK\x03\x04" + bytes(3000)


class Octets(Body):
    outcome, reason = Outcome.NOT_HTML, because(VisitCode.FILE, file=FileType.BINARY)
    body, headers = bytes(range(256)) * 40, {"Content_Type": "application/octet-stream"}


class Json(Body):
    outcome, reason = Outcome.NOT_HTML, because(VisitCode.FILE, file=FileType.JSON)
    body, headers = b'{"code": 0, "data": []}', {"Content_Type": "application/json"}


class Soft404(Body):
    """Says 200 and means 404."""

    read = Outcome.SOFT_404
    body = (
        "<html><head><title>404 页面不存在</title></head><body>"
        "<h1>404</h1><p>很抱歉，您访问的页面不存在或已被删除！</p></body></html>"
    ).encode()


class NoItems(Body):
    """A page that opens and has nothing on it to judge."""

    read = Outcome.EMPTY
    body = "<html><body><h1>欢迎访问测试省门户网站</h1><p>建设中。</p></body></html>".encode()


class Crowd(Body):
    """A small page that is nothing but links: reading it would keep everybody waiting."""

    read = Outcome.TOO_LARGE
    body = b"<html><body>" + b"<a href=/1>x</a>" * 50_000 + b"</body></html>"
