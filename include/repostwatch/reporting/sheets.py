"""The attachments: a workbook with one question per sheet, written row by row; a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import xlsxwriter

from repostwatch.base.clock import beijing
from repostwatch.model import VerdictKind
from repostwatch.model.words import BAD_COLUMNS
from repostwatch.reporting.cells import (
    ACTION,
    COLUMNS,
    CSV_COLUMNS,
    OPEN,
    SCANS,
    VERDICTS,
    Cell,
    SheetForm,
    column_cells,
    csv_cells,
    scan_rows,
    verdict_cells,
)
from repostwatch.reporting.data import Attachment
from repostwatch.reporting.lookup import ReportLookup
from repostwatch.reporting.sanitize import web_address
from repostwatch.reporting.sections import UNSURE_COLUMNS
from repostwatch.reporting.widths import lines_of

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # Excel's own limit
# Programs that do not fit rows to wrapped text would show, and print, the first line of it.
LINE_HEIGHT, MOST_HEIGHT = 17, 409  # points; Excel's own are 15 and 409, other fonts are higher
DIGITS = 2  # a column's width counts digits: two to a Chinese character
# Of a line, in Chinese characters: what may not begin or be broken goes to the next one, and a font
# that takes the place of Excel's own may draw wider.
LOST = 1.5
MOST_LINKS = 60_000  # a sheet holds 65,530; beyond it XlsxWriter drops them with a warning
DATE = "yyyy-mm-dd hh:mm"


def workbook(lookup: ReportLookup, file_name: str) -> Attachment:
    """Sheets of what needs action, of what is open, of columns, of all verdicts and of incomplete
    scans; each so many rows as the settings say, and how many more there are.

    Equal data, equal bytes.
    """
    out = io.BytesIO()
    options = {"constant_memory": True, "default_date_format": DATE}
    with xlsxwriter.Workbook(out, options) as written:
        written.set_properties({"created": beijing(lookup.data.made_at).replace(tzinfo=None)})
        file = _Workbook(written, lookup)
        bad, open_ = (
            (VerdictKind.LATE, VerdictKind.MISSING),
            (VerdictKind.UNKNOWN, VerdictKind.REVIEW),
        )
        action = [v for v in lookup.verdicts if v.kind in bad or v.backdated]
        file.sheet(ACTION, (verdict_cells(lookup, v, ACTION) for v in action))
        unsure = (verdict_cells(lookup, v, OPEN) for v in lookup.of(*open_))
        file.sheet(OPEN, unsure)
        wanted = (*BAD_COLUMNS, *UNSURE_COLUMNS)
        columns = [one for one in lookup.data.columns if one.standing in wanted or one.machine]
        columns.sort(key=lambda one: lookup.portal(one.portal_id).place)
        file.sheet(COLUMNS, (column_cells(lookup, one) for one in columns))
        if len(lookup.verdicts) <= lookup.settings.workbook_rows:
            every = (verdict_cells(lookup, v, VERDICTS) for v in lookup.verdicts)
            file.sheet(VERDICTS, every)
        file.sheet(SCANS, scan_rows(lookup))
    return Attachment(file_name, XLSX_TYPE, out.getvalue())


def verdicts_csv(lookup: ReportLookup, file_name: str) -> Attachment:
    """Every verdict for people, with a BOM so that Excel and WPS read it as UTF-8."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([lookup.label(f"cell.{key}") for key in CSV_COLUMNS])
    table.writerows(csv_cells(lookup, verdict) for verdict in lookup.verdicts)
    return Attachment(file_name, CSV_TYPE, b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


class _Workbook:
    """A workbook that is being written."""

    def __init__(self, file: Any, lookup: ReportLookup) -> None:
        self.file, self.lookup = file, lookup
        self.heading = f"{lookup.label('daily.title')}　{lookup.day(lookup.data.day)}"
        self.bold = file.add_format(
            {"bold": True, "bg_color": "#E8EDF3", "border": 1, "valign": "vcenter"}
        )
        self.text = file.add_format({"text_wrap": True, "valign": "top"})
        self.moment = file.add_format({"num_format": DATE, "valign": "top", "align": "left"})
        self.link = file.add_format({"font_color": "#0B57A4", "underline": 1, "valign": "top"})

    def sheet(self, form: SheetForm, rows: Iterable[Sequence[Cell]]) -> None:
        """One sheet: header frozen and filterable, text wrapped, nothing ever a formula."""
        label = self.lookup.label
        sheet = self.file.add_worksheet(label(f"sheet.{form.key}"))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&L{self.heading}&R&A")
        sheet.set_footer(f"&C{label('sheet.page', number='&P', count='&N')}")
        sheet.hide_gridlines(0)  # not on paper either: long cells are told apart by them
        sheet.freeze_panes(1, 0)
        for place, (key, width) in enumerate(form.columns):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, label(f"cell.{key}"), self.bold)
        left, number, links = iter(rows), 0, 0
        widths = [width for _, width in form.columns]
        for number, cells in enumerate(islice(left, self.lookup.settings.workbook_rows), start=1):
            sheet.set_row(number, _height(cells, widths))
            for place, cell in enumerate(cells):
                links += self._write(sheet, number, place, cell, linked=links < MOST_LINKS)
        sheet.autofilter(0, 0, number, len(form.columns) - 1)
        sheet.print_area(0, 0, number, form.printed - 1)
        if more := sum(1 for _ in left):
            sheet.write_string(number + 1, 0, label("sheet.more", count=more), self.bold)

    def _write(self, sheet: Any, row: int, place: int, cell: Cell, *, linked: bool) -> int:
        """How many links that was."""
        if isinstance(cell, datetime):
            sheet.write_datetime(row, place, beijing(cell).replace(tzinfo=None), self.moment)
        elif cell and linked and web_address(cell):
            sheet.write_url(row, place, cell, self.link, string=cell)
            return 1
        elif cell:
            sheet.write_string(row, place, cell[:LONGEST_CELL], self.text)
        return 0


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """A row's height in points, with all lines of its longest cell; addresses are not wrapped."""
    lines = [
        lines_of(cell, width / DIGITS - LOST)
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str) and cell and not web_address(cell)
    ]
    return min(MOST_HEIGHT, LINE_HEIGHT * max(lines, default=1))
