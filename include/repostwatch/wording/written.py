"""How an address reads to people."""

from __future__ import annotations

import re
import unicodedata

# A run of bytes beyond ASCII: what is encoded within ASCII means something else decoded.
ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def readable(address: str) -> str:
    """An address with its percent-encoded letters as letters: what was searched for is a title.

    Only whole runs of letters and digits in UTF-8 are decoded, so that no blank, delimiter or mark
    that turns the direction of writing comes out of it.
    """
    return ENCODED.sub(_letters, address)


def _letters(run: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(run[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return run[0]
    return text if all(unicodedata.category(char)[0] in "LN" for char in text) else run[0]
