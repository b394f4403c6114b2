"""What one process wrote into an archive of several machines, and has not handed over to all."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from repostwatch.base.clock import beijing
from repostwatch.base.folders import Folder, put_file
from repostwatch.crawl.evidence.warc_files import append, close, number_of_file
from repostwatch.crawl.evidence.warc_records import Original


class HandedOn:
    """Files that this process wrote to in `directory`, on their way into `shared`.

    Processes of one machine append to the same file: whoever hands it over first closes it. A body
    is referred to by others only once its file is there: `bodies` waits until then, by digest.
    """

    def __init__(self, directory: Path, shared: Folder) -> None:
        self._directory, self._shared = directory, shared
        self._files: set[str] = set()
        self._next: dict[date, int] = {}
        self.bodies: dict[str, Original] = {}

    def append(self, packed: bytes, moment: datetime, rotate: int) -> tuple[str, int]:
        """As `warc_files.append`."""
        day = beijing(moment).date()
        place = append(self._directory, packed, moment, rotate, self._next.get(day, 0))
        self._next[day] = number_of_file(place[0])
        self._files.add(place[0])
        return place

    def hand_over(self) -> list[tuple[str, Original]]:
        """Close and copy the files; the bodies that others may refer to from now on.

        Raises OSError, also where a file of that name with other bytes is there already.
        """
        for name in sorted(self._files):
            close(self._directory / name)
            put_file(self._shared, self._directory / name)
        self._files.clear()
        there = list(self.bodies.items())
        self.bodies.clear()
        return there
