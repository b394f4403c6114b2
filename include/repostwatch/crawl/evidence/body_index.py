"""An index of the archive: where each body was last stored whole. Shared by processes.

If it is lost, bodies are stored again; if it is damaged, a new one is created.
"""

from __future__ import annotations

import sqlite3
import weakref
from pathlib import Path
from typing import Any

from repostwatch.crawl.evidence.warc_records import Original

_TABLE = (
    "CREATE TABLE IF NOT EXISTS bodies (digest TEXT PRIMARY KEY, file TEXT NOT NULL, "
    "offset INTEGER NOT NULL, uri TEXT NOT NULL, date TEXT NOT NULL) WITHOUT ROWID"
)


class BodyIndex:
    """The index of one archive's directory. Raises sqlite3.OperationalError if it is unavailable
    (disk full, locked for too long). Closed on garbage collection."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "bodies.sqlite"
        self._index: sqlite3.Connection | None = None
        self._closing: weakref.finalize[..., BodyIndex] | None = None

    def find(self, digest: str) -> Original | None:
        """The place of a body with this sha256, if known."""
        row = self._ask("SELECT file, offset, uri, date FROM bodies WHERE digest = ?", digest)
        return Original(*row) if row else None

    def remember(self, digest: str, where: Original) -> None:
        """Record the place of a body."""
        place = (where.file, where.offset, where.uri, where.date)
        self._ask("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)", digest, *place)

    def forget(self, file: str) -> None:
        """Remove all entries of a file."""
        self._ask("DELETE FROM bodies WHERE file = ?", file)

    def _ask(self, statement: str, *values: str | int) -> Any:
        try:
            return self._open().execute(statement, values).fetchone()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._close()
            self._path.unlink(missing_ok=True)
            return self._open().execute(statement, values).fetchone()

    def _open(self) -> sqlite3.Connection:
        if self._index is None or not self._path.exists():
            self._close()
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # The last to let go may be another thread than the one that opened.
            index = sqlite3.connect(
                self._path, timeout=30, isolation_level=None, check_same_thread=False
            )
            self._closing = weakref.finalize(self, index.close)
            index.execute("PRAGMA synchronous=OFF")
            # The journal's file stays: to make and delete it took longer than to write.
            index.execute("PRAGMA journal_mode=PERSIST")
            index.execute(_TABLE)
            self._index = index
        return self._index

    def _close(self) -> None:
        self._index = None
        if self._closing is not None:
            self._closing()
            self._closing = None
