"""PostgreSQL storage of all results: one module per table family."""

from repostwatch.store.database import Connection, connect, upgrade

__all__ = ["Connection", "connect", "upgrade"]
