"""Bytes changed by lot: what a broken or hostile server makes of a page, a feed or a header.

An edit is plain data, (what, from, to, token, count): places are ten-thousandths of the bytes, so
that one edit means something in bytes of any length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import strategies as st

# Of a body after its edits: four times a plain homepage's with all its rows, so that what it
# costs can be held against one.
MOST_BYTES = 64 * 1024
COUNTS = (1, 1, 1, 2, 10, 200, 3000)

CORPUS = Path(__file__).parent / "corpus"


def tokens(name: str) -> tuple[bytes, ...]:
    """The pieces of a file, one a line, with Python's escapes for what is no text."""
    lines = (CORPUS / "tokens" / f"{name}.txt").read_bytes().split(b"\n")[:-1]
    return tuple(line.decode("unicode_escape").encode("latin-1") for line in lines)


MARKUP, TEXTS, OCTETS = (tokens(name) for name in ("markup", "texts", "octets"))
DATA = (*tokens("data"), b"1" * 5000)
ADDRESSES = (*tokens("addresses"), b"http://" + b"a." * 130 + b"cn/")
TOKENS = (*MARKUP, *TEXTS, *DATA, *ADDRESSES, *OCTETS)

Edit = tuple[str, int, int, bytes, int]
TAG = re.compile(rb"<|>")
QUOTED = re.compile(rb"[\"']([^\"']{0,300})[\"']")


def place(body: bytes, share: int) -> int:
    return len(body) * share // 10_000


def span(body: bytes, one: int, other: int) -> tuple[int, int]:
    """A stretch between two places, mostly a short one."""
    start = place(body, one)
    return start, min(len(body), start + 1 + other % max(1, len(body) // 8 + 1))


def _cut(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    start, end = span(body, one, other)
    return body[:start] + body[end:]


def _repeat(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    start, end = span(body, one, other)
    return body[:start] + body[start:end] * (count + 1) + body[end:]


def _insert(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    start = place(body, one)
    return body[:start] + token * count + body[start:]


def _replace(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    start, end = span(body, one, other)
    return body[:start] + token * count + body[end:]


def _end(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    return body[: place(body, one)]


def _flip(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    if not body:
        return body
    at = min(place(body, one), len(body) - 1)
    return body[:at] + bytes([body[at] ^ (1 << other % 8)]) + body[at + 1 :]


def _at_tag(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    places = [found.start() + other % 2 for found in TAG.finditer(body)] or [0]
    at = places[one * len(places) // 10_000]
    return body[:at] + token * count + body[at:]


def _value(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    values = [found.span(1) for found in QUOTED.finditer(body)] or [(0, 0)]
    start, end = values[one * len(values) // 10_000]
    return body[:start] + token * count + body[end:]


def _around(body: bytes, one: int, other: int, token: bytes, count: int) -> bytes:
    start, end = span(body, one, other)
    return body[:start] + token * count + body[start:end] + token * count + body[end:]


EDITS: dict[str, Callable[[bytes, int, int, bytes, int], bytes]] = {
    "cut": _cut, "repeat": _repeat, "insert": _insert, "replace": _replace, "end": _end,
    "flip": _flip, "at tag": _at_tag, "value": _value, "around": _around,
}  # fmt: skip


def edited(body: bytes, edits: Sequence[Edit], most: int = MOST_BYTES) -> bytes:
    """The bytes after all edits, never longer than `most`."""
    for what, one, other, token, count in edits:
        fits = max(1, min(count, most // max(1, len(token))))
        body = EDITS[what](body, one, other, token, fits)[:most]
    return body


def edits(pieces: Sequence[bytes] = TOKENS, most: int = 6) -> st.SearchStrategy[list[Edit]]:
    shares = st.integers(0, 9999)
    one = st.tuples(
        st.sampled_from(sorted(EDITS)), shares, shares, st.sampled_from(pieces),
        st.sampled_from(COUNTS),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=most)
