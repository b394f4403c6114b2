"""The push feed as people see it: what nobody sees is no embed, what comes lazily is one."""

# ruff: noqa: E501 - a fixture is easier to see through on one line

import pytest

from tests.reading import reading_pages as pages

PUSH = "http://www.gov.cn/pushinfo/v150203/"
FRAME = f"<iframe src='{PUSH}pushinfo.htm'></iframe>"
LOAD = f"$.getScript('{PUSH}pushinfo.js')"
NEWS = "<h3>本省要闻</h3><ul>" + "".join(
    f"<li><a href='/a/t2026091{i}_{i}.html'>本省召开第{i}次重点工作推进会议</a><span>2026-09-1{i}</span></li>" for i in range(5)
) + "</ul>"  # fmt: skip


def forms(body: str) -> list[str]:
    read = pages.read(pages.page(f"<div>{body}</div>{NEWS}"), pages.HOME)
    return [str(column.form) for column in read.columns if column.form.embedded]


@pytest.mark.parametrize(
    "body",
    [
        f"<noscript><iframe src='{PUSH}pushinfo.htm'></iframe></noscript>",
        f"<iframe src='{PUSH}pushinfo.htm' style='display: none'></iframe>",
        f"<div style='display:none'><iframe src='{PUSH}pushinfo.htm'></iframe></div>",
        f"<iframe src='{PUSH}pushinfo.htm' hidden></iframe>",
        f"<iframe src='{PUSH}pushinfo.htm' width='0' height='0'></iframe>",
        f"<iframe src='{PUSH}pushinfo.htm' style='width:1px;height:1px'></iframe>",
        f"<div style='height:0;overflow:hidden'><iframe src='{PUSH}pushinfo.htm'></iframe></div>",
        f"<div style='position:absolute;left:-9999px'><iframe src='{PUSH}pushinfo.htm'></iframe></div>",
        f"<!-- <iframe src='{PUSH}pushinfo.htm'></iframe> -->",
        f"<template><iframe src='{PUSH}pushinfo.htm'></iframe></template>",
        f"<textarea><iframe src='{PUSH}pushinfo.htm'></iframe></textarea>",
        f"<script>var feed = '{PUSH}pushinfo.jsonp';</script>",
        f"<script>const old='{PUSH}pushinfo.jsonp'; render(1);</script>",
        f"<noscript><script src='{PUSH}pushinfo.js'></script></noscript>",
        f"<div id='gwy' style='display:none'></div><script>$.getJSON('{PUSH}pushinfo.jsonp', function(d){{$('#gwy').html(d)}})</script>",
    ],
)
def test_what_nobody_sees_is_no_embed(body: str) -> None:
    assert forms(body) == []


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (f"<iframe src='about:blank' data-src='{PUSH}pushinfo.htm' width='300' height='400'></iframe>", "iframe"),
        (f"<iframe data-original='{PUSH}pushinfo.htm'></iframe>", "iframe"),
        (f"<iframe src='' lay-src='{PUSH}pushinfo.htm'></iframe>", "iframe"),
        (f"<iframe loading='lazy' src='{PUSH}pushinfo.htm' width='100%' height='0400'></iframe>", "iframe"),
        (f"<script>var feed = '{PUSH}pushinfo.jsonp'; $.getJSON(feed, draw);</script>", "script"),
        (f"<script>var feed = '{PUSH}pushinfo.jsonp';</script><script>load(feed)</script>", "script"),
        ("<script>$.ajax({url:'http://www.gov.cn/pushinfo/' + 'v150203/pushinfo.jsonp',dataType:'jsonp'})</script>", "script"),
        ("<script>load(\"http://www.gov.cn/push\" +\n \"info/v150203/pushinfo.js\")</script>", "script"),
        (f"<div id='gwy'></div><script src='{PUSH}pushinfo.js'></script>", "script"),
    ],
)  # fmt: skip
def test_what_people_see_is_one(body: str, form: str) -> None:
    assert forms(body) == [form]


@pytest.mark.parametrize(
    ("host", "is_feed"),
    [
        ("http://www.gov.cn", True),
        ("//gov.cn", True),
        ("https://big5.gov.cn", True),
        ("", True),
        ("http://push.example.gov.cn", True),
        ("http://www.gov.cn.example.com", False),
        ("http://xxgov.cn", False),
        ("http://www.gov.cn@example.com", False),
        ("http://www.other.gov.cn", False),
        ("http://127.0.0.1:8000", False),
        ("http://example.com/?to=http://www.gov.cn", False),
    ],
)
def test_only_the_hosts_of_gov_cn_and_of_the_portal_have_the_feed(host: str, is_feed: bool) -> None:
    address = f"{host}/pushinfo/v150203/"
    assert bool(forms(f"<iframe src='{address}'></iframe>")) is is_feed
    assert bool(forms(f"<script src='{address}pushinfo.js'></script>")) is is_feed
    assert bool(forms(f"<script>$.getScript('{address}pushinfo.js')</script>")) is is_feed


