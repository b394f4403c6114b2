"""A source's server that asked to be left alone is left alone, in the next run too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from repostwatch.base.errors import RepostwatchError
from repostwatch.model import Outcome
from repostwatch.model.hosts import HostRecord
from repostwatch.model.reasons import text
from repostwatch.pipeline.ingest import ingest_releases
from repostwatch.settings import Settings
from repostwatch.store import hosts
from repostwatch.store.database import Connection

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
SOURCE = "http://127.0.0.1:9/feed.json"


def test_ingest_keeps_the_pause_a_server_asked_for(conn: Connection) -> None:
    pause = HostRecord(1, NOON + timedelta(hours=2), Outcome.HTTP_ERROR, text("come later"))
    hosts.StoredHosts(conn).save("127.0.0.1:9", pause)
    settings = Settings(allow_loopback=True).as_of(NOON)
    with pytest.raises(RepostwatchError, match="come later"):
        ingest_releases(conn, settings, [SOURCE])
