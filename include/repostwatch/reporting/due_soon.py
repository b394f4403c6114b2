"""What falls due within hours and was not seen yet: it can still be done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from repostwatch.model import Interval, Verdict, VerdictKind
from repostwatch.reporting import rows
from repostwatch.reporting.lookup import PortalText, ReportLookup
from repostwatch.reporting.rows import Facts, ProblemRow
from repostwatch.reporting.sight import Sight, sight

NAMES_SHOWN = 120  # of portals that may still do it: everybody of the registry that comes along


def due_rows(lookup: ReportLookup) -> list[tuple[str, ProblemRow]]:
    """A row for each release and deadline that comes within hours, under its deadline, the nearest
    first, with the portals that have not reposted it yet; those of which a link waits for a person
    apart."""
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
    seen: dict[Sight, list[tuple[PortalText, datetime | None]]] = defaultdict(list)
    doubtful: list[str] = []
    for verdict in sorted(own, key=lambda one: lookup.portal(one.portal_id).place):
        if verdict.link_id is not None:
            doubtful.append(lookup.portal(verdict.portal_id).name)
            continue
        duty = lookup.duties[verdict.release_id, verdict.portal_id]
        how, when = sight(lookup, duty)
        seen[how].append((lookup.portal(verdict.portal_id), when))
    left = deadline.earliest - lookup.data.made_at
    read = [when for _, when in seen[Sight.WHOLE] if when]
    since = ((lookup.label("fact.scanned_since"), lookup.minute(min(read))),) if read else ()
    facts = rows.lines(
        (*rows.due(lookup, lookup.duty(own[0])), *since),
        *(_portals(lookup, how, seen[how]) for how in Sight if seen[how]),
        ((lookup.label("due.doubtful"), _named(lookup, doubtful)),) if doubtful else (),
    )
    unread = len(own) - len(doubtful) - len(read)
    row = ProblemRow(
        lookup.release(release_id),
        _lead(lookup, len(read), unread, len(doubtful)),
        facts,
        None,
        -left.total_seconds(),
    )
    return lookup.label("lead.left", left=left, deadline=lookup.interval(deadline)), row


def _lead(lookup: ReportLookup, unseen: int, unread: int, doubtful: int) -> str:
    """A portal that could not be read, or of which a link is doubtful, is never said not to have
    posted."""
    counted = (("unseen", unseen), ("unread", unread), ("doubtful", doubtful))
    said = [lookup.label(f"lead.due.{key}", count=count) for key, count in counted if count]
    return lookup.label("lead.and").join(said)


def _portals(
    lookup: ReportLookup, how: Sight, found: Sequence[tuple[PortalText, datetime | None]]
) -> Facts:
    """The portals by name; those that were read before with the time of that."""
    names = _named(lookup, [portal.name for portal, _ in found])
    if how is Sight.UNREAD:
        times = [when for _, when in found if when]
        first, last = lookup.minute(min(times)), lookup.minute(max(times))
        when = first
        if first != last:
            when = lookup.label("moment.between", earliest=first, latest=last)
        names = lookup.label("due.last_whole", names=names, when=when)
    key = "fact.portals" if how is Sight.WHOLE else f"due.{how.value}"
    return ((lookup.label(key), names),)


def _named(lookup: ReportLookup, found: Sequence[str]) -> str:
    names = lookup.join(found[:NAMES_SHOWN])
    if len(found) > NAMES_SHOWN:
        return lookup.label("portals.and_others", names=names, count=len(found))
    return names
