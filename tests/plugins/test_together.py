"""Several duties decided about together: all of them or none, each in its own history."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

import pytest

from repostwatch.store import decisions, verdicts
from repostwatch.store.database import Connection
from tests.plugins.conftest import Answer, Ui
from tests.plugins.plugin_world import RELEASE
from tests.plugins.test_decisions import form, in_days, kept

PORTALS = ("evil", "mct")
FIELD = re.compile('<input type="hidden" name="(back|kept)" value="([^"]*)">')


def tick(portal: str, **more: str) -> str:
    return urlencode({"release": "r1", "portal": portal, **more})


BOTH = [tick(portal, seen="review 0") for portal in PORTALS]
ADDRESS = "/together?" + urlencode([("duty", tick(portal)) for portal in PORTALS])


def decided(ui: Ui, duties: list[str], user: str = "officer", **changes: Any) -> Answer:
    fields = form(ui, kind="late", **changes) | {"duty": duties}
    return ui.post(fields, user, path="/decide/together")


def kinds(conn: Connection) -> dict[str, str]:
    return {one.portal_id: one.kind for one in verdicts.load(conn, ["r1"], list(PORTALS))}


def test_one_decision_stands_in_the_history_of_each(ui: Ui, store_of_ui: Connection) -> None:
    answer = decided(ui, BOTH)
    assert answer.status == 303
    assert kinds(store_of_ui) == {"evil": "late", "mct": "late"}
    for portal, link in (("mct", "1"), ("evil", "2")):
        (made,) = decisions.history(store_of_ui, "r1", portal)
        assert (made.kind, made.link_id, made.by) == ("late", link, "张三（帐号 officer）")
    place = urlsplit(answer.headers["location"])
    assert place.path == "/repostwatch/together"
    assert [dict(parse_qsl(one))["was"] for one in parse_qs(place.query)["duty"]] == [
        "review 0"
    ] * 2
    page = ui.get(f"/together?{place.query}").text
    assert "已记录2项" in page
    assert page.count('<span class="tag review">') == page.count('<span class="tag late">') == 2


def test_all_of_them_are_undone_at_once(ui: Ui, store_of_ui: Connection) -> None:
    place = urlsplit(decided(ui, BOTH).headers["location"])
    page = ui.get(f"/together?{place.query}").text
    duties = [unescape(one) for one in re.findall(r'name="duty" value="([^"]+)"', page)]
    assert len(duties) == 2
    undone = ui.post(form(ui) | {"duty": duties}, path="/undo/together")
    assert undone.status == 303
    assert kinds(store_of_ui) == {"evil": "review", "mct": "review"}
    assert [one["kind"] for one in kept(store_of_ui)] == ["late", "late", "withdraw", "withdraw"]
    then = ui.get(f"/together?{urlsplit(undone.headers['location']).query}").text
    assert "已撤销2项" in then
    assert "全部撤销" not in then, "what was taken back comes again by a decision only"
    old = ui.get(f"/together?{place.query}").text
    assert "有2项此后又有新的记录" in old
    assert "已记录" not in old
    assert "全部撤销" not in old
    again = ui.post(form(ui) | {"duty": duties}, path="/undo/together")
    assert again.status == 409
    assert kinds(store_of_ui) == {"evil": "review", "mct": "review"}


@pytest.mark.parametrize(
    ("path", "query"),
    [("/duties", "verdict=review&level=department"), ("/duties", ""), ("/review", "")],
)
def test_the_way_leads_back_to_where_one_came_from(ui: Ui, path: str, query: str) -> None:
    chosen = (
        ui.get(f"{path}?{query}").text.partition('<form id="chosen"')[2].partition("</form>")[0]
    )
    about = {name: unescape(value) for name, value in FIELD.findall(chosen)}
    here = f'href="/repostwatch{path}{"?" * bool(query)}{query.replace("&", "&amp;")}"'
    page = ui.get(f"{ADDRESS}&{urlencode(about)}").text
    assert here in page
    kept = {name: unescape(value) for name, value in FIELD.findall(page) if name in about}
    assert kept == about
    refused = decided(ui, BOTH, reason=" ", **about)
    assert here in refused.text
    preview = ui.post(form(ui, kind="late", **about) | {"duty": BOTH}, path="/preview/together")
    assert here in preview.text
    place = urlsplit(decided(ui, BOTH, **about).headers["location"])
    then = ui.get(f"/together?{place.query}").text
    assert here in then
    assert "全部撤销" in then
    duties = [unescape(one) for one in re.findall(r'name="duty" value="([^"]+)"', then)]
    kept = {name: unescape(value) for name, value in FIELD.findall(then) if name in about}
    undone = ui.post(form(ui) | kept | {"duty": duties}, path="/undo/together")
    assert here in ui.get(f"/together?{urlsplit(undone.headers['location']).query}").text


@pytest.mark.parametrize(
    "back", ["//evil.example", "../logout", "javascript:alert(1)", "lists\r\n"]
)
def test_no_address_leads_elsewhere(ui: Ui, back: str) -> None:
    page = ui.get(f"{ADDRESS}&{urlencode({'back': back, 'kept': 'q=//evil.example'})}").text
    assert re.findall('<a href="([^"]+)">返回', page) == ["/repostwatch/review"]


def test_what_was_decided_later_is_not_undone_with_the_others(
    ui: Ui, store_of_ui: Connection
) -> None:
    place = urlsplit(decided(ui, BOTH).headers["location"])
    assert ui.post(form(ui, kind="confirm", seen="late 1")).status == 303
    page = ui.get(f"/together?{place.query}").text
    assert "已记录1项" in page
    assert "有1项此后又有新的记录" in page
    duties = [unescape(one) for one in re.findall(r'name="duty" value="([^"]+)"', page)]
    assert [dict(parse_qsl(one))["portal"] for one in duties] == ["evil"]
    assert ui.post(form(ui) | {"duty": duties}, path="/undo/together").status == 303
    assert kinds(store_of_ui) == {"evil": "review", "mct": "on_time"}


@pytest.mark.parametrize(
    ("changes", "becomes"),
    [
        ({"kind": "late"}, "将由“待复核”改为“超时”"),
        ({"kind": "confirm"}, "将由“待复核”改为“按时”"),
        ({"kind": "waive", "expires": in_days(30)}, "将由“待复核”改为“豁免”"),
    ],
)
def test_what_each_becomes_is_shown_before_and_nothing_recorded(
    ui: Ui, store_of_ui: Connection, changes: dict[str, str], becomes: str
) -> None:
    answer = ui.post(form(ui, **changes) | {"duty": BOTH}, path="/preview/together")
    assert answer.status == 200
    assert "尚未记录" in answer.text
    assert answer.text.count(becomes) == 2
    assert len(re.findall(r'name="duty"[^>]* checked', answer.text)) == 2
    assert 'value="电话核实，9月9日上午已发布"' in answer.text
    assert not kept(store_of_ui)
    assert kinds(store_of_ui) == {"evil": "review", "mct": "review"}
    rows = store_of_ui.execute("SELECT count(*) AS n FROM verdicts").fetchone()
    assert rows == {"n": 2}, "the history knows nothing of it"
    duties = [unescape(one) for one in re.findall(r'name="duty"[^>]*value="([^"]+)"', answer.text)]
    again = ui.post(form(ui, **changes) | {"duty": duties}, path="/decide/together")
    assert again.status == 303


@pytest.mark.parametrize("path", ["/decide/together", "/preview/together"])
@pytest.mark.parametrize(("ticked", "reason"), [([], "电话核实"), (BOTH[:1], " ")])
def test_what_was_not_ticked_stays_on_the_page(
    ui: Ui, path: str, ticked: list[str], reason: str
) -> None:
    """Nothing of the form is lost, also where no duty was ticked."""
    page = ui.get(ADDRESS).text
    shown = [unescape(one) for one in re.findall(r'name="shown" value="([^"]+)"', page)]
    assert len(shown) == 2
    fields = form(ui, kind="waive", expires=in_days(30), reason=reason)
    answer = ui.post(fields | {"duty": ticked, "shown": shown}, path=path)
    assert answer.refused
    boxes = re.findall(r'name="duty"[^>]*>', answer.text)
    assert [" checked" in one for one in boxes] == [bool(ticked), False]
    assert re.search('value="waive"[^>]* checked', answer.text)
    assert f'value="{in_days(30)}"' in answer.text
    assert f'name="reason" required maxlength="500" value="{reason.strip()}"' in answer.text


def test_a_preview_shows_those_that_were_not_ticked_without_an_outcome(ui: Ui) -> None:
    shown = [tick(portal) for portal in PORTALS]
    fields = form(ui, kind="late") | {"duty": BOTH[:1], "shown": shown}
    text = ui.post(fields, path="/preview/together").text
    assert text.count("将由“待复核”改为“超时”") == 1
    boxes = re.findall(r'name="duty"[^>]*>', text)
    assert [" checked" in one for one in boxes] == [True, False]


def test_a_preview_says_what_stands_in_the_way(ui: Ui, store_of_ui: Connection) -> None:
    assert ui.post(form(ui, kind="confirm")).status == 303
    answer = ui.post(form(ui, kind="late") | {"duty": BOTH}, path="/preview/together")
    assert answer.status == 409
    assert "其中1项不能这样认定" in answer.text
    again = ui.post(form(ui, kind="waive") | {"duty": BOTH}, path="/preview/together")
    assert "豁免必须填写有效期" in again.text
    for user, fields, status in (("guest", {}, 403), ("officer", {"token": ""}, 403)):
        form_ = form(ui, kind="late") | {"duty": BOTH} | fields
        assert ui.post(form_, user, path="/preview/together").status == status
    assert len(kept(store_of_ui)) == 1


def test_where_one_was_decided_meanwhile_none_is_recorded(ui: Ui, store_of_ui: Connection) -> None:
    """It is named with what the first one said, and not ticked when the page comes again."""
    assert ui.post(form(ui, kind="confirm")).status == 303
    answer = decided(ui, BOTH)
    assert answer.status == 409
    assert len(kept(store_of_ui)) == 1
    assert "其中1项不能这样认定" in answer.text
    rows = {
        portal: next(
            row
            for row in re.findall("<tr>(.*?)</tr>", answer.text, re.DOTALL)
            if f"portals/{portal}" in row
        )
        for portal in PORTALS
    }
    assert "已经改变" in rows["mct"]
    assert "电话核实" in rows["mct"]
    assert " checked" not in rows["mct"]
    assert " checked" in rows["evil"]
    assert 'value="电话核实，9月9日上午已发布"' in answer.text, "what was filled in comes back"


def test_many_at_once_leave_one_decision_on_each(ui: Ui, store_of_ui: Connection) -> None:
    duties = [BOTH, BOTH[::-1]] * 3
    fields = [form(ui, kind="late") | {"duty": one} for one in duties]
    with ThreadPoolExecutor(len(fields)) as pool:
        answers = list(pool.map(lambda one: ui.post(one, path="/decide/together"), fields))
    assert sorted(answer.status for answer in answers) == [303, *[409] * 5]
    assert len(kept(store_of_ui)) == 2


@pytest.mark.parametrize(
    ("duties", "changes", "known"),
    [
        ([], {}, "没有勾选任何任务"),
        (["nonsense"], {}, "没有勾选任何任务"),
        ([BOTH[0], tick("nobody", seen="review 0")], {}, "其中1项不能这样认定"),
        ([tick(f"p{number}", seen="") for number in range(101)], {}, "一次最多处理100项"),
        (BOTH, {"reason": " "}, "姓名和理由都要填写"),
        (BOTH, {"kind": ""}, "没有选择认定的结论"),
        (BOTH, {"kind": "withdraw"}, "没有可以撤销的人工认定"),
        (BOTH, {"kind": "waive"}, "豁免必须填写有效期"),
        (BOTH, {"expires": "9999-12-31"}, "太远，最晚到9999-12-30"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(
    ui: Ui, store_of_ui: Connection, duties: list[str], changes: dict[str, str], known: str
) -> None:
    answer = ui.post(form(ui, **{"kind": "late", **changes}) | {"duty": duties},
                     path="/decide/together")  # fmt: skip
    assert answer.refused
    assert known in answer.text
    assert not kept(store_of_ui)


def test_each_waiver_has_its_end(ui: Ui, store_of_ui: Connection) -> None:
    fields = form(ui, kind="waive", expires=in_days(30)) | {"duty": BOTH}
    assert ui.post(fields, path="/decide/together").status == 303
    assert kinds(store_of_ui) == {"evil": "waived", "mct": "waived"}


def test_only_who_may_decide_can_and_only_from_a_page_of_ones_own(
    ui: Ui, store_of_ui: Connection
) -> None:
    assert decided(ui, BOTH, user="guest").status == 403
    assert ui.post(form(ui, token="") | {"duty": BOTH}, path="/decide/together").status == 403
    assert ui.post(form(ui, token="") | {"duty": BOTH}, path="/undo/together").status == 403
    assert not kept(store_of_ui)
    page = ui.get(ADDRESS, "guest").text
    assert RELEASE.title in page
    assert "<form" not in page
    assert 'type="checkbox"' not in page
    for path in ("/duties", "/review"):
        assert 'type="checkbox"' not in ui.get(path, "guest").text


def test_duties_are_ticked_in_the_list_and_in_the_queue(ui: Ui) -> None:
    for path, ticked in (("/duties", 0), ("/duties?ticks=all", 2), ("/review", 0)):
        page = ui.get(path).text
        boxes = re.findall(r'<input type="checkbox" name="duty"[^>]*>', page)
        assert len(boxes) == 2
        assert sum(" checked" in one for one in boxes) == ticked
        assert '<form id="chosen"' in page


def test_an_address_of_what_is_no_duty_says_so(ui: Ui) -> None:
    page = ui.get("/together?duty=" + quote(tick("<b>nobody"), safe="")).text
    assert "“&lt;b&gt;nobody”没有转载“r1”的任务" in page
    assert "没有勾选任何任务" in ui.get("/together?duty=%00").text
