"""A person's word about a column: the same form, the same protections, for what they saw."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from repostwatch.model import ColumnForm, ColumnStanding, Standing
from repostwatch.pipeline.judge import judge_reposts
from repostwatch.settings import Settings
from repostwatch.store import decisions, homes, verdicts
from repostwatch.store.database import Connection
from repostwatch.wording import Language, name
from tests.plugins.conftest import Answer, Ui
from tests.plugins.plugin_world import COLUMNS, GOOD, scan

SAID = {
    "portal": "mct",
    "seen": "review 0",
    "kind": "present",
    "name": "张三",
    "reason": "条目均为本月发布，已打开核对",
    "expires": "",
    "back": "review",
}


def form(ui: Ui, user: str = "officer", **changes: str) -> dict[str, str]:
    """A form as that user's own page would send it."""
    text = ui.get("/portals/mct", user).text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    return SAID | {name: hidden.get(name, "") for name in ("token", "look")} | changes


def post(ui: Ui, fields: dict[str, str], user: str | None = "officer") -> Answer:
    return ui.post(fields, user, "/decide/column")


def kept(conn: Connection) -> list[Any]:
    return conn.execute("SELECT * FROM column_decisions").fetchall()


def standing(conn: Connection) -> ColumnStanding:
    [known] = verdicts.load_columns(conn, ["mct"])
    return known


def test_the_queue_shows_what_a_person_needs_to_decide(ui: Ui) -> None:
    text = ui.get("/review").text
    url = COLUMNS[GOOD].url
    assert url is not None
    assert "专栏待复核（2）" in text
    for known in ("条目没有日期", GOOD.home_url, url, "显著", "有条目的栏目"):
        assert known in text
    for button in ("present", "embedded", "not_prominent", "stale", "blank", "absent"):
        assert f'name="kind" value="{button}"' in text
    assert "2 家网站的专栏" in ui.get("/").text


@pytest.mark.parametrize("form", ColumnForm)
def test_a_column_of_any_form_is_shown(ui: Ui, store_of_ui: Connection, form: ColumnForm) -> None:
    for hours in (40, 41):
        scan(store_of_ui, GOOD, hours, columns=(replace(COLUMNS[GOOD], form=form, items=0),))
    for path in ("/portals/mct", "/review"):
        assert ui.get(path).status == 200
    assert name(form, Language.CHINESE) in ui.get("/portals/mct").text


def test_what_is_decided_is_kept_and_the_column_judged_at_once(
    ui: Ui, store_of_ui: Connection
) -> None:
    answer = post(ui, form(ui, expires="2099-12-31"))
    assert (answer.status, answer.headers["location"]) == (
        303,
        "/repostwatch/review?was=review+0&portal=mct#recorded",
    )
    [decision] = decisions.column_history(store_of_ui, "mct")
    assert (decision.by, decision.reason) == ("张三（帐号 officer）", SAID["reason"])
    assert decision.rests_on == homes.homepage_visits(store_of_ui, ["mct"])["mct"][-1].at
    assert decision.expires is not None
    known = standing(store_of_ui)
    assert (known.standing, known.machine) == (Standing.PRESENT, Standing.REVIEW)
    text = ui.get("/review?portal=mct&was=review+0").text
    assert "专栏待复核（1）" in text
    assert "已记录：" in text
    page = ui.get("/portals/mct").text
    assert page.count("人工认定为已开设（张三（帐号 officer）") == 2, "the standing, and the record"
    assert "机器结论：" in page


def test_only_a_form_that_can_waive_asks_for_the_end_of_a_waiver(ui: Ui) -> None:
    forms = ui.get("/review").text.split('<form class="decide"')[1:]
    assert {"/column" in one: "豁免必填" in one for one in forms if "expires" in one} == {
        True: False, False: True,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["present", "embedded", "not_prominent", "stale", "absent"])
def test_each_button_comes_to_its_standing_on_either_page(
    ui: Ui, store_of_ui: Connection, kind: str
) -> None:
    answer = post(ui, form(ui, kind=kind, back="portal"))
    assert (answer.status, answer.headers["location"]) == (
        303,
        "/repostwatch/portals/mct?was=review+0#recorded",
    )
    assert standing(store_of_ui).standing == kind


