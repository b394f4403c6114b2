"""How the commands write: a folder for results, a file, a table that is not cut."""

from __future__ import annotations

from pathlib import Path

from rich.measure import Measurement
from rich.table import Table

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.files import whole_file
from repostwatch.base.terminal import Terminal

# Wider than any table.
NO_LIMIT = 1_000_000


def writable(folder: Path) -> Path:
    """The folder, made where it is missing. Raises RepostwatchError where nothing can be written
    there, before there is anything to lose."""
    probe = folder / ".repostwatch"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise RepostwatchError(
            f"{folder}: results cannot be written there ({error.strerror or error}). "
            "Choose another --out."
        ) from error
    return folder


def write_text(path: Path, text: str) -> None:
    """The file appears whole or not at all. Raises RepostwatchError."""
    try:
        with whole_file(path) as part:
            part.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RepostwatchError(
            f"{path}: cannot be written ({error.strerror or error}). Choose another --out."
        ) from error


def print_table(out: Terminal, table: Table) -> None:
    """As wide as the terminal; into a pipe or a file as wide as what it says, a row a line."""
    if out.is_terminal:
        out.print(table)
        return
    wide = Measurement.get(out, out.options.update(max_width=NO_LIMIT), table).maximum
    Terminal(file=out.file, width=wide).print(table)
