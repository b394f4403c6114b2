"""A release is found in every form it takes on a page; similar titles are not taken for it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from repostwatch.matching.search.traces import Finder
from repostwatch.model import Hit, Interval, Release
from tests.defaults import whole

TITLE = "国务院关于推进低空经济高质量发展的指导意见"
R = Interval.at(datetime(2026, 8, 10, 1, tzinfo=UTC))
PLAIN = Release(
    "r1", TITLE, R, ("https://www.gov.cn/zhengce/content/202608/content_7001234.htm",),
    "国发〔2026〕15号",
)  # fmt: skip
WRAPPED = Release("r2", "国务院关于印发《“十五五”国家应急体系建设规划》的通知", R)
ORDER = Release("r3", "公共充电设施管理条例", R, (), "国务院令第843号")


def hits(body: str, *titles: str, releases: tuple[Release, ...] = (PLAIN,)) -> list[Hit]:
    page = whole(f"<html><body>{body}</body></html>".encode(), "text/html")
    assert page is not None
    found = Finder(releases).find(page, "http://a.example/", titles)
    return [hit for _, hit in found if hit.other is False]


HALF, REST = TITLE[:9], TITLE[9:]


@pytest.mark.parametrize(
    "body",
    [
        f"<b>{TITLE}</b>",
        f"<p>{HALF}<br>\n {REST}</p>",
        f"<a href='/1'>{HALF}</a><span>2026-08-10</span><a href='/2'>{REST}</a>",
        f"<a href='/1'>{HALF}<em>{REST}</em></a>",
        f"<img alt='{TITLE}'>",
        f"<input placeholder='{TITLE}'>",
        f"<li data-title='{TITLE}'></li>",
        f"<script>var rows = [{json.dumps({'title': TITLE})}]</script>",
        f"<script>show('{HALF}' + '{REST}')</script>",
        f"<script>document.write(unescape('{quote(TITLE)}'))</script>",
        f"<script type='application/json'>{json.dumps({'n': f'<em>{HALF}</em>{REST}'})}</script>",
        "".join(f"&#{ord(letter)};" for letter in TITLE),
        f"<noscript>{TITLE}</noscript>",
        f"<template>{TITLE}</template>",
        f"<a href='/1'>{TITLE[:18]}…</a>",
        f"<a href='/1' title='{TITLE}'>{TITLE[:18]}...</a>",
        "关于推进低空经济高质量发展的指导意见",
        "國務院關於推進低空經濟高質量發展的指導意見",
        "政府公报：国发〔2026〕15号",
        "国发[2026]第15号",
        "国发 2026 年 15 号",
        "<a href='https://www.gov.cn/zhengce/content/202608/content_7001234.htm?x=1'>原文</a>",
        "<a href='//app.www.gov.cn/govdata/gov/202608/content_7001234.html'>详情</a>",
        "<script>open('https:\\/\\/www.gov.cn\\/zhengce\\/content_7001234.htm')</script>",
    ],
)
def test_a_trace_is_found_in_any_form(body: str) -> None:
    assert hits(body)


@pytest.mark.parametrize(
    ("release", "body"),
    [
        (WRAPPED, "<b>“十五五”国家应急体系建设规划</b>"),
        (WRAPPED, "<b>国务院印发十五五国家应急体系建设规划</b>"),
        (WRAPPED, "<b>《“十五五”国家应急体系建设规划》全文</b>"),
        (ORDER, "<b>国令第843号</b>"),
        (ORDER, "<b>国务院令（第八四三号）</b>"),
        (ORDER, "<b>公共充电设施管理条例</b>"),
    ],
)
def test_its_own_name_and_number_count(release: Release, body: str) -> None:
    assert hits(body, releases=(release,))


@pytest.mark.parametrize(
    "body",
    [
        f"<!-- <a href='/1'>{TITLE}</a> -->",
        f"<!-- {HALF} -->{REST}",
        "国务院关于推进海洋经济高质量发展的指导意见",
        "国发〔2026〕1号",
        "国发〔2026〕150号",
        "国发〔2025〕15号",
        "<a href='/content_70012345.htm'></a>",
    ],
)
def test_what_is_not_there_is_not_found(body: str) -> None:
    assert hits(body) == []


OTHER = [
    f"《{TITLE}》政策解读",
    f"一图读懂{TITLE}",
    f"测试省人民政府关于贯彻落实《{TITLE}》的实施意见",
    f"司长就《{TITLE}》答记者问",
    f"关于学习宣传《{TITLE}》的心得体会",
    "测试部召开会议贯彻国发〔2026〕15号文件",
]


@pytest.mark.parametrize("title", OTHER)
@pytest.mark.parametrize(
    "body",
    ["<a href='/1'>{0}</a>", "<a href='/1' title='{0}'>解读</a>", "<script>x='{0}'</script>"],
)
def test_a_trace_in_an_item_that_is_something_else_is_accounted_for(title: str, body: str) -> None:
    assert hits(body.format(title), title) == []


@pytest.mark.parametrize("title", OTHER)
def test_so_is_one_in_a_link_that_was_not_read(title: str) -> None:
    assert hits(f"<a href='/1'>{title}</a>") == []
    assert hits(f"<b>{title}</b>") != []


@pytest.mark.parametrize("title", OTHER)
def test_it_accounts_for_itself_alone(title: str) -> None:
    assert hits(
        f"<a href='/1'>{title}</a><div class='nav'>{TITLE}（国发〔2026〕15号）</div>", title
    )


def test_an_item_shown_cut_accounts_for_what_is_seen_of_it() -> None:
    title = f"国新办举行《{TITLE}》新闻发布会"
    assert hits(f"<a href='/1'>{title[:-3]}…</a>", title) == []
    # What is seen of this one could be the release's own title.
    assert hits(f"<a href='/1'>{TITLE[:18]}…</a>", f"{TITLE}解读") != []


@pytest.mark.parametrize(
    "title",
    [f"\ue610{TITLE}", f"HOT {TITLE}", f"{TITLE}{TITLE}", f"【新】{TITLE}", f"★最新★{TITLE}"],
)
def test_what_only_decorates_the_title_makes_it_nothing_else(title: str) -> None:
    assert hits(f"<a href='/1'>{title}</a>", title) != []


def test_all_releases_are_looked_for_at_once() -> None:
    body = "<b>国令第843号</b><b>“十五五”国家应急体系建设规划</b>"
    page = whole(body.encode())
    assert page is not None
    found = Finder((PLAIN, WRAPPED, ORDER)).find(page, "u", ())
    assert {release_id for release_id, _ in found} == {"r2", "r3"}


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_the_bytes_may_be_in_any_charset(charset: str) -> None:
    body = f"<html><head><meta charset='{charset}'></head><body>{TITLE}</body></html>"
    page = whole(body.encode(charset), f"text/html; charset={charset}")
    assert page is not None
    assert Finder([PLAIN]).find(page, "u", ())


@pytest.mark.parametrize(
    "body",
    ["<a " * 60_000, "<!--" * 60_000, "<script>" * 60_000, "&#" * 90_000, "<a>" * 60_000,
     "\\u" * 90_000, "%e5" * 60_000, "《" * 90_000, "…" * 90_000, TITLE[:12] * 20_000],
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_honest_text(body: str) -> None:
    page = whole(body.encode())
    assert page is not None
    Finder([PLAIN, WRAPPED]).find(page, "u", [TITLE, f"{TITLE}解读"])


@pytest.mark.parametrize(
    "wrapped",
    [
        "{0}",
        "<script type='text/xml'><record><![CDATA[<li>{0}</li>]]></record></script>",
        "<script>document.write({1})</script>",
    ],
)
def test_a_cut_text_is_what_the_title_of_its_link_says(wrapped: str) -> None:
    """Also where a script has the link: what is shown of 《…》政策解读 could be the release."""
    full = f"《{TITLE}》政策解读"

    def body(titled: str) -> str:
        row = f'<a href="/1"{titled}>《{TITLE[:18]}…</a>'
        return wrapped.replace("{0}", row).replace("{1}", json.dumps(row))

    assert hits(body(f' title="{full}"'), full) == []
    assert hits(body(""), full), "without it nobody can know"
