"""The links that the items of a page make: each address once."""

from __future__ import annotations

from repostwatch.model import Link
from repostwatch.reading.addresses import BaseAddress, key
from repostwatch.reading.lists import link_title
from repostwatch.reading.lists.row import Row


def links_of(kept: list[Row], blocks: dict[int, int], base: BaseAddress) -> list[Link]:
    """One link per address: the dated occurrence, else the first, with the longest title. Rows
    of one list that share an address under unlike titles are links of their own."""
    made: dict[str, Link] = {}
    dated: set[str] = set()
    last: tuple[str, Row] | None = None
    for row in kept:
        url = base.absolute(row.href)
        if url is None:
            continue
        address = name = key(url)
        if last is not None and last[0] == address and _unlike(last[1], row):
            name = f"{address}\n{row.title}"  # a list that gives all its rows one address
        last = address, row
        title, before = row.title, made.get(name)
        is_dated = row.visible and row.date is not None
        if before is not None:
            if not is_dated or name in dated:
                if before.truncated and not link_title.is_cut(title):
                    made[name] = Link(title, before.url, before.date, False, before.block)
                continue
            title = title if len(title) >= len(before.title) else before.title
            del made[name]
        date = row.date or row.address_date
        made[name] = Link(title, url, date, link_title.is_cut(title), blocks[row.list_key])
        if is_dated:
            dated.add(name)
    return list(made.values())


def _unlike(before: Row, row: Row) -> bool:
    if before.list_key != row.list_key or min(len(before.title), len(row.title)) < 4:
        return False
    return before.title not in row.title and row.title not in before.title
