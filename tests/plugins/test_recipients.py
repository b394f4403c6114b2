"""The page of recipients: who may change them, what is said, and that mail goes by it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from repostwatch.pipeline.recipients import recipients_in_force
from repostwatch.settings import Settings
from repostwatch.store import recipients as recipient_table
from repostwatch.store.database import Connection
from tests.plugins.conftest import Answer, Ui

NEW: dict[str, Any] = {
    "act": "add",
    "address": "moe@x.example",
    "person": "教育部办公厅",
    "portals": "moe",
    "levels": ["province"],
    "sections": ["late", "missing"],
    "language": "zh",
    "frequency": "news",
    "name": "张三",
    "reason": "新到岗",
}


def token(ui: Ui, user: str = "officer") -> str:
    found = re.search(r'name="token" value="([^"]+)"', ui.get("/review", user).text)
    return found[1] if found else ""


def sent(ui: Ui, path: str = "/recipients", user: str = "officer", **changes: Any) -> Answer:
    return ui.post({**NEW, "token": token(ui, user), **changes}, user, path=path)


def fields(page: str, act: str) -> dict[str, str]:
    """The hidden fields of the first form that has this button's place."""
    form = page.split(f'action="/repostwatch{act}"')[1].split("</form>", maxsplit=1)[0]
    return {
        name: unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    }


def test_one_is_added_and_mail_goes_there(ui: Ui, store_of_ui: Connection) -> None:
    answer = sent(ui)
    assert answer.status == 303
    place = answer.headers["location"].removeprefix("/repostwatch")
    assert re.fullmatch(r"/recipients\?changed=\d+#recorded", place)
    page = ui.get(place.partition("#")[0]).text
    assert "已记录：moe@x.example" in page
    assert "张三（帐号 officer）" in page
    assert "频率：" in page
    [found] = recipients_in_force(store_of_ui, Settings())
    assert (found.address, found.name, found.frequency) == (
        "moe@x.example", "教育部办公厅", "news",
    )  # fmt: skip
    assert found.audience.key == (
        "portals=moe; levels=province; sections=late,missing; language=zh; frequency=news"
    )


def test_one_is_changed_removed_and_that_undone(ui: Ui, store_of_ui: Connection) -> None:
    sent(ui)
    known = fields(ui.get("/recipients").text, "/recipients")
    assert sent(ui, **known | {"act": "change", "portals": "moe mfa"}).status == 303
    [changed] = recipient_table.load(store_of_ui)
    assert changed.columns == ("portals",)
    known = fields(ui.get("/recipients").text, "/recipients")
    answer = sent(ui, **known | {"act": "remove"})
    assert recipient_table.load(store_of_ui) == ()
    page = ui.get(answer.headers["location"].removeprefix("/repostwatch").partition("#")[0]).text
    undone = sent(ui, "/undo/recipients", **fields(page, "/undo/recipients"))
    assert undone.status == 303
    [again] = recipient_table.load(store_of_ui)
    assert again.after == changed.after


def test_who_goes_back_after_an_undo_is_told_and_loses_nothing(
    ui: Ui, store_of_ui: Connection
) -> None:
    """The page of before does not say that what was undone holds, and its undo is refused."""
    before = sent(ui).headers["location"].removeprefix("/repostwatch").partition("#")[0]
    shown = ui.get(before).text
    assert "已记录：moe@x.example" in shown
    old = fields(shown, "/undo/recipients")
    undone = sent(ui, "/undo/recipients", **old)
    assert undone.headers["location"].endswith("&undone=1#recorded")
    page = ui.get(undone.headers["location"].removeprefix("/repostwatch").partition("#")[0]).text
    assert "已撤销上一次变更：moe@x.example" in page
    assert "现在不是收件人" in page
    assert "不是本页的条件" not in page
    back = ui.get(before).text
    assert "已记录" not in back.split("<h1>")[0]
    assert "此前的记录不是最新的，不能在此撤销：moe@x.example" in back
    assert 'action="/repostwatch/undo/recipients"' not in back.split("<h1>")[0]
    again = sent(ui, "/undo/recipients", **old)
    assert (again.status, 'id="refused"' in again.text) == (409, True)
    assert len(recipient_table.newest(store_of_ui, 9)) == 2


