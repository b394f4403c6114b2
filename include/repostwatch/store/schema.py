"""Creates the schema of the product's own PostgreSQL, and brings an older one up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from repostwatch.store.database import SCHEMA_VERSION, connect, plain

MIGRATIONS = Path(__file__).parent / "migrations"
# Any constant does; it only has to differ from other programs' locks in the same database.
UPGRADE_LOCK = 0x7265706F


def upgrade_schema(url: str) -> str:
    """Bring the schema to this program's version; safe to call twice and at the same time.

    Returns the version.
    """
    with connect(url, check_schema=False) as conn:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["url"] = plain(url)
        # A lock of a session would stay with a pooled one. This transaction waits, however long.
        with conn.transaction():
            conn.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            conn.execute("SELECT pg_advisory_xact_lock(%s)", (UPGRADE_LOCK,))
            command.upgrade(config, "head")
    return SCHEMA_VERSION
