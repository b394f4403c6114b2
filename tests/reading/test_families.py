"""Families of lists as content systems build them: every item, its date, and nothing else.

The structures are facts about several hundred government columns, written by hand. The
addresses carry no date, so that only what stands on the page can give one.
"""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest

from repostwatch.model import PageKind
from tests.reading import reading_pages as pages

FAMILIES = {
    "TRS": "<ul class='list'>{rows}</ul>|<li><a href='{u}' title='{t}'>{t}</a><span>{d}</span></li>",
    "date before": "<ul>{rows}</ul>|<li><span class='date'>{d}</span><a href='{u}' title=''>{t}</a></li>",
    "date inside the link": "<ul>{rows}</ul>|<li><a href='{u}'><p>{t}</p><i>{d}</i></a></li>",
    "date bracketed": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a> [{d}]</li>",
    "date glued to the text": "<ul>{rows}</ul>|<li><a href='{u}'>{t} [{d}]</a></li>",
    "date on both sides": "<ul>{rows}</ul>|<li><b>{d}</b><a href='{u}'>{t}</a><span>{d}</span></li>",
    "table": "<table>{rows}</table>|<tr><td>{i}</td><td><a href='{u}'>{t}</a></td><td>{d}</td></tr>",
    "index numbers": "<table>{rows}</table>|<tr><td>00001434/2026-0015{i}</td><td><a href='{u}'>{t}</a></td><td>国发〔2026〕{i}号</td><td>{d}</td></tr>",
    "title row, date row": "<table>{rows}</table>|<tr><td><a href='{u}'>{t}</a></td></tr><tr><td>{d}</td></tr>",
    "a table per row": "<div>{rows}</div>|<table><tr><td>·<a href='{u}'>{t}</a></td><td>{d}</td></tr></table>",
    "definition list": "<dl>{rows}</dl>|<dt><a href='{u}'>{t}</a></dt><dd>{d}</dd>",
    "flat, date after": "<div>{rows}</div>|<a href='{u}'>{t}</a><span>{d}</span><br>",
    "flat, date before": "<div>{rows}</div>|<span>{d}</span><a href='{u}'>{t}</a><br>",
    "flat text nodes": "<div>{rows}</div>|<a href='{u}'>{t}</a>（{d}）<br>",
    "divs": "<div class='box'>{rows}</div>|<div class='row'><div class='t'><a href='{u}'>{t}</a></div><div class='d'>{d}</div></div>",
    "row as list": "<div>{rows}</div>|<ul class='r'><li class='t'><a href='{u}'>{t}</a></li><li>{d}</li></ul>",
    "heading and paragraph": "<div>{rows}</div>|<h4><a href='{u}'>{t}</a></h4><p>{d}</p>",
    "summary": "<ul>{rows}</ul>|<li><h3><a href='{u}'>{t}</a></h3><p>为贯彻落实党中央决策部署，2025年3月1日起施行的有关规定继续有效。</p><span>{d}</span></li>",
    "picture and more": "<ul>{rows}</ul>|<li><a href='{u}'><img src='x.jpg'></a><a href='{u}'>{t}</a><a href='{u}'>[详细]</a><span>{d}</span></li>",
    "category beside": "<ul>{rows}</ul>|<li><a href='/zwgk/tz/'>[通知]</a><a href='{u}'>{t}</a><em>{d}</em></li>",
    "signed and published": "<table>{rows}</table>|<tr><td><a href='{u}'>{t}</a></td><td>成文日期：2026-01-01</td><td>发布日期：{d}</td></tr>",
    "link opened by script": '<ul>{rows}</ul>|<li><a href=\'javascript:void(0)\' onclick="window.open(\'{u}\')">{t}</a><span>{d}</span></li>',
    "day over year and month": "<ul>{rows}</ul>|<li><div class='date'><b>{dd}</b><span>{ym}</span></div><a href='{u}'>{t}</a></li>",
    "card with day, title, summary": "<ul>{rows}</ul>|<li><a href='{u}'><div class='time'><h5>{dd}</h5><p>{ym}</p></div><div><h4>{t}</h4><p>为深入贯彻落实党中央、国务院决策部署，经研究，现就有关事项通知如下，请认真贯彻执行，确保各项任务落到实处。</p></div></a></li>",
    "month-day over year inside the link": "<ul>{rows}</ul>|<li><a href='{u}'><div><span>{m}</span><em>{y}</em></div><p>{t}</p></a></li>",
    "month-day over year": "<ul>{rows}</ul>|<li><span class='d'><b>{m}</b><br>{y}</span><a href='{u}'>{t}</a></li>",
    "day over year.month": "<ul>{rows}</ul>|<li><p class='d'><i>{dd}</i>{y}.{mm}</p><h3><a href='{u}'>{t}</a></h3></li>",
    "day / year.month": "<ul>{rows}</ul>|<li><p class='d'><i>{dd}</i>/{y}.{mm}</p><h3><a href='{u}'>{t}</a></h3></li>",
    "day and month in Chinese pieces": "<ul>{rows}</ul>|<li><p class='d'><i>{dd}日</i><em>{y}年{mm}月</em></p><h3><a href='{u}'>{t}</a></h3></li>",
    "year, month, day in pieces": "<ul>{rows}</ul>|<li><p class='d'><i>{y}</i><em>{mm}</em><em>{dd}</em></p><h3><a href='{u}'>{t}</a></h3></li>",
    "dashes between pieces": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{y}-<b>{mm}</b>-<b>{dd}</b></span></li>",
    "time element with words": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><time datetime='{d}'>周五</time></li>",
    "time element without text": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><time datetime='{d}T00:00:00+08:00'></time></li>",
    "English month first": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{en}</span></li>",
    "English day first": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{en2}</span></li>",
    "date glued to the end": "<ul>{rows}</ul>|<li><a href='{u}'>{t}{d}</a></li>",
    "date after a blank": "<ul>{rows}</ul>|<li><a href='{u}'>{t} {d}</a></li>",
    "date in round brackets in the link": "<ul>{rows}</ul>|<li><a href='{u}'>{t}（{d}）</a></li>",
    "date glued to the front": "<ul>{rows}</ul>|<li><a href='{u}'>{d} {t}</a></li>",
    "bracketed date at the front": "<ul>{rows}</ul>|<li><a href='{u}'>[{d}]{t}</a></li>",
    "month-day glued in square brackets": "<ul>{rows}</ul>|<li><a href='{u}'>{t}[{m}]</a></li>",
    "month-day glued in round brackets": "<ul>{rows}</ul>|<li><a href='{u}'>{t}（{m}）</a></li>",
    "month-day at the front": "<ul>{rows}</ul>|<li><a href='{u}'>[{m}] {t}</a></li>",
    "Chinese date": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{y}年{mm}月{dd}日</span></li>",
    "date with weekday": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{d} 星期五</span></li>",
    "year of two digits": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>[{yy}-{m}]</span></li>",
    "number in an element": "<ul>{rows}</ul>|<li><i>{i}</i><a href='{u}'>{t}</a><span>{d}</span></li>",
    "number as text": "<ol>{rows}</ol>|<li>{i}.<a href='{u}'>{t}</a><span>{d}</span></li>",
    "pinned mark in brackets": "<ul>{rows}</ul>|<li><a href='{u}'><em class='top'>[置顶]</em>{t}</a><span>{d}</span></li>",
    "pinned and new marks": "<ul>{rows}</ul>|<li><a href='{u}'><img src='top.gif' alt='置顶'><em class='top'>置顶</em>{t}<i>NEW</i></a><span>{d}</span></li>",
    "bold half of a title": "<ul>{rows}</ul>|<li><a href='{u}'><font color=red>{t1}</font>{t2}</a><span>{d}</span></li>",
    "line break in a title": "<ul>{rows}</ul>|<li><a href='{u}'>{t1}<br>{t2}</a><span>{d}</span></li>",
    "highlighted word": "<ul>{rows}</ul>|<li><a href='{u}'><em>国务院</em>{t3}</a><span>{d}</span></li>",
    "category as text": "<ul>{rows}</ul>|<li><span>[通知公告]</span><a href='{u}'>{t}</a><span>{d}</span></li>",
    "category of a long name": "<ul>{rows}</ul>|<li>[<a href='/zwgk/fdzdgknr/index.html'>法定主动公开内容</a>] <a href='{u}'>{t}</a><span>{d}</span></li>",
    "category in brackets": "<ul>{rows}</ul>|<li><a class='cls' href='/zwgk/c2089'>【政府规章文件库】</a><a href='{u}'>{t}</a><span>{d}</span></li>",
    "attachment beside": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><a href='/f/{i}.pdf'>附件下载.pdf</a><span>{d}</span></li>",
    "source, date and views": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><p>来源：某省政府办公厅 发布时间：{d} 浏览次数：12{i}</p></li>",
    "card with classes": "<div>{rows}</div>|<a class='card' href='{u}'><img src='x.jpg'><div class='tit'>{t}</div><div class='txt'>为深入贯彻落实党中央、国务院决策部署，经研究，现就有关事项通知如下，请认真贯彻执行，确保各项任务落到实处。</div><span class='date'>{d}</span></a>",
    "table of font tags": "<table width=100% border=0>{rows}</table>|<tr><td height=24><img src=dot.gif> <a href='{u}' class=a1><font color=#000000>{t}</font></a> <font color=#999999>({d})</font></td></tr>",
    "lines of a table cell": "<table><tr><td>{rows}</td></tr></table>|<font face=宋体>·</font><a href='{u}'><font size=2>{t}</font></a><font size=1 color=gray>[{d}]</font><br>",
    "a table per row, font tags": "<table><tr><td>{rows}</td></tr></table>|<table width=98%><tr><td width=20>·</td><td><font class=newslist_style><a href='{u}' title='{t}'>{t}</a></font><span class='hui12'>{d}</span></td></tr></table>",
    "heading with date inside": "<div class='news_box'><div class='list list_1'><ul>{rows}</ul></div></div>|<li><h4><a href='{u}' target='_blank'>{t}</a><span class='date'>{d}</span></h4></li><li class='line'></li>",
    "document library": "<table><tr><th>序号</th><th>标题</th><th>发文字号</th><th>成文日期</th><th>发布日期</th></tr>{rows}</table>|<tr><td>{i}</td><td><a href='{u}'>{t}</a></td><td>国发〔2026〕{i}号</td><td>2026年01月0{i}日</td><td>{y}年{mm}月{dd}日</td></tr>",
    "published before signed": "<table><tr><td>标题</td><td>发布日期</td><td>成文日期</td></tr>{rows}</table>|<tr><td><a href='/a/b{i}/content.html'>{t}</a></td><td>{d}</td><td>2026-01-0{i}</td></tr>",
    "head row with date of effect": "<div><ul class=h><li>标题</li><li>发布日期</li><li>生效日期</li></ul>{rows}</div>|<ul class=r><li><a href='/a/b{i}/content.html'>{t}</a></li><li>{d}</li><li>2026-12-0{i}</li></ul>",
    "hover table repeats": "<div><ul><li>索引号</li><li>标题</li><li>日期</li></ul><ul id=lb>{rows}</ul></div>|<li><div class='lis_title'><a class='titleBT' href='{u}' title='{t}'>国务院关于...</a></div><div class='lis_date'>{d}</div><table class='hov'><tr><td>索引号</td><td>0233621J/2026-0015{i}</td></tr><tr><td>名称</td><td>{t}</td></tr><tr><td>成文日期</td><td>2026-01-0{i}</td></tr><tr><td>发布日期</td><td>{d}</td></tr></table></li>",
    "definition list, date first": "<dl>{rows}</dl>|<dt>{d}</dt><dd><a href='{u}'>{t}</a></dd>",
    "a definition list per row": "<div>{rows}</div>|<dl><dt><a href='{u}'>{t}</a></dt><dd>为深入贯彻落实党中央决策部署，有关事项如下。</dd><dd>{d}</dd></dl>",
    "paragraphs": "<div>{rows}</div>|<p>· <a href='{u}'>{t}</a> <i>{d}</i></p>",
    "unclosed tags": '<ul>{rows}</ul>|<li><a href={u}>{t}</a><span>{d}</span>',
    "twin links for phones": "<ul>{rows}</ul>|<li><a class='pchide' href='{u}'>{t}</a><a class='mobhide' href='{u}'>{t}</a><span>{d}</span></li>",
    "heading, date, summary": "<div>{rows}</div>|<div class='item'><h4><a title='{t}' href='{u}'>{t}</a></h4><span class='time'>{d}</span><p>摘要文字摘要文字摘要文字</p></div>",
    "date in title=": "<ul>{rows}</ul>|<li><a href='{u}' title='{t}&#10;发布时间：{d}'>{t}</a><span>{d}</span></li>",
    "Vue server rendering": "<div data-v-1>{rows}</div>|<div class='news-item' data-v-2><!----><a href='{u}' target='_blank'><span>{t}</span><!----></a><div data-v-2><span>{d}</span></div></div>",
    "address in data-href": "<ul>{rows}</ul>|<li><a href='javascript:;' data-href='{u}'>{t}</a><span>{d}</span></li>",
    "full-width brackets": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>【{y}/{mm}/{dd}】</span></li>",
    "more link per item": "<ul>{rows}</ul>|<li><h3><a href='{u}'>{t}</a></h3><p>摘要<a href='{u}'>查看全文&gt;&gt;</a></p><b>{d}</b></li>",
    "tag links beside": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>标签：<a href='/tag/1'>数字经济建设发展</a><a href='/tag/2'>公共服务均等化</a></span><span>{d}</span></li>",
    "midnight in a second node": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{d}</span><span>00:00:00</span></li>",
    "date block and title block in the link": "<div>{rows}</div>|<div class='col'><a href='{u}'><p class='date'><span>{dd}</span>{ym}</p><p class='t'>{t}</p></a></div>",
    "month/day": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><em>{mm}/{dd}</em></li>",
    "month.day": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><em>{mm}.{dd}</em></li>",
    "month and day in Chinese": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><em>{mm}月{dd}日</em></li>",
    "kind linked in brackets": "<ul>{rows}</ul>|<li>[<a href='/tw/'>图文</a>] <a href='{u}'>{t}</a><em>({d})</em></li>",
    "scripts in the row": "<ul>{rows}</ul>|<li><script>var a=1;</script><a href='{u}'>{t}</a><span><script>show()</script>{d}</span></li>",
    "number, title, document number, date": "<ul>{rows}</ul>|<li><span class='xh'>{i}</span><span class='mc'><a href='{u}'>{t}</a></span><span class='wh'>国发〔2026〕1{i}号</span><span class='rq'>{d}</span></li>",
    "document number first": "<table>{rows}</table>|<tr><td>国发〔2026〕1{i}号</td><td><a href='{u}'>{t}</a></td><td>国务院</td><td>{d}</td></tr>",
    "a span of days beside the date": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>公示期：2026-10-01至2026-10-0{i}</span><span>{d}</span></li>",
    "an empty time": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{d}</span> <span class='time'></span></li>",
    "article elements": "<div>{rows}</div>|<article><header><h2><a href='{u}'>{t}</a></h2></header><div class='meta'><time>{d}</time></div></article>",
    "deep row": "<ul>{rows}</ul>|<li><div class='l'><div><a href='{u}'>{t}</a></div></div><div class='r'><div><p>{d}</p></div></div></li>",
    "a commented-out date in the row": "<ul>{rows}</ul>|<li><!-- <span>2020-01-01</span> --><a href='{u}'>{t}</a><!--x--><span>{d}</span></li>",
    "views that look like a year": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>发布日期：{d}</span><span>浏览：2026</span></li>",
    "label above the date": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><p>发布时间<br>{d}</p></li>",
    "picture link and title link": "<ul>{rows}</ul>|<li><a href='{u}'><img src='a.jpg' alt='{t}'></a><div><a href='{u}' title='{t}'>{t}</a><p>{d}</p></div></li>",
    "share and download beside": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{d}</span><a href='javascript:share()'>分享</a><a href='/f?d={i}'>下载</a></li>",
    "interpretation in brackets beside": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><a class='jd' href='/jd/{i}/c100000{i}/content.html'>【解读】</a><span>{d}</span></li>",
    "interpretation beside": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><a class='jd' href='/jd/{i}/c100000{i}/content.html'>政策解读</a><span>{d}</span></li>",
    "midnight beside the date": "<ul>{rows}</ul>|<li><a href='{u}'>{t}</a><span>{d} 00:00</span></li>",
    "hard blanks": "<ul>{rows}</ul>|<li>&nbsp;&nbsp;<a href='{u}'>&nbsp;{t}&nbsp;</a>&nbsp;&nbsp;{d}&nbsp;</li>",
    "upper case": "<UL>{rows}</UL>|<LI><A HREF='{u}' TITLE='{t}'>{t}</A><SPAN>{d}</SPAN></LI>",
    "markup in title=": "<ul>{rows}</ul>|<li><a href='{u}' title='&lt;b&gt;{t}&lt;/b&gt;'>{t}</a><span>{d}</span></li>",
    "flat fonts, no year": "<p>{rows}</p>|<a href='{u}'><font>{t}</font></a>&nbsp;<font>({m})</font><br>",
    "bold title over its summary": "<ul>{rows}</ul>|<li><a href='{u}'><strong>{t}</strong><br>为深入贯彻落实党中央、国务院决策部署，经研究，现就有关事项通知如下。</a><span>{d}</span></li>",
    "definitions only": "<dl>{rows}</dl>|<dd><a href='{u}'>{t}</a><span>{d}</span></dd>",
    "table with a head": "<table><thead><tr><th>序号</th><th>名称</th><th>发布时间</th></tr></thead><tbody>{rows}</tbody></table>|<tr><td>{i}</td><td title='{t}'><a href='{u}'>{t}</a></td><td>{y}/{mm}/{dd}</td></tr>",
}  # fmt: skip


