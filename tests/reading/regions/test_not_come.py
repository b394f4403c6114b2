"""Lists in which something stands where rows did not come, and what is no such thing."""

# A fixture is easier to see through on one line than broken where a ruler says.
# ruff: noqa: E501

from __future__ import annotations

from base64 import b64encode

import pytest

from repostwatch.model import Region, RegionForm, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.regions.choose import choose_list
from tests.reading.regions.test_regions import NAME, URL, read, rows

TITLE = "国务院关于推进低空经济高质量发展的指导意见"


def regions(inside: str, above: str = "", below: str = "") -> tuple[Region, ...]:
    page = read(f"{above}<div class='list'><h2>{NAME}</h2><ul>{inside}{rows()}</ul></div>{below}")
    return choose_list(page).regions


def the_list(inside: str, above: str = "", below: str = "") -> Region:
    (region,) = (one for one in regions(inside, above, below) if one.readable)
    return region


@pytest.mark.parametrize(
    "row",
    [
        "<li>数据库连接失败</li>",
        "<li>加载失败，请刷新重试</li>",
        "<li>查询超时，部分数据未显示</li>",
        "[an error occurred while processing this directive]",
        "<b>Warning</b>: mysql_fetch_array() expects parameter 1 in <b>/www/list.php</b> on line <b>31</b><br>",
        "Microsoft OLE DB Provider for SQL Server 错误 '80040e14' /zc/list.asp，行 31",
        "<li>java.lang.NullPointerException</li>",
        "<li>正在加载最新文件…</li>",
        "<li><i></i> 加载中</li>",
        "<li>……</li>",
        "<li>登录后可查看最新文件</li>",
        "<li>更多新文件整理中</li>",
        "<li>暂无数据</li>",
    ],
)
def test_words_in_the_place_of_a_row(row: str) -> None:
    reason = the_list(row).reason
    assert reason is not None
    assert reason.has(ListCode.NOT_COME)


@pytest.mark.parametrize(
    "row",
    [
        "<li class='skeleton'></li>",
        "<li><img src=/loading.gif></li>",
        "<li><TRS_DOCUMENTS num=1><TRS_DOCUMENT field=doctitle></TRS_DOCUMENTS></li>",
        "<news-row data-id=1></news-row>",
        "<li is='news-row' src='/zc/new.json'></li>",
        "<li hx-get='/zc/new.html' hx-trigger='load'></li>",
        "<include-fragment src='/zc/new.html'></include-fragment>",
        "<esi:include src='/zc/new.html'/>",
        "<!--#include virtual='/zc/new.html'-->",
        "<template x-for='x in items'><li><a x-text='x.t'></a></li></template>",
        "<li><iframe src='https://www.example.com/new.html'></iframe></li>",
        "<li>${date}</li>",
    ],
)
def test_a_part_of_the_list_that_is_filled_from_elsewhere(row: str) -> None:
    reason = the_list(row).reason
    assert reason is not None
    assert reason.has(ListCode.PART_UNREAD)


@pytest.mark.parametrize(
    "part",
    [
        "<div hx-get='/zc/new.html' hx-trigger='load'></div>",
        "<turbo-frame id=x src='/zc/new.html'></turbo-frame>",
        "<news-list api='/zc/new.html'></news-list>",
        "<iframe src='https://www.example.com/new.html'></iframe>",
        "<iframe id='newest'></iframe>",
        "<details><summary>8月</summary><div data-load='/zc/new.html'></div></details>",
    ],
)
def test_a_part_right_above_the_list(part: str) -> None:
    reason = the_list("", above=part).reason
    assert reason is not None
    assert reason.has(ListCode.PART_UNREAD)


@pytest.mark.parametrize(
    "frame",
    [
        "<object data='/zc/new.html' type='text/html'></object>",
        "<embed src='/zc/new.html'>",
        "<iframe class='lazy' data-src='/zc/new.html'></iframe>",
        "<div w3-include-html='/zc/new.html'></div>",
    ],
)
def test_a_page_of_the_site_right_above_the_list_is_a_part_of_it(frame: str) -> None:
    shown = [one.url for one in regions("", above=frame) if one.form is RegionForm.FRAME]
    assert shown == [URL.replace("index", "new")]


@pytest.mark.parametrize(
    "script",
    [
        "<script src='/zc/new.js'></script>",
        "<li><script src='/zc/new.js'></script></li>",
        "<script>import('/zc/new.js')</script>",
        "<script>fetch('/zc/new.json').then(show)</script>",
    ],
)
def test_a_script_in_the_list(script: str) -> None:
    assert the_list(script).reason == because(ListCode.REFILLED)


@pytest.mark.parametrize(
    "code",
    [
        "$('.list ul').prepend(made(D))",
        "$('.list ul').load('/zc/new.html')",
        "$.get('/n',function(d){$('.list').html(d)})",
        "document.querySelector('.list ul').insertAdjacentHTML('afterbegin',made(D))",
        "var one=document.getElementsByTagName('ul')[0];one.innerHTML=made(D)+one.innerHTML",
        "$(made(D)).prependTo('.list ul')",
    ],
)
def test_a_script_elsewhere_that_means_the_list(code: str) -> None:
    assert the_list("", below=f"<script>{code}</script>").reason == because(ListCode.REFILLED)


