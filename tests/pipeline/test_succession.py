"""A site that was seen gone is registered as closed, and its duties end on the right day."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.base.quarters import parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.closures import write_closures
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import (
    Interval,
    Language,
    Level,
    Outcome,
    Portal,
    Reason,
    Release,
    Visit,
    because,
)
from repostwatch.model.closures import ClosuresKnown, NoticePeriod
from repostwatch.model.codes import PageCode, PortalCode, RefusalCode
from repostwatch.model.spot_checks import CheckResult, VetoIndicator, Withdrawal
from repostwatch.pipeline.closures import closures_in, closures_known, read_before_notices
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.scope import load_scope
from repostwatch.pipeline.spot_check import (
    draw_quarter,
    inspect_quarter,
    results_of,
    spot_check_of,
)
from repostwatch.pipeline.succession import register_successor, take_back_end
from repostwatch.portals.check import check_registry
from repostwatch.portals.notices import NOTICE_RULE
from repostwatch.portals.table import read_portals
from repostwatch.queries.closures_seen import closures_seen
from repostwatch.queries.portal import portal_details
from repostwatch.queries.portal_ends import ends_before
from repostwatch.queries.spot_tables import SpotTable, spot_table
from repostwatch.readers.pool import Readers
from repostwatch.reporting.spot_check_statement import closures_statement
from repostwatch.settings import Settings, SpotCheckSettings
from repostwatch.store import portals, releases, scan_records, successions
from repostwatch.store.database import Connection
from repostwatch.store.scan_records import PageVisit, ScanRecord
from repostwatch.store.successions import Succession
from repostwatch.visiting.evidence_writer import evidence_writer
from repostwatch.wording import Style

QUARTER = parse_quarter("2026Q4")
START = datetime(2026, 10, 8, 2, tzinfo=UTC)
DAY = timedelta(days=1)
CITY = Portal("jia", "甲市", Level.CITY, "https://www.jia.gov.cn/")
OLD = Portal("yi", "乙县", Level.COUNTY, "https://www.yi.gov.cn/", parent="jia")
OTHER = Portal("bing", "丙县", Level.COUNTY, "https://www.bing.gov.cn/")
GONE = because(PortalCode.ELSEWHERE, there="jia.gov.cn", here="yi.gov.cn")


def scanned(
    conn: Connection, portal: Portal, days: Sequence[int], *, gone: bool, why: Reason = GONE
) -> None:
    for day in days:
        at = START + day * DAY
        outcome = Outcome.SOFT_404 if gone else Outcome.OK
        visit = Visit(portal.home_url, outcome, at, reason=why if gone else None)
        record = ScanRecord(
            portal.portal_id, at, at, at - DAY, None, False, (), visit, [PageVisit("home", visit)]
        )
        scan_records.save(conn, replace(record, moved=why if gone else None))


@pytest.fixture
def settings(conn: Connection, tmp_path: Path) -> Settings:
    portals.save(conn, [CITY, OLD, OTHER], whole=True)
    for day, name in ((3, "before"), (30, "after")):
        out = Interval.at(START + day * DAY)
        releases.save(conn, [Release(name, f"国务院关于{name}的意见", out, ())], START)
    scanned(conn, OLD, [0, 5], gone=False)
    scanned(conn, OLD, [10, 11, 12], gone=True)
    return Settings(var_dir=tmp_path).as_of(START + 40 * DAY)


def owed(conn: Connection, settings: Settings) -> set[tuple[str, str]]:
    return {(one.release_id, one.portal_id) for one in load_scope(conn, settings).duties}


def test_duties_end_where_the_site_ended(conn: Connection, settings: Settings) -> None:
    before = owed(conn, settings)
    assert ("after", "yi") in before
    [row], _ = closures_seen(conn, settings, QUARTER)
    assert [one.portal_id for one in row.candidates] == ["jia"]
    made = register_successor(conn, settings, QUARTER, ("yi", "jia"), "张三")
    assert made.valid_until == datetime(2026, 10, 17, 16, tzinfo=UTC), "midnight in Beijing"
    assert before - owed(conn, settings) == {("after", "yi")}
    [after] = closures_in(conn, settings, QUARTER)
    assert (after.closed, after.portal.successor) == (True, "jia")
    [row], _ = closures_seen(conn, settings, QUARTER)
    assert row.registered == made


def test_what_was_registered_is_taken_back_and_registered_anew(
    conn: Connection, settings: Settings
) -> None:
    """Both stay on record, and the site stands as it did."""
    before, duties = closures_in(conn, settings, QUARTER), owed(conn, settings)
    first = register_successor(conn, settings, QUARTER, ("yi", "jia"), "张三")
    take_back_end(conn, settings, QUARTER, ("yi", first.number), "李四")
    assert closures_in(conn, settings, QUARTER) == before
    assert owed(conn, settings) == duties
    [row], _ = closures_seen(conn, settings, QUARTER)
    assert row.registered is None
    assert [one.portal_id for one in row.candidates] == ["jia"]
    [back] = row.withdrawn
    assert (back.name, back.successor, back.said.by) == ("乙县", "甲市", "张三")
    assert back.said.withdrawn == Withdrawal("李四", settings.now())
    second = register_successor(conn, settings, QUARTER, ("yi", ""), "王五")
    [row], _ = closures_seen(conn, settings, QUARTER)
    assert row.registered == second
    assert (row.closure.successor, list(row.withdrawn)) == (None, [back])
    assert [one.number for one in successions.history(conn)["yi"]] == [first.number, second.number]


def test_duties_come_back_at_the_next_judging(conn: Connection, settings: Settings) -> None:
    """With the verdicts and findings that they had; what never ended is not touched."""

    def kept(now: Settings) -> list[tuple[str, str, str]]:
        judge_reposts(conn, now)
        rows = conn.execute(
            "SELECT release_id, portal_id, kind FROM duties ORDER BY release_id, portal_id"
        )
        return [(row["release_id"], row["portal_id"], row["kind"]) for row in rows]

    before = kept(settings)
    made = register_successor(conn, settings, QUARTER, ("yi", "jia"), "张三")
    ended = kept(settings.as_of(settings.now() + timedelta(minutes=1)))
    assert {one[:2] for one in before} - {one[:2] for one in ended} == {("after", "yi")}
    take_back_end(conn, settings, QUARTER, ("yi", made.number), "李四")
    assert kept(settings.as_of(settings.now() + timedelta(minutes=2))) == before


def test_what_stood_before_what_was_taken_back_counts_no_more(
    conn: Connection, settings: Settings
) -> None:
    """Of a database in which an end was registered twice."""
    now = settings.now()
    for successor in ("jia", "bing"):
        last = successions.add(conn, Succession("yi", START, successor, "张三", now))
    successions.take_back(conn, last.number, Withdrawal("李四", now))
    assert successions.load(conn) == {}
    assert all(one.valid_until is None for one in portals.load(conn))


def refusal(act: Callable[[], object]) -> Reason:
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value.reason


def test_of_two_people_the_second_hears_who_was_quicker(
    conn: Connection, settings: Settings
) -> None:
    def register() -> Succession:
        return register_successor(conn, settings, QUARTER, ("yi", ""), "王五")

    made = register_successor(conn, settings, QUARTER, ("yi", "jia"), "张三")
    at = settings.now()
    assert refusal(register) == because(RefusalCode.END_CHANGED, by="张三", at=at)

    def take_back() -> None:
        take_back_end(conn, settings, QUARTER, ("yi", made.number), "李四")

    take_back()
    assert refusal(take_back) == because(RefusalCode.END_CHANGED, by="李四", at=at)
    again = register()
    assert refusal(take_back) == because(RefusalCode.END_CHANGED, by="王五", at=at), "another one"
    assert successions.load(conn) == {"yi": again}
    other = ("bing", again.number)
    assert refusal(lambda: take_back_end(conn, settings, QUARTER, other, "李四")).code is (
        RefusalCode.NO_PORTAL
    )


def test_what_the_registry_ends_cannot_be_taken_back(conn: Connection, settings: Settings) -> None:
    """Also where it says the same as a person did before: that has no effect any more."""
    made = register_successor(conn, settings, QUARTER, ("yi", "jia"), "张三")
    portals.save(conn, [replace(OLD, valid_until=made.valid_until, successor="jia")])
    [row], _ = closures_seen(conn, settings, QUARTER)
    assert row.registered is None
    assert row.closure.successor == CITY
    about = ("yi", made.number)
    for act in (
        lambda: take_back_end(conn, settings, QUARTER, about, "李四"),
        lambda: register_successor(conn, settings, QUARTER, ("yi", ""), "李四"),
    ):
        assert refusal(act) == because(RefusalCode.END_CHANGED)
    [end] = ends_before(conn, CITY)
    assert (end.portal.portal_id, end.registered) == ("yi", None)


def test_a_portal_s_page_has_its_end_and_whom_it_succeeds(
    conn: Connection, settings: Settings
) -> None:
    before = portal_details(conn, settings, "yi")
    assert (before.end, before.before) == (None, ())
    assert before.readiness.action is not None
    made = register_successor(conn, settings, QUARTER, ("yi", "jia"), "张三")
    shown = portal_details(conn, settings, "yi")
    assert shown.end is not None
    assert (shown.end.registered, shown.end.successor) == (made, CITY)
    assert shown.end.quarter == str(QUARTER)
    [end] = portal_details(conn, settings, "jia").before
    assert (end.portal.name, end.registered) == ("乙县", made)
    take_back_end(conn, settings, QUARTER, ("yi", made.number), "李四")
    assert portal_details(conn, settings, "yi").end is None
    assert portal_details(conn, settings, "jia").before == ()


@pytest.mark.parametrize(("mark", "shown"), [("域名出售", "parked"), ("百家乐", "selling")])
def test_an_address_that_strangers_took_is_closed_by_nobody(
    conn: Connection, settings: Settings, tmp_path: Path, mark: str, shown: str
) -> None:
    """It stands in the table as what it is, is no closure, and a person has to look at it."""
    taken = because(PortalCode.PARKED, why=because(PageCode.FOR_SALE_TITLE, mark=mark))
    scanned(conn, OTHER, [0, 5], gone=False)
    scanned(conn, OTHER, [10, 11], gone=True, why=taken)
    path, out = tmp_path / "closures.csv", Terminal(width=200)
    with out.capture() as said:
        write_closures(conn, settings, str(QUARTER), path, out)
    assert "1 site closed, 0 announce it, 1 taken over by others" in said.get()
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["portal_id"]: row for row in csv.DictReader(file)}
    assert {name: row["taken_over"] for name, row in rows.items()} == {"yi": "", "bing": shown}
    assert {name: row["counted"] for name, row in rows.items()} == {"yi": "yes", "bing": "no"}
    later = parse_quarter("2027Q1")
    assert closures_in(conn, settings.as_of(START + 100 * DAY), later) == []

    own = settings.model_copy(update={"spot_check": SpotCheckSettings(portals=sites_of(tmp_path))})
    draw_quarter(conn, own, QUARTER, "7", ["county=100%"])
    inspect_quarter(conn, own, QUARTER)
    results = {one.site.portal_id: one.indicators for one in results_of(conn, QUARTER)}
    [serious] = [o for o in results["bing"] if o.indicator is VetoIndicator.SERIOUS_ERRORS]
    assert serious.result is CheckResult.WAITING
    assert serious.reason.has(PortalCode.PARKED)
    assert not any(one.reason.has(PortalCode.PARKED) for one in results["yi"])
    found = spot_check_of(conn, own, QUARTER)
    assert found is not None
    assert (found.closures.closed, found.closures.known) == (1, 2)


@pytest.mark.parametrize(
    ("notice", "closed"),
    [(None, 0), ("本站域名更换公告，请收藏新域名", 0), ("关于关停丙县人民政府网站的公告", 1)],
)
def test_an_address_that_leads_elsewhere_is_no_closure_but_where_one_was_announced(
    conn: Connection, settings: Settings, tmp_path: Path, notice: str | None, closed: int
) -> None:
    """A new name, a sign-in: it stands in the table, may be registered, and is not counted."""
    scanned(conn, OTHER, [0], gone=False)
    if notice:
        said = because(PortalCode.ANNOUNCED, title=notice)
        scanned(conn, OTHER, [2, 9], gone=True, why=said)
    away = because(PortalCode.ELSEWHERE, there="sso.example", here="bing.gov.cn")
    scanned(conn, OTHER, [20, 21], gone=True, why=away)
    found = {one.portal.portal_id: one for one in closures_in(conn, settings, QUARTER)}
    assert (found["bing"].closed, found["bing"].elsewhere) == (bool(closed), not closed)
    assert found["yi"].closed, "it leads to its parent"
    path, out = tmp_path / "closures.csv", Terminal(width=200)
    with out.capture() as said_of_it:
        write_closures(conn, settings, str(QUARTER), path, out)
    assert f"{1 + closed} {'sites' if closed else 'site'} closed, 0 announce it" in said_of_it.get()
    assert ("1 leads elsewhere" in said_of_it.get()) is not bool(closed)
    assert counted(conn, settings, path) == {"yi": "yes", "bing": "yes" if closed else "no"}
    register_successor(conn, settings, QUARTER, ("bing", "jia"), "张三")
    assert sum(one.closed for one in closures_in(conn, settings, QUARTER)) == 2
    assert counted(conn, settings, path) == {"yi": "yes", "bing": "yes"}


def counted(conn: Connection, settings: Settings, path: Path) -> dict[str, str]:
    """The last column of the table, which agrees with the sentence of the bulletin."""
    write_closures(conn, settings, str(QUARTER), path, Terminal())
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = closures_statement(known(conn, settings), Style(Language.CHINESE))
    assert f"关停上移政府网站{sum(row['counted'] == 'yes' for row in rows)}个" in said[0]
    assert list(rows[0])[-1] == "counted"
    return {row["portal_id"]: row["counted"] for row in rows}


def test_what_only_the_registry_ends_is_counted(
    conn: Connection, settings: Settings, tmp_path: Path
) -> None:
    """Nobody has seen it: every cell of what was seen is empty."""
    own = tmp_path / "registry.csv"
    own.write_text(f"{HEAD}{LAST}2026-11-20,jia\n", encoding="utf-8")
    here = settings.model_copy(update={"portals": own})
    assert counted(conn, here, tmp_path / "closures.csv") == {"yi": "yes", "ding": "yes"}


def known(conn: Connection, settings: Settings) -> ClosuresKnown:
    return closures_known(conn, settings, QUARTER)[1]


def test_a_count_of_closures_says_of_how_many_sites_it_is_known(
    conn: Connection, settings: Settings
) -> None:
    """The city was never looked at, the third site only in the quarter before."""
    assert known(conn, settings) == ClosuresKnown(1, 1, 3)
    scanned(conn, OTHER, [-20], gone=False)
    assert known(conn, settings) == ClosuresKnown(1, 1, 3)
    scanned(conn, OTHER, [0], gone=False)
    scanned(conn, CITY, [0], gone=False)
    assert known(conn, settings) == ClosuresKnown(1, 3, 3)


NEWS = "".join(f"<li><a href='/a/{n}.html'>召开第{n}次工作会议</a></li>" for n in range(9))


@pytest.mark.parametrize(
    ("before", "days", "notice"),
    [
        pytest.param("", 5, NoticePeriod.SHORT, id="nothing before it"),
        pytest.param("<img src='/images/banner.jpg'>", 5, NoticePeriod.SHORT, id="a banner"),
        pytest.param("<p>网站地图 联系我们</p>", 5, NoticePeriod.SHORT, id="words of a site"),
        pytest.param("<img src='/uploads/gonggao2026.jpg'>", 5, NoticePeriod.OPEN, id="its name"),
        pytest.param("<p id='float1'><img src='/1.jpg'></p>", 5, NoticePeriod.OPEN, id="floats"),
        pytest.param(
            "<div style='position:fixed;top:9px'><img src='/1.jpg'></div>", 5, NoticePeriod.OPEN,
            id="floats by its style",
        ),
        pytest.param("<p>本平台自下月起不再更新，敬请谅解</p>", 5, NoticePeriod.OPEN, id="words"),
        pytest.param("<p>相关业务网<br>站整体迁<br>移</p>", 5, NoticePeriod.OPEN, id="in pieces"),
        pytest.param("<a title='门户下线'>公</a>", 5, NoticePeriod.OPEN, id="a title"),
        pytest.param("<script>alert('本网站已迁移')</script>", 5, NoticePeriod.OPEN, id="a script"),
        pytest.param(None, 5, NoticePeriod.OPEN, id="not kept"),
        pytest.param("<img src='/uploads/gonggao.jpg'>", 32, NoticePeriod.KEPT, id="long enough"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_notice_is_short_only_where_none_stood_before_it(
    conn: Connection, tmp_path: Path, before: str | None, days: int, notice: NoticePeriod,
    charset: str,
) -> None:  # fmt: skip
    """In a form that no scan knew."""
    settings = Settings(var_dir=tmp_path).as_of(START + 60 * DAY)
    portals.save(conn, [OTHER])
    announced = because(PortalCode.ANNOUNCED, title="关于关停本网站的公告")
    page = f"<html><meta charset={charset}><body>{before}<ul>{NEWS}</ul></body></html>"
    said = [None, None, *[announced] * days, GONE, GONE]
    for day, why in enumerate(said):
        at = START + day * DAY
        visit = Visit(OTHER.home_url, Outcome.OK, at)
        kept = None
        if before is not None and why is None:
            kept = evidence_writer(settings).write(Fetched(visit, page.encode(charset)))
        record = ScanRecord(
            OTHER.portal_id, at, at, at - DAY, None, False, (), visit,
            [PageVisit("home", visit, evidence=kept)], moved=why,
        )  # fmt: skip
        scan_records.save(conn, record)
    [unread] = closures_in(conn, settings, QUARTER)
    assert unread.seen is not None
    assert unread.seen.notice is (NoticePeriod.KEPT if days > 30 else NoticePeriod.OPEN)
    read_before_notices(conn, settings)
    [found] = closures_in(conn, settings, QUARTER)
    assert found.seen is not None
    assert found.seen.notice is notice
    assert found.seen.shown == (days - 1) * DAY
    assert (found.seen.shown_most is None) is (notice is NoticePeriod.OPEN)


def test_what_stood_before_a_notice_is_read_once(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the step that judges: pages and tables start no process to read."""
    settings = Settings(var_dir=tmp_path).as_of(START + 60 * DAY)
    portals.save(conn, [OTHER])
    page = f"<html><meta charset=utf-8><body><ul>{NEWS}</ul></body></html>".encode()
    announced = because(PortalCode.ANNOUNCED, title="关于关停本网站的公告")
    for day, why in enumerate([None, None, *[announced] * 5, GONE, GONE]):
        at = START + day * DAY
        visit = Visit(OTHER.home_url, Outcome.OK, at)
        kept = None if why else evidence_writer(settings).write(Fetched(visit, page))
        record = ScanRecord(
            OTHER.portal_id, at, at, at - DAY, None, False, (), visit,
            [PageVisit("home", visit, evidence=kept)], moved=why,
        )  # fmt: skip
        scan_records.save(conn, record)
    started: list[object] = []

    def reading(*what: object) -> object:
        started.append(what)
        return Readers(*what)  # type: ignore[arg-type]

    monkeypatch.setattr("repostwatch.pipeline.before_notice.Readers", reading)

    def notice() -> NoticePeriod:
        [row], _ = closures_seen(conn, settings, QUARTER)
        assert row.closure.seen is not None
        return row.closure.seen.notice

    assert (notice(), started) == (NoticePeriod.OPEN, [])
    judge_reposts(conn, settings)
    assert len(started) == 1
    for _ in range(2):
        assert notice() is NoticePeriod.SHORT
        assert ",short," in spot_table(
            conn, settings, str(QUARTER), SpotTable.CLOSURES, Style(settings.language)
        )
        judge_reposts(conn, settings)
    assert len(started) == 1
    # Another rule reads it anew.
    monkeypatch.setattr("repostwatch.pipeline.before_notice.NOTICE_RULE", NOTICE_RULE + 1)
    assert notice() is NoticePeriod.OPEN
    judge_reposts(conn, settings)
    assert (notice(), len(started)) == (NoticePeriod.SHORT, 2)


