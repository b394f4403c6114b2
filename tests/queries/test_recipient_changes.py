"""Recipients in the database: changed one by one or from a file, and never over somebody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from repostwatch.base.errors import InputError, RepostwatchError
from repostwatch.model.codes import RefusalCode
from repostwatch.pipeline.recipients import recipients_in_force
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.queries.recipient_changes import (
    RecipientWord,
    import_recipients,
    save_recipient,
    undo_recipient,
)
from repostwatch.queries.recipients import read_recipients_in_force
from repostwatch.settings import ReportingSettings, Settings
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection, connect

HEAD = "address,name,portals,levels,authority,sections,language,frequency\n"
WORD = RecipientWord(None, {"address": "a@x.example", "portals": "mfa"}, "张三", "新到岗")
SETTINGS = Settings()


def refused(conn: Connection, said: RecipientWord, settings: Settings = SETTINGS) -> RefusalCode:
    with pytest.raises(RepostwatchError) as error:
        save_recipient(conn, settings, said)
    assert error.value.reason
    code = error.value.reason.code
    assert isinstance(code, RefusalCode)
    return code


def addresses(conn: Connection) -> list[str]:
    return [one.address for one in recipients_in_force(conn, SETTINGS)]


def imported(conn: Connection, folder: Path, rows: str, *, dry_run: bool = False) -> list[str]:
    file = folder / "recipients.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    made = import_recipients(conn, SETTINGS, file, ("张三", "名单调整"), dry_run=dry_run)
    return [one.address for one in made]


def test_one_is_added_changed_removed_and_each_stands_in_the_history(conn: Connection) -> None:
    added = save_recipient(conn, SETTINGS, WORD)
    cells = {"address": "B@X.EXAMPLE", "levels": "province", "frequency": "weekly"}
    said = replace(WORD, recipient_id=added.recipient_id, cells=cells, seen=added.change_id)
    changed = save_recipient(conn, SETTINGS, said)
    assert addresses(conn) == ["B@x.example"]
    assert changed.before == added.after
    assert changed.columns == ("address", "portals", "levels", "frequency")
    removed = save_recipient(conn, SETTINGS, replace(said, cells=None, seen=changed.change_id))
    assert addresses(conn) == []
    history = read_recipients_in_force(conn, SETTINGS).history
    assert history == (removed, changed, added)
    assert [one.by for one in history] == ["张三"] * 3
    assert removed.after is None
    assert removed.address == "B@x.example"


def test_an_undone_change_is_one_more(conn: Connection) -> None:
    added = save_recipient(conn, SETTINGS, WORD)
    gone = undo_recipient(conn, SETTINGS, added.recipient_id, "李四", added.change_id)
    assert (addresses(conn), gone.by) == ([], "李四")
    undo_recipient(conn, SETTINGS, added.recipient_id, "李四", gone.change_id)
    assert addresses(conn) == ["a@x.example"]
    assert len(read_recipients_in_force(conn, SETTINGS).history) == 3


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(conn: Connection) -> None:
    added = save_recipient(conn, SETTINGS, WORD)
    said = replace(WORD, recipient_id=added.recipient_id, seen=added.change_id)
    save_recipient(conn, SETTINGS, replace(said, cells={"address": "b@x.example"}, by="李四"))
    assert refused(conn, replace(said, cells=None)) is RefusalCode.RECIPIENT_CHANGED
    with pytest.raises(RefusedError, match="李四 changed this recipient"):
        undo_recipient(conn, SETTINGS, added.recipient_id, "张三", added.change_id)
    assert addresses(conn) == ["b@x.example"]


def test_of_many_at_once_one_adds_an_address(conn: Connection, database_url: str) -> None:
    del conn

    def add(_: int) -> bool:
        with connect(database_url) as own:
            try:
                save_recipient(own, SETTINGS, WORD)
            except RefusedError:
                return False
            return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(add, range(6))) == [*[False] * 5, True]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"address": "nobody"}, RefusalCode.NO_ADDRESS),
        ({"address": ""}, RefusalCode.NO_ADDRESS),
        ({"address": "chat:duty"}, RefusalCode.NO_SUCH_CHAT),
        ({"address": "b@x.example", "portals": "mfa mfaa"}, RefusalCode.NO_SUCH_PORTAL),
        ({"address": "b@x.example", "authority": "某办"}, RefusalCode.NO_SUCH_AUTHORITY),
        ({"address": "b@x.example", "sections": "lates"}, RefusalCode.NO_SUCH_SECTION),
        ({"address": "A@x.example"}, RefusalCode.RECIPIENT_TWICE),
        ({"address": "all@x.example"}, RefusalCode.RECIPIENT_IN_SETTING),
    ],
)
def test_what_a_file_could_not_hold_is_refused(
    conn: Connection, cells: dict[str, str], code: RefusalCode
) -> None:
    settings = SETTINGS.model_copy(
        update={"reporting": ReportingSettings(recipients=("all@x.example",))}
    )
    save_recipient(conn, settings, WORD)
    assert refused(conn, replace(WORD, cells=cells), settings) is code
    assert len(recipient_table.load(conn)) == 1


def test_the_same_again_and_nobody_are_refused(conn: Connection) -> None:
    added = save_recipient(conn, SETTINGS, WORD)
    same = replace(WORD, recipient_id=added.recipient_id, seen=added.change_id)
    assert refused(conn, same) is RefusalCode.SAME_RECIPIENT
    assert refused(conn, replace(WORD, recipient_id=77)) is RefusalCode.NO_RECIPIENT
    assert refused(conn, replace(WORD, cells=None)) is RefusalCode.NO_RECIPIENT


def test_a_file_that_is_named_is_the_truth(conn: Connection, tmp_path: Path) -> None:
    save_recipient(conn, SETTINGS, WORD)
    file = tmp_path / "recipients.csv"
    file.write_text(HEAD + "file@x.example,,,,,,,\n", encoding="utf-8")
    settings = SETTINGS.model_copy(update={"recipients": file})
    [only] = recipients_in_force(conn, settings)
    assert only.address == "file@x.example"
    assert refused(conn, WORD, settings) is RefusalCode.RECIPIENTS_IN_FILE


def test_a_fault_that_came_later_is_shown_with_the_one_that_has_it(conn: Connection) -> None:
    """Such as a portal that has left the registry: the others can still be read, and it mended."""
    added = save_recipient(conn, SETTINGS, WORD)
    with recipient_table.one_at_a_time(conn):
        gone = {"address": "b@x.example", "portals": "gone"}
        bad = recipient_table.add(conn, None, (None, gone), ("x", "x"), added.at)
    found = read_recipients_in_force(conn, SETTINGS)
    assert "line 3, column 'portals'" in str(found.problem)
    assert [row.recipient is None for row in found.rows] == [False, True]
    cells = {"address": "b@x.example"}
    said = RecipientWord(bad.recipient_id, cells, "张三", "网站已撤并", bad.change_id)
    save_recipient(conn, SETTINGS, said)
    assert read_recipients_in_force(conn, SETTINGS).problem is None


def test_many_come_in_pages_and_each_can_be_asked_for(conn: Connection) -> None:
    """Those of the setting stand first; a fault changes nothing about who stands where."""
    pages = SETTINGS.pages.model_copy(update={"rows": 2})
    reporting = SETTINGS.reporting.model_copy(update={"recipients": ("all@x.example",)})
    few = SETTINGS.model_copy(update={"pages": pages, "reporting": reporting})
    for name in "abcd":
        cells = {"address": f"{name}@x.example"}
        last = save_recipient(conn, SETTINGS, replace(WORD, cells=cells))
    seen = []
    for page in (1, 2, 3):
        found = read_recipients_in_force(conn, few, page)
        assert (found.paging.page, found.paging.pages, found.paging.total) == (page, 3, 5)
        seen += [row.recipient.address for row in found.rows if row.recipient]
    assert seen == [f"{name}@x.example" for name in ("all", *"abcd")]
    about = read_recipients_in_force(conn, few, 1, last.recipient_id)
    assert about.paging.page == 3
    assert [row.change for row in about.rows] == [last]
    wrong = few.model_copy(update={"watch": few.watch.model_copy(update={"operators": ("x",)})})
    amiss = read_recipients_in_force(conn, wrong, 1, last.recipient_id)
    assert amiss.problem
    assert (amiss.paging.page, amiss.paging.total) == (2, 4)
    assert amiss.rows[-1].change == last


def test_a_file_is_imported_whole_and_each_change_said(conn: Connection, tmp_path: Path) -> None:
    assert imported(conn, tmp_path, "a@x.example,甲,mfa,,,,,\nb@x.example,乙,,,,,,\n") == [
        "a@x.example", "b@x.example",
    ]  # fmt: skip
    rows = "b@x.example,乙,,,,,,\nc@x.example,丙,,,,,,\nA@x.example,甲,mfa ndrc,,,,,\n"
    assert imported(conn, tmp_path, rows, dry_run=True) == ["c@x.example", "A@x.example"]
    assert addresses(conn) == ["a@x.example", "b@x.example"]
    assert imported(conn, tmp_path, rows) == ["c@x.example", "A@x.example"]
    assert addresses(conn) == ["A@x.example", "b@x.example", "c@x.example"]
    assert imported(conn, tmp_path, rows) == []
    assert imported(conn, tmp_path, "b@x.example,乙,,,,,,\n") == ["A@x.example", "c@x.example"]
    assert addresses(conn) == ["b@x.example"]


def test_of_a_file_with_a_fault_nothing_is_imported(conn: Connection, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 3, column 'portals'"):
        imported(conn, tmp_path, "a@x.example,,,,,,,\nb@x.example,,nowhere,,,,,\n")
    assert recipient_table.newest(conn, 9) == ()
