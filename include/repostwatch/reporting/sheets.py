"""The attachments: a table for Excel and WPS, and a workbook with one sheet per question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import xlsxwriter

from repostwatch.base.clock import beijing
from repostwatch.model import ColumnStanding, Interval, Verdict, VerdictKind
from repostwatch.reporting.data import Attachment
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.sanitize import harmless_cell, sanitize, web_address
from repostwatch.wording import name, say, say_fact

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767  # Excel's own limit
MOST_LINKS = 60_000  # a sheet holds 65,530; beyond it XlsxWriter drops them with a warning

# Columns by the keys of their labels.
VERDICT_COLUMNS = (
    "verdict",
    "level",
    "portal",
    "release",
    "published",
    "deadline",
    "reposted_earliest",
    "reposted_latest",
    "link_title",
    "link_url",
    "reason",
    "backdated",
    "machine",
    "scans",
    "portal_id",
    "release_id",
)
VERDICT_WIDTHS = (10, 8, 22, 46, 18, 18, 18, 18, 40, 36, 48, 40, 10, 36, 12, 16)
COLUMN_COLUMNS = (
    "verdict",
    "level",
    "portal",
    "column_name",
    "column_url",
    "reason",
    "machine",
    "last_scan",
    "portal_id",
)
COLUMN_WIDTHS = (16, 8, 22, 26, 40, 60, 16, 18, 12)
SCAN_COLUMNS = (
    "portal",
    "level",
    "started_at",
    "ended_at",
    "reach",
    "gap",
    "embedded",
    "scan_id",
    "portal_id",
)
SCAN_WIDTHS = (22, 8, 18, 18, 18, 60, 10, 12, 12)

Cell = str | datetime | None


def verdicts_csv(lookup: ReportLookup, file_name: str) -> Attachment:
    """Every verdict for people, with a BOM so that Excel and WPS read it as UTF-8."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_header(lookup, VERDICT_COLUMNS))
    for verdict in lookup.verdicts:
        table.writerow([harmless_cell(_plain(cell)) for cell in _verdict_cells(lookup, verdict)])
    return Attachment(file_name, CSV_TYPE, b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


def workbook(lookup: ReportLookup, file_name: str) -> Attachment:
    """Sheets of what needs action, of what is open, of columns, all verdicts and scans.

    Equal data, equal bytes.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": DATE}) as file:
        file.set_properties({"created": beijing(lookup.data.made_at).replace(tzinfo=None)})
        bad, open_ = _kinds(VerdictKind.LATE, VerdictKind.MISSING), _kinds(VerdictKind.UNKNOWN)
        action = [v for v in lookup.verdicts if v.kind in bad or v.backdated]
        unknown = [v for v in lookup.verdicts if v.kind in open_ or v.kind is VerdictKind.REVIEW]
        for key, verdicts in (("action", action), ("unknown", unknown)):
            _sheet(
                file, lookup, key, VERDICT_COLUMNS, VERDICT_WIDTHS, _verdict_rows(lookup, verdicts)
            )
        columns = sorted(lookup.data.columns, key=lambda c: lookup.portal(c.portal_id).place)
        rows = (_column_cells(lookup, column) for column in columns)
        _sheet(file, lookup, "columns", COLUMN_COLUMNS, COLUMN_WIDTHS, rows)
        every = _verdict_rows(lookup, lookup.verdicts)
        _sheet(file, lookup, "verdicts", VERDICT_COLUMNS, VERDICT_WIDTHS, every)
        _sheet(file, lookup, "scans", SCAN_COLUMNS, SCAN_WIDTHS, _scan_rows(lookup))
    return Attachment(file_name, XLSX_TYPE, out.getvalue())


DATE = "yyyy-mm-dd hh:mm:ss"


def _header(lookup: ReportLookup, columns: Sequence[str]) -> list[str]:
    return [lookup.label(f"cell.{column}") for column in columns]


def _name(lookup: ReportLookup, word: StrEnum | None) -> str:
    return name(word, lookup.style.language) if word else ""


def _kinds(*kinds: VerdictKind) -> frozenset[VerdictKind]:
    return frozenset(kinds)


def _verdict_rows(lookup: ReportLookup, verdicts: Iterable[Verdict]) -> Iterable[Sequence[Cell]]:
    return (_verdict_cells(lookup, verdict) for verdict in verdicts)


def _verdict_cells(lookup: ReportLookup, verdict: Verdict) -> Sequence[Cell]:
    portal, duty, span = lookup.portal(verdict.portal_id), lookup.duty(verdict), verdict.reposted
    release = lookup.releases.get(verdict.release_id)
    return (
        _name(lookup, verdict.kind),
        portal.level,
        portal.name,
        sanitize(release.title) if release else verdict.release_id,
        _moment(lookup, release.published) if release else None,
        _moment(lookup, duty.deadline) if duty else None,
        span.earliest if span else None,
        span.latest if span else None,
        sanitize(verdict.link_title or ""),
        sanitize(verdict.link_url or ""),
        sanitize(say(verdict.reason, lookup.style)),
        sanitize(say(verdict.backdated, lookup.style)),
        _name(lookup, verdict.machine),
        lookup.times(lookup.scans_of(verdict)),
        sanitize(verdict.portal_id),
        sanitize(verdict.release_id),
    )


def _column_cells(lookup: ReportLookup, column: ColumnStanding) -> Sequence[Cell]:
    portal, latest = lookup.portal(column.portal_id), lookup.latest.get(column.portal_id)
    return (
        _name(lookup, column.standing),
        portal.level,
        portal.name,
        sanitize(column.name or ""),
        sanitize(column.url or ""),
        sanitize(say(column.reason, lookup.style)),
        _name(lookup, column.machine),
        latest.started_at if latest else None,
        sanitize(column.portal_id),
    )


def _scan_rows(lookup: ReportLookup) -> Iterable[Sequence[Cell]]:
    scans = sorted(
        lookup.data.scans, key=lambda s: (lookup.portal(s.portal_id).place, s.started_at, s.scan_id)
    )
    for scan in scans:
        portal = lookup.portal(scan.portal_id)
        embedded = say_fact(scan.embedded, lookup.style) or lookup.label("cell.unknown")
        yield (
            portal.name,
            portal.level,
            scan.started_at,
            scan.ended_at,
            scan.reach,
            sanitize(say(scan.gap, lookup.style)),
            embedded,
            sanitize(scan.scan_id),
            sanitize(scan.portal_id),
        )


def _sheet(
    file: Any,
    lookup: ReportLookup,
    key: str,
    columns: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """One sheet: header frozen and filterable, text wrapped, nothing ever a formula."""
    sheet = file.add_worksheet(lookup.label(f"sheet.{key}"))
    bold = file.add_format({"bold": True, "bg_color": "#E8EDF3", "border": 1, "valign": "vcenter"})
    text = file.add_format({"text_wrap": True, "valign": "top"})
    moment = file.add_format({"num_format": DATE, "valign": "top", "align": "left"})
    link = file.add_format({"font_color": "#0B57A4", "underline": 1, "valign": "top"})
    for place, (header, width) in enumerate(zip(_header(lookup, columns), widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, header, bold)
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
    sheet.autofilter(0, 0, number, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _moment(lookup: ReportLookup, span: Interval) -> Cell:
    """A cell that sorts as a moment, or words where only the day is known."""
    if span.earliest == span.latest:
        return span.earliest
    return lookup.interval(span)


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{beijing(cell):%Y-%m-%d %H:%M:%S}"
    return cell or ""
