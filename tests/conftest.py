"""Shared by all tests: no network beyond loopback, a real PostgreSQL, the real material."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts

from repostwatch import store
from repostwatch.services.postgres import PostgresServer, embedded
from repostwatch.store import Connection

# A slow machine makes no test fail: what the time says is measured in benchmarks/.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("untimed")

# A shell's background job has Ctrl-C ignored, and so would have the programs under test.
signal.signal(signal.SIGINT, signal.default_int_handler)

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Random examples count towards no coverage: what they reach changes from run to run."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def _only_loopback() -> None:
    socket_allow_hosts(["127.0.0.0/8", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout."""
    if not (SHARED / "realdata").is_dir():
        pytest.skip("the real material is not beside this checkout (../shared/realdata)")
    return SHARED


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    with embedded(tmp_path_factory.mktemp("pg")) as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: PostgresServer) -> str:
    """The address of a database with the schema, copied for every test."""
    url = postgres.url("template")
    store.upgrade(url)
    return url


@pytest.fixture
def database_url(postgres: PostgresServer, template: str) -> Iterator[str]:
    """A fresh database with the schema, gone after the test."""
    del template
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "template"')
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def conn(database_url: str) -> Iterator[Connection]:
    with store.connect(database_url) as connection:
        yield connection
