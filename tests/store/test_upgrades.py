"""Every schema that there ever was is brought up to date with rows in all of its tables, and
nothing of them is lost. The rows come from the schema itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from uuid import UUID

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import sql
from psycopg.types.json import Jsonb

from repostwatch.services.postgres import PostgresServer
from repostwatch.store.database import SCHEMA_VERSION, VERSION_TABLE, connect
from repostwatch.store.schema import MIGRATIONS, upgrade_schema

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
# What lies in a column whose form a migration reads, where its type does not say it.
SHAPES: dict[tuple[str, str], Any] = {
    ("scans", "columns"): [{"name": "栏目", "reason": "标题"}],
    ("scans", "lists"): [{"url": "http://a.example/", "why": "标题"}],
    ("searches", "hits"): [{"place": "网页文字", "found": "x"}],
    ("visits", "evidence"): {"file": "f", "offset": 1, "picture": {"told": "太大"}},
    ("hosts", "state"): {"reason": "拒绝访问", "failures": 3},
}
# Tables by the name that they have now.
NOW_CALLED = {"outbox": "letters"}
# Columns that are no more: where their content went. (table, column) of then.
ELSEWHERE = {
    ("outbox", "outbox_id"): ("letters", "letter_id"),
    ("outbox", "facts"): ("letters", "digest"),
    ("outbox", "sent_at"): ("deliveries", "sent_at"),
    ("outbox", "attempts"): ("deliveries", "tries"),
    ("outbox", "last_error"): ("deliveries", "reason"),
    ("alarms", "told"): ("alarms", "mailed_about"),
}
# What a migration means to write in another form; a test beside this one says how.
REWRITTEN = {
    ("outbox", "message"), ("scans", "columns"), ("scans", "lists"), ("searches", "hits"),
    ("visits", "evidence"), ("hosts", "state"), ("outbox", "attempts"), ("outbox", "last_error"),
    ("outbox", "sent_at"),
}  # fmt: skip
COLUMNS = """
SELECT c.table_name AS "table", c.column_name AS name, c.udt_name AS type,
       c.is_generated = 'ALWAYS' OR coalesce(c.identity_generation = 'ALWAYS', false) AS made
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> %s
ORDER BY c.table_name, c.ordinal_position
"""
REFERENCES = """
SELECT conrelid::regclass::text AS "table", a.attname AS name, confrelid::regclass::text AS other,
       b.attname AS key
FROM pg_constraint
CROSS JOIN LATERAL unnest(conkey, confkey) AS pair (own, other)
JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = pair.own
JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = pair.other
WHERE contype = 'f'
"""
SHAPE = """
SELECT table_name, column_name, data_type, is_nullable, column_default
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT tablename, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conrelid::regclass::text, pg_get_constraintdef(oid), '', '', ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tgrelid::regclass::text, pg_get_triggerdef(oid), '', '', '' FROM pg_trigger
WHERE NOT tgisinternal
ORDER BY 1, 2
"""
Columns = dict[str, dict[str, str]]


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


REVISIONS = [one.revision for one in ScriptDirectory.from_config(migrations()).walk_revisions()]


def mail(number: int) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"] = f"日报{number}", "监测 <w@x.example>"
    message["To"] = "a@x.example"
    message["Message-ID"] = f"<daily-{number}@x.example>"
    message.set_content(f"正文{number}\n", cte="base64")
    return message.as_bytes(policy=SMTP)


def value(table: str, column: str, kind: str, number: int) -> Any:
    """Something of the column's type that no other column of that type has in row `number`."""
    if (table, column) in SHAPES:
        return Jsonb(SHAPES[table, column])
    name = f"{table}.{column}-{number}"
    values = {
        "text": name, "bool": True, "bytea": mail(number), "timestamptz": NOON, "uuid": UUID(int=1),
        "date": NOON.date() + timedelta(number), "jsonb": Jsonb({"code": "text", "of": name}),
        "_text": [name], "_timestamptz": [NOON], "json": Jsonb([name]),
    }  # fmt: skip
    if kind in values:
        return values[kind]
    assert kind.lstrip("_") in ("int2", "int4", "int8", "float4", "float8", "numeric"), kind
    return [number + 1] if kind.startswith("_") else number + 1


