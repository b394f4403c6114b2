"""What is shown and could not be read accuses nobody: pictures without a word, days that a script
writes, days in a form that nobody foresaw; and no end of a consultation acquits anybody."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

from datetime import timedelta

import pytest

from repostwatch.base.clock import day_of
from repostwatch.inspecting.freshness import judge_columns
from repostwatch.inspecting.second_level import dates_of
from repostwatch.model import PageKind
from repostwatch.model.codes import ListCode, SpotCheckCode
from repostwatch.model.spot_checks import CheckResult
from repostwatch.settings import SpotCheckSettings
from tests.inspecting.test_shown_days import AT, FAILED, PASSED, UNKNOWN, WORDS, judged, look, why

SETTINGS = SpotCheckSettings()


def compact(ago: int) -> str:
    return (day_of(AT) - timedelta(days=ago)).strftime("%Y%m%d")


def address(ago: int, number: int = 7) -> str:
    return f"./tp/{compact(ago)[:6]}/t{compact(ago)}_{33124 + number}.html"


def pictures(row: str, *ago: int, around: str = "<ul>{}</ul>") -> str:
    rows = "".join(row.format(u=address(one, n), t=WORDS[n % 4], n=n) for n, one in enumerate(ago))
    return around.format(rows)


PICTURE_ROWS = [
    "<li><a href='{u}'><img src='/i{n}.jpg'></a><h4>县政府{t}</h4></li>",
    "<li><div class='img'><a href='{u}'><img src='/i{n}.jpg' alt></a></div><i>县政府{t}</i></li>",
    "<div class='item'><p>县政府{t}</p><a href='{u}' style='background:url(/{n}.jpg)'></a></div>",
    "<figure><a href='{u}'><picture><img src='/i{n}.webp'></picture></a><figcaption>县政府{t}</figcaption></figure>",
    "<td><a href='{u}'><img src='/i{n}.jpg'></a><br>县政府{t}</td>",
    "<map name='m{n}'><area href='{u}' alt='县政府{t}'></map>",
]


@pytest.mark.parametrize("row", PICTURE_ROWS)
@pytest.mark.parametrize("around", ["<div>{}</div>", "<div class='box'><h2>图片新闻</h2>{}</div>"])
def test_a_picture_is_as_new_as_its_address(row: str, around: str) -> None:
    if row.startswith("<td"):
        around = around.format("<table><tr>{}</tr></table>")
    assert judged(pictures(row, 2, 3, 4, around=around)).result is PASSED
    assert judged(pictures(row, 32, 33, 34, around=around)).result is FAILED


@pytest.mark.parametrize(
    "row",
    [
        "<a href='{u}'><img src='/i{n}.jpg'></a>",
        "<li><a href='{u}'><img src='/i{n}.jpg'></a></li>",
        "<span><a href='{u}'></a></span>",
    ],
)
def test_a_picture_without_words_may_be_new(row: str) -> None:
    found = judged(pictures(row, 2, 3, 4))
    assert (found.result, why(found)) == (UNKNOWN, ListCode.ITEM_UNCLEAR)
    assert judged(pictures(row, 32, 33)).result is FAILED


@pytest.mark.parametrize(
    ("shown", "result"),
    [
        # Neither words nor a day: nobody can tell what a row of such pictures shows.
        ("<a href='/tp/a1.html'><img src='/1.jpg'></a><a href='/tp/b.html'><img src='/2.jpg'></a>", UNKNOWN),
        ("<p><a href='/art/123456.html'><img src='/1.jpg'></a></p>", UNKNOWN),
        # Signs: to channels, to other sites, under a heading over such.
        ("<a href='/zt/dsxx/'><img src='/1.jpg'></a><a href='/zt/jj/'><img src='/2.jpg'></a>", FAILED),
        ("<a href='http://a.example/1.html'><img src='/1.jpg'></a><a href='http://b.example/2.html'><img src='/2.jpg'></a>", FAILED),
        ("<div><h2>专题专栏</h2><p><a href='/z1.html'><img src='/1.jpg'></a><a href='/z2.html'><img src='/2.jpg'></a></p></div>", FAILED),
        ("<p><a href='/wza.html'><img src='/1.jpg'></a></p>", FAILED),
        ("<div class='footer'><a href='/z1.html'><img src='/1.jpg'></a><a href='/z2.html'><img src='/2.jpg'></a></div>", FAILED),
    ],
)  # fmt: skip
def test_pictures_without_a_day(shown: str, result: CheckResult) -> None:
    assert judged(shown).result is result


def test_a_picture_with_a_day_beside_it_is_no_words_without_a_link() -> None:
    row = "<li><a href='/tp/{n}.html'><img src='/i{n}.jpg'></a><p>县政府{t}</p><em>2026-11-2{n}</em></li>"
    assert judged(pictures(row, 0, 0, 0)).result is PASSED
    assert judged(pictures(row.replace("-11-2", "-09-2"), 0, 0, 0)).result is FAILED


def test_a_picture_counts_for_the_column_that_it_stands_in() -> None:
    def boxes(ago: int) -> str:
        return "".join(
            f"<div class='b'><h3>{name}</h3><div><a href='/c{n}{address(ago)[1:]}'>"
            f"<img src='/{n}.jpg'></a><p>县政府{WORDS[n % 4]}</p></div><ul>"
            + "".join(
                f"<li><a href='/c/{n}{m}.html'>县政府{WORDS[m]}第{n}次</a><span>2026-10-1{m}</span></li>"
                for m in range(3)
            )
            + "</ul></div>"
            for n, name in enumerate(("工作动态", "乡镇动态", "要闻", "快讯", "部门新闻"))
        )

    assert judge_columns("a", look(boxes(30)), SETTINGS).result is FAILED
    assert judge_columns("a", look(boxes(3)), SETTINGS).result is not FAILED


SCRIPTED = [
    "<li><a href='/c/{n}.html'>县政府{t}</a><b><script>document.write(day('{d}'))</script></b></li>",
    "<li><script>var d='{d}';document.write(d.slice(5))</script><a href='/c/{n}.html'>县政府{t}</a></li>",
    "<li><a href='/c/{n}.html'>县政府{t}</a><i>${{row.time}}</i></li>",
    "<li><a href='/c/{n}.html'>县政府{t}</a><i>[[ row.time ]]</i></li>",
    "<li><a href='/c/{n}.html'>县政府{t}</a><i class='pubtime'></i></li><script src='/t.js'></script>",
    "<dd><p><a href='/c/{n}.html'>县政府{t}</a></p><script>show('{d}')</script></dd>",
    "<script>var t='{d}'; document.write('<p><a href=/c/'+t+'>'+t+'</a></p>')</script>",
]  # fmt: skip


@pytest.mark.parametrize("row", SCRIPTED)
def test_a_day_that_a_script_writes_is_not_known(row: str) -> None:
    rows = "".join(row.format(n=n, t=WORDS[n], d="2026-11-26") for n in range(4))
    shown = f"<div class='box'><h2>要闻</h2><ul>{rows}</ul></div>"
    assert judged(shown).result is UNKNOWN
    # In a row of its own, and with a day beside it, a script counts visits.
    dated = "".join(
        f"<li><a href='/c/{n}.html'>县政府{WORDS[n]}</a><span>2026-09-1{n}</span>"
        "<script>count()</script></li>"
        for n in range(4)
    )
    assert judged(f"<div class='box'><h2>要闻</h2><ul>{dated}</ul></div>").result is FAILED


def test_news_columns_whose_days_scripts_write_are_not_stale() -> None:
    def boxes(day: str) -> str:
        return "".join(
            f"<div class='box'><h2>{name}</h2><ul>"
            + "".join(
                f"<li><a href='/c/{at}{n}.html'>县政府{WORDS[n]}第{at}次</a><b>{day}</b></li>"
                for n in range(4)
            )
            + "</ul></div>"
            for at, name in enumerate(("工作动态", "乡镇动态", "要闻", "快讯", "部门新闻"))
        )

    assert judge_columns("a", look(boxes("2026-09-24")), SETTINGS).result is FAILED
    # Rows without any day: the pages that they lead to may have one.
    assert judge_columns("a", look(boxes("")), SETTINGS).result is UNKNOWN
    scripted = look(boxes("<script>document.write(d)</script>"))
    assert judge_columns("a", scripted, SETTINGS).result is UNKNOWN
    page = dates_of(PageKind.CONTENT, scripted.columns or (), None, AT, SETTINGS)
    assert not page.whole


@pytest.mark.parametrize(
    ("code", "result"),
    [
        ("pic[0]='/a.jpg'; url[0]='/tp/202611/t20261127_5.html';", UNKNOWN),
        ("var links='/art/2026/9/1/art_1_2.html|/art/2026/11/27/art_1_3.html';", UNKNOWN),
        ("var links='/tp/202609/t20260927_5.html';", FAILED),
        ("load('/js/2026/11/27/app.js'); bg='/up/20261127/1.jpg';", FAILED),
        ("var today = '2026-11-30';", FAILED),
        ("var soon='/tp/202612/t20261227_5.html';", FAILED),
        (
            "for (var i in d) document.write('<div><a href=' + d[i].u + '>' + d[i].t + '</a></div>');",
            UNKNOWN,
        ),
        ("document.write('<a href=' + big5 + '>繁体</a>');", FAILED),
        (
            "function createPageHTML(n) { for (;;) document.write('<a href=' + n + '>' + n + '</a>'); }",
            FAILED,
        ),
        ("document.write(unescape(\"%3Cspan id='c'%3E\" + id));", FAILED),
    ],
)
def test_links_in_scripts(code: str, result: CheckResult) -> None:
    assert judged(f"<script>{code}</script><div id='focus'></div>").result is result


def dated(day: str, name: str = "要闻") -> str:
    rows = "".join(
        f"<li><a href='/c/{n}.html'>县政府{WORDS[n]}</a><span>{day}</span></li>" for n in range(4)
    )
    return f"<div class='box'><h2>{name}</h2><ul>{rows}</ul></div>"


@pytest.mark.parametrize(
    "day",
    ["今天", "今日 07:30", "今天08:05", "昨日", "前天", "1天前", "5天前", "两天前", "1周前", "6小时前", "2 days ago"],
)  # fmt: skip
def test_a_day_counted_back_is_as_new_as_its_first(day: str) -> None:
    assert judged(dated(day)).result is PASSED


@pytest.mark.parametrize("day", ["20天前", "3周前", "45天前", "6周前", "40 days ago"])
def test_a_long_age_is_no_news(day: str) -> None:
    assert judged(dated(day)).result is FAILED


@pytest.mark.parametrize("day", ["2周前", "14天前"])
def test_an_age_that_may_be_within_the_limit(day: str) -> None:
    assert judged(dated(day)).result is UNKNOWN


FORMS = [
    "{d}/{m}", "{m}/{d}/{y}", "{d}.{m}.{y}", "{y} {m} {d}", "{y}、{m}、{d}", "{m}<br>{d}", "<b>{m}</b><b>{d}</b>",
    "<i>{d}</i> / <i>{m}</i>", "<b>{d}</b><i>{m}</i><i>{y}</i>", "{y}-{m}&#8203;-{d}", "（周三）{m}-{d}",
    "{m}{d}", "{yy}{m}{d}", "{yy}/{m}/{d}", "{m}|{d}", "发于{d}/{m}", "县融媒体中心 {m}-{d}", "{d}日", "{m}~{d}",
    "{y}年{m}月", "<span title='{y}-{m}-{d} 09:00'></span>", "<b data-time='{y}{m}{d}'></b>",
    "<b data-day='{y}/{m}/{d}'></b>", "<meta content='{y}-{m}-{d}'>",
]  # fmt: skip


def form(text: str, month: int, day: int) -> str:
    return text.format(y=2026, yy=26, m=f"{month:02}", d=f"{day:02}")


@pytest.mark.parametrize("text", FORMS)
def test_a_day_in_a_form_that_nobody_foresaw_may_be_new(text: str) -> None:
    assert judged(dated(form(text, 11, 25))).result is not FAILED
    if text not in ("{d}日", "{y}年{m}月"):  # of this month, as far as anybody can tell
        assert judged(dated(form(text, 7, 25))).result is FAILED
        assert judged(dated(form(text, 11, 25).replace("11", "08"))).result is FAILED


@pytest.mark.parametrize("day", ["<b>11</b><b>26</b>", "26<br>11", "<i>26</i>-<i>11</i>"])
def test_a_number_of_the_title_is_no_piece_of_the_day_beside_it(day: str) -> None:
    rows = "".join(
        f"<li><a href='/c/{n}.html'>县政府召开会议部署工作（{n}）</a><span>{day}</span></li>"
        for n in (10, 11, 26)
    )
    shown = f"<div class='box'><h2>要闻</h2><ul>{rows}</ul></div>"
    assert judged(shown).result is UNKNOWN
    assert judged(shown.replace("11", "10")).result is FAILED


@pytest.mark.parametrize(
    "text", ["07:10", "08点30分", "星期四", "本周", "近日", "廿六日", "十一月", "Nov", "2026-02-30", "2026/13/45"]
)  # fmt: skip
def test_a_piece_of_a_day_may_be_new(text: str) -> None:
    assert judged(dated(text)).result is not FAILED


@pytest.mark.parametrize(
    "text",
    ["", "(12)", "浏览：1126", "阅读 26 次", "第11期", "共26条", "0374-3561126", "12345", "襄政〔2026〕11号",
     "来源：县融媒体中心", "截止：11-26", "截止日期：2026-11-26", "有效期至 11/26", "3.5", "图", "NEW", "100%"],
)  # fmt: skip
def test_what_is_no_day_leaves_an_undated_item_undated(text: str) -> None:
    assert judged(dated(text)).result is FAILED


@pytest.mark.parametrize(
    ("title", "result"),
    [
        ("县政府召开常务会议部署工作　11/26", UNKNOWN),
        ("县政府召开常务会议部署工作 (26.11)", UNKNOWN),
        ("县政府召开常务会议部署工作 7/26", FAILED),
        ("县政府召开纪念11·26活动筹备会议", FAILED),
        ("关于11月26日计划停电的通知公告", UNKNOWN),
        ("关于11月26日前完成申报的通知公告", FAILED),
    ],
)
def test_a_day_at_the_end_of_a_title(title: str, result: CheckResult) -> None:
    row = f"<ul><li><a href='/c/1.html'>{title}</a></li><li><a href='/c/2.html'>{title}二</a></li></ul>"
    assert judged(f"<div class='box'><h2>要闻</h2>{row}</div>").result is result


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("/info/{n}.htm?day=20261126", UNKNOWN),
        ("/xw/20261126{n}30405.html", UNKNOWN),
        ("/xw/2026-11-26-{n}.html", PASSED),
        ("/xw/20260926{n}30405.html", FAILED),
        ("/xw/1234{n}5678.html", FAILED),
    ],
)
def test_a_day_somewhere_in_an_address(url: str, result: CheckResult) -> None:
    rows = "".join(
        f"<li><a href='{url.format(n=n)}'>县政府{WORDS[n]}并研究有关事项</a></li>" for n in range(4)
    )
    assert judged(f"<div class='box'><h2>要闻</h2><ul>{rows}</ul></div>").result is result


def test_an_item_is_not_older_than_its_picture() -> None:
    def rows(day: str) -> str:
        return "".join(
            f"<li><a href='/c/{n}.html'><img src='/tp/W0{day}312345678{n}.jpg'></a>"
            f"<h3>县政府{WORDS[n]}</h3></li>"
            for n in range(4)
        )

    assert judged(f"<ul>{rows('20261126')}</ul>").result is UNKNOWN
    assert judged(f"<ul>{rows('20260826')}</ul>").result is FAILED


def test_a_headline_with_a_day_in_its_summary_may_be_new() -> None:
    line = (
        "<div class='top'><h1><a href='/c/t.html'>县委常委会召开会议</a></h1><p>{}月26日，县委常委会召开会议，"
        "学习贯彻全会精神，听取有关工作情况汇报，研究部署下一阶段重点任务。</p></div>"
    )
    assert judged(line.format(11)).result is UNKNOWN
    assert judged(line.format(9)).result is FAILED


HEADS = [
    ("标题", "发布", "截止"), ("项目名称", "发布时间", "开标时间"), ("名称", "公布日期", "反馈截止日期"),
    ("活动", "发布日期", "活动时间"), ("事项", "公开时间", "报名时间"), ("主题", "日期", "征集结束"),
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("table", ["thead", "tbody", "list"])
def test_the_end_of_a_consultation_acquits_nobody(head: tuple[str, ...], table: str) -> None:
    def shown(*days: str) -> str:
        first = [
            (f"<a href='/yj/{n}.html'>关于某办法第{n}稿的公告</a>", *days) for n in range(1, 4)
        ]
        rows = [head, *first]
        if table == "list":
            made = "".join(f"<ul><li>{'</li><li>'.join(row)}</li></ul>" for row in rows)
            return f"<div class='box'><h2>意见征集</h2><div>{made}</div></div>"
        lines = [f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows]
        top = f"<thead>{lines[0]}</thead>" if table == "thead" else lines[0]
        return f"<div class='box'><h2>意见征集</h2><table>{top}{''.join(lines[1:])}</table></div>"

    assert judged(shown("2026-10-20", "2026-11-28")).result is FAILED
    assert judged(shown("2026-11-28", "2026-12-28")).result is not FAILED


@pytest.mark.parametrize(
    ("beside", "result", "code"),
    [
        ("起止时间：2026-10-11 - 2026-11-28", FAILED, None),
        ("征集时间：2026年10月11日至2026年11月28日", FAILED, None),
        ("发布时间：2026-10-11　截止时间：2026-11-28", FAILED, None),
        ("发布时间：2026-11-26　截止时间：2026-12-28", PASSED, None),
        ("<i>2026-10-11</i><i>2026-11-28</i>", UNKNOWN, ListCode.ITEM_DAYS),
        ("<i>2026-11-25</i><i>2026-11-28</i>", PASSED, None),
        ("<i>2026-08-11</i><i>2026-09-28</i>", FAILED, None),
        ("<i>10-11</i><i>11-28</i>", UNKNOWN, ListCode.ITEM_DAYS),
        ("成文 2026-10-11 发布 2026-11-28", PASSED, None),
    ],
)
def test_of_several_days_the_earliest_is_certain(
    beside: str, result: CheckResult, code: ListCode | None
) -> None:
    rows = "".join(
        f"<li><a href='/yj/{n}.html'>关于第{n}号办法草案征求意见</a><span>{beside}</span></li>"
        for n in range(1, 4)
    )
    found = judged(f"<div class='box'><h2>民意征集</h2><ul>{rows}</ul></div>")
    assert (found.result, why(found)) == (result, code)


def test_what_is_old_everywhere_still_fails_with_its_day() -> None:
    found = judged(dated("2026-09-26"), dated("25/8", "快讯"))
    assert (found.result, found.reason.code) == (FAILED, SpotCheckCode.HOME_STALE)
