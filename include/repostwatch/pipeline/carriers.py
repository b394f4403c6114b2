"""How a letter goes to one recipient: as a mail by the mail server, as a message to a chat."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from repostwatch.base.errors import MailError, RepostwatchError
from repostwatch.base.mail_addresses import chat_name, is_chat
from repostwatch.crawl.fetch.networks import IPAddress, permitted
from repostwatch.model.mails import Delivery, Letter
from repostwatch.pipeline.recipients import chats_in_force
from repostwatch.reporting.chat_forms import chat_body, signed
from repostwatch.reporting.mail import Envelope, head_of, message_id, whole_mail
from repostwatch.reporting.mail_server import Server, parse_server
from repostwatch.reporting.smtp import Limits, mail_session
from repostwatch.reporting.webhook import Webhook
from repostwatch.settings import Settings

# Sends, and asks just before the last byte whether it may; raises SendError, NotHandedOverError.
Send = Callable[[Callable[[], bool]], None]


@dataclass(frozen=True, slots=True)
class Carrier:
    """The way of one letter to one recipient. `server` and `head` (what goes out beside, or instead
    of, the letter as it was made) are kept and shown: they hold no secret. `whole`: the letter
    arrives with all that it holds."""

    server: str
    sender: str
    head: bytes
    limits: Limits
    whole: bool
    session: Callable[[], AbstractContextManager[Send]]


def carrier_of(settings: Settings, letter: Letter, delivery: Delivery) -> Carrier:
    """Raises MailError where sender, recipient or server are unusable."""
    if is_chat(delivery.address):
        return _to_chat(settings, letter, delivery)
    return _by_mail(settings, letter, delivery)


def mail_server(settings: Settings) -> Server:
    """Raises MailError where none is set, or its address cannot be read."""
    if settings.smtp is None:
        raise MailError("no mail server: set REPOSTWATCH_SMTP (or Airflow's repostwatch_smtp)")
    return parse_server(settings.smtp)


def _by_mail(settings: Settings, letter: Letter, delivery: Delivery) -> Carrier:
    reporting, server = settings.reporting, mail_server(settings)
    envelope = _envelope(letter, delivery, reporting.sender)
    bounces_to, head = envelope.bounces_to, head_of(envelope)
    content = whole_mail(head, letter.message)
    limits = Limits(reporting.smtp_seconds, reporting.smtp_total_seconds)

    @contextmanager
    def session() -> Iterator[Send]:
        with mail_session(server, limits) as opened:

            def send(may_send: Callable[[], bool]) -> None:
                opened.open()
                opened.offer(bounces_to, delivery.address, len(content))
                opened.hand_over(content, may_send)

            yield send

    return Carrier(str(server), reporting.sender, head, limits, True, session)


def _to_chat(settings: Settings, letter: Letter, delivery: Delivery) -> Carrier:
    reporting = settings.reporting
    try:
        chat = chats_in_force(settings).get(chat_name(delivery.address))
    except RepostwatchError as error:
        raise MailError(str(error)) from None
    if chat is None:
        raise MailError(f"REPOSTWATCH_CHATS names no {delivery.address}")
    body = chat_body(chat, letter, reporting.chat_bytes)
    limits = Limits(reporting.chat_seconds, reporting.chat_total_seconds)

    @contextmanager
    def session() -> Iterator[Send]:
        webhook = Webhook(chat, limits, partial(_permits, settings))

        def send(may_send: Callable[[], bool]) -> None:
            webhook.open()
            # The servers compare it with their own clock, whatever ours is set to.
            webhook.hand_over(*signed(chat, body, time.time()), may_send)

        try:
            yield send
        finally:
            webhook.close()

    head = json.dumps(body, ensure_ascii=False).encode()
    return Carrier(str(chat), "", head, limits, False, session)


def _permits(settings: Settings, address: IPAddress) -> bool:
    named = settings.reporting.chat_networks
    return permitted(address, settings.allow_loopback) or any(
        address in network for network in named
    )


def _envelope(letter: Letter, delivery: Delivery, sender: str) -> Envelope:
    """How a delivery goes out; one that somebody asked for says that it is sent again, with an id
    beside the letter's own."""
    if not delivery.asked:
        return Envelope(sender, delivery.address)
    own, _, domain = letter.message_id.strip("<>").rpartition("@")
    again = message_id(["again", str(delivery.delivery_id), own], domain)
    return Envelope(sender, delivery.address, delivery.posted_at, again)
