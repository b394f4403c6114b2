"""`repostwatch match`: the file forms, and what is wrong with a file is said, with its place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from repostwatch import cli

RELEASES = """release_id,title,doc_number,published_at,url,duty
a,国务院办公厅关于规范乡村食堂服务工作的意见,国办发〔2026〕91号,2026-07-24T09:00,https://www.gov.cn/zhengce/content/202607/content_1.htm,all
b,古桥保护条例,国令第943号,2026-07-20,,
"""
LINKS = """link_id,portal_id,title,url,listed_at
1,p,转载：国办关于规范乡村食堂服务工作的意见,https://p.example.gov.cn/1.html,2026-07-24
2,p,市领导调研社区食堂建设工作,https://p.example.gov.cn/2.html,
3,q,《国务院办公厅关于规范乡村食堂服务工作的意见》解读,https://q.example.gov.cn/3.html,
4,q,国务院公布《古桥保护条例》,https://q.example.gov.cn/4.html,
5,q,图片新闻,https://www.gov.cn/zhengce/content/202607/content_1.htm,
6,q,国务院办公厅关于规范乡村食堂服务工作…,https://q.example.gov.cn/6.html,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "releases.csv").write_text(RELEASES, "utf-8")
    (tmp_path / "links.csv").write_text(LINKS, "utf-8")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> int:
    arguments = [
        "repostwatch", "match", "--releases", str(folder / "releases.csv"), "--links",
        str(folder / "links.csv"), "--out", str(folder / "matches.csv"),
    ]  # fmt: skip
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_matches_are_written_in_the_order_of_the_links(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, folder) == 0
    with (folder / "matches.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["link_id", "release_id", "decision", "score", "reason"]
    assert [(row["link_id"], row["release_id"], row["decision"]) for row in rows] == [
        ("1", "a", "match"),
        ("4", "b", "review"),
        ("5", "a", "match"),
        ("6", "a", "match"),
    ]
    assert all(0 <= float(row["score"]) <= 100 and row["reason"] for row in rows)
    assert rows[2]["reason"] == "直接链接到中国政府网原文"


def test_extra_columns_and_another_order_of_columns_change_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, folder)
    before = (folder / "matches.csv").read_bytes()
    with (folder / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "links.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, ["note", *reversed(rows[0])])
        table.writeheader()
        table.writerows({**row, "note": "x,\ny"} for row in rows)
    assert run(monkeypatch, folder) == 0
    assert (folder / "matches.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("links.csv", ",url,listed_at", ",address,listed_at", ", line 1, column 'url'"),
        ("links.csv", "工作,https://p.example.gov.cn/2.html,", "工作", ", line 3, column 'url'"),
        ("links.csv", "1,p,", "1,p,甲,", ", line 2, column 'listed_at'"),
        ("releases.csv", "release_id,title", "release_id,name", ", line 1, column 'title'"),
        ("releases.csv", "2026-07-20", "7月20日", ", line 3, column 'published_at'"),
        ("releases.csv", "b,古桥保护条例", "b,", ", line 3, column 'title'"),
        ("releases.csv", "b,古桥", "a,古桥", ", line 3, column 'release_id'"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_an_error_that_names_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    file: str, old: str, new: str, place: str,
) -> None:  # fmt: skip
    run(monkeypatch, folder)
    before = (folder / "matches.csv").read_bytes()
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    capsys.readouterr()
    assert run(monkeypatch, folder) == 1
    message = capsys.readouterr().err
    assert f"{folder / file}{place}" in message
    assert (folder / "matches.csv").read_bytes() == before, "the last good result is kept"


def test_a_missing_file_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "links.csv").unlink()
    assert run(monkeypatch, folder) == 1
    assert f"{folder / 'links.csv'}: no such file" in capsys.readouterr().err


def test_no_links_are_an_empty_result(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "links.csv").write_text(LINKS.splitlines()[0] + "\n", "utf-8")
    assert run(monkeypatch, folder) == 0
    assert (folder / "matches.csv").read_text(
        "utf-8"
    ) == "link_id,release_id,decision,score,reason\n"
