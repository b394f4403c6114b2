"""The text that an expression of a script stands for, where that takes no running of it."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from urllib.parse import quote, unquote

from repostwatch.base.whole_text import whole

_STRING = re.compile(r"""\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*""", re.DOTALL)
_CALL = re.compile(r"\s*(?:window\.)?(unescape|decodeURI(?:Component)?|escape|atob)\s*\(")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": " ", "r": "", "b": "", "f": "", "v": "", "\n": ""}
_CODED = re.compile(r"%u([0-9a-fA-F]{4})|((?:%[0-9a-fA-F]{2})+)")
_DEPTH = 4  # calls within calls


def value(code: str, at: int, depth: int = 0) -> str | None:
    """The concatenated literals from a place up to the closing bracket; None with a variable."""
    found = _parts(code, at, depth)
    if found is None:
        return None
    # A letter beyond the first plane is written as two halves; half a letter is none.
    return found[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _parts(code: str, at: int, depth: int) -> tuple[str, int] | None:
    """The text up to the closing bracket, and the place behind it."""
    parts: list[str] = []
    while True:
        call = _CALL.match(code, at)
        if call is not None:
            inner = _parts(code, call.end(), depth + 1) if depth < _DEPTH else None
            if inner is None:
                return None
            parts.append(_DECODERS[call[1]](inner[0]))
            at = inner[1]
        else:
            match = _STRING.match(code, at)
            if not match:
                return None
            parts.append(unescaped(match[1] if match[1] is not None else match[2]))
            at = match.end()
        while code[at : at + 1].isspace():
            at += 1
        mark = code[at : at + 1]
        if mark == ")":
            return "".join(parts), at + 1
        if mark not in ("+", ","):
            return None
        at += 1


def unescaped(text: str) -> str:
    """What a string literal means."""
    return whole(_ESCAPE.sub(_escaped, text))


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _SIMPLE.get(code, code)


def percents(text: str) -> str:
    """Without %uXXXX and %XX. What is UTF-8 is read as that, be it against the letter of
    unescape(): authors write it so."""
    return whole(
        _CODED.sub(lambda found: chr(int(found[1], 16)) if found[1] else _bytes(found[2]), text)
    )


def _bytes(coded: str) -> str:
    try:
        return unquote(coded, errors="strict")
    except UnicodeDecodeError:
        return unquote(coded, "gb18030", "replace")


def base64(text: str) -> str:
    """What atob() makes of a text, its bytes read as UTF-8 or GBK; "" where it is none."""
    try:
        body = b64decode("".join(text.split()) + "==")
    except (binascii.Error, ValueError):
        return ""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


_DECODERS: dict[str, Callable[[str], str]] = {
    "unescape": percents,
    "decodeURI": percents,
    "decodeURIComponent": percents,
    # Around atob() it makes bytes of letters, which are read as UTF-8 already.
    "escape": quote,
    "atob": base64,
}
