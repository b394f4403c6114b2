"""The attachments: a table for Excel and WPS, and a workbook with one sheet per question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from repostwatch.clock import beijing
from repostwatch.model import ColumnStanding, Interval, Verdict, VerdictKind
from repostwatch.reporting import words
from repostwatch.reporting.book import Book
from repostwatch.reporting.data import Attachment
from repostwatch.reporting.safe import clean, harmless_cell, web_address

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767  # Excel's own limit
MOST_LINKS = 60_000  # a sheet holds 65,530; beyond it XlsxWriter drops them with a warning

VERDICT_HEADER = (
    "结论",
    "层级",
    "网站",
    "政策标题",
    "发布时间",
    "转载期限",
    "转载时间（最早）",
    "转载时间（最晚）",
    "所见链接标题",
    "所见链接地址",
    "说明",
    "标注日期与观察",
    "系统原判",
    "采集时间",
    "网站标识",
    "政策标识",
)
VERDICT_WIDTHS = (10, 8, 22, 46, 18, 18, 18, 18, 40, 36, 48, 40, 10, 36, 12, 16)
COLUMN_HEADER = (
    "结论",
    "层级",
    "网站",
    "专栏名称",
    "专栏地址",
    "说明",
    "系统原判",
    "最近采集",
    "网站标识",
)
COLUMN_WIDTHS = (16, 8, 22, 26, 40, 60, 16, 18, 12)
SCAN_HEADER = (
    "网站",
    "层级",
    "开始",
    "结束",
    "完整回溯至",
    "缺口",
    "嵌入推送",
    "采集编号",
    "网站标识",
)
SCAN_WIDTHS = (22, 8, 18, 18, 18, 60, 10, 12, 12)

Cell = str | datetime | None


def verdicts_csv(book: Book, name: str) -> Attachment:
    """Every verdict in Chinese, with a BOM so that Excel and WPS read it as UTF-8."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(VERDICT_HEADER)
    for verdict in book.verdicts:
        table.writerow([harmless_cell(_plain(cell)) for cell in _verdict_cells(book, verdict)])
    return Attachment(name, CSV_TYPE, b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


def workbook(book: Book, name: str) -> Attachment:
    """The sheets 未按时转载, 无法核验, 专栏, 全部结论 and 采集情况. Equal data, equal bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": DATE}) as file:
        file.set_properties({"created": beijing(book.data.made_at).replace(tzinfo=None)})
        bad, open_ = _kinds(VerdictKind.LATE, VerdictKind.MISSING), _kinds(VerdictKind.UNKNOWN)
        action = [v for v in book.verdicts if v.kind in bad or v.backdated]
        unknown = [v for v in book.verdicts if v.kind in open_ or v.kind is VerdictKind.REVIEW]
        for title, verdicts in (("未按时转载", action), ("无法核验", unknown)):
            _sheet(file, title, VERDICT_HEADER, VERDICT_WIDTHS, _verdict_rows(book, verdicts))
        columns = sorted(book.data.columns, key=lambda c: book.portal(c.portal_id).place)
        rows = (_column_cells(book, column) for column in columns)
        _sheet(file, "专栏", COLUMN_HEADER, COLUMN_WIDTHS, rows)
        every = _verdict_rows(book, book.verdicts)
        _sheet(file, "全部结论", VERDICT_HEADER, VERDICT_WIDTHS, every)
        _sheet(file, "采集情况", SCAN_HEADER, SCAN_WIDTHS, _scan_rows(book))
    return Attachment(name, XLSX_TYPE, out.getvalue())


DATE = "yyyy-mm-dd hh:mm:ss"


def _kinds(*kinds: VerdictKind) -> frozenset[VerdictKind]:
    return frozenset(kinds)


def _verdict_rows(book: Book, verdicts: Iterable[Verdict]) -> Iterable[Sequence[Cell]]:
    return (_verdict_cells(book, verdict) for verdict in verdicts)


def _verdict_cells(book: Book, verdict: Verdict) -> Sequence[Cell]:
    portal, duty, span = book.portal(verdict.portal_id), book.duty(verdict), verdict.reposted
    release = book.releases.get(verdict.release_id)
    return (
        words.VERDICTS[verdict.kind],
        portal.level,
        portal.name,
        clean(release.title) if release else verdict.release_id,
        _moment(book, release.published) if release else None,
        _moment(book, duty.deadline) if duty else None,
        span.earliest if span else None,
        span.latest if span else None,
        clean(verdict.link_title or ""),
        clean(verdict.link_url or ""),
        clean(verdict.reason),
        clean(verdict.backdated or ""),
        words.VERDICTS[verdict.machine] if verdict.machine else "",
        book.times(book.scans_of(verdict)),
        clean(verdict.portal_id),
        clean(verdict.release_id),
    )


def _column_cells(book: Book, column: ColumnStanding) -> Sequence[Cell]:
    portal, latest = book.portal(column.portal_id), book.latest.get(column.portal_id)
    return (
        words.STANDINGS[column.standing],
        portal.level,
        portal.name,
        clean(column.name or ""),
        clean(column.url or ""),
        clean(column.reason),
        words.STANDINGS[column.machine] if column.machine else "",
        latest.started_at if latest else None,
        clean(column.portal_id),
    )


def _scan_rows(book: Book) -> Iterable[Sequence[Cell]]:
    scans = sorted(
        book.data.scans, key=lambda s: (book.portal(s.portal_id).place, s.started_at, s.scan_id)
    )
    for scan in scans:
        portal = book.portal(scan.portal_id)
        embedded = {True: "是", False: "否", None: "未知"}[scan.embedded]
        yield (
            portal.name,
            portal.level,
            scan.started_at,
            scan.ended_at,
            scan.reach,
            clean(scan.gap),
            embedded,
            clean(scan.scan_id),
            clean(scan.portal_id),
        )


def _sheet(
    file: Any,
    title: str,
    header: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """One sheet: header frozen and filterable, text wrapped, nothing ever a formula."""
    sheet = file.add_worksheet(title)
    bold = file.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1, "valign": "vcenter"})
    text = file.add_format({"text_wrap": True, "valign": "top"})
    moment = file.add_format({"num_format": DATE, "valign": "top", "align": "left"})
    link = file.add_format({"font_color": "#0B57A4", "underline": 1, "valign": "top"})
    for place, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, bold)
    number = links = 0
    for number, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, place, beijing(cell).replace(tzinfo=None), moment)
            elif cell and links < MOST_LINKS and web_address(cell):
                sheet.write_url(number, place, cell, link, string=cell)
                links += 1
            elif cell:
                sheet.write_string(number, place, cell[:LONGEST_CELL], text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, number, len(header) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _moment(book: Book, span: Interval) -> Cell:
    """A cell that sorts as a moment, or words where only the day is known."""
    if span.earliest == span.latest:
        return span.earliest
    return words.interval_words(span, book.year)


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{beijing(cell):%Y-%m-%d %H:%M:%S}"
    return cell or ""
