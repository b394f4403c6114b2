"""Records of the archive as one WACZ file (Web Archive Collection Zipped, 1.1.1).

ReplayWeb.page, pywb and other tools open it: a WARC with the records and what they refer to, an
index by address and time, the pages to begin with, and the digests of all of them.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from repostwatch.base.files import whole_file
from repostwatch.base.folders import opened
from repostwatch.crawl.evidence import warc_records
from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.crawl.fetch.user_agent import VERSION

WARC, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx.gz", "pages/pages.jsonl"
# What replay tools look pages up by; requests and our own notes are in the WARC only.
INDEXED = frozenset({"response", "revisit", "resource"})
TYPES = {"resource": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class WaczPage:
    """A start page of the collection: its place and title. `at` is the time of capture."""

    url: str
    title: str
    at: datetime


def write_wacz(
    out: Path,
    archive: Archive,
    refs: Iterable[EvidenceRef],
    pages: Sequence[WaczPage],
    description: str,
) -> int:
    """Write records of an archive, with requests and originals; returns their number.

    The file is written atomically. Raises OSError, and ArchiveError if a record is missing.
    """
    places = dict.fromkeys((ref.file, ref.offset) for ref in refs)
    members = [member for place in _with_originals(archive, places) for member in place]
    warc, index = BytesIO(), []
    for member in members:
        index += _indexed(member, warc.tell())
        warc.write(member)
    listed = [{"format": "json-pages-1.0", "id": "pages", "title": "网页"}]
    listed += [
        {"id": str(n), "url": page.url, "title": page.title, "ts": warc_records.date(page.at)}
        for n, page in enumerate(pages)
    ]
    parts = {
        WARC: warc.getvalue(),
        INDEX: gzip.compress("".join(sorted(index)).encode(), mtime=0),
        PAGES: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in listed).encode(),
    }
    package = _package(parts, description)
    digest = {"path": "datapackage.json", "hash": _sha256(package)}
    parts |= {
        "datapackage.json": package,
        "datapackage-digest.json": json.dumps(digest).encode(),
    }
    # What is inside is packed.
    with whole_file(out) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return len(members)


def _with_originals(
    archive: Archive, places: Iterable[tuple[str, int]]
) -> Iterable[tuple[bytes, ...]]:
    """Each record once, those before the records that refer to them."""
    done: set[tuple[str, int]] = set()
    for place in places:
        members, original = _members(archive, *place)
        for other in (original, place):
            if other is None or other in done:
                continue
            done.add(other)
            yield members if other == place else _members(archive, *other)[0]


def _members(archive: Archive, name: str, offset: int) -> tuple[tuple[bytes, ...], Any]:
    """The bytes of a record and of its request, and the place of its original."""
    try:
        with opened(archive.place_of(name), Path(name).name) as file:
            file.seek(offset)
            found = ArchiveIterator(file)
            record = next(found)
            own = record.rec_headers.get_header("WARC-Record-ID")
            original = record.rec_headers.get_header(warc_records.ORIGINAL)
            ends = [offset, _end(found, offset)]
            beside = next(found, None)
            concerns = beside and beside.rec_headers.get_header("WARC-Concurrent-To")
            if beside and beside.rec_type == "request" and concerns == own:
                ends.append(_end(found, ends[-1]))
            members = tuple(_cut(file, begin, end) for begin, end in pairwise(ends))
    except (OSError, StopIteration) as error:
        raise ArchiveError(f"{name} at {offset}: no record there ({error})") from error
    if original is None:
        return members, None
    file_name, _, place = original.rpartition(" ")
    return members, (file_name, int(place))


def _end(found: ArchiveIterator, begin: int) -> int:
    found.read_to_end()
    return begin + int(found.get_record_length())


def _cut(file: BinaryIO, begin: int, end: int) -> bytes:
    file.seek(begin)
    return file.read(end - begin)


def _indexed(member: bytes, offset: int) -> list[str]:
    """The index line (CDXJ) of a record; empty for types that are not indexed."""
    record = next(iter(ArchiveIterator(BytesIO(member))))
    if record.rec_type not in INDEXED:
        return []
    url = record.rec_headers.get_header("WARC-Target-URI")
    moment = record.rec_headers.get_header("WARC-Date")
    if url is None or moment is None:
        raise ArchiveError(f"a record of type {record.rec_type} has no address or no date")
    http = record.http_headers
    revisit = record.rec_type == "revisit"
    kind = TYPES.get(record.rec_type) or (http and http.get_header("Content-Type")) or ""
    entry = {
        "url": url,
        "mime": "warc/revisit" if revisit else kind.split(";")[0].strip() or "text/html",
        "status": http.get_statuscode() if http else "200",
        "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
        "length": str(len(member)),
        "offset": str(offset),
        "filename": WARC.rpartition("/")[2],
    }
    stamp = "".join(letter for letter in moment[:19] if letter.isdigit())
    return [f"{search_key(url)} {stamp} {json.dumps(entry, ensure_ascii=False)}\n"]


def search_key(url: str) -> str:
    """An address as indexes sort it (SURT): cn,gov,example)/path?query, in small letters."""
    if not url.startswith(("http://", "https://")):
        return url.lower()
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    number = host.replace(".", "").isdigit()  # an IP address reads from the left
    name = host if number else ",".join(reversed(host.split(".")))
    default = {"http": 80, "https": 443}[parts.scheme]
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path.rstrip("/") or "/"
    return f"{name}{port}){path}" + (f"?{query}" if query else "")


def _package(parts: dict[str, bytes], description: str) -> bytes:
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": _sha256(data), "bytes": len(data)}
        for name, data in parts.items()
    ]
    return json.dumps(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": f"repostwatch/{VERSION}",
            "title": description,
            "resources": resources,
        },
        ensure_ascii=False,
        indent=2,
    ).encode()


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
