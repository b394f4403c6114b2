"""How an address reads to people."""

from __future__ import annotations

import re
import unicodedata

# A run of bytes beyond ASCII: what is encoded within ASCII means something else decoded.
ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
# What stands in titles besides letters and digits. No mark of it is taken for one of an address.
TITLE_MARKS = frozenset("“”‘’（）《》〈〉〔〕【】、，：；—…·")


def readable(address: str) -> str:
    """An address with its percent-encoded letters as letters: what was searched for is a title.

    Letters, digits and the marks of titles in UTF-8 are decoded, so that no blank, delimiter or
    mark that turns the direction of writing comes out of it.
    """
    return ENCODED.sub(_letters, address)


def _letters(run: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(run[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return run[0]
    return "".join(char if _plain(char) else _encoded(char) for char in text)


def _plain(char: str) -> bool:
    return char in TITLE_MARKS or unicodedata.category(char)[0] in "LN"


def _encoded(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())
