"""The page of the daily mail, filled up to its limit in the order of what matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from repostwatch.reporting.budget import Budget, DrawnSection, fit_sections
from repostwatch.reporting.grid import Grid
from repostwatch.reporting.pages import bare_page, macros
from repostwatch.reporting.sections import Section

SENTENCES = 1_000  # bytes kept for the sentences that say what was left out


def daily_page(
    shown: Mapping[str, Any], sections: Sequence[Section], table: Grid, budget: Budget
) -> tuple[str, list[DrawnSection]]:
    """The page, and the sections as they stand in it.

    Figures, headings and method are always there; sections fill what is left in their order, then
    the releases of the grid, then its portals.
    """
    draw = macros("daily_parts.html", t=shown["t"])
    numbers = [column.number for column in table.columns]
    empty: dict[str, Any] = {
        "sections": [],
        "numbers": numbers,
        "grid_rows": [""],  # with the head of the table
        "grid_hidden": 0,
        "releases": [""],
        "even": table.even,
    }
    budget.left -= len(bare_page("daily.html", **shown, **empty).encode()) + SENTENCES
    drawn = fit_sections(sections, budget, draw.heading, draw.group)
    releases = [markup for _, markup in budget.fit(table.columns, draw.release)]
    rows = [markup for _, markup in budget.fit(table.rows, draw.grid_row)]
    filled = empty | {
        "sections": drawn,
        "releases": releases,
        "grid_rows": rows,
        "grid_hidden": len(table.rows) - len(rows),
    }
    return bare_page("daily.html", **shown, **filled), drawn
