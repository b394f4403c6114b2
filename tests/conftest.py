"""Shared by all tests: no network beyond loopback, a real PostgreSQL, the real material."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts
from xdist.scheduler import LoadFileScheduling

from repostwatch.services.housing import HOME_VARIABLE
from repostwatch.services.postgres import PostgresServer, embedded
from repostwatch.settings import CrawlSettings
from repostwatch.store.database import Connection, connect
from repostwatch.store.schema import upgrade_schema
from tests.databases import TEMPLATE, Databases, databases_of
from tests.kept_readers import NOT_IN, end_kept, kept_readers

# A slow machine makes no test fail: what the time says is measured in benchmarks/.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("untimed")

# A shell's background job has Ctrl-C ignored, and so would have the programs under test.
signal.signal(signal.SIGINT, signal.default_int_handler)

# All that the tests leave lies in one folder, which goes with them. Root's servers live there,
# too: pytest's own folders are closed to the account that they run under.
if "REPOSTWATCH_TESTS" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="rw-")
    Path(_folder).chmod(0o711)
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ |= {"REPOSTWATCH_TESTS": _folder, "TMPDIR": _folder}
    os.environ["BREAKPAD_DUMP_LOCATION"] = f"{_folder}/dumps"  # of browsers that tests start
    os.environ.setdefault(HOME_VARIABLE, f"{_folder}/servers")
    tempfile.tempdir = None


SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no worker is left with one at the end, alone. Random examples
    count towards no coverage: what they reach changes from run to run."""
    items.sort(key=lambda item: item.path.parent.name != "system")
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


class OneServer(LoadFileScheduling):  # type: ignore[misc]
    """A file is one worker's, and so are all files of the pages, whose server takes longer to start
    than most of them."""

    def _split_scope(self, nodeid: str) -> str:
        return "plugins" if nodeid.startswith("tests/plugins/") else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneServer | None:
    return OneServer(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection() -> None:
    """Hardly anything that is made while tests are collected is garbage, and to look for it among
    ever more takes as long as to collect them."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What was collected stays to the end: no collection of garbage goes through it again, which
    takes longer than many a test."""
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _only_loopback() -> None:
    socket_allow_hosts(["127.0.0.0/8", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True, scope="module")
def _readers(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.path.parent.name in NOT_IN:
        end_kept()
        yield
        return
    with kept_readers():
        yield


def pytest_sessionfinish() -> None:
    end_kept()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout."""
    if not (SHARED / "realdata").is_dir():
        pytest.skip("the real material is not beside this checkout (../shared/realdata)")
    return SHARED


LAUNCH = """
import sys
from playwright.sync_api import sync_playwright
from repostwatch.crawl.browser.chromium import sandboxed
from repostwatch.settings import CrawlSettings
inside = sandboxed(CrawlSettings())
with sync_playwright() as player:
    player.chromium.launch(executable_path=sys.argv[1], chromium_sandbox=inside).close()
"""


@pytest.fixture(scope="session")
def browser_starts() -> None:
    """Skips what draws pages where no browser starts, or Playwright's driver does not."""
    chromium = CrawlSettings().chromium
    if shutil.which(chromium) is None:
        pytest.skip(f"no browser: there is no {chromium}")
    command = [sys.executable, "-c", LAUNCH, chromium]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip() and line[0] != " "]
        pytest.skip(f"no browser: {chromium} does not start ({said[0] if said else 'silent'})")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
) -> Generator[None, None, None]:
    """Close with what was not tested, and why."""
    yield
    skipped = terminalreporter.stats.get("skipped", ())
    # A reason stands behind the file and the line of whoever skipped.
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    if reasons:
        terminalreporter.section("not tested, and why")
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count:4}  {reason}")


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    with embedded(tmp_path_factory.mktemp("pg")) as server:
        with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
            for name in ("fsync", "full_page_writes"):  # its databases end with their tests
                admin.execute(f"ALTER SYSTEM SET {name} = off".encode())
            admin.execute("SELECT pg_reload_conf()")
        yield server


@pytest.fixture(scope="session")
def template(postgres: PostgresServer) -> str:
    """The address of a database with the schema, copied for every test."""
    url = postgres.url(TEMPLATE)
    upgrade_schema(url)
    return url


@pytest.fixture(scope="session")
def databases(postgres: PostgresServer, template: str) -> Iterator[Databases]:
    """To copy one with the schema, or another."""
    del template
    with databases_of(postgres) as known:
        yield known


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A fresh database with the schema, gone after the test."""
    with databases.copy() as url:
        yield url


@pytest.fixture
def conn(database_url: str) -> Iterator[Connection]:
    with connect(database_url) as connection:
        yield connection
