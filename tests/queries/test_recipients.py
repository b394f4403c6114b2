"""Who gets mail, as a page shows it: with the place of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from repostwatch.queries.recipients import read_recipients_in_force
from repostwatch.settings import Settings
from repostwatch.settings.watch import WatchSettings
from repostwatch.store.database import Connection


def settings(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "recipients.csv"
    file.write_text(text)
    return Settings(recipients=file)


def test_each_stands_with_the_number_of_their_portals(tmp_path: Path) -> None:
    found = read_recipients_in_force(
        None, settings(tmp_path, "address,name,portals\na@x.example,甲,mfa ndrc\n")
    )
    [row] = found.rows
    assert row.recipient
    assert (row.recipient.address, row.portals) == ("a@x.example", 2)
    assert found.operators == ("a@x.example",)
    assert (found.file, found.problem) == ("recipients.csv", None)


def test_an_alarm_names_every_office_and_is_for_whoever_gets_them_all(tmp_path: Path) -> None:
    """One portal's office hears of it only where it would reach nobody else."""
    some = "address,name,portals,levels,sections\na@x.example,,mfa,,\nb@x.example,,,province,\n"
    both = settings(tmp_path, f"{some}c@x.example,,,,\nd@x.example,,,,late\n")
    assert read_recipients_in_force(None, both).operators == ("c@x.example", "d@x.example")
    only = settings(tmp_path, some)
    assert read_recipients_in_force(None, only).operators == ("a@x.example", "b@x.example")
    set_ = only.model_copy(update={"watch": WatchSettings(operators=("op@x.example",))})
    assert read_recipients_in_force(None, set_).operators == ("op@x.example",)


@pytest.mark.parametrize(
    ("row", "column"),
    [("a.x.example,甲,mfa", "address"), ("a@x.example,甲,<b>", "portals")],
)
def test_a_fault_stands_with_its_line_and_column(tmp_path: Path, row: str, column: str) -> None:
    text = f"address,name,portals\nb@x.example,乙,mfa\n{row}\n"
    found = read_recipients_in_force(None, settings(tmp_path, text))
    assert (found.line, found.column, found.rows) == (3, column, ())
    assert found.problem


def test_a_fault_of_a_setting_names_it(conn: Connection) -> None:
    known = Settings()
    reporting = known.reporting.model_copy(update={"recipients": ("no address",)})
    found = read_recipients_in_force(conn, known.model_copy(update={"reporting": reporting}))
    assert "REPOSTWATCH_REPORTING__RECIPIENTS" in str(found.problem)
    assert found.line is None
