"""What an officer has to act on: one section per kind of problem, grouped by portal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from repostwatch.model import Duty, FindingState, Scan, Standing, Verdict, VerdictKind
from repostwatch.reporting import words
from repostwatch.reporting.book import Book, PortalWords, ShownLink
from repostwatch.reporting.data import Finding

Facts = tuple[tuple[str, str], ...]  # labels and texts that stand on one line


@dataclass(frozen=True, slots=True)
class Row:
    """One problem. `lead` is what is wrong in a few words; `facts` are lines of label and text."""

    subject: ShownLink | None
    lead: str
    facts: tuple[Facts, ...] = ()
    seen: ShownLink | None = None
    weight: float = 0.0  # heavier rows come first


@dataclass(frozen=True, slots=True)
class Group:
    portal: PortalWords
    rows: tuple[Row, ...]
    hidden: int = 0  # rows that only the attachment has


@dataclass(frozen=True, slots=True)
class Section:
    """`tone` is the colour of its leads; `total` counts what `unit` names."""

    key: str
    heading: str
    tone: str
    total: int
    unit: str
    note: str
    groups: tuple[Group, ...]
    hidden: int = 0  # rows of portals that are not shown at all


def sections(book: Book) -> list[Section]:
    """The sections that have something to tell, what needs action first."""
    backdated = [verdict for verdict in book.verdicts if verdict.backdated]
    decided = [v for v in book.verdicts if v.machine or v.kind is VerdictKind.WAIVED]
    every = [
        _of_verdicts(book, "late", "超时转载", "bad", book.of(VerdictKind.LATE), _late),
        _of_verdicts(book, "missing", "未转载", "bad", book.of(VerdictKind.MISSING), _missing),
        _of_verdicts(book, "backdated", "倒签日期", "bad", backdated, _backdated),
        _of_verdicts(book, "review", "待复核", "warn", book.of(VerdictKind.REVIEW), _review),
        _unknown(book),
        _columns(book),
        _open_findings(book),
        _of_verdicts(book, "decided", "豁免与人工认定", "calm", decided, _decided),
    ]
    return [section for section in every if section.total]


NOTES = {
    "late": "转载时间晚于期限。转载时间取页面标注与采集观察的共同区间，不作推测。",
    "missing": "期限过后对该网站的完整采集均未见到该政策，列表回溯至政策发布之前。",
    "backdated": "此前的完整采集未见该链接，其标注日期却更早。两项事实并列如下，请核实。",
    "review": "系统不能自行判定，请人工确认。",
    "unknown": "证据不足，不作未转载处理。逐项写明原因。",
    "columns": "首页国务院政策专栏未见、空白、停更或位置不显著的网站，以及无法核验的网站。",
    "findings": "尚未整改的问题，最久的在前。",
    "decided": "以人工决定为准的任务；系统原判仍然保留，供核对。",
}


def _of_verdicts(
    book: Book,
    key: str,
    heading: str,
    tone: str,
    verdicts: Iterable[Verdict],
    tell: Callable[[Book, Verdict], Row],
) -> Section:
    rows = [(verdict.portal_id, tell(book, verdict)) for verdict in verdicts]
    return _section(book, key, heading, tone, rows, len(rows), "项")


def _section(
    book: Book,
    key: str,
    heading: str,
    tone: str,
    rows: Iterable[tuple[str, Row]],
    total: int,
    unit: str,
) -> Section:
    """Group rows by portal, heaviest first, and cut to what a mail's body can carry."""
    by_portal: dict[str, list[Row]] = defaultdict(list)
    for portal_id, row in rows:
        by_portal[portal_id].append(row)
    groups, hidden = [], 0
    left = book.settings.rows_per_section
    for portal_id, own in sorted(
        by_portal.items(),
        key=lambda item: (-max(row.weight for row in item[1]), book.portal(item[0]).place),
    ):
        shown = sorted(own, key=lambda row: -row.weight)[: min(left, book.settings.rows_per_portal)]
        left -= len(shown)
        if shown:
            groups.append(Group(book.portal(portal_id), tuple(shown), len(own) - len(shown)))
        else:
            hidden += len(own)
    return Section(key, heading, tone, total, unit, NOTES[key], tuple(groups), hidden)


