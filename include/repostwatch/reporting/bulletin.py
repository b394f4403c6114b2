"""The statement of a quarter, in the manner of the official bulletins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from repostwatch.clock import day_of
from repostwatch.errors import RepostwatchError
from repostwatch.model import FindingState, Level, Standing, Verdict, VerdictKind
from repostwatch.reporting import blocks, overview, words
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.book import Book
from repostwatch.reporting.data import Attachment, Report, ReportData
from repostwatch.reporting.document import DOCX_TYPE, word_file
from repostwatch.reporting.history import PastFigure, comparable
from repostwatch.reporting.pages import html_page
from repostwatch.reporting.sheets import verdicts_csv, workbook
from repostwatch.settings import ReportingSettings

ORDINALS = ("一", "二", "三", "四")
# How the bulletins count sites of a level.
SITES = {
    Level.DEPARTMENT: "国务院部门网站",
    Level.PROVINCE: "省级政府门户网站",
    Level.CITY: "市级政府门户网站",
    Level.COUNTY: "县级政府门户网站",
}


def build_bulletin(
    data: ReportData,
    quarter: str,
    settings: ReportingSettings | None = None,
    past: Iterable[PastFigure] = (),
) -> Report:
    """The statement of a quarter such as `2026Q3`; `data` holds that quarter's facts.

    The first attachment is the Word file. Raises RepostwatchError where `quarter` is none.
    Equal data give equal bytes.
    """
    book = Book(data, settings or ReportingSettings())
    year, number = parse_quarter(quarter)
    title = f"{year}年第{ORDINALS[number - 1]}季度国务院政策信息转载监测情况通报"
    lines = title.replace("转载", "\n转载", 1)
    told = _blocks(book, quarter_days(year, number), tuple(past))
    name = f"repost-bulletin-{year}Q{number}"
    page = html_page(
        "bulletin.html", title=title, blocks=told, made_at=words.day_words(day_of(data.made_at))
    )
    attachments = (
        Attachment(f"{name}.docx", DOCX_TYPE, word_file(lines, told, data.made_at, book.settings)),
        workbook(book, f"{name}.xlsx"),
        verdicts_csv(book, f"{name}.csv"),
    )
    return Report(title, page, blocks.as_text(title, told), attachments, data.made_at)


def parse_quarter(quarter: str) -> tuple[int, int]:
    """Year and number of `2026Q3`. Raises RepostwatchError where it is no quarter."""
    if found := re.fullmatch(r"(\d{4})Q([1-4])", quarter.strip().upper()):
        return int(found[1]), int(found[2])
    raise RepostwatchError(f"{quarter!r} is not a quarter, e.g. 2026Q3")


def quarter_days(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    first = date(year, 3 * number - 2, 1)
    last = date(year, 12, 31) if number == 4 else date(year, 3 * number + 1, 1)
    return first, last if number == 4 else date.fromordinal(last.toordinal() - 1)


def _blocks(book: Book, days: tuple[date, date], past: tuple[PastFigure, ...]) -> list[Block]:
    chapters = (
        ("总体情况", _overall(book, days)),
        ("存在的主要问题", _problems(book)),
        ("整改情况", _rectified(book)),
        ("与已公布数据的对照", _compared(book, past)),
    )
    told: list[Block] = []
    for number, (name, chapter) in zip(
        ORDINALS, [(name, chapter) for name, chapter in chapters if chapter], strict=False
    ):
        told += [blocks.heading(f"{number}、{name}"), *chapter]
    method = [blocks.note(line) for line in overview.METHOD]
    return [*told, blocks.heading("附：统计口径"), *method]


def _overall(book: Book, days: tuple[date, date]) -> list[Block]:
    data = book.data
    levels = Counter(portal.level for portal in data.portals)
    sites = "、".join(f"{levels[level]}个{SITES[level]}" for level in Level if levels[level])
    first, last = days
    scope = (
        f"{words.day_words(first)}至{last.month}月{last.day}日，共监测{sites or '0个门户网站'}，"
        f"涉及国务院政策信息{len(data.releases)}条、转载任务{len(data.verdicts)}项。"
        f"数据截至{book.minute(data.made_at)}（北京时间）。"
    )
    found = overview.headlines(book)
    rows = [
        (headline.name if line is headline.total else "", *line.cells)
        for headline in found
        for line in headline.lines
    ]
    header = ("指标", "层级", "比率", "分子", "分母", "未判定", "最差 – 最好")
    counts = overview.counted(Counter(verdict.kind for verdict in book.verdicts))
    lines = [blocks.paragraph(scope)]
    if rows:
        lines += [blocks.paragraph(overview.summary(book)[1]), blocks.table(header, rows)]
    if counts:
        lines.append(blocks.paragraph(f"全部转载任务中，{counts}。"))
    return lines


def _problems(book: Book) -> list[Block]:
    told = [
        *_column_problems(book),
        *_named(book, "未转载", book.of(VerdictKind.MISSING)),
        *_named(book, "超时转载", book.of(VerdictKind.LATE)),
        *_named(book, "标注日期早于采集观察", [v for v in book.verdicts if v.backdated]),
    ]
    unsure = [
        *_named(book, "无法核验", book.of(VerdictKind.UNKNOWN)),
        *_named(book, "待复核", book.of(VerdictKind.REVIEW)),
    ]
    if not told:
        told = [blocks.paragraph("本季度未发现未开设专栏、未转载、超时转载或倒签日期的情况。")]
    if unsure:
        unsure.append(blocks.note("无法核验和待复核的任务既不计入达标，也不认定为问题。"))
    return [*told, *unsure]


def _column_problems(book: Book) -> list[Block]:
    by_standing: dict[Standing, list[str]] = defaultdict(list)
    for column in sorted(book.data.columns, key=lambda c: book.portal(c.portal_id).place):
        by_standing[column.standing].append(book.portal(column.portal_id).name)
    bad = (Standing.ABSENT, Standing.BLANK, Standing.STALE, Standing.NOT_PROMINENT)
    lines = [
        f"专栏{words.STANDINGS[standing]}（{len(names)}个）：{'、'.join(names)}。"
        for standing in (*bad, Standing.REVIEW, Standing.UNKNOWN)
        if (names := by_standing[standing])
    ]
    return [blocks.paragraph(line.replace("专栏空白专栏", "专栏空白")) for line in lines]


def _named(book: Book, what: str, verdicts: Sequence[Verdict]) -> list[Block]:
    """The sites by name, those with most first."""
    if not verdicts:
        return []
    counts = Counter(verdict.portal_id for verdict in verdicts)
    ranked = sorted(
        counts, key=lambda portal_id: (-counts[portal_id], book.portal(portal_id).place)
    )
    names = "、".join(
        book.portal(p).name + (f"（{counts[p]}项）" if counts[p] > 1 else "") for p in ranked
    )
    return [blocks.paragraph(f"{what}（{len(ranked)}个网站，{len(verdicts)}项）：{names}。")]


def _rectified(book: Book) -> list[Block]:
    findings = book.data.findings
    if not findings:
        return []
    states = Counter(finding.state for finding in findings)
    told = "，".join(f"{words.STATES[state]}{states[state]}项" for state in FindingState)
    still = [f for f in findings if f.state in (FindingState.OPEN, FindingState.NOTIFIED)]
    lines = [blocks.paragraph(f"本季度共登记问题{len(findings)}项：{told}。")]
    if still:
        oldest = min(still, key=lambda f: (f.opened_at, f.portal_id, f.release_id or ""))
        age = words.days_words(oldest.opened_at, book.data.made_at)
        name = book.portal(oldest.portal_id).name
        kind = words.FINDINGS[oldest.kind]
        lines.append(blocks.paragraph(f"尚未整改的问题中，时间最长的为{name}的{kind}，已{age}。"))
    return lines


def _compared(book: Book, past: tuple[PastFigure, ...]) -> list[Block]:
    same, other = comparable(past, book.data.portals)
    if not same and not other:
        return []
    lines: list[Block] = []
    if same:
        rows = [
            (p.period, p.document, p.column_rate or "未公布", p.repost_rate or "未公布")
            for p in same
        ]
        ours = {headline.name: headline.total.share for headline in overview.headlines(book)}
        rows.append(("本期", "本通报", ours.get("专栏开设率", "—"), ours.get("24小时转载率", "—")))
        lines.append(blocks.table(("时间", "出处", "专栏开设率", "24小时转载率"), rows))
        lines.append(blocks.note("监测范围相同；原通报未公布样本政策与逐站判定规则，仅供参照。"))
    if other:
        periods = "、".join(figure.period for figure in other)
        lines.append(blocks.note(f"{periods}公布的数据监测范围与本期不同，不作比较。"))
    return lines