def test_the_feed_beside_an_address_like_it() -> None:
    other = PUSH.replace("gov.cn", "gov.cn.example.com")
    assert forms(f"<iframe src='{other}'></iframe>{FRAME}") == ["iframe"]
    assert forms(f"<script>load('{other}a.js');load('{PUSH}pushinfo.js')</script>") == ["script"]


@pytest.mark.parametrize(
    ("css", "body"),
    [
        (".hide{display:none}", f"<div class='hide'>{FRAME}</div>"),
        ("#old{display : none !important;}", f"<div id='old'><div class='box'>{FRAME}</div></div>"),
        ("/* .x{ */ .a, div.old { color:red; visibility: hidden }", f"<div class='box old'>{FRAME}</div>"),
        (".old{display:block} .old{display:none}", f"<div class='old'>{FRAME}</div>"),
        ("#old{display:none} .box{display:block}", f"<div id='old' class='box'>{FRAME}</div>"),
        ("@media screen{.old{display:none}}", f"<div class='old'>{FRAME}</div>"),
        (".old{height:0;overflow:hidden}", f"<div class='old'>{FRAME}</div>"),
        (".a .old{display:none}", f"<div class='a'><p><b class='old'>{FRAME}</b></p></div>"),
        ("#a .old{display:none}", f"<div id='a'><div class='old'>{FRAME}</div></div>"),
        (".old{width:0;height:0}", FRAME.replace("<iframe", "<iframe class='old'")),
        ("iframe.old{width:0;height:0}", FRAME.replace("<iframe", "<iframe class='old'")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("script", ["", "<script>$('.nav').hide()</script>"])
def test_what_the_page_s_style_hides_is_no_embed(css: str, body: str, script: str) -> None:
    assert forms(f"<style>{css}</style>{body}{script}") == []


@pytest.mark.parametrize(
    ("css", "body"),
    [
        ("@media print{.box{display:none}}", ""),
        ("@media (max-width:600px){.box{display:none}}", ""),
        (".box{display:none} .box{display:block}", ""),
        (".box{display:none} .on .box, .box.on{display:block}", ""),
        (".box{display:none} #tab:checked ~ .box{display:block}", ""),
        (".nav .box{display:none}", ""),
        (".box{width:0;height:0}", ""),
        (".box{display:none}", "<script>$('.box').show()</script>"),
        (".box{display:none}", "<a onclick=\"show('box')\">国务院信息</a>"),
        (".box{display:none}", "<a href='#box'>国务院信息</a>".replace("box", "gwy")),
        (".box{display:none}", "<script src='/js/tab.js'></script><div class='box'>其他信息</div>"),
        (".box{height:0;padding-bottom:56%;overflow:hidden}", ""),
        (".box{width:0;flex:1}", ""),
        ("/* .box{display:none} */", ""),
        (".box{display:none", ""),
        ("}.box{", ""),
    ],
)  # fmt: skip
def test_what_a_style_may_show_is_one(css: str, body: str) -> None:
    assert forms(f"<style>{css}</style><div class='box' id='gwy'>{FRAME}</div>{body}") == ["iframe"]


def test_a_style_for_print_or_for_pages_without_scripts_hides_nothing() -> None:
    box = f"<div class='box'>{FRAME}</div>"
    assert forms(f"<style media='print'>.box{{display:none}}</style>{box}") == ["iframe"]
    assert forms(f"<noscript><style>.box{{display:none}}</style></noscript>{box}") == ["iframe"]
    shown = box.replace("'box'", "'box' style='display:block'")
    assert forms(f"<style>.box{{display:none}}</style>{shown}") == ["iframe"]


DEAD = (
    f"function loadPush(){{{LOAD}}}",
    f"function loadPush(){{ if(1){{ {LOAD} }} else {{ loadPush() }} }}",
    f"var loadPush = function (a) {{ {LOAD} }};",
    f"const loadPush = () => {{ {LOAD} }}",
    f"function other(){{ loadPush() }} function loadPush(){{ {LOAD} }}",
    f"// loadPush()\nfunction loadPush(){{ {LOAD} }}",
)
NEVER = (
    f'if(false){{document.write("{FRAME}")}}',
    f"if ( 0 ) {{ var a = '}}'; {LOAD} }}",
    f"if (!1) {LOAD}",
    f"function go(){{ if(false){{ {LOAD} }} }} go()",
)


@pytest.mark.parametrize("code", [*DEAD, *NEVER])
def test_code_that_never_runs_is_no_embed(code: str) -> None:
    assert forms(f"<script>{code}</script>") == []


@pytest.mark.parametrize("code", DEAD)
@pytest.mark.parametrize(
    "call",
    [
        "<script>loadPush()</script>",
        "<script>setTimeout('loadPush()', 9)</script>",
        "<script>$(function(){ loadPush(); })</script>",
        "<div onclick='loadPush()'>国务院信息</div>",
        "<script src='/js/page.js'></script>",
    ],
)
def test_a_function_that_something_may_call_runs(code: str, call: str) -> None:
    assert forms(f"<script>{code}</script>{call}") == ["script"]


@pytest.mark.parametrize(
    "code",
    [
        f"(function start(){{ {LOAD} }})()",
        f"!function start(){{ {LOAD} }}()",
        f"window.onload = function(){{ {LOAD} }}",
        f"onload = function(){{ {LOAD} }}",
        f"var a = function(){{ {LOAD} }}();",
        f"$(document).ready(function ready(){{ {LOAD} }})",
        f"if(false){{ old() }} else {{ {LOAD} }}",
        f"if(false) old(); {LOAD}",
        f"if(false)\nold()\n{LOAD}",
        f"var s = '{{'; {LOAD}",
        f"}} function start(){{ {LOAD} }}",
    ],
)
def test_code_that_runs_is_one(code: str) -> None:
    assert forms(f"<script>{code}</script>") == ["script"]


@pytest.mark.parametrize("tag", ["<div style='display:none'>", "<style>.h{display:none}</style><div class='h'>"])  # fmt: skip
def test_what_a_script_writes_stands_where_the_script_does(tag: str) -> None:
    assert forms(f'{tag}<script>document.write("{FRAME}")</script></div>') == []


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("<h3>国务院信息</h3><iframe src='/gwy/list.html' width='300' height='200'></iframe>", "unfilled"),
        ("<h3>国务院信息</h3><div class='bd'><iframe src='/gwy/list.html'></iframe></div>", "unfilled"),
        ("<h3>国务院信息</h3><ul></ul><script src='/js/gwy.js'></script>", "unfilled"),
        ("<h3>国务院信息</h3><div><ul class='list'></ul><script src='/js/gwy.js'></script></div>", "unfilled"),
        ("<dl class='tab'><dt>国务院文件</dt></dl><div class='tabCon'><dl id='gwy'></dl><a href='http://www.gov.cn/'><img src='more.gif'></a></div><script>$.ajax({success:function(d){$('#gwy').append(d)}})</script>", "unfilled"),
        ("<h3>国务院信息</h3><ul></ul>", "block"),
    ],
)  # fmt: skip
def test_a_column_whose_items_come_from_elsewhere_is_unfilled(body: str, form: str) -> None:
    read = pages.read(
        pages.page(f"<div class='box'>{body}</div><div class='box'>{NEWS}</div>"), pages.HOME
    )
    assert [str(column.form) for column in read.columns] == [form]


PANE = (
    "<iframe src='https://www.gov.cn/pushinfo/v150203/index.htm' width='300' height='240'></iframe>"
)
NAMES = "<ul class='hd'><li class='on'>部门文件</li><li>国务院信息</li></ul>"
FIRST = "<div class='con'><ul><li><a href='/a/1.html'>示例部关于公布名单的公示</a></li></ul></div>"
CHOSEN = FIRST.replace("'con'", "'con cur'")


@pytest.mark.parametrize(
    ("box", "seen"),
    [
        (
            f"{NAMES}<div class='bd'>{FIRST}<div class='con' style='display:none'>{PANE}</div></div>",
            True,
        ),
        (f"{NAMES}{FIRST}<div class='con' style='display:none'>{PANE}</div>", True),
        (f"{NAMES}{CHOSEN}<div class='con' style='display:none'>{PANE}</div>", True),
        # A box like others, with no name to click on; one that is like no other; all hidden.
        (f"<div class='bd'>{FIRST}<div class='con' style='display:none'>{PANE}</div></div>", False),
        (
            f"{NAMES}<div class='bd'>{FIRST}<div class='old' style='display:none'>{PANE}</div></div>",
            False,
        ),
        (f"{NAMES}<div style='display:none'>{FIRST}<div class='con'>{PANE}</div></div>", False),
    ],
)
def test_the_pane_of_a_tab_is_seen_by_who_clicks_on_its_name(box: str, seen: bool) -> None:
    page = pages.read(pages.page(f"<div class='tab'>{box}</div>"))
    assert any(column.form.embedded for column in page.columns) is seen


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("document.getElementById('gx').style.display='none'", False),
        ("$('#gx').hide();", False),
        ("document.getElementById('gx').remove()", False),
        ("document.getElementById('gx').style.display='block'", True),
        ("$('#gx').hide(); $('.more').click(function(){ $('#gx').show() })", True),
        ("$('#other').hide()", True),
    ],
)
def test_what_a_script_hides_by_its_id_is_no_embed(code: str, seen: bool) -> None:
    body = f"<div id='gx'>{FRAME}</div><script>{code}</script>"
    assert forms(body) == (["iframe"] if seen else [])
