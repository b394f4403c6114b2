"""`repostwatch closures`: the table of what closed or moved up in a quarter."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from repostwatch.base.clock import iso
from repostwatch.base.quarters import Quarter, parse_quarter
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import writable
from repostwatch.inspecting.closures import closure_of
from repostwatch.model import Portal
from repostwatch.model.closures import Closure
from repostwatch.pipeline.scope import registry
from repostwatch.reporting.tables import Row, write_rows
from repostwatch.settings import Settings
from repostwatch.store import homes
from repostwatch.store import portals as portal_table
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
    portals = {portal.portal_id: portal for portal in portal_table.load(conn)}
    if settings.portals is not None:
        portals |= {portal.portal_id: portal for portal in registry(settings)}
    looks = homes.moves(conn, list(portals), min(settings.now(), asked.span.latest))
    rows, closed, announced = [], 0, 0
    for portal in portals.values():
        found = closure_of(
            portal,
            looks[portal.portal_id],
            portals,
            closing_days=settings.spot_check.closing_days,
            confirmations=settings.judging.column_confirmations,
        )
        ends = _ends(portal, found, asked)
        if not ends and (found is None or found.gone_by is not None):
            continue
        closed, announced = closed + ends, announced + (not ends)
        rows.append(_row(portal, found))
    writable(path.parent)
    write_rows(path, HEADER, rows)
    out.print(f"{asked}: {closed} sites closed, {announced} announce it", highlight=False)


def _ends(portal: Portal, found: Closure | None, quarter: Quarter) -> bool:
    """Whether a site ends in a quarter: by the registry, else as it was seen."""
    if portal.valid_until is not None:
        return quarter.holds(portal.valid_until)
    return found is not None and found.gone_by is not None and quarter.holds(found.gone_by)


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
