"""Who gets mail, and what was sent, on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repostwatch.model import Outcome, Visit
from repostwatch.model.reasons import text
from repostwatch.portals.editions import read_edition
from repostwatch.store import portals, scan_records
from repostwatch.store.database import connect
from repostwatch.store.scan_records import PageVisit, ScanRecord
from tests.commands.ground import Cli, Said
from tests.faults.fault_smtp import Fault, FaultSmtp

HEAD = "address,name,portals,levels,authority,sections,language,frequency\n"


@pytest.fixture
def server() -> Iterator[FaultSmtp]:
    with FaultSmtp() as running:
        yield running


@pytest.fixture
def mail(run: Cli, database_url: str, tmp_path: Path, server: FaultSmtp) -> Cli:
    """The command line with a database, a mail server and two recipients, in English."""

    def call(*arguments: object, **environment: str) -> Said:
        known = {
            "DB": database_url,
            "VAR_DIR": str(tmp_path / "var"),
            "SMTP": server.address,
            "LANGUAGE": "en",
            "REPORTING__RECIPIENTS": '["a@x.example", "b@x.example"]',
        }
        return run(*arguments, **(known | environment))

    return call


def test_recipients_are_checked_with_line_and_column(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text(HEAD + "a@x.example,甲,,,,,,\nb@x.example,,mfaa,,,,,\n", encoding="utf-8")
    said = run("recipients", "check", RECIPIENTS=str(file))
    assert said.code == 1
    assert "recipients.csv, line 3, column 'portals': 'mfaa' is not known" in said.both
    file.write_text(HEAD + "a@x.example,甲,mfa,,,,,\n", encoding="utf-8")
    said = run("recipients", "check", file)
    assert (said.code, said.out) == (0, "1 recipient, 1 hears of alarms\n")


@pytest.mark.parametrize("given", ['["notanaddress"]', '["a@x.example", "A@x.example"]'])
def test_the_addresses_of_the_settings_are_checked_too(run: Cli, given: str) -> None:
    for name in ("REPORTING__RECIPIENTS", "WATCH__OPERATORS"):
        said = run("recipients", "check", **{name: given})
        assert said.code == 1
        assert f"REPOSTWATCH_{name}" in said.err


def test_an_address_in_both_is_refused(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text(HEAD + "a@x.example,,,,,,,\n", encoding="utf-8")
    both = {"REPORTING__RECIPIENTS": '["a@x.example"]', "RECIPIENTS": str(file)}
    said = run("recipients", "check", **both)
    assert said.code == 1
    assert "leave one of them out" in said.err


def test_recipients_are_listed_with_what_they_get(run: Cli, tmp_path: Path) -> None:
    file = tmp_path / "recipients.csv"
    file.write_text(HEAD + "a@x.example,甲,mfa ndrc,,,,,news\n", encoding="utf-8")
    said = run("recipients", "list", file, REPORTING__RECIPIENTS='["b@x.example"]')
    rows = [line.split() for line in said.out.splitlines()]
    assert rows[1] == ["b@x.example", "all", str(len(read_edition("current"))), "daily"]
    assert rows[2] == ["a@x.example", "甲", "portals=mfa,ndrc", "2", "news"]


def test_recipients_are_imported_listed_and_exported(mail: Cli, tmp_path: Path) -> None:
    file, again = tmp_path / "recipients.csv", tmp_path / "again.csv"
    file.write_text(HEAD + 'c@x.example,"=甲, 乙",mfa,,,,,\n', encoding="utf-8")
    person = ("--by", "张三", "--reason", "新名单")
    said = mail("recipients", "import", file, *person, "--dry-run")
    assert said.out == "added c@x.example\n1 recipient would change\n"
    assert "c@x.example" not in mail("recipients", "list").out
    assert mail("recipients", "import", file, *person).out.endswith("1 recipient changed\n")
    assert "c@x.example" in mail("recipients", "list").out
    assert mail("recipients", "check").out == "3 recipients, 2 hear of alarms\n"
    assert mail("recipients", "export", "--out", again).code == 0
    assert again.read_text(encoding="utf-8") == file.read_text(encoding="utf-8")
    file.write_text(HEAD + "c@x.example,丙,mfa,,,,,news\n", encoding="utf-8")
    said = mail("recipients", "import", file, *person, RECIPIENTS=str(again))
    assert "changed c@x.example: name '=甲, 乙' → '丙', frequency '' → 'news'" in said.out
    assert "while REPOSTWATCH_RECIPIENTS names it" in said.out
    assert "=甲" in mail("recipients", "export", RECIPIENTS=str(again)).out, "the file is the truth"
    file.write_text(HEAD + "a@x.example,,,,,,,\n", encoding="utf-8")
    said = mail("recipients", "import", file, *person)
    assert (said.code, "leave one of them out" in said.err) == (1, True)
    assert "丙" in mail("recipients", "export").out


def test_a_mail_is_listed_shown_and_written_as_it_was_sent(
    mail: Cli, server: FaultSmtp, tmp_path: Path
) -> None:
    server.fault = Fault("rcpt", "550 no such officer", 1)
    said = mail("report", "2026-08-12", "--send")
    assert said.code == 1
    assert "b@x.example: server" in said.err
    listed = mail("reports", "list").out
    assert "sent 1, refused 1" in listed
    assert mail("reports", "list", "2026-08-13").out.count("\n") == 1
    shown = mail("reports", "show", "1").out
    for known in ("digest", "edition 1, for all", "a@x.example", "refused", "550 no such officer"):
        assert known in shown
    as_sent, page = tmp_path / "a.eml", tmp_path / "page.html"
    assert mail("reports", "show", "1", "--delivery", "1", "--out", as_sent).code == 0
    content = server.taken[0].content
    assert as_sent.read_bytes() == content + b"\r\n"
    assert mail("reports", "show", "1", "--out", page).code == 0
    assert "<html" in page.read_text(encoding="utf-8")
    said = mail("reports", "show", "7")
    assert said.code == 1
    assert "no mail with the number 7" in said.err


def test_a_day_is_sent_again_to_one(mail: Cli, server: FaultSmtp) -> None:
    assert mail("report", "2026-08-12", "--send").code == 0
    said = mail("report", "2026-08-12", "--send", "--to", "b@x.example")
    assert said.code == 0
    assert (server.count("a@x.example"), server.count("b@x.example")) == (1, 2)
    assert b"Resent-To: b@x.example" in server.taken[2].content
    said = mail("report", "2026-08-12", "--to", "b@x.example")
    assert said.code == 1
    assert "--send" in said.err
    said = mail("report", "2026-08-12", "--send", "--to", "nobody")
    assert said.code == 1
    assert "no mail address" in said.err


def test_a_bulletin_is_kept_and_for_nobody(mail: Cli, database_url: str) -> None:
    assert "nothing was scanned in quarter 2 of 2026" in mail("bulletin", "2026Q2").err
    moment = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)
    visit = Visit("https://www.mfa.gov.cn/", Outcome.OK, moment)
    with connect(database_url) as conn:
        portals.save(conn, read_edition("current"))
        scan_records.save(
            conn,
            ScanRecord(
                "mfa", moment, moment, None, text("no list"), embedded=False, columns=(),
                home=visit, visits=[PageVisit("home", visit)],
            ),
        )  # fmt: skip
    for _ in range(2):
        assert mail("bulletin", "2026Q2").code == 0
    with connect(database_url) as conn:
        rows = conn.execute("SELECT kind, period, audience, edition FROM letters").fetchall()
    assert [tuple(row.values()) for row in rows] == [("bulletin", "2026Q2", "nobody", 1)]
    assert "bulletin" in mail("reports", "list", "2026Q2").out
