"""The push feed as people see it: what nobody sees is no embed, what comes lazily is one."""

# ruff: noqa: E501 - a fixture is easier to see through on one line

import pytest
import reading_pages as pages

PUSH = "http://www.gov.cn/pushinfo/v150203/"
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
