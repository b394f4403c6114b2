"""A text as titles are searched in it: letters and digits only, one spelling of each."""

from __future__ import annotations

import re

from repostwatch.matching.title.letters import TABLE

ELLIPSIS = "…"
_DOTS = re.compile(r"\.{3,}|。{3,}|⋯+|·{3,}")
_DIGITS = dict(zip("零一二三四五六七八九", "0123456789", strict=True)) | {"〇": "0", "两": "2"}


class _Letters(dict[int, str]):
    """Character → what is compared of it: one spelling, letters and digits only.

    Every character stands for itself alone, whatever is beside it, so that a title is found in
    any text that has its letters in a row.
    """

    def __missing__(self, code: int) -> str:
        letter = TABLE.get(code, chr(code))
        kept = "".join(_DIGITS.get(part, part) for part in letter if _is_letter(part))
        self[code] = kept
        return kept


def _is_letter(char: str) -> bool:
    if char in "的和与及第号":
        return False  # left out by one page and not by another
    return (char.isascii() and char.isalnum()) or "㐀" <= char <= "鿿" or char == ELLIPSIS


_LETTERS = _Letters()


def letters(text: str) -> str:
    """A text as it is compared: width, script, quotes, numerals and blanks normalised."""
    return _DOTS.sub(ELLIPSIS, text).translate(_LETTERS)
