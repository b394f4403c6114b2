"""What people decide on the command line, and what they look at before."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.commands.decisions import ColumnChoice, DutyChoice
from repostwatch.crawl.evidence.seals import seal
from repostwatch.crawl.evidence.warc_files import archive_mark, day_of_file
from repostwatch.model import DecisionKind
from repostwatch.model.decisions import SAYABLE
from repostwatch.store.database import VERSION_TABLE, connect
from tests.commands.ground import (
    ENVIRONMENT,
    NUMBER,
    TITLE,
    Cli,
    Files,
    Said,
    Web,
    served,
    three_portals,
)
from tests.databases import Databases, name_of

NOW = "2026-08-14T10:00"
PROGRAM = Path(sys.executable).with_name("repostwatch")
PERSON = ("--by", "王敏", "--reason", "编辑部来函")


@dataclass(frozen=True)
class Passed:
    """The results of a pass: its files, its pages, and its database to be copied."""

    web: Web
    files: Files
    pages: dict[str, str]
    database: str


@pytest.fixture(scope="module")
def passed(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Passed]:
    folder = tmp_path_factory.mktemp("people")
    with databases.copy() as url, served() as web:
        files = three_portals(web, folder)
        web.pages["/good/2026/art_1.html"] = (
            f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>正文</body></html>"
        )
        done = subprocess.run(
            [PROGRAM, "check", "--portals", files.portals, "--releases", files.releases,
             "--out", files.out, "--now", NOW],
            env={**os.environ, **ENVIRONMENT, "REPOSTWATCH_DB": url},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        yield Passed(web, files, dict(web.pages), name_of(url))


@pytest.fixture
def web(passed: Passed) -> Web:
    passed.web.pages.clear()
    passed.web.pages.update(passed.pages)
    return passed.web


@pytest.fixture
def checked(
    run: Cli, passed: Passed, web: Web, databases: Databases, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Files]:  # fmt: skip
    """The results of a pass; the database of all commands is the one it wrote to."""
    del run, web
    out = shutil.copytree(passed.files.out, tmp_path / "out")
    monkeypatch.setenv("REPOSTWATCH_VAR_DIR", str(out))
    with databases.copy(passed.database) as url:
        monkeypatch.setenv("REPOSTWATCH_DB", url)
        yield replace(passed.files, out=out)


def again(run: Cli, checked: Files, now: str) -> Said:
    """The same pass at another moment."""
    return run(
        "check", "--portals", checked.portals, "--releases", checked.releases, "--out",
        checked.out, "--now", now,
    )  # fmt: skip


def years(count: int) -> tuple[str, str]:
    """Until so many years from now: the commands go by the clock."""
    return "--until", (datetime.now(UTC) + timedelta(days=365 * count)).isoformat()


def link_id(run: Cli) -> str:
    found = re.search(r"链接编号(\d+)", run("evidence", "r1", "good").out)
    assert found
    return found[1]


# -- evidence -------------------------------------------------------------------------------------


def test_the_evidence_of_a_repost(run: Cli, checked: Files) -> None:
    said = run("evidence", "r1", "good")
    assert said.code == 0, said.both
    file = f"repostwatch-20260814-{archive_mark(checked.out / 'evidence')}-0000.warc.gz"
    for shown in ("结论：按时", "专栏列表", "采集时间：2026-08-14 10:00:00", "采集结果：正常 200",
                 "SHA-256", f"存档位置：{file}", "Content-Type",
                 f">>> {TITLE} 2026-08-12"):  # fmt: skip
        assert shown in said.out, shown


def test_the_evidence_as_a_page(run: Cli, checked: Files, tmp_path: Path) -> None:
    path = tmp_path / "evidence.html"
    assert run("evidence", "r1", "good", "--out", path).code == 0
    page = path.read_text(encoding="utf-8")
    assert "<mark" in page
    assert 'sandbox=""' in page
    assert "&lt;script" not in page
    path = path.with_name("lazy.html")
    assert run("evidence", "r1", "lazy", "--out", path).code == 0
    assert "没有直接指向" not in path.read_text(encoding="utf-8"), "nothing was looked for"


def test_evidence_that_was_changed_or_is_gone_is_said(run: Cli, checked: Files) -> None:
    for path in (checked.out / "evidence").glob("*.warc.gz"):
        path.unlink()
    said = run("evidence", "r1", "good")
    assert said.code == 0
    assert "存档读取失败" in said.out


@pytest.mark.parametrize("duty", [("r1", "nobody"), ("r9", "good")])
def test_no_such_duty(run: Cli, checked: Files, duty: tuple[str, str]) -> None:
    for command in (("evidence", *duty), ("decide", "waive", *duty, *PERSON)):
        said = run(*command)
        assert said.code == 1
        assert "has no duty" in said.err
        assert "Traceback" not in said.err


# -- decide ---------------------------------------------------------------------------------------


def test_a_decision_outlives_the_next_pass(run: Cli, checked: Files) -> None:
    said = run("decide", "confirm", "r1", "lazy", *PERSON)
    assert said.code == 0, said.both
    assert "missing → on_time" in said.out
    assert "王敏" in said.out
    again = run(
        "check", "--portals", checked.portals, "--releases", checked.releases, "--out",
        checked.out, "--now", "2030-01-01T12:00",
    )  # fmt: skip
    assert again.code == 0
    rows = (checked.out / "verdicts.csv").read_text(encoding="utf-8")
    assert "r1,lazy,on_time" in rows


def test_confirm_late_and_reject(run: Cli, checked: Files) -> None:
    assert "missing → on_time" in run("decide", "confirm", "r1", "lazy", *PERSON).out
    assert "on_time → late" in run("decide", "late", "r1", "lazy", *PERSON).out
    link = link_id(run)
    assert "on_time → " in run("decide", "reject", "r1", "good", *PERSON, "--link", link).out


@pytest.mark.parametrize(
    "command", [("decide", "waive", "r1", "lazy"), ("duty", "waive", "r1", "all")]
)
def test_a_waiver_has_an_end_within_a_year(
    run: Cli, checked: Files, command: tuple[str, ...]
) -> None:
    for until, shown in (((), "needs an expiry"), (years(5), "at most 366 days")):
        said = run(*command, *PERSON, *until)
        assert (said.code, shown in said.err) == (1, True), said.both
    assert "waived" in run(*command, *PERSON, *years(1)).out


def test_what_was_decided_is_withdrawn(run: Cli, checked: Files) -> None:
    assert "missing → on_time" in run("decide", "confirm", "r1", "lazy", *PERSON).out
    assert "on_time → missing" in run("decide", "withdraw", "r1", "lazy", *PERSON).out
    said = run("decide", "withdraw", "r1", "lazy", *PERSON)
    assert (said.code, "nothing was recorded" in said.err) == (1, True)
    assert "(3 waived)" in run("duty", "waive", "r1", "all", *PERSON, *years(1)).out
    assert "(0 waived)" in run("duty", "withdraw", "r1", "all", *PERSON).out
    standing = run("review", "column", "absent", "good", *PERSON).out
    assert "present → absent" in standing
    assert "absent → present" in run("review", "column", "withdraw", "good", *PERSON).out


def test_a_pair_that_was_withdrawn_is_no_pair(run: Cli, checked: Files) -> None:
    link = link_id(run)
    run("decide", "reject", "r1", "good", *PERSON, "--link", link)
    run("decide", "withdraw", "r1", "good", *PERSON)
    assert len(run("review", "export").out.splitlines()) == 1


def test_a_link_that_is_not_there(run: Cli, checked: Files) -> None:
    said = run("decide", "confirm", "r1", "good", *PERSON, "--link", "99999")
    assert said.code == 1
    assert "no such link" in said.err


@pytest.mark.parametrize("missing", ["--by", "--reason"])
def test_nobody_decides_without_name_and_reason(run: Cli, missing: str) -> None:
    given = [one for pair in (PERSON[:2], PERSON[2:]) if pair[0] != missing for one in pair]
    said = run("decide", "waive", "r1", "lazy", *given)
    assert said.code == 2
    assert missing in said.err


def test_an_expiry_that_is_over(run: Cli, checked: Files) -> None:
    said = run("decide", "waive", "r1", "lazy", *PERSON, "--until", "2020-01-01T00:00")
    assert said.code == 1
    assert "is over already" in said.err


# -- duty -----------------------------------------------------------------------------------------


def test_duties_are_listed_with_their_reason(run: Cli, checked: Files) -> None:
    said = run("duty", "list")
    assert said.code == 0, said.both
    assert "all 3" in said.out
    assert "面向各地区各部门" in said.out


def test_duties_are_narrowed_widened_and_limited(run: Cli, checked: Files) -> None:
    assert "3 duties before, 0 now" in run("duty", "narrow", "r1", "all", *PERSON).out
    assert "0 duties before, 1 now" in run("duty", "widen", "r1", "lazy", *PERSON).out
    assert (
        "1 duty before, 1 now (1 waived)"
        in run("duty", "waive", "r1", "lazy", *PERSON, *years(1)).out
    )
    assert "1 now" in run("duty", "limit", "r1", "lazy", *PERSON, "--hours", "8").out
    assert "时限8小时" in run("duty", "list").out


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("widen", "r9", "all"), "no release 'r9'"),
        (("widen", "r1", "everybody"), "neither all, nor a level"),
        (("limit", "r1", "all", "--hours", "0"), "hours above 0"),
    ],
)
def test_a_duty_that_cannot_be_changed(
    run: Cli, checked: Files, arguments: tuple[str, ...], shown: str
) -> None:
    said = run("duty", *arguments, *PERSON)
    assert said.code == 1
    assert shown in said.err


def test_what_is_no_terminal_gets_every_row_whole(run: Cli, checked: Files) -> None:
    """A pipe has no width: nothing is cut or broken into lines."""
    [row] = [line for line in run("duty", "list").out.splitlines() if line.strip()[:2] == "r1"]
    for shown in ("2026-08-12 09:00", "all 3", "面向各地区各部门", TITLE):
        assert shown in row


# -- review: columns ------------------------------------------------------------------------------


def test_what_waits_for_a_person_is_listed_and_a_column_decided(
    run: Cli, checked: Files, web: Web
) -> None:
    assert " 0 columns," in run("review", "list").out
    # The column comes without its items' dates from now on.
    for page in ("/lazy/", "/lazy/gwy/"):
        web.pages[page] = re.sub(r"<span>[^<]*</span>", "", web.pages[page])
    for hour in (11, 12):
        assert again(run, checked, f"2026-08-14T{hour}:00").code == 0
    waiting = run("review", "list")
    assert " 1 column," in waiting.out, waiting.both
    assert re.search(r"lazy +\(column\).*没有日期", waiting.out)

    said = run("review", "column", "present", "lazy", *PERSON)
    assert said.code == 0, said.both
    assert "review → present" in said.out
    assert "人工认定为已开设（王敏" in said.out
    assert " 0 columns," in run("review", "list").out
    assert again(run, checked, "2030-01-01T12:00").code == 0
    rows = (checked.out / "columns.csv").read_text(encoding="utf-8")
    assert rows.startswith("portal_id,standing,name,url,reason\n")
    assert re.search("^lazy,present,.*编辑部来函；系统结论为待复核", rows, re.MULTILINE)


def test_a_word_about_a_column_falls_with_the_homepage(run: Cli, checked: Files, web: Web) -> None:
    assert "→ absent" in run("review", "column", "absent", "good", *PERSON).out
    web.pages["/good/"] = web.pages["/good/"].replace("国务院重要政策信息", "国务院文件")
    for hour in (11, 12):
        assert again(run, checked, f"2026-08-14T{hour}:00").code == 0
    rows = (checked.out / "columns.csv").read_text(encoding="utf-8")
    assert re.search("^good,present,", rows, re.MULTILINE), rows
    assert "人工" not in rows


@pytest.mark.parametrize(
    ("arguments", "code", "shown"),
    [
        (("present", "nobody"), 1, "there is no portal “nobody”"),
        (("unknown", "good"), 2, "unknown"),
        (("present", "good", "--until", "2020-01-01T00:00"), 1, "is over already"),
    ],
)
def test_a_column_that_cannot_be_decided(
    run: Cli, checked: Files, arguments: tuple[str, ...], code: int, shown: str
) -> None:
    said = run("review", "column", *arguments, *PERSON)
    assert said.code == code
    assert shown in said.err


def test_what_can_be_said_of_a_column_is_what_the_rule_knows() -> None:
    assert [says.value for says in ColumnChoice] == [*SAYABLE, "withdraw"]
    assert [says.value for says in DutyChoice] == [kind.value for kind in DecisionKind]


# -- review export --------------------------------------------------------------------------------


def test_decisions_about_links_become_labelled_pairs(
    run: Cli, checked: Files, tmp_path: Path
) -> None:
    link = link_id(run)
    assert run("review", "export").out.splitlines() == [
        "release_title,doc_number,portal_title,label"
    ]
    run("decide", "reject", "r1", "good", *PERSON, "--link", link)
    run("decide", "confirm", "r1", "lazy", *PERSON)
    said = run("review", "export")
    assert list(csv.DictReader(io.StringIO(said.out))) == [
        {"release_title": TITLE, "doc_number": NUMBER, "portal_title": TITLE, "label": "no"}
    ]
    run("decide", "confirm", "r1", "good", *PERSON, "--link", link)
    path = tmp_path / "pairs.csv"
    assert "1 pair" in run("review", "export", "--out", path).err
    assert path.read_text(encoding="utf-8").endswith(f"{TITLE},{NUMBER},{TITLE},yes\n")
    said = run("review", "export", "--out", tmp_path / "no" / "where.csv")
    assert said.code == 1
    assert "cannot be written" in said.err


def test_the_database_of_a_folder_that_is_none(run: Cli, tmp_path: Path) -> None:
    said = run("duty", "list", "--in", tmp_path)
    assert said.code == 1
    assert "Is it the --out of a `check`?" in said.err
    said = run("duty", "list")
    assert said.code == 1
    assert "set REPOSTWATCH_DB" in said.err


def test_an_old_schema_is_said_with_its_remedy(run: Cli, database_url: str) -> None:
    with connect(database_url) as conn:
        conn.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0000'")
    said = run("duty", "list", DB=database_url)
    assert said.code == 1
    assert "repostwatch db upgrade" in said.err


def test_nothing_released_yet(run: Cli, database_url: str) -> None:
    assert run("duty", "list", DB=database_url).code == 0


def test_the_evidence_as_one_file_for_replay_tools(
    run: Cli, checked: Files, tmp_path: Path
) -> None:
    path = tmp_path / "r1-good.wacz"
    said = run("evidence", "r1", "good", "--out", path)
    assert f"evidence: {path}" in said.out
    with zipfile.ZipFile(path) as file:
        assert {"archive/data.warc.gz", "pages/pages.jsonl"} <= set(file.namelist())
    said = run("evidence", "r1", "good", "--out", tmp_path / "nowhere" / "x.wacz")
    assert (said.code, "cannot be written" in said.err) == (1, True)


def test_the_evidence_is_what_was_sealed(run: Cli, checked: Files) -> None:
    assert run("seals", "--in", checked.out).out == ""
    folder = checked.out / "evidence"
    day = max(day for path in folder.glob("*.warc.gz") if (day := day_of_file(path.name)))
    assert seal(folder, day + timedelta(days=1), datetime.now(UTC)) is not None
    assert "no timestamp" in run("seals", "--in", checked.out).out
    path = next(folder.glob("*.warc.gz"))
    path.chmod(0o644)
    path.write_bytes(b"another")
    said = run("seals", "--in", checked.out)
    assert (said.code, "is not what was sealed" in said.out) == (1, True)
