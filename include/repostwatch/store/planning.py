"""What PostgreSQL's planner must not do, where it cannot know how much it will find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

from repostwatch.store.database import Connection


@contextmanager
def without(conn: Connection, *ways: LiteralString) -> Iterator[None]:
    """Statements inside are planned without these ways, as its settings name them (`nestloop`,
    `sort`), wherever there is another."""
    with conn.transaction():
        for way in ways:
            conn.execute(f"SET LOCAL enable_{way} = off")
        yield
