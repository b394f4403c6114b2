"""JSON that comes inside a call or behind an assignment."""

from __future__ import annotations

import re

_WRAP = re.compile(
    r"[\s;/*]{0,99}(?:var\s{1,9})?[A-Za-z_$][\w$.]{0,99}\s{0,9}(?:\(|=\s{0,9}(?=[\[{]))"
)


def wrapped(text: str) -> bool:
    """Whether a text begins like `callback(` or `var x = [`."""
    return _WRAP.match(text) is not None


def unwrapped(text: str) -> str:
    """What is inside the call or behind the assignment; any other text as it stands."""
    if found := _WRAP.match(text):
        return text[found.end() :].rstrip().rstrip(";").rstrip().removesuffix(")")
    return text
