"""`repostwatch closures`: the table of what closed or moved up in a quarter."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from repostwatch.base.clock import iso
from repostwatch.base.quarters import parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import writable
from repostwatch.model import Portal
from repostwatch.model.closures import Closure
from repostwatch.pipeline.closures import closures_in
from repostwatch.reporting.tables import Row, write_rows
from repostwatch.settings import Settings
from repostwatch.store.database import Connection

HEADER = (
    "portal_id", "name", "level", "registered_until", "successor", "announced_after",
    "announced_by", "gone_after", "gone_by", "notice_days", "notice_days_most", "notice",
    "leads_to", "to_own",
)  # fmt: skip


def write_closures(
    conn: Connection, settings: Settings, quarter: str, path: Path, out: Terminal
) -> None:
    """Raises RepostwatchError where the quarter is none or the file cannot be written."""
    asked = parse_quarter(quarter)
    found = closures_in(conn, settings, asked)
    writable(path.parent)
    write_rows(path, HEADER, [_row(one.portal, one.seen) for one in found])
    closed = sum(one.closed for one in found)
    out.print(f"{asked}: {closed} sites closed, {len(found) - closed} announce it", highlight=False)


def _row(portal: Portal, found: Closure | None) -> Row:
    head = (
        portal.portal_id, portal.name, portal.level.value, _shown(portal.valid_until),
        portal.successor or "",
    )  # fmt: skip
    if found is None:
        return (*head, *[""] * (len(HEADER) - len(head)))
    moments = (found.announced_after, found.announced_by, found.gone_after, found.gone_by)
    return (
        *head,
        *map(_shown, moments),
        _days(found.shown),
        _days(found.shown_most),
        found.notice.value,
        found.leads_to or "",
        "" if found.to_own is None else ("yes" if found.to_own else "no"),
    )


def _shown(moment: datetime | None) -> str:
    return iso(moment) if moment else ""


def _days(span: timedelta | None) -> str:
    """Cut off, so that 29.9 days are no 30."""
    return "" if span is None else f"{int(span.total_seconds() // 8640) / 10:g}"
