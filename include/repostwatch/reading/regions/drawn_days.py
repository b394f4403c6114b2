"""Rows whose day is drawn and not written: digits that are pictures, or pieces of one that a style
shows for an element without words, or what a style writes of an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from repostwatch.model import Glimpse, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.dates import possible_days
from repostwatch.reading.dom import nodes
from repostwatch.reading.regions.decoration import is_decor

UNCLEAR = because(ListCode.ITEM_UNCLEAR)
# A name that ends in the number of a day, or of a month and its day.
_NUMBERED = re.compile(r"[a-z_-]{0,20}?(\d{1,4})", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,4}")
_FILE = re.compile(r"(?:^|/)\D{0,12}(\d{1,2})\.\w{2,4}(?:\?[^/]{0,60})?$")
_SEVERAL = 2  # digits; one picture with a number is that of the item
_MANY = 3  # pictures without words beside a title; two are a mark before it and one behind
# What makes a picture of a day, by the name of its file.
_MAKES_DAY = re.compile(
    r"(?:^|[/_.-])(?:date|day|time|riqi|shijian|rq|sj)[\w-]{0,12}(?:[/.?]|$)", re.IGNORECASE
)
# Names of sizes and places.
_LAYOUT = re.compile(
    r"(?:col|span|grid|row|w|h|m[trblxy]?|p[trblxy]?|fz|fs|f|lh|size|top|left|right)[-_a-z]{0,6}\d{1,4}",
    re.IGNORECASE,
)
_GREATEST = 1231  # the last day of a year as a number
_WITHIN = re.compile(r"attr\(\s{0,3}([\w-]{1,40})")
_CONTENT = re.compile(r"content\s{0,3}:\s{0,3}(?:\"([^\"\n\\]{3,40})\"|'([^'\n\\]{3,40})')")
_MOST = 200  # texts in the styles of one page that are looked at
_PARTS = 60  # elements of one row that are looked at


def written_by_styles(source: str) -> frozenset[str]:
    """The attributes of which a page's own styles write the value."""
    return frozenset(_WITHIN.findall(source))


def in_styles(source: str, today: date) -> list[Glimpse]:
    """The newest day that a page's own styles may write beside what it shows."""
    said = (match[1] or match[2] for css in _styles(source) for match in _CONTENT.finditer(css))
    found = (possible_days.beside([text], today) for text in islice(said, _MOST))
    days = [one.day for one in found if one is not None and one.day is not None]
    newest = possible_days.newest(days, today)
    return [] if newest is None else [Glimpse("", None, newest.day, UNCLEAR)]


def _styles(source: str) -> Iterator[str]:
    begin = source.find("<style")
    while begin >= 0:
        end = source.find("</style", begin)
        if end < 0:
            return
        yield source[begin:end]
        begin = source.find("<style", end)


def is_drawn(root: LexborNode) -> bool:
    """Whether a day may be drawn in a row's piece of the page. Numbers that count the rows of a
    list (1, 2, 3) are none."""
    parts = root.css("*")[:_PARTS]
    pictures = [one for one in parts if one.tag == "img" and not _says(one)]
    if sum(map(_is_digit, pictures)) >= _SEVERAL or any(map(_makes_day, pictures)):
        return True
    beside = [one for one in pictures if nodes.enclosing_link(one) is None]
    if len(beside) >= _MANY or any(one.tag == "canvas" for one in parts):
        return True
    number = _number(parts)
    if number is None:
        return False
    before, behind = (_number_of_neighbour(root, step) for step in ("prev", "next"))
    counts = number == 1 if before is None else before == number - 1
    return not counts and behind != number + 1


def _says(picture: LexborNode) -> bool:
    return len((picture.attributes.get("alt") or "").strip()) > 1


def _is_digit(picture: LexborNode) -> bool:
    return _FILE.search(picture.attributes.get("src") or "") is not None


def _makes_day(picture: LexborNode) -> bool:
    src = picture.attributes.get("src") or ""
    # An icon of a clock is the same in each row.
    return _MAKES_DAY.search(src) is not None and any(letter.isdigit() for letter in src)


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
        if not _LAYOUT.fullmatch(name) and (match := _NUMBERED.fullmatch(name)):
            yield match[1]
            return


def _number_of_neighbour(root: LexborNode, step: str) -> int | None:
    other = getattr(root, step)
    while other is not None and not other.is_element_node:
        other = getattr(other, step)
    return None if other is None else _number(other.css("*")[:_PARTS])
