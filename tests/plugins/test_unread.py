"""What of an address a page could not use: said in a line, with what is shown instead."""

from __future__ import annotations

import re

import pytest

from tests.plugins.conftest import Ui

LISTS = ("/duties", "/grid", "/portals", "/lists", "/ready", "/review", "/spot", "/releases/r1",
         "/recipients")  # fmt: skip


def unread(ui: Ui, path: str) -> list[str]:
    """The lines about the address."""
    answer = ui.get(path)
    assert answer.status == 200, answer.text[:500]
    found = re.search(r'id="unread" role="status">(.*?)</section>', answer.text, re.DOTALL)
    return re.findall("<p>(.*?)</p>", found[1]) if found else []


@pytest.mark.parametrize("path", LISTS)
def test_of_what_every_page_understands_nothing_is_said(ui: Ui, path: str) -> None:
    assert unread(ui, f"{path}?page=1&lang=zh") == []


@pytest.mark.parametrize("path", ["/duties?portal=mct&release=r1", "/lists?portal=mct"])
def test_of_what_there_is_nothing_is_said(ui: Ui, path: str) -> None:
    assert unread(ui, path) == []


@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_there_is_not_is_said(ui: Ui, path: str) -> None:
    assert unread(ui, f"{path}?page=999") == ["没有第999页，共1页，这里是最后一页。"]
    (english,) = unread(ui, f"{path}?page=999&lang=en")
    assert english.startswith("There is no page 999 of 1")


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1.5", "%00", "9" * 400])
@pytest.mark.parametrize("path", LISTS)
def test_what_is_no_number_of_a_page_is_said(ui: Ui, path: str, number: str) -> None:
    (line,) = unread(ui, f"{path}?page={number}")
    assert line.startswith("页码须是大于0、不超过18位的整数，“")
    (english,) = unread(ui, f"{path}?page={number}&lang=en")
    assert english.startswith("The page takes a whole number above 0 of 18 digits")


def test_a_page_number_does_not_keep_the_rest_from_being_said(ui: Ui) -> None:
    assert len(unread(ui, "/grid?level=zzz&page=0")) == 2
    assert unread(ui, "/duties?page=") == []


def test_a_condition_that_the_address_has_twice_is_said(ui: Ui) -> None:
    said = unread(ui, "/duties?portal=evil&portal=mct&level=&q=x&q=x")
    assert said == ["地址中的“portal”不止一个，只用了最后一个：“mct”。"]
    assert unread(ui, "/duties?verdict=late&verdict=review") == []
    (english,) = unread(ui, "/lists?portal=evil&portal=mct&lang=en")
    assert english.startswith("The address has several")


@pytest.mark.parametrize("path", [*LISTS, "/", "/mails", "/health", "/portals/mct"])
def test_a_condition_that_a_page_does_not_have_is_said(ui: Ui, path: str) -> None:
    said = unread(ui, f"{path}?days=-5&days=abc")
    assert said == ["地址中的“days”不是本页的条件，没有用到。"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("/duties?verdict=foo", "结论里没有“foo”"),
        ("/duties?verdict=foo&verdict=review", "结论里没有“foo”"),
        ("/duties?before=foo", "此前的结论里没有“foo”"),
        ("/duties?level=foo", "类别里没有“foo”"),
        ("/duties?age=-5", "发布天数须大于0、小于876600，“-5”不是"),
        ("/duties?age=abc", "发布天数须大于0、小于876600，“abc”不是"),
        ("/duties?due=0", "到期的小时数须大于0、小于876600，“0”不是"),
        ("/duties?changed=1e400", "变化的小时数须大于0、小于876600"),
        ("/duties?due=1000000", "到期的小时数须大于0、小于876600，“1000000”不是"),
        ("/duties?again=foo", "没有“foo”"),
        ("/duties?sort=foo", "没有“foo”这种排序"),
        ("/grid?verdict=foo", "结论里没有“foo”"),
        ("/portals?standing=foo", "专栏状态里没有“foo”"),
        ("/portals?level=foo", "类别里没有“foo”"),
        ("/portals?sort=foo", "没有“foo”这种排序"),
        ("/portals?unseen=foo", "没有“foo”"),
        ("/lists?state=foo", "状态里没有“foo”"),
        ("/lists?proof=foo", "凭据里没有“foo”"),
        ("/ready?state=foo", "状态里没有“foo”"),
        ("/releases/r1?verdict=foo", "结论里没有“foo”"),
        ("/spot?result=foo", "结果里没有“foo”"),
        ("/spot?level=foo", "类别里没有“foo”"),
        ("/duties?portal=nosuch", "网站名录中没有“nosuch”，列表因此是空的"),
        ("/duties?release=nosuch", "国务院政策信息中没有“nosuch”，列表因此是空的"),
        ("/duties?authority=nosuch", "主管单位中没有“nosuch”，列表因此是空的"),
        ("/grid?portal=nosuch", "网站名录中没有“nosuch”"),
        ("/portals?authority=nosuch", "主管单位中没有“nosuch”"),
        ("/lists?portal=nosuch", "网站名录中没有“nosuch”"),
        ("/duties?level=%3Cb%3E", "类别里没有“&lt;b&gt;”"),
    ],
)
def test_a_value_that_its_field_does_not_have_is_said(ui: Ui, query: str, said: str) -> None:
    (line,) = unread(ui, query)
    assert said in line
    (english,) = unread(ui, f"{query}&lang=en")
    assert not re.search("[\u4e00-\u9fff]", english)


def test_what_is_misread_is_not_said_to_count(ui: Ui) -> None:
    text = ui.get("/duties?due=-5&changed=x&verdict=foo&verdict=review").text
    assert "只列出" not in text
    # What leads on from there asks only for what was understood.
    assert not re.search('href="[^"]*duties[^"]*(due|changed|foo)', text)
    assert "verdict=review" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("verdict=foo", "结论“foo”"),
        ("age=-5&due=x", "发布天数“-5”、到期的小时数“x”"),
        ("sort=foo", "排序“foo”"),
        ("level=foo", "类别“foo”"),
        ("portal=nosuch", "网站名录“nosuch”"),
    ],
)
def test_no_table_is_given_of_what_was_not_understood(ui: Ui, query: str, said: str) -> None:
    answer = ui.get(f"/duties.csv?{query}")
    assert answer.status == 422
    assert f"没有生成表格：{said}" in answer.text
    assert "记录" not in answer.text
