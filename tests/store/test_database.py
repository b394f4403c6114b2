"""The schema, and what is said where the database is not as expected."""

from __future__ import annotations

import psycopg
import pytest

from repostwatch import store
from repostwatch.errors import DatabaseError
from repostwatch.services.postgres import PostgresServer


def test_upgrade_twice_is_upgrade_once(database_url: str) -> None:
    assert store.upgrade(database_url) == store.upgrade(database_url)


def test_a_database_without_the_schema_says_how_to_get_it(postgres: PostgresServer) -> None:
    with pytest.raises(DatabaseError, match="repostwatch db upgrade"):
        store.connect(postgres.url("bare"))


def test_an_unreachable_database_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1:1/gone") as caught:
        store.connect("postgresql://user:secret@127.0.0.1:1/gone")
    assert "secret" not in str(caught.value)
    assert isinstance(caught.value.__cause__, psycopg.OperationalError)
