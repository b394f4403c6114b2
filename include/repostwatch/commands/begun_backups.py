"""A backup while it is written, under a lock that ends with its process: one that nobody holds was
left by somebody who was killed, and the next backup into its folder removes it."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

# A zip's first member has its name there.
NAME_AT = 30


def begin(part: Path) -> int:
    """The number of the file, empty and locked, that only its owner reads. Raises OSError."""
    while True:
        number = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        # Where a file system knows no locks, nothing is removed either.
        with suppress(OSError):
            fcntl.flock(number, fcntl.LOCK_EX)
        if os.fstat(number).st_nlink:
            return number
        os.close(number)  # between the two lines somebody took it for one that was left


def remove_left(path: Path, first: str) -> None:
    """Remove what was begun and left in the folder of `path`: files of its name, and those whose
    first member is `first`, that nobody holds."""
    for part in path.parent.glob(".*.part"):
        with suppress(OSError):
            number = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(number, "rb") as file:
                head = file.read(NAME_AT + len(first))
                if part.name.startswith(f".{path.name}.") or head[NAME_AT:] == first.encode():
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    part.unlink()
