"""One column of a homepage as a row of the mail."""

from __future__ import annotations

from repostwatch.model import ColumnStanding
from repostwatch.model.words import BAD_COLUMNS
from repostwatch.reporting import rows
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.rows import ProblemRow
from repostwatch.wording import name


def column_row(lookup: ReportLookup, column: ColumnStanding) -> ProblemRow:
    """What is wrong or open with a column, why, and when the homepage was last looked at."""
    latest = lookup.latest.get(column.portal_id)
    reason = lookup.say(column.reason)
    why = ((lookup.label("fact.explanation"), reason),) if reason else ()
    scanned = (
        ((lookup.label("fact.last_scan"), lookup.minute(latest.started_at)),) if latest else ()
    )
    seen = lookup.link(column.name, column.url) if column.name else None
    kind = name(column.standing, lookup.style.language)
    bad = column.standing in BAD_COLUMNS
    lead = lookup.label("lead.column", kind=kind) if bad else kind
    weight = -float(BAD_COLUMNS.index(column.standing)) if bad else 0.0
    return ProblemRow(None, lead, rows.lines(why, scanned), seen, weight)