def test_a_word_can_be_changed(ui: Ui, store_of_ui: Connection) -> None:
    post(ui, form(ui))
    assert post(ui, form(ui, kind="absent", seen="present 1")).status == 303
    assert standing(store_of_ui).standing is Standing.ABSENT


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_only_a_page_of_ones_own_can_decide(ui: Ui, store_of_ui: Connection, token: str) -> None:
    assert post(ui, form(ui, token=token)).status == 403
    assert not kept(store_of_ui)


def test_who_may_only_look_gets_no_form_and_decides_nothing(
    ui: Ui, store_of_ui: Connection
) -> None:
    own = form(ui)
    assert post(ui, own, "guest").status == 403
    assert post(ui, own, None).status == 401
    shown = ui.get("/portals/mct", "guest").text
    assert set(re.findall(r'<form[^>]* action="([^"]*)"', shown)) == {"/repostwatch/start"}
    assert all("disabled" in button for button in re.findall("<button[^>]*>", shown))
    assert not kept(store_of_ui)


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"name": " "}, "姓名和理由都要填写"),
        ({"reason": "\u200b"}, "姓名和理由都要填写"),
        ({"kind": "unknown"}, "没有选择"),
        ({"kind": "delete"}, "没有选择"),
        ({"expires": "2020-01-01"}, "已经过去"),
        ({"seen": "absent 0"}, "已经改变"),
        ({"kind": ""}, "没有选择"),
        ({"kind": "withdraw"}, "没有可以撤销的"),
        ({"look": "yesterday"}, "没有说明依据哪次采集"),
        ({"look": "2026-08-12T10:00:00"}, "没有说明依据哪次采集"),
        ({"look": "2026-08-12T10:00:00+00:00"}, "找不到您所依据的那次采集"),
    ],
)
@pytest.mark.parametrize("back", ["review", "portal"])
def test_what_is_wrong_is_said_beside_the_form(
    ui: Ui, store_of_ui: Connection, changes: dict[str, str], known: str, back: str
) -> None:
    answer = post(ui, form(ui, back=back, **changes))
    assert answer.refused
    assert known in answer.text
    assert "未作记录" in answer.text
    assert not kept(store_of_ui)
    if "reason" not in changes:
        assert answer.text.count(SAID["reason"]) == 1, "what was typed comes back, where it was"


def test_no_such_portal(ui: Ui) -> None:
    assert post(ui, form(ui, portal="nobody", back="portal")).status == 404


def test_who_saw_another_homepage_is_said(ui: Ui, store_of_ui: Connection) -> None:
    mine = form(ui)
    other = COLUMNS[GOOD].__class__("国务院要闻", COLUMNS[GOOD].form, prominent=True, items=6)
    for hours in (40, 41):
        scan(store_of_ui, GOOD, hours, columns=(other,))
    assert "首页在您打开页面之后已经改变" in post(ui, mine).text
    judge_reposts(store_of_ui, Settings(db=ui.database))
    assert post(ui, form(ui)).status == 303
    assert standing(store_of_ui).machine is Standing.REVIEW


def test_a_second_officer_learns_that_the_first_was_quicker(
    ui: Ui, store_of_ui: Connection
) -> None:
    mine, theirs = form(ui), form(ui, kind="absent")
    assert post(ui, theirs).status == 303
    assert "已经改变" in post(ui, mine).text
    assert len(kept(store_of_ui)) == 1


def test_the_word_falls_with_the_homepage_it_was_about(ui: Ui, store_of_ui: Connection) -> None:
    post(ui, form(ui))
    scan(store_of_ui, GOOD, 40, columns=())
    judge_reposts(store_of_ui, Settings(db=ui.database))
    assert standing(store_of_ui).standing is Standing.PRESENT, "one odd look"
    scan(store_of_ui, GOOD, 41, columns=())
    judge_reposts(store_of_ui, Settings(db=ui.database))
    assert (standing(store_of_ui).standing, standing(store_of_ui).machine) == ("absent", None)
