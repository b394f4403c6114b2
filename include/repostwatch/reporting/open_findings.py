"""Faults that are not rectified yet: how many, how old, how far they have come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from repostwatch.judging import Finding
from repostwatch.model import FindingKind, FindingState
from repostwatch.reporting import rows
from repostwatch.reporting.book import Book
from repostwatch.reporting.rows import Row
from repostwatch.wording import name

STILL = (FindingState.OPEN, FindingState.NOTIFIED)


def open_findings(book: Book) -> tuple[list[tuple[str, Row]], int]:
    """One row per portal and kind, with the portal's id; and how many findings there are."""
    groups: dict[tuple[str, FindingKind], list[Finding]] = defaultdict(list)
    found = [one for one in book.data.findings if one.state in STILL]
    for finding in sorted(found, key=lambda f: (f.opened_at, f.portal_id, f.release_id or "")):
        groups[finding.portal_id, finding.kind].append(finding)
    return [(portal_id, _row(book, own)) for (portal_id, _), own in groups.items()], len(found)


def _row(book: Book, own: Sequence[Finding]) -> Row:
    oldest = own[0]
    age = book.age(oldest.opened_at)
    lead = book.label("lead.finding", kind=oldest.kind, age=age)
    if len(own) > 1:
        lead = book.label("lead.findings", kind=oldest.kind, count=len(own), age=age)
    since = (
        (book.label("fact.found_at"), book.minute(oldest.opened_at)),
        (book.label("fact.progress"), _progress(book, own)),
    )
    situation = ((book.label("fact.situation"), book.say(oldest.reason)),)
    facts = rows.lines(since, () if _shown_above(book, oldest) else situation)
    subject = book.release(oldest.release_id) if oldest.release_id and len(own) == 1 else None
    seconds = (book.data.made_at - oldest.opened_at).total_seconds()
    return Row(subject, lead, facts, None, seconds)


def _shown_above(book: Book, finding: Finding) -> bool:
    """Whether a section of today shows the same thing."""
    if finding.kind is FindingKind.COLUMN:
        return finding.portal_id in book.failed_columns
    verdict = book.by_duty.get((finding.release_id or "", finding.portal_id))
    if verdict is None:
        return False
    if finding.kind is FindingKind.BACKDATED:
        return verdict.backdated is not None
    return verdict.kind.value == finding.kind.value


def _progress(book: Book, findings: Sequence[Finding]) -> str:
    counts = Counter(finding.state for finding in findings)
    if len(findings) == 1:
        return name(findings[0].state, book.style.language)
    return book.join(
        book.label("count.items", name=state, count=counts[state])
        for state in STILL
        if counts[state]
    )
