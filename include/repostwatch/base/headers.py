"""Request headers as people write them: `Referer: https://www.a.gov.cn/ | X-From: monitor`."""

from __future__ import annotations

import re

NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`~-]{1,100}")
LONGEST = 1000
# What a request is made of, or what would be a secret in a file that many read.
OURS = frozenset(
    {"accept-encoding", "authorization", "connection", "content-length", "content-type", "cookie",
     "expect", "host", "if-modified-since", "if-none-match", "keep-alive", "proxy-authorization",
     "range", "te", "trailer", "transfer-encoding", "upgrade"}
)  # fmt: skip


def read_headers(text: str) -> tuple[tuple[str, str], ...]:
    """Names with their values, in order; `|` separates them. Raises ValueError."""
    found: dict[str, tuple[str, str]] = {}
    for part in text.split("|"):
        name, mark, value = (piece.strip() for piece in part.partition(":"))
        if not mark or not value or not NAME.fullmatch(name):
            raise ValueError(f"{part.strip()[:60]!r} is not like “Referer: https://…”")
        if name.lower() in OURS or name.lower().startswith("proxy-"):
            raise ValueError(f"{name} cannot be set: the program makes it, or it is a secret")
        if len(value) > LONGEST or not (value.isascii() and value.isprintable()):
            raise ValueError(f"the value of {name} is too long or no plain ASCII")
        if found.setdefault(name.lower(), (name, value)) != (name, value):
            raise ValueError(f"{name} stands twice")
    return tuple(found.values())
