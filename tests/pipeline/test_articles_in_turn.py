"""Which articles are read first, where a portal's share of a run is smaller than its doubts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from repostwatch.model import Decision, Interval, Level, Link, Match, Portal, Release
from repostwatch.model.reasons import text
from repostwatch.pipeline.doubts import doubts
from repostwatch.pipeline.scope import load_scope
from repostwatch.settings import Settings
from repostwatch.store import links, matches, portals, releases
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
OLD, NEW = "国务院关于甲的通知", "国务院关于乙的通知"


def test_those_of_the_latest_release_come_first(conn: Connection) -> None:
    """The older link was seen first, and its duty is past acting on."""
    portals.save(conn, [Portal("p", "测试省", Level.PROVINCE, "http://a.example/")])
    made = [
        Release("old", OLD, Interval.at(NOON - timedelta(days=20)), duty="all"),
        Release("new", NEW, Interval.at(NOON - timedelta(days=1)), duty="all"),
    ]
    releases.save(conn, made, NOON)
    for hours, name in enumerate(("old", "new")):
        link = Link(f"国务院令{name}", f"http://a.example/{name}.html")
        with conn.transaction():
            links.save(conn, "p", [FoundLink(link, NOON + timedelta(hours=hours))])
    stored = {link.title[-3:]: link.link_id for link in links.unmatched(conn, "m", ["p"], 10)}
    reviews = {
        stored[name]: [(Match(stored[name], name, Decision.REVIEW, 60.0, text("review")), False)]
        for name in ("old", "new")
    }
    with conn.transaction():
        matches.save(conn, reviews, ["old", "new"], "m")
    settings = Settings().as_of(NOON)
    found = doubts(conn, settings, load_scope(conn, settings), whole=True)
    assert [doubt.match.release_id for doubt in found] == ["new", "old"]
