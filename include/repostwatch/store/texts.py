"""The adapters through which all text is written to the database.

PostgreSQL stores neither NUL nor lone surrogates, and web pages contain both. They are removed in
everything that a connection writes: columns, arrays, COPY and JSON.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from psycopg import Connection
from psycopg.types.json import set_json_dumps
from psycopg.types.string import StrDumper, StrDumperUnknown

# More than anybody looks for at once: a title that was copied has fewer.
MOST_WORDS = 12
# All that parts words for Python, as PostgreSQL writes it; NUL is no text there.
BLANKS = "U&'{}'".format(
    "".join(f"\\{code:04X}" for code in range(1, sys.maxunicode) if chr(code).isspace())
)
PARTED = r"U&'\0001'"
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


def containing_each(words: str | None) -> list[str]:
    """Patterns of ILIKE, one for each word, for whatever contains them all as they stand.

    Blanks part the words. Beyond MOST_WORDS the rest is one word: blanks count nowhere.
    """
    apart = list(dict.fromkeys((words or "").split(None, MOST_WORDS - 1)))
    return [_containing("".join(one.split())) for one in apart]


def _containing(word: str) -> str:
    plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def blankless(*columns: str) -> str:
    """SQL: the text of all columns for such patterns, without blanks.

    A title is written with blanks in one place and without in another. What parts the columns
    stands in no word, so that none goes from one column into the next.
    """
    return f"translate(concat_ws({PARTED}, {', '.join(columns)}), {BLANKS}, '')"
