"""What a page leads on to: each way of leading on, by its name and its place."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.reading.navigation.leads import leads_of
from tests.defaults import SETTINGS

URL = "http://www.example.gov.cn/zwgk/index.html"
LIST = "http://www.example.gov.cn/zwgk/gwy/"


def leads(markup: str | bytes, url: str = URL) -> tuple[Lead, ...]:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return leads_of(body, url, settings=SETTINGS.reading)


def page(markup: str) -> str:
    return f'<html><head><meta charset="utf-8"></head><body>{markup}</body></html>'


WAYS: dict[str, tuple[str, Lead]] = {
    "menu": (
        '<div class="nav"><ul><li><a href="gwy/">国务院文件</a></li></ul></div>',
        Lead(LIST, "国务院文件", LeadPlace.MENU),
    ),
    "submenu": (
        '<ul class="menu"><li><a href="/x/">政策</a><ul><li><a href="gwy/">国务院</a></ul></ul>',
        Lead(LIST, "国务院", LeadPlace.MENU, "政策"),
    ),
    "terms": (
        '<dl><dt>政策文件</dt><dd><a href="gwy/">国务院</a></dd></dl>',
        Lead(LIST, "国务院", LeadPlace.BODY, "政策文件"),
    ),
    "heading": (
        '<h3><a href="./gwy/">国务院信息</a></h3>',
        Lead(LIST, "国务院信息", LeadPlace.HEADING),
    ),
    "more behind a name": (
        '<div class="box"><h3>国务院信息</h3><a href="gwy/">更多&gt;&gt;</a></div>',
        Lead(LIST, "", LeadPlace.MORE, "国务院信息"),
    ),
    "more in the heading": (
        '<div class="title">【国务院信息】<span><a href="gwy/">MORE+</a></span></div>',
        Lead(LIST, "", LeadPlace.MORE, "国务院信息"),
    ),
    "more as a picture": (
        '<div><span>国务院信息</span><a href="gwy/"><img src="/images/more.gif"></a></div>',
        Lead(LIST, "", LeadPlace.MORE, "国务院信息"),
    ),
    "more with a title": (
        '<div><a title="国务院信息" href="gwy/">更多</a></div>',
        Lead(LIST, "国务院信息", LeadPlace.MORE),
    ),
    "crumb": (
        '<div class="crumb">当前位置：<a href="gwy/">国务院信息</a> &gt; 正文</div>',
        Lead(LIST, "国务院信息", LeadPlace.CRUMB),
    ),
    "picture": (
        '<a href="gwy/"><img src="a.gif" alt="国务院 文件"></a>',
        Lead(LIST, "国务院文件", LeadPlace.BODY),
    ),
    "area": (
        '<map><area href="gwy/" alt="国务院文件"></map>',
        Lead(LIST, "国务院文件", LeadPlace.JUMP),
    ),
    "option": (
        '<select><option value="/zwgk/gwy/">国务院文件</option></select>',
        Lead(LIST, "国务院文件", LeadPlace.JUMP),
    ),
    "handler": (
        "<table><tr><td onclick=\"location.href='/zwgk/gwy/'\">国务院文件</td></tr></table>",
        Lead(LIST, "国务院文件", LeadPlace.JUMP),
    ),
    "new window": (
        "<a href=\"javascript:window.open('/zwgk/gwy/')\">国务院文件</a>",
        Lead(LIST, "国务院文件", LeadPlace.BODY),
    ),
    "frame": (
        '<h2>国务院文件</h2><iframe src="gwy/" width="600" height="400"></iframe>',
        Lead(LIST, "", LeadPlace.FRAME, "国务院文件"),
    ),
    "included": (
        '<div data-include="/zwgk/gwy/"></div>',
        Lead(LIST, "", LeadPlace.FRAME),
    ),
    "written": (
        "<script>document.write('<a href=\"/zwgk/gwy/\" target=_top>国务院文件</a>')</script>",
        Lead(LIST, "国务院文件", LeadPlace.MENU),
    ),
    "menu as data": (
        '<script>var menu=[{id:1,name:"国务院文件",icon:"a",url:"/zwgk/gwy/"}]</script>',
        Lead(LIST, "国务院文件", LeadPlace.MENU),
    ),
    "menu as data, the address first": (
        '<script>m=[{"href":"\\/zwgk\\/gwy\\/","title":"\\u56fd\\u52a1\\u9662\\u6587\\u4ef6"}]</script>',
        Lead(LIST, "国务院文件", LeadPlace.MENU),
    ),
    "loaded": (
        '<div id="nav"></div><script>$("#nav").load("/common/nav.html")</script>',
        Lead("http://www.example.gov.cn/common/nav.html", "", LeadPlace.FRAME),
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_leading_on_is_read(way: str) -> None:
    markup, expected = WAYS[way]
    assert expected in leads(page(markup))


DATA = {
    '$.getJSON("/common/search/a1b2?channelId=77", f)': "/common/search/a1b2?channelId=77",
    'var channelId="77"; $.get("/api/list?channelId="+channelId+"&page=1")':
        "/api/list?channelId=77&page=1",
    'axios.get("/gkmlpt/api/all/5?page=1&sid=200")': "/gkmlpt/api/all/5?page=1&sid=200",
    "$.ajax({url:'/site/list.do', type:'get', data:{channelid:'77', page:1}})":
        "/site/list.do?channelid=77&page=1",
    'fetch("./list.json")': "/zwgk/list.json",
    "$('#1').jpage({u:'/module/web/jpage/dataproxy.jsp?a=1',p:{columnid:77,unitid:8,webid:1}})":
        "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=60&perpage=20&webid=1&columnid=77"
        "&unitid=8",
}  # fmt: skip


@pytest.mark.parametrize("code", DATA)
def test_what_a_script_asks_for_is_put_together_from_its_literals(code: str) -> None:
    found = [one.url for one in leads(page(f"<script>{code}</script>")) if one.place == "data"]
    assert found == [f"http://www.example.gov.cn{DATA[code]}"]


@pytest.mark.parametrize("code", [
    '$.post("/api/list?channelId=77")',
    '$.get("/api/list?channelId=" + location.hash)',
    '$.ajax({url:"/list.do", type:"post", data:{channelid:"77"}})',
    'var logo="/images/list.png"; src="/js/list.js"; $.get("/api/weather?siteid=3")',
])  # fmt: skip
def test_what_is_posted_or_not_known_is_left_out(code: str) -> None:
    found = [one for one in leads(page(f"<script>{code}</script>")) if one.place == "data"]
    assert [one for one in found if "post" not in code.lower()] == []


def test_a_site_map_is_read_as_data() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>'
        "<urlset><url><loc>http://www.example.gov.cn/gwy/?a=1&amp;b=2</loc></url>"
        "<url><loc>&d;</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>"
    )
    assert leads(bomb) == (Lead("http://www.example.gov.cn/gwy/?a=1&b=2", "", LeadPlace.MAP),)
    index = "<sitemapindex><sitemap><loc>http://www.example.gov.cn/m1.xml</loc></sitemap>"
    assert [one.url for one in leads(index)] == ["http://www.example.gov.cn/m1.xml"]


def test_an_items_title_is_no_name_of_a_list() -> None:
    title = "国务院办公厅关于加快高原索道建设和运营管理若干问题的指导意见（全文）"
    assert leads(page(f'<ul><li><a href="/a/t20260801_1.html">{title}</a></li></ul>')) == ()


TREE = (
    '[{"id":7,"name":"政策","children":[{"id":31,"name":"上级文件"},'
    '{"id":"32","name":"本级文件"}]}]'
)
API = f"{LIST.partition('zwgk')[0]}gkmlpt/api/all/"


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("var C={S:'755001',API:'/gkmlpt/api/all/',T:%s};ask(C.API+id+'?page='+p+'&sid='+C.S)",
         "31?page=1&sid=755001"),
        ("var tree=%s; fetch('/gkmlpt/api/all/'+node.id+'?page='+page)", "31?page=1"),
        ("var tree=%s; axios.get('/gkmlpt/api/all/' + cid)", "31"),
        ("var tree=%s; $.get('/gkmlpt/api/all/' + cid + '?rows=' + n + '&p=' + p)",
         "31?rows=20&p=1"),
    ],
)  # fmt: skip
def test_the_channels_of_a_tree_are_lists(script: str, address: str) -> None:
    found = leads(page(f"<script>{script % TREE}</script>"))
    assert Lead(f"{API}{address}", "上级文件", LeadPlace.DATA) in found


@pytest.mark.parametrize(
    "script",
    [
        "var tree=%s;",
        "var tree=%s; $.get('/gkmlpt/api/all/' + cid + '?key=' + secret)",
        "var tree=%s; log('id ' + cid)",
    ],
)
def test_a_tree_without_an_address_leads_nowhere(script: str) -> None:
    found = leads(page(f"<script>{script % TREE}</script>"))
    assert not [lead for lead in found if lead.place is LeadPlace.DATA and lead.words]


def test_no_page_leads_nowhere() -> None:
    for body in (b"", b"%PDF-1.4", b"\x89PNG", b'{"a":1}', "文字".encode(), b"\xff\xfe\x00"):
        assert leads(body) == ()


@given(st.binary(max_size=400), st.sampled_from(["", "<a href=", "<script>", "<urlset><loc>"]))
def test_any_bytes_are_read(body: bytes, head: str) -> None:
    for lead in leads(head.encode() + body):
        assert lead.url.startswith(("http://", "https://"))


SHAPES: dict[str, Callable[[int], str]] = {
    "menu": lambda n: "<div class=nav>" + "".join(f"<a href=/a{i}/>栏目{i}</a>" for i in range(n)),
    "more": lambda n: "<div>" + "".join(f"<p>甲{i}<a href=/a{i}/>更多</a>" for i in range(n)),
    "deep": lambda n: "<div>" * 400 + "".join(f"<a href=/a{i}/>栏目{i}</a>" for i in range(n)),
    "siblings": lambda n: "".join(f"<h3>名{i}</h3><a href=/a{i}/>栏目</a>" for i in range(n)),
    "strings": lambda n: "<script>" + "".join(f'f("/api/list{i}"+x{i});' for i in range(n)),
    "quotes": lambda n: "<script>" + "'/" * n,
    "names": lambda n: "<script>" + 'name:"国务院",' * n,
    "anchors": lambda n: "<script>" + "<a href='" * n,
    "lists in lists": lambda n: "<ul><li><a href=/x/>甲乙</a>" * n,
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_cost_grows_with_the_page_and_not_its_square(shape: str) -> None:
    def cost(size: int) -> float:
        text = page(SHAPES[shape](size)).encode()
        began = time.process_time()
        leads(text)
        return time.process_time() - began

    small, large = (min(cost(size) for _ in range(2)) for size in (2_000, 8_000))
    assert large < 10 * small + 0.1
