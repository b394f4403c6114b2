"""One verdict as an officer reads it: what is wrong, by how much, and what shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from repostwatch.model import Duty, Scan, Verdict
from repostwatch.reporting import words
from repostwatch.reporting.book import Book, ShownLink

Facts = tuple[tuple[str, str], ...]  # labels and texts that stand on one line

# The judge's reason ends with deadline and lateness, which the row has said by then.
SAID_BEFORE = "截止时间"
# The matcher's reason for what two equal titles show by themselves.
EQUAL_TITLE = "标题一致"


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
    lead, weight = "超时", 0.0
    if duty and span:
        least = span.earliest - duty.deadline.latest
        most = span.latest - duty.deadline.earliest
        weight = least.total_seconds()
        lead = f"超时{words.span_words(least)}"
        if most - least >= timedelta(minutes=1):
            lead = f"超时至少{words.span_words(least)}，至多{words.most_words(most)}"
    facts = lines(
        (*due(book, duty), *reposted(book, verdict)), ground(book, verdict), matched(book, verdict)
    )
    return Row(book.release(verdict.release_id), lead, facts, seen(book, verdict), weight)


def missing(book: Book, verdict: Verdict) -> Row:
    duty = book.duty(verdict)
    lead, weight, proof = "未转载", 0.0, looked(book, verdict)
    if duty:
        proving = _proving(book, duty, book.scans_of(verdict))
        if proving:
            overdue = proving[-1].started_at - duty.deadline.latest
            weight = overdue.total_seconds()
            lead = f"过期限{words.span_words(overdue)}仍未见"
            times = book.times(proving)
            proof = (("完整采集", f"{times}，{'均' if len(proving) > 1 else ''}未见"),)
    facts = lines(due(book, duty), proof, ground(book, verdict))
    return Row(book.release(verdict.release_id), lead, facts, None, weight)


def _proving(book: Book, duty: Duty, cited: Sequence[Scan]) -> list[Scan]:
    """The complete scans after the deadline: those cited, and the portal's latest.

    A duty that is missing now was in none of them, or its verdict would be another.
    """
    latest = book.latest.get(duty.portal_id)
    scans = [*cited, latest] if latest and latest not in cited else cited
    return [
        scan
        for scan in scans
        if scan.complete_for(duty.published.earliest) and scan.started_at >= duty.deadline.latest
    ]


def backdated(book: Book, verdict: Verdict) -> Row:
    kind = words.VERDICTS[verdict.kind]
    both = (("两项事实", book.told(verdict.backdated or "")),)
    return Row(
        book.release(verdict.release_id),
        f"标注日期与采集观察矛盾（本项结论：{kind}）",
        lines(both, due(book, book.duty(verdict)), matched(book, verdict)),
        seen(book, verdict),
    )


def review(book: Book, verdict: Verdict) -> Row:
    facts = lines(due(book, book.duty(verdict)), looked(book, verdict))
    subject, link = book.release(verdict.release_id), seen(book, verdict)
    return Row(subject, book.told(verdict.reason), facts, link)


def decided(book: Book, verdict: Verdict) -> Row:
    lead = words.VERDICTS[verdict.kind]
    if verdict.machine:
        lead += f"（系统原判：{words.VERDICTS[verdict.machine]}）"
    facts = lines(due(book, book.duty(verdict)), ground(book, verdict))
    return Row(book.release(verdict.release_id), lead, facts, seen(book, verdict))


def lines(*found: Facts) -> tuple[Facts, ...]:
    return tuple(line for line in found if line)


def due(book: Book, duty: Duty | None) -> Facts:
    """Publication and deadline, from which a reader reckons the lateness anew."""
    if duty is None:
        return ()
    deadline = words.interval_words(duty.deadline, book.year)
    if duty.limit != words.NATIONAL_LIMIT:
        deadline += f"（该网站时限{words.span_words(duty.limit)}）"
    return (("发布", words.interval_words(duty.published, book.year)), ("期限", deadline))


def reposted(book: Book, verdict: Verdict) -> Facts:
    span = verdict.reposted
    return (("转载", words.interval_words(span, book.year)),) if span else ()


def looked(book: Book, verdict: Verdict) -> Facts:
    scans = book.scans_of(verdict)
    return (("采集", book.times(scans)),) if scans else ()


def ground(book: Book, verdict: Verdict) -> Facts:
    """The judge's reason without what the row has said already; else when we looked."""
    parts = [part for part in verdict.reason.split("；") if not part.startswith(SAID_BEFORE)]
    if verdict.machine is not None or not parts:
        parts = [verdict.reason]
    told = book.told("；".join(parts))
    return (("依据", told),) if told else looked(book, verdict)


def matched(book: Book, verdict: Verdict) -> Facts:
    """Why the portal's link is taken for the release, beyond an equal title."""
    told = book.data.matched.get((verdict.link_id or "", verdict.release_id))
    return (("匹配", book.told(told)),) if told and told != EQUAL_TITLE else ()


def seen(book: Book, verdict: Verdict) -> ShownLink | None:
    if not verdict.link_title and not verdict.link_url:
        return None
    return book.seen(verdict.link_title or "", verdict.link_url, verdict.release_id)
