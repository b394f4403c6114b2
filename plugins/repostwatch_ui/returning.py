"""Where a form stood: the query of that page's address goes along with it, and leads back there.

A form says it itself: only what these pages ask for is taken, and only to them it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import parse_qsl

from repostwatch.queries.all_lists import AskedLists
from repostwatch.queries.asked import AskedDuties
from repostwatch_ui.rendering import address

# What each page's address can ask for.
ASKED: Mapping[str, frozenset[str]] = {
    "duties": frozenset({*(one.name for one in fields(AskedDuties)), "page"}),
    "lists": frozenset({*(one.name for one in fields(AskedLists)), "page"}),
    "review": frozenset({"page"}),
}
# A page's form has a dozen fields; one of them takes several values.
MOST_FIELDS = 40
# As pages are counted.
LONGEST_NUMBER = 8


def kept_of(page: str, kept: str) -> list[tuple[str, str]]:
    """What the query `kept` asks of that page; nothing where it is no query, or no such page."""
    try:
        pairs = parse_qsl(kept, max_num_fields=MOST_FIELDS)
    except ValueError:
        return []
    return [pair for pair in pairs if pair[0] in ASKED.get(page, ())]


def number_of(kept: list[tuple[str, str]]) -> int:
    """Which page of several, from 1."""
    said = dict(kept).get("page", "")
    known = said.isascii() and said.isdigit() and len(said) < LONGEST_NUMBER
    return max(1, int(said)) if known else 1


def lists_asked(kept: list[tuple[str, str]]) -> AskedLists:
    return AskedLists(**{name: value for name, value in kept if name != "page"})


def way_back(page: str, kept: str) -> str:
    """The address, below the pages' own, of the list that somebody came from; else the queue's."""
    place = page if page in ASKED else "review"
    query = address(kept_of(place, kept))
    return f"{place}?{query}" if query else place
