"""Mails go into the outbox, and out of it once, whatever they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP

from repostwatch.base.errors import MailError
from repostwatch.reporting.data import Report
from repostwatch.reporting.mail import send_mail, to_message
from repostwatch.settings import Settings
from repostwatch.store import outbox
from repostwatch.store.database import Connection
from repostwatch.store.outbox import Letter, NewLetter


@dataclass(frozen=True, slots=True)
class Edition:
    """Which mail it is: the `number`th about a `period`, with the digest of its facts. `name` is
    the period's in the mail's id, where the period itself cannot stand."""

    kind: str
    period: str
    number: int
    digest: str
    name: str | None = None


def post(
    conn: Connection,
    settings: Settings,
    made: Report,
    recipients: Sequence[str],
    edition: Edition,
) -> int:
    """Put a mail into the outbox; returns its number there. The same edition is put there once."""
    named = f"{edition.kind}-{edition.name or edition.period}-{edition.number}"
    message = to_message(
        made,
        settings.reporting.sender,
        recipients,
        f"<{named}@{settings.reporting.message_domain}>",
    )
    letter = NewLetter(
        edition.kind,
        edition.period,
        edition.number,
        edition.digest,
        made.subject,
        message.as_bytes(policy=SMTP),
    )
    return outbox.put(conn, letter, settings.now())


def deliver(
    conn: Connection, settings: Settings, outbox_id: int, taken: Callable[[Letter, bool], None]
) -> None:
    """Send a letter unless it was sent before, or is being sent by another run.

    `taken` is called in the same transaction with the letter, and whether it went out just now.
    Raises MailError; the letter then stays, with what was in the way.
    """
    if settings.smtp is None:
        raise MailError("no mail server: set REPOSTWATCH_SMTP (or Airflow's repostwatch_smtp)")
    try:
        with outbox.claimed(conn, outbox_id) as letter:
            if letter is None:
                return
            waits = letter.sent_at is None
            if waits:
                message = message_from_bytes(letter.message, policy=SMTP)
                seconds = settings.reporting.smtp_seconds
                send_mail(message, settings.smtp, seconds=seconds)
                outbox.mark_sent(conn, outbox_id, settings.now())
            taken(letter, waits)
    except MailError as error:
        outbox.mark_failed(conn, outbox_id, str(error))
        raise
