"""The product's database behind PgBouncer: what each of its pool modes leaves whole."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from repostwatch.pipeline import search
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.queries.release_choices import release_choices
from repostwatch.services import housing
from repostwatch.services.postgres import SUPERUSER, PostgresServer, embedded
from repostwatch.settings import Settings
from repostwatch.store.database import connect
from repostwatch.store.schema import upgrade_schema
from tests.pipeline.judging_histories import History
from tests.pipeline.test_judged_again import _searched, written

POOL = 3  # connections to the server: fewer than ask at once
SINCE = (1, 21)  # it knows prepared statements in transactions
WHERE = f"{os.environ['PATH']}:/usr/sbin"  # Debian's


@dataclass(frozen=True)
class Pooled:
    """The pool's address, and the server's own."""

    url: str
    direct: str


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """One that lets the pool's account in, in a folder that only that account opens; its clock is
    not UTC, as that of many a server."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        Path(folder).chmod(0o711)
        data = Path(folder) / "data"
        found = stack.enter_context(embedded(data))
        with psycopg.connect(found.url("postgres"), autocommit=True) as conn:
            conn.execute(f"ALTER ROLE {SUPERUSER} SET timezone = 'Asia/Shanghai'")
            # A lock that somebody keeps fails the test, which would wait for ever.
            conn.execute(f"ALTER ROLE {SUPERUSER} SET lock_timeout = '20s'")
            (data.resolve() / "pg_hba.conf").write_text("local all all trust\n")
            conn.execute("SELECT pg_reload_conf()")
        yield found


@pytest.fixture(params=["session", "transaction"])
def pooled(
    request: pytest.FixtureRequest,
    server: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Pooled]:
    program = shutil.which("pgbouncer", path=WHERE)
    if program is None:
        pytest.skip("PgBouncer is not installed: nobody looks at the database through it")
    mode: str = request.param
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    version = tuple(map(int, re.findall(r"\d+", said)[:2]))
    more = "max_prepared_statements = 100" if version >= SINCE else ""
    if mode == "transaction" and not more:
        # An earlier one loses what was prepared: the rest of what we do is looked at without.
        unprepared = partial(psycopg.connect, prepare_threshold=None)
        monkeypatch.setattr(psycopg, "connect", unprepared)
    name = f"pooled_{mode}"
    direct = server.url(name)
    with _pgbouncer(program, server, mode, more) as port:
        yield Pooled(f"postgresql://{SUPERUSER}@127.0.0.1:{port}/{name}", direct)


@contextmanager
def _pgbouncer(program: str, server: PostgresServer, mode: str, more: str) -> Iterator[int]:
    owner = housing.owner()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(folder) / "pgbouncer.ini"
        file.write_text(
            f"[databases]\n* = host={server.socket_dir} user={SUPERUSER}\n[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
            f"pool_mode = {mode}\ndefault_pool_size = {POOL}\n{more}\n"
        )
        command = [program, "-q", *(("-u", owner.pw_name) if owner else ()), str(file)]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            for _ in range(300):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait()


def test_it_all_goes_through_a_pool(pooled: Pooled, monkeypatch: pytest.MonkeyPatch) -> None:
    """Upgrades at once, a history of scans and judgings over ever new connections, a form."""
    monkeypatch.setattr(search, "_search", _searched)
    with ThreadPoolExecutor(2) as both:
        list(both.map(upgrade_schema, [pooled.url] * 2))
    settings = Settings(clock_file=None)
    with connect(pooled.direct) as direct, psycopg.connect(pooled.direct) as other:
        assert not _locks(direct)
        for step in History(2, 12):
            now = settings.as_of(step.at + timedelta(minutes=2))
            with connect(pooled.url) as one, connect(pooled.url) as two:
                for number, event in enumerate(step.events):
                    event((one, two)[number % 2])
                judge_reposts(one, now)
                for conn in (one, two):
                    assert conn.execute("SHOW timezone").fetchone() == {"TimeZone": "UTC"}
        assert other.execute("SHOW timezone").fetchone() == ("Asia/Shanghai",)
        form = settings.model_copy(update={"db": pooled.url})
        assert release_choices(form)
        assert written(direct)["verdicts"]
        assert not _locks(direct)
    with connect(pooled.url) as conn:
        assert conn.execute("SHOW statement_timeout").fetchone() == {"statement_timeout": "0"}


def _locks(conn: Any) -> list[Any]:
    return list(conn.execute("SELECT * FROM pg_locks WHERE locktype = 'advisory'").fetchall())
