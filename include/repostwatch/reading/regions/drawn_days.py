"""Rows whose day is drawn and not written: digits that are pictures, or pieces of one that a style
shows for an element without words, or what a style writes of an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from repostwatch.reading.regions.decoration import is_decor

# A name that ends in the number of a day, or of a month and its day.
_NUMBERED = re.compile(r"[a-z_-]{0,20}?(\d{1,4})", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,4}")
_FILE = re.compile(r"(?:^|/)\D{0,12}(\d{1,2})\.\w{2,4}(?:\?[^/]{0,60})?$")
_SEVERAL = 2  # digits; one picture with a number is that of the item
_GREATEST = 1231  # the last day of a year as a number
_WITHIN = re.compile(r"attr\(\s{0,3}([\w-]{1,40})")
_PARTS = 60  # elements of one row that are looked at


def written_by_styles(source: str) -> frozenset[str]:
    """The attributes of which a page's own styles write the value."""
    return frozenset(_WITHIN.findall(source))


def is_drawn(root: LexborNode) -> bool:
    """Whether a day may be drawn in a row's piece of the page. Numbers that count the rows of a
    list (1, 2, 3) are none."""
    parts = root.css("*")[:_PARTS]
    if len([one for one in parts if one.tag == "img" and _is_digit(one)]) >= _SEVERAL:
        return True
    number = _number(parts)
    if number is None:
        return False
    before, behind = (_number_of_neighbour(root, step) for step in ("prev", "next"))
    counts = number == 1 if before is None else before == number - 1
    return not counts and behind != number + 1


def _is_digit(picture: LexborNode) -> bool:
    attributes = picture.attributes
    words = (attributes.get("alt") or "").strip()
    return len(words) <= 1 and _FILE.search(attributes.get("src") or "") is not None


def _number(parts: list[LexborNode]) -> int | None:
    """The number that elements without words stand for, those of one row read together."""
    digits = "".join(found for node in parts for found in _digits(node))
    return int(digits) if digits and len(digits) <= 8 and _fits(digits) else None


def _fits(digits: str) -> bool:
    return 1 <= int(digits[-4:]) <= _GREATEST


def _digits(node: LexborNode) -> Iterator[str]:
    if node.tag == "img" or node.first_child is not None or is_decor(node):
        return
    attributes = node.attributes
    for name, value in attributes.items():
        if name.startswith("data-") and value and _DIGITS.fullmatch(value):
            yield value
            return
    for name in (attributes.get("class") or "").split():
        if match := _NUMBERED.fullmatch(name):
            yield match[1]
            return


def _number_of_neighbour(root: LexborNode, step: str) -> int | None:
    other = getattr(root, step)
    while other is not None and not other.is_element_node:
        other = getattr(other, step)
    return None if other is None else _number(other.css("*")[:_PARTS])
