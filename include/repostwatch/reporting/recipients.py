"""Who gets mail: the file of recipients, and the addresses in settings; checked before use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.base.mail_addresses import chat_name, is_chat, recipient_address, same_mailbox
from repostwatch.base.tables import CsvRow, Word, read_table
from repostwatch.model import Frequency, Language, Level, Portal, Reason, because
from repostwatch.model.codes import RefusalCode
from repostwatch.model.mails import Audience, Recipient
from repostwatch.model.recipients import ALL_COLUMNS
from repostwatch.reporting.section_keys import SECTIONS

COLUMNS, OPTIONAL = ALL_COLUMNS[:2], ALL_COLUMNS[2:]
UNKNOWN = {
    "portals": RefusalCode.NO_SUCH_PORTAL,
    "authority": RefusalCode.NO_SUCH_AUTHORITY,
    "sections": RefusalCode.NO_SUCH_SECTION,
    "levels": RefusalCode.NO_SUCH_LEVEL,
    "language": RefusalCode.NO_SUCH_LANGUAGE,
    "frequency": RefusalCode.NO_SUCH_FREQUENCY,
}


class WrongRecipientError(InputError):
    """`reason` says in the language of the pages what the message says in English."""

    reason: Reason

    def __init__(self, row: CsvRow, column: str, problem: str, code: RefusalCode, value: str):
        super().__init__(row.source, problem, line=row.line, column=column)
        self.reason = because(code, value=value)


def lines_of(path: Path) -> tuple[CsvRow, ...]:
    """The lines of a file of recipients, unchecked. Raises InputError where it is no such table."""
    return tuple(read_table(path, COLUMNS, OPTIONAL))


def recipients_of(
    rows: Iterable[CsvRow], portals: Sequence[Portal], chats: Collection[str] = ()
) -> tuple[Recipient, ...]:
    """The recipients of lines, in their order, checked against the registry and the names of chats.

    Several values of a cell are separated by blanks; authorities, whose names may hold some, by
    semicolons. Raises InputError naming source, line and column.
    """
    known = {portal.portal_id for portal in portals}
    authorities = {portal.authority for portal in portals if portal.authority}
    lines: dict[str, int] = {}
    found = []
    for row in rows:
        recipient = _recipient(row, known, authorities)
        address = recipient.address
        if wrong := unknown_chat(address, chats):
            raise WrongRecipientError(row, "address", wrong, RefusalCode.NO_SUCH_CHAT, address)
        first = lines.setdefault(same_mailbox(address), row.line)
        if first != row.line:
            wrong = f"{address!r} already stands in line {first}"
            raise WrongRecipientError(row, "address", wrong, RefusalCode.RECIPIENT_TWICE, address)
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
        address = recipient_address(row["address"])
    except ValueError as error:
        given = row["address"][:200]
        wrong = f"{given!r} {error}" if given else "is empty"
        raise WrongRecipientError(row, "address", wrong, RefusalCode.NO_ADDRESS, given) from None
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
        levels=tuple(_word(row, "levels", Level, one) for one in row["levels"].split()),
        authorities=under,
        sections=sections,
        language=_word(row, "language", Language, row["language"]) if row["language"] else None,
        frequency=_word(row, "frequency", Frequency, often),
    )
    return Recipient(address, row["name"], audience)


def _all_known(row: CsvRow, column: str, given: Sequence[str], known: set[str], which: str) -> None:
    if unknown := [one for one in given if one not in known]:
        wrong = f"{unknown[0]!r} is not known: {which}"
        raise WrongRecipientError(row, column, wrong, UNKNOWN[column], unknown[0])


def _word(row: CsvRow, column: str, kind: type[Word], text: str) -> Word:
    if text not in set(kind):
        wrong = f"{text[:60]!r} is none of {', '.join(kind)}"
        raise WrongRecipientError(row, column, wrong, UNKNOWN[column], text[:60])
    return kind(text)
