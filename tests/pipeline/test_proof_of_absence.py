"""What a list page must be for its silence to prove an absence: a fixture for each way in which
the list is not all there, and for each look-alike that is.

Released 10 Aug 09:00, seen on 12 Aug 12:00.
"""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import Any

import pytest

from repostwatch.model import BEIJING
from repostwatch.model.codes import ListCode, ScanCode
from repostwatch.store.scan_records import ScanRecord
from repostwatch.visiting.portal_visit import visit_portal
from tests.pipeline.markup_worlds import HOME, LIST, NAME, RELEASED, TITLE
from tests.pipeline.test_markup_worlds import Eye

NOW = datetime(2026, 8, 12, 12, tzinfo=BEIJING)
TOPICS = (
    "政务服务",
    "数字政府建设",
    "养老服务",
    "服务消费",
    "设备更新",
    "海洋渔业",
    "公共充电",
    "医疗保险",
)
DAYS = ("08-12", "08-10", "08-08", "08-05", "08-01", "07-28", "07-20", "07-11")
JULY = ("07-28", "07-25", "07-20", "07-18", "07-15", "07-11", "07-08", "07-03")


def row(n: int, topic: str, day: str, title: str = "") -> str:
    name = title or f"国务院办公厅关于推进{topic}有关工作的通知"
    return f'<li><a href="/zc/c_{n}.html">{name}</a><span>2026-{day}</span></li>'


def rows(days: tuple[str, ...] = DAYS) -> str:
    return "".join(
        row(n, topic, day) for n, (topic, day) in enumerate(zip(TOPICS, days, strict=True))
    )


def listed(inside: str, beside: str = "", title: str = NAME) -> str:
    return f'<html><head><meta charset="utf-8"><title>{title} - 测试部</title></head><body><div class="nav"><a href="/">首页</a><a href="/zc/">政策</a></div><div class="list"><h2>{NAME}</h2>{inside}</div>{beside}<div class="foot">版权所有：测试部</div></body></html>'


def home(days: tuple[str, ...] = DAYS[:3]) -> str:
    newest = "".join(row(n, TOPICS[n], day) for n, day in enumerate(days))
    return f'<html><head><meta charset="utf-8"><title>测试部</title></head><body><div class="box"><h2><a href="/zc/">{NAME}</a></h2><ul>{newest}</ul></div></body></html>'


def scan(text: str, front: str = "", **more: str) -> ScanRecord:
    pages = {HOME: front or home(), LIST: text} | {
        f"{LIST}{name}": page for name, page in more.items()
    }
    eye: Any = Eye(pages, NOW)
    return asyncio.run(visit_portal(eye, RELEASED, ""))


UL = f"<ul>{rows()}</ul>"
HOT = f'<div class="side"><h3>热点</h3><ul>{rows()}</ul></div>'
DATA = [
    {
        "title": f"国务院办公厅关于推进{topic}有关工作的通知",
        "url": f"/zc/c_{n}.html",
        "publishTime": f"2026-{day} 10:00:00",
    }
    for n, (topic, day) in enumerate(zip(TOPICS, DAYS, strict=True))
]
MIXED = ("08-12", "08-11", "08-09", "08-11", "08-02", "08-06", "07-30", "08-01")


