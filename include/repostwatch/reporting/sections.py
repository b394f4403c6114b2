"""What an officer has to act on: one section per kind of problem, grouped by portal."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from repostwatch.judging import Finding
from repostwatch.model import (
    ColumnStanding,
    FindingKind,
    FindingState,
    Standing,
    Verdict,
    VerdictKind,
)
from repostwatch.reporting import rows, words
from repostwatch.reporting.book import FAILED_COLUMNS, Book, PortalWords, ShownLink
from repostwatch.reporting.overview import NAMES_SHOWN
from repostwatch.reporting.rows import Row


@dataclass(frozen=True, slots=True)
class Group:
    """`pages` is where the portal was looked at, where that proves something."""

    portal: PortalWords
    rows: tuple[Row, ...]
    hidden: int = 0  # rows that only the attachment has
    pages: tuple[ShownLink, ...] = ()


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
    every = [
        _of_verdicts(book, "late", "超时转载", "bad", book.of(VerdictKind.LATE), rows.late),
        _of_verdicts(book, "missing", "未转载", "bad", book.of(VerdictKind.MISSING), rows.missing),
        _of_verdicts(book, "backdated", "倒签日期", "bad", backdated, rows.backdated),
        _columns(book, "columns", "专栏问题", FAILED_COLUMNS),
        _of_verdicts(book, "review", "待复核", "warn", book.of(VerdictKind.REVIEW), rows.review),
        _unknown(book),
        _columns(book, "unsure", "专栏待复核或无法核验", UNSURE_COLUMNS),
        _open_findings(book),
        _decided(book),
    ]
    return [section for section in every if section.total]


NOTES = {
    "late": "转载时间晚于期限。转载时间取页面标注与采集观察的共同区间，不作推测。",
    "missing": "期限过后对该网站的完整采集均未见到该政策，列表回溯至政策发布之前。",
    "backdated": "此前的完整采集未见该链接，其标注日期却更早。两项事实并列如下，请核实。",
    "columns": "首页国务院政策专栏未见、空白、停更或位置不显著。",
    "review": "系统不能自行判定，请核对后在监测系统的“待复核”页认定。",
    "unknown": "证据不足，不作未转载处理。逐项写明原因。",
    "unsure": "不作专栏问题处理，请打开首页核对，在监测系统该网站的页面认定。",
    "findings": "尚未整改的问题，最久的在前；本期仍然存在的，详情见上文。",
    "decided": "以人工决定为准的任务和专栏；系统原判仍然保留，供核对。",
}
UNSURE_COLUMNS = (Standing.REVIEW, Standing.UNKNOWN)


def _of_verdicts(
    book: Book,
    key: str,
    heading: str,
    tone: str,
    verdicts: Iterable[Verdict],
    tell: Callable[[Book, Verdict], Row],
) -> Section:
    told = [(verdict.portal_id, tell(book, verdict)) for verdict in verdicts]
    return _section(book, key, heading, tone, told, len(told), "项")


def _section(
    book: Book,
    key: str,
    heading: str,
    tone: str,
    told: Iterable[tuple[str, Row]],
    total: int,
    unit: str,
) -> Section:
    """Group rows by portal, heaviest first, and cut to what a mail's body can carry."""
    by_portal: dict[str, list[Row]] = defaultdict(list)
    for portal_id, row in told:
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
            more = len(own) - len(shown)
            pages = book.pages(portal_id) if key == "missing" else ()
            groups.append(Group(book.portal(portal_id), tuple(shown), more, pages))
        else:
            hidden += len(own)
    return Section(key, heading, tone, total, unit, NOTES[key], tuple(groups), hidden)


# A moment as reasons write it; 起 stands where a gap lasts.
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?起?")


