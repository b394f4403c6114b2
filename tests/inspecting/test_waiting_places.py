"""A homepage fails only where nothing on it can bring in what was not read: whatever is empty may
be filled by any script of which nobody knows what it does."""

# Markup stands on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from repostwatch.inspecting.freshness import judge_columns, judge_homepage
from repostwatch.inspecting.second_level import dates_of
from repostwatch.model import PageKind
from repostwatch.model.codes import ListCode, SpotCheckCode
from repostwatch.model.home_columns import HomepageLook
from repostwatch.model.reasons import Reason
from repostwatch.model.spot_checks import IndicatorResult
from repostwatch.reading import fillers
from repostwatch.reading.columns.home_columns import home_columns
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings, SpotCheckSettings
from tests.inspecting.test_shown_days import (
    AT,
    FAILED,
    FOOT,
    HOME,
    MENU,
    OLD,
    PASSED,
    UNKNOWN,
    WORDS,
    box,
    day,
)

SETTINGS = SpotCheckSettings()


def look(shown: str, script: str, old: str = OLD) -> HomepageLook:
    """Of a page with the scripts behind all that it shows, where they write nothing."""
    body = f"<body>{MENU}<div class='main'>{shown}{old}</div>{FOOT}{script}</body>"
    page = read_page(body.encode(), HOME, fetched_at=AT, settings=ReadingSettings(), kept_up=True)
    return HomepageLook(AT, home_columns(page))


def judged(shown: str, script: str = "", old: str = OLD) -> IndicatorResult:
    return judge_homepage("a", look(shown, script, old), SETTINGS)


FAR = "<script src='/assets/portal.js?v=7'></script>"
KNOWN = "<script src='/lib/jquery-3.6.0.min.js'></script><script src='/lib/swiper.min.js'></script>"
PLACES = [
    "<section></section>", "<article class='lead-story'></article>", "<dl></dl>", "<p class='x'></p>",
    "<div><div></div><div></div></div>", "<ol></ol>", "<county-news></county-news>", "<span></span>",
    "<load from='/part/a.html'></load>", "<table><tr><td></td></tr></table>", "<main><!-- 要闻 --></main>",
    "<div data-part='/part/a.html'></div>", "<div v-html='lead'></div>", "<div>&nbsp;</div>",
    "<h3>今日关注</h3><div class='inner'></div>", "<div>数据加载中…</div>", "<p>请稍候</p>", "<div>Loading...</div>",
    "<div><em>页面正在加载，请稍候。</em></div>", "<div>{{ lead.title }}</div>", "<div><img src='/i/loading.svg'></div>",
    "<ul><li></li><li></li></ul>", "<h3>今日关注</h3><p>暂无数据</p>", "<div class='tab-pane'></div>",
]  # fmt: skip
FETCHING = [
    "$('.x').load('lead.html')", "$.ajax({url: lead})", "jQuery.getJSON(base + 'lead', show)",
    "fetch(where).then(show)", "var r = new XMLHttpRequest(); r.open('GET', where)", "axios.post(where)",
    "var s = document.createElement('script'); s.src = '/assets/lead.js'; document.body.appendChild(s)",
    "document.write('<script src=\"/assets/lead.js\"><\\/script>')", "$.getScript('/assets/lead.js')",
    "import('/assets/lead.js')", "import lead from './lead.js'", "new Vue({el: '#x'})", "require(['lead'], show)",
    "layui.use('lead', show)", "eval(window.lead)", "document.write(unescape('%3Cscript src=%22/a.js%22%3E%3C/script%3E'))",
    "var lead = '县委常委会召开会议研究部署工作'; box.innerHTML = lead",
    # What a form's field holds, or the answer to its query.
    "$('#list').html($('#fr_bgtxt').val())", "box.innerHTML = document.fr.fr_bgtxt.value",
    "var t = fr_bgtxt.value; box.innerHTML = t", "function show(d){box.innerHTML=d}",
    "function show(d){box.innerHTML = d.rows}", "parent.show = (d) => { box.innerHTML = d }",
    "document.write(location.search)", "box.insertAdjacentHTML('beforeend', form.fr_vid.value)",
]  # fmt: skip
HARMLESS = [
    "", "$('.slide').slide({mainCell: '.bd ul', autoPlay: true})", "var x = 1;", "location.href = '/m/index.html'",
    "if (/iphone/i.test(navigator.userAgent)) { window.location.replace('http://m.county.gov.cn/') }",
    "function home(o) { o.style.behavior = 'url(#default#homepage)' }",
    "var d = new Date(); document.getElementById('d').innerHTML = d.getFullYear() + '年' + '星期' + '日一二三四五六'.charAt(d.getDay())",
    "var h = document.createElement('script'); h.src = 'https://hm.baidu.com/hm.js?12ab'; s.parentNode.insertBefore(h, s)",
    "demo2.innerHTML = demo1.innerHTML", "function t(o){box.innerHTML=o.innerHTML}",
    "document.fr.fr_vid.value = '12'; document.fr.submit()",
    "function two(n){return n < 10 ? '0' + n : n} box.innerHTML = two(3) + ':' + two(4)",
    "// fetch('/api/lead')", "/* $.getScript('/assets/lead.js') */ var y = 2;",
]  # fmt: skip


def why(place: str, script: str) -> tuple[object, object]:
    found = judged(place, script)
    said = found.reason["why"] if found.reason.code is SpotCheckCode.HOME_WAITS else None
    return found.result, said.code if isinstance(said, Reason) else None


