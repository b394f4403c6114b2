"""Files of the archive that lie elsewhere: the pages of one scan are in one file, which is not
written to again. So the last one is held, and asked for once, not twice for each page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from repostwatch.base.folders import Folder, opened, size_of

# A scan's file has some hundred KB, with pictures a few MB; of larger ones the ranges are read.
HELD_BYTES = 4 * 2**20


class LastFile:
    """At most HELD_BYTES of one file."""

    def __init__(self) -> None:
        self._held: tuple[str, bytes] = ("", b"")

    def opened(self, folder: Folder, name: str) -> BinaryIO:
        """A file to read from, at any offset. Raises OSError."""
        if isinstance(folder, Path):
            return opened(folder, name)
        held, body = self._held
        if held != name:
            if (size_of(folder, name) or 0) > HELD_BYTES:
                return opened(folder, name)
            body = folder.fs.cat_file((folder / name).path)
            self._held = name, body
        return BytesIO(body)