def _unknown(book: Book) -> Section:
    """A portal that is unknown for a reason is one row, however many duties it has.

    Reasons that differ by nothing but their moments are one reason, told by the earliest. One
    that many portals share is one row, too: a firewall's product, or our own network.
    """
    alike: dict[str, dict[str, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    verdicts = book.of(VerdictKind.UNKNOWN)
    for verdict in verdicts:
        alike[MOMENT.sub("", verdict.reason)][verdict.portal_id].append(verdict)
    told = []
    for by_portal in alike.values():
        if len(by_portal) >= book.settings.alike_portals:
            told.append(_shared(book, by_portal))
        else:
            told += [(portal_id, _blocked(book, own)) for portal_id, own in by_portal.items()]
    return _section(book, "unknown", "无法核验", "warn", told, len(verdicts), "项")


def _blocked(book: Book, found: Sequence[Verdict]) -> Row:
    latest = book.latest.get(found[0].portal_id)
    looked = (("最近采集", book.minute(latest.started_at) if latest else "尚未采集"),)
    because = _because(book, found)
    if len(found) == 1:
        return Row(book.release(found[0].release_id), because, (looked,), None, 1)
    return Row(None, f"{len(found)}项政策无法核验，{because}", (looked,), None, len(found))


def _shared(book: Book, by_portal: Mapping[str, Sequence[Verdict]]) -> tuple[str, Row]:
    """A row under the number of its portals, which names them in the registry's order."""
    found = [verdict for own in by_portal.values() for verdict in own]
    named = sorted((book.portal(portal_id) for portal_id in by_portal), key=lambda p: p.place)
    names = "、".join(portal.name for portal in named[:NAMES_SHOWN])
    if len(named) > NAMES_SHOWN:
        names += f"等{len(named)}个，逐项见附件"
    lead = f"共{len(found)}项政策无法核验，{_because(book, found)}"
    return f"{len(named)}个网站", Row(None, lead, ((("网站", names),),), None, len(found))


def _because(book: Book, found: Sequence[Verdict]) -> str:
    reasons = sorted({verdict.reason.removeprefix("因为") for verdict in found})
    more = "（各项时间不同，逐项见附件）" if len(reasons) > 1 else ""
    return f"因为{book.told(reasons[0])}{more}"


def _columns(book: Book, key: str, heading: str, kinds: Sequence[Standing]) -> Section:
    told = [
        (column.portal_id, _column(book, column, -float(kinds.index(column.standing))))
        for column in sorted(book.data.columns, key=lambda column: column.portal_id)
        if column.standing in kinds
    ]
    return _section(book, key, heading, "warn", told, len(told), "个网站")


def _column(book: Book, column: ColumnStanding, weight: float) -> Row:
    latest = book.latest.get(column.portal_id)
    why = (("说明", book.told(column.reason)),) if column.reason else ()
    looked = (("最近采集", book.minute(latest.started_at)),) if latest else ()
    seen = book.link(column.name, column.url) if column.name else None
    lead = words.STANDINGS[column.standing]
    return Row(None, lead, rows.lines(why, looked), seen, weight)


def _decided(book: Book) -> Section:
    """What people decided: about duties, then about columns."""
    told = [
        (verdict.portal_id, rows.decided(book, verdict))
        for verdict in book.verdicts
        if verdict.machine or verdict.kind is VerdictKind.WAIVED
    ]
    for column in sorted(book.data.columns, key=lambda column: column.portal_id):
        if column.machine:
            kind, own = words.STANDINGS[column.standing], words.STANDINGS[column.machine]
            row = _column(book, column, 0.0)
            told.append((column.portal_id, replace(row, lead=f"专栏{kind}（系统原判：{own}）")))
    return _section(book, "decided", "豁免与人工认定", "calm", told, len(told), "项")


def _open_findings(book: Book) -> Section:
    """One row per portal and kind: how many, the oldest one's age, how far they have come."""
    alike: dict[tuple[str, FindingKind], list[Finding]] = defaultdict(list)
    still = (FindingState.OPEN, FindingState.NOTIFIED)
    found = [finding for finding in book.data.findings if finding.state in still]
    for finding in sorted(found, key=lambda f: (f.opened_at, f.portal_id, f.release_id or "")):
        alike[finding.portal_id, finding.kind].append(finding)
    told = []
    for (portal_id, kind), own in alike.items():
        oldest = own[0]
        age = words.days_words(oldest.opened_at, book.data.made_at)
        count = f"{len(own)}项，最久" if len(own) > 1 else ""
        lead = f"{words.FINDINGS[kind]}：{count}{age}"
        since = (("发现于", book.minute(oldest.opened_at)), ("进展", _progress(own)))
        known = _told_above(book, oldest)
        facts = rows.lines(since, () if known else (("情况", book.told(oldest.reason)),))
        subject = book.release(oldest.release_id) if oldest.release_id and len(own) == 1 else None
        seconds = (book.data.made_at - oldest.opened_at).total_seconds()
        told.append((portal_id, Row(subject, lead, facts, None, seconds)))
    return _section(book, "findings", "未了结的问题", "calm", told, len(found), "项")


def _told_above(book: Book, finding: Finding) -> bool:
    """Whether a section of today tells the same thing."""
    if finding.kind is FindingKind.COLUMN:
        return finding.portal_id in book.failed_columns
    verdict = book.by_duty.get((finding.release_id or "", finding.portal_id))
    if verdict is None:
        return False
    if finding.kind is FindingKind.BACKDATED:
        return verdict.backdated is not None
    return verdict.kind.value == finding.kind.value


def _progress(findings: Sequence[Finding]) -> str:
    counts = [
        (words.STATES[state], sum(finding.state is state for finding in findings))
        for state in (FindingState.OPEN, FindingState.NOTIFIED)
    ]
    told = [(name, count) for name, count in counts if count]
    if len(findings) == 1:
        return told[0][0]
    return "、".join(f"{name}{count}项" for name, count in told)
