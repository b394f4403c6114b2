"""The schema, and what is said where the database is not as expected."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config

from repostwatch.base.errors import DatabaseError
from repostwatch.model import Level, Portal, Standing
from repostwatch.services.postgres import PostgresServer
from repostwatch.store import portals, verdicts
from repostwatch.store.database import connect, schema_version
from repostwatch.store.schema import MIGRATIONS, upgrade_schema


def test_upgrade_twice_is_upgrade_once(database_url: str) -> None:
    assert upgrade_schema(database_url) == upgrade_schema(database_url)


def test_a_database_without_the_schema_says_how_to_get_it(postgres: PostgresServer) -> None:
    with pytest.raises(DatabaseError, match="repostwatch db upgrade"):
        connect(postgres.url("bare"))


def test_an_unreachable_database_is_named_without_its_password() -> None:
    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1:1/gone") as caught:
        connect("postgresql://user:secret@127.0.0.1:1/gone")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", [
    "postgresql://user:geheim@127.0.0.1:1/gone",
    "postgresql://user@127.0.0.1:1/gone?password=geheim",
    "postgresql:///gone?host=127.0.0.1&port=1&password=geheim",
    "postgresql+psycopg2://user:geheim@127.0.0.1:1/gone",
    "postgresql://user:geheim%zz@127.0.0.1:1/gone",
    "postgresql://user:ge@heim@127.0.0.1:1/gone",
    "postgresql://user:ge/heim@127.0.0.1:1/gone",
    "postgresql://user:ge#heim@127.0.0.1:1/gone",
    "postgresql://user:ge?heim@127.0.0.1:1/gone",
    "postgresql://user:ge:heim@127.0.0.1:1/gone",
    "postgresql://user:ge[heim@127.0.0.1:1/gone",
    "host=127.0.0.1 port=1 dbname=gone password=geheim",
    "host=127.0.0.1 port=1 dbname=gone password='ge heim'",
    "geheim",
])  # fmt: skip
def test_no_piece_of_a_password_is_told_whatever_the_form_of_the_address(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        connect(url)
    assert not re.search(r"heim|\bge\b", str(caught.value))
    assert caught.value.__suppress_context__, "a task's log would show what libpq quotes"


def test_a_database_of_an_earlier_program_is_brought_up_with_what_it_holds(
    postgres: PostgresServer,
) -> None:
    url = postgres.url("earlier")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0001")
    with connect(url, check_schema=False) as conn:
        assert schema_version(conn) == "0001"
        conn.execute(
            "INSERT INTO portals (portal_id, name, level, home_url, limit_hours) "
            "VALUES ('moe', '教育部', 'department', 'http://moe.example/', 24), "
            "('fj', '福建', 'province', 'http://fj.example/', 8)"
        )
        conn.execute(
            "INSERT INTO column_standings (portal_id, standing, reason, decided_at) "
            "VALUES ('moe', 'absent', '首页没有找到', %s)",
            (datetime(2026, 8, 12, tzinfo=UTC),),
        )
    upgrade_schema(url)
    with connect(url) as conn:
        assert portals.load(conn) == (
            Portal("moe", "教育部", Level.DEPARTMENT, "http://moe.example/"),
            Portal("fj", "福建", Level.PROVINCE, "http://fj.example/", limit_hours=8),
        )
        [standing] = verdicts.load_columns(conn, ["moe"])
        assert (standing.standing, standing.machine) == (Standing.ABSENT, None)
        assert verdicts.append_columns(conn, [standing], datetime(2026, 8, 13, tzinfo=UTC)) == 0
