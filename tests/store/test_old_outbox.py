"""What the outbox of earlier versions held becomes letters, with a delivery for each recipient."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from alembic import command
from alembic.config import Config

from repostwatch.model import DeliveryState, because
from repostwatch.model.codes import MailCode
from repostwatch.model.mails import Delivery
from repostwatch.model.reasons import text
from repostwatch.services.postgres import PostgresServer
from repostwatch.store import deliveries, letters
from repostwatch.store.database import connect
from repostwatch.store.schema import MIGRATIONS, upgrade_schema

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
A, B = "a@x.example", "b@x.example"
PUT = """
INSERT INTO outbox (kind, period, edition, digest, subject, message, made_at, sent_at, attempts,
                    last_error)
VALUES (%s, %s, %s, 'd', '日报', %s, %s, %s, %s, %s)
"""
FINDING = """
INSERT INTO findings (kind, portal_id, state, reason, opened_at, notified_at, closed_at)
VALUES (%s, 'moe', %s, '{"code": "text", "facts": {"text": "x"}}', %s, %s, %s)
"""


def mail(*people: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "日报"
    message["From"] = "监测 <w@x.example>"
    if people:
        message["To"] = ", ".join(people)
    message["Message-ID"] = "<daily-1@x.example>"
    message.set_content("正文\n", cte="base64")
    return message.as_bytes(policy=SMTP)


@pytest.fixture(scope="module")
def url(postgres: PostgresServer) -> str:
    """A database of the version before, with letters in every state."""
    url = postgres.url("outbox")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "0009")
    with connect(url, check_schema=False) as conn:
        conn.execute(
            "INSERT INTO portals (portal_id, name, level, home_url) "
            "VALUES ('moe', '教育部', 'department', 'http://moe.example/')"
        )
        hour = timedelta(hours=1)
        conn.execute(FINDING, ("column", "notified", NOON - hour, NOON, None))
        conn.execute(FINDING, ("moved", "open", NOON + 30 * hour, None, None))
        for row in (
            ("daily", "2026-08-12", 1, mail(A), NOON, NOON, 1, None),
            ("daily", "2026-08-13", 1, mail(A, f"张三 <{B}>"), NOON, NOON, 1, None),
            ("daily", "2026-08-14", 1, mail(A), NOON, None, 2, "451 later"),
            ("daily", "2026-08-14", 2, mail(A, B), NOON, None, 1, "mail server x: refused"),
            ("daily", "2026-08-15", 1, mail(), NOON, None, 0, None),
            ("alarm", "scans 1", 1, mail(A), NOON, None, 1, "refused"),
        ):
            conn.execute(PUT, row)
    upgrade_schema(url)
    return url


def test_every_letter_is_kept_with_what_is_known_of_each_recipient(url: str) -> None:
    with connect(url) as conn:
        found = {
            (one.kind, one.period, one.edition): deliveries.of_letter(conn, one.letter_id)
            for one in letters.newest(conn, None, None, 100)
        }
        [sent] = found["daily", "2026-08-12", 1]
        assert (sent.address, sent.state, sent.sent_at) == (A, DeliveryState.SENT, NOON)
        assert sent.sender == "监测 <w@x.example>"
        some = found["daily", "2026-08-13", 1]
        assert [one.address for one in some] == [A, B]
        # The server had taken it for one of them at least.
        assert {(one.state, one.retry_at) for one in some} == {(DeliveryState.UNKNOWN, None)}
        assert some[0].reason == because(MailCode.SENT_TO_SOME, count=2)
        [old] = found["daily", "2026-08-14", 1]
        assert old.state is DeliveryState.WITHDRAWN
        assert old.reason == because(MailCode.NEWER_EDITION, edition=2)
        waiting = found["daily", "2026-08-14", 2]
        assert [(one.address, one.state, one.retry_at) for one in waiting] == [
            (A, DeliveryState.WAITING, NOON), (B, DeliveryState.WAITING, NOON),
        ]  # fmt: skip
        assert waiting[0].reason == text("mail server x: refused")
        assert found["daily", "2026-08-15", 1] == list[Delivery]()
        assert found["alarm", "scans 1", 1][0].state is DeliveryState.WITHDRAWN


def test_a_mail_keeps_its_text_and_id_and_is_addressed_anew(url: str) -> None:
    with connect(url) as conn:
        letter = letters.latest(conn, "daily", "2026-08-14", "all")
        assert letter is not None
        assert letter.message_id == "<daily-1@x.example>"
        assert b"From:" not in letter.message
        assert b"To:" not in letter.message
        assert letter.message.endswith(mail().partition(b"\r\n\r\n")[2])
        alarm = letters.latest(conn, "alarm", "scans 1", "operators")
        assert alarm is not None


def test_what_waits_marks_only_what_was_open_when_it_was_made(url: str) -> None:
    with connect(url) as conn:
        rows = conn.execute(
            "SELECT l.period, f.kind FROM reported JOIN letters l USING (letter_id) "
            "JOIN findings f USING (finding_id) ORDER BY 1, 2"
        ).fetchall()
    # Of those that were sent the newest: what it told is no news.
    assert [tuple(row.values()) for row in rows] == [
        ("2026-08-13", "column"), ("2026-08-14", "column"), ("2026-08-14", "column"),
        ("2026-08-15", "column"),
    ]  # fmt: skip
