"""Tables of an earlier quarter's results that somebody hands in: are they of the quarter before?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from repostwatch.base.quarters import Quarter
from repostwatch.base.tables import CsvRow, read_table
from repostwatch.base.terminal import Terminal

err = Terminal(stderr=True, soft_wrap=True)


def rows_of_quarter(
    path: Path, required: Sequence[str], key: str, wanted: Quarter, also: Sequence[str] = ()
) -> Iterator[CsvRow]:
    """The rows of a table of results whose column `quarter` says that it is of this quarter. One
    that does not say so, as those of former versions, is taken for it, with a warning. `also` are
    columns that it may have.

    Raises InputError where it is of another quarter.
    """
    silent = False
    for row in read_table(path, required, ("quarter", *also), key=key):
        silent = silent or not row["quarter"]
        if row["quarter"] and row["quarter"].upper() != str(wanted):
            said = f"is {row['quarter'][:60]!r}, not {wanted}, the quarter before"
            raise row.error("quarter", said)
        yield row
    if silent:
        said = f"{path}: does not say of which quarter it is; taken for {wanted}"
        err.print(said, markup=False, highlight=False)
