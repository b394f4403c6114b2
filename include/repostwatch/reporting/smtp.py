"""A session with the mail server: one mail to one address, bounded in time, step by step.

smtplib limits each wait, so that a server that sends a byte now and then holds a session for ever:
a timer ends it. The last byte of the mail, which makes it the server's, is sent apart from the
rest; whoever keeps the state of a delivery is asked just before.
"""

from __future__ import annotations

import io
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any

from repostwatch.model import MailStep
from repostwatch.model.reasons import Reason, quoted
from repostwatch.reporting.mail_server import Server, without_secrets

# Characters of an answer that are kept: servers add addresses of their help pages.
LONGEST_ANSWER = 300


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: how long the server may be silent, and how long a session lasts in all."""

    silent: float
    total: float


@dataclass(slots=True)
class SendError(Exception):
    """A mail that was not taken, or of which nothing is known.

    `code` is that of the server's answer, None where none came; `slow` where the session was ended
    for its length; `size` and `most` are bytes where the mail is larger than the server takes;
    `handed_over` from the last byte of the mail on; `reason` where the words of another are not the
    cause.
    """

    step: MailStep
    words: str
    code: int | None = None
    slow: bool = False
    size: int = 0
    most: int = 0
    handed_over: bool = False
    reason: Reason | None = None

    @property
    def final(self) -> bool:
        """Whether trying the same mail to the same address again is in vain.

        What the server says before it hears of either concerns a setting or itself.
        """
        about_mail = self.step in (
            MailStep.SIZE, MailStep.RECIPIENT, MailStep.DATA, MailStep.ANSWER,
        )  # fmt: skip
        return about_mail and self.code is not None and self.code >= 500


class NotHandedOverError(Exception):
    """The mail was ready to be handed over, and must not be any more."""


class _WholeLines:
    """The lines of a server's answers. A line that ends with the connection is none: smtplib would
    take the beginning of "250 …" for the whole."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file, self.close = file, file.close

    def readline(self, most: int) -> bytes:
        line = self._file.readline(most)
        if line and len(line) < most and not line.endswith(b"\n"):
            raise ConnectionError(f"the answer ends within a line: {line!r}")
        return line


class _Client(smtplib.SMTP):
    """smtplib's client over a socket that can be shut down from outside at any step."""

    def __init__(self, limits: Limits, tls: ssl.SSLContext | None, host: str) -> None:
        self.handle: socket.socket | None = None
        self._tls_at_once = tls
        super().__init__(timeout=limits.silent)
        self._host = host  # STARTTLS checks the certificate against it

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        # Its own number for the same connection, which TLS does not take over.
        self.handle = plain.dup()
        if self._tls_at_once is None:
            return plain
        return self._tls_at_once.wrap_socket(plain, server_hostname=host)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _WholeLines(self.sock.makefile("rb"))
        return super().getreply()

    def shut(self) -> None:
        if self.handle is not None:
            with suppress(OSError):
                self.handle.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        super().close()
        if self.handle is not None:
            self.handle.close()


