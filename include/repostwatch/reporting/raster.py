"""Pictures as PNG, drawn without fonts or libraries: for programs that show nothing else."""

from __future__ import annotations

import struct
import zlib

# Colours by their place in the palette. Each reads on white and on its own band.
WHITE, GRID, INK, BAND, LINE, OTHER_BAND, OTHER_LINE = range(7)
PALETTE = bytes.fromhex("ffffff d5dce4 3e4c59 c9dcf2 0b4f9c f6ddb8 a35b00")
# Five rows of three points each.
GLYPHS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001010010010",
    "8": "111101111101111",
    "9": "111101111001111",
    "I": "010010010010010",
    "V": "101101101101010",
    ".": "000000000000010",
    "-": "000000111000000",
    "+": "000010111010000",
}
ROWS, COLUMNS = 5, 3


class Canvas:
    """Points of the palette; what lies outside is cut off."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows = [bytearray([WHITE]) * width for _ in range(height)]

    def block(self, left: int, top: int, width: int, height: int, color: int) -> None:
        first, last = max(0, left), min(self.width, left + width)
        for y in range(max(0, top), min(self.height, top + height)):
            self.rows[y][first:last] = bytes([color]) * max(0, last - first)

    def text(self, right: int, top: int, text: str, dot: int, color: int = INK) -> None:
        """Text of GLYPHS that ends at `right`; a point is `dot` pixels wide."""
        for place, glyph in enumerate(reversed(text), start=1):
            left = right - place * (COLUMNS + 1) * dot
            for number, point in enumerate(GLYPHS[glyph]):
                if point == "1":
                    row, column = divmod(number, COLUMNS)
                    self.block(left + column * dot, top + row * dot, dot, dot, color)

    def centred(self, middle: int, top: int, text: str, dot: int, color: int = INK) -> None:
        half = len(text) * (COLUMNS + 1) * dot // 2
        self.text(middle + half, top, text, dot, color)

    def png(self) -> bytes:
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        body = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 9)
        parts = ((b"IHDR", head), (b"PLTE", PALETTE), (b"IDAT", body), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    sum_ = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", sum_)
