"""One session with a mail server, for tests that are not about the mailbox."""

from __future__ import annotations

import ssl
from collections.abc import Callable

from repostwatch.reporting.mail_server import parse_server
from repostwatch.reporting.smtp import Limits, mail_session

MAIL = b"Subject: x\r\n\r\nline\r\n.\r\n..dots\r\n"
PATIENT = Limits(20.0, 40.0)


def send(
    url: str,
    *,
    limits: Limits = PATIENT,
    tls: ssl.SSLContext | None = None,
    address: str = "a@x.example",
    content: bytes = MAIL,
    may_send: Callable[[], bool] = lambda: True,
) -> None:
    with mail_session(parse_server(url), limits, tls) as session:
        session.open()
        session.offer("watch@x.example", address, len(content))
        session.hand_over(content, may_send)
