"""Mails are posted into the mailbox, whatever they are about: a letter, and whom it is for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from repostwatch.model import Frequency, because
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import DAILY, NOBODY, OPERATORS, WARNING, Letter, Recipient
from repostwatch.pipeline.kept_files import audience_mark
from repostwatch.pipeline.recipients import operator_addresses, recipients_in_force
from repostwatch.reporting.audience import is_due
from repostwatch.reporting.data import Report
from repostwatch.reporting.mail import domain_of, message_id, to_message
from repostwatch.settings import Settings
from repostwatch.store import deliveries, letters, reported, warnings
from repostwatch.store.database import Connection
from repostwatch.store.letters import NO_CONTENTS, Contents, NewLetter
from repostwatch.wording import Style, label


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about: a `period` (a day, a quarter, an alarm since its beginning), for an
    audience, with the digest of the facts that it shows."""

    kind: str
    period: str
    audience: str
    digest: str


@dataclass(frozen=True, slots=True)
class Posted:
    """`new`: it was not in the mailbox before. `addresses`: how many it is for."""

    letter: Letter
    new: bool
    addresses: int


def post(
    conn: Connection,
    settings: Settings,
    made: Report,
    about: About,
    holds: Contents = NO_CONTENTS,
) -> Posted:
    """Post a mail with what it is about and whom it is for, all of it or nothing.

    The same facts are the same letter; changed facts are the period's next edition, which says so
    and takes back what is still unsent of those before. Raises RepostwatchError where the
    recipients cannot be read.
    """
    key = (about.kind, about.period, about.audience)
    with conn.transaction():
        letters.lock(conn, *key)
        last = letters.latest(conn, *key)
        new = last is None or last.digest != about.digest
        letter = _put(conn, settings, made, about, holds, last) if new or not last else last
        if new:
            deliveries.withdraw_older(conn, letter)
        people = address_letter(conn, settings, letter)
    return Posted(letter, new, people)


def edition_of(conn: Connection, about: About) -> int:
    """Which edition a letter with these facts is, or will be: until the transaction ends, nobody
    else posts one."""
    key = (about.kind, about.period, about.audience)
    letters.lock(conn, *key)
    last = letters.latest(conn, *key)
    return last.edition + (last.digest != about.digest) if last else 1


def address_letter(conn: Connection, settings: Settings, letter: Letter) -> int:
    """Bring a letter's deliveries to whoever is its recipient now; how many it has.

    Who is none any more gets nothing; who became one gets it unless something newer exists, and a
    report only where their own frequency asks for it. A warning whose deadlines have passed goes to
    nobody any more. Without any recipient nothing changes: then
    the setting is wrong, not the letter.
    """
    if letter.kind == WARNING and warnings.over(conn, letter.letter_id, settings.now()):
        passed = because(MailCode.DEADLINES_PASSED)
        deliveries.withdraw_period(conn, WARNING, letter.period, passed)
        return len(deliveries.of_letter(conn, letter.letter_id))
    people = _recipients(conn, settings, letter)
    if people:
        deliveries.withdraw_others(conn, letter, [one.address for one in people])
        if not letters.superseded(conn, letter):
            due = [one.address for one in people if _is_due(conn, letter, one)]
            deliveries.add(conn, letter.letter_id, due, settings.now())
    return len(deliveries.of_letter(conn, letter.letter_id))


def may_be_due(conn: Connection, recipient: Recipient, day: date) -> bool:
    """Whether making a report for a recipient may lead to a mail."""
    if recipient.frequency is not Frequency.WEEKLY:
        return True
    mailed = reported.days_mailed(conn, recipient.address)
    return is_due(recipient.frequency, day, mailed=mailed, news=False)


def _put(
    conn: Connection,
    settings: Settings,
    made: Report,
    about: About,
    holds: Contents,
    last: Letter | None,
) -> Letter:
    """The next edition."""
    edition = last.edition + 1 if last else 1
    if edition > 1 and about.kind == DAILY:
        corrected = label(
            "subject.edition", Style(made.language), edition=edition, subject=made.subject
        )
        made = replace(made, subject=corrected)
    own = _message_id(conn, settings, about, edition)
    first = letters.first_id(conn, about.kind, about.period, about.audience)
    new = NewLetter(
        about.kind,
        about.period,
        about.audience,
        edition,
        about.digest,
        made.subject,
        own,
        to_message(made, own, first),
        settings.now(),
    )
    letter = letters.get(conn, letters.put(conn, new, holds))
    assert letter is not None  # noqa: S101  put one line above
    return letter


def _message_id(conn: Connection, settings: Settings, about: About, edition: int) -> str:
    parts = [about.kind, about.period, str(edition)]
    if about.audience not in ("all", OPERATORS, NOBODY):
        parts.append(audience_mark(about.audience))
    parts.append(letters.monitor_mark(conn))
    reporting = settings.reporting
    return message_id(parts, reporting.message_domain or domain_of(reporting.sender))


def _recipients(conn: Connection, settings: Settings, letter: Letter) -> tuple[Recipient, ...]:
    """Whoever a letter is for by the settings as they are now."""
    if letter.audience == NOBODY:
        return ()
    if letter.audience == OPERATORS:
        return tuple(Recipient(address) for address in operator_addresses(conn, settings))
    everybody = recipients_in_force(conn, settings)
    theirs = tuple(one for one in everybody if one.audience.key == letter.audience)
    if letter.kind == WARNING:
        warned = warnings.addresses(conn, letter.letter_id)
        return tuple(one for one in theirs if one.address in warned)
    return theirs


def _is_due(conn: Connection, letter: Letter, recipient: Recipient) -> bool:
    if letter.kind != DAILY or recipient.frequency is Frequency.DAILY:
        return True
    return is_due(
        recipient.frequency,
        date.fromisoformat(letter.period),
        mailed=reported.days_mailed(conn, recipient.address),
        news=reported.has_news(conn, letter.letter_id, recipient.address),
    )