class Session:
    """Steps in the order in which they are called; each raises SendError."""

    def __init__(self, server: Server, limits: Limits, tls: ssl.SSLContext) -> None:
        self._server, self._limits, self._tls = server, limits, tls
        at_once = tls if server.scheme == "smtps" else None
        self._client = _Client(limits, at_once, server.host)
        self._over = self._in_mail = False
        self._timer = Timer(limits.total, self._end)
        self._timer.daemon = True

    def open(self) -> None:
        """Connect, and log in where the server's address names a user."""
        server, client = self._server, self._client
        self._timer.start()
        self._must(MailStep.CONNECT, lambda: client.connect(server.host, server.port), 220)
        self._must(MailStep.EHLO, client.ehlo_or_helo_if_needed)
        if server.scheme == "smtp+starttls":
            self._must(MailStep.STARTTLS, lambda: client.starttls(context=self._tls), 220)
            self._must(MailStep.EHLO, client.ehlo_or_helo_if_needed)
        if server.user is not None:
            user, password = server.user, server.password or ""
            self._must(MailStep.LOGIN, lambda: client.login(user, password), 235, 503)

    def offer(self, sender: str, address: str, size: int) -> None:
        """Name sender, size and recipient."""
        most = self._client.esmtp_features.get("size", "")
        if most.isdigit() and 0 < int(most) < size:
            raise SendError(MailStep.SIZE, "", 552, size=size, most=int(most))
        options = [f"size={size}"] if self._client.has_extn("size") else []
        self._must(MailStep.SENDER, lambda: self._client.mail(sender, options), 250)
        self._must(MailStep.RECIPIENT, lambda: self._client.rcpt(address), 250, 251)

    def hand_over(self, content: bytes, may_send: Callable[[], bool]) -> None:
        """Send the mail; `may_send` is asked before its last byte.

        Raises NotHandedOverError where the answer is no.
        """
        client = self._client
        self._must(MailStep.DATA, lambda: client.docmd("DATA"), 354)
        self._in_mail = True
        lines = re.sub(rb"(?m)^\.", b"..", content.removesuffix(b"\r\n"))
        if client.sock is not None:
            client.sock.settimeout(self._limits.total)  # for the whole of it, not for each piece
        self._must(MailStep.CONTENT, lambda: client.send(lines + b"\r\n"))
        if client.sock is not None:
            client.sock.settimeout(self._limits.silent)
        if not may_send():
            raise NotHandedOverError
        try:
            self._must(MailStep.ANSWER, lambda: client.send(b".\r\n"))
            self._must(MailStep.ANSWER, client.getreply, 250)
        except SendError as error:
            error.handed_over = True
            self._in_mail = error.code is None
            raise
        self._in_mail = False

    def close(self) -> None:
        """Say goodbye. How the server takes it changes nothing any more."""
        with suppress(smtplib.SMTPException, OSError, ValueError):
            # Within a mail the word would be a line of it.
            if self._client.sock is not None and not self._over and not self._in_mail:
                self._client.quit()
        self._timer.cancel()
        with suppress(OSError):
            self._client.close()

    def _end(self) -> None:
        self._over = True
        self._client.shut()

    def _must(self, step: MailStep, act: Callable[[], Any], *good: int) -> None:
        """Do a step of smtplib's; what the server answers must be `good`."""
        if self._over:
            raise SendError(step, "", slow=True)
        try:
            answer = act()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise self._problem(step, error) from None
        if answer is None:  # smtplib's own steps raise what is not good
            return
        code, words = answer
        if code not in good:
            where = MailStep.GREETING if step is MailStep.CONNECT else step
            raise SendError(where, self._safe(said(code, words)), _refusal(code))

    def _problem(self, step: MailStep, error: Exception) -> SendError:
        code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
        return SendError(step, self._safe(_answer(error)), _refusal(code), slow=self._over)

    def _safe(self, text: str) -> str:
        return quoted(without_secrets(text, self._server), LONGEST_ANSWER)


@contextmanager
def mail_session(
    server: Server, limits: Limits, tls: ssl.SSLContext | None = None
) -> Iterator[Session]:
    """A session, which says goodbye after whatever is done inside: keep the mail's state before.

    `smtp://` speaks in the clear, `smtp+starttls://` insists on STARTTLS, `smtps://` on TLS from
    the first byte. Certificates are checked (against `tls`, where given).
    """
    session = Session(server, limits, tls or ssl.create_default_context())
    try:
        yield session
    finally:
        session.close()


def said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())


def _refusal(code: int) -> int | None:
    """The code of an answer that is a refusal; anything else says nothing of the mail."""
    return code if 400 <= code <= 599 else None


def _answer(error: Exception) -> str:
    """The server's answer, or the error of the connection."""
    if isinstance(error, UnicodeEncodeError):  # its own words quote from the password
        return "user name and password must be ASCII, smtplib cannot send others"
    if isinstance(error, smtplib.SMTPResponseException):
        return said(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__
