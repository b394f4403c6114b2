"""A column is blank only where nothing may still fill it, in whatever words it says so."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import BEIJING
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.columns.nothing_said import is_filler, is_written, says_nothing
from repostwatch.reading.dom.libraries import may_fill
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

AT = datetime(2026, 11, 20, 9, tzinfo=BEIJING)
NAMES = ("政策公告", "办事动态", "任免信息")
NEWS = "<div class='box'><h3>要闻</h3><ul>{}</ul></div>".format(
    "".join(
        f"<li><a href='/y/{n}.html'>第{n}件值得一读的本地要闻</a><i>2026-11-1{n}</i></li>"
        for n in range(5)
    )
)
BLANK, OPEN = {0}, {None}


def items_of(inner: str, *, box: str = "class='box'", head: str = "") -> set[int | None]:
    """How many items each of the columns has; nothing where they are no columns."""
    boxes = "".join(
        f"<div {box.format(n=n)}><h3>{name}</h3>{inner.format(n=n)}</div>"
        for n, name in enumerate(NAMES)
    )
    body = f"<html><head>{head}</head><body><div class='w'>{NEWS}{boxes}</div></body></html>"
    page = read_page(
        body.encode(), "https://a.example/", fetched_at=AT, settings=ReadingSettings(), kept_up=True
    )
    found = [one for one in home_columns(page) if one.name in NAMES]
    assert all(one.whole or one.items != 0 for one in found)
    return {one.items for one in found}


def script(src: str) -> str:
    return f"<script src='{src}'></script>"


OWN = [
    "/js/index.js", "/static/main.3fa9.js", "app.js", "js/common.js?v=20261101",
    "/script/getlist.js",
    "https://res.a.example/portal/home.min.js", "/js/vue.min.js",
    "/js/jquery.datalist.js", "/js/tab.js",
]  # fmt: skip
KNOWN = [
    "/js/jquery.js", "/js/jquery-1.8.3.min.js", "js/jquery3.6.0.js",
    "/lib/jquery.SuperSlide.2.1.3.js",
    "/js/bootstrap.bundle.min.js", "/swiper/swiper-3.4.2.min.js?v=2", "/js/html5shiv.js",
    "https://hm.baidu.com/hm.js?0f1e", "//dcs.conac.cn/js/01/000.js", "/js/layer.js", "",
]  # fmt: skip
LISTS = [
    "<ul></ul>", "<ul class='news-{n}'></ul>", "<ol data-node='7{n}'></ol>",
    "<ul><li></li><li></li></ul>", "<table class='t'><tbody></tbody></table>",
    "<ul><li class='empty'>暂无内容</li></ul>", "<p>没有相关记录</p>", "<dl><dd>共 0 条</dd></dl>",
    "<img src='/none.png' alt='暂无内容'>", "<ul><li><a href='#'>测试标题</a></li></ul>",
]  # fmt: skip
BOXES = ["class='box'", "class='box' id='k{n}'", "class='box b{n}'"]


@pytest.mark.parametrize("src", OWN)
@pytest.mark.parametrize("inner", LISTS)
def test_what_a_script_from_elsewhere_may_fill_is_not_known_to_be_blank(
    inner: str, src: str
) -> None:
    assert may_fill(src)
    for box in BOXES:
        assert items_of(inner, box=box, head=script(src)) == OPEN


@pytest.mark.parametrize("src", KNOWN)
@pytest.mark.parametrize("inner", LISTS)
def test_a_script_that_only_shows_things_fills_nothing(inner: str, src: str) -> None:
    assert not may_fill(src)
    assert items_of(inner, head=script(src)) == BLANK


@pytest.mark.parametrize("src", [OWN[0], KNOWN[0]])
@pytest.mark.parametrize(
    "inner",
    ["<p>栏目建设中</p>", "<ul><li>敬请期待！</li></ul>", "<p>正在筹备，即将推出</p>"],
)
def test_what_somebody_wrote_there_stays(inner: str, src: str) -> None:
    assert items_of(inner, head=script(src)) == BLANK


@pytest.mark.parametrize(
    "inner",
    [
        "<ul><li v-if='!rows.length'>暂无数据</li></ul>",
        "<div v-show='none'><p>栏目建设中</p></div>",
        "<p :class='c'>暂无内容</p>",
        "<p ng-hide='list{n}'>暂无信息</p>",
        "<p @click='more'>暂无记录</p>",
        "<p data-bind='text: none'>暂无记录</p>",
    ],
)
def test_what_a_framework_takes_away_is_not_known_to_stay(inner: str) -> None:
    assert items_of(inner) == OPEN


SAID = [
    "<p>对不起，本栏目暂时没有信息！</p>", "<div>很抱歉，该频道下没有内容。</div>",
    "<p>抱歉，没有找到相关的内容</p>", "<p>共0条记录</p>", "<p>共有 0 条信息 第1/1页 首页 尾页</p>",
    "<p>列表为空</p>", "<p>您访问的栏目暂无内容</p>", "<p>此栏目还没有内容</p>",
    "<img src='/n.gif' title='暂无信息'>", "<p><img src='/n.png' alt='栏目建设中'></p>",
    "<div><img src='/n.png' alt='暂无数据'><p>暂无数据</p></div>",
    "<ul><li><a href='#'>测试</a></li><li><a href='#'>测试2</a></li></ul>",
    "<ul><li><a href=''>标题标题</a></li><li><a>标题标题标题</a></li></ul>",
    "<ul><li><a href='javascript:;'>新闻标题1</a></li></ul>",
]  # fmt: skip


@pytest.mark.parametrize("inner", SAID)
def test_more_ways_to_say_that_there_is_nothing(inner: str) -> None:
    assert items_of(inner) == BLANK


GOES_ON = [
    "<p>本栏目暂无信息，请点击更多</p>", "<ul><li>暂无信息，请点击<a href='/l{n}/'>更多</a></li></ul>",
    "<p>暂无内容 <a href='/l{n}/'>查看更多</a></p>", "<p>暂无数据，<a href='/l{n}/'>点击进入栏目</a></p>",
    "<p>暂无信息，请访问<a href='http://b.example/'>县教育局网站</a></p>", "<p>近期无更新</p>",
    "<p>暂无最新信息</p>", "<p>暂无更新内容，请查看往期</p>",
]  # fmt: skip


@pytest.mark.parametrize("inner", GOES_ON)
def test_what_says_where_there_is_more_may_be_blank(inner: str) -> None:
    boxes = "".join(
        f"<div class='box'><h3>{name}</h3>{inner.format(n=n)}</div>" for n, name in enumerate(NAMES)
    )
    page = read_page(
        f"<body><div class='w'>{NEWS}{boxes}</div></body>".encode(), "https://a.example/",
        fetched_at=AT, settings=ReadingSettings(), kept_up=True,
    )  # fmt: skip
    found = {one.name: (one.items, one.whole) for one in home_columns(page) if one.name in NAMES}
    assert found == dict.fromkeys(NAMES, (0, False))


def test_a_way_to_the_list_beside_the_words_leaves_it_blank() -> None:
    assert items_of("<p>暂无内容</p><a href='/l{n}/'>更多</a>") == BLANK


FORM = "<form><input type='hidden' name='fr_vid' value='{n}'></form><div class='c'>暂无信息</div>"


def test_hidden_fields_show_nothing_and_ask_for_something() -> None:
    assert items_of(FORM) == BLANK
    assert items_of(FORM, head="<script>var v = 1</script>") == OPEN
    assert items_of("<textarea id='fr_bgtxt' hidden></textarea><p>暂无信息</p>") == BLANK


@pytest.mark.parametrize(
    "inner",
    [
        "<img src='/map.png' alt='行政区划'>",
        "<img src='/n.png' alt='暂无数据'><img src='/qr.png' alt='二维码'>",
        "<img src='/n.png' alt='暂无数据'><form><input name='q'></form>",
        "<p>共10条记录</p>",
        "<p>首页 上一页 下一页 尾页</p>",
        "<p>对不起</p>",
        "<p>当前没有正在进行的征集，可以查看结果</p>",
        "<ul><li><a href='/t/1.html'>测试</a></li></ul>",
        "<p>测试</p>",
        "<ul><li><a href='#'>信息</a></li><li><a href='#'>文件</a></li></ul>",
    ],
)
def test_what_says_something_else_is_no_blank_column(inner: str) -> None:
    assert items_of(inner) != BLANK


@pytest.mark.parametrize("text", ["无" * 50_000, "标题" * 50_000, "共0条 " * 20_000, "x" * 90_000])
def test_long_texts_are_looked_at_once(text: str) -> None:
    assert [says_nothing(text), is_written(text), is_filler(text)].count(True) <= 1
    assert may_fill(f"/{text}.js")


NOW = ["气象预警", "地质灾害预警", "停水公告", "停电公告", "网上调查", "意见征集", "在线访谈", "招聘信息", "新闻发布会预告", "失信名单"]  # fmt: skip


@pytest.mark.parametrize("name", NOW)
def test_nothing_now_is_not_nothing_ever(name: str) -> None:
    def whole(inner: str, name: str) -> set[bool]:
        body = f"<html><body><div>{NEWS}<div class='box'><h3>{name}</h3>{inner}</div></div></body></html>"
        page = read_page(
            body.encode(), "https://a.example/", fetched_at=AT, settings=ReadingSettings(), kept_up=True
        )  # fmt: skip
        return {one.whole for one in home_columns(page) if one.name == name and one.items == 0}

    for inner in ("<ul><li>暂无数据</li></ul>", "<p>暂无内容</p>", "<ul></ul>"):
        assert whole(inner, name) == {False}
        assert whole(inner, "部门动态") == {True}
    assert whole("<p>栏目建设中</p>", name) == {True}