def test_a_second_learns_what_the_first_did(ui: Ui, store_of_ui: Connection) -> None:
    sent(ui)
    seen = fields(ui.get("/recipients").text, "/recipients")
    assert sent(ui, **seen | {"act": "change", "portals": "mfa", "name": "李四"}).status == 303
    answer = sent(ui, **seen | {"act": "change", "portals": "ndrc"})
    assert answer.status == 409
    assert "李四（帐号 officer）已于" in answer.text
    assert 'value="mfa"' in answer.text
    assert 'value="ndrc"' not in answer.text, "what would overwrite the first"
    [kept] = recipient_table.load(store_of_ui)
    assert kept.after
    assert kept.after["portals"] == "mfa"


@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({"address": "nobody"}, "“nobody”不是邮箱地址"),
        ({"address": " "}, "不是邮箱地址"),
        ({"address": "chat:nowhere"}, "没有群聊“chat:nowhere”"),
        ({"portals": "moe nowhere"}, "登记表中没有编号为“nowhere”的网站"),
        ({"authority": "<b>"}, "没有主管单位“&lt;b&gt;”"),
        ({"levels": ["<b>"]}, "没有网站类别“&lt;b&gt;”"),
        ({"sections": ["x"]}, "没有栏目“x”"),
        ({"name": " "}, "姓名和理由都要填写"),
        ({"reason": "\u200b"}, "姓名和理由都要填写"),
        ({"act": ""}, "没有选择修改或移除"),
        ({"act": "change"}, "没有这个收件人"),
        ({"act": "change", "recipient": "x"}, "没有这个收件人"),
        ({"act": "remove", "recipient": "77", "seen": "1"}, "没有这个收件人"),
        ({"recipient": "1"}, "没有这个收件人"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    ui: Ui, store_of_ui: Connection, changes: dict[str, Any], known: str
) -> None:
    answer = sent(ui, **changes)
    assert answer.refused
    assert known in answer.text
    assert recipient_table.newest(store_of_ui, 1) == ()
    if "act" not in changes and "recipient" not in changes and "reason" not in changes:
        assert 'value="新到岗"' in answer.text, "what was typed must not be lost"


def test_who_may_only_look_can_change_nothing(ui: Ui, store_of_ui: Connection) -> None:
    sent(ui)
    for path in ("/recipients", "/undo/recipients"):
        assert sent(ui, path, user="guest").status == 403
        assert sent(ui, path, token="").status == 403
        assert ui.post({**NEW, "token": token(ui)}, None, path=path).status == 401
    page = ui.get("/recipients", "guest").text
    assert "moe@x.example" in page
    assert "<form" not in page
    assert "您的帐号只能查看" in page
    assert len(recipient_table.newest(store_of_ui, 9)) == 1


@pytest.mark.parametrize("value", ["a\x00b", "9" * 18, "<script>alert(1)</script>", "' OR ''='"])
@pytest.mark.parametrize("field", [*NEW, "recipient", "seen"])
def test_no_form_breaks_the_page(ui: Ui, field: str, value: str) -> None:
    for path in ("/recipients", "/undo/recipients"):
        answer = sent(ui, path, **{field: value})
        assert answer.status in {303, 422} or answer.refused
        assert "<script>alert" not in answer.text
    assert ui.get("/recipients").status == 200


@pytest.mark.parametrize(
    ("field", "value", "chinese", "english"),
    [
        ("levels", ["x"], "没有网站类别“x”", "There is no level “x”"),
        ("sections", ["x"], "日报中没有栏目“x”", "The report has no section “x”"),
        ("language", "fr", "没有语言“fr”", "There is no language “fr”"),
        ("frequency", "x<i>", "没有频率“x&lt;i&gt;”", "There is no frequency “x&lt;i&gt;”"),
    ],
)
def test_a_field_that_was_tampered_with_is_named_in_both_languages(
    ui: Ui, field: str, value: str | list[str], chinese: str, english: str
) -> None:
    for language, words in (("zh", chinese), ("en", english)):
        changes: dict[str, Any] = {field: value}
        answer = sent(ui, f"/recipients?lang={language}", **changes)
        assert answer.refused
        assert words in answer.text
        assert "line 2" not in answer.text
        assert 'value="moe@x.example"' in answer.text, "what was entered stays"
    assert "（0）" in ui.get("/recipients").text
