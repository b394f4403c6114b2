"""A repost in a row that nobody sees proves none, and accuses nobody: through `check`."""

from __future__ import annotations

import csv

import pytest

from tests.commands.ground import TITLE, Cli, Files, Web

STYLE = "<style>.x{display:none}</style>"


@pytest.mark.parametrize(
    ("head", "mark", "seen"),
    [
        ("", "", True),
        ("", "style='display:none'", False),
        (STYLE, "class='x'", False),
        (f"{STYLE}<script src='/js/jquery.js'></script>", "class='x'", False),
        ("<style>ul li#x{display:none}</style><style>#x{display:none}</style>", "id='x'", False),
        (f"{STYLE}<script>$('.x').show()</script>", "class='x'", True),
        (STYLE.replace(".x", "@media print{.x").replace("}<", "}}<"), "class='x'", True),
    ],
)
def test_a_hidden_row_neither_acquits_nor_accuses(
    run: Cli, web: Web, files: Files, head: str, mark: str, seen: bool
) -> None:
    row = f'<li><a href="/good/2026/art_1.html" title="{TITLE}"'
    for path in ("/good/", "/good/gwy/"):
        page = web.pages[path].replace("<head>", f"<head>{head}")
        web.pages[path] = page.replace(row, row.replace("<li>", f"<li {mark}>"))
        assert f"<li {mark}>" in web.pages[path]
    said = run("check", "--portals", files.portals, "--releases", files.releases, "--out",
               files.out, "--now", "2026-08-14T10:00")  # fmt: skip
    assert said.code == 0, said.both
    with (files.out / "verdicts.csv").open(encoding="utf-8-sig", newline="") as table:
        found = {one["portal_id"]: one["verdict"] for one in csv.DictReader(table)}
    assert (found["good"] == "on_time") is seen
    assert found["good"] in ("on_time", "review", "unknown"), "what is in the bytes is not missing"
