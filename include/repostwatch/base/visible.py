"""Text of strangers as people may see it: what steers a terminal or is invisible is no text.

Controls of both sets (ESC, U+009B), marks that turn the direction (U+202A–E, U+2066–9), zero-width
letters, selectors and fillers, halves of pairs.
"""

from __future__ import annotations

import unicodedata

# Letters and marks by their category that nothing is drawn for.
_BLANK = frozenset(
    map(
        chr,
        (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0x180B, 0x180C, 0x180D),
    )
) | frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_KEPT = frozenset("\n\t")


def shown(character: str) -> str:
    """A character as it is drawn: itself, a blank, a sign that something was there, or nothing."""
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cf" or character in _BLANK:
        return ""
    if category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:
        return "\ufffd"
    return character


def visible(text: str) -> str:
    """The text with what is drawn of it, its lines and tabs as they are."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one if one in _KEPT else shown(one) for one in text)


def escaped(text: str) -> str:
    """JSON that says the same, with what is not drawn as \\uXXXX."""
    return "".join(one if one in _KEPT or shown(one) == one else _units(one) for one in text)


def _units(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
