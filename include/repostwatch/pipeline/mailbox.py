"""Mails go out of the outbox once, whatever they are about."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.policy import SMTP

from repostwatch.base.errors import MailError
from repostwatch.reporting.mail import send_mail
from repostwatch.settings import Settings
from repostwatch.store import outbox
from repostwatch.store.database import Connection
from repostwatch.store.outbox import Letter


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
