"""A statement as a Word file: A4, type and margins as GB/T 9704 asks of official documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from repostwatch.base.clock import beijing
from repostwatch.base.errors import InputError
from repostwatch.reporting.blocks import Block
from repostwatch.settings import ReportingSettings

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

TITLE_FONT, HEADING_FONT, BODY_FONT = "宋体", "黑体", "仿宋"
# GB/T 9704-2012: title in size 2 (22 pt), body in size 3 (16 pt), 28 pt from line to line.
TITLE_SIZE, BODY_SIZE, NOTE_SIZE, TABLE_SIZE, LEADING = 22, 16, 12, 11, 28
GRID = "Table Grid"


def word_file(
    title: str, blocks: Sequence[Block], made_at: datetime, settings: ReportingSettings
) -> bytes:
    """The statement as .docx. A title's lines are broken where it says so, never inside a word
    (GB/T 9704). Equal blocks give equal bytes.

    `settings.letterhead` may name a .docx whose margins, header and footer are kept. Raises
    InputError where it is none.
    """
    file = _blank(settings.letterhead)
    heading = file.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_after = Pt(18)
    _write(heading, title, TITLE_FONT, TITLE_SIZE, bold=True)
    for block in blocks:
        _add(file, block)
    _sign(file, title.replace("\n", ""), made_at)
    out = io.BytesIO()
    file.save(out)
    return _without_time(out.getvalue())


def _blank(letterhead: Path | None) -> WordDocument:
    if letterhead is not None:
        try:
            return Document(str(letterhead))
        except (PackageNotFoundError, OSError, ValueError) as error:
            raise InputError(letterhead, f"is no Word file (.docx): {error}") from error
    file = Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    return file


def _add(file: WordDocument, block: Block) -> None:
    if block.kind == "table":
        _add_table(file, block.rows)
        return
    paragraph = file.add_paragraph()
    spacing = paragraph.paragraph_format
    spacing.space_after = Pt(0)
    if block.kind == "note":
        _write(paragraph, block.text, BODY_FONT, NOTE_SIZE)
        return
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LEADING)
    spacing.first_line_indent = Pt(2 * BODY_SIZE)
    spacing.keep_with_next = block.kind == "heading"
    font = HEADING_FONT if block.kind == "heading" else BODY_FONT
    _write(paragraph, block.text, font, BODY_SIZE)


def _add_table(file: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    table = file.add_table(rows=0, cols=len(rows[0]))
    if GRID in (style.name for style in file.styles):  # a letterhead may lack it
        table.style = GRID
    for number, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], text, BODY_FONT, TABLE_SIZE, bold=number == 0)
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _write(paragraph: Paragraph, text: str, font: str, size: float, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold = font, Pt(size), bold
    # Word keeps the font of Chinese text apart from that of Latin text.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _sign(file: WordDocument, title: str, made_at: datetime) -> None:
    naive = beijing(made_at).replace(tzinfo=None)
    properties = file.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "repostwatch", ""
    properties.created = properties.modified = naive
    properties.revision = 1


def _without_time(packed: bytes) -> bytes:
    """The same archive with its members' clock stopped: equal files are equal bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
