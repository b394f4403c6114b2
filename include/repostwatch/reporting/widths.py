"""How wide text is, how many lines it takes, and how columns share the width of a page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from unicodedata import east_asian_width

LATIN = 0.6  # of a Chinese character: half of it, and more in fonts that take 仿宋's place


def text_width(text: str) -> float:
    """In widths of a Chinese character."""
    return sum(1.0 if east_asian_width(char) in "WF" else LATIN for char in text)


def lines_of(text: str, width: float) -> int:
    """How many lines a text needs where `width` Chinese characters stand in one; 1 at least."""
    return sum(max(1, ceil(text_width(line) / width)) for line in text.split("\n"))


def shared(needed: Sequence[float], whole: float) -> tuple[float, ...]:
    """The widths of columns that fill `whole`.

    Where all of them fit, each gets its share of what is left over. Where they do not, the widest
    give way, down to one common width: what is narrow is not broken for it.
    """
    if sum(needed) <= whole:
        return tuple(width * whole / sum(needed) for width in needed)
    left, most = whole, whole
    for number, width in enumerate(sorted(needed)):
        most = left / (len(needed) - number)
        if width >= most:
            break
        left -= width
    return tuple(min(width, most) for width in needed)
