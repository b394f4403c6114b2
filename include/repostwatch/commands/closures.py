"""`repostwatch closures`: the table of what closed or moved up in a quarter."""

from __future__ import annotations

from pathlib import Path

from repostwatch.base.plurals import counted
from repostwatch.base.quarters import parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import writable
from repostwatch.pipeline.closures import closures_known, read_before_notices
from repostwatch.reporting.spot_tables import CLOSURES, closure_row
from repostwatch.reporting.tables import write_rows
from repostwatch.settings import Settings
from repostwatch.store.database import Connection


def write_closures(
    conn: Connection, settings: Settings, quarter: str, path: Path, out: Terminal
) -> None:
    """Raises RepostwatchError where the quarter is none or the file cannot be written."""
    asked = parse_quarter(quarter)
    read_before_notices(conn, settings, asked)
    found, known = closures_known(conn, settings, asked)
    writable(path.parent)
    write_rows(
        path, CLOSURES, [closure_row(one.portal, one.seen, counted=one.closed) for one in found]
    )
    closed, taken = sum(one.closed for one in found), sum(one.taken_over for one in found)
    elsewhere = sum(one.elsewhere for one in found)
    announced = len(found) - closed - taken - elsewhere
    line = (
        f"{asked}: {counted(closed, 'site')} closed, "
        f"{counted(announced, 'announces', 'announce')} it"
    )
    if taken:
        line += f", {taken} taken over by others: to be looked at as serious_errors"
    if elsewhere:
        line += (
            f", {counted(elsewhere, 'leads', 'lead')} elsewhere without having announced an end: "
            f"not counted"
        )
    line += f" ({known.known} of {counted(known.sites, 'site')} looked at or ended)"
    out.print(line, highlight=False)
