"""The addresses to which a homepage links."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from repostwatch.model.spot_checks import HomeLink
from repostwatch.reading.dom import tree
from repostwatch.reading.home_links import read_home
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

HOME = "https://www.jia.gov.cn/index.html"


def links(body: str, most: int = 100, encoding: str = "utf-8") -> tuple[HomeLink, ...]:
    made = body.encode(encoding)
    rules = ReadingSettings()
    return read_home(made, HOME, settings=rules, most=most)[1]


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ('<a href="/a/1.html">甲</a>', "https://www.jia.gov.cn/a/1.html"),
        ('<a href=" ../a.html ">甲</a>', "https://www.jia.gov.cn/a.html"),
        ('<a href="//b.example/x">甲</a>', "https://b.example/x"),
        ('<a href="http://b.example/x#top">甲</a>', "http://b.example/x"),
        ('<a href="https://b.example/#/list">甲</a>', "https://b.example/#/list"),
        ('<map><area href="http://b.example/">', "http://b.example/"),
        ('<base href="https://c.example/d/"><a href="e">甲</a>', "https://c.example/d/e"),
    ],
)
def test_an_address(markup: str, url: str) -> None:
    assert [one.url for one in links(markup)] == [url]


@pytest.mark.parametrize(
    "href",
    ["#", "", "javascript:void(0)", "mailto:a@b.cn", "tel:12345", HOME, f"{HOME}#top", "ftp://a/"],
)
def test_no_address(href: str) -> None:
    assert links(f'<a href="{href}">甲</a>') == ()


def test_each_once_in_order_with_its_words_and_no_more_than_asked_for() -> None:
    page = '<a href="/1"> 甲\n 乙 </a><a href="/2" title="丙"><img></a><a href="/1">丁</a>'
    page += "".join(f'<a href="/n{n}">x</a>' for n in range(200))
    found = links(page, 50)
    assert len(found) == 50
    assert [one.words for one in found[:2]] == ["甲 乙", "丙"]
    assert links("<meta charset=gbk><a href='/1'>政务</a>", encoding="gbk")[0].words == "政务"
    assert links("<a href='/1'>" + "字" * 9000 + "</a>")[0].words == "字" * 60


def test_bytes_that_are_no_page() -> None:
    rules = ReadingSettings()
    for body in (b"", b"\x00\xff\xfe" * 50, b"%PDF-1.4 " + b"\x80" * 99):
        assert read_home(body, HOME, settings=rules, most=9)[1] == ()


def test_a_homepage_is_parsed_once_and_read_as_any_page(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "<h1>某局</h1><ul>" + "".join(
        f'<li><a href="/a/{n}.html">关于某某事项的第{n}号通知</a><span>2026-11-0{n}</span></li>'
        for n in range(1, 8)
    )
    rules, parsed, real = ReadingSettings(), [], tree.parse

    def parse(text: str | bytes, settings: ReadingSettings) -> LexborHTMLParser:
        parsed.append(text)
        return real(text, settings)

    monkeypatch.setattr(tree, "parse", parse)
    page, found = read_home(body.encode(), HOME, settings=rules, most=99)
    assert len(parsed) == 1
    assert len(found) == 7
    assert page == read_page(body.encode(), HOME, settings=rules, kept_up=True)
