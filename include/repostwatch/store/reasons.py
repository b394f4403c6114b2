"""Reasons as PostgreSQL keeps them: jsonb, without what it cannot hold."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from psycopg.types.json import Jsonb

from repostwatch.model import Reason
from repostwatch.model.reason_json import from_json, to_json
from repostwatch.model.reasons import text

# PostgreSQL's text holds neither NUL nor half of a surrogate pair; pages have both.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    return UNSTORABLE.sub("", text)


def pack(reason: Reason | None) -> Jsonb | None:
    """As a parameter of a statement, or a cell of a COPY; NULL for None."""
    if isinstance(reason, str):  # TRANSITION: some rooms still give sentences
        reason = text(reason) if reason else None
    return None if reason is None else Jsonb(packed(reason))


def packed(reason: Reason) -> Any:
    """As a part of another JSON value."""
    if isinstance(reason, str):  # TRANSITION
        reason = text(reason)
    return _storable(to_json(reason))


@lru_cache(maxsize=4096)
def unpack(text: str | None) -> Reason | None:
    """From `column::text`: portals mostly fail as they did an hour ago, and so the same text is
    read once."""
    return None if text is None else from_json(json.loads(text))


def given(text: str) -> Reason:
    """The same from a column that is never NULL."""
    reason = unpack(text)
    assert reason is not None  # noqa: S101  the column is NOT NULL
    return reason


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return value
