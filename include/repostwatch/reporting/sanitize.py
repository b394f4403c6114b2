"""Sanitize titles and addresses, which come from untrusted pages."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from repostwatch.base.visible import shown

# Excel takes no longer link; a longer address is shown as text only.
LONGEST_ADDRESS = 2079
NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]")
# What a spreadsheet program takes for the start of a formula; after a BOM or blanks too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def sanitize(text: str, longest: int | None = None) -> str:
    """One line of visible text: no controls, no bidi or zero-width marks, blanks collapsed.

    Longer than `longest` characters, it is cut and ends with an ellipsis.
    """
    visible = "".join(shown(character) for character in text)
    line = " ".join(visible.split())
    if longest is not None and len(line) > longest:
        return line[: longest - 1].rstrip() + "…"
    return line


def web_address(address: str | None) -> str | None:
    """The address where it is an ordinary http or https one, else None.

    A backslash, a blank or a control makes browsers and parsers disagree about the host, a user
    name before the host exists to mislead the reader, and so does a letter that only looks like one
    of ours (\u0261ov.cn): none of them becomes a link.
    """
    if not address or len(address) > LONGEST_ADDRESS or "\\" in address:
        return None
    if any(unicodedata.category(character)[0] in "CZ" for character in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port  # raises ValueError where it is no port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return address if _readable(host) else None


def printable_address(address: str) -> str:
    """The same address, with what would not be seen of it percent-encoded."""
    return "".join(
        one if one.isprintable() and one != " " else quote(one, errors="replace") for one in address
    )


def host_of(address: str) -> str:
    return urlsplit(address).hostname or ""


def harmless_cell(text: str) -> str:
    """A cell that is never read as a formula: with an apostrophe before it if needed. A signed
    number is one for a spreadsheet program, too."""
    if NUMBER.fullmatch(text):
        return text
    if text.lstrip(" \ufeff\u00a0\u3000").startswith(FORMULA_STARTS):
        return "'" + text
    return text


def _readable(host: str) -> bool:
    """Whether a host says to a reader what it says to a program: ASCII and Chinese characters."""
    try:
        shown = host.encode("ascii").decode("idna") if host.isascii() else host
    except UnicodeError:
        return False
    return all(one.isascii() or HAN.fullmatch(one) for one in shown)
