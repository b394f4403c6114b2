"""Evidence: the bytes of pages as WARC records, the archive's standard format (ISO 28500).

Any replay tool opens the files. A record is one gzip member, appended at once under a lock, so
several processes can share a directory. A body that is already stored becomes a revisit record of
a few hundred bytes: it says that the same bytes were fetched again, and when. Bodies are stored
decompressed; headers about the transfer are stored as `X-Archive-Orig-…`.

Where several machines keep one archive, each writes files of its own, and hands them over to a
folder that all see before anything that names them is stored. They are not appended to after that;
the machine's own copies serve it for some days.

Old files are removed by day. A body is therefore referred to for a month only and then stored
again, so that no record refers to a removed file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from warcio.recordloader import ArcWarcRecord

from repostwatch.base.clock import beijing
from repostwatch.base.folders import Folder, remove, sizes
from repostwatch.crawl.evidence import warc_records
from repostwatch.crawl.evidence.body_index import BodyIndex
from repostwatch.crawl.evidence.handed_on import HandedOn
from repostwatch.crawl.evidence.near import LastFile
from repostwatch.crawl.evidence.warc_files import ArchiveError, append, day_of_file, open_record
from repostwatch.crawl.fetch.fetched import Answer, Fetched
from repostwatch.model import Outcome

# A larger file is not appended to: files of this size are easy to copy.
ROTATE_BYTES = 1 << 30
# How long later records may refer to a stored body.
REUSED = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """The place of a page: file name in the archive's directory, offset in bytes, sha256."""

    file: str
    offset: int
    digest: str

    @classmethod
    def of(cls, evidence: Mapping[str, Any]) -> Self:
        """The reference in the stored evidence of a visit. Raises KeyError if there is none."""
        return cls(evidence["file"], evidence["offset"], evidence["digest"])


