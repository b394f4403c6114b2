"""Nothing that a stranger writes steers a terminal or hides on it, whatever command shows it."""

from __future__ import annotations

import ast
import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.table import Table

from repostwatch.base.terminal import Terminal, guarded
from repostwatch.base.visible import visible
from tests.commands.ground import NUMBER, PORTALS, RELEASES, TITLE, Cli, Files, Web

ROOT = Path(__file__).parents[2] / "include" / "repostwatch"
STEERS = (
    *map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)),
    *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)),
    "\u200b", "\u200e", "\u2060", "\u2028", "\ufeff", "\u3164", "\u034f", "\ufe0f", "\U000e0041",
    "\U000e0100", "\ud800",
)  # fmt: skip
# As a page, a CSV file and PostgreSQL can hold them.
MARKS = "\u009b31m\u202e\u2066\u200b\u3164\u0085\u061c"
WORSE = "\x1b[2J\x1b]0;title\x07" + MARKS
DATE = "<span>2026-08-12</span>"


def steering(text: str) -> list[str]:
    return [one for one in text if visible(one) != one]


@pytest.mark.parametrize("one", STEERS)
def test_it_is_not_printed(one: str) -> None:
    file = io.StringIO()
    console = Terminal(file=file, width=200)
    console.print(f"a{one}b", markup=False)
    table = Table("title", one, title=f"x{one}y")
    table.add_row(f"c{one}d", one)
    console.print(table)
    shown = file.getvalue()
    assert one not in shown.replace("\n", "") or one == "\n"
    assert not steering(shown)


def test_its_own_colours_are_kept_and_others_are_words() -> None:
    file = io.StringIO()
    Terminal(file=file, width=200, force_terminal=True, color_system="standard").print(
        "a\x1b[8mb", style="red", markup=False
    )
    assert file.getvalue().startswith("\x1b[31m")
    assert "\x1b[8m" not in file.getvalue()


def test_json_loses_nothing_and_acts_on_nothing() -> None:
    file = io.StringIO()
    value = {"title": "".join(STEERS)}
    Terminal(file=file).write_json(value)
    assert json.loads(file.getvalue()) == value
    assert not steering(file.getvalue())


def test_what_others_write_meets_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    with guarded():
        print(WORSE)  # noqa: T201 - as a library does
        sys.stderr.write(WORSE)
        handler = logging.StreamHandler()
        handler.emit(logging.LogRecord("a", logging.ERROR, "", 1, WORSE, (), None))
    printed = capsys.readouterr()
    assert not steering(printed.out + printed.err)
    assert sys.stdout is not None


def _calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Call, ast.Attribute)):
            yield ast.unparse(node.func if isinstance(node, ast.Call) else node)


def test_no_module_prints_around_the_door() -> None:
    around = {"print", "Console", "typer.echo", "click.echo", "typer.secho", "sys.stdout.write",
              "sys.stderr.write", "out.file.write", "console.file.write"}  # fmt: skip
    found = {
        f"{path.relative_to(ROOT)}: {call}"
        for path in ROOT.rglob("*.py")
        for call in _calls(path)
        if call in around
    }
    # The sandbox is a program of its own, whose words are ours.
    assert {one for one in found if not one.startswith("sandbox/")} == set()


@pytest.fixture
def hostile(web: Web, files: Files) -> Files:
    """The portal's titles, addresses and names, and the registry's, with what steers."""
    title = f"{TITLE[:4]}{MARKS}{TITLE[4:]}"
    row = f'<li><a href="/p/2026/art_{MARKS}1.html">{WORSE}{title}</a>{DATE}</li>'
    other = f'<li><a href="/p/2026/art_2.html">本市{WORSE}便民工程今日开工建设</a>{DATE}</li>'
    rows = row + other * 3
    for path in ("/p/", "/p/gwy/"):
        web.pages[path] = (
            f"<html><head><meta charset='utf-8'><title>门户{WORSE}</title></head><body>"
            f"<h2><a href='/p/gwy/'>国务院重要政策{MARKS}信息</a></h2><ul>{rows}</ul></body></html>"
        )
    home = f"{web.address}/p/"
    web.moved["/q/"] = f"/x/{MARKS}".encode().decode("latin-1")
    files.portals.write_text(
        f"{PORTALS}p,p{MARKS}市人民政府,city,{home},{home}gwy/,,\n"
        f"q,q市人民政府,city,{web.address}/q/,{web.address}/q/,,\n",
        encoding="utf-8",
    )
    files.releases.write_text(
        f"{RELEASES}r1,{TITLE},{NUMBER},2026-08-12T09:00,,\n"
        f"r2,国务院关于{MARKS}做好高原水库管理工作的通知,,2026-08-12T09:00,,\n",
        encoding="utf-8",
    )
    return files


def test_every_command_that_shows_strangers_words(
    hostile: Files, database_url: str, run: Cli, web: Web, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(web.pages["/p/gwy/"], encoding="utf-8")
    links = tmp_path / "links.csv"
    links.write_text(
        f"link_id,portal_id,title,url,listed_at\n1,p,{MARKS}{TITLE},http://a.cn/{MARKS},{MARKS}\n",
        encoding="utf-8",
    )
    tables = "--portals", hostile.portals, "--releases", hostile.releases, "--out", hostile.out
    now = "--now", "2026-08-14T10:00"
    commands: list[tuple[object, ...]] = [
        ("check", *tables, *now),
        ("read", page, "--url", f"{web.address}/p/gwy/"),
        ("read", page, "--url", f"{web.address}/p/gwy/", "--json"),
        ("probe", "p", "--portals", hostile.portals),
        ("probe", "q", "--portals", hostile.portals),
        ("probe", f"nobody{MARKS}", "--portals", hostile.portals),
        ("duty", "list"), ("duty", "list", "--portal", "p"),
        ("evidence", "r1", "p"), ("evidence", "r2", "p"),
        ("portals", "check", hostile.portals), ("portals", "list", hostile.portals),
        ("lists", "list"), ("ready",), ("ready", "--json"), ("review", "list"),
        ("reports", "list"), ("report", "2026-08-14"), ("warn",),
        ("match", "--releases", hostile.releases, "--links", links, "--out", tmp_path / "m.csv"),
        ("discover", *tables, *now), ("db", "upgrade"),
    ]  # fmt: skip
    answers = 0
    for command in commands:
        said = run(*command, DB=database_url, VAR_DIR=str(tmp_path / "var"))
        shown = said.out + said.err
        assert not steering(shown), (command[0], sorted(map(ascii, steering(shown))))
        answers += bool(shown.strip())
    assert answers > len(commands) / 2
