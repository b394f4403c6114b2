"""`repostwatch closures`: a homepage that announces its end, over several scans."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.commands.ground import Cli, Files, Web

NOTICE = ("关于本网站关停迁移的公告", "2026-08-15")
NEWS = [(f"本市第{n}项便民工程今日开工建设", f"2026-08-{day}") for n, day in enumerate((13, 11, 8))]


def test_a_site_that_announces_its_end(run: Cli, web: Web, files: Files, tmp_path: Path) -> None:
    passed = ("--portals", files.portals, "--releases", files.releases, "--out", files.out)
    assert run("check", *passed, "--now", "2026-08-14T10:00").code == 0
    web.portal("lazy", NOTICE, *NEWS)
    for day in (15, 16):
        assert run("check", *passed, "--now", f"2026-08-{day}T10:00").code == 0
    table = tmp_path / "closures.csv"
    said = run("closures", "2026Q3", "--in", files.out, "--out", table, "--now", "2026-08-17T10:00")
    assert said.code == 0, said.both
    assert "2026Q3: 0 sites closed, 1 announces it" in said.out
    with table.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["portal_id"], row["notice"], row["notice_days"]) == ("lazy", "open", "1")
    assert row["announced_after"].startswith("2026-08-14T10:00")
    assert row["announced_by"].startswith("2026-08-15T10:00")
    assert (row["gone_by"], row["counted"]) == ("", "no")


def test_a_quarter_that_is_none(run: Cli, database_url: str, tmp_path: Path) -> None:
    said = run("closures", "2026Q7", "--out", tmp_path / "c.csv", DB=database_url)
    assert said.code == 1
    assert "is not a quarter" in said.both
