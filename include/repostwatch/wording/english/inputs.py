"""What is wrong with something that a person handed in: a file, a cell, an address."""

from collections.abc import Mapping

from repostwatch.model.codes import InputCode
from repostwatch.model.reasons import Code, Fact
from repostwatch.wording.sentences import Sentence


def _at_place(facts: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    del facts
    column = f", column “{words['column']}”" if words["column"] else ""
    return f"line {words['line']}{column}: {words['why']}"


def _no_quarter(_: Mapping[str, Fact], words: Mapping[str, str]) -> str:
    said = f"“{words['text']}” is not a quarter" if words["text"] else "no quarter is given"
    return f"{said}, e.g. 2026Q3"


SENTENCES: dict[Code, Sentence] = {
    InputCode.AT_PLACE: _at_place,
    InputCode.NOT_UTF8: "the file is not UTF-8: save it as “CSV UTF-8”",
    InputCode.BINARY: "the file is no text: save it as “CSV UTF-8”",
    InputCode.NO_HEADER: "the file is empty: a header is expected in its first line",
    InputCode.COLUMN_MISSING: "this column is missing; the header must have {columns}",
    InputCode.COLUMN_TWICE: "this column stands twice",
    InputCode.OTHER_WIDTH: "the row has {cells:cell|cells}, the header has {count}",
    InputCode.CELL_TOO_LONG: "a cell has more than {most} characters: is a quote left open?",
    InputCode.QUOTE_LEFT_OPEN: "a quote opened here is never closed",
    InputCode.NO_CSV: "this is not well-formed CSV: double the quotes inside a quoted cell",
    InputCode.NO_FILE: "no file was chosen; nothing was recorded",
    InputCode.FILE_TOO_LARGE: "the file has more than {most} bytes; nothing was recorded",
    InputCode.EMPTY_CELL: "this cell is empty",
    InputCode.NO_QUARTER: _no_quarter,
    InputCode.NO_SITE_OF_SAMPLE: "“{portal_id}” is no site of the sample",
    InputCode.NO_CHECK_RESULT: "“{text}” is no result: passed or failed, or leave it empty",
    InputCode.NO_INDICATOR: "“{text}” is no indicator: keep what the table had",
    InputCode.NO_MOMENT: "“{text}” is no time of a day, like 2026-11-10 09:00",
    InputCode.LIES_AHEAD: "“{text}” lies ahead",
    InputCode.SEEN_OUTSIDE: (
        "{site}, {indicator}: seen at {at}, which is not between the quarter's beginning "
        "({since}) and now"
    ),
    InputCode.NO_EVIDENCE: (
        "“{text}” leads nobody to what was seen: give an address, a file's name or a sentence, in "
        "each row by itself"
    ),
    InputCode.PASSED_BARE: (
        "{site}, {indicator}: the program proved a failure; passed needs evidence: an "
        "address, a file's name or a sentence"
    ),
    InputCode.BOTH_SAID: "{site}, {indicator}: passed and failed are both said of {at}",
}
