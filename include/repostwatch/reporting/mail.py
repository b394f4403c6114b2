"""The mail of a report, and the only client of the mail server."""

from __future__ import annotations

import base64
import logging
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from repostwatch.base.clock import beijing
from repostwatch.base.errors import MailError
from repostwatch.reporting.data import Report
from repostwatch.wording import Style, label

log = logging.getLogger(__name__)

DEFAULT_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes. The password is kept out of its representation."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def to_message(
    report: Report, sender: str, recipients: Sequence[str], message_id: str
) -> EmailMessage:
    """The report as a mail: text, HTML, attachments. Equal reports give equal bytes.

    `message_id` is the same for the same day and edition, so that a mail that went out twice
    is recognisable as one. Raises MailError where an address or the id is unusable.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["Subject"] = report.subject
        message["From"] = sender
        if recipients:
            message["To"] = ", ".join(recipients)
        message["Date"] = format_datetime(beijing(report.made_at))
        message["Message-ID"] = message_id
    except ValueError as error:
        raise MailError(f"a mail header is unusable: {error}") from error
    message["Auto-Submitted"] = "auto-generated"  # keeps out-of-office answers away (RFC 3834)
    message["Content-Language"] = label("html.lang", Style(report.language))
    message.set_content(report.text, cte="base64")
    message.add_alternative(report.html, subtype="html", cte="base64")
    for attachment in report.attachments:
        main, _, sub = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=attachment.name
        )
    _fix_boundaries(message, message_id)
    return message


def send_mail(
    message: EmailMessage,
    smtp_url: str,
    *,
    seconds: float,
    tls: ssl.SSLContext | None = None,
) -> Mapping[str, str]:
    """Send a mail; returns the refused recipients with the server's answers, usually none.

    `smtp://` speaks in the clear, `smtp+starttls://` insists on STARTTLS, `smtps://` on TLS
    from the first byte; `user:password@` logs in. Certificates are checked (against `tls`,
    where given). Raises MailError naming host, port and the server's answer where nobody got
    the mail; the password is in no message.
    """
    server = parse_server(smtp_url)
    if not message["To"]:
        raise MailError("the mail has no recipient: set REPOSTWATCH_REPORTING__RECIPIENTS")
    tls = tls or ssl.create_default_context()
    step = "connecting"
    try:
        client = _connect(server, seconds, tls)
        try:
            if server.scheme == "smtp+starttls":
                step = "STARTTLS"
                client.starttls(context=tls)
            if server.user is not None:
                step = "logging in"
                client.login(server.user, server.password or "")
            step = "sending"
            refused = client.send_message(message)
        finally:
            # The mail's fate is settled by now; how the server says goodbye changes nothing.
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        answer = _without_secrets(_answer(error), server)
        raise MailError(f"mail server {server}: {step} failed: {answer}") from None
    answers = {
        who: _without_secrets(_said(code, text), server) for who, (code, text) in refused.items()
    }
    for who, said in answers.items():
        log.warning("mail server %s refused %s: %s", server, who, said)
    return answers


def parse_server(smtp_url: str) -> Server:
    """Read an address of a mail server. Raises MailError, which never repeats the address."""
    try:
        parts = urlsplit(smtp_url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise MailError("REPOSTWATCH_SMTP is no address (smtp://user:password@host:port)") from None
    if parts.scheme not in DEFAULT_PORTS:
        known = ", ".join(f"{scheme}://" for scheme in DEFAULT_PORTS)
        raise MailError(f"REPOSTWATCH_SMTP does not start with one of {known}")
    if not host:
        raise MailError("REPOSTWATCH_SMTP names no host (smtp://user:password@host:port)")
    return Server(
        scheme=parts.scheme,
        host=host,
        port=port or DEFAULT_PORTS[parts.scheme],
        user=None if parts.username is None else unquote(parts.username),
        password=None if parts.password is None else unquote(parts.password),
    )


def _connect(server: Server, timeout: float, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=tls)
    return smtplib.SMTP(server.host, server.port, timeout=timeout)


def _answer(error: Exception) -> str:
    """The server's answer, or the error of the connection."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(
            f"{who}: {_said(code, text)}" for who, (code, text) in error.recipients.items()
        )
    if isinstance(error, UnicodeEncodeError):  # its own words quote from the password
        return "user name and password must be ASCII, smtplib cannot send others"
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())


def _without_secrets(text: str, server: Server) -> str:
    """The text without the password and its encoded forms, which a server may quote."""
    if not server.password:
        return text
    password, user = server.password.encode(), (server.user or "").encode()
    wire = (password, b"\0" + user + b"\0" + password)
    for secret in (server.password, *(base64.b64encode(form).decode() for form in wire)):
        text = text.replace(secret, "***")
    return text


def _fix_boundaries(message: EmailMessage, message_id: str) -> None:
    """Derive MIME boundaries from the id, so that equal mails have equal bytes."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        seed = sha256(f"{message_id} {number}".encode()).hexdigest()[:32]
        part.set_boundary(f"=_{seed}")
