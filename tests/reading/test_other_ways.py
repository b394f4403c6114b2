"""Entries of a homepage that lead where no address tells: not all its second-level pages are known."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

from datetime import datetime

import pytest

from repostwatch.model import BEIJING, Page
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

AT = datetime(2026, 11, 20, 9, tzinfo=BEIJING)
MENU = "<div class='nav'><a href='/'>首页</a><a href='/bs/'>办事服务</a></div>"
PLAIN = (
    "<div><a href='/gk/'>政务公开</a><a href='hd/'>互动交流</a><map><area href='/xw/'></map></div>"
)


def read(shown: str, script: str = "") -> Page:
    body = f"<body>{MENU}<main>{shown}</main>{script}</body>"
    return read_page(
        body.encode(),
        "http://www.a.gov.cn/",
        fetched_at=AT,
        settings=ReadingSettings(),
        kept_up=True,
    )


@pytest.mark.parametrize(
    "entry",
    [
        "<li onclick=\"top.location='/xw/'\">新闻</li>", "<div onclick=\"window.open('xw/')\"><img src='/1.png'></div>",
        "<a onclick=\"to('xw')\">新闻</a>", "<a href='#' onclick=\"to('xw')\">新闻</a>", "<p data-url='/xw/'>新闻</p>",
        "<a href=\"javascript:into('/xw/')\">新闻</a>", "<a href='javascript:;' data-href='/xw/'>新闻</a>",
        "<button onclick=\"self.location='/xw/'\">新闻</button>", "<form action='/xw/'><button>新闻</button></form>",
        "<form action='/xw/'><input type='image' src='/1.png'></form>", "<img src='/1.png' onclick='enter()'>",
        "<select><option>请选择</option><option value='/xw/'>新闻</option></select>", "<svg><a xlink:href='/xw/'><text>新闻</text></a></svg>",
        "<embed src='/m.swf'>", "<object data='/m.swf'></object>", "<map><area onclick=\"to('xw')\" shape='rect'></map>",
    ],
)  # fmt: skip
def test_an_entry_that_no_address_tells(entry: str) -> None:
    assert read(PLAIN + entry).other_ways >= 1


@pytest.mark.parametrize(
    ("entry", "script"),
    [
        ("<a href='#' class='xw'>新闻</a>", "<script>$('.xw').on('tap', into)</script>"),
        ("<p class='xw'>新闻</p>", "<script>$('.xw').click(function () { location = '/xw/' })</script>"),
        ("<button>新闻</button>", "<script src='/js/nav.js'></script>"),
        ("<div></div>", "<script src='/js/nav.js'></script>"),
    ],
)  # fmt: skip
def test_an_entry_that_a_script_makes(entry: str, script: str) -> None:
    assert read(PLAIN + entry).unseen_ways == 0
    assert read(PLAIN + entry, script).unseen_ways >= 1


@pytest.mark.parametrize(
    "entry",
    [
        "", "<form action='/so'><input name='q'><button>搜索</button></form>", "<a href='/xw/' onclick='count()'>新闻</a>",
        "<li onclick=\"location='/xw/'\"><a href='/xw/'>新闻</a></li>", "<a onclick=\"this.style.behavior='url(#default#homepage)'; setHomePage()\">设为首页</a>",
        "<a href='javascript:window.print()'>打印</a>", "<a name='top'></a>", "<button>搜索</button>", "<a href='#'>返回顶部</a>",
        "<select><option value='1'>全部</option><option value='2'>标题</option></select>",
    ],
)  # fmt: skip
def test_what_leads_nowhere_else(entry: str) -> None:
    assert read(PLAIN + entry).unseen_ways == 0


def test_a_page_that_goes_on_besides_by_its_menu() -> None:
    assert not read("<p>本县位于全省东部，面积一千二百平方公里。</p>").goes_elsewhere
    assert not read("<a href='http://b.example/x/'>外部网站</a>").goes_elsewhere
    assert read("<b><a href='/xw/today/'>今日本县</a></b>").goes_elsewhere