def test_an_end_in_the_registry_is_a_closure_whoever_took_the_name_since(
    conn: Connection, settings: Settings
) -> None:
    taken = because(PortalCode.PARKED, why=because(PageCode.FOR_SALE_TITLE, mark="百家乐"))
    scanned(conn, OTHER, [0, 5], gone=False)
    scanned(conn, OTHER, [10, 11], gone=True, why=taken)
    register_successor(conn, settings, QUARTER, ("bing", ""), "张三")
    found = {one.portal.portal_id: one for one in closures_in(conn, settings, QUARTER)}
    assert found["bing"].closed
    assert not found["bing"].taken_over


def sites_of(folder: Path) -> Path:
    path = folder / "own.csv"
    rows = [f"{one.portal_id},{one.name},{one.level},{one.home_url},,,,,\n" for one in (OLD, OTHER)]
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def test_what_the_registry_says_goes_before(conn: Connection, settings: Settings) -> None:
    register_successor(conn, settings, QUARTER, ("yi", ""), "张三")
    own = START + 20 * DAY
    portals.save(conn, [replace(OLD, valid_until=own)])
    [found] = portals.load(conn, ["yi"])
    assert (found.valid_until, found.successor) == (own, None)


@pytest.mark.parametrize("about", [("bing", "jia"), ("yi", "nobody"), ("yi", "yi"), ("x", "")])
def test_what_is_refused(conn: Connection, settings: Settings, about: tuple[str, str]) -> None:
    with pytest.raises(RefusedError):
        register_successor(conn, settings, QUARTER, about, "张三")
    assert all(one.valid_until is None for one in portals.load(conn))


