"""The items of a page, known by structure and never by a list of sites: their dates and blocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from repostwatch.model import Link, PageDate, Reason, because
from repostwatch.model.codes import PageCode
from repostwatch.model.reasons import quoted
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.dates import relative_dates, written_dates, years
from repostwatch.reading.dom import handlers
from repostwatch.reading.lists.keeping import keep_items
from repostwatch.reading.lists.links import links_of
from repostwatch.reading.lists.row import Row
from repostwatch.settings import ReadingSettings


def items(
    found: list[Row],
    base: BaseAddress,
    fetched_at: datetime | None,
    settings: ReadingSettings,
) -> tuple[list[Row], list[Link], dict[int, int]]:
    """The kept rows (all occurrences), the links they make (each address once), and the
    number of each list's block."""
    if not any(row.kept for row in found):
        keep_items(found, settings)
    kept = [row for row in found if row.kept]
    for row in kept:
        if row.ago is not None and fetched_at is not None:
            row.date = relative_dates.resolved(row.ago, fetched_at)
    fill_years(kept, fetched_at)
    handlers.name_rows(kept)
    blocks = _blocks(kept)
    return kept, links_of(kept, blocks, base), blocks


def fill_years(kept: Sequence[Row], fetched_at: datetime | None) -> None:
    """Give the rows of each list that show month and day only their years."""
    lists: dict[int, list[Row]] = {}
    for row in kept:
        if row.month_day is not None:
            lists.setdefault(row.list_key, [])
    if not lists:
        return
    for row in kept:
        if row.list_key in lists:
            lists[row.list_key].append(row)
    for rows in lists.values():
        known = [row.date or row.address_date for row in rows]
        pairs = [row.month_day for row in rows]
        for row, date in zip(rows, years.with_years(pairs, known, fetched_at), strict=True):
            if row.month_day is not None:
                row.date = written_dates.with_clock(date, row.clock, fetched_at)


def _blocks(kept: list[Row]) -> dict[int, int]:
    """Number the lists in page order; a list cut into several elements stays one."""
    blocks: dict[int, int] = {}
    last: dict[tuple[int, str, str], tuple[int, PageDate]] = {}
    lists: dict[int, list[Row]] = {}
    for row in kept:
        lists.setdefault(row.list_key, []).append(row)
    number = 0
    for name, rows in lists.items():
        node = rows[0].list_node
        days = [row.date for row in rows if row.date and row.visible]
        parent = node.parent if node is not None else None
        if node is not None and parent is not None and days:
            kin = (parent.mem_id, node.tag or "", node.attributes.get("class") or "")
            before = last.get(kin)
            last[kin] = (blocks.get(name, number), days[-1])
            if before and days[0].interval.earliest <= before[1].interval.earliest:
                blocks[name] = before[0]
                last[kin] = (before[0], days[-1])
                continue
        blocks[name] = number
        number += 1
    return blocks


def selected(
    tree: LexborHTMLParser, selector: str, found: list[Row]
) -> tuple[list[Row], Reason | None]:
    """The rows inside the elements that a registry's selector names, one per element.

    Without any, the second value says why.
    """
    owners = {row.node.mem_id: row for row in found}
    chosen: dict[int, Row] = {}
    try:
        elements = tree.css(selector)
    except (SelectolaxError, ValueError):
        return [], because(PageCode.SELECTOR_MALFORMED, selector=quoted(selector))
    for element in elements:
        anchors = [element] if element.tag == "a" else element.css("a")
        row = next((r for a in anchors if (r := owners.get(a.mem_id)) is not None), None)
        if row is not None:
            row.kept = True
            chosen[row.node.mem_id] = row
    if chosen:
        return list(chosen.values()), None
    return [], because(PageCode.SELECTOR_WITHOUT_ITEMS, selector=quoted(selector))
