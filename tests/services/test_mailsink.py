"""The local mail server: what it took lies there as a file, byte by byte."""

from __future__ import annotations

import smtplib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from repostwatch.reporting.smtp import SendError
from repostwatch.services import mailsink
from repostwatch.services.mailsink import mail_sink
from tests.mailing import send


def letter(text: str = "正文\n.一个点\n") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "国务院政策转载日报"
    message["From"] = "repostwatch@localhost"
    message["To"] = "officer@repostwatch.localhost"
    message["Message-ID"] = "<1@repostwatch.localhost>"
    message.set_content(text, cte="8bit")
    return message


def test_a_mail_becomes_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "mail"
    with mail_sink(folder) as address:
        assert address.startswith("smtp://127.0.0.1:")
        send(address, content=letter().as_bytes())
        send(address, content=letter().as_bytes())
    files = list(folder.iterdir())
    assert len(files) == 2
    assert {path.suffix for path in files} == {".eml"}
    taken = message_from_bytes(files[0].read_bytes(), policy=SMTP)
    assert taken["Subject"] == "国务院政策转载日报"
    assert taken.get_content().split() == ["正文", ".一个点"]
    assert files[0].read_bytes() == letter().as_bytes()


def test_a_mail_that_is_too_big_is_refused_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailsink, "SIZE_LIMIT", 100_000)
    with mail_sink(tmp_path) as address:
        with pytest.raises(SendError, match="552"):
            send(address, content=letter("大" * 200_000).as_bytes())
        assert list(tmp_path.iterdir()) == []
        send(address, content=letter("小").as_bytes())
    assert len(list(tmp_path.iterdir())) == 1


def test_a_disk_that_is_full_is_no_mail_taken(tmp_path: Path) -> None:
    """The client must hear of it, or the report counts as sent."""
    with mail_sink(tmp_path / "mail") as address:
        (tmp_path / "mail").rmdir()
        with pytest.raises(SendError, match="No such file"):
            send(address, content=letter().as_bytes())


def test_a_port_of_ones_own_and_nobody_there_afterwards(tmp_path: Path) -> None:
    with mail_sink(tmp_path) as address:
        port = int(address.rpartition(":")[2])
    with mail_sink(tmp_path, port=port) as again:
        assert again == f"smtp://127.0.0.1:{port}"
    with pytest.raises(OSError, match="refused"):
        smtplib.SMTP("127.0.0.1", port, timeout=5)
