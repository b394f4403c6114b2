"""JSON lists of releases. A list whose rows have no shape that is known is not read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from repostwatch.base.jsonp import unwrapped
from repostwatch.base.whole_text import json_of
from repostwatch.releases.json_shapes import (
    PUBLISHED,
    SHAPES,
    TITLES,
    Row,
    first_of,
    in_small_letters,
    read_plain,
)
from repostwatch.releases.parsed import MOST_ITEMS, Item
from repostwatch.releases.refusal import FeedError

# Lists lie at most this deep: searchVO → catMap → gongwen → listVO.
DEEPEST = 5


def read_json(text: str, source: str) -> list[Item]:
    """The items of every list of a known shape. Raises FeedError where there is none."""
    try:
        data = json_of(unwrapped(text))
    except RecursionError as error:
        raise FeedError(source, "is nested too deeply") from error
    except ValueError as error:
        raise FeedError(source, f"is not well-formed JSON: {error!s:.200}") from error
    items: list[Item] = []
    strange: list[str] = []
    for name, rows in _lists(data, "", DEEPEST):
        readers = [_reader(row) for row in rows]
        if not any(readers):
            first = next(row for row in rows if isinstance(row, dict))
            strange.append(f"{name or 'the list'} has rows with {_names(first)}")
            continue
        for row, reader in zip(rows, readers, strict=True):
            # One of its list that is of no known shape is read as far as it goes, and named.
            items.append(reader(row, name) if reader else _rest(row, name))
        if len(items) > MOST_ITEMS:
            raise FeedError(source, f"has more than {MOST_ITEMS} items")
    if not items and strange:
        raise FeedError(source, f"has no list of releases: {strange[0]:.300}")
    return items


def _reader(row: Any) -> Callable[[Row, str], Item] | None:
    if not isinstance(row, dict):
        return None
    shape = next((shape for shape in SHAPES if shape.fits(row)), None)
    if shape is not None:
        return shape.read
    plain = in_small_letters(row)
    dated = any(name in plain for name in PUBLISHED)
    return read_plain if dated and first_of(plain, TITLES) else None


def _rest(row: Any, name: str) -> Item:
    if not isinstance(row, dict):
        return Item(title="", published=None, remark=f"is no object but {str(row)[:40]!r}")
    return replace(read_plain(row, name), remark=f"has only {_names(row)}")


def _names(row: Row) -> str:
    return ", ".join(str(name)[:40] for name in list(row)[:8])


def _lists(data: Any, name: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """Every list with objects in it and the name it stands under; none inside a row."""
    if isinstance(data, list):
        if any(isinstance(row, dict) for row in data):
            yield name, data
    elif isinstance(data, dict) and depth:
        for key, value in data.items():
            # The library files its answer under catMap.gongwen.listVO: the outer name tells more.
            yield from _lists(value, name if key in ("listVO", "items", "item") else key, depth - 1)
