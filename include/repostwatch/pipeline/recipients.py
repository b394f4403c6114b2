"""Who gets mail, as settings, file or database have it at this moment."""

from __future__ import annotations

from collections.abc import Sequence

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.base.mail_addresses import recipient_address, same_mailbox
from repostwatch.base.tables import CsvRow
from repostwatch.model import because
from repostwatch.model.codes import RefusalCode
from repostwatch.model.mails import Recipient
from repostwatch.model.recipients import ALL_COLUMNS, RecipientChange
from repostwatch.portals.editions import registry
from repostwatch.reporting.chat import Chat, parse_chats
from repostwatch.reporting.recipients import (
    addresses_of,
    lines_of,
    recipients_of,
    unknown_chat,
)
from repostwatch.settings import Settings
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection

OF_EVERYTHING = "REPOSTWATCH_REPORTING__RECIPIENTS"
OPERATORS = "REPOSTWATCH_WATCH__OPERATORS"
IN_DATABASE = "recipients in the database"


def recipients_in_force(conn: Connection | None, settings: Settings) -> tuple[Recipient, ...]:
    """Everybody who gets the report: those of the setting, then those of the file, or, where no
    file is named, of the database (without `conn` there are none).

    Raises RepostwatchError naming the setting, or source, line and column, of what is wrong.
    """
    return checked_lines(settings, named_lines(conn, settings))


def named_lines(conn: Connection | None, settings: Settings) -> tuple[CsvRow, ...]:
    """The lines that name each with their own part. Raises InputError where the file has none."""
    if settings.recipients is not None:
        return lines_of(settings.recipients)
    return lines_from(recipient_table.load(conn)) if conn is not None else ()


def lines_from(kept: Sequence[RecipientChange]) -> tuple[CsvRow, ...]:
    """Recipients of the database as a table would have them, with a header in line 1."""
    empty = dict.fromkeys(ALL_COLUMNS, "")
    return tuple(
        CsvRow(IN_DATABASE, line, empty | dict(one.after or {}))
        for line, one in enumerate(kept, start=2)
    )


def checked_lines(settings: Settings, lines: Sequence[CsvRow]) -> tuple[Recipient, ...]:
    """The recipients of the setting, then those of the lines. Raises RepostwatchError."""
    chats = chats_in_force(settings)
    everything = everybody_of_setting(settings)
    named = recipients_of(lines, registry(settings), chats) if lines else ()
    known = {same_mailbox(address) for address in everything}
    for recipient in named:
        if same_mailbox(recipient.address) in known:
            where = settings.recipients or f"the {IN_DATABASE}"
            raise RepostwatchError(
                f"{recipient.address} stands in {OF_EVERYTHING} and in {where}: "
                "who is in the setting gets everything, so leave one of them out"
            )
    return (*(Recipient(address) for address in everything), *named)


def everybody_of_setting(settings: Settings) -> tuple[str, ...]:
    """The addresses that get the whole. Raises RepostwatchError naming the setting."""
    return addresses_of(OF_EVERYTHING, settings.reporting.recipients, chats_in_force(settings))


def chats_in_force(settings: Settings) -> dict[str, Chat]:
    """The chats by their names. Raises RepostwatchError naming the one whose address is wrong."""
    given = {name: address.get_secret_value() for name, address in settings.chats.items()}
    return parse_chats("REPOSTWATCH_CHATS", given)


def given_address(settings: Settings, text: str) -> str:
    """An address, or a chat's name, that somebody wrote. Raises InputError where it is none."""
    try:
        address = recipient_address(text)
    except ValueError as error:
        why = because(RefusalCode.NO_ADDRESS, value=text[:200])
        raise InputError(repr(text[:200]), str(error), why=why) from None
    if wrong := unknown_chat(address, settings.chats):
        why = because(RefusalCode.NO_SUCH_CHAT, value=address)
        raise InputError(repr(address), wrong, why=why)
    return address


def operator_addresses(conn: Connection | None, settings: Settings) -> tuple[str, ...]:
    """Who hears of alarms about the monitor; without operators, whoever gets the report of all
    portals, because an alarm names those of every office; where nobody does, everybody."""
    own = addresses_of(OPERATORS, settings.watch.operators, chats_in_force(settings))
    if own:
        return own
    people = recipients_in_force(conn, settings)
    of_all = [one for one in people if one.audience.of_everything]
    return tuple(one.address for one in of_all or people)
