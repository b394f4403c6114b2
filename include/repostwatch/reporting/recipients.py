"""Who gets mail: the file of recipients, and the addresses in settings; checked before use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from repostwatch.base.errors import RepostwatchError
from repostwatch.base.mail_addresses import chat_name, is_chat, recipient_address, same_mailbox
from repostwatch.base.tables import CsvRow, read_table
from repostwatch.model import Frequency, Language, Level, Portal
from repostwatch.model.mails import Audience, Recipient
from repostwatch.reporting.section_keys import SECTIONS

COLUMNS = ("address", "name")
OPTIONAL = ("portals", "levels", "authority", "sections", "language", "frequency")


def read_recipients(
    path: Path, portals: Sequence[Portal], chats: Collection[str] = ()
) -> tuple[Recipient, ...]:
    """The recipients of a file, in its order, checked against the registry and the names of chats.

    Several values of a cell are separated by blanks; authorities, whose names may hold some, by
    semicolons. Raises InputError naming file, line and column.
    """
    known = {portal.portal_id for portal in portals}
    authorities = {portal.authority for portal in portals if portal.authority}
    lines: dict[str, int] = {}
    found = []
    for row in read_table(path, COLUMNS, OPTIONAL):
        recipient = _recipient(row, known, authorities)
        if wrong := unknown_chat(recipient.address, chats):
            raise row.error("address", wrong)
        first = lines.setdefault(same_mailbox(recipient.address), row.line)
        if first != row.line:
            raise row.error("address", f"{recipient.address!r} already stands in line {first}")
        found.append(recipient)
    return tuple(found)


def addresses_of(
    setting: str, given: Iterable[str], chats: Collection[str] = ()
) -> tuple[str, ...]:
    """The addresses of a setting. Raises RepostwatchError naming it, for one that is none, names no
    known chat, or stands twice."""
    found: dict[str, str] = {}
    for text in given:
        try:
            address = recipient_address(text)
        except ValueError as error:
            raise RepostwatchError(f"{setting}: {text[:200]!r} {error}") from None
        if wrong := unknown_chat(address, chats):
            raise RepostwatchError(f"{setting}: {wrong}")
        if same_mailbox(address) in found:
            raise RepostwatchError(f"{setting}: {address!r} stands there twice")
        found[same_mailbox(address)] = address
    return tuple(found.values())


def unknown_chat(address: str, chats: Collection[str]) -> str | None:
    """What is wrong with an address that names a chat."""
    if not is_chat(address) or chat_name(address) in chats:
        return None
    known = ", ".join(sorted(chats)) or "none"
    return f"{address!r} is not known: REPOSTWATCH_CHATS has {known}"


def _recipient(row: CsvRow, portals: set[str], authorities: set[str]) -> Recipient:
    try:
        address = recipient_address(row.filled("address"))
    except ValueError as error:
        raise row.error("address", f"{row['address'][:200]!r} {error}") from None
    named = tuple(row["portals"].split())
    under = tuple(part.strip() for part in row["authority"].split(";") if part.strip())
    _all_known(row, "portals", named, portals, "`repostwatch portals list` shows the ids")
    _all_known(
        row,
        "authority",
        under,
        authorities,
        "the registry's column `authority` has " + (", ".join(sorted(authorities)) or "none"),
    )
    sections = tuple(row["sections"].split())
    _all_known(row, "sections", sections, set(SECTIONS), f"there are {', '.join(SECTIONS)}")
    often = row["frequency"] or Frequency.DAILY.value
    audience = Audience(
        portals=named,
        levels=tuple(row.word("levels", Level, one) for one in row["levels"].split()),
        authorities=under,
        sections=sections,
        language=row.word("language", Language, row["language"]) if row["language"] else None,
        frequency=row.word("frequency", Frequency, often),
    )
    return Recipient(address, row["name"], audience)


def _all_known(row: CsvRow, column: str, given: Sequence[str], known: set[str], which: str) -> None:
    if unknown := [one for one in given if one not in known]:
        raise row.error(column, f"{unknown[0]!r} is not known: {which}")
