"""Evidence: the bytes of pages as WARC records, the archive's standard format (ISO 28500).

Any replay tool opens the files. A record is one gzip member, appended in one piece under a
lock, so several processes share a directory. A body stored before becomes a revisit record:
it says that the same bytes were seen again, and when, in a few hundred bytes. Bodies are kept
decompressed; headers that spoke of the transfer are kept as `X-Archive-Orig-…`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, Self

from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from repostwatch.clock import beijing
from repostwatch.crawl.fetched import Fetched
from repostwatch.errors import RepostwatchError

# Where a revisit's body lies: `file offset`. Standard headers name only address and date.
ORIGINAL = "Repostwatch-Original"
# The name of a picture, as browser-based crawlers give it: replay tools look for it.
PICTURE = "urn:fullPage:"
TRANSFER_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
# A file is closed for appending beyond this: a size that copies and mounts without effort.
ROTATE_BYTES = 1 << 30
# A real homepage of 131 KB: 24.5 KB in 0.1 ms; zlib makes 24 KB in 0.7 ms at 3, and 22 KB in
# 1.5 ms at 6.
LEVEL = 1


class ArchiveError(RepostwatchError):
    """A piece of evidence is not where it was put, or is not what was put there."""


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """Where a page lies: file name inside the archive's directory, offset in bytes, sha256."""

    file: str
    offset: int
    digest: str

    @classmethod
    def of(cls, evidence: Mapping[str, Any]) -> Self:
        """The reference in what was stored of a visit. Raises KeyError where there is none."""
        return cls(evidence["file"], evidence["offset"], evidence["digest"])


class Archive:
    """A directory of WARC files, one or more for every Beijing day."""

    def __init__(self, directory: Path, *, rotate_bytes: int = ROTATE_BYTES) -> None:
        self.directory, self._rotate = directory, rotate_bytes
        self._index: sqlite3.Connection | None = None

    def write(self, fetched: Fetched) -> EvidenceRef:
        """Keep a page that has a body. Raises ValueError where it has none, and OSError."""
        if fetched.body is None:
            raise ValueError(f"nothing to keep of {fetched.visit.url}")
        index = self._bodies()
        digest = fetched.visit.digest or hashlib.sha256(fetched.body).hexdigest()
        original = self._original(index, digest)
        record = _revisit(fetched, digest, original) if original else _response(fetched, digest)
        file, offset = self._append(_packed(record), fetched.visit.fetched_at)
        if original is None:
            self._remember(index, EvidenceRef(file, offset, digest), fetched)
        return EvidenceRef(file, offset, digest)

    def write_picture(self, fetched: Fetched, page: EvidenceRef) -> EvidenceRef:
        """Keep how a page looked beside the page, or find where the same picture lies.

        Raises ValueError where there is no picture, ArchiveError and OSError.
        """
        body = fetched.picture.body if fetched.picture else None
        if body is None:
            raise ValueError(f"no picture of {fetched.visit.url}")
        index, digest = self._bodies(), hashlib.sha256(body).hexdigest()
        if original := self._original(index, digest):
            return EvidenceRef(original.file, original.offset, digest)
        with self._record(page.file, page.offset) as record:
            concerns = record.rec_headers.get_header("WARC-Record-ID")
        packed = _packed(_picture(fetched, body, digest, concerns))
        file, offset = self._append(packed, fetched.visit.fetched_at)
        self._remember(index, EvidenceRef(file, offset, digest), fetched)
        return EvidenceRef(file, offset, digest)

    def read(self, ref: EvidenceRef) -> bytes:
        """The body as it was kept. Raises ArchiveError where it is gone or was changed."""
        body = self._body(ref.file, ref.offset)
        if hashlib.sha256(body).hexdigest() != ref.digest:
            raise ArchiveError(f"{ref.file} at {ref.offset}: the bytes are not those of the digest")
        return body

    def headers(self, ref: EvidenceRef) -> tuple[tuple[str, str], ...]:
        """The status line and headers that came with the page, as they were kept."""
        with self._record(ref.file, ref.offset) as record:
            http = record.http_headers
            if http is None:
                return ()
            return (("HTTP", http.statusline), *((str(k), str(v)) for k, v in http.headers))

    def _body(self, file: str, offset: int) -> bytes:
        with self._record(file, offset) as record:
            where = record.rec_headers.get_header(ORIGINAL)
            if record.rec_type != "revisit" or where is None:
                return bytes(record.content_stream().read())
        original, place = where.rsplit(" ", 1)
        with self._record(original, int(place)) as record:
            return bytes(record.content_stream().read())

    @contextmanager
    def _record(self, name: str, offset: int) -> Iterator[ArcWarcRecord]:
        if Path(name).name != name:
            raise ArchiveError(f"{name!r} is no file of the archive")
        try:
            with (self.directory / name).open("rb") as file:
                file.seek(offset)
                yield next(iter(ArchiveIterator(file)))
        except (OSError, StopIteration, zlib.error) as error:
            raise ArchiveError(f"{name} at {offset}: no record there ({error})") from error

    def _append(self, packed: bytes, moment: datetime) -> tuple[str, int]:
        """Write whole or not at all; returns file name and offset."""
        day, number = beijing(moment).strftime("%Y%m%d"), 0
        while True:
            path = self.directory / f"repostwatch-{day}-{number:04}.warc.gz"
            with path.open("ab") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                offset = file.seek(0, os.SEEK_END)
                if offset + len(packed) > self._rotate and offset:
                    number += 1
                    continue
                try:
                    if not offset:
                        offset = file.write(_packed(_warcinfo(path.name, moment)))
                    file.write(packed)
                    file.flush()
                except OSError:
                    file.truncate(offset)
                    raise
                return path.name, offset

    def _bodies(self) -> sqlite3.Connection:
        """Where each body was first kept. Lost, it costs repeated bodies and nothing else."""
        path = self.directory / "bodies.sqlite"
        if self._index is None or not path.exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            self._index = sqlite3.connect(path, timeout=30)
            self._index.execute("PRAGMA synchronous=OFF")
            # The journal's file stays: to make and delete it took longer than to write.
            self._index.execute("PRAGMA journal_mode=PERSIST")
            self._index.execute(
                "CREATE TABLE IF NOT EXISTS bodies (digest TEXT PRIMARY KEY, file TEXT NOT NULL, "
                "offset INTEGER NOT NULL, uri TEXT NOT NULL, date TEXT NOT NULL) WITHOUT ROWID"
            )
        return self._index

    def _remember(self, index: sqlite3.Connection, ref: EvidenceRef, fetched: Fetched) -> None:
        index.execute(
            "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)",
            (ref.digest, ref.file, ref.offset, _uri(fetched), _date(fetched.visit.fetched_at)),
        )
        index.commit()

    def _original(self, index: sqlite3.Connection, digest: str) -> _Original | None:
        row = index.execute(
            "SELECT file, offset, uri, date FROM bodies WHERE digest = ?", (digest,)
        ).fetchone()
        # A file may have been moved to other storage: then the body is kept once more.
        return _Original(*row) if row and (self.directory / row[0]).exists() else None


