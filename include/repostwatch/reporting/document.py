"""A statement as a Word file: A4, type and margins as GB/T 9704 asks of official documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from repostwatch.base.errors import InputError
from repostwatch.reporting.blocks import Block
from repostwatch.reporting.word_parts import add_picture, lay_out, name_substitutes, number_pages
from repostwatch.settings import ReportingSettings
from repostwatch.wording import Labels, Style

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# GB/T 9704-2012: title in size 2 (22 pt), body in size 3 (16 pt), 28 pt from line to line.
TITLE_SIZE, BODY_SIZE, NOTE_SIZE, TABLE_SIZE, LEADING = 22, 16, 12, 10.5, 28
GRID = "Table Grid"


@dataclass(frozen=True, slots=True)
class Fonts:
    """By name; where one is not installed, its substitute in the font table is taken."""

    title: str
    heading: str
    body: str


def word_file(
    title: str,
    blocks: Sequence[Block],
    dated: str,
    made_at: datetime,
    settings: ReportingSettings,
    style: Style,
) -> bytes:
    """The statement as .docx, `dated` at its end. A title's lines are broken where it says so,
    never inside a word (GB/T 9704). Equal blocks give equal bytes.

    `settings.letterhead` may name a .docx whose margins, header and footer are kept. Raises
    InputError where it is none.
    """
    file, labels = _blank(settings.letterhead), Labels(style)
    fonts = Fonts(*(labels(f"bulletin.font.{key}") for key in ("title", "heading", "body")))
    if settings.letterhead is None:
        number_pages(file, labels("bulletin.page_number", page="\n"))
    name_substitutes(
        file,
        {
            fonts.title: labels("bulletin.font.else.title"),
            fonts.body: labels("bulletin.font.else.body"),
        },
    )
    heading = file.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.paragraph_format.space_after = Pt(18)
    _write(heading, title, fonts.title, TITLE_SIZE)
    ends = next((n for n, one in enumerate(blocks) if one.kind == "appendix"), len(blocks))
    for block in blocks[:ends]:
        _add(file, block, fonts)
    signed = file.add_paragraph()
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signed.paragraph_format.right_indent = Pt(4 * BODY_SIZE)
    _write(signed, dated, fonts.body, BODY_SIZE)
    for block in blocks[ends:]:
        _add(file, block, fonts)
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


def _add(file: WordDocument, block: Block, fonts: Fonts) -> None:
    if block.kind == "picture":
        caption, drawn = file.add_paragraph(), file.add_paragraph()
        caption.paragraph_format.keep_with_next = True
        _write(caption, block.text, fonts.body, NOTE_SIZE)
        _write(drawn, "", fonts.body, NOTE_SIZE)
        add_picture(drawn.runs[0], block.text, block.markup, block.raster)
        return
    if block.kind == "table":
        _add_table(file, block, fonts)
        return
    paragraph = file.add_paragraph()
    spacing = paragraph.paragraph_format
    spacing.space_after = Pt(0)
    if block.kind == "note":
        _write(paragraph, block.text, fonts.body, NOTE_SIZE)
        return
    titled = block.kind in ("heading", "appendix")
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LEADING)
    spacing.page_break_before = block.kind == "appendix"
    spacing.first_line_indent = Pt(0 if block.kind == "appendix" else 2 * BODY_SIZE)
    spacing.keep_with_next = titled
    _write(paragraph, block.text, fonts.heading if titled else fonts.body, BODY_SIZE)


def _add_table(file: WordDocument, block: Block, fonts: Fonts) -> None:
    table = file.add_table(rows=0, cols=len(block.rows[0]))
    if GRID in (style.name for style in file.styles):  # a letterhead may lack it
        table.style = GRID
    for number, row in enumerate(block.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], text, fonts.body, TABLE_SIZE, bold=number == 0)
    lay_out(table, block.widths, TABLE_SIZE)
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _write(paragraph: Paragraph, text: str, font: str, size: float, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold = font, Pt(size), bold
    # Word keeps the font of Chinese text apart from that of Latin text.
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _sign(file: WordDocument, title: str, made_at: datetime) -> None:
    naive = made_at.astimezone(UTC).replace(tzinfo=None)  # the file's form has no zone: it is UTC
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