@pytest.mark.parametrize("place", PLACES)
def test_whatever_is_empty_may_be_filled_by_a_script_that_nobody_read(place: str) -> None:
    assert judged(f"<div>{place}</div>", KNOWN).result is not PASSED
    assert judged(f"<div>{place}</div>", FAR).result is UNKNOWN


@pytest.mark.parametrize("place", ["<section></section>", "<div class='lead-story'></div>"])
def test_the_reason_is_that_a_script_may_fill_it(place: str) -> None:
    assert why(place, FAR) == (UNKNOWN, ListCode.PLACES_WAIT)
    assert why(place, KNOWN) == (FAILED, None)
    assert why(place, "") == (FAILED, None)
    # What is new passes all the same.
    assert judged(place + box("要闻", 1, 2, 3), FAR).result is PASSED


@pytest.mark.parametrize("code", FETCHING)
def test_a_script_of_the_page_may_bring_something_too(code: str) -> None:
    assert fillers.brings(code)
    assert judged("<section></section>", f"<script>{code}</script>").result is UNKNOWN


@pytest.mark.parametrize("code", HARMLESS)
def test_a_script_that_asks_for_nothing_brings_nothing(code: str) -> None:
    assert not fillers.brings(code)
    assert judged("<section></section>", f"<script>{code}</script>").result is FAILED


def test_data_for_machines_bring_nothing() -> None:
    code = '{"render": "https://county.example/a/b"}'
    assert fillers.brings(code)
    assert not fillers.brings(code, "application/ld+json")


@pytest.mark.parametrize(
    "part",
    [
        "<div><h3>图片报道</h3><script src='./lead/list.js'></script></div>",
        "<p><script src='http://county.example/rows.jsp?n=5'></script></p>",
        "<div><h3>图片报道</h3><script>leadOf(5, 'x')</script></div>" + FAR,
        "<script src='/lead/rows.js'></script>",
    ],
)
def test_a_script_between_what_is_shown_may_write_there(part: str) -> None:
    assert judged(f"<p>欢迎访问</p>{part}").result is UNKNOWN


@pytest.mark.parametrize(
    "decor",
    [
        "", "<div class='clear'></div>", "<div class='h10'></div>", "<a href='/c/'><i></i>更多</a>", "<br><hr>",
        "<p>欢迎<span class='x'></span></p>", "<p>一</p><p></p><p>二</p>", "<div class='swiper-pagination'></div>",
        "<svg><g></g><path d=''></path></svg>", "<table><tr><td width='10'></td><td>一</td></tr></table>", "<h3>图片报道</h3><p>栏目建设中</p>",
    ],
)  # fmt: skip
def test_what_only_makes_room_waits_for_nothing(decor: str) -> None:
    assert judged(decor, FAR).result is FAILED


def column(name: str, lead: str, ago: int) -> str:
    rows = "".join(
        f"<li><a href='/k/{name}{n}.html'>县政府{WORDS[n % 4]}第{n}次</a><b>{day(ago + n)}</b></li>"
        for n in range(4)
    )
    return f"<div class='box'><h3>{name}</h3>{lead}<ul>{rows}</ul></div>"


NAMES = ("工作动态", "部门动态", "乡镇动态", "基层动态", "时政要闻")


@pytest.mark.parametrize(
    "lead",
    ["<section></section>", "<div><div class='swiper-wrapper'></div></div>", "<p>加载中</p>"],
)
def test_a_column_in_whose_box_something_waits_is_not_certainly_stale(lead: str) -> None:
    def site(script: str, lead: str) -> object:
        boxes = "".join(column(name, lead, 40) for name in NAMES)
        return judge_columns(
            "a", look(box("要闻", 1, 2, 3) + boxes, script, old=""), SETTINGS
        ).result

    assert site(FAR, lead) is UNKNOWN
    assert site("<script>$.get('/lead').done(show)</script>", lead) is UNKNOWN
    assert site(KNOWN, lead) is FAILED
    assert site(FAR, "") is FAILED


@pytest.mark.parametrize("code", FETCHING)
def test_empty_lists_are_blank_only_where_nothing_can_fill_them(code: str) -> None:
    names = ("通知公告", "政策文件", "人事任免", "规划计划", "财政信息", "招标公告")
    boxes = "".join(f"<div class='box'><h3>{name}</h3><ul class='k'></ul></div>" for name in names)

    def site(script: str) -> object:
        return judge_columns(
            "a", look(box("要闻", 1, 2, 3) + boxes, script, old=""), SETTINGS
        ).result

    assert site("") is FAILED
    assert site(f"<script>{code}</script>") is UNKNOWN


def test_a_second_level_page_that_waits_is_not_whole() -> None:
    def whole(shown: str, script: str) -> bool:
        seen = look(shown, script).columns or ()
        return dates_of(PageKind.CONTENT, seen, None, AT, SETTINGS).whole

    assert whole("<section></section>", "")
    assert whole("", FAR)
    assert not whole("<section></section>", FAR)


def test_a_script_in_the_box_of_a_column_may_write_its_items() -> None:
    def site(lead: str) -> object:
        boxes = "".join(column(name, lead, 40) for name in NAMES)
        return judge_columns("a", look(box("要闻", 1, 2, 3) + boxes, "", old=""), SETTINGS).result

    assert site("") is FAILED
    assert site("<script src='./lead/rows.js'></script>") is UNKNOWN
    assert site("<script src='/lib/jquery.min.js'></script>") is FAILED
