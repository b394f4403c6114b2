"""What a homepage shows of days, from its markup to 首页不更新: whatever is new on it counts
wherever it stands, and nothing counts that is no news."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from repostwatch.base.clock import day_of
from repostwatch.inspecting.freshness import judge_columns, judge_homepage
from repostwatch.model import BEIJING
from repostwatch.model.codes import ListCode, SpotCheckCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.model.reasons import Reason
from repostwatch.model.spot_checks import CheckResult, IndicatorResult
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings, SpotCheckSettings

AT = datetime(2026, 11, 30, 5, 10, tzinfo=BEIJING)
HOME = "http://www.county.gov.cn/"
PASSED, FAILED, UNKNOWN = CheckResult.PASSED, CheckResult.FAILED, CheckResult.UNKNOWN
WORDS = (
    "召开常务会议部署重点工作",
    "调研重点项目建设情况",
    "举行安全生产应急演练",
    "公布行政许可清单",
)
MENU = "<div class='header'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a></div>"
FOOT = "<div class='footer'><p>主办：某县人民政府 版权所有 2026-11-30</p></div>"


def day(ago: int) -> str:
    return str(day_of(AT) - timedelta(days=ago))


def items(name: str, *ago: int, host: str = "", same_day: bool = False) -> str:
    return "".join(
        f"<li><a href='{host}/c/{hash_of(name)}{n}.html'>县政府{WORDS[n % 4]}第{n}次</a>"
        f"<span>{day(ago[0] if same_day else one)}</span></li>"
        for n, one in enumerate(ago)
    )


def hash_of(name: str) -> int:
    return sum(map(ord, name))


def box(name: str, *ago: int, host: str = "") -> str:
    return f"<div class='box'><h2>{name}</h2><ul>{items(name, *ago, host=host)}</ul></div>"


OLD = box("部门动态", 40, 41, 42, 43) + box("通知公告", 45, 46, 47)
NEW = (1, 2, 3, 4)


def look(*parts: str, old: str = OLD) -> HomepageLook:
    body = f"<html><body>{MENU}<div class='main'>{''.join(parts)}{old}</div>{FOOT}</body></html>"
    page = read_page(body.encode(), HOME, fetched_at=AT, settings=ReadingSettings(), kept_up=True)
    return HomepageLook(AT, home_columns(page))


def judged(*parts: str, old: str = OLD) -> IndicatorResult:
    return judge_homepage("a", look(*parts, old=old), SpotCheckSettings())


def why(found: IndicatorResult) -> object:
    reason = found.reason["why"] if found.reason.code is SpotCheckCode.HOME_DOUBTED else None
    return reason.code if isinstance(reason, Reason) else None


def test_what_is_old_everywhere_fails() -> None:
    assert judged().result is FAILED
    assert judged(box("图片新闻", 20, 21, 22)).result is FAILED


@pytest.mark.parametrize(
    "name",
    ["图片新闻", "图片要闻", "热点新闻", "热门信息", "热点回应", "热点关注", "点击排行", "推荐信息",
     "推荐阅读", "相关新闻", "相关信息", "最多浏览", "延伸阅读", "猜你喜欢", "今日要闻"],
)  # fmt: skip
def test_news_count_whatever_their_block_is_called(name: str) -> None:
    assert judged(box(name, *NEW)).result is PASSED


@pytest.mark.parametrize(
    "mark",
    ["class='sidebar'", "class='aside'", "class='side-right'", "id='related'", "class='hot-list'",
     "class='recommend'", "class='rank'", "class='widget'", "class='links'", "class='link-box'",
     "class='toolbar'", "class='nav-news'", "class='header-news'", "class='footer-news'",
     "class='breadcrumb'", "class='bottom'", "class='position'", "class='share'"],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["div", "section", "aside"])
def test_news_count_whatever_their_box_is_called(mark: str, tag: str) -> None:
    assert judged(f"<{tag} {mark}>{box('今日要闻', *NEW)}</{tag}>").result is PASSED


@pytest.mark.parametrize("tag", ["nav", "header", "footer"])
def test_news_count_in_any_part_of_the_page(tag: str) -> None:
    assert judged(f"<{tag}>{box('今日要闻', *NEW)}</{tag}>").result is PASSED


def test_pictures_with_their_days_count() -> None:
    slides = "".join(
        f"<li><a href='/c/p{n}.html'><img src='/{n}.jpg'><p>县政府{WORDS[n]}</p></a>"
        f"<span>{day(n + 1)}</span></li>"
        for n in range(4)
    )
    assert judged(f"<div class='box'><h2>图片新闻</h2><ul>{slides}</ul></div>").result is PASSED


def test_a_headline_alone_counts() -> None:
    line = f"<div class='top'><a href='/c/t.html'>县委强调高质量发展</a><span>{day(3)}</span></div>"
    assert judged(line).result is PASSED


@pytest.mark.parametrize(
    "shown",
    [
        f"<div class='top'>今天是{AT.year}年11月30日 星期一 天气晴</div>",
        "<div class='top'>2026年11月30日 星期一<a href='/mail/'>县长信箱</a></div>",
        "<div class='top'><span>2026-11-30</span><a href='/wza/'>无障碍浏览</a></div>",
        "<div class='top'><span>2026-11-30</span><a href='/en/'>英文版本</a></div>",
        "<div class='header'><span>2026-11-30</span><a href='/mail/'>县长信箱入口</a></div>",
        "<div class='header'>2026年11月30日<a href='/'>某县人民政府门户网站</a></div>",
        "<p>更新时间：2026-11-29</p>",
        "<p>今日访问量 1024 2026-11-30</p>",
        "<div class='footer'><a href='/gy/'>关于我们</a> 2026-11-30</div>",
        "<div class='footer'><a href='http://beian.miit.gov.cn/'>某ICP备12345号</a>2026-11-29</div>",
        "<table class='calendar'><tr><td>2026年11月</td></tr><tr>"
        + "".join(f"<td><a href='/rl/{n}'>{n}</a></td>" for n in range(1, 31))
        + "</tr></table>",
    ],
)
def test_a_day_without_news_acquits_nobody(shown: str) -> None:
    assert judged(shown).result is FAILED


@pytest.mark.parametrize(
    "shown",
    [
        (
            "<div class='weather'><a href='http://www.weather.example/s'>某县今天晴转多云气温5℃</a>"
            "<span>2026-11-30</span></div>"
        ),
        "<div class='weather'><a href='/tq/a.html'>今日天气：晴转多云5℃</a>2026-11-30</div>",
        (
            "<div class='ad'><a href='http://shop.example/a.html'>双十一农产品网上展销会欢迎光临</a>"
            f"<span>{day(2)}</span></div>"
        ),
        f"<div class='zt'><a href='/zt/dsxx/'>学习教育专题活动</a><span>{day(2)}</span></div>",
    ],
)
def test_what_may_be_no_news_is_for_a_person(shown: str) -> None:
    assert judged(shown).result in (UNKNOWN, FAILED)
    assert judged(shown, box("今日要闻", *NEW)).result is PASSED


@pytest.mark.parametrize(
    "shown",
    [
        f"<ul><li>县政府召开常务会议部署工作<span>{day(2)}</span></li></ul>",
        f"<p>{day(3)} 县政府召开常务会议部署工作</p>",
        f"<table><tr><td>县政府召开常务会议部署工作</td><td>{day(4)}</td></tr></table>",
        "<p>2026年11月28日，县政府召开常务会议。</p>",
    ],
)
def test_words_with_a_new_day_that_are_no_link_are_for_a_person(shown: str) -> None:
    found = judged(shown)
    assert (found.result, why(found)) == (UNKNOWN, ListCode.ITEM_UNLINKED)
    assert judged(shown, box("今日要闻", *NEW)).result is PASSED
    old = shown.replace("2026-11", "2026-09").replace("2026年11", "2026年9")
    assert judged(old).result is FAILED


@pytest.mark.parametrize(
    "shown",
    [
        "<p>网站更新时间：2026-11-28</p>", "<p>版权所有：某县人民政府办公室 2026-11-28</p>",
        "<p>职称考试报名截止日期为2026年11月28日</p>", "<p>今天是2026年11月30日，农历十月廿二</p>",
        "<p>更新时间：</p><p>2026-11-28</p>", "<div>某县人民政府<b>2026-11-30</b></div>",
        f"<p>本县有人口五十万，公报发布于{day(-9)}，请查阅。</p>",
    ],
)  # fmt: skip
def test_words_with_a_day_of_something_else_acquit_nobody(shown: str) -> None:
    assert judged(shown).result is FAILED


@pytest.mark.parametrize(
    ("month", "result"),
    [("2026年11", UNKNOWN), ("2026年12", UNKNOWN), ("12", UNKNOWN), ("2026年9", FAILED)],
)
def test_an_event_in_a_title_is_no_day_of_publication(month: str, result: CheckResult) -> None:
    titles = "".join(
        f"<li><a href='/c/e{n}.html'>我县将于{month}月{28 - n}日举行推介活动</a></li>"
        for n in range(5)
    )
    assert judged(f"<div class='box'><h2>今日要闻</h2><ul>{titles}</ul></div>").result is result


@pytest.mark.parametrize(
    ("shown", "result", "code"),
    [
        (box("友情链接", *NEW, host="http://news.example"), FAILED, None),
        (f"<div class='links'>{box('要闻', *NEW, host='http://news.example')}</div>", FAILED, None),
        (box("友情链接", *NEW), UNKNOWN, ListCode.ITEM_BESIDE),
        (
            f"<div class='sidebar'>{box('要闻', *NEW, host='http://news.example')}</div>",
            UNKNOWN,
            ListCode.ITEM_ELSEWHERE,
        ),
        # What the site shows of others in a column of its own is an update of that.
        (box("国务院要闻", *NEW, host="http://www.gov.cn"), PASSED, None),
        (box("时政要闻", *NEW, host="http://news.example"), PASSED, None),
        (
            f"<div class='sidebar'>{box('微信', *NEW, host='https://mp.weixin.qq.com')}</div>",
            PASSED,
            None,
        ),
    ],
)
def test_what_leads_to_other_sites(shown: str, result: CheckResult, code: ListCode | None) -> None:
    found = judged(shown)
    assert (found.result, why(found)) == (result, code)


@pytest.mark.parametrize("ahead", [(-1,), (-25,), (-365,), (-1, 41, 42)])
def test_a_day_ahead_acquits_nobody(ahead: tuple[int, ...]) -> None:
    found = judged(box("今日要闻", *ahead))
    assert (found.result, why(found)) == (UNKNOWN, ListCode.ITEM_AHEAD)


def test_beside_a_day_ahead_what_is_new_counts() -> None:
    assert judged(box("今日要闻", -1, 3, 41)).result is PASSED
    assert judged(box("今日要闻", 0, 41)).result is PASSED


HIDING = (
    "style='display:none'", "style='visibility:hidden'", "hidden", "style='opacity:0'",
    "style='position:absolute;left:-9999px'", "style='height:0;overflow:hidden'",
)  # fmt: skip


@pytest.mark.parametrize("hiding", HIDING)
def test_what_is_hidden_acquits_nobody(hiding: str) -> None:
    for shown in (
        f"<div {hiding}>{box('隐藏动态', *NEW)}</div>",
        f"<div><div class='x' {hiding}><div>{box('隐藏动态', *NEW)}</div></div></div>",
        f"<div class='box'><h2>动态</h2><ul {hiding}>{items('动态', *NEW)}</ul></div>",
    ):
        found = judged(shown)
        assert (found.result, why(found)) == (UNKNOWN, ListCode.ITEM_HIDDEN)


def test_the_panes_of_tabs_are_shown() -> None:
    panes = "".join(
        f"<ul class='pane' style='display:{'none' if n else 'block'}'>{items(name, *ago)}</ul>"
        for n, (name, ago) in enumerate([("要闻", (40, 41)), ("快讯", (1, 2))])
    )
    tabs = f"<div><ul class='hd'><li>要闻</li><li>快讯</li></ul><div>{panes}</div></div>"
    assert judged(tabs).result is PASSED


FAR = "<script src='/js/jquery.js'></script>"


@pytest.mark.parametrize("far", ["", FAR], ids=["no scripts", "a script from elsewhere"])
@pytest.mark.parametrize(
    ("css", "mark"),
    [
        (".x{display:none}", "class='x'"),
        (".x { DISPLAY : None !important; color:red }", "class='box x'"),
        ("div.x{display:none}", "class='x'"),
        ("#old{display:none}", "id='old'"),
        ("aside{display:none}", None),
        (".y,.x,.z{display:none}", "class='a x'"),
        (".main .x{display:none}", "class='x'"),
        ("@media screen{.x{display:none}}", "class='x'"),
        ("/* a{} */.x{display:block}.x{display:none}", "class='x'"),
        (".x{display:none}.box{display:block}#old{display:none}", "class='box' id='old'"),
        ("<!-- .x{display:none} -->", "class='x'"),
    ],
)
def test_what_the_page_s_own_style_hides_acquits_nobody(
    css: str, mark: str | None, far: str
) -> None:
    """As if the attribute of the element said it."""
    tag = "div" if mark else "aside"
    shown = f"<{tag} {mark or ''}>{box('今日要闻', *NEW)}</{tag}>"
    assert judged(shown).result is PASSED
    found = judged(f"<style>{css}</style>{far}{shown}")
    assert (found.result, why(found)) == (UNKNOWN, ListCode.ITEM_HIDDEN)


@pytest.mark.parametrize(
    "css", [".x{display:none}", ".main li.x{display:none}", "ul .x{display:none}"]
)
@pytest.mark.parametrize("far", ["", FAR], ids=["no scripts", "a script from elsewhere"])
def test_a_row_that_the_page_s_own_style_hides_acquits_nobody(css: str, far: str) -> None:
    """One of a list whose other rows are in sight; all of them, where no code can show one."""
    one, *others = items("今日要闻", 1, 40, 41, 42).split("</li>")
    shown = f"<div class='box'><h2>今日要闻</h2><ul>{one}</li>{'</li>'.join(others)}</ul></div>"
    assert judged(shown).result is PASSED
    assert judged(f"<style>{css}</style>{far}{shown}").result is PASSED
    hidden = shown.replace("<li>", "<li class='x'>", 1)
    assert judged(f"<style>{css}</style>{far}{hidden}").result is not PASSED
    every = shown.replace("<li>", "<li class='x'>")
    expected = PASSED if far else UNKNOWN
    assert judged(f"<style>{css}</style>{far}{every}").result is expected


@pytest.mark.parametrize(
    ("css", "more"),
    [
        ("@media print{.x{display:none}}", ""),
        ("@media (max-width:600px){.x{display:none}}", ""),
        (".x{display:none}.x{display:block}", ""),
        (".x{display:none}.x.on,.on .x{display:block}", ""),
        (".x{display:none}#tab:checked~.x{display:block}", ""),
        (".x:empty{display:none}", ""),
        (".x{display:none}", "<script>$('.x').fadeIn()</script>"),
        (".x{display:none}", "<a href='#' onclick=\"show('x')\">展开</a>"),
        (".x{display:none}", f"{FAR}<div class='x'>{box('其他', 30, 31)}</div>"),
        (".x{visibility:hidden}", FAR),
        ("/*.x{display:none}*/", ""),
        (".x{display:none", ""),
        (".X{display:none}", ""),
    ],
)
def test_what_a_rule_or_a_script_may_show_is_shown(css: str, more: str) -> None:
    shown = f"<div class='x'>{box('今日要闻', *NEW)}</div>"
    assert judged(f"<style>{css}</style>{shown}{more}").result is PASSED


def test_a_style_in_another_one_s_way_hides_nothing() -> None:
    shown = f"<div class='x' style='display:block'>{box('今日要闻', *NEW)}</div>"
    hides = "<style>.x{display:none}</style>"
    assert judged(hides + shown).result is PASSED
    assert judged(hides.replace("e}", "e!important}") + shown).result is UNKNOWN
    bare = shown.replace(" style='display:block'", "")
    assert judged(hides.replace("<style", "<style media='print'") + bare).result is PASSED
    assert judged(f"<noscript>{hides}</noscript>{bare}").result is PASSED


def test_panes_whose_names_are_in_sight_are_shown_whatever_hides_them() -> None:
    """Behind a tab; as with an attribute."""
    names = "<ul class='tabs'><li>要闻</li><li>公告</li></ul>"
    panes = (
        f"<ul class='pane'>{items('要闻', 40, 41)}</ul><ul class='pane b'>{items('公', *NEW)}</ul>"
    )
    css = "<style>.b{display:none}</style>"
    assert judged(f"{css}<div>{names}<div>{panes}</div></div>").result is PASSED
    bare = panes.replace("pane b", "b")
    assert judged(f"{css}<div><div>{bare}</div></div>").result is UNKNOWN, "no tab leads to it"


def test_hidden_columns_are_no_proof_of_columns_that_were_let_go() -> None:
    names = ("工作动态", "乡镇动态", "要闻", "快讯", "部门新闻")
    shown = "".join(box(name, 40, 41, 42) for name in names)
    settings = SpotCheckSettings()
    assert judge_columns("a", look(shown), settings).result is FAILED
    hidden = look(f"<div style='display:none'>{shown}</div>")
    assert judge_columns("a", hidden, settings).result is UNKNOWN


def test_beside_the_columns_nothing_has_to_be_kept_up() -> None:
    names = ("图片新闻", "热点新闻", "推荐新闻", "相关动态", "新闻排行")
    shown = look("".join(box(name, 40, 41, 42) for name in names))
    assert judge_columns("a", shown, SpotCheckSettings()).result is PASSED


def test_a_month_behind_the_newest_day_may_be_new() -> None:
    rows = "".join(
        f"<li><a href='/c/m{n}.html'>县政府{WORDS[n]}</a><span>{one}</span></li>"
        for n, one in enumerate(("2026-11-05", "2026-11", "2026-10-30"))
    )
    found = judged(f"<div class='box'><h2>要闻</h2><ul>{rows}</ul></div>")
    assert (found.result, why(found)) == (UNKNOWN, ListCode.ITEM_MONTH)


def test_old_news_beside_a_page_that_only_leads_on_do_not_judge_it() -> None:
    found = judged(box("图片新闻", 40, 41, 42), old="")
    assert found.reason.code is SpotCheckCode.HOME_UNDATED
    assert judged(box("图片新闻", *NEW), old="").result is PASSED


@pytest.mark.parametrize("name", ["图片新闻", "热点新闻"])
def test_a_script_may_fill_what_stands_beside_with_news(name: str) -> None:
    filled = (
        f"<div class='box'><h2>{name}</h2><ul id='hot'></ul></div>"
        "<script>$.get('/hot.json', function (d) { $('#hot').html(d); });</script>"
    )
    assert judged(filled).result is UNKNOWN
