"""The product's database as a dump and back, by PostgreSQL's own programs of a fitting version.

A program may be newer than the server, never older: of those that are installed the oldest that
will do is taken, because a server may not know what newer ones write.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from repostwatch.base.errors import DatabaseError
from repostwatch.services import housing
from repostwatch.store.database import place, plain, unquoted

# Where distributions keep the versions that are not in the PATH.
ELSEWHERE = Path("/usr/lib/postgresql")
# Written by programs since 17, unknown to servers before it.
SINCE_17 = b"SET transaction_timeout = 0;\n"
CHUNK = 1 << 20
# Seconds that what is replaced may be in use by others: longer than any page, shorter than a task.
LOCK_SECONDS = 30
QUIET = f"SET client_min_messages = warning;\nSET lock_timeout = '{LOCK_SECONDS}s';\n"
# psql says so once it has done all that stands before.
DONE = b"\n\\echo done\n"
# The owner of `public` in every database that a server of today makes.
EMPTY = "CREATE SCHEMA public AUTHORIZATION pg_database_owner;\n"


def programs(major: int) -> tuple[Path, int]:
    """The folder of pg_dump, pg_restore and psql for a server or dump of this version, and theirs.

    Raises DatabaseError where all that are installed are older.
    """
    folders = [Path(folder) for folder in os.get_exec_path()]
    with suppress(DatabaseError):  # without an embedded server the distribution's programs do
        folders.insert(0, housing.programs(housing.owner()))
    folders += sorted(ELSEWHERE.glob("*/bin"))
    known = {folder: version for folder in folders if (version := _version(folder)) is not None}
    fitting = [(version, folder) for folder, version in known.items() if version >= major]
    if not fitting:
        newest = max(known.values(), default=None)
        raise DatabaseError(
            f"PostgreSQL {major} needs a pg_dump of its own version or a newer one, and "
            f"{'none' if newest is None else f'none newer than {newest}'} is installed"
            f" (Debian: apt-get install postgresql-client-{major})"
        )
    version, folder = min(fitting, key=lambda one: one[0])
    return folder, version


def _version(folder: Path) -> int | None:
    if not all((folder / name).is_file() for name in ("pg_dump", "pg_restore", "psql")):
        return None
    command = [str(folder / "pg_dump"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else None


@contextmanager
def dumped(url: str, folder: Path) -> Iterator[Iterator[bytes]]:
    """The dump of the database at `url`, piece by piece, as of one moment.

    Raises DatabaseError at the end where it did not come wholly.
    """
    command = [str(folder / "pg_dump"), "--format=custom", "--schema=public", _dbname(url)]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603  a program of PostgreSQL
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=_env(url)
        ) as process:
            try:
                yield _chunks(process)
            except BaseException:
                process.kill()
                raise
        _succeeded(process.returncode, "dumped", url, said)


def load(url: str, dump: Path, folder: Path, server: int, *, replace: bool) -> None:
    """Fill the database at `url` by a dump, in one transaction; `server` is its version.

    With `replace`, what was there goes in that transaction. Raises DatabaseError; then, and where
    this process is killed, nothing was changed.
    """
    script = [str(folder / "pg_restore"), "--no-owner", "--no-acl", "--schema=public"]
    client = [str(folder / "psql"), "--no-psqlrc", "--quiet", "--output=/dev/null"]
    client += ["--set=ON_ERROR_STOP=1", _dbname(url)]
    drop = "DROP SCHEMA public CASCADE;\n" if replace else "DROP SCHEMA IF EXISTS public;\n"
    before = f"{QUIET}BEGIN;\n{drop}{EMPTY}".encode()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as unread:
        with (
            subprocess.Popen(  # noqa: S603  a program of PostgreSQL
                client, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, env=_env(url)
            ) as psql,
            subprocess.Popen(  # noqa: S603  the same
                [*script, "--file=-", dump], stdout=subprocess.PIPE, stderr=unread
            ) as reader,
        ):
            into, answer = cast("IO[bytes]", psql.stdin), cast("IO[bytes]", psql.stdout)
            try:
                into.write(before)
                for chunk in _known_to(server, _chunks(reader)):
                    into.write(chunk)
                into.write(DONE)
                into.flush()
                # Not before all of it was done: what ends earlier is undone by the server.
                if reader.wait() == 0 and answer.readline():
                    into.write(b"COMMIT;\n")
                into.close()
            except BrokenPipeError:  # it says why below
                reader.kill()
                with suppress(BrokenPipeError):
                    into.close()
            except BaseException:
                reader.kill()
                psql.kill()
                raise
        _succeeded(psql.returncode, "restored", url, said)
        _succeeded(reader.returncode, "restored", url, unread)


def _chunks(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    return iter(lambda: cast("IO[bytes]", process.stdout).read(CHUNK), b"")


def _known_to(server: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for number, chunk in enumerate(chunks):
        yield chunk.replace(SINCE_17, b"", 1) if number == 0 and server < 17 else chunk


def _dbname(url: str) -> str:
    """The address without its password, which everybody could read among the processes."""
    found = conninfo_to_dict(plain(url)).items()
    known = {key: str(value) for key, value in found if value is not None and key != "password"}
    return f"--dbname={make_conninfo(**known)}"


def _env(url: str) -> dict[str, str]:
    password = conninfo_to_dict(plain(url)).get("password")
    return dict(os.environ) | ({"PGPASSWORD": str(password)} if password else {})


def _succeeded(code: int, what: str, url: str, said: IO[bytes]) -> None:
    if code == 0:
        return
    said.seek(0)
    lines = [line for line in said.read().decode(errors="replace").splitlines() if line.strip()]
    wrong = [line for line in lines if "error:" in line.lower()] or lines or [f"exit code {code}"]
    why = unquoted(wrong[0], url)
    raise DatabaseError(f"database {place(url)} could not be {what}: {why}")