def row(form: str, index: int) -> str:
    day = date.fromisoformat(pages.DAYS[index])
    title = pages.TITLES[index]
    return form.format(
        t=title, u=pages.dateless(index), d=f"{day:%Y-%m-%d}", m=f"{day:%m-%d}", i=index + 1,
        y=f"{day:%Y}", mm=f"{day:%m}", dd=f"{day:%d}", ym=f"{day:%Y-%m}", yy=f"{day:%y}",
        en=f"{day:%B} {day.day}, {day:%Y}", en2=f"{day.day} {day:%b} {day:%Y}",
        t1=title[:6], t2=title[6:], t3=title[3:],
    )  # fmt: skip


def build(family: str) -> bytes:
    outer, form = FAMILIES[family].split("|", 1)
    return pages.page(outer.replace("{rows}", "\n".join(row(form, i) for i in range(6))))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_item_with_its_date_and_no_navigation(family: str) -> None:
    read = pages.read(build(family))
    assert pages.facts(read) == pages.expected()
    assert read.kind is PageKind.CONTENT
    assert len({link.block for link in read.links}) == 1


def test_two_items_in_a_row_of_a_table() -> None:
    cells = [row("<td><a href='{u}'>{t}</a></td><td>{d}</td>", i) for i in range(6)]
    lines = "".join(f"<tr>{''.join(cells[i : i + 2])}</tr>" for i in (0, 2, 4))
    assert pages.facts(pages.read(pages.page(f"<table>{lines}</table>"))) == pages.expected()


