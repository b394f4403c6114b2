"""Faults that are new, and faults that are over: one row for each story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from repostwatch.model import FindingKind, FindingState, Verdict, VerdictKind
from repostwatch.model.findings import Finding
from repostwatch.reporting import rows
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.rows import Facts, ProblemRow
from repostwatch.reporting.standings import column_row
from repostwatch.wording import name

# The gravest first; within a kind the longest.
GRAVITY = (
    FindingKind.SPOT_CHECK,
    FindingKind.NO_REPOSTS,
    FindingKind.MOVED,
    FindingKind.COLUMN,
    FindingKind.BACKDATED,
    FindingKind.LATE,
    FindingKind.MISSING,
)
PAGES_SHOWN = 4  # homepage and the lists that matter most; evidence has all
CENTURY = 100 * 366 * 86400.0  # seconds: longer than any fault
FROM_VERDICT = {
    FindingKind.MISSING: (VerdictKind.MISSING, rows.missing),
    FindingKind.LATE: (VerdictKind.LATE, rows.late),
}


def new_rows(lookup: ReportLookup) -> list[tuple[str, ProblemRow]]:
    """A row, with its portal, for each fault that no report has told of.

    A repost that is late and bears a false date is one story.
    """
    stories: dict[tuple[str, str | None, FindingKind], list[Finding]] = defaultdict(list)
    for one in lookup.news.new:
        duty = one.release_id is not None and one.kind is not FindingKind.MISSING
        kind = FindingKind.LATE if duty else one.kind
        stories[one.portal_id, one.release_id, kind].append(one)
    return [(portal_id, _new(lookup, own)) for (portal_id, _, _), own in stories.items()]


def ended_rows(lookup: ReportLookup, state: FindingState) -> list[tuple[str, ProblemRow]]:
    """A row, with its portal, for each fault that was told of and is over in this way."""
    return [(o.portal_id, _ended(lookup, o)) for o in lookup.news.ended if o.state is state]


def _new(lookup: ReportLookup, story: Sequence[Finding]) -> ProblemRow:
    first = max(story, key=lambda one: GRAVITY.index(one.kind))
    row = _described(lookup, first)
    forged = next((one for one in story if one.kind is FindingKind.BACKDATED), None)
    if forged and forged is not first:
        both = ((lookup.label("fact.backdated"), lookup.say(forged.reason)),)
        row = replace(row, facts=(*row.facts, both))
    if first.kind is FindingKind.MISSING:
        added = _nearest(lookup, first), _pages(lookup, first.portal_id)
        row = replace(row, facts=rows.lines(*row.facts, *added))
    if first.reopened:
        again = ((lookup.label("fact.reopened"), lookup.label("fact.times", count=first.reopened)),)
        row = replace(row, facts=(*row.facts, again))
    return replace(row, weight=row.weight + CENTURY * GRAVITY.index(first.kind))


def _described(lookup: ReportLookup, finding: Finding) -> ProblemRow:
    verdict = _verdict(lookup, finding)
    kind, show = FROM_VERDICT.get(finding.kind, (None, rows.late))
    if verdict and verdict.kind is kind:
        return show(lookup, verdict)
    if verdict and verdict.backdated and finding.kind is FindingKind.BACKDATED:
        return rows.backdated(lookup, verdict)
    standing = lookup.columns.get(finding.portal_id)
    if finding.kind is FindingKind.COLUMN and standing:
        return column_row(lookup, standing)
    since = ((lookup.label("fact.found_at"), lookup.minute(finding.opened_at)),)
    situation = ((lookup.label("fact.situation"), lookup.say(finding.reason)),)
    subject = lookup.release(finding.release_id) if finding.release_id else None
    lead = name(finding.kind, lookup.style.language)
    return ProblemRow(subject, lead, rows.lines(since, situation))


def _ended(lookup: ReportLookup, finding: Finding) -> ProblemRow:
    verdict = _verdict(lookup, finding)
    lead = lookup.label("lead.rectified", kind=finding.kind)
    if finding.state is FindingState.WAIVED:
        lead = lookup.label("lead.taken_back", kind=finding.kind)
    facts = rows.lines(_lasted(lookup, finding), _why(lookup, finding))
    subject = lookup.release(finding.release_id) if finding.release_id else None
    if verdict is None or finding.state is FindingState.WAIVED:
        return ProblemRow(subject, lead, facts)
    if finding.kind is FindingKind.MISSING and verdict.kind is VerdictKind.LATE:
        late = rows.late(lookup, verdict)
        lead = lookup.label("lead.rectified_late", late=late.lead)
        facts = (*late.facts, _lasted(lookup, finding))
    return ProblemRow(subject, lead, facts, rows.seen(lookup, verdict))


def _lasted(lookup: ReportLookup, finding: Finding) -> Facts:
    found = ((lookup.label("fact.found_at"), lookup.minute(finding.opened_at)),)
    if finding.closed_at is None:
        return found
    return (*found, (lookup.label("fact.closed_at"), lookup.minute(finding.closed_at)))


def _pages(lookup: ReportLookup, portal_id: str) -> Facts:
    """The pages that were read at the portal's latest scan, as text to copy."""
    found = [page.address for page in lookup.pages(portal_id) if page.address]
    if not found:
        return ()
    shown = lookup.join(found[:PAGES_SHOWN])
    if len(found) > PAGES_SHOWN:
        shown += lookup.label("fact.more_pages", count=len(found))
    return ((lookup.label("fact.pages"), shown),)


def _nearest(lookup: ReportLookup, finding: Finding) -> Facts:
    """What comes nearest to the release, so that a reader can see that it is another."""
    near = lookup.data.nearest.get((finding.release_id or "", finding.portal_id))
    if near is None:
        return ()
    link = lookup.link(near.title, near.url)
    score = f"{near.score:.0f}"
    key = "fact.nearest_because" if near.why else "fact.nearest_is"
    why, url = lookup.say(near.why), link.address or ""
    shown = lookup.label(key, title=link.title, score=score, why=why, url=url)
    return ((lookup.label("fact.nearest"), shown),)


def _why(lookup: ReportLookup, finding: Finding) -> Facts:
    reason = lookup.say(finding.reason)
    return ((lookup.label("fact.ground"), reason),) if reason else ()


def _verdict(lookup: ReportLookup, finding: Finding) -> Verdict | None:
    return lookup.by_duty.get((finding.release_id or "", finding.portal_id))
