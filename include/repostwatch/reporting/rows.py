"""One verdict as an officer reads it: what is wrong, by how much, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from repostwatch.judging import proves
from repostwatch.model import Duty, Reason, Scan, Verdict, all_of
from repostwatch.model.codes import MatchCode, VerdictCode
from repostwatch.model.reasons import Code
from repostwatch.reporting.book import Book, ShownLink
from repostwatch.wording import name
from repostwatch.wording.values import at_most, length

Facts = tuple[tuple[str, str], ...]  # labels and texts that stand on one line

# What two equal titles show by themselves.
EQUAL_TITLES: frozenset[Code] = frozenset({MatchCode.SAME_TITLE})
# Deadline and lateness, which the row has stated before its ground.
STATED_BEFORE = frozenset({VerdictCode.DEADLINE, VerdictCode.LATE, VerdictCode.NOT_DUE_YET})


@dataclass(frozen=True, slots=True)
class Row:
    """One problem. `lead` is what is wrong in a few words; `facts` are lines of label and text."""

    subject: ShownLink | None
    lead: str
    facts: tuple[Facts, ...] = ()
    seen: ShownLink | None = None
    weight: float = 0.0  # heavier rows come first


def late(book: Book, verdict: Verdict) -> Row:
    duty, span = book.duty(verdict), verdict.reposted
    lead, weight = book.label("lead.late"), 0.0
    if duty and span:
        least = span.earliest - duty.deadline.latest
        most = span.latest - duty.deadline.earliest
        weight = least.total_seconds()
        shown = length(least, book.style)
        lead = book.label("lead.late_by", length=shown)
        if most - least >= timedelta(minutes=1):
            bound = at_most(most, book.style)
            lead = book.label("lead.late_between", at_least=shown, at_most=bound)
    facts = lines(
        (*due(book, duty), *reposted(book, verdict)), ground(book, verdict), matched(book, verdict)
    )
    return Row(book.release(verdict.release_id), lead, facts, seen(book, verdict), weight)


def missing(book: Book, verdict: Verdict) -> Row:
    duty = book.duty(verdict)
    lead, weight, proof = book.label("lead.missing"), 0.0, looked(book, verdict)
    if duty:
        proving = _proving(book, duty, book.scans_of(verdict))
        if proving:
            overdue = proving[-1].started_at - duty.deadline.latest
            weight = overdue.total_seconds()
            lead = book.label("lead.missing_for", length=overdue)
            key = "fact.never_seen" if len(proving) > 1 else "fact.not_seen"
            times = book.label(key, times=book.times(proving))
            proof = ((book.label("fact.complete_scans"), times),)
    facts = lines(due(book, duty), proof, ground(book, verdict))
    return Row(book.release(verdict.release_id), lead, facts, None, weight)


def _proving(book: Book, duty: Duty, cited: Sequence[Scan]) -> list[Scan]:
    """The complete scans after the deadline: those cited, and the portal's latest.

    A duty that is missing now was in none of them, or its verdict would be another.
    """
    latest = book.latest.get(duty.portal_id)
    scans = [*cited, latest] if latest and latest not in cited else cited
    return [scan for scan in scans if proves(scan, duty)]


def backdated(book: Book, verdict: Verdict) -> Row:
    both = ((book.label("fact.both"), book.say(verdict.backdated)),)
    return Row(
        book.release(verdict.release_id),
        book.label("lead.backdated", kind=verdict.kind),
        lines(both, due(book, book.duty(verdict)), matched(book, verdict)),
        seen(book, verdict),
    )


def review(book: Book, verdict: Verdict) -> Row:
    facts = lines(due(book, book.duty(verdict)), looked(book, verdict))
    subject, link = book.release(verdict.release_id), seen(book, verdict)
    return Row(subject, book.say(verdict.reason), facts, link)


def decided(book: Book, verdict: Verdict) -> Row:
    lead = name(verdict.kind, book.style.language)
    if verdict.machine:
        lead = book.label("lead.decided", kind=verdict.kind, machine=verdict.machine)
    facts = lines(due(book, book.duty(verdict)), ground(book, verdict))
    return Row(book.release(verdict.release_id), lead, facts, seen(book, verdict))


def lines(*found: Facts) -> tuple[Facts, ...]:
    return tuple(line for line in found if line)


def due(book: Book, duty: Duty | None) -> Facts:
    """Publication and deadline, from which a reader reckons the lateness anew."""
    if duty is None:
        return ()
    deadline = book.interval(duty.deadline)
    if duty.limit != book.data.usual_limit:  # which the method states
        deadline = book.label("fact.own_limit", deadline=deadline, limit=duty.limit)
    return (
        (book.label("fact.published"), book.interval(duty.published)),
        (book.label("fact.deadline"), deadline),
    )


def reposted(book: Book, verdict: Verdict) -> Facts:
    span = verdict.reposted
    return ((book.label("fact.reposted"), book.interval(span)),) if span else ()


def looked(book: Book, verdict: Verdict) -> Facts:
    scans = book.scans_of(verdict)
    return ((book.label("fact.scans"), book.times(scans)),) if scans else ()


def ground(book: Book, verdict: Verdict) -> Facts:
    """The judge's reason without what the row has stated already; else when we looked."""
    shown = book.say(ground_of(verdict))
    return ((book.label("fact.ground"), shown),) if shown else looked(book, verdict)


def ground_of(verdict: Verdict) -> Reason:
    clauses = verdict.reason.clauses
    left = all_of(*(clause for clause in clauses if clause.code not in STATED_BEFORE))
    return verdict.reason if verdict.machine is not None or left is None else left


def matched(book: Book, verdict: Verdict) -> Facts:
    """Why the portal's link is taken for the release, beyond an equal title."""
    reason = book.data.matched.get((verdict.link_id or "", verdict.release_id))
    if reason is None or reason.code in EQUAL_TITLES:
        return ()
    return ((book.label("fact.match"), book.say(reason)),)


def seen(book: Book, verdict: Verdict) -> ShownLink | None:
    if not verdict.link_title and not verdict.link_url:
        return None
    return book.seen(verdict.link_title or "", verdict.link_url, verdict.release_id)
