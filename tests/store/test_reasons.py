"""Reasons come back as they were kept; what an earlier program kept as a sentence, stays one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config

from repostwatch.model import (
    Column,
    ColumnForm,
    Interval,
    Level,
    Outcome,
    Portal,
    Reason,
    Release,
    Standing,
    TracePlace,
    Verdict,
    VerdictKind,
    Visit,
    because,
    together,
)
from repostwatch.model.alarms import Alarm, AlarmState, SourceFact
from repostwatch.model.codes import (
    DutyCode,
    ListCode,
    RepostCode,
    ScanCode,
    StandingCode,
    VerdictCode,
)
from repostwatch.model.hosts import HostRecord
from repostwatch.model.reasons import text
from repostwatch.services.postgres import PostgresServer
from repostwatch.store import (
    alarms,
    findings,
    homes,
    hosts,
    matches,
    portals,
    releases,
    scan_records,
    scans,
    searches,
    verdicts,
    visits,
)
from repostwatch.store.database import Connection, connect
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.store.schema import MIGRATIONS, upgrade_schema

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
PORTAL = Portal("moe", "教育部", Level.DEPARTMENT, "http://moe.example/")
RELEASE = Release("r1", "国务院关于甲的通知", Interval.at(NOON), ("http://gov.example/1",))
# Facts of many types, one reason in another.
NESTED = together(
    because(VerdictCode.LATE, deadline=Interval.at(NOON), at_least=timedelta(minutes=3),
            at_most=timedelta(days=2, seconds=1)),
    because(VerdictCode.SCANS_INCOMPLETE, since=NOON, lasting=True,
            gap=because(ScanCode.LIST_FAILED, url="http://moe.example/2",
                        outcome=Outcome.TIMEOUT, reason=None)),
)  # fmt: skip


@pytest.fixture
def earlier(postgres: PostgresServer) -> str:
    """A database of the version before, with what it held."""
    url = postgres.url("sentences")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0004")
    with connect(url, check_schema=False) as conn:
        conn.execute(  # as it was kept then
            "INSERT INTO portals (portal_id, name, level, home_url, limit_hours) "
            "VALUES ('moe', '教育部', 'department', 'http://moe.example/', 24)"
        )
        releases.save(conn, [RELEASE], NOON)
        conn.execute(OLD, {"at": NOON})
    return url


OLD = """
WITH scan AS (
    INSERT INTO scans (portal_id, started_at, ended_at, gap, home_outcome, home_reason, columns,
                       lists)
    VALUES ('moe', %(at)s, %(at)s, '首页打开正常，但没有读出任何条目', 'empty',
            '“引号”、\\ 与 ''撇号''',
            '[{"name": "甲", "form": "block", "prominent": true, "items": 3, "url": null,
               "newest": null, "reason": "在首页末尾", "block": 1},
              {"name": "乙", "form": "block", "prominent": true, "items": 3, "url": null,
               "newest": null, "reason": "", "block": 2}]',
            '[{"url": "http://moe.example/2", "name": "国务院文件", "why": "栏目标题与网页主题一致",
               "newest": "2026-08-12", "oldest": "", "rows": 3, "unread": 0, "pages": 1,
               "regions": 2},
              {"url": "http://moe.example/3", "name": "", "why": "", "newest": "", "oldest": "",
               "rows": 0, "unread": 0, "pages": 1, "regions": 0}]')
    RETURNING scan_id
), searched AS (
    INSERT INTO searches (scan_id, release_id, words, pages, size, unsearched, hits)
    SELECT scan_id, 'r1', 'w', 1, 2, '没有网页',
           '[{"url": "http://moe.example/2", "place": "链接文字", "excerpt": "甲",
              "title": null, "other": false}]' FROM scan
), visit AS (
    INSERT INTO visits (portal_id, scan_id, role, url, outcome, fetched_at, size, elapsed, reason,
                        evidence)
    SELECT 'moe', scan_id, 'home', 'http://moe.example/', 'ok', %(at)s, 0, 0, '',
           '{"file": "a", "picture": {"told": "没有画面"}}' FROM scan
), link AS (
    INSERT INTO links (portal_id, key, url, title, first_seen, last_seen)
    VALUES ('moe', 'k', 'http://moe.example/1', '甲', %(at)s, %(at)s) RETURNING link_id
), match AS (
    INSERT INTO matches (link_id, release_id, decision, score, reason, settled, settled_reason)
    SELECT link_id, 'r1', 'review', 80, '标题过短', 'none', '正文页表明不是同一政策' FROM link
), verdict AS (
    INSERT INTO verdicts (release_id, portal_id, kind, reason, rule_version, decided_at)
    VALUES ('r1', 'moe', 'missing', '截止时间2026-08-13 12:00；未见转载', '2', %(at)s)
), standing AS (
    INSERT INTO column_standings (portal_id, standing, reason, decided_at)
    VALUES ('moe', 'unknown', '尚未采集过首页', %(at)s)
), finding AS (
    INSERT INTO findings (kind, portal_id, release_id, state, reason, opened_at)
    VALUES ('missing', 'moe', 'r1', 'open', '', %(at)s)
), host AS (
    INSERT INTO hosts (host, state) VALUES
        ('a.example', '{"failures": 3, "until": null, "outcome": "reset", "reason": "连接被中断"}'),
        ('b.example', '{"failures": 0, "until": null, "outcome": null, "reason": ""}')
), source AS (
    INSERT INTO sources (source, tried_at, problem) VALUES ('feed', %(at)s, '403')
)
INSERT INTO alarms VALUES ('links', '没有链接', '{moe}', %(at)s, %(at)s, NULL, 1, '{moe}', false)
"""


def test_old_sentences_are_kept_and_fixed_ones_become_codes(earlier: str) -> None:
    upgrade_schema(earlier)
    with connect(earlier) as conn:
        [scan] = scans.load(conn, ["moe"])["moe"]
        assert scan.gap == because(ScanCode.HOME_EMPTY)
        [look] = homes.homepage_visits(conn, ["moe"])["moe"]
        assert look.reason == text("“引号”、\\ 与 '撇号'")
        assert look.columns is not None
        assert [(one.name, one.reason) for one in look.columns] == [
            ("甲", text("在首页末尾")),
            ("乙", None),
        ]
        assert homes.moved_portals(conn, ["moe"], 1) == {}
        [visit] = visits.latest_of_portals(conn, ["moe"])
        assert visit["reason"] is None
        assert visit["evidence"]["picture"] == {
            "reason": {"code": "text", "facts": {"text": "没有画面"}}
        }
        [verdict] = verdicts.load(conn, ["r1"], ["moe"])
        assert verdict.reason == text("截止时间2026-08-13 12:00；未见转载")
        assert verdict.backdated is None
        [standing] = verdicts.load_columns(conn, ["moe"])
        assert standing.reason == because(StandingCode.NEVER_SCANNED)
        [settled] = matches.reasons(conn, ["1"]).values()
        assert settled == because(RepostCode.OTHER_BY_ARTICLE)
        [finding] = findings.load(conn, ["moe"])
        assert finding.reason == text("")
        known = hosts.StoredHosts(conn)
        assert known.load("a.example") == HostRecord(3, None, Outcome.RESET, text("连接被中断"))
        assert known.load("b.example") == HostRecord()
        [source] = alarms.load_sources(conn, ["feed"])
        assert source.problem == text("403")
        [alarm] = alarms.load(conn)
        assert (alarm.alarm.reason, alarm.mailed_about) == (text("没有链接"), ("moe",))
        assert verdicts.append(conn, [verdict], "2", NOON) == 0
        [search] = searches.load(conn, {("r1", "1"): "moe"}, {"r1": "w"}, NOON)["r1", "moe"]
        assert search.unsearched == text("没有网页")
        assert [hit.place for hit in search.hits] == [TracePlace.LINKS]
        assert [account.why for account in search.lists] == [because(ListCode.NAMED), None]


@pytest.fixture
def filled(conn: Connection) -> Connection:
    portals.save(conn, [PORTAL])
    releases.save(conn, [RELEASE], NOON)
    return conn


def test_facts_come_back_with_their_types(filled: Connection) -> None:
    verdict = Verdict("r1", "moe", VerdictKind.LATE, NESTED, backdated=NESTED)
    assert verdicts.append(filled, [verdict], "2", NOON) == 1
    assert verdicts.load(filled, ["r1"], ["moe"]) == [verdict]
    assert verdicts.append(filled, [verdict], "2", NOON) == 0, "the same code and facts"
    other = Verdict("r1", "moe", VerdictKind.LATE, text("another"), backdated=NESTED)
    assert verdicts.append(filled, [other], "2", NOON) == 1


def test_every_table_holds_reasons(filled: Connection) -> None:
    home = Visit("http://moe.example/", Outcome.TIMEOUT, NOON, reason=NESTED)
    column = Column("甲", ColumnForm.BLOCK, prominent=True, items=5, reason=NESTED)
    record = ScanRecord(
        "moe", NOON, NOON, None, NESTED, None, (column,), home, [PageVisit("home", home)],
        moved=NESTED,
    )  # fmt: skip
    scan_id = scan_records.save(filled, record)
    assert scans.load(filled, ["moe"])["moe"][0].gap == NESTED
    assert scans.shown(filled, ["moe"], [], NOON)[0].gap == NESTED
    assert scans.latest(filled, "moe", 1)[0]["gap"] == NESTED
    assert visits.of_scans(filled, [scan_id])[0]["reason"] == NESTED
    assert homes.moved_portals(filled, ["moe"], 1) == {"moe": NESTED}
    alarms.save(filled, AlarmState(Alarm("links", NESTED, ("moe",)), NOON, NOON))
    assert alarms.load(filled)[0].alarm.reason == NESTED
    alarms.save_source(filled, SourceFact("feed", NOON, problem=NESTED))
    assert alarms.load_sources(filled, ["feed"])[0].problem == NESTED


def test_a_code_of_a_later_version_is_kept_as_text(filled: Connection) -> None:
    filled.execute(
        "INSERT INTO column_standings (portal_id, standing, reason, decided_at) VALUES "
        """('moe', 'absent', '{"code": "standing.of_tomorrow", "facts": {}}', %s)""",
        (NOON,),
    )
    [standing] = verdicts.load_columns(filled, ["moe"])
    assert (standing.standing, standing.reason) == (Standing.ABSENT, text("standing.of_tomorrow"))


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", "a\x00b\udfff"])
def test_what_postgresql_cannot_hold_is_left_out(filled: Connection, hostile: str) -> None:
    reason = because(DutyCode.NAMED_BY_SOURCE, duty=hostile)
    verdict = Verdict("r1", "moe", VerdictKind.LATE, reason)
    verdicts.append(filled, [verdict], "2", NOON)
    [kept] = verdicts.load(filled, ["r1"], ["moe"])
    found: Reason = kept.reason
    assert found["duty"] == hostile.translate({0: None, 0xD800: None, 0xDFFF: None})
