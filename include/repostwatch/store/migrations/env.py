"""Alembic's entry: runs the migrations over the address that `upgrade` hands in."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, pool

from repostwatch.store.database import VERSION_TABLE

url = context.config.attributes["url"].replace("postgresql://", "postgresql+psycopg://", 1)
with create_engine(url, poolclass=pool.NullPool).connect() as connection:
    context.configure(connection=connection, version_table=VERSION_TABLE)
    with context.begin_transaction():
        context.run_migrations()