def test_an_index_number_and_a_month_are_no_day() -> None:
    form = "<tr><td>1{i}</td><td><a href='{u}'>{t}</a></td><td>{ym}</td></tr>"
    read = pages.read(pages.page(f"<table>{''.join(row(form, i) for i in range(6))}</table>"))
    assert pages.facts(read) == [(title, day[:7]) for title, day in pages.expected()]


def test_a_pair_of_numbers_before_a_year_is_taken_only_where_it_is_certain() -> None:
    form = "<li><i>{dd}</i><i>{mm}</i><i>{y}</i><a href='{u}'>{t}</a></li>"
    read = pages.read(pages.page(f"<ul>{''.join(row(form, i) for i in range(6))}</ul>"))
    days = ["2026-09-18", "2026-09-15", None, None, "2026-08-21", "2026-07-30"]
    assert pages.facts(read) == list(zip(pages.TITLES, days, strict=True))


def test_the_length_of_a_film_is_not_its_title() -> None:
    form = "<li><a href='{u}'><img src='v.jpg'><span>03:2{i}</span><p>{t}</p></a></li>"
    read = pages.read(pages.page(f"<ul>{''.join(row(form, i) for i in range(6))}</ul>"))
    assert pages.facts(read) == [(title, None) for title in pages.TITLES]


