"""The figures of a pass on a terminal."""

from __future__ import annotations

from collections import Counter

from rich.table import Table
from rich.text import Text

from repostwatch.model import Language, VerdictKind
from repostwatch.reporting import overview
from repostwatch.reporting.data import ReportData
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.settings import ReportingSettings
from repostwatch.wording import name


def summary_table(
    data: ReportData, settings: ReportingSettings, language: Language = Language.CHINESE
) -> Table:
    """The headline figures with numerator, denominator, unknowns and bounds, then the counts."""
    lookup = ReportLookup(data, settings, language)
    counts = Counter(verdict.kind for verdict in data.verdicts)
    each = "  ".join(f"{name(kind, language)} {counts[kind]}" for kind in VerdictKind)
    table = Table(
        title=lookup.label(
            "terminal.title",
            day=lookup.day(data.day),
            portals=len(data.portals),
            releases=len(data.releases),
        ),
        caption=Text(lookup.label("terminal.caption", total=counts.total(), counts=each)),
        title_justify="left",
        caption_justify="left",
    )
    figure, level, *numbers = overview.figure_header(lookup)
    table.add_column(figure)
    table.add_column(level)
    for header in numbers:
        table.add_column(header, justify="right")
    for headline in overview.headlines(lookup):
        for line in headline.lines:
            table.add_row(
                headline.name if line is headline.total else "",
                *line.cells,
                style="bold" if line is headline.total else None,
            )
    return table
