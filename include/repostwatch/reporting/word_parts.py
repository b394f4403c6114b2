"""What a Word file needs of GB/T 9704 and python-docx has no call for: page numbers on the outer
side, substitutes of fonts, tables whose cells and rows are not broken."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from repostwatch.reporting.widths import shared

NUMBER_SIZE = 14  # size 4, GB/T 9704-2012, 7.5
INDENT = 14  # one character away from the margin
# How Office names a picture's SVG beside the PNG that older programs show ([MS-ODRAWXML] 2.3.3).
SVG_INSTEAD = (
    f"<a:extLst {nsdecls('a', 'r')}>"
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'r:embed="{relation}"/></a:ext></a:extLst>'
)
TYPE_AREA = 156  # mm between the margins of GB/T 9704
CELL_MARGINS = 4.0  # mm: Word's own on both sides of a cell's text, and its border
MM_PER_POINT = 25.4 / 72


def number_pages(file: WordDocument, around: str) -> None:
    """Page numbers below, on the right of odd pages and the left of even ones.

    `around` is what stands before and after a number, with a line break between.
    """
    file.settings.odd_and_even_pages_header_footer = True
    section = file.sections[0]
    right, left = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    right.alignment, left.alignment = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
    right.paragraph_format.right_indent = left.paragraph_format.left_indent = Pt(INDENT)
    for paragraph in (right, left):
        _number(paragraph, *around.split("\n"))


def _number(paragraph: Paragraph, before: str, after: str) -> None:
    paragraph.add_run(before)
    run = paragraph.add_run()
    for kind in ("begin", "instruction", "end"):
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = "PAGE"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._element.append(element)
    paragraph.add_run(after)
    for one in paragraph.runs:
        one.font.size = Pt(NUMBER_SIZE)


def name_substitutes(file: WordDocument, names: Mapping[str, str]) -> None:
    """Enter fonts into the font table, each with the one to take where it is not installed.

    A letterhead without a font table stays without.
    """
    relations = file.part.rels.values()
    part = next(
        (r.target_part for r in relations if r.reltype == RELATIONSHIP_TYPE.FONT_TABLE), None
    )
    if not isinstance(part, Part):
        return
    table = parse_xml(part.blob)
    for name, other in names.items():
        font = parse_xml(f"<w:font {nsdecls('w')}><w:altName/></w:font>")
        font.set(qn("w:name"), name)
        font[0].set(qn("w:val"), other)
        table.append(font)
    part._blob = serialize_part_xml(table)


def lay_out(table: Table, widths: Sequence[float], size: float) -> None:
    """Columns of so many characters of `size` points, over the type area; rows stay on one page,
    the header stands again on each."""
    table.autofit = False
    needed = [width * size * MM_PER_POINT + CELL_MARGINS for width in widths]
    for column, width in zip(table.columns, shared(needed, TYPE_AREA), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = column.width
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_after = Pt(0)
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def add_picture(run: Run, title: str, markup: str, raster: bytes) -> None:
    """A picture over the type area: SVG where the program shows it, else PNG."""
    shape = run.add_picture(io.BytesIO(raster), width=Mm(TYPE_AREA))
    shape._inline.docPr.set("descr", title)
    package = run.part.package
    assert package is not None  # noqa: S101  the file's own
    name = package.next_partname("/word/media/series%d.svg")
    drawn = Part(name, "image/svg+xml", markup.encode(), package)
    relation = run.part.relate_to(drawn, RELATIONSHIP_TYPE.IMAGE)
    (blip,) = shape._inline.iter(qn("a:blip"))
    blip.append(parse_xml(SVG_INSTEAD.format(relation=relation)))
