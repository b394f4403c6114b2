"""The lists of all portals on one page: filtered, paged, accepted and refused there."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from repostwatch.model.watched_lists import ListOrigin, ListProof, ListState
from repostwatch.store import watched_lists
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import GOOD, LISTS
from tests.plugins.test_list_decisions import URL, form, known, post
from tests.plugins.test_lists import total

NAMES = {"mct": "文化和旅游部", "evil": "某&lt;b&gt;部"}


@pytest.mark.parametrize(
    ("query", "portals"),
    [
        ("", {"mct", "evil"}),
        ("portal=mct", {"mct"}),
        ("portal=nobody", set()),
        ("q=" + quote("文化和"), {"mct"}),
        ("q=MCT", {"mct"}),
        ("q=%25", set()),
        ("q=" + quote("' OR ''='"), set()),
        ("state=proposed", {"mct", "evil"}),
        ("state=in_use", set()),
        ("state=nonsense&proof=nonsense", {"mct", "evil"}),
        ("proof=reposts", {"mct"}),
        ("proof=none", {"evil"}),
        ("proof=word", set()),
        ("page=999", {"mct", "evil"}),
    ],
)
def test_lists_are_filtered(ui: Ui, query: str, portals: set[str]) -> None:
    answer = ui.get(f"/lists?{query}")
    assert (answer.status, total(answer.text)) == (200, len(portals))
    table = answer.text.partition("<tbody>")[2]
    assert {portal for portal, name in NAMES.items() if f">{name}" in table} == portals


def test_many_lists_come_in_pages_those_that_wait_first(ui: Ui, store_of_ui: Connection) -> None:
    used = (
        replace(LISTS[GOOD], url=f"{URL}{number:03}/", state=ListState.IN_USE)
        for number in range(120)
    )
    watched_lists.save(store_of_ui, used)
    first, second = (ui.get(f"/lists?page={number}").text for number in (1, 2))
    assert "第1页，共2页" in first
    assert first.count("采用或不采用") == 100
    assert second.count("采用或不采用") == 22
    assert f"{URL}119/" in second
    assert first.index("某&lt;b&gt;部") < first.index(f"{URL}000/")


@pytest.mark.parametrize(
    ("kind", "state", "ready"), [("accept", "in_use", "proof"), ("reject", "rejected", "cannot")]
)
def test_a_list_is_decided_there_and_readiness_follows(
    ui: Ui, store_of_ui: Connection, kind: str, state: str, ready: str
) -> None:
    assert "文化和旅游部" in ui.get("/ready?state=waiting").text
    answer = post(ui, form(ui, kind=kind, back="lists"))
    about = f"was=proposed+discovered+0&url={quote(URL, safe='')}&of=mct"
    place = f"/repostwatch/lists?{about}#recorded"
    assert (answer.status, answer.headers["location"]) == (303, place)
    assert known(store_of_ui).state == state
    text = ui.get(place.removeprefix("/repostwatch").removesuffix("#recorded")).text
    assert "已记录：" in text
    assert "张三（帐号 officer）" in text
    assert "文化和旅游部" in ui.get(f"/ready?state={ready}").text
    undo = form(ui, kind="", seen=f"{state} {known(store_of_ui).origin} 1", back="lists")
    assert ui.post(undo, path="/undo/list").status == 303
    assert known(store_of_ui).state is ListState.PROPOSED
    assert "文化和旅游部" in ui.get("/ready?state=waiting").text


@pytest.mark.parametrize(
    "query", ["state=proposed&proof=reposts", "q=" + quote("文化和"), "portal=mct"]
)
def test_the_filter_stays_where_one_decides_and_where_that_is_refused(ui: Ui, query: str) -> None:
    kept = unescape(re.findall('name="kept" value="([^"]*)"', ui.get(f"/lists?{query}").text)[0])
    assert sorted(parse_qsl(kept)) == sorted(parse_qsl(query))
    refused = post(ui, form(ui, back="lists", kept=kept, reason=" "))
    assert refused.refused
    assert total(refused.text) == 1
    asked = [kept]
    for word in ({"kind": "accept"}, {"kind": "", "seen": "in_use person 1"}):
        answer = ui.post(form(ui, back="lists", kept=kept, **word),
                         path="/undo/list" if not word["kind"] else "/decide/list")  # fmt: skip
        place = urlsplit(answer.headers["location"])
        assert dict(parse_qsl(kept)).items() <= dict(parse_qsl(place.query)).items()
        text = ui.get(f"/lists?{place.query}").text
        assert 'id="recorded"' in text
        assert 'id="unread"' not in text
        asked += re.findall('name="kept" value="([^"]*)"', text)
    assert {unescape(one) for one in asked} == {kept}


@pytest.mark.parametrize(
    "kept", ["portal=evil&was=x&url=y", "page=9999999999", "a=" * 99, "%00=%ff", "page=%EF%BC%91"]
)
def test_what_a_form_says_of_where_it_stood_is_not_believed(ui: Ui, kept: str) -> None:
    answer = post(ui, form(ui, back="lists", kept=kept))
    assert answer.status == 303
    place = urlsplit(answer.headers["location"])
    assert place.path == "/repostwatch/lists"
    assert parse_qsl(place.query)[-3:] == [
        ("was", "proposed discovered 0"), ("url", URL), ("of", "mct")
    ]  # fmt: skip
    assert len(parse_qsl(place.query)) <= 4


def test_what_is_wrong_is_said_and_what_was_typed_stays(ui: Ui, store_of_ui: Connection) -> None:
    answer = post(ui, form(ui, back="lists", seen="rejected person 1"))
    assert answer.status == 409
    assert "已经改变" in answer.text
    assert "打开看过，转载都登在这里" in answer.text
    assert known(store_of_ui) == LISTS[GOOD]


def test_who_may_only_look_sees_the_proof_and_no_form(ui: Ui) -> None:
    text = ui.get("/lists", "guest").text
    assert "见过转载" in text
    assert "/decide/list" not in text


def test_what_proves_a_list() -> None:
    one = LISTS[GOOD]
    assert one.proof is ListProof.REPOSTS
    assert replace(one, releases=()).proof is ListProof.NONE
    assert replace(one, releases=(), origin=ListOrigin.PERSON).proof is ListProof.WORD
