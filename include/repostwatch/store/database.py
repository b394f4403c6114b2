"""The connection to the product's own PostgreSQL."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow, dict_row

from repostwatch.base.errors import DatabaseError
from repostwatch.store.texts import guard

Connection = psycopg.Connection[DictRow]

VERSION_TABLE = "repostwatch_version"
# The newest of migrations/: said here, so that a task need not load alembic to compare.
SCHEMA_VERSION = "0036"
CONNECT_SECONDS = 10


# Host and name as servers and databases have them: anything else may be a piece of a password
# that holds an @ or a / and was not percent-encoded.
_PLAIN = re.compile(r"[\w.\-:\[\]/]{0,255}")
UNREADABLE = "(an address that cannot be read: percent-encode the password in it)"


def place(url: str) -> str:
    """The address without its password, for messages: server, port and name, and nothing else."""
    try:
        known = conninfo_to_dict(plain(url))
    except psycopg.ProgrammingError:
        return UNREADABLE
    host = str(known.get("host") or known.get("hostaddr") or "local socket")
    port = f":{known['port']}" if known.get("port") else ""
    named = f"{host}{port}/{known.get('dbname') or ''}"
    return named if host == "local socket" or _PLAIN.fullmatch(named) else UNREADABLE


def unquoted(message: str, url: str) -> str:
    """What libpq says of an address; left out where it quotes what may be the password."""
    _, _, rest = url.partition("://")
    secret = rest.rpartition("@")[0].partition(":")[2]
    secret += "".join(re.findall(r"password\s*=\s*(\S+)", url))
    quoted = re.findall(r'"([^"]+)"', message)
    if (
        place(url) == UNREADABLE
        or any(part in secret for part in quoted)
        or (secret and secret in message)
    ):
        return "the server or the driver refuses it"
    return message.strip()


def connect(url: str, *, check_schema: bool = True, seconds: int = CONNECT_SECONDS) -> Connection:
    """Open an autocommit connection with rows as dicts; times come back as UTC.
    `seconds` is how long the server may take to answer, 2 at least.

    Raises DatabaseError where the server does not answer or the schema is not the expected one.
    """
    try:
        conn = psycopg.connect(
            plain(url),
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=seconds,
            application_name="repostwatch",
        )
        # Not among what a connection begins with: a pool of connections refuses that.
        conn.execute("SET timezone TO 'UTC'")
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        raise DatabaseError(
            f"database {place(url)}: {unquoted(str(error), url)}. Check REPOSTWATCH_DB."
        ) from None  # whose text may quote the password
    guard(conn)
    if check_schema and (found := schema_version(conn)) != SCHEMA_VERSION:
        conn.close()
        raise DatabaseError(
            f"database {place(url)}: schema version is {found or 'none'}, this program needs "
            f"{SCHEMA_VERSION}. Run `repostwatch db upgrade`."
        )
    return conn


def lost(error: psycopg.OperationalError, url: str) -> DatabaseError:
    """What an operator is told where a server that answered does not any more."""
    full = isinstance(error, psycopg.errors.DiskFull)
    said = " ".join(unquoted(str(error), url).split("\n")[0].split())
    todo = "make room on its disk" if full else "see that the server runs"
    return DatabaseError(
        f"database {place(url)}: {'its disk is full' if full else 'it went away'} ({said}). What "
        f"was stored before is kept: {todo}, then run the same again."
    )


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


def server_version(conn: psycopg.Connection[Any]) -> int:
    """The server's major version."""
    return conn.info.server_version // 10_000


def is_empty(conn: psycopg.Connection[Any]) -> bool:
    """Whether nothing is in the schema that ours would be made in."""
    row = conn.execute(
        "SELECT 1 AS known FROM pg_class WHERE relnamespace = to_regnamespace('public') "
        "UNION ALL SELECT 1 FROM pg_proc WHERE pronamespace = to_regnamespace('public') LIMIT 1"
    ).fetchone()
    return row is None
