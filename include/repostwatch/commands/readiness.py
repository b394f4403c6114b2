"""`repostwatch ready`: which portals can be judged, and what to do about the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table
from repostwatch.model.readiness import Ready
from repostwatch.queries.readiness import readiness_board
from repostwatch.reporting.sanitize import sanitize
from repostwatch.reporting.tables import write_readiness_csv
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.wording import Style, name, say


def show_readiness(
    conn: Connection,
    settings: Settings,
    portals: Sequence[str] | None,
    path: Path | None,
    out: Terminal,
    *,
    as_json: bool,
) -> None:
    """Print it with the figure on top, or as JSON; to `path` as readiness.csv.

    Raises RepostwatchError for a portal or level that is none, or a file that cannot be written.
    """
    board = readiness_board(conn, settings, portals)
    style = Style(settings.language)
    if path is not None:
        try:
            write_readiness_csv(path, [one for _, one in board.rows], settings.language)
        except OSError as error:
            raise RepostwatchError(
                f"{path}: cannot be written ({error.strerror or error})"
            ) from error
    if as_json:
        rows = [
            {
                "portal_id": one.portal_id,
                "name": portal.name,
                "ready": one.ready.value,
                "lists": list(one.lists),
                "reason": say(one.reason, style),
                "action": say(one.action, style),
            }
            for portal, one in board.rows
        ]
        counts = {ready.value: board.counts[ready] for ready in Ready}
        text = {"portals": len(rows), **counts, "rows": rows}
        out.write_json(text)
        return
    out.print(say(board.figure, style), markup=False, highlight=False)
    table = Table("portal", "name", "ready", "why", "what to do", box=None)
    for portal, one in board.rows:
        table.add_row(
            portal.portal_id,
            escape(sanitize(portal.name)),
            name(one.ready, settings.language),
            escape(sanitize(say(one.reason, style))),
            escape(sanitize(say(one.action, style))),
        )
    print_table(out, table)
