"""Strict CSV reading: every error names file, line and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.base.errors import InputError
from repostwatch.base.tables import FIELD_LIMIT, CsvRow, read_table

REQUIRED = ("id", "title")


def rows(tmp_path: Path, data: bytes | str, **options: str) -> list[CsvRow]:
    path = tmp_path / "table.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_table(path, REQUIRED, ("duty",), **options))


def test_rows_know_their_line_and_their_cells(tmp_path: Path) -> None:
    found = rows(tmp_path, 'id,title\n1, 甲 \n\n2,"两\n行"\n,\n3,丙\n')
    assert [(row.line, row["id"], row["title"]) for row in found] == [
        (2, "1", "甲"),
        (4, "2", "两\n行"),
        (7, "3", "丙"),
    ]
    assert {row["duty"] for row in found} == {""}, "an optional column that is absent is empty"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfid,title\r\n1,a\r\n",
        b"id,title\r1,a\r",
        b"title,extra,id\na,x,1",
        b"id,title,,\n1,a,,\n",
        b" id , title \n1,a\n",
    ],
    ids=["bom-crlf", "cr", "other-order", "padded", "blanks"],
)
def test_harmless_varieties_are_read(tmp_path: Path, data: bytes) -> None:
    assert [(row["id"], row["title"]) for row in rows(tmp_path, data)] == [("1", "a")]


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        ("", 1, None, "is empty"),
        ("\n \n", 1, None, "is empty"),
        ("id,name\n1,a\n", 1, "title", "missing"),
        ("\nid,title\n1,a\n", 1, "id", "missing"),
        ("id;title\n1;a\n", 1, "id", "separated by commas"),
        ("id,title,id\n1,a,2\n", 1, "id", "twice"),
        ("id,title,duty,duty\n", 1, "duty", "twice"),
        ("id,title\n1,a\n2\n", 3, "title", "ends before"),
        ("id,title\n1,关于a,b的通知\n", 2, "title", "double quotes"),
        ('id,title\n1,a\n2,"b\n3,c\n', 3, None, "never closed"),
        ('id,title\n1,"a"b\n', 2, None, "well-formed"),
        ("id,title\n1,a\n2,b\n1,c\n", 4, "id", "already stands in line 2"),
        ("id,title\n1,a\n ,b\n", 3, "id", "is empty"),
        ("id,title\n1,a\0b\n", 2, None, "NUL"),
        ("id,title\n1," + "x" * (FIELD_LIMIT + 1) + "\n", 2, None, f"{FIELD_LIMIT + 1} characters"),
        ("id,title\n1," + "x" * 200_000 + "\n", 2, None, "too long"),
        ("id,title\n1,国务院\n".encode("gbk"), 2, None, "GBK"),
        (b"id,title\n1,a\n2,\xff\xff\n", 3, None, "not UTF-8"),
        ("id,title\n1,a\n".encode("utf-16"), None, None, "UTF-16"),
        ("id,title\n1,a\n".encode("utf-16-le"), 1, None, "UTF-16"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, data: bytes | str, line: int | None, column: str | None, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        rows(tmp_path, data, key="id")
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(tmp_path / "table.csv") in str(caught.value)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_table(tmp_path / "none.csv", REQUIRED))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_table(tmp_path, REQUIRED))


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=20))
def test_what_csv_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([REQUIRED, *cells])
    found = rows(tmp_path_factory.mktemp("t"), file.getvalue())
    expected = [(a.strip(), b.strip()) for a, b in cells if a.strip() or b.strip()]
    assert [(row["id"], row["title"]) for row in found] == expected


@given(st.binary(max_size=300))
def test_any_bytes_end_in_rows_or_an_input_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    try:
        found = rows(tmp_path_factory.mktemp("t"), b"id,title\n" + data)
    except InputError:
        return
    assert all(row["id"] or row["title"] for row in found)
