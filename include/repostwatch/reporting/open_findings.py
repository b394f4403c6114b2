"""Faults that reports have told of, and that last: one line for each portal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from repostwatch.base.clock import day_of
from repostwatch.model.findings import Finding
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.rows import ProblemRow
from repostwatch.wording import name


def standing_rows(lookup: ReportLookup) -> list[tuple[str, ProblemRow]]:
    """One row per portal: how many faults of each kind, and the age of the oldest.

    Where one has come to the age of a reminder since the last report, the row says so and goes
    before the others.
    """
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in lookup.news.standing:
        groups[finding.portal_id].append(finding)
    return [(portal_id, _row(lookup, own)) for portal_id, own in groups.items()]


def _row(lookup: ReportLookup, own: Sequence[Finding]) -> ProblemRow:
    oldest = min(one.opened_at for one in own)
    counts = Counter(one.kind for one in own)
    what = lookup.join(
        lookup.label("count.items", name=name(kind, lookup.style.language), count=counts[kind])
        for kind in sorted(counts, key=lambda kind: kind.value)
    )
    lead = lookup.label("lead.standing", what=what, age=lookup.age(oldest))
    weight = (lookup.data.made_at - oldest).total_seconds()
    reached = [day for one in own if (day := _reminder(lookup, one.opened_at))]
    if reached:
        lead = lookup.label("lead.reminder", lead=lead, day=max(reached))
        weight += 1e10  # before all that are not called to mind
    return ProblemRow(None, lead, (), None, weight)


def _reminder(lookup: ReportLookup, opened_at: datetime) -> int:
    """The reminder that came due since the last report: its day, 0 where none did."""
    opened = day_of(opened_at)
    now = (day_of(lookup.data.made_at) - opened).days
    since = lookup.data.previous.since
    then = (day_of(since) - opened).days if since else now - 1
    return max((day for day in lookup.settings.reminder_days if then < day <= now), default=0)
