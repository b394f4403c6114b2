"""A restore drill: what a backup holds becomes an installation that says the same and goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from repostwatch.crawl.evidence import seals
from repostwatch.crawl.evidence.archive import ROTATE_BYTES
from repostwatch.crawl.evidence.warc_files import append
from repostwatch.services.postgres import PostgresServer
from tests.commands.ground import (  # noqa: F401  fixtures
    TITLE,
    Cli,
    Files,
    Web,
    files,
    run,
    web,
)

pytestmark = pytest.mark.system
WAIVED = ("decide", "waive", "r1", "lazy", "--by", "王敏", "--reason", "网站改版",
          "--until", "2026-10-01T00:00")  # fmt: skip
SAME = (
    ("duty", "list"), ("review", "list"), ("reports", "list"), ("lists",), ("ready",),
)  # fmt: skip
EVIDENCE = ("evidence", "r1", "good")


@pytest.fixture
def second(postgres: PostgresServer) -> Iterator[str]:
    """An empty database beside the one that is backed up."""
    yield postgres.url("second")
    postgres.drop("second")


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as text."""
    with psycopg.connect(url) as conn:
        names = [name for (name,) in conn.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )]  # fmt: skip
        query = sql.SQL("SELECT t::text FROM {} t ORDER BY 1")
        return {
            name: conn.execute(query.format(sql.Identifier("public", name))).fetchall()
            for name in names
        }


def check(run: Cli, files: Files, out: Path, day: str, url: str) -> None:  # noqa: F811
    given = ("--portals", files.portals, "--releases", files.releases, "--out", out)
    done = run("check", *given, "--now", f"{day}T10:00", DB=url)
    assert done.code == 0, done.both


def verdicts(folder: Path) -> dict[str, str]:
    with (folder / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        return {row["portal_id"]: row["verdict"] for row in csv.DictReader(file)}


def test_a_restored_installation_says_the_same_and_goes_on(
    run: Cli, files: Files, web: Web, database_url: str, second: str, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    clock, other = tmp_path / "clock", tmp_path / "other"
    clock.write_text("2026-08-13T10:00+08:00")
    known = {"DB": database_url, "CLOCK_FILE": str(clock), "VAR_DIR": str(files.out)}
    check(run, files, files.out, "2026-08-13", database_url)
    assert run(*WAIVED, **known).code == 0
    people = {"REPORTING__RECIPIENTS": '["a@example.gov.cn"]', "SMTP": "smtp://127.0.0.1:1"}
    assert run("report", "2026-08-13", "--send", **people, **known).code == 1, "it waits"
    evidence = files.out / "evidence"
    assert seals.seal(evidence, date(2026, 8, 14), datetime(2026, 8, 14, tzinfo=UTC)) is not None

    file = tmp_path / "backups.zip"
    said = run("backup", file, **known)
    assert said.code == 0, said.both
    assert said.out.startswith(f"backup: {file} (database ")
    assert file.stat().st_mode & 0o777 == 0o600
    before = rows(database_url)
    restored = known | {"DB": second, "VAR_DIR": str(other)}
    said = run("restore", file, **restored)
    assert said.code == 0, said.both
    assert said.out.startswith("restored: schema ")

    assert rows(second) == before
    assert all(before[name] for name in ("verdicts", "decisions", "letters", "deliveries"))
    for command in (*SAME, EVIDENCE, ("seals",)):
        then, now = run(*command, **known), run(*command, **restored)
        assert (now.code, now.out) == (then.code, then.out), command
    assert run("seals", **restored).code == 0
    records = {path.name: path.read_bytes() for path in evidence.glob("*.warc.gz")}
    assert {one.name: one.read_bytes() for one in (other / "evidence").glob("*.gz")} == records

    # It goes on, beside its original, in files of another name.
    web.portal("lazy", (TITLE, "2026-08-14"))
    check(run, files, other, "2026-08-14", second)
    written = {one.name for one in (other / "evidence").glob("*.gz")} - records.keys()
    assert written
    beside = append(evidence, b"", datetime(2026, 8, 14, 2, tzinfo=UTC), ROTATE_BYTES)[0]
    assert beside not in written
    assert verdicts(other)["lazy"] != verdicts(files.out)["lazy"] == "missing"
    assert run("seals", **restored).code == 0
    assert run(*EVIDENCE, **restored).code == 0
