"""What came back is not what was asked for: files, data, error pages by their address."""

from __future__ import annotations

import re

from yarl import URL

from repostwatch.crawl.fetched import Expect
from repostwatch.crawl.outcomes import FetchError
from repostwatch.model import Outcome

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF文件"),
    (b"PK\x03\x04", "压缩包或Office文件"),
    (b"\xd0\xcf\x11\xe0", "Office文件"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"RIFF", "音视频文件"),
    (b"ID3", "音视频文件"),
    (b"OggS", "音视频文件"),
    (b"\x7fELF", "程序文件"),
    (b"MZ", "程序文件"),
)
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # UTF-16, with and without its mark
# Where servers send someone whose page does not exist.
ERROR_PATH = re.compile(r"/(?:40[34]|50[0-4]|error|errors|notfound|page_?not_?found|err)\b[^/]*/?$")
# Data that may be a list of a channel: objects in a row, or markup in a string.
LISTING = re.compile(rb"\[\s*\{|\\u003[cC]")
# Bytes that no charset's text has. Noise has a tenth of them; a stray NUL in text is a slip.
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
CONTROLS_SHARE = 0.02  # of the first bytes


def require_page(url: URL, redirected: bool, body: bytes, kind: str | None, expect: Expect) -> None:
    """Raises FetchError (empty, not_html, soft_404) where a success is none for us."""
    if not body.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise FetchError(Outcome.EMPTY, "服务器给了空白页面")
    if redirected and ERROR_PATH.search(url.path.lower()):
        raise FetchError(Outcome.SOFT_404, f"被转到出错页面{url.path[:80]}")
    if expect != "html":
        return
    what = _file(body) or _data(body, kind)
    if what is not None:
        raise FetchError(Outcome.NOT_HTML, f"不是网页，是{what}")


def is_markup(body: bytes) -> bool:
    """Whether this begins as HTML does."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<meta", b"<body"))


def _file(body: bytes) -> str | None:
    for signature, name in SIGNATURES:
        if body.startswith(signature):
            return name
    start = body[:2048]
    if start.startswith(WIDE):
        return None
    controls = len(start) - len(start.translate(None, CONTROLS))
    return "二进制数据" if controls > len(start) * CONTROLS_SHARE else None


def _data(body: bytes, kind: str | None) -> str | None:
    if body.startswith(WIDE) or b"<" in body[:4096]:
        return None
    main = (kind or "").split(";")[0].strip().lower()
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if "json" in main or start.startswith((b"{", b"[")):
        return None if LISTING.search(body) else "JSON数据"
    if main in ("", "text/html", "application/xhtml+xml"):
        return None  # text without a single tag: reading says what it is worth
    return f"{main[:40]}类型的内容"
