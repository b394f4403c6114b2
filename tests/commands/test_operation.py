"""The other commands: each says what went wrong, where, and exits accordingly."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from repostwatch.portals.editions import read_edition
from repostwatch.store.database import SCHEMA_VERSION, connect
from tests.commands.ground import PORTALS, RELEASES, TITLE, Cli, Files, Web

COMMANDS = [
    (), ("check",), ("match",), ("read",), ("probe",), ("evidence",), ("decide",), ("demo",),
    ("up",), ("report",), ("bulletin",), ("watch",), ("warn",), ("portals",), ("portals", "check"),
    ("portals", "list"), ("db",), ("db", "upgrade"), ("duty",), ("duty", "list"), ("duty", "widen"),
    ("duty", "narrow"), ("duty", "waive"), ("duty", "limit"), ("review",), ("review", "list"),
    ("review", "column"), ("review", "export"), ("ready",), ("lists",), ("lists", "show"),
    ("lists", "accept"), ("lists", "reject"), ("lists", "history"),
    ("review", "column"), ("review", "export"), ("sample",),
    ("inspect",), ("probe-sites",), ("closures",), ("recipients",),
    ("recipients", "check"), ("recipients", "list"), ("recipients", "import"),
    ("recipients", "export"), ("reports",), ("reports", "list"),
    ("reports", "show"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(run: Cli, command: tuple[str, ...]) -> None:
    said = run(*command, "--help")
    assert said.code == 0
    assert "Usage: repostwatch" in said.out


def test_as_a_program_of_its_own(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("repostwatch")
    said = subprocess.run(
        [program, "portals", "check", tmp_path / "none.csv"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert said.returncode == 1
    assert said.stderr.strip() == f"repostwatch: {tmp_path / 'none.csv'}: no such file"
    assert said.stdout == ""


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("check",), ("decide", "perhaps", "r1", "a", "--by", "x")]
)
def test_a_wrong_call_is_said(run: Cli, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert "Usage" in said.err


def test_a_setting_that_is_wrong_is_named(run: Cli) -> None:
    said = run("portals", "list", JUDGING__TIMELY_SHARE="2")
    assert said.code == 1
    assert "REPOSTWATCH_JUDGING__TIMELY_SHARE" in said.err
    said = run("portals", "list", JUDGING__TIMELI="2")
    assert said.code == 1
    assert "REPOSTWATCH_JUDGING__TIMELI" in said.err


# -- portals --------------------------------------------------------------------------------------


def test_portals_check_covers_every_edition(run: Cli) -> None:
    said = run("portals", "check")
    assert said.code == 0
    assert "edition 2016: 103 portals (71 department, 32 province), 0 problems" in said.out
    assert said.out.count("0 problems") == 3


def test_portals_check_of_a_file(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / "portals.csv"
    path.write_text(
        PORTALS + "a,甲,city,http://a.x/,,,\nb,乙,city,http://a.x/,,,\n", encoding="utf-8"
    )
    said = run("portals", "check", path)
    assert said.code == 1
    assert "a, b: one address" in said.out
    path.write_text(PORTALS + "a,甲,city,http://a.x/,,soon,\n", encoding="utf-8")
    said = run("portals", "check", path)
    assert said.code == 1
    assert "portals.csv, line 2, column 'limit_hours': 'soon' is not a number" in said.err


def test_portals_list(run: Cli, tmp_path: Path) -> None:
    watched = run("portals", "list").out.splitlines()
    assert watched == [
        f"{portal.portal_id}\t{portal.level.value}\t{portal.name}\t{portal.home_url}"
        for portal in read_edition("current")
    ]
    assert len(run("portals", "list", "--edition", "2016").out.splitlines()) == 103
    path = tmp_path / "own.csv"
    path.write_text(PORTALS + "a,甲,city,http://a.x/,,,\n", encoding="utf-8")
    assert run("portals", "list", path).out == "a\tcity\t甲\thttp://a.x/\n"
    assert run("portals", "list", PORTALS=str(path)).out == "a\tcity\t甲\thttp://a.x/\n"
    said = run("portals", "list", "--edition", "1999")
    assert said.code == 1
    assert "2016, current, history" in said.err


# -- match, read, probe ---------------------------------------------------------------------------

LINKS = "link_id,portal_id,title,url,listed_at\n"


def test_match(run: Cli, tmp_path: Path) -> None:
    releases, links, out = (tmp_path / name for name in ("r.csv", "l.csv", "m.csv"))
    releases.write_text(f"{RELEASES}r1,{TITLE},,2026-08-12T09:00,,\n", encoding="utf-8")
    links.write_text(
        f"{LINKS}l1,a,{TITLE}_某市政府,http://a.x/1,2026-08-12\nl2,a,本市新闻,http://a.x/2,\n",
        encoding="utf-8",
    )
    said = run("match", "--releases", releases, "--links", links, "--out", out)
    assert said.code == 0, said.both
    header, row = out.read_text(encoding="utf-8").splitlines()
    assert header == "link_id,release_id,decision,score,reason"
    assert row.startswith("l1,r1,match,")
    assert said.out == "", "what a script reads is the file"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("link_id,title\n", "l.csv, line 1, column 'portal_id'"),
        (f"{LINKS}l1,a,甲\n", "l.csv, line 2, column 'url'"),
        (f"{LINKS}l1,a,甲,http://a/,\nl1,a,乙,http://b/,\n", "line 3, column 'link_id'"),
        (f"{LINKS},a,甲,http://a/,\n", "line 2, column 'link_id': is empty"),
        (None, "l.csv: no such file"),
    ],
)
def test_malformed_links(run: Cli, tmp_path: Path, text: str | None, shown: str) -> None:
    releases, links, out = (tmp_path / name for name in ("r.csv", "l.csv", "m.csv"))
    releases.write_text(f"{RELEASES}r1,{TITLE},,2026-08-12T09:00,,\n", encoding="utf-8")
    if text is not None:
        links.write_text(text, encoding="utf-8")
    said = run("match", "--releases", releases, "--links", links, "--out", out)
    assert said.code == 1
    assert shown in said.err
    assert not out.exists()


def test_a_result_that_cannot_be_written(run: Cli, tmp_path: Path) -> None:
    releases, links = tmp_path / "r.csv", tmp_path / "l.csv"
    releases.write_text(f"{RELEASES}r1,{TITLE},,2026-08-12T09:00,,\n", encoding="utf-8")
    links.write_text(f"{LINKS}l1,a,{TITLE},http://a/,\n", encoding="utf-8")
    out = tmp_path / "none" / "m.csv"
    said = run("match", "--releases", releases, "--links", links, "--out", out)
    assert said.code == 1
    assert f"{out}: cannot be written" in said.err


def test_read_prints_the_json_of_the_contract(run: Cli, web: Web, tmp_path: Path) -> None:
    web.portal("good", (TITLE, "2026-08-12"), ("本市今日便民工程开工", "2026-08-11"))
    page = tmp_path / "page.html"
    page.write_text(web.pages["/good/gwy/"], encoding="utf-8")
    said = run("read", page, "--url", "http://a.example/good/gwy/", "--json")
    assert said.code == 0, said.both
    shown = json.loads(said.out)
    assert list(shown) == [
        "charset", "title", "meta", "article", "links", "columns", "subject", "regions",
    ]  # fmt: skip
    assert [part["list"] for part in shown["regions"]] == [True]
    assert shown["links"][0] == {
        "title": TITLE,
        "url": "http://a.example/good/2026/art_0.html",
        "date": "2026-08-12",
        "precision": "day",
    }
    said = run("read", tmp_path / "none.html", "--url", "http://a.example/", "--json")
    assert said.code == 1
    assert "none.html: cannot be read" in said.err


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (b"", "返回的内容为空"),
        (b"%PDF-1.4\n\xff\x00\x01", "PDF"),
        (random.Random(1).randbytes(3000), "编码"),
    ],
)
def test_read_says_what_is_no_page_beside_the_json(
    run: Cli, tmp_path: Path, body: bytes, shown: str
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(body)
    said = run("read", page, "--url", "http://a.example/", "--json")
    assert said.code == 0
    assert json.loads(said.out)["links"] == []
    assert "page.html" in said.err
    assert shown in said.err


def test_probe_shows_outcome_links_matches_and_column(run: Cli, files: Files) -> None:
    said = run("probe", "good", "--portals", files.portals, "--releases", files.releases)
    assert said.code == 0, said.both
    for shown in (
        "ok 200",
        "国务院重要政策信息",
        "1 match",
        "标题一致",
        "complete back to",
        "read in 0.",
    ):
        assert shown in said.both, shown
    assert not files.out.exists()
    assert "ready: word 登记表指定了列表" in said.both
    assert re.search(r"time: [0-9.]+ s, of which fetching [0-9.]+ s, reading [0-9.]+ s", said.both)
    said = run("probe", "gone", "--portals", files.portals)
    assert "ready: cannot 首页打不开" in said.both
    assert "to do: 用 repostwatch probe gone 再看一次" in said.both
    assert said.code == 0
    assert "http_error 404" in said.both
    said = run("probe", "nobody", "--portals", files.portals)
    assert said.code == 1
    assert "no portal 'nobody'" in said.err


# -- database, reports ----------------------------------------------------------------------------


def test_db_upgrade(run: Cli, database_url: str) -> None:
    assert f"schema {SCHEMA_VERSION}" in run("db", "upgrade", DB=database_url).out
    said = run("db", "upgrade")
    assert said.code == 1
    assert "set REPOSTWATCH_DB" in said.err
    said = run("db", "upgrade", DB="postgresql://u:geheim@127.0.0.1:1/x")
    assert said.code == 1
    assert "database 127.0.0.1:1/x" in said.err
    assert "geheim" not in said.both


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2999-01-01"])
def test_a_day_that_is_none_or_has_not_come(run: Cli, database_url: str, day: str) -> None:
    said = run("report", day, DB=database_url)
    assert said.code == 2
    assert day in said.err


def test_a_quarter_that_is_none(run: Cli, database_url: str) -> None:
    for quarter in ("2026Q5", "Q3", "third"):
        said = run("bulletin", quarter, DB=database_url)
        assert said.code == 1
        assert f"{quarter!r} is not a quarter" in said.err


@pytest.mark.parametrize(
    ("quarter", "why"),
    [("2031Q2", "2031年第二季度尚未开始"), ("2020Q1", "2020年第一季度没有任何采集记录")],
)
def test_a_quarter_that_nobody_can_know_is_refused(
    run: Cli, database_url: str, quarter: str, why: str
) -> None:
    for more in ((), ("--so-far",)):
        said = run("bulletin", quarter, *more, DB=database_url)
        assert said.code == 1
        assert why in said.err


def test_a_report_is_made_and_a_refused_mail_waits(
    run: Cli, database_url: str, tmp_path: Path
) -> None:
    var = str(tmp_path / "var")
    said = run("report", "2026-08-12", DB=database_url, VAR_DIR=var)
    assert said.code == 0, said.both
    assert Path(said.out.splitlines()[1]).is_file()
    mail = {"SMTP": "smtp://127.0.0.1:1", "REPORTING__RECIPIENTS": '["a@x.example"]'}
    for _ in range(2):
        said = run("report", "2026-08-12", "--send", DB=database_url, VAR_DIR=var, **mail)
        assert said.code == 1
        assert "a@x.example：服务器127.0.0.1:1：连接失败" in said.err
    said = run("report", "2026-08-12", "--send", DB=database_url, VAR_DIR=var)
    assert said.code == 1
    assert "set REPOSTWATCH_SMTP" in said.err


def test_a_report_that_cannot_be_written(run: Cli, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = run("report", "2026-08-12", DB=database_url, VAR_DIR=str(tmp_path / "file"))
    assert said.code == 1
    assert "the report could not be written (Not a directory)" in said.both
    assert "let REPOSTWATCH_VAR_DIR name a place" in said.both


def test_a_database_that_fails_midway_is_one_message(run: Cli, database_url: str) -> None:
    with connect(database_url) as conn:
        conn.execute("DROP TABLE duty_overrides")
    said = run("duty", "list", DB=database_url)
    assert said.code == 1
    assert said.err.startswith("repostwatch: database: ")
    assert "Traceback" not in said.err


def test_watch_exits_by_what_it_finds(run: Cli, database_url: str) -> None:
    assert run("watch", DB=database_url).out == "0 alarms\n"
