"""Rows that a script opens: an address in the call is taken, otherwise the row has a name."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

import json

import pytest

from repostwatch.model import PageKind
from repostwatch.reading.addresses import names_row
from tests.reading import reading_pages as pages

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
OTHERS = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")


@pytest.mark.parametrize(
    ("row", "url"),
    [
        ("<li><a href='javascript:void(0)' onclick=\"open('/zc/2001.html')\">{t}</a><span>2026-08-10</span></li>", "/zc/2001.html"),
        ("<li><a href=\"javascript:window.open('2001.html')\">{t}</a><span>2026-08-10</span></li>", "/zwgk/gwywj/2001.html"),
        ("<li onclick=\"location.href='\\/zc\\/2001.html'\">{t}<span>2026-08-10</span></li>", "/zc/2001.html"),
        ("<li onclick=\"go('/zc/2001.html')\"><a href='javascript:;'>{t}</a><span>2026-08-10</span></li>", "/zc/2001.html"),
        ("<li data-href='/zc/2001.html'><p>{t}</p><span>2026-08-10</span></li>", "/zc/2001.html"),
        ("<li><a href='' data-url='/zc/2001.html'>{t}</a><span>2026-08-10</span></li>", "/zc/2001.html"),
    ],
)  # fmt: skip
def test_an_address_that_stands_in_the_call(row: str, url: str) -> None:
    read = pages.read(pages.page(f"<ul>{row.format(t=TITLE)}{OTHERS}</ul>"), pages.LIST)
    assert (read.links[0].title, read.links[0].url) == (TITLE, "https://www.example.gov.cn" + url)
    assert str(read.links[0].date) == "2026-08-10"
    assert len(read.links) == 7


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='javascript:void(0)' onclick=\"showDetail('20260810001')\">{t}</a><span>2026-08-10</span></li>",
        '<li><a href="javascript:show(7001)">{t}</a><span>2026-08-10</span></li>',
        "<li><a href='#' data-id='7001'>{t}</a><span>2026-08-10</span></li>",
        "<li><a>{t}</a><span>2026-08-10</span></li>",
        "<li><a href='' onclick=\"open('/zc/' + id)\">{t}</a><span>2026-08-10</span></li>",
        "<li onclick='detail(7001)'><p>{t}</p><span>2026-08-10</span></li>",
        "<li><p onclick='detail(7001)'>{t}</p><span>2026-08-10</span></li>",
    ],
)
def test_a_row_without_an_address_is_an_item_with_a_name(row: str) -> None:
    read = pages.read(pages.page(f"<ul>{row.format(t=TITLE)}{OTHERS}</ul>"), pages.LIST)
    (link,) = (link for link in read.links if link.title == TITLE)
    assert link.url.startswith(pages.LIST + "#!row=")
    assert names_row(link.url)
    assert str(link.date) == "2026-08-10"
    assert len({link.url for link in read.links}) == 7


def test_its_name_does_not_hang_on_what_stands_around_it() -> None:
    row = "<li><a href='javascript:void(0)' onclick=\"show('7001')\">{t}</a><span>2026-08-10</span></li>"
    first = pages.read(pages.page(f"<ul>{row.format(t=TITLE)}</ul>"), pages.LIST)
    later = pages.read(pages.page(f"<ul>{OTHERS}{row.format(t=TITLE)}</ul>"), pages.LIST)
    assert first.links[0].url in {link.url for link in later.links}


@pytest.mark.parametrize("href", ["detail.html", "/zc/show.jsp", "detail.html#top"])
@pytest.mark.parametrize("call", [" onclick='save({i})'", ""])
def test_one_address_for_all_rows_is_none(href: str, call: str) -> None:
    row = "<li><a href='" + href + "'" + call + ">{t}</a><span>{d}</span></li>"
    read = pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"), pages.LIST)
    assert [link.title for link in read.links] == list(pages.TITLES)
    assert len({link.url for link in read.links}) == 6
    assert all(names_row(link.url) for link in read.links)


def test_a_list_of_such_rows_is_no_article() -> None:
    row = "<li><a href=\"javascript:show('{i}')\">{t}</a> 发布时间：{d}</li>"
    read = pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"), pages.LIST)
    assert read.article is None
    assert len(read.links) == 6
    assert read.kind is PageKind.CONTENT


@pytest.mark.parametrize(
    "tool",
    [
        "<a href='javascript:window.print()'>打印本页</a>",
        "<a href='javascript:;'>扫一扫在手机打开当前页</a>",
        "<a href='javascript:;'>【内容纠错】</a>",
        "<a href='mailto:a@example.gov.cn'>国务院关于本网信箱的联系方式说明</a>",
        "<a href='#'>点击进入无障碍浏览</a>",
    ],
)
def test_what_a_page_offers_to_do_is_no_row(tool: str) -> None:
    read = pages.read(
        pages.page(f"<p>发布时间：2026-08-10 {tool}</p><ul>{OTHERS}</ul>"), pages.LIST
    )
    assert len(read.links) == 6


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": None, "externalUrl": "https://www.gov.cn/zhengce/content/202608/content_7001.htm"}, "https://www.gov.cn/zhengce/content/202608/content_7001.htm"),
        ({"url": "", "linkUrl": "/zc/1.html"}, "https://www.example.gov.cn/zc/1.html"),
        ({"newsHref": "./1.html"}, "https://www.example.gov.cn/zwgk/gwywj/1.html"),
        ({"imgUrl": "/a.png", "id": 7001}, pages.LIST + "#!row=7001"),
        ({"url": None, "docId": "7001"}, pages.LIST + "#!row=7001"),
    ],
)  # fmt: skip
def test_rows_of_an_answer_under_any_name(fields: dict[str, object], url: str) -> None:
    rows = [{"title": TITLE, "publishTime": "2026-08-10 15:00:00", **fields}]
    rows += [
        {"title": t, "url": f"/zc/9{i}.html", "publishTime": 20260801 + i}
        for i, t in enumerate(pages.TITLES)
    ]
    read = pages.read(json.dumps({"data": {"rows": rows}}).encode(), pages.LIST)
    assert (read.links[0].title, read.links[0].url) == (TITLE, url)
    assert str(read.links[0].date) == "2026-08-10T15:00+08:00"
    assert str(read.links[1].date) == "2026-08-01"
    assert len(read.links) == 7


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<guid isPermaLink='true'>https://www.example.gov.cn/zc/1.html</guid>", "https://www.example.gov.cn/zc/1.html"),
        ("<link></link><guid>/zc/1.html</guid>", "https://www.example.gov.cn/zc/1.html"),
        ("<guid isPermaLink='false'>a-7001</guid><link>/zc/1.html</link>", "https://www.example.gov.cn/zc/1.html"),
    ],
)  # fmt: skip
def test_a_feed_item_by_its_guid(item: str, url: str) -> None:
    feed = f"<rss><channel><item><title>{TITLE}</title>{item}<pubDate>2026-08-10 15:00</pubDate></item></channel></rss>"
    read = pages.read(feed.encode(), pages.LIST)
    assert [(link.title, link.url) for link in read.links] == [(TITLE, url)]


@pytest.mark.parametrize("word", ["[查看]", "查看详情", "详细>>", "【全文】", "点击查看"])
def test_a_link_that_says_view_has_the_title_of_its_row(word: str) -> None:
    row = f"<tr><td>000014349/2026</td><td>{{t}}</td><td>{{d}}</td><td><a href='{{u}}'>{word}</a></td></tr>"
    found = pages.read(pages.page(f"<table>{pages.rows(row)}</table>"))
    assert pages.facts(found) == pages.expected()
