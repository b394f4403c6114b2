"""Text out of what strangers wrote in code: JSON, entities, halves of pairs.

Python refuses whole documents for one number of more than 4,300 digits, and whole answers for half
of a surrogate pair. Here only what is broken is lost.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

# Digits of a number that is read as one: no moment, no count has as many.
_DIGITS = 400
# A reference to a character by its number, with or without its end, as browsers take it; what is
# text of a text was escaped twice.
_REFERENCE = re.compile(r"&(?:amp;){0,3}#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_LAST = 0x10FFFF
_UNKNOWN = "\ufffd"


def json_of(text: str) -> Any:
    """The value of a JSON text; a number that is too long is infinite, as one that is too large is.

    Raises ValueError, or RecursionError where it is nested too deeply.
    """
    return decoder().decode(text)


def decoder() -> json.JSONDecoder:
    """What reads JSON so; control characters within strings are taken as they are."""
    return json.JSONDecoder(strict=False, parse_int=_number)


def _number(digits: str) -> int | float:
    if len(digits) <= _DIGITS:
        return int(digits)
    return float("-inf") if digits.startswith("-") else float("inf")


def unescape(text: str) -> str:
    """`html.unescape` for any text."""
    return html.unescape(known_references(text)) if "&" in text else text


def known_references(text: str) -> str:
    """The text with a sign in place of each reference by number that no character has."""
    return _REFERENCE.sub(lambda found: found[0] if _is_known(found) else _UNKNOWN, text)


def _is_known(found: re.Match[str]) -> bool:
    digits = (found[1] or found[2]).lstrip("0") or "0"
    if len(digits) > len(str(_LAST)):
        return False
    number = int(digits, 16 if found[1] else 10)
    return number <= _LAST and not 0xD800 <= number < 0xE000


def whole(text: str) -> str:
    """The text with pairs put together, and a sign in place of each half that is alone."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def whole_data(value: Any) -> Any:
    """The same of all texts of plain data."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {whole_data(key): whole_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [whole_data(one) for one in value]
    return value
