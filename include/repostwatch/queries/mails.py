"""The archive of mails: each as it was made, where it stands with everybody, and as it went out."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from repostwatch.base.mail_addresses import is_chat
from repostwatch.model import DeliveryState, Frequency, Language, Level
from repostwatch.model.codes import RefusalCode
from repostwatch.model.mails import DAILY, EVERYTHING, NOBODY, OPERATORS, Delivery, Letter
from repostwatch.pipeline.kept_files import audience_mark, kept_file
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.reporting.data import workbook_name
from repostwatch.reporting.mail import html_of, whole_mail
from repostwatch.settings import Settings
from repostwatch.store import deliveries, letters
from repostwatch.store.database import Connection
from repostwatch.wording import Style, label, name

# Letters on one page.
LISTED = 100


@dataclass(frozen=True, slots=True)
class ArchivedLetter:
    letter: Letter
    deliveries: tuple[Delivery, ...]

    @property
    def states(self) -> tuple[tuple[DeliveryState, int], ...]:
        """How many deliveries are in which state, in the order of the states."""
        counts = Counter(one.state for one in self.deliveries)
        return tuple((state, counts[state]) for state in DeliveryState if counts[state])

    @property
    def unsettled(self) -> tuple[Delivery, ...]:
        """Those that did not go out, or of which that is not known."""
        return tuple(one for one in self.deliveries if not one.settled)


def list_letters(
    conn: Connection, *, period: str | None = None, kind: str | None = None, most: int = LISTED
) -> tuple[ArchivedLetter, ...]:
    """The newest letters first, without their bytes."""
    found = letters.newest(conn, period, kind, most)
    stands = deliveries.of_letters(conn, [one.letter_id for one in found])
    return tuple(ArchivedLetter(one, tuple(stands.get(one.letter_id, ()))) for one in found)


def unsettled_letters(conn: Connection, settings: Settings) -> tuple[ArchivedLetter, ...]:
    """The letters that somebody has not got, or may not have: those still tried, and those of the
    last days (`WatchSettings.dead_days`)."""
    since = settings.now() - timedelta(days=settings.watch.dead_days)
    open_ = [one.letter_id for one in deliveries.unsettled(conn, since)]
    found = letters.named(conn, list(dict.fromkeys(open_)))
    stands = deliveries.of_letters(conn, [one.letter_id for one in found])
    return tuple(ArchivedLetter(one, tuple(stands[one.letter_id])) for one in found)


def read_letter(conn: Connection, letter_id: int) -> ArchivedLetter:
    """Raises RefusedError where there is none."""
    letter = letters.get(conn, letter_id)
    if letter is None:
        raise RefusedError(RefusalCode.NO_LETTER, number=letter_id)
    return ArchivedLetter(letter, tuple(deliveries.of_letter(conn, letter_id)))


def as_sent(found: ArchivedLetter, delivery_id: int | None = None) -> tuple[str, bytes]:
    """A file's name and the bytes of a mail: as they went out to one recipient, or without any; to
    a chat went a message, not yet signed.

    What was never tried has gone out to nobody yet. Raises RefusedError for another letter's
    delivery.
    """
    letter = found.letter
    name = f"{letter.kind}-{letter.letter_id}"
    if delivery_id is None:
        return f"{name}.eml", letter.message
    known = [one for one in found.deliveries if one.delivery_id == delivery_id]
    if not known or known[0].head is None:
        raise RefusedError(RefusalCode.NO_LETTER, number=delivery_id)
    if is_chat(known[0].address):
        return f"{name}-{delivery_id}.json", known[0].head
    return f"{name}-{delivery_id}.eml", whole_mail(known[0].head, letter.message)


def kept_workbook(
    conn: Connection, settings: Settings, day: str, digest: str, mark: str
) -> tuple[str, bytes]:
    """A file's name and the bytes of the workbook of a report that was too large to be mailed: of
    the very facts and audience of that mail. Raises RefusedError where it is not kept."""
    for letter in letters.of_facts(conn, DAILY, day, digest):
        if audience_mark(letter.audience) == mark:
            name = workbook_name(letter.period)
            with suppress(OSError):
                return name, kept_file(settings, letter, name)
    raise RefusedError(RefusalCode.NO_WORKBOOK)


def audience_words(key: str, style: Style) -> str:
    """What an audience (`Letter.audience`) gets, for people."""
    if key in (EVERYTHING.key, OPERATORS, NOBODY):
        return label(f"page.audience.{key}", style)
    shown = []
    for part in key.split("; "):
        what, _, values = part.partition("=")
        names = tuple(part_words(what, one, style) for one in values.split(","))
        shown.append(label(f"page.audience.{what}", style, names=names))
    return "; ".join(shown)


def page_of(found: ArchivedLetter) -> str:
    """The letter's page, as it stands in the mail."""
    return html_of(found.letter.message)


def cell_words(column: str, text: str, style: Style) -> str:
    """A cell of the recipients, for people."""
    parts = [text] if column in ("address", "name", "authority") else text.split()
    comma = label("list.comma", style)
    return comma.join(part_words(column, one, style) for one in parts)


def part_words(column: str, value: str, style: Style) -> str:
    """One value of a column of the recipients, for people; as it stands where it has no words."""
    try:
        if column == "levels":
            return name(Level(value), style.language)
        if column == "frequency":
            return name(Frequency(value), style.language)
        if column == "language":
            return label("page.language", Style(Language(value)))
        return label(f"section.{value}", style) if column == "sections" else value
    except (KeyError, ValueError):
        return value
