"""The mail server's address, and what must not be said of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from repostwatch.base.errors import MailError

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


def without_secrets(text: str, server: Server) -> str:
    """The text without the password and its encoded forms, which a server may quote."""
    if not server.password:
        return text
    password, user = server.password.encode(), (server.user or "").encode()
    wire = (password, b"\0" + user + b"\0" + password)
    for secret in (server.password, *(base64.b64encode(form).decode() for form in wire)):
        text = text.replace(secret, "***")
    return text
