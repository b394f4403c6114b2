"""Parse a source of any form; the form is detected from the bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.base.files import whole_bytes
from repostwatch.base.jsonp import wrapped
from repostwatch.releases.json_feed import read_json
from repostwatch.releases.parsed import Parsed, SourceReading, take
from repostwatch.releases.refusal import FeedError
from repostwatch.releases.table import read_release_table
from repostwatch.releases.text import decode
from repostwatch.releases.xml_feed import read_feed

PAGE = re.compile(r"<!doctype\s{1,9}html|<html[\s>]", re.IGNORECASE)


def parse_releases(body: bytes, address: str, content_type: str | None = None) -> Parsed:
    """Releases from RSS, Atom, JSON, JSONP or CSV bytes; `address` is where they came from.

    Raises FeedError where a feed is not one or holds no release, InputError where a table
    is malformed; nothing else, whatever the bytes are.
    """
    if not body.strip():
        raise FeedError(address, "is empty")
    if _is_table(body, content_type):
        return read_release_table(body, address)
    text = decode(body, address, content_type)
    start = text.lstrip()[:2000]
    if PAGE.search(start):
        raise FeedError(address, "is a web page, not a feed: is the address right, or blocked?")
    if start.startswith("<"):
        return take(read_feed(text, address), address)
    if start.startswith(("{", "[")) or wrapped(start):
        return take(read_json(text, address), address)
    raise FeedError(address, "is neither RSS, Atom, JSON nor a table of releases")


def read_source(body: bytes, address: str, content_type: str | None = None) -> SourceReading:
    """`parse_releases` with its error as data."""
    try:
        parsed = parse_releases(body, address, content_type)
    except RepostwatchError as error:
        return SourceReading(problem=_whole(str(error)))
    return SourceReading(replace(parsed, problems=tuple(map(_whole, parsed.problems))))


def _whole(text: str) -> str:
    """Text that can be encoded: errors of parsers quote halves of pairs."""
    return text.encode("utf-8", "replace").decode("utf-8")


def is_address(source: str) -> bool:
    """Whether a source is fetched, and no file."""
    return urlsplit(source).scheme in ("http", "https")


def permitted_source(source: str, folder: Path | None) -> str:
    """A source that somebody named who may not read every file: an address, or a file in `folder`.

    Raises InputError for any other file, whether it is there or not.
    """
    if is_address(source):
        return source
    allowed = folder.resolve() if folder else None
    path = (allowed / source).resolve() if allowed else None
    if allowed is None or path is None or not path.is_relative_to(allowed):
        where = f"below {allowed}" if allowed else "in REPOSTWATCH_RELEASES__FOLDER, which is unset"
        raise InputError(source, f"is no address, and files are read only {where}")
    return str(path)


def read_releases(path: Path) -> Parsed:
    """Releases from a file of any of the forms. Raises InputError or FeedError."""
    try:
        body = whole_bytes(path)
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from error
    if path.suffix.lower() == ".csv":
        return read_release_table(body, str(path))
    return parse_releases(body, str(path))


def _is_table(body: bytes, content_type: str | None) -> bool:
    """A header with commas; a table whose header is wrong shall say so, not be called a feed."""
    if (content_type or "").startswith("text/csv"):
        return True
    header = body.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    return b"release_id" in header[:500] and header.lstrip()[:1] not in (b"{", b"[", b"<")