def _late(book: Book, verdict: Verdict) -> Row:
    duty, span = book.duty(verdict), verdict.reposted
    lead, weight = "超时", 0.0
    if duty and span:
        least = span.earliest - duty.deadline.latest
        most = span.latest - duty.deadline.earliest
        weight = least.total_seconds()
        lead = f"超时{words.span_words(least)}"
        if most - least >= timedelta(minutes=1):
            lead = f"超时至少{words.span_words(least)}，至多{words.span_words(most)}"
    reposted = (("转载", words.interval_words(span, book.year)),) if span else ()
    facts = _lines(
        (*_deadline(book, duty), *reposted), _scans(book, verdict), _ground(book, verdict)
    )
    return Row(book.release(verdict.release_id), lead, facts, _seen(book, verdict), weight)


def _missing(book: Book, verdict: Verdict) -> Row:
    duty = book.duty(verdict)
    scans = book.scans_of(verdict)
    lead, weight, proof = "未转载", 0.0, _scans(book, verdict)
    if duty:
        proving = _proving(book, duty, scans)
        if proving:
            overdue = proving[-1].started_at - duty.deadline.latest
            weight = overdue.total_seconds()
            lead = f"过期限{words.span_words(overdue)}仍未见"
            proof = (("完整采集", f"{book.times(proving)}，均未见"),)
    facts = _lines(_deadline(book, duty), proof, _ground(book, verdict))
    return Row(book.release(verdict.release_id), lead, facts, None, weight)


def _proving(book: Book, duty: Duty, cited: Sequence[Scan]) -> list[Scan]:
    """The complete scans after the deadline: those cited, and the portal's latest.

    A duty that is missing now was in none of them, or its verdict would be another.
    """
    latest = book.latest.get(duty.portal_id)
    looked = [*cited, latest] if latest and latest not in cited else cited
    return [
        scan
        for scan in looked
        if scan.complete_for(duty.published.earliest) and scan.started_at >= duty.deadline.latest
    ]


def _backdated(book: Book, verdict: Verdict) -> Row:
    kind = words.VERDICTS[verdict.kind]
    both = (("两项事实", book.text(verdict.backdated or "")),)
    return Row(
        book.release(verdict.release_id),
        f"标注日期与采集观察矛盾（本项结论：{kind}）",
        _lines(both, (*_deadline(book, book.duty(verdict)), *_scans(book, verdict))),
        _seen(book, verdict),
    )


def _review(book: Book, verdict: Verdict) -> Row:
    span = verdict.reposted
    reposted = (("转载", words.interval_words(span, book.year)),) if span else ()
    facts = _lines((*_deadline(book, book.duty(verdict)), *reposted), _scans(book, verdict))
    subject, seen = book.release(verdict.release_id), _seen(book, verdict)
    return Row(subject, book.text(verdict.reason), facts, seen)


def _decided(book: Book, verdict: Verdict) -> Row:
    lead = words.VERDICTS[verdict.kind]
    if verdict.machine:
        lead += f"（系统原判：{words.VERDICTS[verdict.machine]}）"
    facts = _lines(_deadline(book, book.duty(verdict)), _ground(book, verdict))
    return Row(book.release(verdict.release_id), lead, facts, _seen(book, verdict))


MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?")


