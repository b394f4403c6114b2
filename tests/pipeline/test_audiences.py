"""Each recipient's own part, in their language, as often as they want it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from repostwatch.base.errors import InputError
from repostwatch.pipeline.report_mail import make_report, send_letters
from repostwatch.queries.recipient_changes import (
    RecipientWord,
    import_recipients,
    save_recipient,
)
from repostwatch.settings import Settings
from repostwatch.store import deliveries
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection
from tests.faults.fault_smtp import FaultSmtp
from tests.pipeline.mail_world import DAY, HOUR, MOE, NOON, at, body, hide_column, live, mails

HEAD = "address,name,portals,levels,authority,sections,language,frequency\n"
FILE = HEAD + (
    "all@x.example,全国,,,,,,\n"
    "moe@x.example,教育部,moe,,,,,\n"
    "gd@x.example,广东,,province,,,en,\n"
    "office@x.example,主管,,,国务院办公厅,,,\n"
)


@pytest.fixture
def server() -> Iterator[FaultSmtp]:
    with FaultSmtp() as running:
        yield running


@pytest.fixture(autouse=True)
def _world(conn: Connection) -> None:
    live(conn)


def morning(conn: Connection, settings: Settings) -> int:
    """A day's report, made and sent; how many mails that is."""
    return send_letters(conn, settings, make_report(conn, settings).letter_ids).sent


def test_everybody_gets_their_own_portals_in_their_own_language(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    settings = at(NOON, tmp_path, server, file=FILE)
    assert morning(conn, settings) == 4
    whole, own, english, office = (
        body(mails(server, f"{who}@x.example")[0]) for who in ("all", "moe", "gd", "office")
    )
    assert "广东省" in whole
    assert "教育部" in own
    assert "广东省" not in own
    assert "教育部" not in english
    assert "Beijing time" in english
    assert office == own, "the supervising office gets its own portal"
    ids = {one.message_id for one in server.taken}
    assert len(ids) == 4
    assert morning(conn, settings) == 0


def test_a_fact_of_another_portal_is_no_correction(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    morning(conn, at(NOON, tmp_path, server, file=FILE))
    hide_column(conn, MOE, NOON + HOUR)
    assert morning(conn, at(NOON + HOUR, tmp_path, server, file=FILE)) == 3
    assert len(mails(server, "gd@x.example")) == 1
    assert mails(server, "moe@x.example")[1]["Subject"].startswith("【更正 第2版】")


def test_only_their_sections(conn: Connection, tmp_path: Path, server: FaultSmtp) -> None:
    file = HEAD + "a@x.example,,,,,late missing,,\n"
    morning(conn, at(NOON, tmp_path, server, file=file))
    assert "位置不显著" not in body(mails(server, "a@x.example")[0])
    assert conn.execute("SELECT count(*) AS n FROM reported").fetchone() == {"n": 0}


def test_news_come_when_there_are_some(conn: Connection, tmp_path: Path, server: FaultSmtp) -> None:
    file = HEAD + "a@x.example,,,,,,,news\nb@x.example,,,,,,,daily\n"
    assert morning(conn, at(NOON, tmp_path, server, file=file)) == 2
    assert morning(conn, at(NOON + DAY, tmp_path, server, file=file)) == 1
    hide_column(conn, MOE, NOON + 2 * DAY)
    assert morning(conn, at(NOON + 2 * DAY, tmp_path, server, file=file)) == 2
    assert morning(conn, at(NOON + 3 * DAY, tmp_path, server, file=file)) == 1
    assert server.count("a@x.example") == 2


def test_who_has_a_report_gets_its_correction_whatever_they_asked_for(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    file = HEAD + "a@x.example,,,,,,,weekly\n"
    assert morning(conn, at(NOON, tmp_path, server, file=file)) == 1
    hide_column(conn, MOE, NOON + HOUR)
    assert morning(conn, at(NOON + HOUR, tmp_path, server, file=file)) == 1


def test_once_a_week(conn: Connection, tmp_path: Path, server: FaultSmtp) -> None:
    file = HEAD + "a@x.example,,,,,,,weekly\n"
    sent = [morning(conn, at(NOON + days * DAY, tmp_path, server, file=file)) for days in range(13)]
    # From a Wednesday on; then on both Mondays.
    assert [day for day, number in enumerate(sent) if number] == [0, 5, 12]


def test_where_nobody_is_due_nothing_is_posted(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    file = HEAD + "a@x.example,,,,,,,news\n"
    morning(conn, at(NOON, tmp_path, server, file=file))
    made = make_report(conn, at(NOON + DAY, tmp_path, server, file=file))
    assert made.mails == ()
    assert conn.execute("SELECT count(*) AS n FROM letters").fetchone() == {"n": 1}
    assert send_letters(conn, at(NOON, tmp_path, server, file=file), []).line


def test_a_recipient_who_comes_later_gets_the_newest_and_nothing_older(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    one, two = HEAD + "a@x.example,,,,,,,\n", HEAD + "a@x.example,,,,,,,\nb@x.example,,,,,,,\n"
    first = make_report(conn, at(NOON, tmp_path, None, file=one)).letter_ids
    second = make_report(conn, at(NOON + DAY, tmp_path, None, file=one)).letter_ids
    later = at(NOON + DAY, tmp_path, server, file=two)
    assert send_letters(conn, later, [*first, *second]).sent == 3
    assert server.count("b@x.example") == 1


def test_mail_goes_to_those_whom_the_database_names(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(FILE, encoding="utf-8")
    settings = at(NOON, tmp_path, server)
    import_recipients(conn, settings, file, ("张三", "首次录入"), dry_run=False)
    assert morning(conn, settings) == 4
    assert "广东省" not in body(mails(server, "moe@x.example")[0])
    first = recipient_table.load(conn)[0]
    gone = RecipientWord(first.recipient_id, None, "张三", "调离", first.change_id)
    hide_column(conn, MOE, NOON + HOUR)
    save_recipient(conn, at(NOON + HOUR, tmp_path, server), gone)
    assert morning(conn, at(NOON + HOUR, tmp_path, server)) == 2
    assert server.count("all@x.example") == 1
    assert server.count("office@x.example") == 2


def test_a_bad_file_stops_the_sending_and_is_named(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    made = make_report(conn, at(NOON, tmp_path, server, file=FILE))
    bad = at(NOON + timedelta(minutes=1), tmp_path, server, file=HEAD + "nobody,,,,,,,\n")
    with pytest.raises(InputError, match=r"recipients.csv, line 2, column 'address'"):
        send_letters(conn, bad, made.letter_ids)
    assert server.taken == []
    assert all(one.retry_at for one in deliveries.of_letter(conn, made.letter_ids[0]))
