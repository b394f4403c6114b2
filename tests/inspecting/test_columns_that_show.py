"""A column is blank for certain only where nothing but harmless decoration stands in it."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.inspecting.freshness import judge_columns
from repostwatch.model import BEIJING
from repostwatch.model.home_columns import HomepageLook
from repostwatch.model.spot_checks import CheckResult
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings, SpotCheckSettings

AT = datetime(2026, 11, 30, 10, tzinfo=BEIJING)
NAMES = ("专题专栏", "领导之窗", "走进某县", "网上办事", "数据开放")
NEWS = "<div class='box'><div class='tit'><h3>今日要闻</h3></div><ul>{}</ul></div>".format(
    "".join(
        f"<li><a href='/y/{n}.html'>第{n}件值得一读的本地要闻</a><i>2026-11-2{n}</i></li>"
        for n in range(5)
    )
)


def result_of(inner: str) -> CheckResult:
    """Of a homepage with five columns of one content beside fresh news."""
    boxes = "".join(
        f"<div class='box'><div class='tit'><h3><a href='/m/'>{name}</a></h3>"
        f"<a class='more' href='/m/'>更多</a></div>{inner}</div>"
        for name in NAMES
    )
    body = f"<html><head><link rel='stylesheet' href='/main.css'></head><body><div class='main'>{NEWS}{boxes}</div></body></html>"
    page = read_page(
        body.encode(), "https://a.example/", fetched_at=AT, settings=ReadingSettings(), kept_up=True
    )
    return judge_columns("a", HomepageLook(AT, home_columns(page)), SpotCheckSettings()).result


SHOWN = [
    "<video src='/v.mp4' controls></video>", "<audio src='/a.mp3' controls></audio>", "<embed src='/v.swf'>",
    "<object data='/c.svg' type='image/svg+xml'></object>", "<svg width='10'><path d='M0 0'/></svg>",
    "<canvas width='300' height='200'></canvas>", "<math><mi>x</mi></math>", "<applet code='a.class'></applet>",
    "<span style='background:url(/m.jpg)'></span>", "<div style='height:90px;background-image:URL(\"/m.jpg\")'></div>",
    "<span onclick=\"location='/map/'\"></span>", "<a class='p1' href='/map/'></a>", "<i data-bg='/m.jpg'></i>",
    "<template><a href='/x.html'>标题</a></template>", "<county-map></county-map>", "<progress value='3'></progress>",
    "<meter value='0.5'></meter>", "<model-viewer src='/m.glb'></model-viewer>",
]  # fmt: skip


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize(
    "around",
    [
        "<ul class='list'><li>{}</li></ul>",
        "<table width='300'><tr><td align='center'>{}</td></tr></table>",
        "<div class='con'>{}</div><ul class='list'></ul>",
        "<ul class='list'></ul><div>{}</div>",
    ],
)
def test_what_shows_something_is_not_known_to_be_blank(around: str, shown: str) -> None:
    assert result_of(around.format(shown)) is not CheckResult.FAILED


@pytest.mark.parametrize(
    "inner",
    [
        "<ul class='list'><li style='background:url(/m.jpg);height:90px' onclick=\"location='/1/'\"></li></ul>",
        "<table background='/map.jpg'><tr><td></td></tr></table>",
        "<ul class='pics'><li class='p1'></li><li class='p2'></li></ul>",
        "<p>走进某县，领略山水之美，感受千年文化。</p><ul class='list'></ul>",
        "<a href='/1/'><img src='/b.jpg'></a><ul class='list'></ul>",
        "<p>暂无数据</p><div style='background:url(/m.jpg)'></div>",
        "<p>暂无数据</p><span onclick='go(1)'></span>",
    ],
)
def test_pictures_of_styles_and_words_beside_an_empty_list_are_content(inner: str) -> None:
    assert result_of(inner) is not CheckResult.FAILED


@pytest.mark.parametrize(
    "inner",
    [
        "<ul class='list'></ul>", "<ul class='list'><li></li><li></li></ul>",
        "<div class='con'><ul class='list' id='l1'></ul><div class='clear'></div></div>",
        "<div class='line' style='background:url(/line.gif)'></div><ul></ul>",
        "<table width='300' border='0'><tr><td width='10'></td><td><br></td></tr></table>",
        "<img src='/space.gif' width='300' height='1'><ul></ul>",
        "<ul style='background:#fff;padding:3px'><li class='clearfix'></li></ul>",
        "<p>暂无数据</p>", "<ul></ul><p>暂无内容</p>", "<ul></ul><a name='top'></a>",
        "<div style='color:red'><p>暂无数据</p></div><div class='clear'></div>",
    ],
)  # fmt: skip
def test_decoration_is_no_content(inner: str) -> None:
    assert result_of(inner) is CheckResult.FAILED
