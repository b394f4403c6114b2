"""Reasons as jsonb. The connection removes characters that PostgreSQL cannot store."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, LiteralString

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from repostwatch.model import Reason
from repostwatch.model.reason_json import from_json, to_json
from repostwatch.store.database import Connection


def pack(reason: Reason | None) -> Jsonb | None:
    """As a parameter of a statement, or a cell of a COPY; NULL for None."""
    return None if reason is None else Jsonb(packed(reason))


def packed(reason: Reason) -> Any:
    """As a part of another JSON value."""
    return to_json(reason)


@lru_cache(maxsize=4096)
def unpack(text: str | None) -> Reason | None:
    """A reason from `column::text`, cached: most portals fail for the same reason as before."""
    return None if text is None else from_json(json.loads(text))


def given(text: str) -> Reason:
    """The same from a column that is never NULL."""
    reason = unpack(text)
    assert reason is not None  # noqa: S101  the column is NOT NULL
    return reason


def rows_with_reasons(
    conn: Connection, query: LiteralString, values: tuple[Any, ...]
) -> list[DictRow]:
    """The rows of a query; reasons among their columns are read."""
    rows = conn.execute(query, values).fetchall()
    for row in rows:
        row |= {
            name: from_json(row[name]) for name in ("gap", "reason", "home_reason") if name in row
        }
    return rows
