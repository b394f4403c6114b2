"""The figures of a pass on a terminal."""

from __future__ import annotations

from collections import Counter

from rich.table import Table
from rich.text import Text

from repostwatch.model import VerdictKind
from repostwatch.reporting import overview, words
from repostwatch.reporting.book import Book
from repostwatch.reporting.data import ReportData
from repostwatch.settings import ReportingSettings


def summary_table(data: ReportData) -> Table:
    """The headline figures with numerator, denominator, unknowns and bounds, then the counts."""
    book = Book(data, ReportingSettings())
    counts = Counter(verdict.kind for verdict in data.verdicts)
    told = "  ".join(f"{words.VERDICTS[kind]} {counts[kind]}" for kind in VerdictKind)
    table = Table(
        title=f"{words.day_words(data.day)}  {len(data.portals)}个网站  {len(data.releases)}条政策",
        caption=Text(f"共{counts.total()}项  {told}"),
        title_justify="left",
        caption_justify="left",
    )
    table.add_column("指标")
    table.add_column("层级")
    for name in ("比率", "分子", "分母", "未判定", "最差 – 最好"):
        table.add_column(name, justify="right")
    for headline in overview.headlines(book):
        for line in headline.lines:
            table.add_row(
                headline.name if line is headline.total else "",
                *line.cells,
                style="bold" if line is headline.total else None,
            )
    return table
