"""What the first page says between two judgings."""

from __future__ import annotations

from datetime import timedelta

from repostwatch.pipeline.judge import judge_reposts
from repostwatch.queries.today import read_today
from repostwatch.settings import Settings
from repostwatch.store import portals, releases
from repostwatch.store.database import Connection
from tests.plugins.plugin_world import EVIL, GOOD, RELEASE


def test_what_was_due_since_the_last_judging_is_counted_until_the_next(
    conn: Connection, database_url: str
) -> None:
    portals.save(conn, [GOOD, EVIL], whole=True)
    releases.save(conn, [RELEASE], RELEASE.published.earliest)
    published = RELEASE.published.latest
    early = Settings(db=database_url).as_of(published + timedelta(hours=1))
    judge_reposts(conn, early)
    deadline = conn.execute("SELECT max(deadline) AS at FROM duties").fetchone()
    assert deadline
    late = early.as_of(deadline["at"] + timedelta(hours=1))
    on_time = early.as_of(deadline["at"] - timedelta(minutes=1))
    assert read_today(conn, on_time).unjudged == 0
    found = read_today(conn, late)
    assert (found.unjudged, found.overdue) == (2, 0)
    assert found.judged_at == early.now()
    judge_reposts(conn, late)
    assert read_today(conn, late).unjudged == 0
    assert read_today(conn, late).judged_at == late.now()
