"""The adapters through which all text is written to the database.

PostgreSQL stores neither NUL nor lone surrogates, and web pages contain both. They are removed in
everything that a connection writes: columns, arrays, COPY and JSON.
"""

from __future__ import annotations

import json
import re
from typing import Any

from psycopg import Connection
from psycopg.types.json import set_json_dumps
from psycopg.types.string import StrDumper, StrDumperUnknown

ESCAPE = re.compile(r"\\(u0000|.)")


def storable(text: str) -> str:
    """The text as PostgreSQL can hold it; two halves of a pair that stand together are one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text.replace("\0", "")


class Text(StrDumper):
    def dump(self, obj: str) -> bytes:
        return storable(obj).encode()


class UntypedText(StrDumperUnknown):
    def dump(self, obj: str) -> bytes:
        return storable(obj).encode()


def as_json(value: Any) -> str:
    """JSON that a jsonb column takes."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    held = ESCAPE.sub(lambda found: "" if found[1] == "u0000" else found[0], text)
    return storable(held)


def guard(conn: Connection[Any]) -> None:
    """Register the adapters with a connection."""
    conn.adapters.register_dumper(str, Text)
    # The last one is what a parameter without a known type takes.
    conn.adapters.register_dumper(str, UntypedText)
    set_json_dumps(as_json, conn)


def containing(words: str | None) -> str | None:
    """A pattern of ILIKE for whatever contains these words as they stand; None for none."""
    if not words:
        return None
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"
