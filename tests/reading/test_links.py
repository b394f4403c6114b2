"""The list items of a page, and nothing else: one fixture per trap."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.model import Link, Precision, because
from repostwatch.model.codes import PageCode
from tests.reading import reading_pages as pages

TRS = "<ul class='list'>{rows}</ul>".replace(
    "{rows}", pages.rows("<li><a href='{u}' title='{t}'>{t}</a><span>{d}</span></li>")
)


def test_addresses_are_absolute() -> None:
    read = pages.read(pages.page(TRS))
    assert (
        read.links[0].url == "https://www.example.gov.cn/zwgk/gwywj/202609/t20260918_1100000.html"
    )


def test_base_href_is_what_addresses_are_relative_to() -> None:
    body = pages.page(pages.rows("<li><a href='{u}'>{t}</a>{d}</li>"), "<base href='/other/'>")
    assert pages.read(body).links[0].url.startswith("https://www.example.gov.cn/other/2026")


def test_a_cut_text_gives_way_to_its_title_attribute() -> None:
    row = "<li><a href='{u}' title='{t}'>国务院关于印发“十五五”数…</a><span>{d}</span></li>"
    read = pages.read(pages.page(f"<ul>{pages.rows(row, 1)}</ul>"))
    assert (read.links[0].title, read.links[0].truncated) == (pages.TITLES[0], False)


@pytest.mark.parametrize("mark", ["…", "...", "……", "．．．"])
def test_a_cut_title_is_marked(mark: str) -> None:
    cut = f"国务院关于印发“十五五”数字经济{mark}"
    read = pages.read(
        pages.page(f"<ul><li><a href='./t20260918_1.html' title=''>{cut}</a> 2026-09-18</li></ul>")
    )
    assert (read.links[0].title, read.links[0].truncated) == (cut, True)


def test_a_title_attribute_that_is_a_mere_hint_is_not_the_title() -> None:
    row = "<li><a href='{u}' title='点击打开新窗口'>{t}</a><span>{d}</span></li>"
    assert pages.facts(pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"))) == pages.expected()


def test_line_breaks_and_markup_in_a_title_are_gone() -> None:
    body = "<ul><li><a href='./t20260918_1.html' title='国务院&lt;br/&gt;关于&#10; 修改&amp;nbsp;部分行政法规的决定'>x</a>2026-09-18</li></ul>"
    assert pages.read(pages.page(body)).links[0].title == "国务院关于 修改 部分行政法规的决定"


def test_nested_links_of_an_item_do_not_take_its_date() -> None:
    nested = (
        "<div class='pop'><h3>相关解读</h3><ul><li><a href='/jd/c1/c{i}0001/content.html'>"
        "有关负责同志就《{t}》答记者问</a></li></ul></div>"
    )
    row = f"<li><a href='{{u}}' title='{{t}}'>{{t}}</a>{nested}<span>{{d}}</span></li>"
    read = pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"))
    own = [(link.title, str(link.date)) for link in read.links if "答记者问" not in link.title]
    assert own == pages.expected()
    rest = [link for link in read.links if "答记者问" in link.title]
    assert all(link.date is None for link in rest)
    assert not {link.block for link in rest} & {read.links[0].block}


def test_a_commented_out_copy_is_not_read() -> None:
    good = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    old = pages.rows(
        "<li><a href='/old{i}/t20250101_{i}.html'>旧{t}</a><span>2025-01-01</span></li>"
    )
    read = pages.read(pages.page(f"<!-- <ul>{old}</ul> --><ul>{good}</ul>"))
    assert pages.facts(read) == pages.expected()


def test_a_second_document_before_the_list_hides_nothing() -> None:
    header = "<html><head><title>头部</title></head><body><a href='/'>首页</a></body></html>"
    body = pages.page(
        header + f"<ul>{pages.rows('<li><span>{d}</span><a href={u}>{t}</a></li>')}</ul>"
    )
    assert pages.facts(pages.read(body)) == pages.expected()


def test_an_item_shown_several_times_is_one_link_with_the_date_of_its_dated_copy() -> None:
    slide = "<div class='item'><a href='{u}' title='{t}'><img src='p{i}.jpg'></a></div>"
    carousel = f"<div class='owl'>{pages.rows(slide, 2) * 4}</div>"
    listed = f"<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>')}</ul>"
    assert pages.facts(pages.read(pages.page(carousel + listed))) == pages.expected()


def test_http_and_https_twins_are_one_link() -> None:
    row = "<li><a href='{0}://www.example.gov.cn/t20260918_1.html'>国务院关于修改部分行政法规的决定</a> 2026-09-18</li>"
    read = pages.read(pages.page(f"<ul>{row.format('http')}{row.format('https')}</ul>"))
    assert len(read.links) == 1


def test_equal_titles_with_other_addresses_are_other_items() -> None:
    row = "<li><span>2026-09-0{0}</span><a href='./t2026090{0}_{0}.html'>督察集中通报典型案例</a></li>"
    read = pages.read(pages.page("<ul>" + "".join(row.format(i) for i in (3, 2, 1)) + "</ul>"))
    assert len(read.links) == 3


def test_items_on_other_hosts_are_items() -> None:
    row = "<li><a href='https://mp.weixin.qq.com/s/SIuDbITNdg{i}'>{t}</a><span>{d}</span></li>"
    assert pages.facts(pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"))) == pages.expected()


def test_the_date_in_the_address_serves_where_no_other_stands() -> None:
    read = pages.read(pages.page(f"<ul>{pages.rows('<li><a href={u}>{t}</a></li>')}</ul>"))
    assert pages.facts(read) == pages.expected()


def test_undated_news_blocks_of_a_homepage_are_items() -> None:
    row = "<li><a href='/xw/c10{i}/c5213594{i}/content.html'>{t}</a></li>"
    read = pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"), pages.HOME)
    assert pages.facts(read) == [(title, None) for title in pages.TITLES]


def test_undated_items_with_telling_titles_but_dumb_addresses_are_items() -> None:
    row = "<li><a href='/xw/aBcDeF{i}x'>{t}</a></li>"
    read = pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"), pages.HOME)
    assert [link.title for link in read.links] == list(pages.TITLES)


def test_month_and_day_get_their_year() -> None:
    row = "<li><a href='/xw/{i}/abc{i}1234.html'>{t}</a><span>[{m}]</span></li>"
    assert pages.facts(pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"))) == pages.expected()
    unknown = pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"), fetched_at=None)
    assert [link.date for link in unknown.links] == [None] * 6


def test_a_month_is_a_month() -> None:
    body = "<ul><li><a href='./abc12345.html'>国务院关于修改部分行政法规的决定</a><span>2026-09</span></li></ul>"
    date = pages.read(pages.page(body)).links[0].date
    assert date is not None
    assert (str(date), date.precision) == ("2026-09", Precision.MONTH)


def test_a_minute_is_a_minute() -> None:
    body = "<ul><li><a href='./abc12345.html'>国务院关于修改部分行政法规的决定</a><span>2026-09-18 16:05:09</span></li></ul>"
    date = pages.read(pages.page(body)).links[0].date
    assert date is not None
    assert (str(date), date.value.second) == ("2026-09-18T16:05+08:00", 9)


def test_todays_date_in_the_header_dates_nothing() -> None:
    bar = "<div class='bar'>今天是2026年9月20日 <a href='/rss/c1/1234567.html'>门户网站用户服务与帮助手册</a> <a href='/x/y/1234568.html'>智能机器人服务使用说明</a></div>"
    read = pages.read(pages.page(bar + f"<ul>{pages.rows('<li><a href={u}>{t}</a>{d}</li>')}</ul>"))
    assert pages.expected()[0] in pages.facts(read)
    assert all(link.date is None or link.title in pages.TITLES for link in read.links)


def test_friend_links_of_full_names_are_no_items() -> None:
    names = (
        "中华人民共和国国家发展和改革委员会",
        "国务院国有资产监督管理委员会",
        "中华人民共和国工业和信息化部",
    )
    friends = "".join(
        f"<li style='display:none'>http://www.gov.cn/guoqing/2018-05/0{i}/content_528735{i}.htm</li>"
        f"<li><a href='http://www.a{i}.gov.cn/'>{name}</a></li>" for i, name in enumerate(names)
    )  # fmt: skip
    friends += "<li style='display:none'>http://www.gov.cn/guoqing/2018-05/03/content_5287353.htm</li><li><a href='http://www.gov.cn/guoqing/2018-05/03/content_5287353.htm'>退役军人部</a></li>"
    read = pages.read(
        pages.page(
            f"<ul>{pages.rows('<li><a href={u}>{t}</a>{d}</li>')}</ul><div class='yqlj'><ul>{friends}</ul></div>"
        )
    )
    assert pages.facts(read) == pages.expected()


def test_tabs_of_services_are_no_items() -> None:
    tiles = "".join(f"<li><a href='/zwfw/zt?themeId=9AEF82CACAFC4B04A0CF06BC192FA0F{i}'>{t}</a></li>"
                    for i, t in enumerate(("生育收养", "户籍办理", "民族宗教", "教育科研", "就业创业", "设立变更")))  # fmt: skip
    read = pages.read(
        pages.page(f"<ul>{pages.rows('<li><a href={u}>{t}</a>{d}</li>')}</ul><ul>{tiles}</ul>")
    )
    assert pages.facts(read) == pages.expected()


def test_a_list_cut_into_several_elements_is_one_block() -> None:
    first = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>").split("\n")
    body = (
        f"<div><ul class='l'>{''.join(first[:3])}</ul><ul class='l'>{''.join(first[3:])}</ul></div>"
    )
    assert {link.block for link in pages.read(pages.page(body)).links} == {0}


def test_a_selector_of_the_registry_names_the_items() -> None:
    body = f"<ul class='other'>{pages.rows('<li><a href={u}x>别的{t}</a>{d}</li>')}</ul><ol id='mine'>{pages.rows('<li><a href={u}>{t}</a>{d}</li>')}</ol>"
    assert pages.facts(pages.read(pages.page(body), selector="#mine li")) == pages.expected()


@pytest.mark.parametrize(
    ("selector", "code"),
    [
        ("li[[", PageCode.SELECTOR_MALFORMED),
        ("#nothing li", PageCode.SELECTOR_WITHOUT_ITEMS),
    ],
)
def test_a_selector_that_names_nothing_is_said(selector: str, code: PageCode) -> None:
    read = pages.read(pages.page(TRS), selector=selector)
    assert read.links == ()
    assert read.reason == because(code, selector=selector)


def test_dates_above_groups_of_links_date_the_whole_group() -> None:
    groups = "".join(
        f"<h3>{day}</h3><ul>"
        + "".join(
            f"<li><a href='/a/abc{day[-2:]}{i}00.html'>{title}{day[-2:]}</a></li>"
            for i, title in enumerate(pages.TITLES[:3])
        )
        + "</ul>"
        for day in ("2026-09-18", "2026-09-17")
    )
    read = pages.read(pages.page(f"<div>{groups}</div>"))
    assert [str(link.date) for link in read.links] == ["2026-09-18"] * 3 + ["2026-09-17"] * 3


# Quadratic work would not end within these limits; ordinary work ends in a second.
@pytest.mark.timeout(60)
@pytest.mark.parametrize("depth", [600, 50_000, 300_000])
def test_deep_nesting_loses_no_link(depth: int) -> None:
    listed = f"<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>')}</ul>"
    body = pages.page("<div>" * depth + listed + "</div>" * depth)
    assert pages.facts(pages.read(body)) == pages.expected()


@pytest.mark.timeout(60)
def test_twenty_megabytes_are_read() -> None:
    listed = f"<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>')}</ul>"
    filler = "<p>" + "某某市举行有关活动，各部门负责同志参加。" * 40 + "</p>\n"
    body = pages.page(listed + filler * (20_000_000 // len(filler.encode())))
    assert pages.facts(pages.read(body)) == pages.expected()


def test_nul_bytes_are_dropped() -> None:
    body = pages.page(TRS).replace("国务院".encode(), "国\0务\0院".encode())
    assert pages.facts(pages.read(body)) == pages.expected()


def test_the_date_in_a_title_attribute_counts_where_there_is_no_other() -> None:
    row = (
        "<li><a href='/c/{i}0.html' title='{t}&#10;发布时间：{d} 10:30:00'>国务院关于印发…</a></li>"
    )
    read = pages.read(pages.page(f"<ul>{pages.rows(row)}</ul>"))
    assert [str(link.date) for link in read.links] == [f"{day}T10:30+08:00" for day in pages.DAYS]
    assert [link.title for link in read.links] == list(pages.TITLES)


def test_a_row_whose_link_and_date_are_items_of_a_list_of_its_own() -> None:
    row = "<div class='row'><ul><li class='a'><a href='{u}'>{t}</a></li><li class='b'>{d}</li></ul></div>"
    read = pages.read(pages.page(f"<div class='list'>{pages.rows(row)}</div>"))
    assert pages.facts(read) == pages.expected()
    assert {link.block for link in read.links} == {0}


def read_links(body: str) -> tuple[Link, ...]:
    return pages.read(pages.page(body)).links


POLICY = "国务院关于推进低空经济高质量发展的指导意见"


@pytest.mark.parametrize(
    "inside",
    [
        f'<i class="iconfont">&#xe600;</i>{POLICY}',
        f"🔥{POLICY}",
        f"★ {POLICY}",
        f"① {POLICY}",
        f"【新】{POLICY}",
        f"[NEW] {POLICY}",
        f"{POLICY}【新】",
        f"{POLICY}🆕",
        f"<svg><title>图标说明文字</title><path d='M0'/></svg>{POLICY}",
        f'<span class="pc">{POLICY}</span><span class="mobile">{POLICY}</span>',
        f"<p>{POLICY}</p><p class='m'>{POLICY}</p>",
        f"{POLICY}{POLICY}",
        f"<b>{POLICY[:6]}</b>{POLICY[6:]}",
    ],
)
def test_what_stands_around_a_title_is_no_part_of_it(inside: str) -> None:
    (link,) = read_links(
        f'<ul><li><a href="/zc/1.html">{inside}</a><span>2026-08-10</span></li></ul>'
    )
    assert link.title == POLICY


@pytest.mark.parametrize(
    "attribute",
    [
        "关于推进低空经济发展，国务院提出了六个方面十八条政策措施",
        "在新窗口中打开",
        "点击查看详细内容（新窗口）",
        "{{item.title}}",
        "${title}",
        "????????????",
        "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd",
        f"{POLICY} 08月10日",
        f"{POLICY} 2026-08-10",
        f"标题：{POLICY}发表时间：2026-08-10",
        "undefined",
    ],
)
def test_a_title_attribute_that_says_something_else_gives_way_to_the_text(attribute: str) -> None:
    (link,) = read_links(
        f'<ul><li><a title="{attribute}" href="/zc/1.html">{POLICY}</a>'
        "<span>2026-08-10</span></li></ul>"
    )
    assert link.title == POLICY


@pytest.mark.parametrize(
    "text", ["国务院关于推进低空经济…", "国务院关于推进低空经济高质量", "指导意见"]
)
def test_a_title_attribute_completes_a_text_that_is_cut(text: str) -> None:
    (link,) = read_links(
        f'<ul><li><a title="{POLICY}" href="/zc/1.html">{text}</a><span>2026-08-10</span></li></ul>'
    )
    assert link.title == POLICY
