"""What is watched and whether it can be judged, and a person's word on a list."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from repostwatch.model import Interval, Level, PageDate, Portal, Precision, Release, because
from repostwatch.model.codes import DiscoveryCode, RefusalCode
from repostwatch.model.watched_lists import (
    ListChoice,
    ListDecision,
    ListOrigin,
    ListState,
    WatchedList,
)
from repostwatch.pipeline.refusal import RefusedError
from repostwatch.queries.watched_lists import known_list, save_list_decision, state_of
from repostwatch.settings import Settings
from repostwatch.store import portals, releases, watched_lists
from repostwatch.store.database import Connection, connect
from tests.commands.ground import Cli

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)
PERSON = ("--by", "王敏", "--reason", "看过栏目")
HOME, URL = "http://www.moa.gov.cn/", "http://www.moa.gov.cn/gwy/"
MOA = Portal("moa", "农业农村部", Level.DEPARTMENT, HOME)
FJ = Portal("fj", "福建", Level.PROVINCE, "http://www.fj.gov.cn/", ("http://www.fj.gov.cn/gwy/",))
RELEASE = Release("r1", "国务院关于某事的意见", Interval.at(NOON))
FOUND = WatchedList(
    portal_id="moa",
    url=URL,
    state=ListState.PROPOSED,
    origin=ListOrigin.DISCOVERED,
    reason=because(DiscoveryCode.TOO_FEW, releases=1, least=3, days=180),
    found_at=NOON,
    checked_at=NOON,
    name="国务院信息",
    releases=("r1",),
    items=20,
    newest=PageDate(NOON, Precision.DAY),
)


@pytest.fixture(autouse=True)
def world(conn: Connection, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPOSTWATCH_DB", database_url)
    portals.save(conn, [MOA, FJ])
    releases.save(conn, [RELEASE], NOON)
    watched_lists.save(conn, [FOUND])


def known(conn: Connection) -> WatchedList:
    [one] = watched_lists.load(conn, ["moa"])["moa"]
    return one


@pytest.mark.parametrize("words", [("lists",), ("lists", "show")])
def test_lists_are_shown_with_what_proves_them(run: Cli, words: Sequence[str]) -> None:
    said = run(*words)
    assert said.code == 0, said.both
    [row] = [line for line in said.out.splitlines() if line.strip().startswith("moa")]
    for shown in ("proposed", "discovered", "20", "2026-08-12", "国务院信息", URL, "不足3条"):
        assert shown in row
    assert "http://www.fj.gov.cn/gwy/" in said.out, "what the registry names is watched, too"
    assert "1 list was found, 1 waits for a person" in said.out


def test_a_list_that_nobody_read_has_no_number(run: Cli, conn: Connection) -> None:
    watched_lists.save(conn, [replace(FOUND, items=0, newest=None)])
    cells = next(one for one in run("lists").out.splitlines() if one.strip().startswith("moa"))
    assert cells.split()[:5] == ["moa", "proposed", "discovered", "1", "国务院信息"]


@pytest.mark.parametrize("words", [("lists", "moa"), ("lists", "show", "moa")])
def test_of_one_portal_the_releases_are_named(run: Cli, words: Sequence[str]) -> None:
    said = run(*words)
    assert RELEASE.title in said.out
    assert "www.fj.gov.cn" not in said.out


def test_a_list_is_accepted(run: Cli, conn: Connection) -> None:
    said = run("lists", "accept", "moa", URL, *PERSON)
    assert said.code == 0, said.both
    assert "before: proposed" in said.out
    assert "now: in_use  王敏确认采用：看过栏目" in said.out
    assert "moa: proof" in said.out
    one = known(conn)
    assert (one.state, one.origin, one.releases) == (
        ListState.IN_USE,
        ListOrigin.PERSON,
        ("r1",),
    )
    history = run("lists", "history", "moa")
    first, second = [line for line in history.out.splitlines() if URL in line]
    assert "王敏" in first
    assert "in_use" in first
    assert "repostwatch" in second
    assert "proposed" in second


def test_a_list_is_rejected_and_accepted_after_all(run: Cli, conn: Connection) -> None:
    assert "now: rejected  王敏确认不采用" in run("lists", "reject", "moa", URL, *PERSON).out
    assert (known(conn).state, known(conn).origin) == (ListState.REJECTED, ListOrigin.DISCOVERED)
    assert "moa: cannot" in run("lists", "reject", "moa", URL, *PERSON).out
    said = run("lists", "accept", "moa", URL, "--by", "李雷", "--reason", "编辑部来函")
    assert "before: rejected  王敏确认不采用：看过栏目" in said.out, "the second hears of the first"
    assert known(conn).state is ListState.IN_USE


@pytest.mark.parametrize("url", [f"{HOME}zwgk/", "https://zfxxgk.moa.gov.cn/list.html?id=7"])
def test_an_address_that_was_never_found_may_be_accepted(
    run: Cli, conn: Connection, url: str
) -> None:
    said = run("lists", "accept", "moa", url, *PERSON)
    assert said.code == 0, said.both
    assert "never found by the program" in said.out
    found = known_list(conn, "moa", url)
    assert found is not None
    assert (found.state, found.origin) == (ListState.IN_USE, ListOrigin.PERSON)


def test_another_spelling_of_an_address_is_the_same_list(run: Cli, conn: Connection) -> None:
    run("lists", "accept", "moa", "http://www.moa.gov.cn/gwy/index.html", *PERSON)
    assert known(conn).url == URL


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("accept", "moa", "http://www.mof.gov.cn/gwy/"), "not of this portal's site"),
        (("accept", "moa", "http://www.gov.cn/zhengce/"), "not of this portal's site"),
        (("accept", "moa", "http://www.moa.gov.cn@evil.example/"), "no address of a page"),
        (("accept", "moa", "javascript:alert(1)"), "no address of a page"),
        (("accept", "moa", "http://www.moa.gov.cn:port/"), "no address of a page"),
        (("accept", "moa", "gwy/"), "no address of a page"),
        (("reject", "moa", f"{HOME}zwgk/"), "has no such list"),
        (("accept", "nobody", URL), "there is no portal"),
        (("history", "nobody"), "there is no portal"),
        (("show", "nobody"), "there is no portal"),
    ],
)
def test_what_cannot_be_taken_is_said(
    run: Cli, conn: Connection, words: Sequence[str], shown: str
) -> None:
    said = run("lists", *words, *(PERSON if words[0] in ("accept", "reject") else ()))
    assert (said.code, shown in said.both) == (1, True), said.both
    assert known(conn) == FOUND


def test_the_registry_decides_about_its_own(run: Cli, conn: Connection) -> None:
    url = FJ.column_urls[0]
    watched_lists.save(conn, [replace(FOUND, portal_id="fj", url=url, origin=ListOrigin.REGISTRY)])
    said = run("lists", "reject", "fj", url, *PERSON)
    assert (said.code, "change it there" in said.err) == (1, True)


@pytest.mark.parametrize("missing", ["--by", "--reason"])
def test_nobody_decides_without_name_and_reason(run: Cli, missing: str) -> None:
    given = [one for pair in (PERSON[:2], PERSON[2:]) if pair[0] != missing for one in pair]
    said = run("lists", "accept", "moa", URL, *given)
    assert said.code == 2
    assert missing in said.err


def said_by(name: str, choice: ListChoice) -> ListDecision:
    return ListDecision("moa", URL, choice, name, "看过", NOON + timedelta(days=1))


def test_of_two_at_once_the_second_hears_what_the_first_said(
    conn: Connection, database_url: str
) -> None:
    settings, seen = Settings(db=database_url), state_of(FOUND)
    refused: list[RefusedError] = []

    def second() -> None:
        with connect(database_url) as other:
            try:
                save_list_decision(other, settings, said_by("李雷", ListChoice.REJECT), seen)
            except RefusedError as error:
                refused.append(error)

    with conn.transaction():
        save_list_decision(conn, settings, said_by("王敏", ListChoice.ACCEPT), seen)
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive(), "it waits for the first"
    waiting.join(30)
    [error] = refused
    accepted = because(DiscoveryCode.ACCEPTED, by="王敏", why="看过")
    assert error.reason == because(RefusalCode.LIST_CHANGED, decision=accepted)
    assert known(conn).state is ListState.IN_USE


def test_what_waits_stands_in_the_queue(run: Cli, conn: Connection) -> None:
    said = run("review", "list")
    assert ", 1 list" in said.out
    assert "(list)" in said.out
    watched_lists.save(conn, [replace(FOUND, state=ListState.IN_USE, releases=())])
    assert ", 1 list" in run("review", "list").out, "in use, and never seen to carry a repost"
    run("lists", "accept", "moa", URL, *PERSON)
    assert ", 0 lists" in run("review", "list").out


# -- ready ----------------------------------------------------------------------------------------


def test_ready_has_the_figure_on_top(run: Cli) -> None:
    said = run("ready")
    assert said.code == 0, said.both
    first, head, *rows = said.out.splitlines()
    assert first == (
        "2个门户网站：有转载为证的0个，凭登记或人工确认的1个，须先确认列表的1个，无法判定的0个"
    )
    assert "what to do" in head
    assert [row.split()[0] for row in rows] == ["moa", "fj"], "who needs a person stands first"
    assert "lists accept" in rows[0]
    assert URL in rows[0]


@pytest.mark.parametrize("wanted", [("province",), ("fj",), ("fj", "province")])
def test_ready_of_some(run: Cli, wanted: Sequence[str]) -> None:
    said = run("ready", *(word for one in wanted for word in ("--portals", one)))
    assert said.out.startswith("1个门户网站")
    assert "moa" not in said.out


def test_ready_of_nobody_is_an_error(run: Cli) -> None:
    said = run("ready", "--portals", "everybody")
    assert (said.code, "no such portal or level: everybody" in said.err) == (1, True)


def test_ready_as_json_and_as_a_table(run: Cli, tmp_path: Path) -> None:
    path = tmp_path / "readiness.csv"
    said = run("ready", "--json", "--out", path, LANGUAGE="en")
    found = json.loads(said.out)
    assert {name: found[name] for name in found if name != "rows"} == {
        "portals": 2, "proof": 0, "word": 1, "waiting": 1, "cannot": 0,
    }  # fmt: skip
    assert found["rows"][0]["lists"] == [URL]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["portal_id"], row["ready"]) for row in rows] == [
        ("fj", "word"),
        ("moa", "waiting"),
    ]
    assert rows[1]["action"].startswith("open the list")
    said = run("ready", "--out", tmp_path / "no" / "where.csv")
    assert (said.code, "cannot be written" in said.err) == (1, True)


def test_nothing_is_watched_yet(run: Cli, conn: Connection) -> None:
    portals.save(conn, [], whole=True)
    assert run("ready").code == 0
    assert json.loads(run("ready", "--json").out)["rows"] == []
    assert run("lists").code == 0
