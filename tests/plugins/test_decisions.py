"""A person's decision: by whom it may be made, what has to be said, what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect, sync_playwright

from repostwatch.settings import CrawlSettings
from repostwatch.store import decisions, verdicts, watched_lists
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui

GOOD = {
    "release": "r1",
    "portal": "mct",
    "seen": "review 0",
    "link": "1",
    "kind": "confirm",
    "name": "张三",
    "reason": "电话核实，9月9日上午已发布",
    "expires": "",
    "back": "review",
}


def form(ui: Ui, user: str = "officer", **changes: str) -> dict[str, str]:
    """A form as that user's own page would send it."""
    found = re.search(r'name="token" value="([^"]+)"', ui.get("/review", user).text)
    return GOOD | {"token": found[1] if found else ""} | changes


def in_days(count: int) -> str:
    return f"{datetime.now(UTC) + timedelta(days=count):%Y-%m-%d}"


def kept(conn: Connection) -> list[Any]:
    return conn.execute("SELECT * FROM decisions ORDER BY decision_id").fetchall()


def test_a_decision_is_kept_and_the_duty_judged_at_once(ui: Ui, store_of_ui: Connection) -> None:
    answer = ui.post(form(ui, expires="2099-12-31"))
    assert answer.status == 303
    place = "/repostwatch/review?was=review+0&portal=mct&release=r1#recorded"
    assert answer.headers["location"] == place
    (decision,) = decisions.history(store_of_ui, "r1", "mct")
    assert decision.kind == "confirm"
    assert decision.by == "张三（帐号 officer）"
    assert decision.reason == GOOD["reason"]
    assert decision.link_id == "1"
    assert decision.expires is not None
    assert decision.expires.isoformat() == "2099-12-31T16:00:00+00:00"
    (verdict,) = verdicts.load(store_of_ui, ["r1"], ["mct"])
    assert verdict.kind == "on_time"
    text = ui.get("/review?release=r1&portal=mct&was=review+0").text
    assert "待复核（5）" in text
    assert "已记录：文化和旅游部" in text
    assert "张三" in ui.get("/duty?release=r1&portal=mct").text


@pytest.mark.parametrize(
    ("kind", "link", "verdict"),
    [
        ("confirm", "1", "on_time"),
        ("confirm", "", "on_time"),
        ("late", "1", "late"),
        ("reject", "1", "missing"),  # the complete look after the deadline showed nothing else
        ("waive", "", "waived"),
    ],
)
def test_each_button_comes_to_its_verdict(
    ui: Ui, store_of_ui: Connection, kind: str, link: str, verdict: str
) -> None:
    expires = in_days(30) if kind == "waive" else ""
    assert ui.post(form(ui, kind=kind, link=link, expires=expires)).status == 303
    (found,) = verdicts.load(store_of_ui, ["r1"], ["mct"])
    assert found.kind == verdict


def test_the_accounts_own_name_is_not_said_twice(ui: Ui, store_of_ui: Connection) -> None:
    ui.post(form(ui, name="officer"))
    assert kept(store_of_ui)[0]["decided_by"] == "officer"


@pytest.mark.parametrize("token", ["", "nonsense", "guest's"])
def test_only_a_page_of_ones_own_can_decide(ui: Ui, store_of_ui: Connection, token: str) -> None:
    """Airflow's cookie alone is not enough: the browser sends it for other pages too."""
    answer = ui.post(form(ui, token=token))
    assert answer.status == 403
    assert "未作任何记录" in answer.text
    assert not kept(store_of_ui)


def test_another_users_token_does_not_do(ui: Ui, store_of_ui: Connection) -> None:
    own = form(ui)
    assert ui.post(own, "guest").status == 403
    assert ui.post(own, None).status == 401
    assert not kept(store_of_ui)


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"name": " "}, "姓名和理由都要填写"),
        ({"reason": ""}, "姓名和理由都要填写"),
        ({"reason": "\u200b\u202e"}, "姓名和理由都要填写"),
        ({"kind": "delete"}, "没有选择"),
        ({"expires": "soon"}, "不是日期"),
        ({"expires": "9999-12-31"}, "太远，最晚到9999-12-30"),
        ({"expires": "123456-01-01"}, "太远，最晚到9999-12-30"),
        ({"expires": "0001-01-01"}, "已经过去"),
        ({"expires": "2020-01-01"}, "已经过去"),
        ({"seen": "missing 0"}, "已经改变"),
        ({"seen": "review"}, "已经改变"),
        ({"seen": "review 1"}, "已经改变"),
        ({"kind": ""}, "没有选择"),
        ({"kind": "withdraw"}, "没有可以撤销的"),
        ({"kind": "waive"}, "豁免必须填写有效期"),
        ({"kind": "waive", "expires": "2099-12-31"}, "最长366天"),
        ({"link": "999"}, "没有这个链接"),
        ({"link": "2"}, "没有这个链接"),
    ],
)
@pytest.mark.parametrize("back", ["review", "duty"])
def test_what_is_wrong_is_said_beside_the_form(
    ui: Ui, store_of_ui: Connection, changes: dict[str, str], known: str, back: str
) -> None:
    answer = ui.post(form(ui, back=back, **changes))
    assert answer.refused
    assert known in answer.text
    assert "未作记录" in answer.text
    assert not kept(store_of_ui)
    if "reason" not in changes:
        assert GOOD["reason"] in answer.text, "what was typed must not be lost"


