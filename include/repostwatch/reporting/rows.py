"""One verdict as a row of the mail: the problem, its size and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.judging.scan_history import proves
from repostwatch.model import Duty, Reason, Scan, Verdict, all_of
from repostwatch.model.codes import MatchCode, VerdictCode
from repostwatch.model.reasons import Code
from repostwatch.reporting.lookup import ReportLookup, ShownLink
from repostwatch.wording import name, values

Facts = tuple[tuple[str, str], ...]  # labels and texts of one line

# Matches that equal titles show without an explanation.
EQUAL_TITLES: frozenset[Code] = frozenset({MatchCode.SAME_TITLE})
# Deadline and lateness, which the row states before its reason.
STATED_BEFORE = frozenset({VerdictCode.DEADLINE, VerdictCode.LATE, VerdictCode.NOT_DUE_YET})


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem. `lead` is what is wrong in a few words; `facts` are lines of label and text."""

    subject: ShownLink | None
    lead: str
    facts: tuple[Facts, ...] = ()
    seen: ShownLink | None = None
    weight: float = 0.0  # heavier rows come first


def late(lookup: ReportLookup, verdict: Verdict) -> ProblemRow:
    duty, span = lookup.duty(verdict), verdict.reposted
    lead, weight = lookup.label("lead.late"), 0.0
    if duty and span:
        least = span.earliest - duty.deadline.latest
        most = span.latest - duty.deadline.earliest
        weight = least.total_seconds()
        lead = lookup.label("lead.late_by", length=least)
        # Both are told to the minute.
        if values.length(least, lookup.style) != values.length(most, lookup.style):
            lead = lookup.label("lead.late_between", at_least=least, at_most=most)
    facts = lines(
        (*due(lookup, duty), *reposted(lookup, verdict)),
        reason_line(lookup, verdict),
        matched(lookup, verdict),
    )
    return ProblemRow(
        lookup.release(verdict.release_id), lead, facts, seen(lookup, verdict), weight
    )


def missing(lookup: ReportLookup, verdict: Verdict) -> ProblemRow:
    duty = lookup.duty(verdict)
    lead, weight, proof = lookup.label("lead.missing"), 0.0, scan_times(lookup, verdict)
    if duty:
        proving = _proving(lookup, duty, lookup.scans_of(verdict))
        if proving:
            overdue = proving[-1].started_at - duty.deadline.latest
            weight = overdue.total_seconds()
            lead = lookup.label("lead.missing_for", length=overdue)
            key = "fact.never_seen" if len(proving) > 1 else "fact.not_seen"
            times = lookup.label(key, times=lookup.times(proving))
            proof = ((lookup.label("fact.complete_scans"), times),)
    facts = lines(due(lookup, duty), proof, reason_line(lookup, verdict))
    return ProblemRow(lookup.release(verdict.release_id), lead, facts, None, weight)


def _proving(lookup: ReportLookup, duty: Duty, cited: Sequence[Scan]) -> list[Scan]:
    """The complete scans after the deadline: those cited, and the portal's latest.

    None of them has the release, because the duty's verdict is `missing`.
    """
    latest = lookup.latest.get(duty.portal_id)
    scans = [*cited, latest] if latest and latest not in cited else cited
    return [scan for scan in scans if proves(scan, duty)]


def backdated(lookup: ReportLookup, verdict: Verdict) -> ProblemRow:
    both = ((lookup.label("fact.both"), lookup.say(verdict.backdated)),)
    return ProblemRow(
        lookup.release(verdict.release_id),
        lookup.label("lead.backdated", kind=verdict.kind),
        lines(both, due(lookup, lookup.duty(verdict)), matched(lookup, verdict)),
        seen(lookup, verdict),
    )


def review(lookup: ReportLookup, verdict: Verdict) -> ProblemRow:
    facts = lines(due(lookup, lookup.duty(verdict)), scan_times(lookup, verdict))
    subject, link = lookup.release(verdict.release_id), seen(lookup, verdict)
    return ProblemRow(subject, lookup.say(verdict.reason), facts, link)


def decided(lookup: ReportLookup, verdict: Verdict) -> ProblemRow:
    lead = name(verdict.kind, lookup.style.language)
    if verdict.machine:
        lead = lookup.label("lead.decided", kind=verdict.kind, machine=verdict.machine)
    facts = lines(due(lookup, lookup.duty(verdict)), reason_line(lookup, verdict))
    return ProblemRow(lookup.release(verdict.release_id), lead, facts, seen(lookup, verdict))


def lines(*found: Facts) -> tuple[Facts, ...]:
    return tuple(line for line in found if line)


def due(lookup: ReportLookup, duty: Duty | None) -> Facts:
    """Publication and deadline, from which a reader can compute the lateness."""
    if duty is None:
        return ()
    deadline = lookup.interval(duty.deadline)
    if duty.limit != lookup.data.usual_limit:  # which the method states
        deadline = lookup.label("fact.own_limit", deadline=deadline, limit=duty.limit)
    return (
        (lookup.label("fact.published"), lookup.interval(duty.published)),
        (lookup.label("fact.deadline"), deadline),
    )


def reposted(lookup: ReportLookup, verdict: Verdict) -> Facts:
    span = verdict.reposted
    return ((lookup.label("fact.reposted"), lookup.interval(span)),) if span else ()


def scan_times(lookup: ReportLookup, verdict: Verdict) -> Facts:
    scans = lookup.scans_of(verdict)
    return ((lookup.label("fact.scans"), lookup.times(scans)),) if scans else ()


def reason_line(lookup: ReportLookup, verdict: Verdict) -> Facts:
    """The verdict's reason without what the row already states; without one, the scan times."""
    shown = lookup.say(unstated_reason(verdict))
    return ((lookup.label("fact.ground"), shown),) if shown else scan_times(lookup, verdict)


def unstated_reason(verdict: Verdict) -> Reason:
    clauses = verdict.reason.clauses
    left = all_of(*(clause for clause in clauses if clause.code not in STATED_BEFORE))
    return verdict.reason if verdict.machine is not None or left is None else left


def matched(lookup: ReportLookup, verdict: Verdict) -> Facts:
    """Why the portal's link matches the release, unless the titles are equal."""
    reason = lookup.data.matched.get((verdict.link_id or "", verdict.release_id))
    if reason is None or reason.code in EQUAL_TITLES:
        return ()
    return ((lookup.label("fact.match"), lookup.say(reason)),)


def seen(lookup: ReportLookup, verdict: Verdict) -> ShownLink | None:
    if not verdict.link_title and not verdict.link_url:
        return None
    return lookup.seen(verdict.link_title or "", verdict.link_url, verdict.release_id)
