"""The file of a backup: a zip that any tool opens, with the digest of every member in its last one.

`backup.json` says what it is of, `repostwatch.dump` is the database (pg_restore reads it),
`evidence/` the archive's files, `SHA256SUMS` what `sha256sum --check` takes. A file that is torn
has no directory, which a zip has at its end.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pydantic import AwareDatetime, BaseModel, ValidationError

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.files import whole_file
from repostwatch.commands.begun_backups import begin, remove_left
from repostwatch.crawl.evidence.copies import CHUNK, belongs

FACTS, DUMP, SUMS, EVIDENCE = "backup.json", "repostwatch.dump", "SHA256SUMS", "evidence/"
# Bytes of the two members that are read at once: 200 bytes for each file of a century.
LARGEST = 16 * 2**20
# All that zipfile raises where bytes are not what they were.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip
OPEN, SEALED = 0o100644, 0o100444
Advance = Callable[[int], None]


class Facts(BaseModel):
    """What a backup is of: when it was made, by which program, of which schema; the versions of
    the server and of the pg_dump that wrote it."""

    form: int = 1
    made_at: AwareDatetime
    program: str
    schema_version: str
    server: int
    dump: int


class BackupWriter:
    """Adds members; `advance` gets the bytes of each piece that was written."""

    def __init__(self, zipped: zipfile.ZipFile, moment: datetime, advance: Advance) -> None:
        self._zip, self._advance = zipped, advance
        self._at = moment.astimezone(UTC).timetuple()[:6]
        self._sums: list[str] = []

    def add(self, name: str, chunks: Iterable[bytes], *, sealed: bool = False) -> int:
        """Add a member; returns its bytes. Raises OSError, and whatever `chunks` raises."""
        info = zipfile.ZipInfo(name, self._at)
        info.external_attr = (SEALED if sealed else OPEN) << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                self._advance(len(chunk))
        self._sums.append(f"{digest.hexdigest()}  {name}\n")
        return size

    def close(self) -> None:
        self.add(SUMS, ["".join(self._sums).encode()])


@contextmanager
def backup_writer(path: Path, moment: datetime, advance: Advance) -> Iterator[BackupWriter]:
    """The file appears, on the disk, when all members were added; until then nothing does, and
    only its owner reads it. What killed ones left there is removed. Raises OSError."""
    remove_left(path, FACTS)
    with ExitStack() as afterwards, whole_file(path) as part:
        number = begin(part)
        # Else it would be nobody's between its last byte and its place.
        afterwards.callback(os.close, os.dup(number))
        with os.fdopen(number, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as zipped:
                writer = BackupWriter(zipped, moment, advance)
                yield writer
                writer.close()
            file.flush()
            os.fsync(file.fileno())


class Backup:
    """A backup whose bytes are those that were written."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile, facts: Facts) -> None:
        self.path, self._zip, self.facts = path, zipped, facts
        self.dump = zipped.getinfo(DUMP)
        self.evidence = [one for one in zipped.infolist() if one.filename.startswith(EVIDENCE)]

    @property
    def size(self) -> int:
        """Bytes of what is laid down."""
        return sum(one.file_size for one in (self.dump, *self.evidence))

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of a member. Raises OSError, and RepostwatchError where they have changed
        since they were checked."""
        try:
            with self._zip.open(info) as member:
                yield from iter(lambda: member.read(CHUNK), b"")
        except BROKEN as error:
            raise not_whole(self.path, str(error)) from None


@contextmanager
def checked_backup(path: Path, advance: Advance) -> Iterator[Backup]:
    """A backup of which every byte was read and found to be what was written.

    Raises RepostwatchError where it is torn, was changed, or is no backup of ours; OSError.
    """
    with path.open("rb") as file:
        try:
            zipped = zipfile.ZipFile(file)
            facts = _checked(path, zipped, advance)
        except BROKEN as error:
            raise not_whole(path, str(error)) from None
        with zipped:
            yield Backup(path, zipped, facts)


def _checked(path: Path, zipped: zipfile.ZipFile, advance: Advance) -> Facts:
    members = zipped.infolist()
    names = [one.filename for one in members]
    if names[:2] != [FACTS, DUMP] or names[-1:] != [SUMS] or len(set(names)) != len(names):
        raise not_whole(path, "it has not the members of a backup")
    for one in members:
        if one.compress_type != zipfile.ZIP_STORED or one.flag_bits & 1:
            raise not_whole(path, f"{one.filename} is packed in another way")
    if any(
        not name.startswith(EVIDENCE) or not belongs(name.removeprefix(EVIDENCE))
        for name in names[2:-1]
    ):
        raise not_whole(path, "it holds a file that is none of an archive")
    sums = "".join(f"{_digest(zipped, one, advance)}  {one.filename}\n" for one in members[:-1])
    if _small(path, zipped, SUMS) != sums.encode():
        raise not_whole(path, "its checksums are not those of its members")
    try:
        return Facts.model_validate_json(_small(path, zipped, FACTS))
    except ValidationError:
        raise not_whole(path, f"{FACTS} is not readable") from None


def _digest(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, advance: Advance) -> str:
    digest = hashlib.sha256()
    with zipped.open(info) as member:
        for chunk in iter(lambda: member.read(CHUNK), b""):
            digest.update(chunk)
            advance(len(chunk))
    return digest.hexdigest()


def _small(path: Path, zipped: zipfile.ZipFile, name: str) -> bytes:
    if zipped.getinfo(name).file_size > LARGEST:
        raise not_whole(path, f"{name} is too large")
    return zipped.read(name)


def not_whole(path: Path, why: str) -> RepostwatchError:
    return RepostwatchError(
        f"{path}: it is no whole backup ({why}): it was torn or changed. Nothing was touched: "
        "take another one."
    )


def copied(chunks: Iterable[bytes], to: IO[bytes], advance: Advance) -> None:
    """Write the pieces, and see that they are on the disk. Raises OSError."""
    for chunk in chunks:
        to.write(chunk)
        advance(len(chunk))
    to.flush()
    os.fsync(to.fileno())
