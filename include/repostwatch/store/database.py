"""The connection to the product's own PostgreSQL, and its schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg.rows import DictRow, dict_row

from repostwatch.errors import DatabaseError
from repostwatch.store.texts import guard

Connection = psycopg.Connection[DictRow]

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "repostwatch_version"
CONNECT_SECONDS = 10
# Any constant does; it only has to differ from other programs' locks in the same database.
UPGRADE_LOCK = 0x7265706F


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
    if check_schema and (found := schema_version(conn)) != (expected := head()):
        conn.close()
        raise DatabaseError(
            f"database {place(url)}: schema version is {found or 'none'}, this program needs "
            f"{expected}. Run `repostwatch db upgrade`."
        )
    return conn


def plain(url: str) -> str:
    """libpq's form of an address; SQLAlchemy and Airflow write the driver into the scheme."""
    scheme, sep, rest = url.partition("://")
    return f"postgresql{sep}{rest}" if scheme.startswith("postgres") else url


def head() -> str:
    return str(ScriptDirectory(str(MIGRATIONS)).get_current_head())


def schema_version(conn: psycopg.Connection[Any]) -> str | None:
    row = conn.execute("SELECT to_regclass(%s) AS known", (VERSION_TABLE,)).fetchone()
    if row is None or row["known"] is None:
        return None
    row = conn.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608  a constant
    return row["version_num"] if row else None


def upgrade(url: str) -> str:
    """Bring the schema to this program's version; safe to call twice and at the same time."""
    with connect(url, check_schema=False) as conn:
        conn.execute("SELECT pg_advisory_lock(%s)", (UPGRADE_LOCK,))
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["url"] = plain(url)
        command.upgrade(config, "head")
    return head()
