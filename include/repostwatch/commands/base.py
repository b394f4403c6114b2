"""What the commands share: a database, a place to write to, a table that is not cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

from repostwatch.errors import DatabaseError, RepostwatchError
from repostwatch.pipeline.session import open_store
from repostwatch.services.postgres import embedded
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.store.schema import upgrade_schema
from repostwatch.whole_file import whole_file

# Where `check` keeps the database of its results.
DATABASE = "database"
# Wider than any table.
NO_LIMIT = 1_000_000


@contextmanager
def results(settings: Settings, folder: Path) -> Iterator[tuple[Connection, Settings]]:
    """The database of the settings, or an embedded one that lives with the results in `folder`.

    Evidence and reports lie in `folder` either way. Raises RepostwatchError.
    """
    settings = settings.model_copy(update={"var_dir": folder})
    if settings.db is not None:
        upgrade_schema(settings.db)
        with open_store(settings) as conn:
            yield conn, settings
        return
    with embedded(folder / DATABASE) as server:
        url = server.url("repostwatch")
        upgrade_schema(url)
        settings = settings.model_copy(update={"db": url})
        with open_store(settings) as conn:
            yield conn, settings


@contextmanager
def known(settings: Settings, folder: Path | None) -> Iterator[tuple[Connection, Settings]]:
    """What an earlier `check` left in `folder`, or the product's own database."""
    if folder is None:
        with open_store(settings) as conn:
            yield conn, settings
    elif settings.db is None and not (folder / DATABASE).is_dir():
        raise DatabaseError(f"{folder}: no database in it. Is it the --out of a `check`?")
    else:
        with results(settings, folder) as opened:
            yield opened


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


def print_table(out: Console, table: Table) -> None:
    """As wide as the terminal; into a pipe or a file as wide as what it says, a row a line."""
    if out.is_terminal:
        out.print(table)
        return
    wide = Measurement.get(out, out.options.update(max_width=NO_LIMIT), table).maximum
    Console(file=out.file, width=wide).print(table)
