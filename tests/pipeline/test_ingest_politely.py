"""A source that asked to be left alone is; one that is never read to its end costs itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Outcome
from repostwatch.model.hosts import HostRecord
from repostwatch.model.reasons import text
from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.readers.pool import Readers
from repostwatch.releases.parsed import SourceReading
from repostwatch.settings import Settings
from repostwatch.store import hosts
from repostwatch.store.database import Connection
from tests.pipeline.served import Pages, served

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
SOURCE = "http://127.0.0.1:9/feed.json"


def test_ingest_keeps_the_pause_a_server_asked_for(conn: Connection) -> None:
    pause = HostRecord(1, NOON + timedelta(hours=2), Outcome.HTTP_ERROR, text("come later"))
    hosts.StoredHosts(conn).save("127.0.0.1:9", pause)
    settings = Settings(allow_loopback=True).as_of(NOON)
    with pytest.raises(RepostwatchError, match="come later"):
        ingest_releases(conn, settings, [SOURCE])


ROWS = '[{"TITLE":"国务院关于第1号工作的通知","URL":"/a","DOCRELPUBTIME":"2026-09-01"}]'


class Feeds(Pages):
    def page(self) -> str:
        return ROWS


def test_a_source_that_takes_all_memory_is_a_problem_of_its_own(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sources are read where pages are: within limits of time and memory."""
    read = Readers.source

    async def greedy(self: Readers, work: partial[Any]) -> SourceReading:
        return await read(self, partial(bytes, 2 << 30) if work.args[1].endswith("bad") else work)  # type: ignore[arg-type]

    monkeypatch.setattr(Readers, "source", greedy)
    settings = Settings.model_validate({"allow_loopback": True, "var_dir": tmp_path}).as_of(NOON)
    with served(Feeds) as web:
        taken = ingest_releases(conn, settings, [f"{web}/bad", f"{web}/good"])
    assert taken.read == 1
    (problem,) = taken.problems
    assert f"{web}/bad" in problem
    rows = conn.execute("SELECT problem::text AS why FROM sources ORDER BY source").fetchall()
    assert [row["why"] and "reader.memory" in row["why"] for row in rows] == [True, None]
