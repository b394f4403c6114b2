"""What falls due within hours and was not seen yet: it can still be done."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from repostwatch.model import Interval, Verdict, VerdictKind
from repostwatch.reporting import rows
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.rows import ProblemRow

NAMES_SHOWN = 120  # of portals that may still do it: everybody of the registry that comes along


def due_rows(lookup: ReportLookup) -> list[tuple[str, ProblemRow]]:
    """A row for each release and deadline that comes within hours, under its deadline, the nearest
    first, with the portals that have not reposted it yet."""
    now = lookup.data.made_at
    until = now + timedelta(hours=lookup.settings.due_soon_hours)
    waiting: dict[tuple[Interval, str], list[Verdict]] = defaultdict(list)
    for verdict in lookup.of(VerdictKind.PENDING):
        duty = lookup.duty(verdict)
        if duty is not None and now < duty.deadline.earliest <= until:
            waiting[duty.deadline, verdict.release_id].append(verdict)
    return [_row(lookup, *key, own) for key, own in waiting.items()]


def _row(
    lookup: ReportLookup, deadline: Interval, release_id: str, own: list[Verdict]
) -> tuple[str, ProblemRow]:
    portals = sorted((lookup.portal(one.portal_id) for one in own), key=lambda p: p.place)
    names = lookup.join(portal.name for portal in portals[:NAMES_SHOWN])
    if len(portals) > NAMES_SHOWN:
        names = lookup.label("portals.and_others", names=names, count=len(portals))
    left = deadline.earliest - lookup.data.made_at
    seen = [scan for one in own if (scan := lookup.latest.get(one.portal_id))]
    oldest = min((scan.started_at for scan in seen), default=None)
    when = lookup.minute(oldest) if oldest else lookup.label("fact.never_scanned")
    facts = rows.lines(
        (*rows.due(lookup, lookup.duty(own[0])), (lookup.label("fact.scanned_since"), when)),
        ((lookup.label("fact.portals"), names),),
    )
    lead = lookup.label("lead.due", count=len(own))
    row = ProblemRow(lookup.release(release_id), lead, facts, None, -left.total_seconds())
    return lookup.label("lead.left", left=left, deadline=lookup.interval(deadline)), row
