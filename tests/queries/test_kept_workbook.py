"""A workbook that was too large for a mail comes back by the mail's own link, and no other does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.pipeline.report_mail import make_report, send_letters
from repostwatch.queries.mails import kept_workbook
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from tests.faults.fault_smtp import FaultSmtp
from tests.pipeline.mail_world import NOON, at, body, live, mails

FILE = (
    "address,name,portals,levels,authority,sections,language,frequency\n"
    "moe@x.example,,moe,,,,,\ngd@x.example,,gd,,,,,\nen@x.example,,gd,,,,en,\n"
)
LINK = re.compile(r"https://airflow\.example/workbook/(\S+?)/(\S+?)/(\S+)")


@pytest.fixture
def server() -> Iterator[FaultSmtp]:
    with FaultSmtp() as running:
        yield running


@pytest.fixture
def settings(conn: Connection, tmp_path: Path, server: FaultSmtp) -> Settings:
    """Three recipients have their mail, each without the workbook."""
    live(conn)
    plain = at(NOON, tmp_path, server, file=FILE)
    small = {"attachment_bytes": 1, "pages_address": "https://airflow.example/"}
    settings = plain.model_copy(update={"reporting": plain.reporting.model_copy(update=small)})
    send_letters(conn, settings, make_report(conn, settings).letter_ids)
    return settings


def link(server: FaultSmtp, address: str) -> tuple[str, str, str]:
    (mail,) = mails(server, address)
    assert not list(mail.iter_attachments())
    found = LINK.search(body(mail))
    assert found
    return found[1], found[2], found[3]


def test_each_gets_what_their_mail_would_have_held(
    conn: Connection, settings: Settings, server: FaultSmtp
) -> None:
    files = {}
    for who in ("moe", "gd", "en"):
        day, digest, mark = link(server, f"{who}@x.example")
        name, files[who] = kept_workbook(conn, settings, day, digest, mark)
        assert name == "repost-report-2026-09-02.xlsx"
        assert files[who].startswith(b"PK")
    assert len(set(files.values())) == 3


def test_a_link_that_names_nothing_kept_is_refused(
    conn: Connection, settings: Settings, server: FaultSmtp
) -> None:
    day, digest, mark = link(server, "moe@x.example")
    other = link(server, "en@x.example")[2]
    wrong = [
        ("../" + day, digest, mark), (day, "0" * 64, mark), (day, digest, "../.."),
        (day, digest, other), (day, digest, ""),
    ]  # fmt: skip
    for path in wrong:
        with pytest.raises(RefusedError) as refused:
            kept_workbook(conn, settings, *path)
        assert refused.value.reason.code is RefusalCode.NO_WORKBOOK
    for file in settings.var_dir.rglob("*.xlsx"):
        file.unlink()
    with pytest.raises(RefusedError):
        kept_workbook(conn, settings, day, digest, mark)


def test_another_machine_gives_what_this_one_has_made(
    conn: Connection, tmp_path: Path, server: FaultSmtp
) -> None:
    live(conn)
    plain = at(NOON, tmp_path, server, file=FILE)
    small = {"attachment_bytes": 1, "pages_address": "https://airflow.example/"}
    reporting = plain.reporting.model_copy(update=small)
    here = plain.model_copy(update={"reporting": reporting, "shared": f"memory://{tmp_path.name}"})
    send_letters(conn, here, make_report(conn, here).letter_ids)
    there = here.model_copy(update={"var_dir": tmp_path / "there"})
    named = link(server, "moe@x.example")
    assert kept_workbook(conn, there, *named) == kept_workbook(conn, here, *named)
    alone = there.model_copy(update={"shared": ""})
    with pytest.raises(RefusedError):
        kept_workbook(conn, alone, *named)
