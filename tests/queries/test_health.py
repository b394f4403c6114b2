"""The monitor's health: what is well stands beside what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from repostwatch.model import Level, Outcome, Portal, Visit, because
from repostwatch.model.alarms import Alarm, AlarmState, SourceFact
from repostwatch.model.codes import MailCode
from repostwatch.model.steps import Step
from repostwatch.pipeline.evidence_size import count_evidence
from repostwatch.pipeline.watch import watch_monitor
from repostwatch.portals.editions import registry
from repostwatch.queries.health import read_health
from repostwatch.queries.today import read_today
from repostwatch.settings import Settings
from repostwatch.store import alarms, heartbeats, portals, scan_records
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord

NOW = datetime.now(UTC).replace(microsecond=0)
PORTALS = [
    Portal(name, f"{name}部", Level.DEPARTMENT, f"https://{name}.example.cn/")
    for name in ("fresh", "old", "partial")
]


def scan(conn: Connection, portal: Portal, hours: int, *, whole: bool = True) -> None:
    at = NOW - timedelta(hours=hours)
    visit = Visit(portal.home_url, Outcome.OK, at, status=200, size=1000)
    scan_records.save(
        conn,
        ScanRecord(
            portal.portal_id,
            at,
            at,
            at - timedelta(days=2) if whole else None,
            None,
            embedded=False,
            columns=(),
            home=visit,
            visits=[PageVisit("home", visit, [])],
            run_id="r",
        ),
    )


def test_who_was_not_wholly_seen_for_the_longest_comes_first(conn: Connection) -> None:
    portals.save(conn, PORTALS)
    fresh, old, partial = PORTALS
    scan(conn, old, 9)
    scan(conn, fresh, 9)
    scan(conn, fresh, 1)
    scan(conn, partial, 1, whole=False)
    looks = read_health(conn, Settings()).looks
    assert [(one.portal_id, one.seen_at) for one in looks] == [
        ("partial", None),
        ("old", NOW - timedelta(hours=9)),
        ("fresh", NOW - timedelta(hours=1)),
    ]


def test_sources_and_alarms_stand_apart_by_what_became_of_them(conn: Connection) -> None:
    settings = Settings()
    known, *others = settings.sources
    alarms.save_source(conn, SourceFact(known, NOW, NOW, NOW - timedelta(days=1)))
    reason = because(MailCode.ALARM_OVER)
    for name, closed in (("a", False), ("b", True)):
        alarms.save(conn, AlarmState(Alarm(name, reason), NOW, NOW, closed=closed))
    found = read_health(conn, settings)
    assert [fact.source for fact in found.sources] == [known]
    assert found.silent == tuple(others)
    assert [state.alarm.alarm_id for state in found.lasting] == ["a"]
    assert [state.alarm.alarm_id for state in found.over] == ["b"]


def test_evidence_is_counted_where_it_can_be_seen(conn: Connection, tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path)
    count_evidence(conn, settings)
    assert read_health(conn, settings).evidence is None, "there is no folder to count"
    day = tmp_path / "evidence" / "2026" / "08"
    day.mkdir(parents=True)
    (day / "a.warc.gz").write_bytes(b"x" * 1000)
    (tmp_path / "evidence" / "gone").symlink_to(tmp_path / "nowhere")
    assert read_health(conn, settings).evidence is None, "a page walked over the files"
    watch_monitor(conn, settings)
    (day / "b.warc.gz").write_bytes(b"x" * 500)
    found = read_health(conn, settings).evidence
    assert found
    assert found.bytes == 1000
    count_evidence(conn, settings)
    again = read_health(conn, settings).evidence
    assert again
    assert (again.bytes, again.counted_at >= found.counted_at) == (1500, True)


def test_without_a_watch_nothing_is_said_of_alarms(conn: Connection) -> None:
    assert read_health(conn, Settings()).watched_at is None
    heartbeats.beat(conn, Step.WATCH, NOW)
    assert read_health(conn, Settings()).watched_at == NOW


def test_who_is_registered_is_counted_before_the_first_scan(conn: Connection) -> None:
    settings = Settings()
    found = read_today(conn, settings)
    assert (found.portals, found.registered) == (0, len(registry(settings)))
    assert found.registered > 0
