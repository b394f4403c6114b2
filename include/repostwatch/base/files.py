"""Files: read within a limit; written whole or not at all, and in words where the disk does not
take them."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from repostwatch.base.errors import RepostwatchError

# Bytes of a file that is read at once. The largest table at hand has 4 MB; a device has no end.
LARGEST = 256 * 2**20
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def whole_bytes(path: Path) -> bytes:
    """What a file holds. Raises OSError, also where it is larger than LARGEST or has no end."""
    with path.open("rb") as file:
        body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST // 2**20} MB")
    return body


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write it: once that went well, it stands at `path`, in the stead of any before.

    What was begun and not ended leaves nothing. Each process writes a part of its own.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def writing(what: str, where: object) -> Iterator[None]:
    """Around whatever writes `what` there. Raises RepostwatchError for an error of the disk or of
    an index on it: full, read-only, over its quota, gone."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        said = getattr(error, "strerror", None) or error
        full = (isinstance(error, OSError) and error.errno in FULL) or "is full" in str(error)
        place = "VAR_DIR" if isinstance(where, Path) else "SHARED"
        todo = "make room there" if full else f"let REPOSTWATCH_{place} name a place for it"
        raise RepostwatchError(
            f"{where}: {what} could not be written ({said}). What was stored before is kept: "
            f"{todo}, then run the same again."
        ) from error
