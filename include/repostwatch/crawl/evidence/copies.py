"""A copy of an archive that others write to: which bytes are whole, in which order they are taken,
and how a copy takes the place of what was there.

The mark and the index of bodies stay behind. A copy that runs beside its original draws a mark of
its own, so that no two files have one name; what the index lost is stored once more.
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from repostwatch.crawl.evidence.seals import CHAIN
from repostwatch.crawl.evidence.warc_files import MARK, ArchiveError

_FILE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,200}\.warc\.gz|chain\.jsonl|chain-\d{1,9}\.tsr")
# Where a copy is laid down before it takes its place: hidden, on the same disk.
STAGED = ".restored"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of an archive, and how many bytes of it are whole."""

    path: Path
    size: int
    sealed: bool

    def chunks(self) -> Iterator[bytes]:
        """The whole bytes. Raises OSError, and ArchiveError where there are fewer by now."""
        left = self.size
        with self.path.open("rb") as file:
            while left:
                chunk = file.read(min(left, CHUNK))
                if not chunk:
                    raise ArchiveError(f"{self.path} became shorter while it was copied")
                left -= len(chunk)
                yield chunk


def belongs(name: str) -> bool:
    """Whether a file of this name is one of an archive: records, the chain, a timestamp."""
    return _FILE.fullmatch(name) is not None


def pieces(directory: Path) -> list[Piece]:
    """What an archive holds at this moment, in the order in which to copy it.

    Timestamps before the chain and the chain before the records: then no line is stamped, and no
    file is sealed, that the copy does not have wholly. Raises OSError.
    """
    known = [path for path in sorted(directory.glob("*")) if belongs(path.name)]
    stamps = [path for path in known if path.suffix == ".tsr"]
    found = [Piece(path, path.stat().st_size, sealed=False) for path in stamps]
    chain = directory / CHAIN
    if chain in known:
        found.append(Piece(chain, chain.read_bytes().rfind(b"\n") + 1, sealed=False))
    return found + [_records(path) for path in known if path.name.endswith(".warc.gz")]


def _records(path: Path) -> Piece:
    with path.open("rb") as file:
        # Whoever appends holds the lock until the record is whole.
        fcntl.flock(file, fcntl.LOCK_SH)
        found = path.stat()
    return Piece(path, found.st_size, sealed=not found.st_mode & 0o200)


def staging(directory: Path) -> Path:
    """An empty folder for a copy that is about to take the place of what lies in `directory`."""
    staged = directory / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    return staged


def take_place(directory: Path) -> None:
    """What was staged replaces the archive's files, its mark and its index. Raises OSError."""
    for path in directory.glob("*"):
        if belongs(path.name) or path.name == MARK or path.name.startswith("bodies.sqlite"):
            path.unlink()
    staged = directory / STAGED
    for path in sorted(staged.iterdir()):
        path.rename(directory / path.name)
    staged.rmdir()
