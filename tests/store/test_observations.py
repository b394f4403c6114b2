"""What a scan saw is written once, whole, and adds up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from repostwatch.model import (
    Article,
    Column,
    ColumnForm,
    Decision,
    Interval,
    Level,
    Link,
    Match,
    Outcome,
    PageDate,
    Portal,
    Precision,
    Release,
    Visit,
)
from repostwatch.model.reasons import text
from repostwatch.store import (
    homes,
    links,
    matches,
    portals,
    releases,
    reviews,
    scan_records,
    scans,
    sightings,
)
from repostwatch.store.database import Connection
from repostwatch.store.links import FoundLink
from repostwatch.store.scan_records import PageVisit, ScanRecord

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
DAY = PageDate(datetime(2026, 8, 11, 16, 0, tzinfo=UTC), Precision.DAY)
MINUTE = PageDate(datetime(2026, 8, 12, 1, 15, tzinfo=UTC), Precision.MINUTE)
PORTAL = Portal("moe", "教育部", Level.DEPARTMENT, "http://moe.example/")
RELEASE = Release("r1", "国务院关于甲的通知", Interval.at(NOON), ("http://gov.example/1",))


@pytest.fixture(autouse=True)
def _registry(conn: Connection) -> None:
    portals.save(conn, [PORTAL])
    releases.save(conn, [RELEASE], NOON)


def record(at: datetime, *found: Link, columns: tuple[Column, ...] | None = ()) -> ScanRecord:
    visit = Visit("http://moe.example/", Outcome.OK, at)
    page = PageVisit("home", visit, [FoundLink(link, at) for link in found])
    return ScanRecord("moe", at, at, at, None, False, columns, visit, [page])


def test_a_link_is_seen_from_its_first_to_its_last_scan(conn: Connection) -> None:
    link = Link("甲", "http://moe.example/1", DAY)
    for hours in (2, 0, 5):
        scan_records.save(conn, record(NOON + timedelta(hours=hours), link))
    row = conn.execute("SELECT first_seen, last_seen FROM links").fetchone()
    assert row == {"first_seen": NOON, "last_seen": NOON + timedelta(hours=5)}


def test_the_newest_links_since_a_moment(conn: Connection) -> None:
    for hours in range(3):
        link = Link(f"第{hours}件", f"http://moe.example/{hours}", DAY)
        scan_records.save(conn, record(NOON + timedelta(hours=hours), link))
    found = links.newest(conn, "moe", NOON + timedelta(hours=1), 5)
    assert found == [("第2件", "http://moe.example/2"), ("第1件", "http://moe.example/1")]
    assert links.newest(conn, "moe", NOON, 1) == found[:1]
    assert links.newest(conn, "gd", NOON, 5) == []


def test_the_same_scan_written_twice_changes_nothing(conn: Connection) -> None:
    link = Link("甲", "http://moe.example/1", DAY)
    first = scan_records.save(conn, record(NOON, link, link))
    assert scan_records.save(conn, record(NOON, link)) == first
    counts = conn.execute(
        "SELECT (SELECT count(*) FROM scans) AS scans, (SELECT count(*) FROM visits) AS visits, "
        "(SELECT count(*) FROM links) AS links, (SELECT count(*) FROM claims) AS claims"
    ).fetchone()
    assert counts == {"scans": 1, "visits": 1, "links": 1, "claims": 1}


def test_an_edited_title_is_another_link_and_an_edited_date_another_claim(conn: Connection) -> None:
    url = "http://moe.example/1"
    scan_records.save(conn, record(NOON, Link("甲", url, DAY)))
    scan_records.save(
        conn, record(NOON + timedelta(hours=1), Link("甲", url, MINUTE), Link("乙", url))
    )
    rows = conn.execute(
        "SELECT title, count(c.value) AS claims FROM links LEFT JOIN claims c USING (link_id) "
        "GROUP BY title ORDER BY title"
    ).fetchall()
    assert sorted((row["title"], row["claims"]) for row in rows) == [("乙", 0), ("甲", 2)]


def test_what_postgresql_cannot_hold_does_not_lose_the_scan(conn: Connection) -> None:
    scan_records.save(conn, record(NOON, Link("甲\x00\ud800乙", "http://moe.example/\x00", None)))
    assert conn.execute("SELECT title, url FROM links").fetchone() == {
        "title": "甲乙",
        "url": "http://moe.example/",
    }


def test_homepage_looks_come_back_as_they_were(conn: Connection) -> None:
    column = Column("国务院信息", ColumnForm.BLOCK, prominent=True, items=5, newest=DAY, block=2)
    scan_records.save(conn, record(NOON, columns=(column,)))
    scan_records.save(conn, record(NOON + timedelta(hours=1), columns=None))
    looks = homes.homepage_visits(conn, ["moe"])["moe"]
    assert [look.columns for look in looks] == [(column,), None]


def test_sightings_carry_the_finest_claim_first_and_what_the_article_settled(
    conn: Connection,
) -> None:
    scan_records.save(conn, record(NOON, Link("甲", "http://moe.example/1", DAY)))
    link_id = links.unmatched(conn, "1", ["moe"], 10)[0].link_id
    doubt = Match(link_id, "r1", Decision.REVIEW, 80.0, text("too short"))
    matches.save(conn, {link_id: [(doubt, False)]}, ["r1"], "1")
    assert links.unmatched(conn, "1", ["moe"], 10) == []
    assert [review.match for review in reviews.unread(conn, ["r1"], ["moe"])] == [doubt]

    links.save_article(conn, link_id, NOON, Outcome.OK, Article("甲", MINUTE, "本站", None))
    reviews.settle(conn, doubt, Match(link_id, "r1", Decision.MATCH, 99.0, text("equal titles")))
    [sighting] = sightings.load(conn, ["r1"], ["moe"])["r1", "moe"]
    assert sighting.match.decision is Decision.MATCH
    assert sighting.match.reason == text("equal titles")
    assert sighting.claims == (MINUTE, DAY)
    assert reviews.unread(conn, ["r1"], ["moe"]) == []

    assert matches.reasons(conn, [link_id]) == {(link_id, "r1"): text("equal titles")}

    # Titles matched again keep what the article settled.
    matches.save(conn, {link_id: [(doubt, False)]}, ["r1"], "2")
    [sighting] = sightings.load(conn, ["r1"], ["moe"])["r1", "moe"]
    assert sighting.match.decision is Decision.MATCH

    assert sightings.refuted(conn, ("r1", "moe")) == []
    reviews.settle(conn, doubt, None)
    assert sightings.load(conn, ["r1"], ["moe"]) == {}
    [refuted] = sightings.refuted(conn, ("r1", "moe"))
    assert (refuted.title, refuted.url) == ("甲", "http://moe.example/1")
    assert refuted.match.reason == reviews.NOT_THE_RELEASE
    assert sightings.refuted(conn, ("r1", "other")) == []


def test_a_match_that_no_longer_holds_is_removed(conn: Connection) -> None:
    scan_records.save(conn, record(NOON, Link("甲", "http://moe.example/1", DAY)))
    link_id = links.unmatched(conn, "1", ["moe"], 10)[0].link_id
    match = Match(link_id, "r1", Decision.MATCH, 99.0, text("equal titles"))
    matches.save(conn, {link_id: [(match, True)]}, ["r1"], "1")
    [sighting] = sightings.load(conn, ["r1"], ["moe"])["r1", "moe"]
    assert sighting.direct
    matches.save(conn, {link_id: []}, ["r1"], "2")
    assert sightings.load(conn, ["r1"], ["moe"]) == {}


def test_a_sighting_knows_that_its_address_had_another_title_before(conn: Connection) -> None:
    url = "http://moe.example/1"
    scan_records.save(conn, record(NOON, Link("甲", url)))
    scan_records.save(conn, record(NOON + timedelta(hours=1), Link("甲的通知", url)))
    scan_records.save(
        conn, record(NOON + timedelta(hours=2), Link("甲的通知", url), Link("乙", "http://b"))
    )
    for link in links.unmatched(conn, "1", ["moe"], 10):
        match = Match(link.link_id, "r1", Decision.MATCH, 99.0, text("equal titles"))
        matches.save(conn, {link.link_id: [(match, False)]}, ["r1"], "1")
    found = sightings.load(conn, ["r1"], ["moe"])["r1", "moe"]
    assert {seen.title: seen.address_seen for seen in found} == {
        "甲": None,
        "甲的通知": NOON,
        "乙": None,
    }


def test_of_many_scans_the_latest_and_those_cited_are_shown(conn: Connection) -> None:
    other = Portal("ndrc", "国家发展改革委", Level.DEPARTMENT, "http://ndrc.example/")
    portals.save(conn, [other])
    made = [scan_records.save(conn, record(NOON + timedelta(hours=hour))) for hour in range(6)]
    until = NOON + timedelta(hours=4)

    def shown(cited: list[str], ids: tuple[str, ...] = ("ndrc", "moe")) -> list[str]:
        return [scan.scan_id for scan in scans.shown(conn, ids, cited, until)]

    assert shown([]) == [made[4]]
    assert shown([made[2], made[0], made[4]]) == [made[0], made[2], made[4]]
    assert shown([made[0]], ("ndrc",)) == [], "another portal's scan"
    loaded = {scan.scan_id: scan for scan in scans.load(conn, ["moe"])["moe"]}
    for scan in scans.shown(conn, ["moe"], made, until):
        assert scan == loaded[scan.scan_id]
    assert scans.counts(conn, ["ndrc", "moe"], until) == {"moe": 5}
