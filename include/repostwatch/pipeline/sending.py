"""Letters go out of the mailbox: once to each recipient, or visibly not."""

from __future__ import annotations

from datetime import datetime, timedelta

from repostwatch.base.errors import MailError
from repostwatch.model import DeliveryState, because
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import Delivery, Letter
from repostwatch.pipeline.carriers import carrier_of, mail_server
from repostwatch.pipeline.mail_outcomes import became, given_up, last_unsure, next_try
from repostwatch.pipeline.mailbox import address_letter
from repostwatch.pipeline.send_summaries import LetterSummary
from repostwatch.reporting.smtp import NotHandedOverError, SendError
from repostwatch.settings import Settings
from repostwatch.store import deliveries, letters
from repostwatch.store.database import Connection
from repostwatch.store.deliveries import Mark


def send_letter(
    conn: Connection, settings: Settings, letter_id: int, *, now_due: bool = False
) -> LetterSummary:
    """Send a letter to everybody who has not got it; who has it does not get it again.

    Tries what waits or was refused for a time, with `now_due` only where the next try is due; of
    which it is unknown whether it arrived, always only then. Raises MailError where nothing can be
    sent at all, RepostwatchError where the recipients cannot be read.
    """
    if not settings.mails:
        mail_server(settings)
    letter = letters.get(conn, letter_id)
    if letter is None:
        raise MailError(f"there is no letter {letter_id}")
    with conn.transaction():
        address_letter(conn, settings, letter)
    known = deliveries.of_letter(conn, letter_id)
    now = settings.now()
    unusable = []
    for one in known:
        if _to_try(one, now, now_due=now_due):
            try:
                attempt(conn, settings, letter, one)
            except MailError as error:  # the way to one of them; others go another
                unusable.append(str(error))
    after = tuple(deliveries.of_letter(conn, letter_id))
    before = {one.delivery_id for one in known if one.state is DeliveryState.SENT}
    sent = [one for one in after if one.state is DeliveryState.SENT]
    new = len([one for one in sent if one.delivery_id not in before])
    return LetterSummary(letter, new, after, tuple(dict.fromkeys(unusable)))


def due_letters(conn: Connection, settings: Settings) -> tuple[Letter, ...]:
    """The letters with a try that is due, the oldest first, without their bytes; what is too old
    is given up."""
    now = settings.now()
    most = timedelta(hours=settings.reporting.give_up_hours)
    for one in deliveries.due(conn, now):
        if now - one.posted_at > most:
            deliveries.give_up(conn, one.delivery_id, given_up(one, settings.reporting))
    wanted = {one.letter_id for one in deliveries.due(conn, now)}
    return tuple(reversed(letters.named(conn, list(wanted))))


def attempt(conn: Connection, settings: Settings, letter: Letter, delivery: Delivery) -> None:
    """One session for one delivery, unless another run has it.

    What became of it is stored before the goodbye, on which nothing depends. Raises MailError where
    sender, recipient or server are unusable.
    """
    reporting = settings.reporting
    now = settings.now()
    carrier = carrier_of(settings, letter, delivery)
    limits = carrier.limits
    lasts = limits.silent + limits.total + reporting.claim_margin_seconds
    claimed = deliveries.claim(conn, delivery, (carrier.sender, carrier.head), lasts, now)
    if claimed is None:
        return
    then = next_try(delivery, now, reporting)
    # From the last byte on nobody knows, until the server answers: so much is stored before, for
    # the case that this process ends.
    unsure = Mark(
        DeliveryState.UNKNOWN,
        because(MailCode.HANDED_OVER, server=carrier.server),
        None if last_unsure(delivery, reporting) else then,
    )
    with carrier.session() as send:
        try:
            send(lambda: deliveries.hand_over(conn, claimed, unsure))
            mark = Mark(DeliveryState.SENT, sent_at=settings.now(), sure=True)
        except NotHandedOverError:
            newer = letters.latest(conn, letter.kind, letter.period, letter.audience) or letter
            edition = because(MailCode.NEWER_EDITION, edition=newer.edition)
            mark = Mark(DeliveryState.WITHDRAWN, edition)
        except SendError as error:
            mark = became(error, delivery, carrier.server, limits, reporting, then)
        with conn.transaction():
            deliveries.mark(conn, claimed, mark)
            if mark.state is DeliveryState.SENT and carrier.whole:
                letters.mark_notified(conn, letter.letter_id, settings.now())


def _to_try(delivery: Delivery, now: datetime, *, now_due: bool) -> bool:
    if delivery.settled or delivery.retry_at is None:
        return False
    waits_its_turn = now_due or delivery.state is DeliveryState.UNKNOWN
    return not waits_its_turn or delivery.retry_at <= now
