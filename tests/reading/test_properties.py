"""Properties: nothing raises, reading is stable, what stands around a list changes nothing."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

import codecs
import re
from datetime import date
from html import escape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from repostwatch.model import PageKind
from repostwatch.reading.page_json import page_as_json
from tests.defaults import reach, read_page
from tests.reading import reading_pages as pages

FAST = settings(max_examples=150)
SCRAPS = st.sampled_from([
    b"<a href='/t20260918_1.html'>", b"</a>", b"<ul>", b"<li>", b"</li>", b"<table><tr><td>", b"<script>", b"</script>",
    b"<!--", b"-->", b"2026-09-18", "国务院信息".encode(), "国务院信息".encode("gbk"), b"document.write('", b"')", b"<datastore>",
    b"<recordset><record><![CDATA[", b"]]></record>", b"[{\"title\":\"", b"\",\"url\":\"//[\"}]", b"<iframe src=/pushinfo/v150203/>",
    b"<meta name=PubDate content='2026-02-30'>", b"\x00", b"\xff\xfe", b"&#x110000;", b"<base href='http://[bad'>", b"<a href='http://[x'>",
    b"<a href=\"javascript:open('/a/b.html')\">", "发布日期：".encode(), b"createPageHTML(9999999,", b"<svg><a xlink:href=x>", b"<template>",
    b"<select><option>", b"<h3>", b"\xe4\xb8", b"2026", "年13月".encode(), b"callback(", b"{", b"<?xml ", b"<plaintext>", b"<frameset>",
])  # fmt: skip


@FAST
@given(
    st.one_of(st.binary(max_size=600), st.lists(SCRAPS, max_size=40).map(b"".join)),
    st.text(max_size=40),
)
@example(b"<a href='http://[::1'>x", "http://[bad")
def test_no_bytes_make_it_raise(body: bytes, url: str) -> None:
    for address in (url, pages.LIST):
        read = read_page(body, address, fetched_at=pages.NOW, content_type=url)
        page_as_json(read)
        reach(read.links)
        assert read == read_page(body, address, fetched_at=pages.NOW, content_type=url)
        assert (read.kind is PageKind.CONTENT) or read.reason


@FAST
@given(st.lists(SCRAPS, max_size=40).map(b"".join))
def test_bytes_and_text_that_reach_the_parser_make_one_page(body: bytes) -> None:
    # Bytes in UTF-8 are parsed as they came; behind a BOM the decoded text is.
    scraps = body.decode("utf-8", "ignore").replace("\0", "").encode()
    page = (
        b"<html><body>"
        + scraps
        + f"{pages.NAV}<ul><li><a href='/t20260918_1.html'>国务院关于某事的通知</a>2026-09-18</li></ul>".encode()
    )
    read = read_page(page, pages.LIST, fetched_at=pages.NOW)
    assert read == read_page(codecs.BOM_UTF8 + page, pages.LIST, fetched_at=pages.NOW)


TITLE = st.text(alphabet="国务院办公厅关于印发加强数字政府建设工作方案的通知意见第一二三四五六七八九十批〔〕《》“”0123456789ABC ", min_size=10, max_size=60).map(
    lambda text: " ".join(text.split())
).filter(lambda text: len(text) >= 10 and not re.search(r"\d{1,4}$|^[\d\s]", text))  # fmt: skip
Items = list[tuple[str, date]]  # title and day
ITEM = st.tuples(
    TITLE, st.dates(min_value=pages.NOW.date().replace(year=2019), max_value=pages.NOW.date())
)
ROWS = st.sampled_from([
    "<li><a href='{u}' title='{t}'>{t}</a><span>{d}</span></li>", "<li><span>[{d}]</span><a href='{u}'>{t}</a></li>",
    "<li><a href='{u}'><em>{t}</em><i>{d}</i></a></li>", "<li><div><a href='{u}'>{t}</a></div><div>{d}</div></li>",
])  # fmt: skip


def listed(items: Items, row: str) -> str:
    return "<ul>" + "".join(
        row.format(t=escape(title), u=f"/zw/abc/{day:%Y%m}/t{day:%Y%m%d}_{7000 + i}.html", d=day.isoformat())
        for i, (title, day) in enumerate(items)
    ) + "</ul>"  # fmt: skip


def oracle(html: str) -> list[tuple[str, str]]:
    """Slow and obvious: every li of a machine-made list, its link, its only date."""
    found = []
    for item in re.findall(r"<li>(.*?)</li>", html, re.DOTALL):
        href = re.search(r"href='([^']*)'", item)
        day = re.search(r"\d{4}-\d\d-\d\d", re.sub(r"href='[^']*'", "", item))
        assert href is not None
        assert day is not None
        found.append(("https://www.example.gov.cn" + href[1], day[0]))
    return found


@FAST
@given(st.lists(ITEM, min_size=1, max_size=25), ROWS)
def test_a_slow_oracle_agrees_on_generated_lists(items: Items, row: str) -> None:
    html = listed(items, row)
    read = pages.read(pages.page(html))
    assert [(link.url, str(link.date)) for link in read.links] == oracle(html)
    assert [link.title for link in read.links] == [title for title, _ in items]


AROUND = st.sampled_from([
    "", "\n\n   \t", "<!-- <ul><li><a href='/t20250101_1.html'>国务院关于废止部分文件的旧通知</a>2025-01-01</li></ul> -->",
    pages.NAV, pages.FOOT, "<div class='menu'><a href='/a/'>部门</a><a href='/b/'>地方</a></div>", "<script>var a = '<a href=1>';</script>",
    "<p>某某省人民政府办公厅主办</p>", "<style>a{color:red}</style>", "<div><img src='x.png'></div>",
])  # fmt: skip


@FAST
@given(
    st.lists(ITEM, min_size=1, max_size=12),
    ROWS,
    st.lists(AROUND, max_size=3),
    st.lists(AROUND, max_size=3),
)
def test_what_stands_around_a_list_changes_nothing_in_its_items(
    items: Items, row: str, before: list[str], after: list[str]
) -> None:
    html = f"<div class='list'>{listed(items, row)}</div>"
    plain = pages.read(pages.page(html, frame=False))
    framed = pages.read(pages.page("".join(before) + html + "".join(after), frame=False))
    strip = [(link.title, link.url, link.date) for link in plain.links]
    assert [(link.title, link.url, link.date) for link in framed.links] == strip
    assert len(strip) == len(items)


@FAST
@given(
    st.lists(ITEM, min_size=1, max_size=12), ROWS, st.sampled_from(["utf-8", "gb18030", "utf-16"])
)
def test_the_charset_changes_nothing(items: Items, row: str, charset: str) -> None:
    text = pages.page(listed(items, row)).decode().replace('<meta charset="utf-8">', "")
    read = read_page(text.encode(charset), pages.LIST, fetched_at=pages.NOW)
    assert [link.title for link in read.links] == [title for title, _ in items]