def test_a_rank_is_not_part_of_the_title_but_a_quantity_is() -> None:
    body = "<ul><li><a href='/a/c1/c100001/content.html'><em>1</em>国务院关于修改部分行政法规的决定</a></li><li><a href='/a/c1/c100002/content.html'><em>12</em>项便民措施今起施行助力营商环境</a></li></ul>"
    assert [link.title for link in pages.read(pages.page(body)).links] == [
        "国务院关于修改部分行政法规的决定",
        "12项便民措施今起施行助力营商环境",
    ]


def test_a_date_in_words_at_the_end_of_a_title_stays_there() -> None:
    body = "<ul><li><a href='/a/c1/c100001/content.html'>国务院政策例行吹风会（2026年9月15日）</a><span>2026-09-16</span></li></ul>"
    assert pages.facts(pages.read(pages.page(body))) == [
        ("国务院政策例行吹风会（2026年9月15日）", "2026-09-16")
    ]


def test_a_list_of_signing_dates_only_has_no_dates() -> None:
    form = "<tr><td><a href='{u}'>{t}</a></td><td>国发〔2026〕{i}号</td><td>{d}</td></tr>"
    head = "<tr><th>标题</th><th>发文字号</th><th>成文日期</th></tr>"
    lines = "".join(row(form, i) for i in range(6))
    for table in (f"{head}{lines}", f"<thead>{head}</thead><tbody>{lines}</tbody>"):
        read = pages.read(pages.page(f"<table>{table}</table>"))
        assert pages.facts(read) == [(title, None) for title in pages.TITLES]
