"""A report as a mail: what is kept of it, and what goes out to one recipient."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from repostwatch.base.clock import beijing
from repostwatch.base.errors import MailError
from repostwatch.base.mail_addresses import mail_address
from repostwatch.reporting.data import Picture, Report
from repostwatch.wording import Style, label

# The field and the lines that continue it.
OWN_ID = re.compile(rb"^Message-ID:.*\r\n(?:[ \t].*\r\n)*", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail to one address. `asked_at` is when somebody asked for it to be sent again, with the
    id of that sending; None for its first way to a recipient."""

    sender: str
    address: str
    asked_at: datetime | None = None
    resent_id: str | None = None

    @property
    def bounces_to(self) -> str:
        """The sender without its name. Raises MailError where it is no address."""
        try:
            return mail_address(parseaddr(self.sender)[1])
        except ValueError as error:
            raise MailError(
                f"REPOSTWATCH_REPORTING__SENDER: {self.sender[:200]!r} {error}"
            ) from None


def to_message(report: Report, message_id: str, first_id: str | None = None) -> bytes:
    """The report as a mail, without sender and recipient: text, HTML, attachments.

    Equal reports give equal bytes. `message_id` is the same for the same letter, so that a mail
    that went out twice is recognisable as one; `first_id` is that of the letter that this one
    corrects or continues. Raises MailError where a header is unusable.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["Subject"] = report.subject
        message["Date"] = format_datetime(beijing(report.made_at))
        message["Message-ID"] = message_id
        if first_id:
            message["In-Reply-To"] = first_id
            message["References"] = first_id
    except ValueError as error:
        raise MailError(f"a mail header is unusable: {error}") from error
    # One name for all mails of a kind, by which programs sort and mute them (RFC 2919).
    kind, _, domain = message_id.strip("<>").partition("@")
    message["List-Id"] = f"<{kind.partition('-')[0]}.{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # keeps out-of-office answers away (RFC 3834)
    message.set_content(report.text, cte="base64")
    message.add_alternative(report.html, subtype="html", cte="base64")
    page = message.get_payload(1)
    assert isinstance(page, EmailMessage)  # noqa: S101  the alternative of one line above
    for picture in report.pictures:
        main, _, sub = picture.media_type.partition("/")
        page.add_related(
            picture.content, main, sub, cid=f"<{picture.cid}>", filename=picture.name,
            disposition="inline",
        )  # fmt: skip
    for attachment in report.attachments:
        if not attachment.mailed:
            continue
        main, _, sub = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=attachment.name
        )
    # Only now: whatever sets content takes the Content-… headers that are there with it.
    message["Content-Language"] = label("html.lang", Style(report.language))
    _fix_boundaries(message, message_id)
    return message.as_bytes(policy=SMTP)


def head_of(envelope: Envelope) -> bytes:
    """The first lines of a mail to one address: the message follows as it was made.

    One that is sent again says so in the way of RFC 5322, 3.6.6, above what it was at first. It has
    an id of its own, against that section: mail programs drop what comes under an id that they have
    had, and somebody asked for it to be seen. Raises MailError where an address is unusable.
    """
    lines: list[tuple[str, str]] = []
    if envelope.asked_at is not None and envelope.resent_id:
        lines += [
            ("Resent-Date", format_datetime(beijing(envelope.asked_at))),
            ("Resent-From", envelope.sender),
            ("Resent-To", envelope.address),
            ("Resent-Message-ID", envelope.resent_id),
            ("Message-ID", envelope.resent_id),
        ]
    lines += [("From", envelope.sender), ("To", envelope.address)]
    try:
        head = EmailMessage(policy=SMTP)
        for name, value in lines:
            head[name] = value
    except ValueError as error:
        raise MailError(f"a mail header is unusable: {error}") from error
    return head.as_bytes(policy=SMTP).removesuffix(b"\r\n")


def whole_mail(head: bytes, message: bytes) -> bytes:
    """The mail as it goes out: the message's own id gives way to one of the head."""
    if not OWN_ID.search(head):
        return head + message
    lines, blank, body = message.partition(b"\r\n\r\n")
    left = OWN_ID.sub(b"", lines + b"\r\n").removesuffix(b"\r\n")
    return head + left + blank + body


def html_of(message: bytes) -> str:
    """The page of a mail, with its pictures; empty where it has none."""
    read = message_from_bytes(message, policy=SMTP)
    assert isinstance(read, EmailMessage)  # noqa: S101  the policy's own class
    body = read.get_body(("html",))
    pictures = [
        Picture(str(part["Content-ID"]).strip("<>"), "", part.get_content_type(), content)
        for part in read.walk()
        if part["Content-ID"] and isinstance(content := part.get_payload(decode=True), bytes)
    ]
    return with_pictures(str(body.get_content()), pictures) if body else ""


def with_pictures(page: str, pictures: Iterable[Picture]) -> str:
    """The page by itself: with its pictures in it, which a mail has beside it."""
    for one in pictures:
        data = b64encode(one.content).decode()
        page = page.replace(f'"cid:{one.cid}"', f'"data:{one.media_type};base64,{data}"')
    return page


def message_id(parts: Sequence[str], domain: str) -> str:
    """An id out of what names a letter; what no id can hold is left to a digest."""
    name = "-".join(parts)
    if not all(char.isascii() and (char.isalnum() or char in "-.") for char in name):
        name = f"{parts[0]}-{sha256(name.encode()).hexdigest()[:16]}"
    return f"<{name}@{domain}>"


def domain_of(sender: str) -> str:
    """The domain of a sender's address; that of no network where it is none, which keeps the mail
    from going out, but not from being made."""
    try:
        return mail_address(parseaddr(sender)[1]).rpartition("@")[2]
    except ValueError:
        return "localhost"


def _fix_boundaries(message: EmailMessage, seed_text: str) -> None:
    """Derive MIME boundaries from the id, so that equal mails have equal bytes."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        seed = sha256(f"{seed_text} {number}".encode()).hexdigest()[:32]
        part.set_boundary(f"=_{seed}")
