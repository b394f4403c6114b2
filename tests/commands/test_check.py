"""`repostwatch check`: one pass, and another that adds to it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from repostwatch.store import findings
from repostwatch.store.database import connect
from repostwatch.wording import Style, say
from tests.commands.ground import PORTALS, RELEASES, TITLE, Cli, Files, Web, served

LATER = "2026-08-14T10:00"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def header(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0]


def check(run: Cli, files: Files, now: str, db: str, releases: object = None) -> str:
    said = run(
        "check", "--portals", files.portals, "--releases", releases or files.releases,
        "--out", files.out, "--now", now, DB=db,
    )  # fmt: skip
    assert said.code == 0, said.both
    return said.both


def verdicts(files: Files) -> dict[str, str]:
    return {row["portal_id"]: row["verdict"] for row in rows(files.out / "verdicts.csv")}


def test_a_pass_and_a_later_one(run: Cli, files: Files, database_url: str) -> None:
    check(run, files, "2026-08-12T20:00", database_url)
    assert verdicts(files) == {"good": "on_time", "gone": "pending", "lazy": "pending"}
    check(run, files, LATER, database_url)
    assert verdicts(files) == {"good": "on_time", "gone": "unknown", "lazy": "missing"}
    first = {path.name: path.read_bytes() for path in files.out.glob("*.csv")}
    assert set(first) == {"verdicts.csv", "columns.csv", "visits.csv"}
    check(run, files, LATER, database_url)
    again = {path.name: path.read_bytes() for path in files.out.glob("*.csv")}
    assert again["verdicts.csv"] == first["verdicts.csv"]
    assert again["columns.csv"] == first["columns.csv"]


def test_a_homepage_without_column_and_list_page_proves_nothing_by_itself(
    run: Cli, files: Files, web: Web, database_url: str
) -> None:
    def news(what: str) -> str:
        items = "".join(
            f"<li><a href='/{what}/{n}.html'>本市第{n}项{what}便民工程今日开工建设</a>"
            f"<span>2026-08-{13 - 2 * n:02}</span></li>"
            for n in range(4)
        )
        return f"<div class='box'><h3>{what}动态</h3><ul>{items}</ul></div>"

    web.pages["/lazy/"] = f"<html><body>{news('工作')}</body></html>"
    web.pages["/good/"] = f"<html><body>{news('工作')}{news('部门')}</body></html>"
    files.portals.write_text(
        PORTALS
        + "".join(
            f"{name},{name}市人民政府,city,{web.address}/{name}/,,,\n" for name in ("lazy", "good")
        ),
        encoding="utf-8",
    )
    check(run, files, LATER, database_url)
    assert verdicts(files) == {"good": "unknown", "lazy": "review"}
    (unsure,) = [row for row in rows(files.out / "verdicts.csv") if row["verdict"] == "unknown"]
    assert "没有登记专栏列表页" in unsure["reason"]


def test_a_closed_portal_is_one_finding_and_no_missing_repost(
    run: Cli, files: Files, web: Web, database_url: str
) -> None:
    web.pages["/gone/"] = (
        "<html><body><h1>公告</h1>本网站已于8月1日关停，请访问市政府门户网站。</body></html>"
    )
    for now in (LATER, "2026-08-14T11:00"):
        check(run, files, now, database_url)
    assert verdicts(files)["gone"] == "unknown"
    (row,) = [row for row in rows(files.out / "verdicts.csv") if row["portal_id"] == "gone"]
    assert "关停" in row["reason"]
    with connect(database_url) as conn:
        found = [finding for finding in findings.load(conn, ["gone"]) if finding.kind == "moved"]
    assert [finding.state for finding in found] == ["open"]
    assert "关停" in say(found[0].reason, Style())


@pytest.mark.parametrize(("to_other_site", "shown"), [(False, "跳转到了首页"), (True, "另一网站")])
def test_a_list_that_leads_elsewhere_proves_nothing(
    run: Cli, files: Files, web: Web, database_url: str, to_other_site: bool, shown: str
) -> None:
    """Homepage and stranger have a list too, which reaches back: `missing` would be false."""
    with served() as other_site:
        other_site.pages["/gwy/"] = web.pages["/lazy/gwy/"]
        web.moved["/lazy/gwy/"] = f"{other_site.address}/gwy/" if to_other_site else "/lazy/"
        check(run, files, LATER, database_url)
    assert verdicts(files)["lazy"] == "unknown"
    (row,) = [row for row in rows(files.out / "verdicts.csv") if row["portal_id"] == "lazy"]
    assert shown in row["reason"]


def test_somebody_elses_homepage_says_nothing_of_the_column(
    run: Cli, files: Files, web: Web, database_url: str
) -> None:
    with served() as other_site:
        other_site.portal("new", ("别的单位的一条普通新闻报道", "2026-08-01"))
        other_site.pages["/new/"] = other_site.pages["/new/"].replace(
            "国务院重要政策信息", "公司新闻"
        )
        web.moved["/lazy/"] = f"{other_site.address}/new/"
        check(run, files, LATER, database_url)
    assert verdicts(files)["lazy"] == "unknown"
    (row,) = [row for row in rows(files.out / "columns.csv") if row["portal_id"] == "lazy"]
    assert row["standing"] == "unknown"
    assert "跳转到另一网站" in row["reason"]


def test_a_list_that_is_answered_as_data(
    run: Cli, files: Files, web: Web, database_url: str
) -> None:
    def listed(*titles: str) -> str:
        items = [
            {"title": title, "url": f"/a/{n}.html", "publishTime": f"2026-08-1{3 - n} 10:00:00"}
            for n, title in enumerate(titles)
        ]
        return json.dumps({"code": 200, "data": {"list": items}}, ensure_ascii=False)

    files.portals.write_text(
        files.portals.read_text("utf-8").replace("/gwy/,", "/list?channelId=12,"), encoding="utf-8"
    )
    others = [f"本市第{n}项便民工程今日开工建设" for n in range(3)]
    web.pages["/good/list?channelId=12"] = listed(others[0], TITLE, *others[1:])
    web.pages["/lazy/list?channelId=12"] = listed(*others)
    check(run, files, LATER, database_url)
    assert verdicts(files) == {"good": "on_time", "gone": "unknown", "lazy": "missing"}


def test_the_forms_of_the_contract(run: Cli, files: Files, database_url: str) -> None:
    check(run, files, LATER, database_url)
    assert header(files.out / "verdicts.csv") == (
        "release_id,portal_id,verdict,reposted_earliest,reposted_latest,link_title,link_url,"
        "decision,reason"
    )
    assert header(files.out / "columns.csv") == "portal_id,standing,name,url,reason"
    assert header(files.out / "visits.csv") == "portal_id,url,outcome,status,bytes,fetched_at,links"
    found = rows(files.out / "verdicts.csv")
    assert [row["portal_id"] for row in found] == sorted(row["portal_id"] for row in found)
    good = found[1]
    assert (good["link_title"], good["decision"]) == (TITLE, "match")
    assert good["reposted_earliest"].startswith("2026-08-12T")
    assert good["reposted_earliest"].endswith("+08:00")
    assert all(row["reason"] for row in found)
    assert {row["standing"] for row in rows(files.out / "columns.csv")} == {"present", "unknown"}
    gone = [row for row in rows(files.out / "visits.csv") if row["portal_id"] == "gone"]
    assert gone[0]["outcome"] == "http_error"
    assert gone[0]["status"] == "404"


def test_without_a_database_it_has_its_own_under_the_results(run: Cli, files: Files) -> None:
    said = run(
        "check", "--portals", files.portals, "--releases", files.releases, "--out", files.out,
        "--now", LATER,
    )  # fmt: skip
    assert said.code == 0, said.both
    assert (files.out / "database" / "PG_VERSION").exists()
    assert verdicts(files)["good"] == "on_time"
    assert "results:" in said.out
    said = run("evidence", "r1", "lazy", "--in", files.out)
    assert said.code == 0, said.both
    assert "未转载" in said.out


def test_any_feed_and_what_nobody_has_said(
    run: Cli, files: Files, web: Web, database_url: str
) -> None:
    web.pages["/rss.xml"] = (
        "<rss version='2.0'><channel><title>x</title>"
        f"<item><title>{TITLE}</title><pubDate>2026-08-12 09:00:00</pubDate></item>"
        "<item><title>高原索道管理办法</title><pubDate>2026-08-12 09:00:00</pubDate></item>"
        "<item><title>没有日期的一条</title></item></channel></rss>"
    )
    shown = check(run, files, LATER, database_url, f"{web.address}/rss.xml")
    assert verdicts(files) == {"good": "on_time", "gone": "unknown", "lazy": "missing"}
    assert "请人工指定" in shown
    assert "has no date" in shown


def test_a_duty_for_a_portal_that_is_not_there_is_said(
    run: Cli, files: Files, database_url: str
) -> None:
    files.releases.write_text(
        f"{RELEASES}r1,{TITLE},,2026-08-12T09:00,,good;nobody\n", encoding="utf-8"
    )
    assert "nobody is no portal of the registry" in check(run, files, LATER, database_url)
    assert verdicts(files) == {"good": "on_time"}


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("portals", "portal_id,name\na,b\n", "portals.csv, line 1, column 'level'"),
        ("portals", None, "portals.csv: no such file"),
        (
            "releases",
            f"{RELEASES}r1,甲,,gestern,,\n",
            "releases.csv, line 2, column 'published_at'",
        ),
        ("releases", "", "releases.csv, line 1: is empty"),
        ("releases", None, "releases.csv: no such file"),
    ],
)
def test_a_malformed_file_is_one_message_and_nothing_is_done(
    run: Cli, files: Files, name: str, text: str | None, shown: str
) -> None:
    path: Path = getattr(files, name)
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    said = run(
        "check", "--portals", files.portals, "--releases", files.releases, "--out", files.out
    )
    assert said.code == 1
    assert shown in said.err.replace("\n", " ")
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert not files.out.exists()


def test_a_place_that_cannot_be_written_to(run: Cli, files: Files, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = run(
        "check", "--portals", files.portals, "--releases", files.releases,
        "--out", tmp_path / "file" / "below",
    )  # fmt: skip
    assert said.code == 1
    assert "results cannot be written there" in said.err


def test_a_database_that_does_not_answer(run: Cli, files: Files) -> None:
    said = run(
        "check", "--portals", files.portals, "--releases", files.releases, "--out", files.out,
        DB="postgresql://u:geheim@127.0.0.1:1/x",
    )  # fmt: skip
    assert said.code == 1
    assert "database 127.0.0.1:1/x" in said.err
    assert "geheim" not in said.both


def test_a_release_source_that_does_not_answer(
    run: Cli, files: Files, web: Web, database_url: str
) -> None:
    said = run(
        "check", "--portals", files.portals, "--releases", f"{web.address}/none.xml",
        "--out", files.out, DB=database_url,
    )  # fmt: skip
    assert said.code == 1
    assert "/none.xml: error status" in said.err


@pytest.mark.parametrize("now", ["yesterday", "2026-08-12", "2026-13-01T09:00"])
def test_a_moment_that_is_none(run: Cli, files: Files, now: str) -> None:
    said = run(
        "check", "--portals", files.portals, "--releases", files.releases, "--out", files.out,
        "--now", now,
    )  # fmt: skip
    assert said.code == 2
    assert now in said.err
