"""The files other programs read: exact to the byte."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from repostwatch.model import (
    ColumnStanding,
    Decision,
    Interval,
    Outcome,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.model.readiness import Readiness, Ready
from repostwatch.model.reasons import text
from repostwatch.reporting.tables import (
    as_csv,
    write_columns_csv,
    write_readiness_csv,
    write_verdicts_csv,
    write_visits_csv,
)

NINE = datetime(2026, 8, 12, 1, 0, tzinfo=UTC)


def test_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    write_verdicts_csv(
        path,
        [
            Verdict("r2", "b", VerdictKind.UNKNOWN, text("因为首页超时")),
            Verdict(
                "r1",
                "a",
                VerdictKind.ON_TIME,
                text("标题一致"),
                Interval(NINE, NINE.replace(hour=3)),
                '=1+1,"题"\n目',
                "https://a.example/x?a=1&b=2",
                "17",
                Decision.MATCH,
            ),
        ],
    )
    assert path.read_bytes().decode() == (
        "release_id,portal_id,verdict,reposted_earliest,reposted_latest,"
        "link_title,link_url,decision,reason\n"
        "r1,a,on_time,2026-08-12T09:00:00+08:00,2026-08-12T11:00:00+08:00,"
        '"\'=1+1,""题"" 目",https://a.example/x?a=1&b=2,match,标题一致\n'
        "r2,b,unknown,,,,,,因为首页超时\n"
    )


def test_columns(tmp_path: Path) -> None:
    path = tmp_path / "columns.csv"
    url = "https://b.example/gwyxx/"
    write_columns_csv(
        path,
        [
            ColumnStanding("b", Standing.STALE, text("76天未更新"), "国务院信息", url),
            ColumnStanding("a", Standing.ABSENT, text("首页没有专栏")),
        ],
    )
    assert path.read_text() == (
        "portal_id,standing,name,url,reason\na,absent,,,首页没有专栏\n"
        "b,stale,国务院信息,https://b.example/gwyxx/,76天未更新\n"
    )


def test_visits(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    row = {"portal_id": "b", "url": "https://b.example/", "fetched_at": NINE, "links": 0, "size": 0}
    write_visits_csv(
        path,
        [
            row | {"outcome": Outcome.TIMEOUT, "status": None},
            row | {"outcome": "ok", "status": 200, "size": 12345, "links": 40, "portal_id": "a"},
        ],
    )
    assert path.read_text() == (
        "portal_id,url,outcome,status,bytes,fetched_at,links\n"
        "a,https://b.example/,ok,200,12345,2026-08-12T09:00:00+08:00,40\n"
        "b,https://b.example/,timeout,,0,2026-08-12T09:00:00+08:00,0\n"
    )


def test_a_title_that_is_no_unicode_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    write_verdicts_csv(path, [Verdict("r", "p", VerdictKind.LATE, text(""), None, "\ud800题")])
    assert "\ufffd题" in path.read_text()
    assert [found.name for found in tmp_path.iterdir()] == ["verdicts.csv"]


def test_what_strangers_wrote_is_harmless_and_keys_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    title = "\u202e@SUM(A1)\u200b\n关于"
    url = "https://a.example/\u202egpj.exe"
    verdict = Verdict("-r", "=p", VerdictKind.LATE, text("+A1"), None, title, url)
    write_verdicts_csv(path, [verdict])
    (row,) = path.read_text().splitlines()[1:]
    assert row == "-r,=p,late,,,'@SUM(A1) 关于,https://a.example/%E2%80%AEgpj.exe,,'+A1"


def test_a_table_for_office_programs_keeps_the_same_address_under_any_heading() -> None:
    columns, row = ("title", "link_url"), ("=1+1\u202e", "https://a.example/\u202egpj.exe")
    same = "'=1+1,https://a.example/%E2%80%AEgpj.exe\r\n"
    assert as_csv(columns, [row]) == f"title,link_url\r\n{same}"
    assert as_csv(columns, [row], ["标题", "网址"]) == f"标题,网址\r\n{same}"


def test_readiness(tmp_path: Path) -> None:
    path = tmp_path / "readiness.csv"
    rows = [
        Readiness("b", Ready.CANNOT, text("没有找到列表"), text("联系编辑部，\n再录入")),
        Readiness("a", Ready.PROOF, text("见过转载"), lists=("https://a.example/gwy/",)),
    ]
    write_readiness_csv(path, rows)
    assert path.read_bytes().decode() == (
        "portal_id,ready,reason,action\n"
        "a,proof,见过转载,\n"
        "b,cannot,没有找到列表,联系编辑部， 再录入\n"
    )
