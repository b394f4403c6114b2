"""Which portals there are: the 103 of the 2016 check, under their present names."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

Triple = tuple[str, str, str]  # portal_id, name, level


def all_portals() -> list[Triple]:
    """The 103 portals of the 2016 check, under their present names."""
    return [(row["portal_id"], row["name"], row["level"]) for row in _rows()]


@cache
def divisions() -> dict[str, str]:
    """portal → the two digits with which the codes of its province begin; without departments."""
    return {row["portal_id"]: row["division"] for row in _rows() if row["division"]}


def spread_portals(count: int) -> list[Triple]:
    """`count` of the 103, spread evenly over departments and provinces; 1 to 103."""
    known = all_portals()
    return [known[place * len(known) // count] for place in range(count)]


def _rows() -> list[dict[str, str]]:
    text = files(__package__).joinpath("cast.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
