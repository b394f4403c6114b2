"""A statement as plain blocks, which the page, the text and the Word file all show alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from repostwatch.reporting.widths import text_width

WIDEST = 12.0


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a note in small type, a table (`rows[0]` is its header), a picture
    (SVG as `markup`, PNG as `raster`, under its title), or an appendix' heading, which begins a
    page."""

    kind: Literal["heading", "paragraph", "note", "table", "picture", "appendix"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    markup: str = ""
    raster: bytes = b""

    @property
    def widths(self) -> tuple[float, ...]:
        """What the columns of a table need for their longest cells, in widths of a Chinese
        character; more than twelve may be broken over lines."""
        return tuple(
            min(WIDEST, max(text_width(cell) for cell in column))
            for column in zip(*self.rows, strict=True)
        )


def heading(text: str) -> Block:
    return Block("heading", text)


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


def note(text: str) -> Block:
    return Block("note", text)


def appendix(text: str) -> Block:
    return Block("appendix", text)


def picture(title: str, markup: str, raster: bytes) -> Block:
    """A picture as SVG of our own making, which goes into a page as it is, and as PNG."""
    return Block("picture", title, markup=markup, raster=raster)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    return Block("table", rows=(tuple(header), *(tuple(row) for row in rows)))


def as_text(title: str, blocks: Sequence[Block]) -> str:
    """The statement for a reader of plain text."""
    lines = [title, ""]
    for block in blocks:
        if block.kind == "table":
            lines += ["  " + "　".join(row) for row in block.rows]
        elif block.kind in ("heading", "appendix"):
            lines += ["", block.text]
        elif block.kind != "picture":  # its table says the same
            lines.append(block.text)
    return "\n".join(lines) + "\n"
