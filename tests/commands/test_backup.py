"""`backup` and `restore`: what is torn, changed, foreign or not empty is refused with one line, and
whatever ends them in their middle changes nothing."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from repostwatch.commands.backup_file import DUMP, EVIDENCE, FACTS, Facts, backup_writer
from repostwatch.crawl.evidence import copies, warc_files
from repostwatch.services.postgres import PostgresServer, embedded
from repostwatch.store.database import SCHEMA_VERSION, Connection, connect
from repostwatch.store.schema import upgrade_schema
from tests.commands.ground import Cli, Said
from tests.plugins.plugin_world import live

PROGRAM = Path(sys.executable).with_name("repostwatch")
MOMENT = datetime(2026, 8, 12, 2, tzinfo=UTC)
FILE = "repostwatch-20260812-0123abcd-0000.warc.gz"
COUNT = sql.SQL("SELECT count(*) AS n FROM {}")


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A folder with an archive of one file, which somebody still writes to, and one sealed."""
    evidence = tmp_path / "var/evidence"
    evidence.mkdir(parents=True)
    (evidence / "mark").write_text("0123abcd")
    (evidence / "bodies.sqlite").write_bytes(b"index")
    (evidence / FILE).write_bytes(os.urandom(5000))
    sealed = evidence / FILE.replace("0812", "0811")
    sealed.write_bytes(b"sealed")
    sealed.chmod(0o444)
    (evidence / "chain.jsonl").write_bytes(b'{"a line": 1}\n{"half of')
    return evidence.parent


@pytest.fixture
def known(conn: Connection, database_url: str, var: Path) -> dict[str, str]:
    """The environment of an installation with two portals that were judged."""
    live(conn, database_url)
    conn.execute(
        "UPDATE visits SET evidence = jsonb_build_object('file', %s::text, 'offset', 4000)", (FILE,)
    )
    return {"DB": database_url, "VAR_DIR": str(var)}


