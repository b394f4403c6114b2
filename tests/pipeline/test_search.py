"""The pages of the proving scan are searched, sent again or not, and what was found is kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import BEIJING, Interval, Level, Portal, Release, Verdict
from repostwatch.model.codes import SearchCode
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import scan_portals
from repostwatch.pipeline.wider import look_wider
from repostwatch.settings import Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store import verdicts
from repostwatch.store.database import Connection
from tests.faults.faults import Fault, Wire, serve

TITLE = "国务院办公厅关于规范乡村食堂服务工作的意见"
R = datetime(2026, 8, 20, 8, 30, tzinfo=BEIJING)
RELEASE = Release("r1", TITLE, Interval.at(R), duty="all")
START = datetime(2026, 8, 21, 4, tzinfo=UTC)
ROWS = "".join(
    f"<li><a href='/art/{day}_1.html'>国务院关于做好第{day}号工作的通知</a>"
    f"<span>2026-08-{day:02}</span></li>"
    for day in range(21, 0, -1)
)


class Column(Fault, abstract=True):
    """A portal whose list page holds `beside` besides its list, or `instead`, under a title that
    says nothing; it answers validators."""

    def __init__(self, beside: str = "", instead: str = "") -> None:
        super().__init__()
        self.beside, self.instead = beside, instead
        self.spared = 0

    async def talk(self, wire: Wire, target: str) -> None:
        listed = f"<div class='a'><h2>国务院文件</h2><ul>{ROWS}</ul></div>{self.beside}"
        listed = self.instead or listed
        home = "<div><h2><a href='/zc/'>国务院文件</a></h2></div>"
        inner = listed if target == "/zc/" else home
        title = "测试省人民政府" if self.instead else "国务院文件"
        body = f"<html><head><title>{title}</title></head><body>{inner}</body></html>".encode()
        tag = f'"{hash(body)}"'
        if wire.headers.get("if-none-match") == tag:
            self.spared += 1
            await wire.answer(b"", "304 Not Modified", Content_Length="", ETag=tag)
        else:
            await wire.answer(body, ETag=tag)


def searched(
    conn: Connection,
    var: Path,
    column: Column,
    *,
    hours: tuple[int, ...] = (0,),
    then: str | None = None,
) -> Verdict:
    """The verdict after looks at these hours from START; from the second on `then` is there."""
    used = Settings.model_validate(
        {"allow_loopback": True, "var_dir": var,
         "crawl": {"gap_seconds": 0.0, "attempts": 1, "polite_to_loopback": True}}
    )  # fmt: skip

    async def run() -> None:
        async with serve([column]):
            portal = Portal("p1", "测试省", Level.PROVINCE, column.url, (f"{column.url}zc/",))
            portal_table.save(conn, [portal])
            release_table.save(conn, [RELEASE], START)
            for number, hour in enumerate(hours):
                if then is not None and number:
                    column.beside = then
                now = used.as_of(START + timedelta(hours=hour))
                for step in (scan_portals, match_links, look_wider, judge_reposts):
                    await asyncio.to_thread(step, conn, now)

    asyncio.run(run())
    (verdict,) = verdicts.load(conn, ["r1"], ["p1"])
    return verdict


def test_missing_after_its_pages_were_searched(conn: Connection, tmp_path: Path) -> None:
    verdict = searched(conn, tmp_path, Column())
    assert verdict.kind == "missing"
    [listed] = [one for one in verdict.reason.clauses if one.code is SearchCode.LIST]
    assert listed["name"] == "国务院文件"
    assert [one["pages"] for one in verdict.reason.clauses if one.code is SearchCode.NOTHING] == [2]


@pytest.mark.parametrize(
    "beside",
    [
        f"<div class='nav'><b>{TITLE}</b></div>",
        f"<div class='xglj'><h3>相关链接</h3><span title='{TITLE}'>详情</span></div>",
        f"<script>var hot = ['{TITLE}'];</script>",
    ],
)
def test_a_title_that_is_no_item_is_for_a_person(
    conn: Connection, tmp_path: Path, beside: str
) -> None:
    verdict = searched(conn, tmp_path, Column(beside))
    assert verdict.kind == "review"
    assert verdict.reason.has(SearchCode.FOUND)


FILLED = "<h2>国务院文件</h2><div id='l'></div><script src='l.js'></script>"
HOT = f"<div class='{{}}'><h3>{{}}</h3><ul>{ROWS.replace('国务院', '测试省')}</ul></div>"


@pytest.mark.parametrize(
    "instead",
    [
        FILLED + HOT.format("b", "热点"),
        FILLED + HOT.format("b", "工作动态"),
        f"<div class='tit'>国务院文件</div><p>暂无</p>{HOT.format('side', '工作动态')}",
        HOT.format("sidebar", "公告"),
        HOT.format("b", "相关阅读"),
    ],
)
def test_what_stands_beside_a_list_that_is_not_there_proves_nothing(
    conn: Connection, tmp_path: Path, instead: str
) -> None:
    verdict = searched(conn, tmp_path, Column(instead=instead))
    assert verdict.kind == "unknown"


def test_an_interpretation_that_was_read_is_accounted_for(conn: Connection, tmp_path: Path) -> None:
    row = f"<li><a href='/art/2026_9.html'>《{TITLE}》政策解读</a><span>2026-08-20</span></li>"
    verdict = searched(conn, tmp_path, Column(f"<div class='side'><ul>{row}</ul></div>"))
    assert verdict.kind == "missing"


def test_a_page_that_was_not_sent_again_is_searched_too(conn: Connection, tmp_path: Path) -> None:
    """Its validator moved with it once, before the deadline: after that a 304 is believed."""
    column = Column()
    title = f"<i>{TITLE}</i>"
    verdict = searched(conn, tmp_path, column, hours=(-7, -6, 0), then=title)
    outcomes = conn.execute("SELECT outcome FROM visits WHERE role = 'column' ORDER BY visit_id")
    assert [row["outcome"] for row in outcomes] == ["ok", "ok", "not_modified"]
    assert column.spared
    assert verdict.kind == "review"


def test_a_scan_made_again_for_the_same_moment_is_searched_again(
    conn: Connection, tmp_path: Path
) -> None:
    assert searched(conn, tmp_path, Column()).kind == "missing"
    assert searched(conn, tmp_path, Column(f"<i>{TITLE}</i>")).kind == "review"


def test_what_turns_up_later_in_another_form_is_no_silence(
    conn: Connection, tmp_path: Path
) -> None:
    assert searched(conn, tmp_path, Column(), hours=(0, 1), then=f"<i>{TITLE}</i>").kind == "review"


def test_a_search_is_kept_and_made_again_where_the_release_s_words_change(
    conn: Connection, tmp_path: Path
) -> None:
    searched(conn, tmp_path, Column())
    (before,) = conn.execute("SELECT words, pages, size FROM searches").fetchall()
    changed = Release("r1", "国务院办公厅关于推进跨省通办的指导意见", Interval.at(R), duty="all")
    release_table.save(conn, [changed], START)
    now = Settings(var_dir=tmp_path).as_of(START)
    match_links(conn, now)
    judge_reposts(conn, now)
    (after,) = conn.execute("SELECT words, pages, size FROM searches").fetchall()
    assert before["words"] != after["words"]
    assert (before["pages"], before["size"]) == (after["pages"], after["size"])


def test_without_its_evidence_nobody_is_accused(conn: Connection, tmp_path: Path) -> None:
    searched(conn, tmp_path, Column())
    conn.execute("DELETE FROM searches")
    for file in (tmp_path / "evidence").glob("*.warc.gz"):
        file.unlink()
    judge_reposts(conn, Settings(var_dir=tmp_path).as_of(START))
    (verdict,) = verdicts.load(conn, ["r1"], ["p1"])
    assert verdict.kind == "unknown"
    assert verdict.reason.has(SearchCode.PAGE_NOT_KEPT)
