"""Make the statement of a quarter: a page and a Word file, with the past to compare with."""

from __future__ import annotations

from repostwatch.base.clock import whole_day
from repostwatch.judging.bulletins import past_bulletins
from repostwatch.pipeline.report import ReportSummary, report_data, write_files
from repostwatch.pipeline.scope import Selection
from repostwatch.reporting.bulletin import build_bulletin, parse_quarter, quarter_days
from repostwatch.settings import Settings
from repostwatch.store import releases
from repostwatch.store.database import Connection


def make_bulletin(conn: Connection, settings: Settings, quarter: str) -> ReportSummary:
    """Write a quarter's bulletin (`2026Q3`) under `var_dir`; it is not mailed.

    Raises RepostwatchError where `quarter` is none.
    """
    first, last = quarter_days(*parse_quarter(quarter))
    start, end = whole_day(first).earliest, whole_day(last).latest
    published = [
        release.release_id
        for release in releases.load(conn)
        if start <= release.published.earliest < end
    ]
    data = report_data(conn, settings, Selection(release_ids=published))
    made = build_bulletin(data, quarter, settings.reporting, past_bulletins(), settings.language)
    html_path = write_files(settings.var_dir / "bulletins" / quarter, "bulletin.html", made)
    return ReportSummary(quarter, html_path, made.subject, None)