@pytest.fixture
def backup(run: Cli, known: dict[str, str], tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    said = run("backup", path, **known)
    assert said.code == 0, said.both
    return path


@pytest.fixture
def empty(postgres: PostgresServer, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation that has nothing yet."""
    yield {"DB": postgres.url("to_restore"), "VAR_DIR": str(tmp_path / "other")}
    postgres.drop("to_restore")


def count(url: str, table: str) -> int:
    with connect(url) as conn:
        row = conn.execute(COUNT.format(sql.Identifier(table))).fetchone()
    assert row is not None
    number: int = row["n"]
    return number


def untouched(environment: dict[str, str]) -> bool:
    with psycopg.connect(environment["DB"]) as conn:
        found = conn.execute("SELECT to_regclass('releases')").fetchone()
    return found == (None,) and not (Path(environment["VAR_DIR"]) / "evidence").exists()


def refused(said: Said, line: str) -> None:
    assert said.code == 1
    assert line in said.both
    assert len(said.err.strip().splitlines()) == 1, "one line"


def test_what_is_whole_is_taken_and_the_mark_stays(
    run: Cli, known: dict[str, str], backup: Path, empty: dict[str, str], var: Path
) -> None:
    assert run("restore", backup, **empty).code == 0
    evidence = Path(empty["VAR_DIR"]) / "evidence"
    assert sorted(path.name for path in evidence.iterdir()) == [
        "chain.jsonl", FILE.replace("0812", "0811"), FILE,
    ]  # fmt: skip
    assert (evidence / FILE).read_bytes() == (var / "evidence" / FILE).read_bytes()
    assert (evidence / "chain.jsonl").read_bytes() == b'{"a line": 1}\n'
    writable = {path.name: bool(path.stat().st_mode & 0o200) for path in evidence.iterdir()}
    assert writable == {"chain.jsonl": True, FILE: True, FILE.replace("0812", "0811"): False}
    assert warc_files.archive_mark(evidence) != "0123abcd"
    assert count(empty["DB"], "verdicts") == count(known["DB"], "verdicts") > 0


def test_any_tool_opens_it_and_checks_it(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as zipped:
        zipped.extractall(tmp_path / "opened")
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path / "opened", capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.count(b": OK") == 5


def test_what_is_changed_or_torn_is_never_taken(
    run: Cli, backup: Path, empty: dict[str, str], tmp_path: Path
) -> None:
    """Or the change is in what says nothing: the file's times and the like."""
    whole, wrong, chance = backup.read_bytes(), tmp_path / "wrong.zip", random.Random(7)
    places = [chance.randrange(len(whole)) for _ in range(40)] + [len(whole) - n for n in (1, 9)]
    harmless = 0
    for place in places:
        wrong.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        said = run("restore", wrong, **empty)
        if said.code == 0:
            harmless += 1
            assert run("restore", backup, "--replace", **empty).code == 0
            with psycopg.connect(empty["DB"], autocommit=True) as conn:
                conn.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            for path in (Path(empty["VAR_DIR"]) / "evidence").iterdir():
                path.unlink()
            (Path(empty["VAR_DIR"]) / "evidence").rmdir()
            continue
        refused(said, "it is no whole backup")
    assert harmless < 5
    for size in (0, 1, 22, len(whole) // 2, len(whole) - 1):
        wrong.write_bytes(whole[:size])
        refused(run("restore", wrong, **empty), "it is no whole backup")
    assert untouched(empty)


@pytest.mark.parametrize("name", [
    "evidence/../../a.warc.gz", "/etc/a.warc.gz", "evidence/mark", "evidence/a/b.warc.gz", "x",
    "evidence/.restored", "evidence/\u202ea.warc.gz", FACTS,
])  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_none_of_a_backup_is_refused(
    name: str, run: Cli, empty: dict[str, str], tmp_path: Path
) -> None:
    path = made(tmp_path, [(name, b"x")])
    refused(run("restore", path, **empty), "it is no whole backup")
    assert untouched(empty)


def made(
    folder: Path, members: list[tuple[str, bytes]], /, body: bytes = b"", **stated: object
) -> Path:
    """A file whose checksums are right, whatever is in it."""
    facts = {"made_at": MOMENT, "program": "1", "schema_version": SCHEMA_VERSION,
             "server": 14, "dump": 18} | stated  # fmt: skip
    path = folder / "made.zip"
    with backup_writer(path, MOMENT, lambda _: None) as writer:
        writer.add(FACTS, [Facts.model_validate(facts).model_dump_json().encode()])
        writer.add(DUMP, [body])
        for name, other in members:
            writer.add(name, [other])
    return path


@pytest.mark.parametrize(("stated", "line"), [
    ({"schema_version": "9999"}, "newer than this program"),
    ({"form": 2}, "newer than this program"),
    ({"server": 99}, "cannot take what PostgreSQL 99 held"),
    ({"dump": 99}, "needs a pg_dump of its own version or a newer one"),
])  # fmt: skip
def test_what_this_program_or_server_cannot_take_is_said(
    stated: dict[str, Any], line: str, run: Cli, empty: dict[str, str], tmp_path: Path
) -> None:
    refused(run("restore", made(tmp_path, [], **stated), **empty), line)
    assert untouched(empty)


def test_a_dump_that_fails_in_its_middle_changes_nothing(
    run: Cli, known: dict[str, str], backup: Path, var: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(backup) as zipped:
        dump = zipped.read(DUMP)
    before = count(known["DB"], "verdicts")
    for half in (dump[: len(dump) * 2 // 3], dump[:2000], b"no dump"):
        torn = made(tmp_path, [(EVIDENCE + FILE, b"other")], body=half)
        said = run("restore", torn, "--replace", **known)
        refused(said, "could not be restored")
        assert count(known["DB"], "verdicts") == before
    assert (var / "evidence" / FILE).stat().st_size == 5000
    assert not (var / "evidence" / copies.STAGED).exists()


def test_what_is_not_empty_is_replaced_only_on_demand(
    run: Cli, known: dict[str, str], backup: Path, conn: Connection, empty: dict[str, str],
    var: Path,
) -> None:  # fmt: skip
    refused(run("restore", backup, **known), "it is not empty. Name an empty one, or replace")
    crowded = empty | {"VAR_DIR": known["VAR_DIR"]}
    refused(run("restore", backup, **crowded), "evidence: it is not empty. Let REPOSTWATCH_VAR_DIR")
    conn.execute("DELETE FROM verdicts; CREATE TABLE of_a_newer_program (id int)")
    (var / "evidence" / FILE).unlink()
    (var / "evidence" / FILE.replace("0812", "0813")).write_bytes(b"later")
    said = run("restore", backup, "--replace", **known)
    assert said.code == 0, said.both
    assert count(known["DB"], "verdicts") > 0
    gone = conn.execute("SELECT to_regclass('of_a_newer_program') AS t").fetchone()
    assert gone == {"t": None}
    names = {path.name for path in (var / "evidence").glob("*.gz")}
    assert names == {FILE, FILE.replace("0812", "0811")}
    assert run("restore", backup, "--replace", **known).code == 0, "again, over what it made"


def test_tables_of_somebody_else_are_never_replaced(
    run: Cli, backup: Path, empty: dict[str, str]
) -> None:
    with psycopg.connect(empty["DB"], autocommit=True) as conn:
        conn.execute("CREATE TABLE theirs (id int)")
    for more in ((), ("--replace",)):
        refused(run("restore", backup, *more, **empty), "something else than repostwatch's data")


def test_evidence_that_the_database_names_has_to_be_there(
    run: Cli, known: dict[str, str], tmp_path: Path, var: Path
) -> None:
    line = f"{FILE}, which the database names, is not there"
    path = tmp_path / "b.zip"
    elsewhere = known | {"VAR_DIR": str(tmp_path / "elsewhere")}
    refused(run("backup", path, SCAN__EVIDENCE_DAYS="100000", **elsewhere), line)
    os.truncate(var / "evidence" / FILE, 4000)
    refused(run("backup", path, SCAN__EVIDENCE_DAYS="100000", **known), line)
    assert not path.exists()


def test_a_folder_that_nobody_can_write_to_is_named(
    run: Cli, known: dict[str, str], tmp_path: Path
) -> None:
    refused(run("backup", tmp_path / "none/b.zip", **known), "the backup could not be written")
    refused(run("restore", tmp_path / "none.zip", **known), "No such file")
    refused(run("backup", tmp_path / "b.zip"), "no database: set REPOSTWATCH_DB")
    refused(run("backup", tmp_path / "b.zip", "--in", tmp_path), "no database in it")


def test_an_account_of_its_own_and_its_password_do(
    run: Cli, backup: Path, postgres: PostgresServer, empty: dict[str, str]
) -> None:
    """Who owns a database is no superuser."""
    with psycopg.connect(empty["DB"], autocommit=True) as conn:
        conn.execute("CREATE ROLE ours LOGIN")
        conn.execute("ALTER DATABASE to_restore OWNER TO ours")
    owned = empty | {"DB": empty["DB"] + "&options=-c%20role%3Dours"}
    try:
        said = run("restore", backup, **owned)
        assert said.code == 0, said.both
        said = run("restore", backup, "--replace", **owned)
        assert said.code == 0, said.both
        with psycopg.connect(empty["DB"]) as conn:
            owner = conn.execute(
                "SELECT tableowner FROM pg_tables WHERE tablename = 'releases'"
            ).fetchone()
        assert owner == ("ours",)
    finally:
        postgres.drop("to_restore")
        with psycopg.connect(postgres.url("postgres"), autocommit=True) as conn:
            conn.execute("DROP ROLE ours")


def test_the_results_of_a_check_have_a_server_of_their_own(
    run: Cli, var: Path, tmp_path: Path
) -> None:
    with embedded(var / "database") as server:
        url = server.url("repostwatch")
        upgrade_schema(url)
        with connect(url) as conn:
            live(conn, url)
    path, other = tmp_path / "b.zip", tmp_path / "other"
    assert run("backup", path, "--in", var).code == 0
    assert run("restore", path, "--in", other).code == 0
    assert run("evidence", "r1", "mct", "--in", other).code == 0
    refused(run("restore", path, "--in", other), "it is not empty")


@pytest.mark.parametrize("earlier", [False, True])
def test_a_backup_that_is_killed_leaves_nothing_that_looks_whole(
    run: Cli, known: dict[str, str], var: Path, empty: dict[str, str], tmp_path: Path,
    *, earlier: bool,
) -> None:  # fmt: skip
    path = tmp_path / "backups/b.zip"
    path.parent.mkdir()
    if earlier:
        assert run("backup", path, **known).code == 0
    whole = path.read_bytes() if earlier else None
    with (var / "evidence" / FILE).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # as whoever appends a record does
        with subprocess.Popen([PROGRAM, "backup", path], env=named(known)) as killed:
            while not (begun := list(path.parent.glob(".*.part"))) or not begun[0].stat().st_size:
                assert killed.poll() is None
            killed.send_signal(signal.SIGKILL)
    assert (path.read_bytes() if path.exists() else None) == whole
    refused(run("restore", begun[0], **empty), "it is no whole backup")
    assert run("backup", path, **known).code == 0
    assert list(path.parent.iterdir()) == [path], "what it left is gone"


def test_what_killed_backups_left_goes_and_nothing_else(
    run: Cli, known: dict[str, str], tmp_path: Path
) -> None:
    """By their content, whatever their names: those of the daily backups have a day in them."""
    begun = b"PK".ljust(30, b"\0") + b"backup.json"
    left, running = tmp_path / ".b-20260811.zip.7.part", tmp_path / ".b-20260811.zip.8.part"
    others = {".report.html.7.part": b"<html>" + b"x" * 99, ".c.zip.7.part": b"", "b.part": begun}
    left.write_bytes(begun + b"{}")
    running.write_bytes(begun)
    (tmp_path / ".b-20260812.zip.9.part").write_bytes(b"")  # killed at once, of the same day
    (tmp_path / ".a.part").symlink_to(tmp_path / "b.part")
    for name, body in others.items():
        (tmp_path / name).write_bytes(body)
    path = tmp_path / "b-20260812.zip"
    with running.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert run("backup", path, **known).code == 0
    kept = {one.name for one in tmp_path.iterdir() if one.name.endswith(("part", "zip"))}
    assert kept == {path.name, running.name, ".a.part", *others}
    assert run("backup", path, **known).code == 0
    assert not running.exists()


def named(environment: dict[str, str]) -> dict[str, str]:
    return os.environ | {f"REPOSTWATCH_{name}": value for name, value in environment.items()}


def test_a_restore_that_is_killed_changes_nothing(
    run: Cli, known: dict[str, str], backup: Path, conn: Connection, var: Path
) -> None:
    conn.execute("DELETE FROM verdicts")
    (var / "evidence" / FILE).write_bytes(b"newer")
    waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with connect(known["DB"]) as holder:
        holder.execute("BEGIN; LOCK TABLE verdicts IN ACCESS SHARE MODE")
        command = [str(PROGRAM), "restore", str(backup), "--replace"]
        with subprocess.Popen(command, env=named(known)) as killed:
            while conn.execute(waits).fetchone() is None:
                assert killed.poll() is None
            killed.send_signal(signal.SIGKILL)
    assert count(known["DB"], "verdicts") == 0
    assert (var / "evidence" / FILE).read_bytes() == b"newer"
    assert run("restore", backup, "--replace", **known).code == 0
    assert count(known["DB"], "verdicts") > 0
    assert (var / "evidence" / FILE).stat().st_size == 5000
    assert not (var / "evidence" / copies.STAGED).exists()


def test_a_folder_that_all_machines_mount_is_taken(
    run: Cli, known: dict[str, str], var: Path, tmp_path: Path
) -> None:
    (var / "evidence").rename(tmp_path / "mounted")
    (tmp_path / "seen").mkdir()
    (tmp_path / "mounted").rename(tmp_path / "seen/evidence")
    said = run("backup", tmp_path / "b.zip", SHARED=f"file://{tmp_path}/seen", **known)
    assert said.code == 0, said.both
    with zipfile.ZipFile(tmp_path / "b.zip") as zipped:
        assert EVIDENCE + FILE in zipped.namelist()


def test_a_bucket_is_not_taken_in_part(run: Cli, known: dict[str, str], tmp_path: Path) -> None:
    said = run("backup", tmp_path / "b.zip", SHARED="memory://bucket", **known)
    refused(said, "the evidence lies there")
    assert not (tmp_path / "b.zip").exists()
