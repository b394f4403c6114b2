"""Make the daily report, put its mail into the outbox, send it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from repostwatch import judging, reporting
from repostwatch.clock import day_of
from repostwatch.model import Scan
from repostwatch.pipeline.session import Only, scope
from repostwatch.settings import Settings
from repostwatch.store import Connection, findings, scans, verdicts

DAILY = "daily"


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """`outbox_id` is None for a dry run: nothing waits to be sent."""

    day: str
    html_path: Path
    subject: str
    outbox_id: int | None


@dataclass(frozen=True, slots=True)
class SendSummary:
    sent: bool
    line: str


def report_data(
    conn: Connection,
    settings: Settings,
    only: Only = Only(),
    day: date | None = None,  # noqa: B008  frozen
) -> reporting.ReportData:
    """Everything a report tells, from what the store holds now."""
    now = settings.now()
    wanted = scope(conn, settings, only)
    told = verdicts.load(conn, wanted.release_ids, wanted.portal_ids)
    standings = verdicts.load_columns(conn, wanted.portal_ids)
    latest: list[Scan] = [
        found[-1] for found in scans.load(conn, wanted.portal_ids, now).values() if found
    ]
    return reporting.ReportData(
        day=day or day_of(now),
        made_at=now,
        releases=wanted.releases,
        portals=wanted.portals,
        duties=wanted.duties,
        verdicts=tuple(told),
        columns=tuple(standings),
        scans=tuple(latest),
        figures=judging.figures(wanted.portals, told, standings, settings.judging),
        findings=tuple(findings.load(conn, wanted.portal_ids)),
        notes=(),
    )