@pytest.mark.parametrize(
    ("inside", "beside", "code"),
    [
        # Another order than that of publication.
        (f"<ul>{rows(MIXED)}</ul>", "", ScanCode.LIST_UNORDERED),
        ("<table><tr><th>标题</th><th>成文日期</th></tr>" + "".join(f'<tr><td><a href="/zc/t202608{12 - n:02}_{n}.html">国务院关于推进{topic}的意见</a></td><td>2026-08-{12 - n:02}</td></tr>' for n, topic in enumerate(TOPICS)) + "</table>", "", ListCode.BY_SIGNING),
        ("<ul>" + "".join(f'<li><a href="/zc/t202608{12 - n:02}_{n}.html">国务院关于推进{topic}的意见</a><span>成文日期：2026-08-{12 - n:02}</span></li>' for n, topic in enumerate(TOPICS)) + "</ul>", "", ListCode.BY_SIGNING),
        (f"<p>搜索“国务院”的结果，共260条，按相关度排序</p>{UL}", "", ListCode.SORTED),
        # Only a month, a quarter, a kind, a query's days of it.
        (f'<a href="202608.html">2026年8月</a><a class="on" href="202607.html">2026年7月</a><ul>{rows(JULY)}</ul>', "", ListCode.PERIOD),
        (f'<h3>2026年8月</h3><div class="panel" data-url="/zc/202608"></div><h3>2026年7月</h3><ul>{rows(JULY)}</ul>', "", ListCode.PERIOD),
        (f"<select><option>2026年8月</option><option selected>2026年7月</option></select><ul>{rows(JULY)}</ul>", "", ListCode.PERIOD),
        (f'<a href="q3.html">三季度</a><b>二季度</b><ul>{rows(tuple(day.replace("07-", "06-") for day in JULY))}</ul>', "", ListCode.PERIOD),
        (f'<i>6月</i><i>7月</i><i>8月</i><ul>{rows(JULY)}</ul>', "", ListCode.PERIOD),
        (f'<form>发布日期 <input name="from" value="2026-07-01"> 到 <input name="to" value="2026-08-09"></form><ul>{rows(JULY)}</ul>', "", ListCode.FILTERED),
        (f'<div class="tabs"><a href="/zc/gf/">国发文件</a><a class="on" href="/zc/">国办发文件</a></div>{UL}', "", ScanCode.LIST_OF_ONE_KIND),
        (f'<div class="tabs"><a href="/zc/yx/">现行有效</a><span class="on">已废止</span></div>{UL}', "", ScanCode.LIST_OF_ONE_KIND),
        # Filled once more by a script.
        (f'<ul id="list">{rows()}</ul><script>loadNews("#list",1,10);</script>', "", ListCode.REFILLED),
        (f'<ul id="list">{rows()}</ul><script>$("#list").load("/zc/list.html")</script>', "", ListCode.REFILLED),
        (f"<ul><script>var a='x';document.write(`<li><a href=/d/1.html>${{a}}</a></li>`)</script>{rows()}</ul>", "", ListCode.REFILLED),
        (f"<ul>{rows()}<li><script>document.writeln(made(7))</script></li></ul>", "", ListCode.REFILLED),
        # The list is not in the bytes, and something else stands beside its place.
        ('<embed src="/zc/no.html">', HOT, None),
        ('<object data="/zc/no.html" type="text/html"></object>', HOT, None),
        ('<div w3-include-html="/zc/no.html"></div>', HOT, None),
        ("<p>正在加载...</p>", HOT, None),
        ("<p>系统繁忙，请稍后再试</p>", HOT, None),
        ("<p>暂无数据</p>", HOT, None),
        ("<p>${list.title}</p>", HOT, None),
        ('<p><img src="list.png"></p>', HOT, None),
        ("", HOT, None),
        ("<noscript>请启用JavaScript查看列表</noscript>", HOT, None),
        ('<script src="http://127.0.0.66/list.js"></script>', HOT, None),
        ("<p>正在加载中</p>", f'<div class="right"><h3>部门文件</h3>{UL}</div>', None),
        ("", f'<div class="right"><h3>最新公开</h3>{UL}</div>', None),
        ("<p>数据加载中...</p>", f'<div class="foot2">{UL}</div>', None),
        ("<p>没有找到相关记录</p>", f'<div class="side"><h3>相关链接</h3>{UL}</div>', None),
        # Kept no longer, or elsewhere.
        (f"<p>本栏目暂停更新</p>{UL}", "", ScanCode.LIST_MOVED),
        (f"<p>此栏目为归档栏目，不再更新</p>{UL}", "", ScanCode.LIST_MOVED),
        (f'<p>国务院文件请到<a href="/gwywj/">新栏目</a>查看，本页仅保留历史信息</p>{UL}', "", ScanCode.LIST_MOVED),
        (f'<p>自8月9日起，国务院文件在“<a href="/gwyxx/">国务院信息</a>”专栏发布</p>{UL}', "", ScanCode.LIST_MOVED),
        (f"<p>提示：您正在浏览的是旧版栏目</p>{UL}", "", ScanCode.LIST_MOVED),
        (f"<p>This page is no longer updated</p>{UL}", "", ScanCode.LIST_MOVED),
        # Not from its newest end.
        (f'{UL}<a href="/zc/p.html">上一页</a>', "", ScanCode.LIST_WITHOUT_HEAD),
        (f"{UL}<p>第3页 共9页</p>", "", ScanCode.LIST_WITHOUT_HEAD),
        (f'{UL}<a href="/zc/index_0.html">1</a> <b>2</b> <a href="/zc/index_2.html">3</a>', "", ScanCode.LIST_WITHOUT_HEAD),
        (f'{UL}<a href="/zc/p.html">下一期</a>', "", ScanCode.LIST_WITHOUT_HEAD),
        # Its next page is another site's, whose items are not this portal's.
        (f'<ul>{row(0, TOPICS[0], "08-12")}</ul><a href="http://127.0.99.9/zc/">下一页</a>', "", ScanCode.LIST_LEADS_AWAY),
        (f'<ul>{row(0, TOPICS[0], "08-12")}</ul><div class="page"><b>1</b><a href="https://www.moe.gov.cn/zc/">2</a><a href="https://www.moe.gov.cn/zc/">下一页</a></div>', "", ScanCode.LIST_LEADS_AWAY),
        # Rows that cannot be read.
        (f"<ul>{row(90, '', '08-10', '????????????????????')}{rows()}</ul>", "", ListCode.ROW_BROKEN),
        (f"<ul>{row(90, '', '08-10', '¹úÎñÔº¹ØÓÚÍÆ½øµÍ¿Õ')}{rows()}</ul>", "", ListCode.ROW_BROKEN),
        (f"<ul>{row(90, '', '08-10', '国务院文件')}{rows()}</ul>", "", ListCode.ROW_GENERIC),
        (f"<ul>{row(90, '', '08-10', 'PDF')}{rows()}</ul>", "", ScanCode.LIST_ROWS_UNREAD),
        (f"<ul>{row(90, '', '08-10', '点击查看附件1')}{rows()}</ul>", "", ListCode.ROW_GENERIC),
        (f'<ul><li><object data="/t15.svg" type="image/svg+xml"></object></li>{rows()}</ul>', "", ListCode.ROW_WITHOUT_TITLE),
        (f'<ul><li><embed src="/t15.svg"></li>{rows()}</ul>', "", ListCode.ROW_WITHOUT_TITLE),
        (f'<ul><li><a href="/zc/t20260810_90.html"><picture><source srcset="/a.webp"><img src="/a.png"></picture></a></li>{rows()}</ul>', "", ListCode.ROW_WITHOUT_TITLE),
        (f'<ul><li><img usemap="#m" src="/a.png"><map name=m><area href="/zc/t20260810_90.html" shape=rect coords="0,0,9,9"></map></li>{rows()}</ul>', "", ListCode.ROW_WITHOUT_TITLE),
        (f'<ul><li><input readonly value="国务院关于推进低空经济"><input readonly value="高质量发展的指导意见"></li>{rows()}</ul>', "", ListCode.ROW_WITHOUT_TITLE),
        # Old rows at the end of every page, and a pager that only a script understands.
        (f'<ul>{rows(("08-12", "08-12", "08-12", "08-11", "08-11", "08-11", "08-11", "08-11"))}{row(91, "", "03-02", "国务院关于年度规章制定工作计划的通知")}</ul><span onclick="turn(2)">下一页</span>', "", ScanCode.LIST_ENDS),
    ],
)  # fmt: skip
def test_such_a_list_proves_nothing(
    inside: str, beside: str, code: ScanCode | ListCode | None
) -> None:
    other = listed(f"<ul>{rows()}</ul>".replace("c_", "d_"))
    record = scan(listed(inside, beside), **{"p.html": other})
    assert record.reach is None or record.reach > RELEASED
    assert record.gap is not None
    assert code is None or record.gap.has(code), record.gap