@pytest.mark.parametrize(
    ("inside", "above", "below"),
    [
        ("", "", "<script>$('.list ul').append(older)</script>"),
        ("", "", "<script>$('.foot ul').prepend(made(D))</script>"),
        ("", "", "<script>var text=$('.list ul').html();$('.list li').addClass('on')</script>"),
        ("", "", "<script>$('li:bad(').html(made(D))</script>"),
        (rows("国务院关于推进", 20) + "<li>正在加载更多</li>", "", ""),
        ("<li style='display:none'>加载中</li>", "", ""),
        ("<li></li>", "", ""),
        ("<!--#begineditable name='list'-->", "", ""),
        ("", "<iframe src='https://weather.example.com/' class='weather'></iframe>", ""),
        ("", "<iframe src='https://www.example.com/' width=1 height=1 style='display:none'></iframe>", ""),
        ("", "<p>本栏目发布国务院文件。</p>", ""),
    ],
)  # fmt: skip
def test_what_hides_nothing(inside: str, above: str, below: str) -> None:
    body = f"{above}<div class='list'><h2>{NAME}</h2><ul>{rows()}</ul></div>{below}"
    if inside.startswith("<li><a"):
        body = f"<div class='list'><h2>{NAME}</h2><ul>{inside}</ul></div>"
    elif inside:
        body = body.replace("<ul>", f"<ul>{inside}")
    (region,) = choose_list(read(body)).regions
    assert region.reason is None
    assert not region.unread


@pytest.mark.parametrize(
    "row",
    [
        "<li><span>2026-08-10</span></li>",
        "<li><canvas width=600></canvas><span>2026-08-10</span></li>",
        "<li><video src='/v.mp4'></video></li>",
        "<li><button onclick='go(1)'></button></li>",
        "<li><svg><foreignObject><p>国务院关于低空经济…</p></foreignObject></svg></li>",
        "<li><a href='/zc/7.html' class='t7'></a></li>",
    ],
)
def test_a_row_without_a_title(row: str) -> None:
    (lost,) = the_list(row).unread
    assert lost.reason == because(ListCode.ROW_WITHOUT_TITLE)


def test_days_above_their_rows_are_headings() -> None:
    bare = rows(dated=False).split("<span></span>")
    inside = "<li>2026-08-10</li>" + "".join(bare)
    page = read(f"<div class='list'><h2>{NAME}</h2><ul>{inside}</ul></div>")
    (region,) = choose_list(page).regions
    assert not region.unread


BYTES = TITLE.encode()


@pytest.mark.parametrize(
    "title",
    [
        "undefined",
        "".join(f"\\u{ord(letter):04x}" for letter in "国务院关于推进低空"),
        "".join(f"\\u{{{ord(letter):x}}}" for letter in "国务院关于推进低空"),
        "null",
        "${item.title}",
        "<%=title%>",
        "".join(f"%{byte:02X}" for byte in BYTES),
        "".join(f"%u{ord(char):04X}" for char in TITLE),
        "".join(f"={byte:02X}" for byte in BYTES),
        b64encode(BYTES).decode(),
        BYTES.decode("gbk", "replace"),
        TITLE.encode("gbk").decode("utf-8", "replace"),
    ],
)
def test_a_title_that_is_still_coded(title: str) -> None:
    row = f"<li><a href='/zc/7.html'>{title}</a><span>2026-08-12</span></li>"
    (lost,) = the_list(row).unread
    assert lost.reason in (because(ListCode.ROW_BROKEN), because(ListCode.ROW_NO_ITEM))


@pytest.mark.parametrize(
    "title",
    [TITLE, "国务院关于“100%电子化”的通知", "国务院办公厅关于印发 A&B=C 方案的通知", "国令第812号"],
)
def test_a_title_that_is_not(title: str) -> None:
    row = f"<li><a href='/zc/7.html'>{title}</a><span>2026-08-12</span></li>"
    assert not the_list(row).unread


@pytest.mark.parametrize("style", ["float:right", "order: {}", "position:absolute;left:{}em"])
def test_letters_that_a_style_moves(style: str) -> None:
    letters = "".join(f"<i style='{style.format(n)}'>{c}</i>" for n, c in enumerate(TITLE[::-1]))
    row = f"<li><a href='/zc/7.html'>{letters}</a><span>2026-08-12</span></li>"
    assert [one.reason for one in the_list(row).unread] == [because(ListCode.ROW_REORDERED)]


def test_a_badge_that_a_style_moves() -> None:
    row = f"<li><a href='/zc/7.html'>{TITLE}<i style='float:right'>新</i></a><span>2026-08-12</span></li>"
    assert not the_list(row).unread
