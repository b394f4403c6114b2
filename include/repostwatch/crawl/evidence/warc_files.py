"""The files of an archive: named by day and archive, appended to under a lock, read by record.

The mark of an archive in its files' names keeps apart what two machines write on one day.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from repostwatch.base.clock import beijing
from repostwatch.base.errors import RepostwatchError
from repostwatch.base.folders import Folder, opened
from repostwatch.crawl.evidence import warc_records

# Files from before archives had a mark have none in their names.
_NAME = re.compile(r"repostwatch-(\d{8})-(?:[0-9a-f]{8,16}-)?(\d{4,})\.warc\.gz")
MARK = "mark"
# Where each task has a machine of its own, thousands of archives are begun on one day.
MARK_BYTES = 8


class ArchiveError(RepostwatchError):
    """Evidence is missing, or is not what was stored."""


@contextmanager
def open_record(
    folder: Folder, name: str, offset: int, read: Callable[[Folder, str], BinaryIO] = opened
) -> Iterator[ArcWarcRecord]:
    """The record that begins there. Raises ArchiveError if there is none, or a damaged one."""
    if Path(name).name != name:
        raise ArchiveError(f"{name!r} is no file of the archive")
    try:
        with read(folder, name) as file:
            file.seek(offset)
            yield next(iter(ArchiveIterator(file)))
    except ArchiveLoadFailed:  # it quotes the bytes that it found
        raise ArchiveError(f"{name} at {offset}: no record there (damaged)") from None
    except (OSError, StopIteration, zlib.error) as error:
        raise ArchiveError(f"{name} at {offset}: no record there ({error})") from error


def append(
    directory: Path, packed: bytes, moment: datetime, rotate: int, number: int = 0
) -> tuple[str, int]:
    """Append a record to a file of its day, atomically; returns file name and offset.

    The files of the day before `number` are known to be closed. A file that would grow beyond
    `rotate` bytes is not appended to. Raises OSError, and ArchiveError where the archive's mark is
    damaged.
    """
    directory.mkdir(parents=True, exist_ok=True)
    mark = archive_mark(directory)
    day = beijing(moment).strftime("%Y%m%d")
    while True:
        path = directory / f"repostwatch-{day}-{mark}-{number:04}.warc.gz"
        if path.exists() and _is_sealed(path.stat()):
            number += 1
            continue
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            offset = file.seek(0, os.SEEK_END)
            if _is_sealed(os.fstat(file.fileno())):  # while we waited
                number += 1
                continue
            if offset + len(packed) > rotate and offset:
                number += 1
                continue
            try:
                if not offset:
                    offset = file.write(warc_records.packed(warc_records.warcinfo(path.name)))
                file.write(packed)
                file.flush()
            except OSError:
                file.truncate(offset)
                raise
            return path.name, offset


def archive_mark(directory: Path) -> str:
    """Hex digits that no other archive has; drawn by the first who asks, then kept.

    Raises OSError, ArchiveError.
    """
    path = directory / MARK
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        mark = file.read(17)
        if not mark:
            mark = secrets.token_hex(MARK_BYTES)
            file.write(mark)
            file.flush()
    if not re.fullmatch("[0-9a-f]{8,16}", mark):
        raise ArchiveError(f"{path} is damaged: remove it, and a new mark is drawn")
    return mark


def close(path: Path) -> None:
    """Make a file of the archive read-only: nothing is appended to it later."""
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        path.chmod(0o444)


def _is_sealed(found: os.stat_result) -> bool:
    return not found.st_mode & 0o200


def day_of_file(name: str) -> date | None:
    """The Beijing day of a file of the archive."""
    match = _NAME.fullmatch(name)
    return datetime.strptime(match[1], "%Y%m%d").date() if match else None  # noqa: DTZ007  a day


def number_of_file(name: str) -> int:
    """The how many-eth file of its archive and day it is."""
    match = _NAME.fullmatch(name)
    return int(match[2]) if match else 0
