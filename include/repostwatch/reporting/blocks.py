"""A statement as plain blocks, which the page, the text and the Word file all show alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a note in small type, or a table (`rows[0]` is its header)."""

    kind: Literal["heading", "paragraph", "note", "table"]
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def heading(text: str) -> Block:
    return Block("heading", text)


def paragraph(text: str) -> Block:
    return Block("paragraph", text)


def note(text: str) -> Block:
    return Block("note", text)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    return Block("table", rows=(tuple(header), *(tuple(row) for row in rows)))


def as_text(title: str, blocks: Sequence[Block]) -> str:
    """The statement for a reader of plain text."""
    lines = [title, ""]
    for block in blocks:
        if block.kind == "table":
            lines += ["  " + "　".join(row) for row in block.rows]
        elif block.kind == "heading":
            lines += ["", block.text]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"
