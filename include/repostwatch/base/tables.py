"""Strict reading of the CSV tables that people and other programs hand in.

Whatever is wrong with a table is one InputError that names file, line and column and says
what to do. Nothing is repaired silently: a shifted column would put one portal's limit on
another.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from repostwatch.base.errors import InputError
from repostwatch.base.files import whole_bytes
from repostwatch.model import Reason, because
from repostwatch.model.codes import InputCode

Word = TypeVar("Word", bound=StrEnum)
# No title, address or list of addresses is longer; an unclosed quote swallows a whole file.
FIELD_LIMIT = 100_000
AS_UTF8 = "save it as “CSV UTF-8”"


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One record. `line` is where it starts, counted from 1 with the header.

    `row["title"]` is the cell without surrounding blanks, "" for an optional column that
    the table does not have.
    """

    source: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def filled(self, column: str) -> str:
        """The cell. Raises InputError where it is empty."""
        if not self.values[column]:
            raise self.error(column, "is empty", because(InputCode.EMPTY_CELL))
        return self.values[column]

    def word(self, column: str, kind: type[Word], text: str, why: Reason | None = None) -> Word:
        """What a cell, or a part of it, says of a fixed set of words. Raises InputError, with `why`
        as its reason."""
        try:
            return kind(text)
        except ValueError:
            wrong = f"{text[:60]!r} is none of {', '.join(kind)}"
            raise self.error(column, wrong, why) from None

    def error(self, column: str, problem: str, why: Reason | None = None) -> InputError:
        """The error to raise about this cell; `why` is `problem` as a reason."""
        return InputError(self.source, problem, line=self.line, column=column, why=why)


@dataclass(slots=True)
class _Keys:
    """Where each key was first seen."""

    column: str | None
    lines: dict[str, int] = field(default_factory=dict)

    def check(self, row: CsvRow) -> None:
        if self.column is None:
            return
        value = row.filled(self.column)
        first = self.lines.setdefault(value, row.line)
        if first != row.line:
            raise row.error(self.column, f"{value!r} already stands in line {first}")


def read_table(
    path: Path, required: Sequence[str], optional: Sequence[str] = (), *, key: str | None = None
) -> Iterator[CsvRow]:
    """The rows of a UTF-8 CSV file with a header; a BOM is allowed, extra columns are ignored.

    `key` names a column whose cells must be filled and differ. The file is read and its
    header checked at the first row asked for. Raises InputError.
    """
    try:
        data = whole_bytes(path)
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from error
    yield from parse_table(decode(data, str(path)), str(path), required, optional, key=key)


def decode(data: bytes, source: str) -> str:
    """UTF-8 text, without BOM. Raises InputError naming the line where it is something else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(source, f"is UTF-16: {AS_UTF8}", why=because(InputCode.NOT_UTF8))
    if (nul := data.find(b"\0")) >= 0:
        raise InputError(
            source,
            f"holds a NUL byte: is it binary, or UTF-16? {AS_UTF8}",
            line=_line(data, nul),
            why=because(InputCode.BINARY),
        )
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        empty = "is empty: a header is expected in line 1"
        raise InputError(source, empty, line=1, why=because(InputCode.NO_HEADER))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        looks = "is encoded in GBK, not UTF-8" if _is_gbk(data) else "is not UTF-8"
        line, why = _line(data, error.start), because(InputCode.NOT_UTF8)
        raise InputError(source, f"{looks}: {AS_UTF8}", line=line, why=why) from error


def parse_table(
    text: str,
    source: str,
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    key: str | None = None,
) -> Iterator[CsvRow]:
    """The rows of a table already decoded; `source` names it in errors. Raises InputError."""
    records = _records(text, source)
    line, header = next(records, (1, []))
    header = [name.strip() for name in header]
    _check_header(header, source, line, required, optional)
    wanted = [(name, header.index(name)) for name in (*required, *optional) if name in header]
    absent = dict.fromkeys(set(optional) - set(header), "")
    keys = _Keys(key)
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        _check_width(cells, header, source, line)
        row = CsvRow(source, line, absent | {name: cells[place].strip() for name, place in wanted})
        keys.check(row)
        yield row


def _records(text: str, source: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts in."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem, why = _csv_problem(error)
            raise InputError(source, problem, line=start, why=why) from error
        longest = max((len(cell) for cell in cells), default=0)
        if longest > FIELD_LIMIT:
            why = because(InputCode.CELL_TOO_LONG, most=FIELD_LIMIT)
            raise InputError(source, _too_long(longest), line=start, why=why)
        yield start, cells
        start = reader.line_num + 1


def _csv_problem(error: csv.Error) -> tuple[str, Reason]:
    message = str(error)
    if "field limit" in message:
        return _too_long(None), because(InputCode.CELL_TOO_LONG, most=FIELD_LIMIT)
    if "unexpected end" in message:
        return "a quote opened here is never closed", because(InputCode.QUOTE_LEFT_OPEN)
    problem = f"is not well-formed CSV ({message}): double the quotes inside a quoted cell"
    return problem, because(InputCode.NO_CSV)


def _too_long(length: int | None) -> str:
    size = f"has {length} characters" if length else "is too long"
    return f"a cell {size}, more than {FIELD_LIMIT} allowed: is a quote left open?"


def _check_header(
    header: Sequence[str],
    source: str,
    line: int,
    required: Sequence[str],
    optional: Sequence[str],
) -> None:
    for name in required:
        if name not in header:
            raise InputError(
                source,
                f"this column is missing; the header must have {','.join(required)} "
                f"(separated by commas), it has {','.join(header)[:200]}",
                line=line,
                column=name,
                why=because(InputCode.COLUMN_MISSING, columns=tuple(required)),
            )
    for name in (*required, *optional):
        if header.count(name) > 1:
            twice, why = "this column stands twice", because(InputCode.COLUMN_TWICE)
            raise InputError(source, twice, line=line, column=name, why=why)


def _check_width(cells: Sequence[str], header: Sequence[str], source: str, line: int) -> None:
    if len(cells) < len(header):
        raise InputError(
            source,
            f"the row ends before this column: {len(cells)} cells, the header has {len(header)}",
            line=line,
            column=header[len(cells)],
            why=because(InputCode.OTHER_WIDTH, cells=len(cells), count=len(header)),
        )
    if any(cell.strip() for cell in cells[len(header) :]):
        raise InputError(
            source,
            f"the row has {len(cells)} cells, the header {len(header)}: "
            "put a cell that holds a comma in double quotes",
            line=line,
            column=header[-1],
            why=because(InputCode.OTHER_WIDTH, cells=len(cells), count=len(header)),
        )


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
