"""The database that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from repostwatch.base.errors import DatabaseError
from repostwatch.pipeline.scope import open_store
from repostwatch.services.postgres import embedded
from repostwatch.services.processes import orderly_end
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.store.schema import upgrade_schema

# Where `check` keeps the database of its results.
DATABASE = "database"


@contextmanager
def results(settings: Settings, folder: Path) -> Iterator[tuple[Connection, Settings]]:
    """The database of the settings, or an embedded one that lives with the results in `folder`.

    Evidence and reports lie in `folder` either way. Raises RepostwatchError.
    """
    with served(settings, folder) as (here, url):
        upgrade_schema(url)
        with open_store(here) as conn:
            yield conn, here


@contextmanager
def served(settings: Settings, folder: Path) -> Iterator[tuple[Settings, str]]:
    """The same, whatever its schema: settings that name it, and its address."""
    settings = settings.model_copy(update={"var_dir": folder})
    if settings.db is not None:
        yield settings, settings.db
        return
    # A server that outlives its command would keep memory and a lock that nobody knows of.
    with orderly_end(), embedded(folder / DATABASE) as server:
        url = server.url("repostwatch")
        yield settings.model_copy(update={"db": url}), url


@contextmanager
def known(settings: Settings, folder: Path | None) -> Iterator[tuple[Connection, Settings]]:
    """What an earlier `check` left in `folder`, or the product's own database."""
    if folder is None:
        with open_store(settings) as conn:
            yield conn, settings
    else:
        _made(settings, folder)
        with results(settings, folder) as opened:
            yield opened


@contextmanager
def kept(settings: Settings, folder: Path | None) -> Iterator[tuple[Settings, str]]:
    """The same, whatever its schema: settings that name it, and its address."""
    if folder is not None:
        _made(settings, folder)
    with target(settings, folder) as opened:
        yield opened


@contextmanager
def target(settings: Settings, folder: Path | None) -> Iterator[tuple[Settings, str]]:
    """Where something is to be put: the product's own database, or one in `folder`, made where it
    is missing."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        with served(settings, folder) as opened:
            yield opened
    elif settings.db is None:
        raise DatabaseError("no database: set REPOSTWATCH_DB, or name a folder with --in")
    else:
        yield settings, settings.db


def _made(settings: Settings, folder: Path) -> None:
    if settings.db is None and not (folder / DATABASE).is_dir():
        raise DatabaseError(f"{folder}: no database in it. Is it the --out of a `check`?")
