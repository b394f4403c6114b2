"""What pages that nobody had seen before showed: small ones of the same kind."""

# ruff: noqa: E501 - a fixture is easier to see through on one line

import pytest

from repostwatch.model import PageKind
from tests.reading import reading_pages as pages

TITLE = "某县举办心理健康教育主题演讲比赛"
BODY = "<div id='zoom'><p>近日，某县举办心理健康教育主题演讲比赛，普及有关知识。</p></div>"


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ("<li><div><b>14</b><i>2026-05</i></div><a href='/info/1.html'>关于图书馆服务调整的通知</a><p>自2026年5月20日起提供服务。</p></li>", "2026-05-14"),
        ("<li><a href='/info/202605/t20260520_1.html'>关于图书馆服务调整的通知</a><p>自2026年5月20日起提供服务。</p><div><b>14</b><i>2026-05</i></div></li>", "2026-05-14"),
        ("<li><span>05-14</span><a href='/info/1.html'>关于图书馆服务调整的通知</a><p>请于2026年6月1日前报送。</p></li>", "2026-05-14"),
        ("<li><a href='/info/1.html'>关于图书馆服务调整的通知</a><p>于2026年5月20日起提供服务。</p><span>2026-05-14</span></li>", "2026-05-14"),
        ("<li><a href='/info/1.html'>关于图书馆服务调整的通知</a><p>自2026年5月20日起提供服务。</p></li>", None),
        ("<li><a href='/info/1.html'>关于图书馆服务调整的通知</a><p>请于2026年6月1日前报送材料。</p></li>", None),
    ],
)  # fmt: skip
def test_a_date_that_is_told_of_is_not_the_rows(row: str, date: str | None) -> None:
    read = pages.read(pages.page(f"<ul>{row}{row.replace('/1', '/2').replace('_1', '_2')}</ul>"))
    assert {str(link.date) if link.date else None for link in read.links} == {date}


FORM = "<form action='/login'{}><label>用户名</label><input name='u'><label>密码</label><input type='password' name='p'><span>登录</span></form>"


@pytest.mark.parametrize(
    "hidden", [" style='display: none;'", " hidden", " style='visibility:hidden'"]
)
def test_a_hidden_login_form_makes_no_login_page(hidden: str) -> None:
    info = "来源：某县教育局 发布时间：2023-11-06 10:20"
    read = pages.read(pages.page(f"{FORM.format(hidden)}<h1>{TITLE}</h1><div>{info}</div>{BODY}"))
    assert read.kind is PageKind.CONTENT
    assert read.article is not None
    short = pages.read(
        pages.page(
            f"{FORM.format(hidden)}<ul>{pages.rows('<li><a href={u}>{t}</a><span>{d}</span></li>', 2)}</ul>"
        )
    )
    assert short.kind is PageKind.CONTENT


def test_a_login_form_that_is_shown_does() -> None:
    read = pages.read(pages.page(f"<h1>统一身份认证</h1>{FORM.format('')}", frame=False))
    assert read.kind is PageKind.LOGIN


@pytest.mark.parametrize("mark", ["-", "—", "_", "--", " - ", "|"])
def test_a_site_is_no_part_of_a_title_that_the_page_repeats(mark: str) -> None:
    html = (
        f"<html><head><meta charset='utf-8'><title>{TITLE}{mark}新闻中心{mark}示例县人民政府</title></head>"
        f"<body><p>{TITLE}</p><p>发布时间：2026-08-10 15:00</p>{BODY}</body></html>"
    )
    read = pages.read(html.encode())
    assert read.article is not None
    assert read.article.title == TITLE


NEWS = "".join(
    f"<li><a href='NewsView.aspx?InfoId=17d2e48e-ff21-4573-a23a-a630534b000{i}'>中心召开2018年度第{i}次重点工作部署会议</a><span>2018-03-0{i + 1}</span></li>"
    for i in range(5)
)


@pytest.mark.parametrize(
    ("heading", "titles"),
    [
        ("办事指南", ("住房公积金委托还贷提取", "购买自住住房提取住房公积金", "职工死亡或者宣告死亡提取住房公积金")),
        ("楼盘信息", ("示例春天B区调整地块项目一期", "总部经济园区住宅及SOHO三期", "华泰天熙岸住宅小区二期项目")),
        ("常见问题", ("公积金贷款额度是怎样计算的呢", "异地缴存的职工怎样办理提取业务", "提前还款需要准备哪些申请材料")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "head",
    ["<h3>{}</h3>", "<ul class='title'><li>{}</li><li><a href='/more/'>更多&gt;&gt;</a></li></ul>"],
)
def test_services_and_houses_beside_dated_news_are_no_items(
    heading: str, titles: tuple[str, ...], head: str
) -> None:
    rows = "".join(
        f"<li><a href='NewsView.aspx?InfoId=0b0e{i}'>{t}</a></li>" for i, t in enumerate(titles)
    )
    box = f"<div>{head.format(heading)}<ul>{rows}</ul></div>"
    read = pages.read(pages.page(f"<div><h3>中心动态</h3><ul>{NEWS}</ul></div>{box}"))
    assert len(read.links) == 5


@pytest.mark.parametrize(
    "text",
    [
        "为了更好的体验，建议使用谷歌浏览器访问本站",
        "您的浏览器版本过低请下载新版本",
        "【内容纠错】",
        "增值电信业务经营许可证书",
        "事业单位标识证书",
    ],
)
def test_hints_and_certificates_are_no_items(text: str) -> None:
    body = f"<div><ul>{NEWS}</ul></div><div class='bottom'><a href='/zs/content_12345.html'>{text}</a></div>"
    assert len(pages.read(pages.page(body)).links) == 5


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (
            "<th>标题</th><th>发布日期</th><th>更新日期</th>",
            "<td>{a}</td><td>{d}</td><td>2026-09-19</td>",
        ),
        (
            "<th>标题</th><th>最后更新</th><th>发布时间</th>",
            "<td>{a}</td><td>2026-09-19</td><td>{d}</td>",
        ),
        (
            "<th>更新时间</th><th>标题</th><th>公开日期</th>",
            "<td>2026-09-19</td><td>{a}</td><td>{d}</td>",
        ),
        (
            "<th>标题</th><th>发布日期</th><th>修改日期</th>",
            "<td>{a}</td><td>{d}</td><td>2026-09-19 10:00</td>",
        ),
    ],
)
def test_a_column_of_updates_beside_one_of_publications(head: str, cells: str) -> None:
    rows = pages.rows("<tr>" + cells.format(a="<a href='/c/{i}.html'>{t}</a>", d="{d}") + "</tr>")
    read = pages.read(pages.page(f"<table><tr>{head}</tr>{rows}</table>"))
    assert pages.facts(read) == pages.expected()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("昨天 15:30", "2026-09-19T15:30+08:00"),
        ("2小时前", "2026-09-20"),
        ("刚刚", "2026-09-20"),
        ("前天", "2026-09-18"),
    ],
)
def test_rows_that_count_from_the_visit(text: str, date: str) -> None:
    row = f"<li><a href='/c/77.html'>国务院关于推进低空经济高质量发展的指导意见</a><span>{text}</span></li>"
    others = pages.rows("<li><a href='{u}'>{t}</a><span>{d}</span></li>")
    read = pages.read(pages.page(f"<ul>{row}{others}</ul>"))
    assert str(read.links[0].date) == date
