"""Every column of a homepage with its kind, its items and its newest date."""

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import BEIJING
from repostwatch.model.home_columns import ColumnKind, HomeColumn
from repostwatch.reading.columns.column_kinds import kind_of
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

AT = datetime(2026, 11, 20, 9, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("工作动态", ColumnKind.NEWS),
        ("政务要闻", ColumnKind.NEWS),
        ("通知公告", ColumnKind.NOTICE),
        ("政策文件", ColumnKind.NOTICE),
        ("政策动态", ColumnKind.NOTICE),  # the longer period
        ("新闻公告", ColumnKind.NOTICE),
        ("人事任免", ColumnKind.PERSONNEL),
        ("人事公示", ColumnKind.PERSONNEL),
        ("规划计划", ColumnKind.PERSONNEL),
        ("走进本县", ColumnKind.OTHER),
        ("", ColumnKind.OTHER),
    ],
)
def test_the_kind_of_a_column_by_its_name(name: str, kind: ColumnKind) -> None:
    assert kind_of(name) is kind


def block(name: str, *days: str) -> str:
    items = "".join(
        f'<li><a href="/a/{name}{n}.html" title="关于某某事项的第{n}号{name}内容">'
        f"关于某某事项的第{n}号{name}内容</a>{f'<span>{day}</span>' if day else ''}</li>"
        for n, day in enumerate(days)
    )
    return f'<div class="box"><h3>{name}</h3><ul>{items}</ul></div>'


def columns(*blocks: str) -> tuple[HomeColumn, ...]:
    body = "<html><body><div class='main'>" + "".join(blocks) + "</div></body></html>"
    page = read_page(
        body.encode(), "https://a.example/", fetched_at=AT, settings=ReadingSettings(), kept_up=True
    )
    return home_columns(page)


def test_columns_with_dates_without_and_blank() -> None:
    found = {one.name: one for one in columns(
        block("工作动态", "2026-11-18", "2026-11-02"),
        block("通知公告", "", "", ""),
        '<div class="box"><h3>政策文件</h3><ul class="list"></ul></div>',
    )}  # fmt: skip
    news = found["工作动态"]
    assert (news.kind, news.items, news.dated, str(news.newest)) == (
        ColumnKind.NEWS, 2, 2, "2026-11-18",
    )  # fmt: skip
    assert (found["通知公告"].items, found["通知公告"].dated) == (3, 0)
    assert found["政策文件"].items == 0


def test_a_column_that_a_script_fills_is_not_blank() -> None:
    filled = (
        '<div class="box"><h3>工作动态</h3><ul id="list1"></ul></div>'
        "<script>$.get('/list.json', function (d) { $('#list1').html(d); });</script>"
    )
    assert [one.items for one in columns(filled, block("通知公告", "2026-11-18", "2026-11-17"))
            if one.name == "工作动态"] in ([None], [])  # fmt: skip


def blank(name: str, inner: str, mark: str = "class='box'") -> str:
    return f"<div {mark}><div class='tit'><h2><a href='/l/'>{name}</a></h2></div>{inner}</div>"


NAMES = ("人事任免", "规划计划", "通知公告", "政策文件", "建议提案")
SAID = [
    "<p>暂无信息</p>", "<ul><li>暂无数据</li></ul>", "<p>栏目建设中</p>", "栏目建设中，敬请期待！",
    "<ul><li><a href='#'>暂无内容</a></li></ul>", "<div class='con'><p>暂无相关信息</p></div>",
    "<p>本栏目正在建设中……</p>", "<p>内容更新中</p>", "<table><tr><td>暂无记录</td></tr></table>",
    "<p>【暂无公告】</p>", "<dl><dd>没有相关内容</dd></dl>", "<p>该栏目暂未开通</p>",
    "<a href='/l/'>更多&gt;&gt;</a><p>暂无信息</p>", "<p>暂无</p>", "<p>页面维护中，请稍后</p>",
]  # fmt: skip
NEWS = block("工作动态", "2026-11-18", "2026-11-17", "2026-11-16")


def blanks_of(inner: str, *more: str) -> dict[str, tuple[int | None, bool]]:
    found = columns(NEWS, *(blank(name, inner) for name in NAMES), *more)
    return {one.name: (one.items, one.whole) for one in found if one.name in NAMES}


@pytest.mark.parametrize("inner", SAID[:-1])
def test_a_heading_over_words_that_say_nothing_is_there_is_a_blank_column(inner: str) -> None:
    assert blanks_of(inner) == dict.fromkeys(NAMES, (0, True))


@pytest.mark.parametrize(
    "inner", ["", "<div class='list'></div>", "<p></p>", "<span>更多</span>", "<!-- 列表 -->"]
)
def test_a_heading_over_nothing_may_be_a_blank_column(inner: str) -> None:
    assert blanks_of(inner) == dict.fromkeys(NAMES, (0, False))


def test_an_empty_list_is_counted_once() -> None:
    found = [one.name for one in columns(NEWS, *(blank(name, "<ul></ul>") for name in NAMES))]
    assert sorted(found) == sorted(("工作动态", *NAMES))


@pytest.mark.parametrize(
    "inner",
    [
        "<p id='c1'>暂无数据</p><script src='/fill.js'></script>",
        "<ul class='fill'><li>暂无数据</li></ul><script>$('.fill').html(rows);</script>",
    ],
)
def test_words_that_a_script_may_replace_are_not_known_to_stay(inner: str) -> None:
    assert {items for items, _ in blanks_of(inner).values()} == {None}


@pytest.mark.parametrize(
    "inner",
    [
        "<p>本县位于全省东部，面积一千二百平方公里。</p>",
        "<img src='/map.jpg'>",
        "<iframe src='/weibo.html'></iframe>",
        "<form><input name='q'></form>",
        "<p>联系电话：12345</p>",
        "<p>经研究，本县暂无疫情中高风险地区，请广大群众继续做好个人防护，不信谣不传谣。</p>",
        SAID[-1],
    ],
)
def test_a_heading_over_something_is_no_blank_column(inner: str) -> None:
    assert all(items != 0 for items, _ in blanks_of(inner).values())


@pytest.mark.parametrize(
    "more",
    [
        "<div class='footer'><div class='tit'><h3>联系我们</h3></div><p>暂无信息</p></div>",
        "<div style='display:none'><div class='tit'><h3>联系我们</h3></div><p>暂无信息</p></div>",
        "<div class='card'><h3><a href='/a/'>联系我们</a></h3></div>" * 6,
        "<div class='tabs'><h3>联系我们</h3><h3>走进本县</h3></div>" + NEWS,
    ],
)
def test_headings_that_are_no_columns(more: str) -> None:
    assert "联系我们" not in [one.name for one in columns(NEWS, more)]


@pytest.mark.parametrize(
    "hostile",
    [
        "<h2>甲乙</h2>" * 20_000,
        "<div class='tit'>" * 5_000 + "甲乙" + "</div>" * 5_000,
        f"<h2>通知公告</h2><p>{'暂无' * 100_000}</p>",
        "<div class='box'><h2>" + "长" * 1_000_000 + "</h2></div>",
    ],
)
def test_hostile_headings_are_read_in_a_while(hostile: str) -> None:
    assert len(columns(NEWS, hostile)) < 1_000
