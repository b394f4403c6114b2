"""A letter goes out once, and waits where the server refuses it."""

from __future__ import annotations

from datetime import UTC, datetime

from repostwatch.store import outbox
from repostwatch.store.database import Connection, connect
from repostwatch.store.outbox import NewLetter

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
LETTER = NewLetter("daily", "2026-08-12", 1, "digest", "主题", b"message")


def test_the_same_edition_is_stored_once(conn: Connection) -> None:
    first = outbox.put(conn, LETTER, NOON)
    assert outbox.put(conn, LETTER, NOON) == first
    assert outbox.latest(conn, "daily", "2026-08-12") == (first, 1, "digest")
    assert outbox.latest(conn, "daily", "2026-08-13") is None


def test_two_runs_cannot_send_the_same_letter(conn: Connection, database_url: str) -> None:
    letter_id = outbox.put(conn, LETTER, NOON)
    with connect(database_url) as other, outbox.claimed(conn, letter_id) as mine:
        assert mine is not None
        assert mine.message == b"message"
        with outbox.claimed(other, letter_id) as theirs:
            assert theirs is None
        outbox.mark_sent(conn, letter_id, NOON)
    with outbox.claimed(conn, letter_id) as sent:
        assert sent is not None
        assert sent.sent_at == NOON


def test_a_refused_letter_stays_with_its_error(conn: Connection) -> None:
    letter_id = outbox.put(conn, LETTER, NOON)
    outbox.mark_failed(conn, letter_id, "refused")
    row = conn.execute("SELECT attempts, last_error, sent_at FROM outbox").fetchone()
    assert row == {"attempts": 1, "last_error": "refused", "sent_at": None}
