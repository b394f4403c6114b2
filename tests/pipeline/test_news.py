"""A month of reports to four recipients: nothing is new twice, every rectification is told once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from repostwatch.pipeline.report_mail import make_report
from repostwatch.store.database import Connection
from tests.faults.fault_smtp import FaultSmtp
from tests.pipeline.mail_month import FILE, PEOPLE, morning, play
from tests.pipeline.mail_world import DAY, GUANGDONG, HOUR, MOE, NOON, at, body, live, look, mails


@pytest.fixture
def server() -> Iterator[FaultSmtp]:
    with FaultSmtp() as running:
        yield running


def section(mail: EmailMessage, name: str) -> str:
    """What the plain text has under a heading; empty where it has none."""
    return body(mail).partition(f"【{name}】")[2].partition("\n【")[0]


def rows(server: FaultSmtp, who: str, name: str) -> int:
    """How many rows stood under a heading, over all mails of an address."""
    found = [section(mail, name) for mail in mails(server, f"{who}@x.example")]
    return sum(text.count("\n  - ") for text in found)


OCCURRENCES = """
SELECT count(DISTINCT (r.finding_id, r.opened_at)) AS n
FROM reported r JOIN deliveries d USING (letter_id)
WHERE d.address = %s AND d.state = 'sent' AND (r.closed OR NOT %s)
"""


def occurrences(conn: Connection, who: str, *, closed: bool) -> int:
    """How many faults, or ends of faults, the mails of an address told of."""
    row = conn.execute(OCCURRENCES, (f"{who}@x.example", closed)).fetchone()
    return int(row["n"]) if row else 0


def test_a_month_of_days(conn: Connection, tmp_path: Path, server: FaultSmtp) -> None:
    play(conn, tmp_path, server)
    for who in PEOPLE:
        assert occurrences(conn, who, closed=False) > 1, who
        assert rows(server, who, "新增问题") == occurrences(conn, who, closed=False), who
        assert rows(server, who, "已整改") == occurrences(conn, who, closed=True), who
    assert occurrences(conn, "all", closed=True) > 3
    assert server.count("news@x.example") < server.count("all@x.example")
    sizes = [len(one.content) for one in server.taken]
    assert max(sizes) < 1_000_000


def test_a_letter_that_was_never_sent_told_nothing(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    """What waits is withdrawn by the next edition, which has to say all of it."""
    live(conn)
    make_report(conn, at(NOON, tmp_path, None, file=FILE))
    look(conn, MOE, NOON + HOUR, prominent=False)
    look(conn, MOE, NOON + HOUR + timedelta(minutes=5), prominent=False)
    morning(conn, at(NOON + 2 * HOUR, tmp_path, server, file=FILE))
    [mail] = mails(server, "gd@x.example")
    assert "位置不显著" in section(mail, "新增问题")


def test_made_again_it_says_the_same(conn: Connection, tmp_path: Path, server: FaultSmtp) -> None:
    live(conn)
    settings = at(NOON, tmp_path, server, file=FILE)
    morning(conn, settings)
    page = next((tmp_path / "reports").rglob("report.html"))
    before = page.read_bytes()
    page.unlink()
    morning(conn, settings)
    assert page.read_bytes() == before
    assert server.count("all@x.example") == 1


def test_what_was_told_under_another_frequency_is_not_new(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    live(conn)
    morning(conn, at(NOON, tmp_path, server, file=FILE))
    weekly = FILE.replace("all@x.example,全国,,,,,,", "all@x.example,全国,,,,,,weekly")
    morning(conn, at(NOON + 5 * DAY, tmp_path, server, file=weekly))
    first, second = mails(server, "all@x.example")
    assert section(first, "新增问题")
    assert not section(second, "新增问题")
    assert "位置不显著" not in section(second, "新增问题")


def test_the_figures_are_compared_with_the_last_report(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    live(conn)
    morning(conn, at(NOON, tmp_path, server, file=FILE))
    look(conn, GUANGDONG, NOON + 20 * HOUR)
    look(conn, GUANGDONG, NOON + 21 * HOUR)
    morning(conn, at(NOON + DAY, tmp_path, server, file=FILE))
    first, second = mails(server, "all@x.example")
    assert "个百分点" not in body(first)
    assert re.search(r"专栏开设率　\S+　较9月2日 \+\S+个百分点", body(second))
    assert "已整改：" in section(second, "已整改")