def _unknown(book: Book) -> Section:
    """A portal that is unknown for a reason is one row, however many duties it has.

    Reasons that differ by nothing but their moments are one reason, told by the earliest.
    """
    alike: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    verdicts = book.of(VerdictKind.UNKNOWN)
    for verdict in verdicts:
        alike[verdict.portal_id, MOMENT.sub("", verdict.reason)].append(verdict)
    rows = []
    for (portal_id, _), found in alike.items():
        latest = book.latest.get(portal_id)
        looked = (("最近采集", book.minute(latest.started_at) if latest else "尚未采集"),)
        reasons = sorted({verdict.reason.removeprefix("因为") for verdict in found})
        because = f"因为{book.text(reasons[0])}"
        if len(reasons) > 1:
            because += "（各项时间不同，逐项见附件）"
        if len(found) == 1:
            row = Row(book.release(found[0].release_id), because, (looked,), None, 1)
        else:
            row = Row(None, f"{len(found)}项政策无法核验，{because}", (looked,), None, len(found))
        rows.append((portal_id, row))
    return _section(book, "unknown", "无法核验", "warn", rows, len(verdicts), "项")


def _columns(book: Book) -> Section:
    good = (Standing.PRESENT, Standing.EMBEDDED)
    worst_first = [
        Standing.ABSENT,
        Standing.BLANK,
        Standing.STALE,
        Standing.NOT_PROMINENT,
        Standing.REVIEW,
        Standing.UNKNOWN,
    ]
    rows = []
    for column in sorted(book.data.columns, key=lambda column: column.portal_id):
        if column.standing in good:
            continue
        latest = book.latest.get(column.portal_id)
        why = (("说明", book.text(column.reason)),) if column.reason else ()
        looked = (("最近采集", book.minute(latest.started_at)),) if latest else ()
        seen = book.link(column.name, column.url) if column.name else None
        weight = -float(worst_first.index(column.standing))
        lead = words.STANDINGS[column.standing]
        rows.append((column.portal_id, Row(None, lead, _lines(why, looked), seen, weight)))
    return _section(book, "columns", "专栏问题", "warn", rows, len(rows), "个网站")


def _open_findings(book: Book) -> Section:
    """One row per portal and kind: how many, the oldest one's age, how far they have come."""
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    still = (FindingState.OPEN, FindingState.NOTIFIED)
    found = [finding for finding in book.data.findings if finding.state in still]
    for finding in sorted(found, key=lambda f: (f.opened_at, f.portal_id, f.release_id or "")):
        alike[finding.portal_id, words.FINDINGS[finding.kind]].append(finding)
    rows = []
    for (portal_id, kind), own in alike.items():
        oldest = own[0]
        age = words.days_words(oldest.opened_at, book.data.made_at)
        count = f"{len(own)}项，最久" if len(own) > 1 else ""
        lead = f"{kind}：{count}{age}"
        since = (("发现于", book.minute(oldest.opened_at)), ("进展", _progress(own)))
        facts = _lines(since, (("情况", book.text(oldest.reason)),))
        subject = book.release(oldest.release_id) if oldest.release_id and len(own) == 1 else None
        seconds = (book.data.made_at - oldest.opened_at).total_seconds()
        rows.append((portal_id, Row(subject, lead, facts, None, seconds)))
    return _section(book, "findings", "未了结的问题", "calm", rows, len(found), "项")


def _progress(findings: Sequence[Finding]) -> str:
    counts = [
        (words.STATES[state], sum(finding.state is state for finding in findings))
        for state in (FindingState.OPEN, FindingState.NOTIFIED)
    ]
    told = [(name, count) for name, count in counts if count]
    if len(findings) == 1:
        return told[0][0]
    return "、".join(f"{name}{count}项" for name, count in told)


def _lines(*lines: Facts) -> tuple[Facts, ...]:
    return tuple(line for line in lines if line)


def _deadline(book: Book, duty: Duty | None) -> Facts:
    if duty is None:
        return ()
    return (("期限", words.interval_words(duty.deadline, book.year)),)


def _scans(book: Book, verdict: Verdict) -> Facts:
    scans = book.scans_of(verdict)
    return (("采集", book.times(scans)),) if scans else ()


def _ground(book: Book, verdict: Verdict) -> Facts:
    return (("依据", book.text(verdict.reason)),) if verdict.reason else ()


def _seen(book: Book, verdict: Verdict) -> ShownLink | None:
    if not verdict.link_title and not verdict.link_url:
        return None
    return book.seen(verdict.link_title or "", verdict.link_url, verdict.release_id)
