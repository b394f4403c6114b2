"""Who gets mail about what, checked as a report checks it; what is wrong stands with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.base.tables import CsvRow
from repostwatch.model.mails import Recipient
from repostwatch.model.recipients import RecipientChange
from repostwatch.pipeline.recipients import (
    chats_in_force,
    checked_lines,
    lines_from,
    named_lines,
    operator_addresses,
)
from repostwatch.portals.editions import registry
from repostwatch.queries.duty_list import Paging
from repostwatch.reporting.audience import portals_of
from repostwatch.reporting.recipients import recipients_of
from repostwatch.settings import Settings
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection

EMPTY = Paging(1, 1, 0)


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """A recipient, and of how many portals they are told.

    `change`: the newest change, of one that the database keeps. `recipient` is None for one that
    cannot be read, and `problem` says why.
    """

    recipient: Recipient | None
    portals: int = 0
    change: RecipientChange | None = None
    problem: RepostwatchError | None = None


@dataclass(frozen=True, slots=True)
class Recipients:
    """`file`: the name of the file of recipients, empty where the database keeps them. With a
    `problem` no report can be sent; `line` (from 1) and `column` where it is one of the file's.
    `history`: the latest changes of those in the database, the newest first. `rows` are those of
    one page."""

    file: str
    rows: tuple[RecipientRow, ...] = ()
    operators: tuple[str, ...] = ()
    problem: RepostwatchError | None = None
    line: int | None = None
    column: str | None = None
    history: tuple[RecipientChange, ...] = ()
    paging: Paging = EMPTY

    @property
    def newest(self) -> set[int]:
        """Of the changes shown, those that nothing came after for the same recipient."""
        first: dict[int, int] = {}
        for change in self.history:
            first.setdefault(change.recipient_id, change.change_id)
        return set(first.values())


def read_recipients_in_force(
    conn: Connection | None, settings: Settings, page: int = 1, about: int | None = None
) -> Recipients:
    """A page of them; with `about`, the one on which that recipient of the database stands. `conn`
    may be None where a file names them."""
    if settings.recipients is not None:
        return _of_file(settings, page)
    assert conn is not None  # noqa: S101  said above
    kept = recipient_table.load(conn)
    history = recipient_table.newest(conn, settings.pages.rows)
    lines = lines_from(kept)
    place = next((at for at, one in enumerate(kept) if one.recipient_id == about), None)
    try:
        people = checked_lines(settings, lines)
        operators = operator_addresses(conn, settings)
    except RepostwatchError as error:
        shown = _shown(settings, len(kept), page, place)
        those = shown.rows(settings.pages.rows)
        own = tuple(map(partial(_entry, settings), kept[those], lines[those]))
        return Recipients("", own, problem=error, history=history, paging=shown)
    # Those of the setting stand first, without a change.
    of_setting = len(people) - len(kept)
    place = None if place is None else of_setting + place
    shown = _shown(settings, len(people), page, place)
    changes = [*[None] * of_setting, *kept]
    rows = _rows(settings, people, changes, shown)
    return Recipients("", rows, operators, history=history, paging=shown)


def _of_file(settings: Settings, page: int) -> Recipients:
    file = settings.recipients.name if settings.recipients else ""
    try:
        people = checked_lines(settings, named_lines(None, settings))
        shown = _shown(settings, len(people), page)
        rows = _rows(settings, people, [None] * len(people), shown)
        return Recipients(file, rows, operator_addresses(None, settings), paging=shown)
    except InputError as error:
        return Recipients(file, problem=error, line=error.line, column=error.column)
    except RepostwatchError as error:
        return Recipients(file, problem=error)


def _shown(settings: Settings, total: int, page: int, place: int | None = None) -> Paging:
    size = settings.pages.rows
    return Paging.of(page if place is None else place // size + 1, total, size)


def _rows(
    settings: Settings,
    people: Sequence[Recipient],
    changes: Sequence[RecipientChange | None],
    shown: Paging,
) -> tuple[RecipientRow, ...]:
    portals, those = registry(settings), shown.rows(settings.pages.rows)
    return tuple(
        RecipientRow(one, len(portals_of(one.audience, portals)), change)
        for one, change in zip(people[those], changes[those], strict=True)
    )


def _entry(settings: Settings, change: RecipientChange, line: CsvRow) -> RecipientRow:
    """One that the database keeps, checked by itself: another's fault is not theirs."""
    try:
        portals = registry(settings)
        [recipient] = recipients_of([line], portals, chats_in_force(settings))
    except RepostwatchError as error:
        return RecipientRow(None, change=change, problem=error)
    return RecipientRow(recipient, len(portals_of(recipient.audience, portals)), change)
