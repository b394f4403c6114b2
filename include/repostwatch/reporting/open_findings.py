"""Faults that are not rectified yet: their number, age and state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from repostwatch.model import FindingKind, FindingState
from repostwatch.model.findings import Finding
from repostwatch.reporting import rows
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.rows import ProblemRow
from repostwatch.wording import name

STILL = (FindingState.OPEN, FindingState.NOTIFIED)


def open_findings(lookup: ReportLookup) -> tuple[list[tuple[str, ProblemRow]], int]:
    """One row per portal and kind, with the portal's id; and how many findings there are."""
    groups: dict[tuple[str, FindingKind], list[Finding]] = defaultdict(list)
    found = [one for one in lookup.data.findings if one.state in STILL]
    for finding in sorted(found, key=lambda f: (f.opened_at, f.portal_id, f.release_id or "")):
        groups[finding.portal_id, finding.kind].append(finding)
    return [(portal_id, _row(lookup, own)) for (portal_id, _), own in groups.items()], len(found)


def _row(lookup: ReportLookup, own: Sequence[Finding]) -> ProblemRow:
    oldest = own[0]
    age = lookup.age(oldest.opened_at)
    lead = lookup.label("lead.finding", kind=oldest.kind, age=age)
    if len(own) > 1:
        lead = lookup.label("lead.findings", kind=oldest.kind, count=len(own), age=age)
    since = (
        (lookup.label("fact.found_at"), lookup.minute(oldest.opened_at)),
        (lookup.label("fact.progress"), _progress(lookup, own)),
    )
    situation = ((lookup.label("fact.situation"), lookup.say(oldest.reason)),)
    facts = rows.lines(since, () if _shown_above(lookup, oldest) else situation)
    subject = lookup.release(oldest.release_id) if oldest.release_id and len(own) == 1 else None
    seconds = (lookup.data.made_at - oldest.opened_at).total_seconds()
    return ProblemRow(subject, lead, facts, None, seconds)


def _shown_above(lookup: ReportLookup, finding: Finding) -> bool:
    """Whether a section of today shows the same thing."""
    if finding.kind is FindingKind.COLUMN:
        return finding.portal_id in lookup.failed_columns
    verdict = lookup.by_duty.get((finding.release_id or "", finding.portal_id))
    if verdict is None:
        return False
    if finding.kind is FindingKind.BACKDATED:
        return verdict.backdated is not None
    return verdict.kind.value == finding.kind.value


def _progress(lookup: ReportLookup, findings: Sequence[Finding]) -> str:
    counts = Counter(finding.state for finding in findings)
    if len(findings) == 1:
        return name(findings[0].state, lookup.style.language)
    return lookup.join(
        lookup.label("count.items", name=state, count=counts[state])
        for state in STILL
        if counts[state]
    )
