"""A portal's last days: how it stood at the end of each, and what its visits came to."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from repostwatch.base.clock import whole_day
from repostwatch.model import (
    ColumnStanding,
    FindingKind,
    FindingState,
    Interval,
    Outcome,
    Release,
    Standing,
    Verdict,
    VerdictKind,
    Visit,
    because,
)
from repostwatch.model.codes import VisitCode
from repostwatch.model.findings import Finding
from repostwatch.model.reasons import text
from repostwatch.queries.duty import duty_evidence
from repostwatch.queries.past_days import days_of, last_days
from repostwatch.queries.portal import portal_details
from repostwatch.settings import Settings
from repostwatch.store import findings, portals, releases, scan_records, verdicts
from repostwatch.store.database import Connection
from repostwatch.store.reasons import pack
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.plugins.plugin_world import EVIL, GOOD

NOW = datetime(2026, 8, 31, 4, tzinfo=UTC)  # noon in Beijing
DAYS = 40
WHY, FORBIDDEN = text("为何"), because(VisitCode.ROBOTS_DISALLOW)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def judged(
    conn: Connection, days: float, release_id: str, kind: VerdictKind, why: str = ""
) -> None:
    one = Verdict(release_id, "mct", kind, text(why or kind.value))
    assert verdicts.append(conn, [one], "1", ago(days)) == 1


def world(conn: Connection) -> Settings:
    """Forty days: r1 came out at their beginning and is observed no more, r2 ten days ago, r3 now;
    a scan of two pages a day, whose list was lost in the last week and is forbidden today."""
    portals.save(conn, [GOOD, EVIL], whole=True)
    for release_id, days in (("r1", DAYS), ("r2", 10), ("r3", 0.1)):
        at = Interval.at(ago(days))
        releases.save(conn, [Release(release_id, f"通知{release_id}", at, duty="all")], at.earliest)
        conn.execute(
            "INSERT INTO duties (release_id, portal_id, deadline, kind, changed_at) "
            "VALUES (%s, 'mct', %s, 'pending', %s)",
            (release_id, ago(days - 1), ago(days)),
        )
        judged(conn, days, release_id, VerdictKind.PENDING)
    judged(conn, DAYS - 1.2, "r1", VerdictKind.MISSING)
    judged(conn, DAYS - 3, "r1", VerdictKind.MISSING, "看了更多页面")
    judged(conn, DAYS - 5, "r1", VerdictKind.LATE)
    judged(conn, 8, "r2", VerdictKind.ON_TIME)
    for standing, days in ((Standing.ABSENT, 35), (Standing.PRESENT, 20)):
        verdicts.append_columns(conn, [ColumnStanding("mct", standing, WHY)], ago(days))
    for days in range(DAYS):
        scanned(conn, ago(days))
    return Settings().as_of(NOW)


def scanned(conn: Connection, at: datetime) -> None:
    home = Visit(GOOD.home_url, Outcome.OK, at, status=200, size=9)
    one = Visit(f"{GOOD.home_url}list", Outcome.OK, at, status=200, size=9)
    if at > ago(7):
        one = Visit(one.url, Outcome.TIMEOUT, at, reason=WHY)
    if at == NOW:
        one = Visit(one.url, Outcome.BLOCKED, at, reason=FORBIDDEN)
    record = ScanRecord(
        "mct", at, at, at - timedelta(days=2), None, embedded=False, columns=(), home=home,
        visits=[PageVisit("home", home, []), PageVisit("list", one, [])],
    )  # fmt: skip
    scan_records.save(conn, record)


def test_forty_days_stand_as_they_were(conn: Connection) -> None:
    settings = world(conn)
    days = last_days(conn, settings, "mct")
    assert len(days) == settings.pages.past_days
    assert (days[-1].day, days[0].day) == (date(2026, 8, 31), date(2026, 7, 3))
    by_day = {one.day: one for one in days}

    def verdicts_of(day: date) -> dict[VerdictKind, int]:
        return dict(by_day[day].verdicts)

    assert verdicts_of(date(2026, 7, 21)) == {}, "before the first judging"
    assert verdicts_of(date(2026, 7, 22)) == {VerdictKind.PENDING: 1}
    assert verdicts_of(date(2026, 7, 23)) == {VerdictKind.MISSING: 1}
    assert verdicts_of(date(2026, 7, 27)) == {VerdictKind.LATE: 1}
    assert verdicts_of(date(2026, 8, 22)) == {VerdictKind.PENDING: 1}, "r1 is observed no more"
    assert verdicts_of(date(2026, 8, 31)) == {VerdictKind.ON_TIME: 1, VerdictKind.PENDING: 1}
    assert by_day[date(2026, 8, 31)].worst is VerdictKind.PENDING
    standings = [by_day[date(2026, *one)].standing for one in ((7, 26), (7, 27), (8, 10), (8, 11))]
    assert standings == [None, Standing.ABSENT, Standing.ABSENT, Standing.PRESENT]
    assert by_day[date(2026, 7, 21)].visits == Counter()
    assert [by_day[date(2026, 8, one)].failed for one in (24, 25, 31)] == [0, 1, 1]
    assert by_day[date(2026, 8, 30)].outcomes == [(Outcome.TIMEOUT, None, 1)]
    assert by_day[date(2026, 8, 31)].outcomes == [(Outcome.BLOCKED, FORBIDDEN, 1)]


def test_what_changes_after_a_days_end_is_of_the_next_day() -> None:
    day = date(2026, 8, 12)
    end = whole_day(day).latest
    for at, kind in ((end, VerdictKind.LATE), (end + timedelta(seconds=1), VerdictKind.PENDING)):
        turns = [
            ("r1", ago(25), VerdictKind.PENDING, ago(24)),
            ("r1", ago(25), VerdictKind.LATE, at),
        ]
        [found] = days_of([(day, end)], turns, [], {}, None)
        assert found.verdicts == {kind: 1}


def test_the_next_deadline_and_the_age_of_each_finding(conn: Connection) -> None:
    settings = world(conn)
    found = portal_details(conn, settings, "mct")
    assert [one.release.release_id for one in found.still_due] == ["r3"]
    for days, closed in ((3, None), (9, 2), (5, None)):
        state = FindingState.RECTIFIED if closed else FindingState.OPEN
        end = None if closed is None else ago(closed)
        kind = {3: FindingKind.LATE, 9: FindingKind.COLUMN, 5: FindingKind.MISSING}[days]
        findings.save(conn, [Finding(kind, "mct", None, state, WHY, ago(days), None, end)])
    found = portal_details(conn, settings, "mct")
    assert [found.lasted(one).days for one in found.findings] == [3, 5, 7]


def test_a_duty_tells_what_its_verdict_was(conn: Connection) -> None:
    settings = world(conn)
    history = duty_evidence(conn, settings, "r1", "mct").history
    kinds = [VerdictKind.LATE, VerdictKind.MISSING, VerdictKind.PENDING]
    assert [one.kind for _, one in history] == kinds
    assert [at for at, _ in history] == [ago(DAYS - 5), ago(DAYS - 1.2), ago(DAYS)]


def test_of_a_duty_to_be_watched_it_is_told_that_the_latest_scan_could_not(
    conn: Connection,
) -> None:
    settings = world(conn)
    assert duty_evidence(conn, settings, "r3", "mct").unwatched is None, "it was complete"
    conn.execute("UPDATE scans SET reach = NULL, gap = %s WHERE started_at = %s", (pack(WHY), NOW))
    last = duty_evidence(conn, settings, "r3", "mct").unwatched
    assert last is not None
    assert (last.started_at, last.gap) == (NOW, WHY)
    assert duty_evidence(conn, settings, "r1", "mct").unwatched is None, "its verdict says why"
