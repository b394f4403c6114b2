"""The connection to the product's own PostgreSQL."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.rows import DictRow, dict_row

from repostwatch.base.errors import DatabaseError
from repostwatch.store.texts import guard

Connection = psycopg.Connection[DictRow]

VERSION_TABLE = "repostwatch_version"
# The newest of migrations/: said here, so that a task need not load alembic to compare.
SCHEMA_VERSION = "0006"
CONNECT_SECONDS = 10


def place(url: str) -> str:
    """The address without its password, for messages."""
    parts = urlsplit(url)
    host = parts.hostname or parts.query or "local socket"
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}{parts.path}"


def connect(url: str, *, check_schema: bool = True) -> Connection:
    """Open an autocommit connection with rows as dicts; times come back as UTC.

    Raises DatabaseError where the server does not answer or the schema is not the expected one.
    """
    try:
        conn = psycopg.connect(
            plain(url),
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=CONNECT_SECONDS,
            options="-c timezone=UTC",
            application_name="repostwatch",
        )
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        raise DatabaseError(
            f"database {place(url)}: {str(error).strip()}. Check REPOSTWATCH_DB."
        ) from error
    guard(conn)
    if check_schema and (found := schema_version(conn)) != SCHEMA_VERSION:
        conn.close()
        raise DatabaseError(
            f"database {place(url)}: schema version is {found or 'none'}, this program needs "
            f"{SCHEMA_VERSION}. Run `repostwatch db upgrade`."
        )
    return conn


def plain(url: str) -> str:
    """libpq's form of an address; SQLAlchemy and Airflow write the driver into the scheme."""
    scheme, sep, rest = url.partition("://")
    return f"postgresql{sep}{rest}" if scheme.startswith("postgres") else url


def schema_version(conn: psycopg.Connection[Any]) -> str | None:
    row = conn.execute("SELECT to_regclass(%s) AS known", (VERSION_TABLE,)).fetchone()
    if row is None or row["known"] is None:
        return None
    row = conn.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608  a constant
    return row["version_num"] if row else None