HEAD = "portal_id,name,level,home_url,column_urls,site_code,parent,valid_until,successor\n"
LAST = "ding,丁县,county,https://www.ding.gov.cn/,,,jia,"


@pytest.mark.parametrize("whose", ["watched", "spot check", "both"])
@pytest.mark.parametrize(
    ("ends", "closed"),
    [("2026-10-01", True), ("2026-12-31", True), ("2027-01-01", False), ("2026-09-30", False)],
)
def test_what_a_registry_ends_in_the_quarter_is_closed_in_it(
    conn: Connection, tmp_path: Path, whose: str, ends: str, closed: bool
) -> None:
    """Also where the spot check has a registry of its own, and one of the two does not know yet."""
    ended, standing = tmp_path / "ended.csv", tmp_path / "standing.csv"
    ended.write_text(f"{HEAD}{LAST}{ends},jia\n", encoding="utf-8")
    standing.write_text(f"{HEAD}{LAST},\n", encoding="utf-8")
    settings = Settings(
        var_dir=tmp_path,
        portals=standing if whose == "spot check" else ended,
        spot_check=SpotCheckSettings(portals=standing if whose == "watched" else ended),
    )
    found = closures_in(conn, settings.as_of(START + 100 * DAY), QUARTER)
    assert [(one.portal.portal_id, one.portal.successor) for one in found if one.closed] == (
        [("ding", "jia")] if closed else []
    )


def test_the_cells_of_the_table_copied_into_the_registry_say_the_same(
    conn: Connection, settings: Settings, tmp_path: Path
) -> None:
    made = register_successor(conn, settings, QUARTER, ("yi", "jia"), "张三")
    table = tmp_path / "closures.csv"
    write_closures(conn, settings, "2026Q4", table, Terminal())
    [row] = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    own = tmp_path / "registry.csv"
    own.write_text(
        f"{HEAD}jia,甲市,city,{CITY.home_url},,,,,\n"
        f"yi,乙县,county,{OLD.home_url},,,jia,{row['registered_until']},{row['successor']}\n",
        encoding="utf-8",
    )
    _, entered = read_portals(own)
    assert (entered.valid_until, entered.successor) == (made.valid_until, "jia")
    assert check_registry(read_portals(own)) == []
    before, duties = closures_in(conn, settings, QUARTER), owed(conn, settings)
    portals.save(conn, read_portals(own))
    after = closures_in(conn, settings, QUARTER)
    assert [(one.portal.valid_until, one.closed, one.seen) for one in after] == [
        (one.portal.valid_until, one.closed, one.seen) for one in before
    ]
    assert owed(conn, settings) == duties