@dataclass(frozen=True, slots=True)
class _Original:
    file: str
    offset: int
    uri: str
    date: str


_BUILDER = WARCWriter(None, gzip=False, warc_version="1.1")


def _response(fetched: Fetched, digest: str) -> ArcWarcRecord:
    body = fetched.body or b""
    return _BUILDER.create_warc_record(
        _uri(fetched),
        "response",
        payload=BytesIO(body),
        length=len(body),
        warc_headers_dict={
            "WARC-Date": _date(fetched.visit.fetched_at),
            "WARC-Payload-Digest": f"sha256:{digest}",
        },
        http_headers=_http_headers(fetched),
    )


def _revisit(fetched: Fetched, digest: str, original: _Original) -> ArcWarcRecord:
    return _BUILDER.create_revisit_record(
        _uri(fetched),
        f"sha256:{digest}",
        original.uri,
        original.date,
        http_headers=_http_headers(fetched),
        warc_headers_dict={
            "WARC-Date": _date(fetched.visit.fetched_at),
            ORIGINAL: f"{original.file} {original.offset}",
        },
    )


def _picture(fetched: Fetched, body: bytes, digest: str, concerns: str) -> ArcWarcRecord:
    return _BUILDER.create_warc_record(
        f"{PICTURE}{_uri(fetched)}",
        "resource",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="image/jpeg",
        warc_headers_dict={
            "WARC-Date": _date(fetched.visit.fetched_at),
            "WARC-Payload-Digest": f"sha256:{digest}",
            "WARC-Concurrent-To": concerns,
        },
    )


def _warcinfo(name: str, moment: datetime) -> ArcWarcRecord:
    info = {"software": "repostwatch", "format": "WARC File Format 1.1"}
    record = _BUILDER.create_warcinfo_record(name, info)
    record.rec_headers.replace_header("WARC-Date", _date(moment))
    return record


def _packed(record: ArcWarcRecord) -> bytes:
    """One gzip member."""
    out = BytesIO()
    WARCWriter(out, gzip=False, warc_version="1.1").write_record(record)
    return isal_zlib.compress(out.getvalue(), LEVEL, 16 + zlib.MAX_WBITS)


def _http_headers(fetched: Fetched) -> StatusAndHeaders:
    headers = []
    for name, value in fetched.headers.items():
        kept = f"X-Archive-Orig-{name}" if name.lower() in TRANSFER_HEADERS else name
        headers.append((_clean(kept), _clean(value)))
    headers.append(("Content-Length", str(len(fetched.body or b""))))
    status = fetched.visit.status or 0
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    return StatusAndHeaders(f"{status} {phrase}", headers, protocol="HTTP/1.1")


def _uri(fetched: Fetched) -> str:
    return fetched.visit.final_url or fetched.visit.url


def _date(moment: datetime) -> str:
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    return str(datetime_to_iso_date(naive, use_micros=True))


def _clean(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
