"""What people change about the recipients in the database: checked as the file is, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from psycopg import Rollback

from repostwatch.base.mail_addresses import recipient_address, same_mailbox
from repostwatch.base.tables import CsvRow
from repostwatch.model.codes import RefusalCode
from repostwatch.model.recipients import ALL_COLUMNS, Cells, RecipientChange
from repostwatch.pipeline.recipients import (
    IN_DATABASE,
    chats_in_force,
    checked_lines,
    everybody_of_setting,
)
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.portals.editions import registry
from repostwatch.queries.undoing import NO_REASON
from repostwatch.reporting.recipients import lines_of, recipients_of
from repostwatch.settings import Settings
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection


@dataclass(frozen=True, slots=True)
class RecipientWord:
    """What somebody says about one recipient: their cells from now on, None to remove them.

    `recipient_id` is None for a new one; `seen` is the newest change that the person was shown,
    None for none.
    """

    recipient_id: int | None
    cells: Cells | None
    by: str
    reason: str
    seen: int | None = None


def save_recipient(conn: Connection, settings: Settings, said: RecipientWord) -> RecipientChange:
    """Keep the change. Raises RefusedError where a file names the recipients, somebody changed them
    meanwhile, or nothing changes; RepostwatchError for what a file could not hold either."""
    _check_kept_here(settings)
    with recipient_table.one_at_a_time(conn):
        known = _unchanged(conn, said.recipient_id, said.seen)
        before = known.after if known else None
        if before is None and (known is not None or said.cells is None):
            raise RefusedError(RefusalCode.NO_RECIPIENT)
        after = said.cells and _checked(conn, settings, said.cells, said.recipient_id)
        if after == before:
            raise RefusedError(RefusalCode.SAME_RECIPIENT)
        return recipient_table.add(
            conn, said.recipient_id, (before, after), (said.by, said.reason), settings.now()
        )


def undo_recipient(
    conn: Connection, settings: Settings, recipient_id: int, by: str, seen: int
) -> RecipientChange:
    """Go back to what held before the latest change. Raises as `save_recipient`."""
    _check_kept_here(settings)
    with recipient_table.one_at_a_time(conn):
        known = _unchanged(conn, recipient_id, seen)
        if known is None:
            raise RefusedError(RefusalCode.NO_RECIPIENT)
        after = known.before and _checked(conn, settings, known.before, recipient_id)
        cells, person = (known.after, after), (by, NO_REASON)
        return recipient_table.add(conn, recipient_id, cells, person, settings.now())


def import_recipients(
    conn: Connection, settings: Settings, file: Path, person: tuple[str, str], *, dry_run: bool
) -> tuple[RecipientChange, ...]:
    """Make the recipients in the database those of a file, all of them or none; what changes.

    Who is not in the file is removed. A dry run keeps nothing. Raises RepostwatchError naming file,
    line and column.
    """
    lines = lines_of(file)
    checked_lines(settings.model_copy(update={"recipients": file}), lines)
    with conn.transaction() as importing, recipient_table.one_at_a_time(conn):
        found = tuple(
            recipient_table.add(
                conn,
                known.recipient_id if known else None,
                (known.after if known else None, cells),
                person,
                settings.now(),
            )
            for known, cells in _differences(recipient_table.load(conn), map(_cells, lines))
        )
        if dry_run:
            raise Rollback(importing)
    return found


def _differences(
    kept: Iterable[RecipientChange], wanted: Iterable[Cells]
) -> Iterator[tuple[RecipientChange | None, Cells | None]]:
    """Who is one now, and the cells that they are to have."""
    known = {_mailbox(one.after or {}): one for one in kept}
    for cells in wanted:
        one = known.pop(_mailbox(cells), None)
        if one is None or one.after != cells:
            yield one, cells
    yield from ((one, None) for one in known.values())


def _check_kept_here(settings: Settings) -> None:
    if settings.recipients is not None:
        raise RefusedError(RefusalCode.RECIPIENTS_IN_FILE, name=settings.recipients.name)


def _unchanged(
    conn: Connection, recipient_id: int | None, seen: int | None
) -> RecipientChange | None:
    """Their newest change, which has to be the one that was seen."""
    known = None if recipient_id is None else recipient_table.latest(conn, recipient_id)
    if known is None and recipient_id is not None:
        raise RefusedError(RefusalCode.NO_RECIPIENT)
    if known is not None and known.change_id != seen:
        raise RefusedError(RefusalCode.RECIPIENT_CHANGED, by=known.by, at=known.at)
    return known


def _checked(conn: Connection, settings: Settings, cells: Cells, recipient_id: int | None) -> Cells:
    line = CsvRow(IN_DATABASE, 1, dict.fromkeys(ALL_COLUMNS, "") | dict(cells))
    [recipient] = recipients_of([line], registry(settings), chats_in_force(settings))
    mailbox = same_mailbox(recipient.address)
    if mailbox in {same_mailbox(one) for one in everybody_of_setting(settings)}:
        raise RefusedError(RefusalCode.RECIPIENT_IN_SETTING, value=recipient.address)
    for other in recipient_table.load(conn):
        if other.recipient_id != recipient_id and _mailbox(other.after or {}) == mailbox:
            raise RefusedError(RefusalCode.RECIPIENT_TWICE, value=recipient.address)
    return _cells(line)


def _cells(line: CsvRow) -> Cells:
    """Of a line that was checked, with the address as mail servers compare it."""
    return dict(line.values) | {"address": recipient_address(line["address"])}


def _mailbox(cells: Cells) -> str:
    return same_mailbox(cells.get("address", ""))
