"""The numbered recipes of docs/operations.md, run from the document's own text over a small world.

What needs a running Airflow is a line of the shell beside `make up`, which test_demo.py runs.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from repostwatch.model import DecisionKind
from repostwatch.services.postgres import PostgresServer
from repostwatch.services.shell import write_env
from repostwatch.settings import Settings
from repostwatch.store import decisions
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection, connect
from tests.plugins.plugin_world import live

PAGE = (Path(__file__).resolve().parents[2] / "docs/operations.md").read_text(encoding="utf-8")
RECIPES = PAGE.split("## Six recipes")[1].split("\n## ")[0]
# Number → the lines of each of its blocks, and of the first.
BLOCKS = {
    int(number): [lines.strip() for lines in text.split("```")[1::2]]
    for number, text in re.findall(r"### (\d)\. [^\n]+\n(.*?)(?=\n### |\Z)", RECIPES, re.DOTALL)
}
LINES = {number: blocks[0] for number, blocks in BLOCKS.items()}
BACKUP = PAGE.split("## Backup and restore")[1].split("\n## ")[0].split("```")[1::2]


class Shell:
    """One beside the services of a world, as `. var/env` makes it."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.means(database)

    def means(self, database: str) -> None:
        var = self.folder / "var"
        var.mkdir(exist_ok=True)
        known = {"REPOSTWATCH_DB": database, "REPOSTWATCH_VAR_DIR": str(var)}
        self.env = write_env(self.folder / "env", known)

    def run(self, lines: str) -> str:
        done = subprocess.run(
            ["bash", "-c", f"set -eo pipefail\n. {self.env}\n{lines}"],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"], "HOME": str(self.folder), "COLUMNS": "200",
                "RELEASE": "r1", "PORTAL": "mct",
            },
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{lines}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture
def shell(conn: Connection, database_url: str, tmp_path: Path) -> Shell:
    live(conn, database_url)
    return Shell(tmp_path, database_url)


def test_there_are_six() -> None:
    assert list(LINES) == [1, 2, 3, 4, 5, 6]


def test_a_portal_is_added(shell: Shell) -> None:
    assert "国家能源局" in shell.run(LINES[1])


def test_recipients_are_changed(shell: Shell, conn: Connection) -> None:
    said = shell.run(LINES[2])
    assert "1 recipient would change" in said
    assert "1 recipient changed" in said
    [kept] = recipient_table.load(conn)
    assert (kept.address, kept.by) == ("officer@example.gov.cn", "李四")
    exported = (shell.folder / "recipients-now.csv").read_text(encoding="utf-8")
    assert "officer@example.gov.cn,张三,,department" in exported
    in_file = next(one for one in BLOCKS[2] if "REPOSTWATCH_RECIPIENTS=" in one)
    assert "officer@example.gov.cn" in shell.run(in_file)


def test_what_scans_one_portal_again_is_run_by_the_demo() -> None:
    section = PAGE.split("## A shell beside `make up`")[1].split("```")[1]
    assert LINES[3] in section.splitlines()


def test_a_duty_is_waived_and_that_withdrawn(shell: Shell, conn: Connection) -> None:
    shell.run(LINES[4])
    [said] = decisions.history(conn, "r1", "mct")
    assert (said.kind, said.by, said.reason) == (DecisionKind.WAIVE, "张三", "网站整体迁移")
    shell.run(LINES[5])
    newest, waived = decisions.history(conn, "r1", "mct")
    assert newest.withdraws
    assert waived == said


def test_a_backup_is_restored(
    shell: Shell, conn: Connection, postgres: PostgresServer, database_url: str
) -> None:
    backup, restore, _ = BACKUP
    evidence = shell.folder / "var/evidence"
    evidence.mkdir(parents=True)
    (evidence / "a.warc.gz").write_bytes(b"bytes")
    shell.run(LINES[4])
    shell.run(backup)
    (evidence / "a.warc.gz").unlink()
    again = postgres.url("restored")
    try:
        shell.means(again)
        shell.run(restore)
        assert "国务院关于促进文旅融合的意见" in shell.run(LINES[6])
        with connect(again) as restored:
            assert decisions.history(restored, "r1", "mct") == decisions.history(conn, "r1", "mct")
    finally:
        postgres.drop("restored")
    assert (evidence / "a.warc.gz").read_bytes() == b"bytes"
    assert Settings(db=database_url).db != again