def test_a_second_officer_learns_that_the_first_was_quicker(
    ui: Ui, store_of_ui: Connection
) -> None:
    mine, theirs = form(ui), form(ui, kind="late")
    assert ui.post(theirs).status == 303
    assert "已经改变" in ui.post(mine).text
    assert len(kept(store_of_ui)) == 1


@pytest.fixture
def browser_page(browser_starts: None) -> Iterator[Page]:
    del browser_starts
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CrawlSettings().chromium, args=["--no-sandbox"]
        )
        yield browser.new_page()
        browser.close()


@pytest.mark.system
def test_an_officer_logs_in_and_decides(
    ui: Ui, browser_page: Page, store_of_ui: Connection
) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    browser_page.on("dialog", dismiss)
    browser_page.goto(f"{ui.url}/repostwatch/review")
    browser_page.fill("input[name=username]", "officer")
    browser_page.fill("input[name=password]", "officer-pw")
    browser_page.click("button[type=submit]")
    browser_page.wait_for_url(f"{ui.url}/repostwatch/review")
    expect(browser_page).to_have_title("待复核 - 国务院政策转载监测")
    form = browser_page.locator("form[action$=decide]")
    section = browser_page.locator("section", has_text="文化和旅游部", has=form)
    section.locator("input[value=late]").check()
    section.locator("button").click()
    assert not kept(store_of_ui), "the browser asks for a reason first"
    section.locator("input[name=reason]").fill("页面时间不可信")
    section.locator("button").click()
    browser_page.wait_for_url("**/repostwatch/review?*release=r1*")
    expect(browser_page.locator("#recorded")).to_contain_text("由 待复核 改为 超时")
    assert kept(store_of_ui)[0]["decided_by"] == "officer"
    browser_page.locator("#recorded button").click()
    browser_page.wait_for_url("**/repostwatch/review?was=late*")
    expect(browser_page.locator("#recorded")).to_contain_text("由 超时 改为 待复核")
    assert [one["kind"] for one in kept(store_of_ui)] == ["late", "withdraw"]
    assert not dialogs


@pytest.mark.system
@pytest.mark.parametrize("path", ["/duty?release=r1&portal=mct", "/review", "/portals/mct"])
def test_enter_records_nothing(
    ui: Ui, browser_page: Page, store_of_ui: Connection, path: str
) -> None:
    """A reason and Enter press the form's first button: no verdict may hang on it."""
    browser_page.context.add_cookies(
        [{"name": "_token", "value": ui.token("officer"), "url": ui.url}]
    )
    forms = "form.decide"
    browser_page.goto(f"{ui.url}/repostwatch{path}")
    for place in range(browser_page.locator(forms).count()):
        form = browser_page.locator(forms).nth(place)
        if not form.is_visible():
            continue
        assert form.locator("input[name=kind]:checked").count() == 0
        assert form.locator("button").count() == 1
        form.locator("input[name=reason]").fill("已核实")
        form.locator("input[name=reason]").press("Enter")
        browser_page.wait_for_load_state("networkidle")
        assert browser_page.url == f"{ui.url}/repostwatch{path}"
    for table in ("decisions", "column_decisions"):
        assert not store_of_ui.execute(f"SELECT 1 FROM {table}").fetchall()
    assert not [one for one in watched_lists.changes(store_of_ui, "mct") if one.by]


def test_of_those_who_decide_at_once_one_is_first_and_the_others_are_told(
    ui: Ui, store_of_ui: Connection
) -> None:
    forms = [form(ui, kind=kind, link="") for kind in ("confirm", "late") * 3]
    with ThreadPoolExecutor(len(forms)) as pool:
        answers = list(pool.map(ui.post, forms))
    (first,) = kept(store_of_ui)
    assert sorted(answer.status for answer in answers) == [303, *[409] * 5]
    for answer in answers:
        assert answer.status == 303 or first["reason"] in answer.text
