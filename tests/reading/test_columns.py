"""The policy column of a homepage: blocks, tabs, embeds; never a menu entry."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import pytest

from repostwatch.model import Column, ColumnForm, PageKind, Screen, because
from repostwatch.model.codes import ColumnCode, VisitCode
from repostwatch.model.reasons import Code
from tests.reading import reading_pages as pages

LACKS = because(VisitCode.DATA_MISSING, why=because(VisitCode.SILENT))
ITEMS = f"<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>')}</ul>"
LOCAL = "<ul>" + "".join(
    f"<li><a href='/xw/202609/t202609{18 - i:02}_{2000 + i}.html'>某省召开第{i}次工作会议部署有关事项</a><span>2026-09-{18 - i:02}</span></li>" for i in range(8)
) + "</ul>"  # fmt: skip
PUSH = "https://www.gov.cn/pushinfo/v150203/"


def columns(body: str, head: str = "") -> tuple[Column, ...]:
    return pages.read(pages.page(body, head), pages.HOME).columns


BLOCKS = {
    "heading and list": "<div class='box'><h3>{n}</h3>{i}</div>",
    "linked heading and more": "<div class='box'><div class='hd'><a href='/gwyxx/'>{n}</a><span class='more'><a href='/gwyxx/'>更多&gt;&gt;</a></span></div><div class='bd'>{i}</div></div>",
    "one tab": "<div class='box'><div class='hd'><ul><li><a href='/gwyxx/'>{n}</a></li></ul></div><div class='bd'><div class='item'>{i}</div></div></div>",
    "table": "<table><tr><td>{n}</td><td><a href='/gwyxx/'>更多</a></td></tr><tr><td colspan='2'>{i}</td></tr></table>",
    "picture as heading": "<div class='box'><div class='hd'><img src='t.png' alt='{n}'></div>{i}</div>",
    "flat headings": "<div><h3>{n}</h3>{i}<h3>本省要闻</h3>" + LOCAL + "</div>",
    "other box before": "<div class='box'><h3>本省要闻</h3>" + LOCAL + "</div><div class='box'><h3>{n}</h3>{i}</div>",
    "definition list": "<dl><dt>{n}</dt><dd>{i}</dd></dl>",
}  # fmt: skip


@pytest.mark.parametrize("shape", BLOCKS)
@pytest.mark.parametrize(
    "name",
    [
        "国务院重要政策信息",
        "国务院信息",
        "国务院要闻",
        "国务院文件",
        "国务院有关文件",
        "国务院政策文件",
    ],
)
def test_a_headed_block_is_the_column(shape: str, name: str) -> None:
    (column,) = columns(BLOCKS[shape].replace("{n}", name).replace("{i}", ITEMS))
    assert (column.name, column.form, column.items) == (name, ColumnForm.BLOCK, 6)
    assert str(column.newest) == pages.DAYS[0]
    assert column.prominent
    assert column.reason


def test_the_blocks_links_are_told_by_their_block_number() -> None:
    body = BLOCKS["other box before"].replace("{n}", "国务院信息").replace("{i}", ITEMS)
    read = pages.read(pages.page(body), pages.HOME)
    assert [link.title for link in read.links if link.block == read.columns[0].block] == list(
        pages.TITLES
    )


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_of_several_tabs_the_panel_of_the_same_rank(rank: int) -> None:
    names = ["本省要闻", "部门动态"]
    names.insert(rank, "国务院信息")
    panels = [LOCAL, LOCAL.replace("某省", "某厅").replace("/xw/", "/bm/")]
    panels.insert(rank, ITEMS)
    tabs = "".join(f"<li><a href='/l{i}/'>{name}</a></li>" for i, name in enumerate(names))
    bodies = "".join(f"<div class='item'>{panel}</div>" for panel in panels)
    (column,) = columns(
        f"<div class='tab'><div class='hd'><ul>{tabs}</ul></div><div class='bd'>{bodies}</div></div>"
    )
    assert (column.items, str(column.newest)) == (6, pages.DAYS[0])
    assert column.url == f"https://www.example.gov.cn/l{rank}/"


@pytest.mark.parametrize(
    "body",
    [
        LOCAL,
        f"<div class='links'><a href='/gwyxx/'>国务院信息</a></div>{LOCAL}",
        f"<div class='footer-links'><ul><li><a href='/gwyxx/'>国务院要闻</a></li></ul></div>{LOCAL}",
        f"<ul class='menu'><li><a href='/a/'>要闻</a></li><li><a href='/gwyxx/'>国务院信息</a></li><li><a href='/b/'>公开</a></li></ul>{LOCAL}",
        f"<div><ul><li><a href='/a/'>省政府</a></li><li><a href='/b/'>要闻动态</a></li><li><a href='/gwyxx/'>国务院信息</a></li><li><a href='/c/'>政务公开</a></li><li><a href='/d/'>政务服务</a></li></ul></div><div class='main'>{LOCAL}</div>",
        f"<select><option value='/gwyxx/'>国务院信息</option></select>{LOCAL}",
        f"<p>请关注国务院信息公开条例的有关规定。</p>{LOCAL}",
    ],
)  # fmt: skip
def test_a_menu_or_footer_entry_is_no_column(body: str) -> None:
    assert columns(body) == ()


@pytest.mark.parametrize(
    "body",
    [
        "<div class='box'><h3>国务院信息</h3><ul></ul></div><div class='box'><h3>本省要闻</h3>" + LOCAL + "</div>",
        "<div class='box'><div class='hd'><a href='/gwyxx/'>国务院信息</a><a href='/gwyxx/'>更多</a></div><div class='bd'><ul> </ul></div></div>" + LOCAL,
        "<div class='tab'><ul class='hd'><li>国务院信息</li><li>本省要闻</li></ul><div class='bd'><div></div><div>" + LOCAL + "</div></div></div>",
    ],
)  # fmt: skip
def test_a_heading_without_items_is_blank(body: str) -> None:
    (column,) = columns(body)
    assert (column.form, column.items, column.newest) == (ColumnForm.BLOCK, 0, None)


def test_a_date_to_come_does_not_hide_how_new_the_others_are() -> None:
    items = "".join(
        f"<li><a href='/gwyxx/t{n}.html'>国务院关于第{n}项工作安排的通知</a><span>{day}</span></li>"
        for n, day in enumerate(("2099-12-31", "2026-09-17", "2026-09-15"))
    )
    page = pages.page(f"<div class='box'><h3>国务院信息</h3><ul>{items}</ul></div>")
    (column,) = pages.read(page, pages.HOME).columns
    assert str(column.newest) == "2026-09-17"


def test_an_entry_that_repeats_the_headings_address_is_no_item() -> None:
    found = columns(
        "<div class='box'><h2><a href='/gwyxx/'>国务院信息</a></h2>"
        "<p><a href='/gwyxx/'>点击进入 国务院信息 专栏</a></p></div>"
    )
    assert [(column.form, column.items) for column in found] == [(ColumnForm.CHANNEL, 0)]


def test_a_long_entry_between_lists_is_no_item_either() -> None:
    entry = (
        "<div class='block'><div class='head'><h2><a href='/zwgk/gwyxx/index.html'>"
        "国务院重要政策信息</a></h2></div><p class='enter'><a href='/zwgk/gwyxx/index.html'>"
        "点击进入 国务院重要政策信息 专栏</a></p></div>"
    )
    page = pages.page(f"<div class='row'>{LOCAL}</div><div class='row'>{entry}{LOCAL}</div>")
    read = pages.read(page, pages.HOME)
    assert [(column.form, column.items) for column in read.columns] == [(ColumnForm.CHANNEL, 0)]
    assert not [link for link in read.links if "点击进入" in link.title]


def test_a_banner_that_leads_to_the_channel() -> None:
    banner = (
        "<div class='banner'><a href='/gwyxx/'><img src='b.jpg' alt='国务院重要政策信息'></a></div>"
    )
    (column,) = columns(
        f"<div>{LOCAL.replace('某省', '某市')}</div>{banner}<div class='x'><h3>本省要闻</h3>{LOCAL}</div>"
    )
    assert (column.form, column.url) == (ColumnForm.CHANNEL, "https://www.example.gov.cn/gwyxx/")


EMBEDS = {
    "script": (f"<script src='{PUSH}pushinfo.js'></script>", ColumnForm.SCRIPT),
    "old host": ("<script src='http://www.gov.cn/pushinfo/v150203/pushinfo.js'></script>", ColumnForm.SCRIPT),
    "jsonp": (f"<script src='{PUSH}pushinfo.jsonp'></script>", ColumnForm.SCRIPT),
    "jsonp by ajax": (f"<div id='g'></div><script>$.ajax({{url:'{PUSH}pushinfo.jsonp',dataType:'jsonp',jsonpCallback:'pushInfoJsonpCallBack',success:function(d){{$('#g').html(d)}}}})</script>", ColumnForm.SCRIPT),
    "iframe": (f"<iframe src='{PUSH}index.htm'></iframe>", ColumnForm.IFRAME),
    "iframe by script": (f"<script>document.write('<iframe src=\"{PUSH}index.htm\"></iframe>')</script>", ColumnForm.IFRAME),
    "passed on by the portal": ("<script src='http://www.example.gov.cn:8000/pushinfo/v150203/pushinfo.js'></script>", ColumnForm.SCRIPT),
    "lazy": (f"<iframe src='about:blank' data-src='{PUSH}index.htm'></iframe>", ColumnForm.IFRAME),
    "lazy by another name": (f"<iframe data-original='{PUSH}index.htm'></iframe>", ColumnForm.IFRAME),
    "lazy with a script's address": (f"<iframe src='javascript:;' lazy-src='{PUSH}index.htm'></iframe>", ColumnForm.IFRAME),
    "address of two texts": (f"<div id='g'></div><script>$.getScript('{PUSH[:24]}' + \"{PUSH[24:]}pushinfo.js\")</script>", ColumnForm.SCRIPT),
    "address in a variable": (f"<div id='g'></div><script>var feed = '{PUSH}pushinfo.jsonp';</script><script>$('#g').load(feed)</script>", ColumnForm.SCRIPT),
    "full width": (f"<iframe src='{PUSH}index.htm' width='100%' height='300'></iframe>", ColumnForm.IFRAME),
    "no scheme": ("<script src='//www.gov.cn/pushinfo/v150203/pushinfo.js'></script>", ColumnForm.SCRIPT),
}  # fmt: skip


@pytest.mark.parametrize("kind", EMBEDS)
@pytest.mark.parametrize("heading", ["", "<h3>国务院信息</h3>"])
def test_the_push_feed_is_a_column(kind: str, heading: str) -> None:
    code, form = EMBEDS[kind]
    (column,) = columns(
        f"<div class='box'>{heading}<div>{code}</div></div><div class='box'><h3>本省要闻</h3>{LOCAL}</div>"
    )
    assert (column.name, column.form, column.prominent) == ("国务院信息", form, True)
    assert column.url is not None
    assert "/pushinfo/v150203/" in column.url


@pytest.mark.parametrize(
    "body",
    [
        f"<a href='{PUSH}index.htm'>国务院推送信息服务说明文件</a>",
        f"<!-- <script src='{PUSH}pushinfo.js'></script> -->",
        f"<script>// var old = '{PUSH}pushinfo.jsonp';</script>",
        f"<script>/* load('{PUSH}pushinfo.jsonp') */</script>",
    ],
)
def test_a_link_to_the_feed_or_a_dead_script_is_no_embed(body: str) -> None:
    assert not any(column.form.embedded for column in columns(body + LOCAL))


FRAME = f"<iframe src='{PUSH}index.htm'></iframe>"


@pytest.mark.parametrize(
    "body",
    [
        f"<noscript>{FRAME}</noscript>",
        f"<noscript><script src='{PUSH}pushinfo.js'></script></noscript>",
        f"<template>{FRAME}</template>",
        f"<div style='display: none'>{FRAME}</div>",
        f"<div hidden>{FRAME}</div>",
        f"<div style='position:absolute; left:-9999px'>{FRAME}</div>",
        FRAME.replace("<iframe", "<iframe width=0 height=0"),
        FRAME.replace("<iframe", "<iframe width='1' height='1'"),
        FRAME.replace("<iframe", "<iframe style='visibility:hidden'"),
        FRAME.replace("<iframe", "<iframe style='height: 0px; border: 0'"),
        f"<script>var feed = '{PUSH}pushinfo.jsonp';</script>",
        f"<script>const OLD='{PUSH}pushinfo.js'; show(news)</script>",
        f"<script type='text/template'>{FRAME}</script>",
    ],
)
def test_a_feed_that_nobody_sees_is_no_embed(body: str) -> None:
    assert not any(column.form.embedded for column in columns(body + LOCAL))


def test_a_script_drawn_page_with_the_push_feed_still_has_its_column() -> None:
    body = f"<html><head><title>某部</title><script src='{PUSH}pushinfo.js'></script></head><body><div id='app'></div></body></html>"
    read = pages.read(body.encode(), pages.HOME)
    assert [column.form for column in read.columns] == [ColumnForm.SCRIPT]
    # The homepage was read as far as it matters: the feed shows every release.
    assert read.kind is PageKind.CONTENT


def test_a_column_far_down_is_not_prominent_and_says_why() -> None:
    body = "".join(
        f"<div class='b{k}'><h3>栏目{k}</h3>{LOCAL.replace('/xw/', f'/x{k}/')}</div>"
        for k in range(4)
    )
    (column,) = columns(body + f"<div class='z'><h3>国务院信息</h3>{ITEMS}</div>")
    assert not column.prominent
    assert column.reason
    assert (column.reason.code, column.reason["position"]) == (ColumnCode.LATE, 33)


def test_a_hidden_column_is_not_prominent() -> None:
    (column,) = columns(
        f"<div style='display: none'><h3>国务院信息</h3>{ITEMS}</div><div><h3>要闻</h3>{LOCAL}</div>"
    )
    assert (column.prominent, column.reason) == (False, because(ColumnCode.HIDDEN))


def test_mixed_news_count_only_where_state_council_items_stand_in_them() -> None:
    (column,) = columns(f"<div><h3>时政要闻</h3>{ITEMS}</div>")
    assert column.name == "时政要闻"
    assert columns(f"<div><h3>时政要闻</h3>{LOCAL}</div>") == ()


@pytest.mark.parametrize(
    "body",
    [
        f"<h3>本省要闻</h3>{LOCAL}<p><a href='https://www.gov.cn/'>中国政府网</a></p><ul></ul>",
        f"<p>链接：<a href='https://www.gov.cn/'>中国政府网</a></p><h3>本省要闻</h3>{LOCAL}",
    ],
)
def test_a_link_to_the_site_itself_is_no_column(body: str) -> None:
    assert columns(body) == ()


SHAPES = {
    "tabs that name their panels by id": ("<div class='t'><a data-target='#p1'>本省要闻</a><a data-target='#p2'>国务院信息</a><a class='more' href='/x/'>更多</a></div><div class='wrap'><div class='banner'><img src=a.jpg></div><div><div id='p2'>{ITEMS}</div><div id='p1'>{LOCAL}</div></div></div>", ('国务院信息', 'block', 6)),
    "tabs that link to their panels": ("<ul class='tabs'><li><a href='#gwy'>国务院信息</a></li><li><a href='#bs'>本省要闻</a></li></ul><div id='bs'>{LOCAL}</div><div id='gwy'>{ITEMS}</div>", ('国务院信息', 'block', 6)),
    "tabs with setTab()": ('<div id=\'menubox\'><ul><li id=\'one1\' onmouseover="setTab(\'one\',1,3)" class=\'hover\'>要闻动态</li><li id=\'one2\' onmouseover="setTab(\'one\',2,3)">国务院信息</li><li id=\'one3\' onmouseover="setTab(\'one\',3,3)">部门动态</li></ul></div><div id=\'contentbox\'><div id=\'con_one_1\'>{LOCAL}</div><div id=\'con_one_2\' style=\'display:none\'>{ITEMS}</div><div id=\'con_one_3\' style=\'display:none\'>{L2}</div></div>', ('国务院信息', 'block', 6)),
    "panels are lists": ("<div class='tab'><div class='hd'><span class='on'><a href='/a/'>本省要闻</a></span><span><a href='/gwyxx/'>国务院信息</a></span><span><a href='/c/'>部门动态</a></span><div class='more'><a href='/a/'>更多</a></div></div><div class='bd'><ul class='c'>{LOCAL_IN}</ul><ul class='c' style='display:none'>{ITEMS_IN}</ul><ul class='c' style='display:none'>{L2_IN}</ul></div></div>", ('国务院信息', 'block', 6)),
    "headings and panels alternate": ("<div class='tab'><h4>本省要闻</h4><div>{LOCAL}</div><h4>国务院信息</h4><div>{ITEMS}</div><h4>部门动态</h4><div>{L2}</div></div>", ('国务院信息', 'block', 6)),
    "headline first in the other panel": ("<div class='tab'><ul class='hd'><li>本省要闻</li><li>国务院信息</li></ul><div class='bd'><div class='i'><h2><a href='/xw/c1/c9000001/content.html'>某省召开全省经济工作会议研究部署</a></h2>{LOCAL}</div><div class='i'>{ITEMS}</div></div></div>", ('国务院信息', 'block', 6)),
    "title= of an empty link": ("<div class='box'><div class='hd'><a href='/gwyxx/' class='bg' title='国务院信息'></a></div>{ITEMS}</div>", ('国务院信息', 'block', 6)),
    "path of an empty link": ("<div class='box'><div class='hd'><a href='/zwgk/gwyxx/index.html' class='bg'></a></div>{ITEMS}</div>", ('国务院信息', 'block', 6)),
    "path of a picture without alt": ("<div class='box'><div class='hd'><a href='/gwyyw/'><img src='t.png'></a></div>{ITEMS}</div>", ('国务院要闻', 'block', 6)),
    "half of the heading in a span": ("<div class='box'><h3><span>国务院</span>信息</h3>{ITEMS}</div>", ('国务院信息', 'block', 6)),
    "middle of the heading in bold": ("<div class='box'><h3>国务院<b>重要政策</b>信息</h3>{ITEMS}</div>", ('国务院重要政策信息', 'block', 6)),
    "English beside": ("<div class='box'><h3>国务院信息<em>State Council</em></h3>{ITEMS}</div>", ('国务院信息', 'block', 6)),
    "more beside": ("<div class='box'><div class='hd'><h3>国务院信息</h3><a href='/gwyxx/' class='more'>更多&gt;&gt;</a></div>{ITEMS}</div>", ('国务院信息', 'block', 6)),
    "heading between marks": ("<div class='box'><p><b>■ 国务院信息 ■</b></p>{ITEMS}</div>", ('国务院信息', 'block', 6)),
    "another name": ("<div class='box'><h3>国务院政务信息</h3>{ITEMS}</div>", ('国务院政务信息', 'block', 6)),
    "office named with 及": ("<div class='box'><h3>国务院及国务院办公厅文件</h3>{ITEMS}</div>", ('国务院及国务院办公厅文件', 'block', 6)),
    "office named with 、": ("<div class='box'><h3>国务院、国务院办公厅文件</h3>{ITEMS}</div>", ('国务院、国务院办公厅文件', 'block', 6)),
    "party and council": ("<div class='box'><h3>党中央国务院文件</h3>{ITEMS}</div>", ('党中央国务院文件', 'block', 6)),
    "central spirit": ("<div class='box'><h3>中央精神</h3>{ITEMS}</div>", ('中央精神', 'block', 6)),
    "the site's name over items": ("<div class='box'><h3><a href='https://www.gov.cn/'>中国政府网</a></h3>{ITEMS}</div>", ('中国政府网', 'block', 6)),
    "the site's news": ("<div class='box'><h3>中国政府网信息</h3>{ITEMS}</div>", ('中国政府网信息', 'block', 6)),
    "a table of 2005": ("<table><tr><td background='t.gif'><font color=white><b>国务院信息</b></font></td><td align=right><a href='/gwyxx/'><img src=more.gif></a></td></tr></table><table><tr><td>{ITEMS}</td></tr></table>", ('国务院信息', 'block', 6)),
    "legend": ('<fieldset><legend>国务院信息</legend>{ITEMS}</fieldset>', ('国务院信息', 'block', 6)),
    "mixed news with State Council items": ("<div class='box'><h3>时政要闻</h3>{ITEMS}</div>", ('时政要闻', 'block', 6)),
}  # fmt: skip
NO_COLUMN = {
    "nav": "<div class='mainmenu'><ul><li><a href='/gwyxx/'>国务院信息</a></li><li><a href='/a/'>要闻</a></li></ul></div>",
    "nav noclass": "<table><tr><td><a href='/'>首页</a></td><td><a href='/gwyxx/'>国务院信息</a></td><td><a href='/zwgk/'>政务公开</a></td><td><a href='/zwfw/'>政务服务</a></td><td><a href='/hd/'>互动交流</a></td></tr></table>",
    "nav pair": "<div class='top'><a href='https://www.gov.cn'>中国政府网</a> | <a href='/gwyxx/'>国务院信息</a></div>",
    "dropdown": "<div class='menu'><li><a href='/yw/'>要闻</a><dl><dd><a href='/gwyxx/'>国务院信息</a></dd><dd><a href='/bs/'>本省要闻</a></dd><dd><a href='/bm/'>部门动态</a></dd></dl></li></div>",
    "footer": "<div class='links'><a href='/gwyxx/'>国务院信息</a></div>",
    "bottom noclass": "<div class='btm'><p><a href='/gwyxx/'>国务院信息</a> <a href='/wzdt/'>网站地图</a> <a href='/lxwm/'>联系我们</a></p></div>",
    "crumb": "<div class='weizhi'>您的位置：<a href='/'>首页</a> &gt; <a href='/gwyxx/'>国务院信息</a></div>",
    "item title": "<ul><li><a href='/xw/c1/c9000009/content.html'>国务院要闻</a><span>2026-09-01</span></li></ul>",
}  # fmt: skip


def filled(template: str) -> str:
    other = LOCAL.replace("/xw/", "/bm/").replace("某省", "某厅")
    for name, listed in (("ITEMS", ITEMS), ("LOCAL", LOCAL), ("L2", other)):
        template = template.replace(f"{{{name}}}", listed).replace(f"{{{name}_IN}}", listed[4:-5])
    return template


BOX = filled("<div class='box'><h3>本省要闻</h3>{L2}</div>")


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_column_in_every_shape(shape: str, place: str) -> None:
    template, (name, form, items) = SHAPES[shape]
    body = filled(template)
    (column,) = columns(body + BOX if place == "first" else BOX + body)
    assert (column.name, str(column.form), column.items) == (name, form, items)
    assert str(column.newest) == pages.DAYS[0]


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize("shape", NO_COLUMN)
def test_menus_crumbs_and_feet_are_no_column(shape: str, place: str) -> None:
    body = filled(NO_COLUMN[shape])
    assert columns(body + BOX if place == "first" else BOX + body) == ()


def test_the_more_beside_a_heading_is_the_columns_address() -> None:
    (column,) = columns(filled(SHAPES["more beside"][0]))
    assert column.url == "https://www.example.gov.cn/gwyxx/"
    (column,) = columns(filled(SHAPES["tabs that name their panels by id"][0]))
    assert column.url is None  # one 更多 for all tabs says nothing about this one


def test_undated_items_of_gov_cn_are_a_block() -> None:
    row = "<li><a href='https://www.gov.cn/zhengce/content/202609/content_70{i}.htm'>{t}</a></li>"
    (column,) = columns(
        f"<div class='box'><h3>国务院信息</h3><ul>{pages.rows(row)}</ul></div>{BOX}"
    )
    assert (column.form, column.items, str(column.newest)) == (ColumnForm.BLOCK, 6, "2026-09")


EMPTY = "<div class='box'><h3><a href='/gwyxx/'>国务院信息</a></h3><div class='list' id='gwy'></div></div>{s}<div class='box'><h3>本省要闻</h3>{l}</div>"


def test_an_empty_place_that_a_script_fills_is_not_called_blank() -> None:
    (blank,) = columns(EMPTY.format(s="", l=LOCAL))
    assert (blank.form, blank.items) == (ColumnForm.BLOCK, 0)
    script = "<script>$('#gwy').load('/list.json')</script>"
    (filled_later,) = columns(EMPTY.format(s=script, l=LOCAL))
    assert (filled_later.form, filled_later.items) == (ColumnForm.UNFILLED, 0)


@pytest.mark.parametrize(
    "place",
    [
        "<ul><li v-for='x in list'><a :href='x.url'>{{x.title}}</a></li></ul>",
        "<ul><li ng-repeat='x in list'><a ng-href='{{x.url}}'>{{x.title}}</a></li></ul>",
        "<ul><li>${item.title}</li></ul>",
        "<ul id='gwylist'></ul><script>$.getJSON('/gwy.json', draw)</script>",
    ],
)
def test_a_place_that_waits_for_data_is_not_called_blank(place: str) -> None:
    (column,) = columns(f"<div class='box'><h3>国务院信息</h3>{place}</div>{BOX}")
    assert (column.name, column.form, column.items) == ("国务院信息", ColumnForm.UNFILLED, 0)


@pytest.mark.parametrize(
    ("screen", "form", "code"),
    [
        (None, ColumnForm.UNFILLED, ColumnCode.NOT_RENDERED),
        (Screen(1920, 1080, 3000), ColumnForm.BLOCK, None),
        (Screen(1920, 1080, 3000, lacks=LACKS), ColumnForm.UNFILLED, LACKS.code),
    ],
)
def test_drawn_and_still_empty_is_blank_where_all_its_data_came(
    screen: Screen | None, form: ColumnForm, code: Code | None
) -> None:
    place = "<ul id='gwylist'></ul><script>$.getJSON('/gwy.json', draw)</script>"
    page = pages.page(f"<div class='box'><h3>国务院信息</h3>{place}</div>{BOX}")
    (column,) = pages.read(page, pages.HOME, screen=screen).columns
    assert (column.form, column.items) == (form, 0)
    assert column.reason
    # Why it may not be empty stands before where the column is.
    assert (column.reason.clauses[0].code is code) is (code is not None)


def test_a_drawn_page_whose_data_did_not_come_may_have_a_column_all_the_same() -> None:
    lacking = Screen(1920, 1080, 3000, lacks=LACKS)
    (column,) = pages.read(pages.page(BOX), pages.HOME, screen=lacking).columns
    assert (column.name, column.form, column.reason) == ("", ColumnForm.UNFILLED, LACKS)
    assert pages.read(pages.page(BOX), pages.HOME, screen=Screen(1920, 1080, 3000)).columns == ()


def test_a_mere_entry_does_not_hide_a_block_without_a_known_heading() -> None:
    entry = "<div class='ad'><a href='/gwyxx/'><img alt='国务院信息' src='b.jpg'></a></div>"
    block = f"<div class='box'><div class='tit gwy'></div>{THEIRS}</div>"
    found = columns(f"{entry}{BOX}{block}")
    assert [(column.name, column.form) for column in found] == [
        ("国务院信息", ColumnForm.CHANNEL),
        ("", ColumnForm.BLOCK),
    ]


def test_an_empty_list_that_no_script_knows_is_blank() -> None:
    other = "<script>$.getJSON('/weather.json', draw)</script>"
    (column,) = columns(f"<div class='box'><h3>国务院信息</h3><ul></ul></div>{BOX}{other}")
    assert (column.form, column.items) == (ColumnForm.BLOCK, 0)


@pytest.mark.parametrize(
    "name",
    ["中央及国务院文件", "国务院政策速递", "转载中国政府网重要信息", "国务院重要信息转载"],
)
def test_names_that_authors_vary(name: str) -> None:
    (column,) = columns(f"<div class='box'><h3>{name}</h3>{ITEMS}</div>{BOX}")
    assert (column.name, column.items) == (name, 6)


THEIRS = "<ul>" + "".join(
    f"<li><a href='https://www.gov.cn/zhengce/content/202609/content_70{i}.htm'>{title}</a></li>"
    for i, title in enumerate(pages.TITLES)
) + "</ul>"  # fmt: skip


@pytest.mark.parametrize("heading", ["<div class='tit gwy'></div>", "<h3>聚焦国务院</h3>"])
def test_a_block_of_theirs_without_a_known_heading_has_no_name(heading: str) -> None:
    (column,) = columns(f"{BOX}<div class='box'>{heading}{THEIRS}</div>")
    assert (column.name, column.form, column.items) == ("", ColumnForm.BLOCK, 6)


def test_the_name_of_an_office_is_no_heading() -> None:
    assert (
        columns(
            f"<h1>国务院某某事务办公室</h1><div class='box'><h3>聚焦国务院</h3>{LOCAL}</div>{BOX}"
        )
        == ()
    )


def test_two_links_in_passing_are_no_block() -> None:
    two = "<ul>" + "".join(THEIRS.split("</li>")[0:2]).removeprefix("<ul>") + "</ul>"
    assert columns(f"{BOX}<div class='box'><div class='tit'></div>{two}</div>") == ()


def test_a_page_with_one_list_is_a_list_and_has_no_column() -> None:
    assert columns(THEIRS) == ()


def test_an_element_that_only_makes_room_is_no_blank_column() -> None:
    banner = "<div class='ad'><a href='/gwyxx/'><img alt='国务院信息' src='b.jpg'></a></div><div class='clear'></div>"
    (column,) = columns(f"{banner}<div class='box'><h3>本省要闻</h3>{LOCAL}</div>")
    assert column.form is ColumnForm.CHANNEL


# The feed stands where the heading's items would; what follows it is somebody else's.
FRAME = f"<iframe src='{PUSH}index.htm'></iframe>"
ABOVE_FEED = {
    "frame between": f"<div><h3>国务院信息</h3>{FRAME}{LOCAL}</div>",
    "linked heading": f"<div><h3><a href='/gwyxx/'>国务院信息</a></h3>{FRAME}{LOCAL}</div>",
    "a tab alone": f"<ul class='tab'><li><a href='{PUSH}index.htm'>国务院信息</a></li></ul><div><ul><li>{FRAME}</li></ul>{LOCAL}</div>",
    "a place for a script": f"<div><div><div><div>国务院信息</div></div><div id='gwy'></div></div><div>{LOCAL}</div></div><script>load('{PUSH}pushinfo.jsonp');$('#gwy')</script>",
    "a script between": f"<div><h3>国务院信息</h3><div><script src='{PUSH}pushinfo.js'></script></div>{LOCAL}</div>",
}  # fmt: skip


@pytest.mark.parametrize("shape", ABOVE_FEED)
def test_what_follows_the_push_feed_is_no_second_column(shape: str) -> None:
    (column,) = columns(ABOVE_FEED[shape])
    assert (column.name, column.items, column.block) == ("国务院信息", 0, None)
    assert column.form.embedded
    assert column.url is not None
    assert PUSH in column.url


@pytest.mark.parametrize(
    "body",
    [
        f"<div><h3>国务院文件</h3>{ITEMS}{FRAME}</div>",
        f"<div><h3>国务院文件</h3><div>{ITEMS}<div><h4>推送</h4>{FRAME}</div></div></div>",
        f"<div>{FRAME}</div><div><h3>国务院文件</h3>{ITEMS}</div>",
        f"<div class='hd'><ul><li>推送</li><li>国务院文件</li></ul></div><div class='bd'><div class='p'>{FRAME}</div><div class='p'>{ITEMS}</div></div>",
    ],
    ids=["after it", "after it, deeper", "before it", "another tab"],
)
def test_a_block_beside_the_push_feed_keeps_its_items(body: str) -> None:
    embedded, block = columns(body)
    assert embedded.form is ColumnForm.IFRAME
    assert (block.name, block.form, block.items) == ("国务院文件", ColumnForm.BLOCK, 6)
