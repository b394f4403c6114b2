"""What the first page says between two judgings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from repostwatch.model import Outcome, Verdict, VerdictKind, Visit, because
from repostwatch.model.codes import ScanCode
from repostwatch.model.reasons import text
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.queries.asked import AskedDuties
from repostwatch.queries.duty_list import duty_list
from repostwatch.queries.today import read_today
from repostwatch.settings import Settings
from repostwatch.store import duties, portals, releases, scan_records, verdicts
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import ScanRecord
from tests.plugins.plugin_world import EVIL, GOOD, RELEASE

NOW = RELEASE.published.latest + timedelta(days=2)
HOUR = timedelta(hours=1)


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


def test_what_comes_due_later_names_what_is_not_due_sooner(
    conn: Connection, database_url: str
) -> None:
    """Each list has its own: the count of the later one holds both, its releases the rest."""
    portals.save(conn, [GOOD, EVIL], whole=True)
    sooner, later = (
        replace(RELEASE, release_id=f"r{hours}", published=RELEASE.published.at(NOW - hours * HOUR))
        for hours in (20, 8)
    )
    releases.save(conn, [sooner, later], NOW)
    judge_reposts(conn, settings := Settings(db=database_url).as_of(NOW))
    first, second = read_today(conn, settings).soon
    assert (first.count, first.above, [one.release_id for one in first.releases]) == (2, 0, ["r20"])
    assert (second.count, second.above) == (4, 2)
    assert [(one.release_id, one.number) for one in second.releases] == [("r8", 2)]
    for soon in (first, second):
        fields = {name: value for name, value in soon.parameters if value}
        asked = AskedDuties((fields.pop("verdict"),), **fields)
        listed = duty_list(conn, settings, asked, 1).rows
        assert {row["release_id"] for row in listed} == {one.release_id for one in soon.releases}
        assert len(listed) == soon.count - soon.above


def test_what_is_due_next_is_all_that_is_due_later(conn: Connection, database_url: str) -> None:
    portals.save(conn, [GOOD, EVIL], whole=True)
    releases.save(conn, [replace(RELEASE, published=RELEASE.published.at(NOW - 20 * HOUR))], NOW)
    judge_reposts(conn, settings := Settings(db=database_url).as_of(NOW))
    _, second = read_today(conn, settings).soon
    assert (second.count, second.above, tuple(second.releases)) == (2, 2, ())


def test_what_was_overdue_already_is_not_newly_so(conn: Connection, database_url: str) -> None:
    """Missing for two days and late now, by a person's word: that changed, and is not new."""
    portals.save(conn, [GOOD, EVIL], whole=True)
    releases.save(conn, [RELEASE], NOW - 48 * HOUR)
    for hours, kinds in ((47, ("missing", "pending")), (1, ("late", "missing"))):
        at = NOW - hours * HOUR
        found = [
            (RELEASE.release_id, one.portal_id, at, VerdictKind(kind), False)
            for one, kind in zip((GOOD, EVIL), kinds, strict=True)
        ]
        said = [Verdict(one[0], one[1], one[3], text(one[3].value)) for one in found]
        verdicts.append(conn, said, "1", at)
        duties.save(conn, found, ["r1"], ["mct", "evil"], at)
    settings = Settings(db=database_url).as_of(NOW)
    today = read_today(conn, settings)
    assert (today.overdue, [one["portal_id"] for one in today.overdue_rows]) == (1, ["evil"])
    assert today.changes == {
        (VerdictKind.MISSING, VerdictKind.LATE): 1,
        (VerdictKind.PENDING, VerdictKind.MISSING): 1,
    }
    asked = AskedDuties(("missing", "late"), changed=f"{today.hours:g}", newly="1")
    assert [one["portal_id"] for one in duty_list(conn, settings, asked, 1).rows] == ["evil"]


def test_who_could_not_be_seen_is_not_named_among_those_without_a_repost(
    conn: Connection, database_url: str
) -> None:
    """Blocked, never scanned, or with lists that begin after the release: counted apart."""
    never, short = replace(GOOD, portal_id="never"), replace(GOOD, portal_id="short")
    portals.save(conn, [GOOD, EVIL, never, short], whole=True)
    fresh = replace(RELEASE, published=RELEASE.published.at(NOW - 20 * HOUR))
    releases.save(conn, [fresh], NOW)
    blocked = because(ScanCode.HOME_FAILED, outcome=Outcome.BLOCKED, reason=None)
    for portal, reach, gap in (
        (GOOD, NOW - 40 * HOUR, None),
        (short, NOW - 2 * HOUR, None),
        (EVIL, NOW - 40 * HOUR, None),
        (EVIL, None, blocked),
    ):
        at = NOW - (HOUR if reach is None else 3 * HOUR)
        home = Visit(portal.home_url, Outcome.OK, at, status=200, size=1000)
        record = ScanRecord(portal.portal_id, at, at, reach, gap, None, None, home)
        scan_records.save(conn, record)
    judge_reposts(conn, settings := Settings(db=database_url).as_of(NOW))
    [one] = read_today(conn, settings).soon[0].releases
    assert one.portals == ((GOOD.portal_id, GOOD.name),)
    assert (one.number, one.unnamed, one.unread, one.too_short) == (4, 0, 2, 1)