def fill(conn: psycopg.Connection[Any]) -> Columns:
    """Two rows into every table, those first that others refer to; their columns with types."""
    columns: dict[str, list[dict[str, Any]]] = {}
    for row in conn.execute(COLUMNS, (VERSION_TABLE,)).fetchall():
        columns.setdefault(row["table"], []).append(row)
    refers = {(r["table"], r["name"]): (r["other"], r["key"]) for r in conn.execute(REFERENCES)}
    for table in _in_order(set(columns), {(t, o) for (t, _), (o, _) in refers.items()}):
        given = [one for one in columns[table] if not one["made"]]
        for number in range(2):
            row = [
                _referred(conn, *refers[table, one["name"]], number)
                if (table, one["name"]) in refers
                else value(table, one["name"], one["type"], number)
                for one in given
            ]
            conn.execute(
                sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
                    sql.Identifier(table),
                    sql.SQL(", ").join(sql.Identifier(one["name"]) for one in given),
                    sql.SQL(", ").join(sql.Placeholder() * len(given)),
                ),
                row,
            )
    return {table: {one["name"]: one["type"] for one in known} for table, known in columns.items()}


def _in_order(tables: set[str], uses: set[tuple[str, str]]) -> Iterator[str]:
    done: set[str] = set()
    while tables - done:
        ready = {t for t in tables - done if {o for u, o in uses if u == t and o != t} <= done}
        assert ready
        yield from sorted(ready)
        done |= ready


def _referred(conn: psycopg.Connection[Any], table: str, key: str, number: int) -> Any:
    query = sql.SQL("SELECT {0} AS key FROM {1} ORDER BY 1 OFFSET %s LIMIT 1")
    found = conn.execute(
        query.format(sql.Identifier(key), sql.Identifier(table)), (number,)
    ).fetchone()
    return found["key"] if found else None


def contents(conn: psycopg.Connection[Any], table: str, column: str) -> list[str | None]:
    query = sql.SQL("SELECT {0}::text AS content FROM {1} ORDER BY 1")
    return [
        row["content"]
        for row in conn.execute(query.format(sql.Identifier(column), sql.Identifier(table)))
    ]


def is_kept(before: list[str | None], after: list[str | None]) -> bool:
    """Each value is still one, or stands within one: a sentence within its reason."""
    found = "\n".join(one for one in after if one is not None)
    return len(after) >= len(before) and all(one is None or one in found for one in before)


@pytest.mark.parametrize("revision", sorted(REVISIONS))
def test_nothing_is_lost_on_the_way_from(revision: str, postgres: PostgresServer) -> None:
    url = postgres.url(f"from_{revision}")
    config = migrations()
    config.attributes["url"] = url
    command.upgrade(config, revision)
    with connect(url, check_schema=False) as conn:
        columns = fill(conn)
        before = {
            (table, column): contents(conn, table, column)
            for table, known in columns.items()
            for column in known
        }
    assert all(before.values()), "rows in every table"
    upgrade_schema(url)
    with connect(url) as conn:
        for (table, column), held in before.items():
            place = ELSEWHERE.get((table, column), (NOW_CALLED.get(table, table), column))
            after = contents(conn, *place)
            if (table, column) in REWRITTEN:
                assert len(after) >= len(held), (table, column)
            else:
                assert is_kept(held, after), (table, column, held, after)
    postgres.drop(f"from_{revision}")


def test_an_upgraded_schema_is_the_one_that_is_made_today(
    postgres: PostgresServer, database_url: str
) -> None:
    """Whatever stood in it: index by index, constraint by constraint, default by default."""
    url = postgres.url("upgraded")
    config = migrations()
    config.attributes["url"] = url
    command.upgrade(config, "0001")
    with connect(url, check_schema=False) as conn:
        fill(conn)
    assert upgrade_schema(url) == SCHEMA_VERSION == max(REVISIONS)
    with connect(url) as upgraded, connect(database_url) as fresh:
        assert upgraded.execute(SHAPE).fetchall() == fresh.execute(SHAPE).fetchall()
    postgres.drop("upgraded")


def test_a_lost_value_is_noticed() -> None:
    assert is_kept(["a", None], ['{"text": "a"}', None])
    assert not is_kept(["a", "b"], ["a", "a"])
    assert not is_kept(["a", "a"], ["a"])