class Archive:
    """A directory of WARC files, one or more for every Beijing day."""

    def __init__(
        self,
        directory: Path,
        *,
        shared: Folder | None = None,
        rotate_bytes: int = ROTATE_BYTES,
        reader: str = "",
    ) -> None:
        """`reader` identifies the program that reads the pages; every record has it. Files are
        handed over to `shared`; without it they stay in `directory`."""
        self.directory, self._rotate, self._reader = directory, rotate_bytes, reader
        self.folder: Folder = directory if shared is None else shared
        self._bodies, self._last = BodyIndex(directory), LastFile()
        self._handed_on = HandedOn(directory, shared) if shared is not None else None

    def write(self, fetched: Fetched) -> EvidenceRef:
        """Store a page with a body. Raises OSError, and ValueError if it has no body."""
        if fetched.body is None:
            raise ValueError(f"nothing to keep of {fetched.visit.url}")
        return self._put(warc_records.main(fetched), fetched, fetched.browser)

    def write_answers(self, fetched: Fetched) -> list[tuple[Answer, EvidenceRef]]:
        """Store the answers before the page, or instead of it. Raises OSError."""
        apart = fetched.body is None or fetched.visit.outcome is Outcome.NOT_MODIFIED
        answers = fetched.answers if apart else fetched.answers[:-1]
        return [(answer, self._put(answer, fetched)) for answer in answers]

    def write_outcome(self, fetched: Fetched) -> EvidenceRef:
        """Store the outcome of a visit without a page. Raises OSError."""
        at = fetched.answers[-1].at if fetched.answers else datetime.now(UTC)
        body = warc_records.ending(fetched)
        packed = warc_records.packed(warc_records.outcome(fetched, body, at, self._facts(fetched)))
        where = self._append(packed, fetched.visit.fetched_at)
        return EvidenceRef(*where, hashlib.sha256(body).hexdigest())

    def hand_over(self) -> None:
        """Let all machines see what was written. To be called before anything that names it is
        stored. Raises OSError, ArchiveError."""
        if self._handed_on is not None:
            for digest, where in self._handed_on.hand_over():
                self._bodies.remember(digest, where)

    def _append(self, packed: bytes, moment: datetime) -> tuple[str, int]:
        if self._handed_on is None:
            return append(self.directory, packed, moment, self._rotate)
        return self._handed_on.append(packed, moment, self._rotate)

    def _facts(self, fetched: Fetched, browser: str = "") -> warc_records.RecordContext:
        return warc_records.RecordContext(fetched.visit.fetched_at, self._reader, browser)

    def _put(self, answer: Answer, fetched: Fetched, browser: str = "") -> EvidenceRef:
        """Append an answer with its request; a body that is already stored is referred to."""
        facts, moment = self._facts(fetched, browser), fetched.visit.fetched_at
        digest = hashlib.sha256(answer.body).hexdigest()
        original = self._original(digest, moment) if answer.body else None
        record = (
            warc_records.revisit(answer, digest, facts, original)
            if original
            else warc_records.response(answer, digest, facts)
        )
        packed = warc_records.packed(record)
        if answer.sent:
            concerns = record.rec_headers.get_header("WARC-Record-ID")
            packed += warc_records.packed(warc_records.request(answer, facts, concerns))
        ref = EvidenceRef(*self._append(packed, moment), digest)
        if original is None and answer.body:
            self._remember(ref, answer.url, answer.at)
        return ref

    def write_picture(self, fetched: Fetched, page: EvidenceRef) -> EvidenceRef:
        """Store the screenshot of a page, or find the same one that is already stored.

        Raises ArchiveError, OSError, and ValueError if there is no screenshot.
        """
        body = fetched.picture.body if fetched.picture else None
        if body is None:
            raise ValueError(f"no picture of {fetched.visit.url}")
        digest = hashlib.sha256(body).hexdigest()
        if original := self._original(digest, fetched.visit.fetched_at):
            return EvidenceRef(original.file, original.offset, digest)
        with self._record(page.file, page.offset) as record:
            concerns = record.rec_headers.get_header("WARC-Record-ID")
        packed = warc_records.packed(warc_records.picture(fetched, body, digest, concerns))
        ref = EvidenceRef(*self._append(packed, fetched.visit.fetched_at), digest)
        self._remember(ref, warc_records.uri(fetched), warc_records.main(fetched).at)
        return ref

    def expire(self, now: datetime, days: int) -> tuple[int, int]:
        """Remove the files that the last `days` days do not need; returns the numbers of files
        and bytes. Raises OSError."""
        # A page with a 304 may refer to the day before its own.
        first = beijing(now - REUSED).date() - timedelta(days=days + 1)
        old = {
            name: size
            for name, size in sizes(self.folder).items()
            if (day := day_of_file(name)) is not None and day < first
        }
        for name in old:
            self._bodies.forget(name)
        remove(self.folder, old)
        return len(old), sum(old.values())

    def forget_copies(self, now: datetime, days: int) -> None:
        """Remove this machine's copies of files older than `days`, which all machines see
        elsewhere. Raises OSError."""
        if self._handed_on is None:
            return
        first = beijing(now).date() - timedelta(days=days)
        names = sizes(self.directory)
        remove(self.directory, [n for n in names if (day := day_of_file(n)) and day < first])

    def read(self, ref: EvidenceRef) -> bytes:
        """The stored body. Raises ArchiveError if it is missing or was changed."""
        body = self._body(ref.file, ref.offset)
        if hashlib.sha256(body).hexdigest() != ref.digest:
            raise ArchiveError(f"{ref.file} at {ref.offset}: the bytes are not those of the digest")
        return body

    def headers(self, ref: EvidenceRef) -> tuple[tuple[str, str], ...]:
        """The stored status line and headers of the page."""
        with self._record(ref.file, ref.offset) as record:
            http = record.http_headers
            if http is None:
                return ()
            return (("HTTP", http.statusline), *((str(k), str(v)) for k, v in http.headers))

    def _body(self, file: str, offset: int) -> bytes:
        with self._record(file, offset) as record:
            where = record.rec_headers.get_header(warc_records.ORIGINAL)
            if record.rec_type != "revisit" or where is None:
                return bytes(record.content_stream().read())
        original, place = where.rsplit(" ", 1)
        with self._record(original, int(place)) as record:
            return bytes(record.content_stream().read())

    def place_of(self, file: str) -> Folder:
        """The folder to read a file from: a copy on this machine is nearer."""
        own = self.folder is self.directory or (self.directory / file).exists()
        return self.directory if own else self.folder

    def _record(self, file: str, offset: int) -> AbstractContextManager[ArcWarcRecord]:
        return open_record(self.place_of(file), file, offset, self._last.opened)

    def _remember(self, ref: EvidenceRef, uri: str, at: datetime) -> None:
        where = warc_records.Original(ref.file, ref.offset, uri, warc_records.date(at))
        if self._handed_on is None:
            self._bodies.remember(ref.digest, where)
        else:
            self._handed_on.bodies[ref.digest] = where

    def _original(self, digest: str, moment: datetime) -> warc_records.Original | None:
        waiting = self._handed_on.bodies.get(digest) if self._handed_on else None
        found = waiting or self._bodies.find(digest)
        day = day_of_file(found.file) if found else None
        if found is None or day is None or day < beijing(moment - REUSED).date():
            return None
        # A file may have been moved to other storage: then the body is kept once more.
        return found if (self.place_of(found.file) / found.file).exists() else None
