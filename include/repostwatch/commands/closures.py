"""`repostwatch closures`: the table of what closed or moved up in a quarter."""

from __future__ import annotations

from pathlib import Path

from repostwatch.base.quarters import parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import writable
from repostwatch.pipeline.closures import closures_in
from repostwatch.reporting.spot_tables import CLOSURES, closure_row
from repostwatch.reporting.tables import write_rows
from repostwatch.settings import Settings
from repostwatch.store.database import Connection


def write_closures(
    conn: Connection, settings: Settings, quarter: str, path: Path, out: Terminal
) -> None:
    """Raises RepostwatchError where the quarter is none or the file cannot be written."""
    asked = parse_quarter(quarter)
    found = closures_in(conn, settings, asked)
    writable(path.parent)
    write_rows(path, CLOSURES, [closure_row(one.portal, one.seen) for one in found])
    closed, taken = sum(one.closed for one in found), sum(one.taken_over for one in found)
    line = f"{asked}: {closed} sites closed, {len(found) - closed - taken} announce it"
    if taken:
        line += f", {taken} taken over by others: to be looked at as serious_errors"
    out.print(line, highlight=False)
