"""A mail server that writes each mail as an .eml file into a directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from repostwatch.base.files import whole_file
from repostwatch.services.ports import free_port

# A report with its workbook is some 200 KB; RFC 1870 servers commonly allow 30 MB.
SIZE_LIMIT = 30 * 1024 * 1024


class Sink:
    """Writes every mail before the client gets the confirmation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}"
        content = envelope.original_content or b""
        with whole_file(self.folder / f"{name}.eml") as part:
            part.write_bytes(content)
        return "250 taken"


@contextmanager
def mail_sink(folder: Path, port: int | None = None) -> Iterator[str]:
    """Take mail on loopback while inside; yields the server's smtp:// address."""
    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(
        Sink(folder),
        hostname="127.0.0.1",
        port=port or free_port(),
        data_size_limit=SIZE_LIMIT,
        enable_SMTPUTF8=True,
    )
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()
