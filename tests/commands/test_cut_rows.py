"""A row whose title is cut where it could be any release's: its article is read before the release
counts as missing. Through `check`, over a web of our own."""

from __future__ import annotations

import csv

import pytest

from tests.commands.ground import PORTALS, RELEASES, Cli, Files, Web

TITLE = "中共中央办公厅 国务院办公厅印发《高原索道提升行动方案》"
OTHER = "中共中央办公厅 国务院办公厅印发《海岛渡运安全行动方案》"
ARTICLE = (
    "<html><head><meta charset='utf-8'><meta name='ArticleTitle' content='{0}'>"
    "<meta name='PubDate' content='{1} 10:00'></head>"
    "<body><h1>{0}</h1><p>全文如下。</p></body></html>"
)
NEWS = [(f"本市第{n}项便民工程今日开工建设", f"2026-08-{day:02}") for n, day in ((1, 11), (2, 8))]


@pytest.mark.parametrize(
    ("row", "article", "kind"),
    [
        (("中共中央办公厅 国务院办公厅印发《…", "2026-08-12"), TITLE, "on_time"),
        (("中共中央办公厅、国务院办公厅印...", "2026-08-12"), TITLE, "on_time"),
        (("中办国办印发《高…", "2026-08-12"), TITLE, "on_time"),
        (("中共中央办公厅 国务院办公厅印发《…", "2026-08-12"), OTHER, "missing"),
        # Not to be read: nobody knows what it is.
        (("中共中央办公厅 国务院办公厅印发《…", "2026-08-12"), "", "review"),
        # Older than the release.
        (("中共中央办公厅 国务院办公厅印发《…", "2026-08-11"), "", "missing"),
    ],
)
def test_a_row_that_could_be_the_release(
    web: Web,
    files: Files,
    database_url: str,
    run: Cli,
    row: tuple[str, str],
    article: str,
    kind: str,
) -> None:
    shown, day = row
    registered = web.portal("p", (shown, day), *NEWS)
    for path in ("/p/", "/p/gwy/"):
        web.pages[path] = web.pages[path].replace(f' title="{shown}"', "")
    if article:
        web.pages["/p/2026/art_0.html"] = ARTICLE.format(article, day)
    files.portals.write_text(PORTALS + registered, encoding="utf-8")
    files.releases.write_text(f"{RELEASES}r1,{TITLE},,2026-08-12T09:00,,\n", encoding="utf-8")
    said = run("check", "--portals", files.portals, "--releases", files.releases,
               "--now", "2026-08-14T10:00", "--out", files.out, DB=database_url)  # fmt: skip
    assert said.code == 0, said.both
    with (files.out / "verdicts.csv").open(encoding="utf-8-sig", newline="") as table:
        (made,) = csv.DictReader(table)
    assert made["verdict"] == kind, made