@pytest.mark.parametrize(
    ("inside", "beside"),
    [
        (UL, ""),
        (UL, HOT),
        (f"<ul>{row(90, '', '03-01', '国务院关于年度立法工作计划的通知')}{rows()}</ul>", ""),
        (f"<a href='2025.html'>2025年</a><b>2026年</b>{UL}", ""),
        (f"<a href='202607.html'>2026年7月</a><b>2026年8月</b>{UL}", ""),
        (f"<i>6月</i><i>7月</i><i>8月</i><i>9月</i><i>10月</i>{UL}", ""),
        (f'<form>发布日期 <input name="from" value="2026-07-01"> 到 <input name="to" value="2026-08-31"></form>{UL}', ""),
        (f"<p>排序：<a href='?s=1'>按时间排序</a> <a href='?s=2'>按相关度排序</a></p>{UL}", ""),
        (f'<ul id="list">{rows()}</ul><script>$("#list li").hover(function(){{}});slide("#banner")</script>', ""),
        (f'{UL}<p>正在加载更多</p>', ""),
        (f'{UL}<p>第1页 共9页</p><a href="#">上一页</a>', ""),
        (f'{UL}<a href="/zc/">上一页</a><a href="/zc/p.html">下一页</a>', ""),
        (f"<p>本栏目每个工作日更新</p>{UL}", ""),
        (f"<p>欢迎访问测试部网站，建议使用1920×1080分辨率浏览</p>{UL}", ""),
        (f"<p>测试部搬迁公告：我部办公地址已迁至新址</p>{UL}", ""),
        (f"<p>“互动交流”栏目已迁移</p>{UL}", ""),
        (f"{UL}<script>window.__NUXT__={{state:{{list:{json.dumps(DATA, ensure_ascii=False)}}}}}</script>", ""),
        (f'<div class="pc">{UL}</div><div class="wap">{UL}</div>', ""),
        (f"{UL}<noscript>请启用JavaScript</noscript>", ""),
        # Pictures of the site's own, and what opens beside a title.
        (f'<ul><li><a href="/ztzl/"><img src="/a.png"></a></li>{rows()}</ul>', ""),
        (f'<ul><li><a href="http://127.0.99.9/"><img src="/a.png"></a></li>{rows()}</ul>', ""),
        (f'<ul><li><img src="/line.gif"></li>{rows()}</ul>', ""),
        (UL.replace("</li>", ' <a href="/zc/1.pdf">PDF</a></li>'), ""),
    ],
)  # fmt: skip
def test_a_list_like_it_is_complete(inside: str, beside: str) -> None:
    record = scan(listed(inside, beside))
    assert record.reach is not None, record.gap
    assert record.reach <= RELEASED


