"""The embedded PostgreSQL, for real: started, shared, left behind, taken over."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from repostwatch.errors import DatabaseError
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


def ask(url: str, query: str) -> object:
    with psycopg.connect(url) as conn:
        row = conn.execute(query).fetchone()  # type: ignore[call-overload]  a test's own query
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
    deep = folder / ("长" * 40) / "pg"
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


@pytest.mark.skipif(os.geteuid() != 0, reason="root's own trap")
def test_root_with_a_closed_directory_above(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with embedded(closed / "var/pg") as server:
        assert ask(server.url("repostwatch"), "SELECT 1") == 1
    assert closed.stat().st_mode & 0o077 == 0o001, "passing is enough: nobody may read it"
