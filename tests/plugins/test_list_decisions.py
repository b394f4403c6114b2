"""A person's word about a list: the same form, the same protections, for what they saw."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from repostwatch.queries.watched_lists import known_list
from repostwatch.store import watched_lists
from repostwatch.store.database import Connection
from tests.plugins.conftest import Answer, Ui
from tests.plugins.plugin_world import GOOD, HOSTILE_URL, LISTS

URL = LISTS[GOOD].url
BEFORE = "was=proposed+discovered+0"
SAID = {
    "portal": "mct",
    "url": URL,
    "seen": "proposed discovered 0",
    "kind": "accept",
    "name": "张三",
    "reason": "打开看过，转载都登在这里",
    "back": "review",
}


def form(ui: Ui, user: str = "officer", **changes: str) -> dict[str, str]:
    """A form as that user's own page would send it."""
    text = ui.get("/portals/mct", user).text
    found = re.search(r'name="token" value="([^"]+)"', text)
    return SAID | {"token": found[1] if found else ""} | changes


def post(ui: Ui, fields: dict[str, str], user: str | None = "officer") -> Answer:
    return ui.post(fields, user, "/decide/list")


def known(conn: Connection) -> WatchedList:
    [one] = watched_lists.load(conn, ["mct"])["mct"]
    return one


def test_the_queue_shows_what_a_person_needs_to_decide(ui: Ui) -> None:
    text = ui.get("/review").text
    assert "列表待确认（2）" in text
    for shown in (URL, "国务院文件", "20条", "不足3条", "国务院关于促进文旅融合的意见"):
        assert shown in text
    for button in ("accept", "reject"):
        assert f'name="kind" value="{button}"' in text
    assert "2个列表待确认" in ui.get("/").text


def test_a_list_is_accepted_from_the_queue(ui: Ui, store_of_ui: Connection) -> None:
    answer = post(ui, form(ui))
    about = f"{BEFORE}&url={quote(URL, safe='')}&portal=mct"
    place = f"/repostwatch/review?{about}#recorded"
    assert (answer.status, answer.headers["location"]) == (303, place)
    one = known(store_of_ui)
    assert (one.state, one.origin) == (ListState.IN_USE, ListOrigin.PERSON)
    [change] = [one for one in watched_lists.changes(store_of_ui, "mct") if one.by]
    assert change.by == "张三（帐号 officer）"
    text = ui.get(place.removeprefix("/repostwatch").removesuffix("#recorded")).text
    assert "列表待确认（1）" in text
    assert "已记录：" in text
    assert "使用中" in text


@pytest.mark.parametrize(("kind", "state"), [("accept", "使用中"), ("reject", "不采用")])
def test_a_list_is_decided_on_the_portals_page(ui: Ui, kind: str, state: str) -> None:
    answer = post(ui, form(ui, kind=kind, back="portal"))
    recorded_on_portal = f"/repostwatch/portals/mct?{BEFORE}&url={quote(URL, safe='')}#recorded"
    assert (answer.status, answer.headers["location"]) == (303, recorded_on_portal)
    text = ui.get("/portals/mct").text
    assert text.count(state) >= 2, "the state, and its history"
    assert "张三（帐号 officer）" in text


def test_a_word_can_be_changed(ui: Ui, store_of_ui: Connection) -> None:
    post(ui, form(ui))
    assert post(ui, form(ui, kind="reject", seen="in_use person 1")).status == 303
    assert known(store_of_ui).state is ListState.REJECTED


def test_an_address_that_nobody_found_is_entered(ui: Ui, store_of_ui: Connection) -> None:
    url = "https://zfxxgk.mct.example.cn/gwy/"
    assert post(ui, form(ui, url=url, seen="", back="portal")).status == 303
    found = known_list(store_of_ui, "mct", url)
    assert found is not None
    assert (found.state, found.origin) == (ListState.IN_USE, ListOrigin.PERSON)
    assert url in ui.get("/portals/mct").text


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_only_a_page_of_ones_own_can_decide(ui: Ui, store_of_ui: Connection, token: str) -> None:
    assert post(ui, form(ui, token=token)).status == 403
    assert known(store_of_ui) == LISTS[GOOD]


def test_who_may_only_look_decides_nothing(ui: Ui, store_of_ui: Connection) -> None:
    own = form(ui)
    assert post(ui, own, "guest").status == 403
    assert post(ui, own, None).status == 401
    assert known(store_of_ui) == LISTS[GOOD]
    assert "国务院文件" in ui.get("/portals/mct", "guest").text


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"name": " "}, "姓名和理由都要填写"),
        ({"reason": "\u200b"}, "姓名和理由都要填写"),
        ({"kind": "delete"}, "没有选择采用或不采用"),
        ({"seen": "rejected person"}, "已经改变"),
        ({"kind": ""}, "没有选择采用或不采用"),
        ({"kind": "withdraw"}, "没有可以撤销的"),
        ({"url": "https://www.evil.example/", "seen": ""}, "不属于这个网站"),
        ({"url": "javascript:alert(1)", "seen": ""}, "不是网页地址"),
        ({"url": f"{URL}other/", "seen": "", "kind": "reject"}, "没有这个列表"),
        ({"portal": "evil", "url": HOSTILE_URL}, "不是网页地址"),
    ],
)
@pytest.mark.parametrize("back", ["review", "portal"])
def test_what_is_wrong_is_said_beside_the_form(
    ui: Ui, store_of_ui: Connection, changes: dict[str, str], shown: str, back: str
) -> None:
    answer = post(ui, form(ui, back=back, **changes))
    assert answer.refused
    assert shown in answer.text
    assert "未作记录" in answer.text
    assert 'href="javascript' not in answer.text
    assert known(store_of_ui) == LISTS[GOOD]


def test_no_such_portal(ui: Ui) -> None:
    assert post(ui, form(ui, portal="nobody", back="portal")).status == 404


def test_of_those_who_decide_at_once_one_is_first_and_the_others_are_told(ui: Ui) -> None:
    forms = [
        form(ui, kind=kind, name=f"第{n}人") for n, kind in enumerate(("accept", "reject") * 2)
    ]
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(lambda fields: post(ui, fields), forms))
    assert sorted(answer.status for answer in answers) == [303, 409, 409, 409]
    [first] = [
        fields["name"] for fields, one in zip(forms, answers, strict=True) if one.status == 303
    ]
    for answer in answers:
        assert answer.status == 303 or f"（{first}" in answer.text


def test_readiness_is_filtered_and_leads_to_what_is_to_be_done(ui: Ui) -> None:
    text = ui.get("/ready").text
    assert "2个门户网站：有转载为证的0个，凭登记或人工确认的0个，须先确认列表的2个" in text
    assert 'href="/repostwatch/portals/mct#lists"' in text
    assert "文化和旅游部" not in ui.get("/ready?state=cannot").text
    assert "文化和旅游部" in ui.get("/ready?state=nonsense").text
    post(ui, form(ui))
    assert "文化和旅游部" in ui.get("/ready?state=proof").text
    assert "文化和旅游部" not in ui.get("/ready?state=waiting").text
    assert "就绪情况" in ui.get("/portals/mct").text
