"""`repostwatch recipients`: who gets mail, from whichever place holds them, and their import."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from repostwatch.base.plurals import counted
from repostwatch.base.terminal import Terminal
from repostwatch.commands.output import print_table, write_text
from repostwatch.model import Frequency
from repostwatch.model.recipients import ALL_COLUMNS, RecipientChange
from repostwatch.pipeline.recipients import (
    checked_lines,
    named_lines,
    operator_addresses,
    recipients_in_force,
)
from repostwatch.pipeline.scope import open_store
from repostwatch.portals.editions import registry
from repostwatch.queries.recipient_changes import import_recipients
from repostwatch.reporting.audience import portals_of
from repostwatch.settings import Settings
from repostwatch.store.database import Connection


def check_recipients(settings: Settings, file: Path | None, out: Terminal) -> None:
    """Raises RepostwatchError for the first thing that is wrong."""
    with _kept(settings, file) as (conn, here):
        people, operators = recipients_in_force(conn, here), operator_addresses(conn, here)
    out.print(
        f"{counted(len(people), 'recipient')}, {counted(len(operators), 'hears', 'hear')} of alarms"
    )


def list_recipients(settings: Settings, file: Path | None, out: Terminal) -> None:
    table = Table("address", "name", "gets", "portals", "frequency", box=None)
    with _kept(settings, file) as (conn, here):
        known = registry(here)
        for one in recipients_in_force(conn, here):
            portals = str(len(portals_of(one.audience, known)))
            # How often stands in a column of its own.
            gets = escape(replace(one.audience, frequency=Frequency.DAILY).key)
            table.add_row(one.address, escape(one.name), gets, portals, one.frequency.value)
    print_table(out, table)


def export_recipients(settings: Settings, path: Path | None, out: Terminal) -> int:
    """Write those that file or database name as a file of recipients; to `path`, or to standard
    output; how many."""
    with _kept(settings, None) as (conn, here):
        lines = named_lines(conn, here)
        checked_lines(here, lines)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(ALL_COLUMNS)
    table.writerows([line[column] for column in ALL_COLUMNS] for line in lines)
    if path is None:
        out.write_text(text.getvalue())
    else:
        write_text(path, text.getvalue())
    return len(lines)


def show_import(
    settings: Settings, file: Path, person: tuple[str, str], out: Terminal, *, dry_run: bool
) -> None:
    """Import a file, and say each change. Raises RepostwatchError where nothing was kept."""
    with open_store(settings) as conn:
        made = import_recipients(conn, settings, file, person, dry_run=dry_run)
    for line in _changes(made):
        out.print(line, markup=False, highlight=False)
    kept = "would change" if dry_run else "changed"
    out.print(f"{counted(len(made), 'recipient')} {kept}")
    if settings.recipients is not None:
        out.print(
            f"Mail goes to those of {settings.recipients} while REPOSTWATCH_RECIPIENTS names it.",
            markup=False,
        )


def _changes(made: Iterable[RecipientChange]) -> Iterator[str]:
    for one in made:
        if one.before is None or one.after is None:
            yield f"{'removed' if one.after is None else 'added'} {one.address}"
            continue
        parts = (
            f"{column} {one.before.get(column, '')!r} → {one.after.get(column, '')!r}"
            for column in one.columns
        )
        yield f"changed {one.address}: {', '.join(parts)}"


@contextmanager
def _kept(settings: Settings, file: Path | None) -> Iterator[tuple[Connection | None, Settings]]:
    """Where the recipients are: in a file, else in the database, else in the settings alone."""
    here = settings.model_copy(update={"recipients": file}) if file else settings
    if here.recipients is not None or here.db is None:
        yield None, here
        return
    with open_store(here) as conn:
        yield conn, here
