"""Replies that are not the requested page: files, data, error pages by their address."""

from __future__ import annotations

import re

from yarl import URL

from repostwatch.crawl.fetch.fetched import Expect
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.model import FileType, Outcome, Reason, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import quoted

SIGNATURES: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", FileType.PDF),
    (b"PK\x03\x04", FileType.ZIP),
    (b"\xd0\xcf\x11\xe0", FileType.OFFICE),
    (b"Rar!", FileType.RAR),
    (b"7z\xbc\xaf", FileType.SEVEN_ZIP),
    (b"\x1f\x8b", FileType.GZIP),
    (b"\x89PNG", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"GIF8", FileType.GIF),
    (b"RIFF", FileType.MEDIA),
    (b"ID3", FileType.MEDIA),
    (b"OggS", FileType.MEDIA),
    (b"\x7fELF", FileType.PROGRAM),
    (b"MZ", FileType.PROGRAM),
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
    """Raises FetchError (empty, not_html, soft_404) if a successful reply is not a page."""
    if not body.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise FetchError(Outcome.EMPTY, because(VisitCode.BLANK))
    if redirected and ERROR_PATH.search(url.path.lower()):
        reason = because(VisitCode.ERROR_PAGE, path=quoted(url.path, 80))
        raise FetchError(Outcome.SOFT_404, reason)
    if expect != "html":
        return
    file = _file(body)
    why_not = because(VisitCode.FILE, file=file) if file else _data(body, kind)
    if why_not is not None:
        raise FetchError(Outcome.NOT_HTML, why_not)


def is_markup(body: bytes) -> bool:
    """Whether this begins as HTML does."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<meta", b"<body"))


def _file(body: bytes) -> FileType | None:
    for signature, file in SIGNATURES:
        if body.startswith(signature):
            return file
    start = body[:2048]
    if start.startswith(WIDE):
        return None
    controls = len(start) - len(start.translate(None, CONTROLS))
    return FileType.BINARY if controls > len(start) * CONTROLS_SHARE else None


def _data(body: bytes, kind: str | None) -> Reason | None:
    if body.startswith(WIDE) or b"<" in body[:4096]:
        return None
    main = (kind or "").split(";")[0].strip().lower()
    start = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if "json" in main or start.startswith((b"{", b"[")):
        return None if LISTING.search(body) else because(VisitCode.FILE, file=FileType.JSON)
    if main in ("", "text/html", "application/xhtml+xml"):
        return None  # text without a single tag: reading says what it is worth
    return because(VisitCode.OTHER_TYPE, content_type=quoted(main, 40))
