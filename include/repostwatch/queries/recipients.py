"""Who gets mail about what, checked as a report checks it; what is wrong stands with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.model.mails import Recipient
from repostwatch.model.recipients import RecipientChange
from repostwatch.pipeline.recipients import (
    chats_in_force,
    checked_lines,
    everybody_of_setting,
    lines_from,
    named_lines,
    operator_addresses,
)
from repostwatch.portals.editions import registry
from repostwatch.reporting.audience import portals_of
from repostwatch.reporting.recipients import recipients_of
from repostwatch.settings import Settings
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection


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
    `history`: the latest changes of those in the database, the newest first."""

    file: str
    rows: tuple[RecipientRow, ...] = ()
    operators: tuple[str, ...] = ()
    problem: RepostwatchError | None = None
    line: int | None = None
    column: str | None = None
    history: tuple[RecipientChange, ...] = ()

    @property
    def newest(self) -> set[int]:
        """Of the changes shown, those that nothing came after for the same recipient."""
        first: dict[int, int] = {}
        for change in self.history:
            first.setdefault(change.recipient_id, change.change_id)
        return set(first.values())


def read_recipients_in_force(conn: Connection | None, settings: Settings) -> Recipients:
    """`conn` may be None where a file names them."""
    if settings.recipients is not None:
        return _of_file(settings)
    assert conn is not None  # noqa: S101  said above
    history = recipient_table.newest(conn, settings.pages.rows)
    kept = recipient_table.load(conn)
    own = tuple(_entry(settings, kept, number) for number in range(len(kept)))
    try:
        everybody = tuple(_row(settings, Recipient(one)) for one in everybody_of_setting(settings))
        checked_lines(settings, lines_from(kept))
        operators = operator_addresses(conn, settings)
        return Recipients("", (*everybody, *own), operators, history=history)
    except RepostwatchError as error:
        return Recipients("", own, problem=error, history=history)


def _of_file(settings: Settings) -> Recipients:
    file = settings.recipients.name if settings.recipients else ""
    try:
        people = checked_lines(settings, named_lines(None, settings))
        rows = tuple(_row(settings, one) for one in people)
        return Recipients(file, rows, operator_addresses(None, settings))
    except InputError as error:
        return Recipients(file, problem=error, line=error.line, column=error.column)
    except RepostwatchError as error:
        return Recipients(file, problem=error)


def _entry(settings: Settings, kept: Sequence[RecipientChange], number: int) -> RecipientRow:
    """One that the database keeps, checked by itself: another's fault is not theirs."""
    change = kept[number]
    try:
        line = lines_from(kept)[number]
        [recipient] = recipients_of([line], registry(settings), chats_in_force(settings))
    except RepostwatchError as error:
        return RecipientRow(None, change=change, problem=error)
    return _row(settings, recipient, change)


def _row(
    settings: Settings, recipient: Recipient, change: RecipientChange | None = None
) -> RecipientRow:
    portals = portals_of(recipient.audience, registry(settings))
    return RecipientRow(recipient, len(portals), change)
