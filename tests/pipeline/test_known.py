"""What did not change is neither sent nor read again, and no verdict knows the difference."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from repostwatch import reading
from repostwatch.crawl.evidence.archive import Archive
from repostwatch.model import BEIJING, Interval, Level, Outcome, Portal, Release, Visit
from repostwatch.model.codes import VisitCode
from repostwatch.model.hosts import HostRecord
from repostwatch.model.reason_json import from_json
from repostwatch.model.reasons import text
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.pipeline.match import match_links
from repostwatch.pipeline.scan import scan_portals
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings, Settings
from repostwatch.store import portals as portal_table
from repostwatch.store import releases as release_table
from repostwatch.store.database import Connection, connect
from repostwatch.store.hosts import StoredHosts
from repostwatch.visiting import page_cache, reader_version
from repostwatch.visiting.page_cache import PageCache
from tests.databases import Databases
from tests.faults.faults import Fault, Wire, serve

START = datetime(2026, 8, 20, 1, tzinfo=UTC)
TITLE = "国务院办公厅关于规范乡村食堂服务工作的意见"
RELEASE = Release(
    "r1",
    TITLE,
    Interval.at(datetime(2026, 8, 20, 8, 30, tzinfo=BEIJING)),
    ("https://www.gov.cn/zhengce/content/202608/content_1.htm",),
    duty="all",
)


def row(day: int, title: str, *, short: bool = False) -> str:
    stated = f"08-{day:02}" if short else f"2026-08-{day:02}"
    url = f"/art/{day}_{len(title)}.html"
    return f"<li><a href='{url}' title='{title}'>{title}</a><span>{stated}</span></li>"


def markup(rows: list[str], target: str = "/") -> bytes:
    name = "国务院重要政策信息" if "gwyxx" in target else "测试省"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{name}</title></head><body>"
        "<div class='box'><h2><a href='/gwyxx/'>国务院重要政策信息</a></h2><ul>"
        + "".join(rows)
        # The list goes back farther than the homepage's block: it is another page.
        + (row(1, "关于做好上一年度工作总结的通知", short=True) if "gwyxx" in target else "")
        + "</ul></div></body></html>"
    ).encode()


OLD = [
    row(day, f"关于做好第{day}号年度工作安排有关事项的通知", short=True) for day in range(19, 0, -1)
]


class Gazette(Fault, abstract=True):
    """A portal that answers validators; `lies` says that nothing ever changes."""

    def __init__(self, *, lies: bool = False) -> None:
        super().__init__()
        self.rows, self.lies = list(OLD), lies
        self.sent = self.spared = 0

    async def talk(self, wire: Wire, target: str) -> None:
        body = markup(self.rows, target)
        tag = '"always"' if self.lies else f'"{hash(body)}"'
        if wire.headers.get("if-none-match") == tag:
            self.spared += 1
            await wire.answer(b"", "304 Not Modified", Content_Length="", ETag=tag)
        else:
            self.sent += 1
            await wire.answer(body, ETag=tag)


def settings(var: Path, **scan: object) -> Settings:
    return Settings.model_validate(
        {
            "allow_loopback": True,
            "var_dir": var,
            "crawl": {"gap_seconds": 0.0, "attempts": 1, "polite_to_loopback": True},
            "scan": scan,
        }
    )


def story(gazette: Gazette, conn: Connection, used: Settings) -> list[dict[str, Any]]:
    """Twelve looks, three hours apart; the repost appears before the seventh. What was learned."""
    gazette.rows = list(OLD)

    async def run() -> None:
        async with serve([gazette]):
            portal = Portal("p1", "测试省", Level.PROVINCE, gazette.url, (f"{gazette.url}gwyxx/",))
            portal_table.save(conn, [portal])
            release_table.save(conn, [RELEASE], START)
            for look in range(12):
                if look == 1:
                    gazette.rows.insert(0, row(20, "一条与国务院文件无关的本地新闻标题"))
                if look == 6:
                    gazette.rows.insert(0, row(20, TITLE))
                now = used.as_of(START + timedelta(hours=3 * look))
                await asyncio.to_thread(scan_portals, conn, now)
                await asyncio.to_thread(match_links, conn, now)
                await asyncio.to_thread(judge_reposts, conn, now)

    asyncio.run(run())
    queries = (
        "SELECT portal_id, started_at, ended_at, reach, gap, embedded, columns FROM scans",
        "SELECT title, first_seen, last_seen FROM links",
        "SELECT title, value, precision, c.first_seen FROM claims c JOIN links USING (link_id)",
        "SELECT release_id, kind, reposted_earliest, reposted_latest, link_title FROM verdicts",
        "SELECT portal_id, standing, name FROM column_standings",
        "SELECT url, fetched_at, role, digest, links FROM visits",
    )
    return [
        found for query in queries for found in conn.execute(f"{query} ORDER BY 1, 2").fetchall()
    ]


def normal(rows: list[dict[str, Any]], port: int) -> list[str]:
    return sorted(str(found).replace(f":{port}", ":PORT") for found in rows)


@pytest.fixture
def two(databases: Databases) -> Iterator[tuple[Connection, Connection]]:
    with (
        databases.copy() as this, databases.copy() as that,
        connect(this) as one, connect(that) as other,
    ):  # fmt: skip
        yield one, other


@pytest.mark.parametrize("lies", [False, True], ids=["honest", "lying"])
def test_reuse_changes_no_verdict(
    two: tuple[Connection, Connection], tmp_path: Path, *, lies: bool
) -> None:
    reusing, reading_all = Gazette(lies=lies), Gazette(lies=lies)
    with_reuse = story(reusing, two[0], settings(tmp_path / "a"))
    without = story(reading_all, two[1], settings(tmp_path / "b", reuse_unchanged=False))
    assert normal(with_reuse, reusing.port) == normal(without, reading_all.port)
    assert any(found.get("kind") == "on_time" for found in with_reuse)
    assert reading_all.spared == 0
    # A validator that never moved with its page is never asked about.
    assert (reusing.spared > 0) is not lies


def test_an_unchanged_page_is_not_read_again(
    conn: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    really = read_page

    def counted(body: bytes, url: str, **facts: Any) -> Any:
        read.append(url)
        return really(body, url, **facts)

    monkeypatch.setattr(page_cache, "read_page", counted)
    gazette = Gazette()
    story(gazette, conn, settings(tmp_path, readers=0))
    # Two addresses; read when first seen, when changed (twice), and when a Beijing day began.
    assert len(read) == 2 * 4
    assert gazette.sent + gazette.spared == 2 * 12


def test_a_304_whose_evidence_is_gone_is_fetched_whole(conn: Connection, tmp_path: Path) -> None:
    gazette, used = Gazette(), settings(tmp_path)

    async def run() -> None:
        async with serve([gazette]):
            portal_table.save(conn, [Portal("p1", "测试省", Level.PROVINCE, gazette.url)])
            for look in range(4):
                if look == 1:
                    gazette.rows.insert(0, row(20, "一条与国务院文件无关的本地新闻标题"))
                if look == 3:
                    for file in (tmp_path / "evidence").glob("*.warc.gz"):
                        file.unlink()
                now = used.as_of(START + timedelta(hours=look))
                await asyncio.to_thread(scan_portals, conn, now)

    asyncio.run(run())
    visits = conn.execute(
        "SELECT outcome, links FROM visits WHERE role = 'home' ORDER BY fetched_at"
    ).fetchall()
    assert [visit["outcome"] for visit in visits] == ["ok", "ok", "not_modified", "ok"]
    assert [visit["links"] for visit in visits] == [19, 20, 20, 20]


def test_a_kept_page_of_another_form_is_only_a_fetch(conn: Connection, tmp_path: Path) -> None:
    gazette, used = Gazette(), settings(tmp_path)

    async def run() -> None:
        async with serve([gazette]):
            portal_table.save(conn, [Portal("p1", "测试省", Level.PROVINCE, gazette.url)])
            for look in range(2):
                now = used.as_of(START + timedelta(hours=look))
                await asyncio.to_thread(scan_portals, conn, now)
                for file in (tmp_path / "known").rglob("*.json"):
                    file.write_text('{"digest": 1}')

    asyncio.run(run())
    assert (gazette.sent, gazette.spared) == (2 * 2, 0)


def test_pages_nobody_asks_for_any_more_are_forgotten(tmp_path: Path) -> None:
    body = markup(OLD)
    page = read_page(
        body, "http://www.example.gov.cn/", fetched_at=START, settings=ReadingSettings()
    )
    pages = PageCache(tmp_path / "known", Archive(tmp_path), "p1")
    for hours in range(3):
        visit = Visit(f"http://www.example.gov.cn/{hours}", Outcome.OK, START, digest="d")
        seen = replace(visit, fetched_at=START + timedelta(hours=hours))
        pages.put(seen, page, "basis", {"file": "f"}, None)
    pages.save(START + timedelta(hours=1))
    again = PageCache(tmp_path / "known", Archive(tmp_path), "p1")
    found = [again.get(f"http://www.example.gov.cn/{hours}") for hours in range(3)]
    assert found[0] is None
    assert [known and known.page for known in found[1:]] == [page, page]
    other = PageCache(tmp_path / "known", Archive(tmp_path), "p2")
    assert other.get("http://www.example.gov.cn/2") is None


def test_what_is_known_of_a_host_outlives_the_run(conn: Connection) -> None:
    record = HostRecord(2, START, None, text("no answer"), lying=True)
    StoredHosts(conn).save("www.example.gov.cn", record)
    again = StoredHosts(conn)
    assert again.load("www.example.gov.cn") == record
    assert again.load("other.example.gov.cn") is None
    again.save("www.example.gov.cn", HostRecord())
    assert StoredHosts(conn).load("www.example.gov.cn") == HostRecord()


def test_a_host_that_failed_is_left_alone_by_the_next_scan(
    conn: Connection, tmp_path: Path
) -> None:
    class Busy(Fault, abstract=True):
        async def talk(self, wire: Wire, target: str) -> None:
            await wire.answer(b"", "503 Busy", Retry_After="7200")

    busy, used = Busy(), settings(tmp_path)
    counts = []

    async def run() -> None:
        async with serve([busy]):
            portal_table.save(conn, [Portal("p1", "测试省", Level.PROVINCE, busy.url)])
            for hours in (0, 1, 3):
                now = used.as_of(START + timedelta(hours=hours))
                await asyncio.to_thread(scan_portals, conn, now)
                counts.append(busy.asked.count("/"))

    asyncio.run(run())
    assert counts == [1, 1, 2]
    reasons = [r["home_reason"] for r in conn.execute("SELECT home_reason FROM scans ORDER BY 1")]
    left = [one for one in map(from_json, reasons) if one and one.code is VisitCode.LEFT_ALONE]
    assert [one["until"] for one in left] == [datetime(2026, 8, 20, 11, 0, tzinfo=BEIJING)]


def test_a_page_is_read_anew_by_another_program() -> None:
    """Whatever room reading goes by is part of the program that reads, but values and settings."""
    here = Path(reading.__file__).parent
    texts = "".join(path.read_text("utf-8") for path in here.rglob("*.py"))
    used = set(re.findall(r"^from repostwatch\.(\w+)[. ]", texts, re.MULTILINE))
    parts = {room.__name__.rpartition(".")[2] for room in reader_version.READ_BY}
    assert used - {"model", "settings"} == parts