def test_a_list_behind_the_homepage_s_own_column_proves_nothing() -> None:
    old = listed(f"<ul>{rows(JULY)}</ul>")
    record = scan(old, home(("08-12", "08-12", "08-11")))
    assert record.reach is None
    assert record.gap is not None
    assert record.gap.has(ScanCode.LIST_BEHIND_HOME)
    assert scan(old, home(("07-28", "07-25", "07-20"))).reach is not None


def test_a_list_that_begins_with_the_same_minute_is_not_behind() -> None:
    minute = ("2026-08-12</span>", "2026-08-12 09:44</span>")
    assert scan(listed(UL).replace(*minute), home().replace(*minute)).reach is not None


def test_what_the_homepage_calls_a_list_counts_only_where_the_page_says_nothing_else() -> None:
    own = "".join(
        row(n, "", day, f"测试部关于{topic}的公告")
        for n, (topic, day) in enumerate(zip(TOPICS, DAYS, strict=True))
    )
    text = listed(f"<ul>{own}</ul>").replace(NAME, "通知公告")
    record = scan(text)
    assert record.reach is None
    assert record.gap is not None
    assert record.gap.has(ScanCode.LIST_NOT_CENTRAL)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"total": 18, "pageSize": 8, "page": 2, "rows": DATA}, ScanCode.LIST_WITHOUT_HEAD),
        (
            {
                "total": 9,
                "rows": [
                    {"title": None, "url": "/zc/x.html", "publishTime": "2026-08-10 15:00:00"},
                    *DATA,
                ],
            },
            ListCode.ROW_WITHOUT_TITLE,
        ),
        (
            {
                "total": 260,
                "rows": [
                    *(item | {"publishTime": "2026-08-12 10:00:00"} for item in DATA),
                    DATA[-1]
                    | {
                        "url": "/zc/y.html",
                        "title": "国务院关于年度规章制定工作计划的通知",
                        "publishTime": "2025-03-02 10:00:00",
                    },
                ],
            },
            ScanCode.LIST_ENDS,
        ),
        ({"total": 8, "page": 1, "rows": DATA}, None),
    ],
)
def test_what_an_answer_says_of_its_place_in_the_list(
    answer: dict[str, Any], code: ScanCode | None
) -> None:
    record = scan(json.dumps(answer, ensure_ascii=False))
    if code is None:
        assert record.reach is not None, record.gap
        assert record.reach <= RELEASED
        return
    assert record.reach is None or record.reach > RELEASED
    assert record.gap is not None
    assert record.gap.has(code), record.gap


@pytest.mark.parametrize(
    "href",
    [f"/search?q={TITLE}", f"/so/s?tab=all&qt={TITLE}", f"javascript:search('{TITLE}')"],
)
def test_a_search_for_a_title_is_no_item(href: str) -> None:
    record = scan(listed(UL, f'<ul class="suggest"><li><a href="{href}">{TITLE}</a></li></ul>'))
    assert TITLE not in [found.link.title for page in record.visits for found in page.links]
