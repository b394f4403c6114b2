"""Which part of a page is the list: one fixture for each way in which another part vouched."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from repostwatch.model import Page, PageKind, RegionForm, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.addresses import names_row
from repostwatch.reading.page_json import page_as_json
from repostwatch.reading.regions.choose import choose_list
from tests.defaults import reach, read_page

URL = "http://www.example.gov.cn/zc/index.html"
NOW = datetime(2026, 8, 12, 4, tzinfo=UTC)
NAME = "国务院政策文件"
TOPICS = ("政务服务", "数字政府", "养老服务", "服务消费", "设备更新", "海洋渔业")


def rows(prefix: str = "国务院办公厅关于推进", day: int = 12, *, dated: bool = True) -> str:
    return "".join(
        f"<li><a href='/zc/{prefix[-1:]}{n}{day}000.html'>{prefix}{topic}有关工作的通知</a>"
        f"<span>{f'2026-08-{day - n:02}' if dated else ''}</span></li>"
        for n, topic in enumerate(TOPICS)
    )


OLD = "<ul>" + rows("测试部关于检查", 8) + "</ul>"
LIST = f"<ul>{rows()}</ul>"


def read(body: str, title: str = f"{NAME} - 测试部") -> Page:
    text = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_page(text.encode(), URL, fetched_at=NOW, listed=True)


def chosen(page: Page, *reposts: str) -> list[str]:
    return [region.path for region in choose_list(page, reposts).regions]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"<div class='a'><h2>{NAME}</h2>{LIST}</div>"
            f"<div class='b'><h3>信息公开</h3>{OLD}</div>",
            ["div.a > ul"],
            id="beside a longer one with a heading of its own",
        ),
        pytest.param(
            f"<div class='b'><h3>热点信息</h3>{OLD}</div><p>当前位置：<a href='/'>首页</a> &gt; "
            f"<a href='/zc/'>{NAME}</a></p><div class='a'>{LIST}</div>",
            ["div.a > ul"],
            id="named by the crumbs",
        ),
        pytest.param(
            f"<div class='hd'><span>{NAME}</span><span>部门文件</span></div>"
            f"<div class='bd'><div class='one'>{LIST}</div><div class='two'>{OLD}</div></div>",
            ["div.bd > div.one > ul"],
            id="the panel of its tab",
        ),
        pytest.param(
            f"<div class='a'><h2>{NAME}</h2><table><tr><th>标题</th><th>日期</th></tr>"
            + "".join(
                f"<tr><td><a href='/zc/{n}000001.html'>国务院关于推进{topic}的意见</a></td>"
                f"<td>2026-08-{12 - n:02}</td></tr>"
                for n, topic in enumerate(TOPICS)
            )
            + f"</table></div><div class='b'>{OLD}</div>",
            ["div.a > table > tbody"],
            id="a table",
        ),
        pytest.param(
            f"<div class='a'>{LIST}</div><div class='side'>{OLD}</div>",
            ["div.a > ul"],
            id="unnamed, the other one a sidebar",
        ),
        pytest.param(
            f"<div class='a'>{LIST}<a href='index_1.html'>下一页</a></div>"
            "<div class='b'><h3>公告</h3>"
            f"{OLD}</div>",
            ["div.a > ul"],
            id="the one with the pager",
        ),
        pytest.param(
            f"<div class='a'><h3>政策</h3>{LIST}</div><div class='b'><h3>公告</h3>{OLD}</div>",
            ["div.a > ul", "div.b > ul"],
            id="either could be it",
        ),
    ],
)
def test_the_list_is_what_the_page_is_about(body: str, expected: list[str]) -> None:
    assert chosen(read(body)) == expected


def test_where_earlier_reposts_stand_is_the_list_and_what_the_page_names_must_reach_too() -> None:
    body = f"<div class='a'><h3>政策</h3>{LIST}</div><div class='b'><h3>公告</h3>{OLD}</div>"
    repost = "http://www.example.gov.cn/zc/进012000.html"
    assert chosen(read(body), repost) == ["div.a > ul"]
    named = f"<div class='c'><h2>{NAME}</h2><ul id='list'></ul></div><script>$.get('/l')</script>"
    assert chosen(read(body + named), repost) == ["div.c > ul.list", "div.a > ul"]


@pytest.mark.parametrize(
    ("inner", "form"),
    [
        ("<ul id='list'></ul><script>$.get('/api/list',show)</script>", RegionForm.PLACE),
        ("<div id='con12'></div><script>load('con12')</script>", RegionForm.PLACE),
        (
            "<ul><li v-for='i in items'><a :href='i.url'>{{ i.title }}</a></li></ul>",
            RegionForm.PLACE,
        ),
        ("<ul class='list'></ul><script src='/js/list.js'></script>", RegionForm.BLANK),
        ("<div class='app'></div>", RegionForm.BLANK),
        ("<iframe src='/frame/list.html' width='800' height='600'></iframe>", RegionForm.FRAME),
        ("<iframe src='about:blank' data-src='/frame/list.html'></iframe>", RegionForm.FRAME),
        ("<iframe data-lazy='/frame/list.html'></iframe>", RegionForm.FRAME),
        (
            "<iframe src='javascript:;' lay-src='./list.html'></iframe>",
            RegionForm.FRAME,
        ),
    ],
)
@pytest.mark.parametrize("beside", ["hot", "side", "box"])
def test_a_list_that_is_not_in_the_bytes_is_the_list_all_the_same(
    inner: str, form: RegionForm, beside: str
) -> None:
    page = read(
        f"<div class='a'><h2>{NAME}</h2>{inner}</div>"
        f"<div class='{beside}'><h3>热点信息</h3>{OLD}</div>"
    )
    assert {region.form for region in choose_list(page).regions} == {form}


def test_an_undated_list_beside_a_dated_block_has_no_reach() -> None:
    page = read(
        f"<div class='a'><h2>{NAME}</h2><ul>{rows(dated=False)}</ul></div>"
        f"<div class='hot'><h3>热点</h3>{OLD}</div>"
    )
    (region,) = choose_list(page).regions
    assert (region.rows, region.dated) == (6, 0)
    links = [link for link in page.links if link.block in region.blocks]
    assert reach(links) is None


def test_small_empty_places_and_hidden_frames_are_no_lists() -> None:
    page = read(
        f"<div class='a'><h2>{NAME}</h2>{LIST}<div id='page'></div><div id='share'></div>"
        "<iframe src='/count.html' width='1' height='1'></iframe>"
        "<iframe src='/tj.html' style='display: none'></iframe></div>"
        "<script>createPageHTML('page', 1, 0, 'index', 'html');$('#share').show()</script>"
    )
    assert chosen(page) == ["div.a > ul"]


@pytest.mark.parametrize(
    "pager",
    [
        "<div class='side'><h3>公告</h3>{old}<a href='/gk/index_1.html'>下一页</a></div>",
        "<div class='box'><h3>公告</h3>{old}<p><a href='/gk/index_1.html'>下一页</a></p></div>",
        "<div class='box'><h3>公告</h3><a href='/gk/index_1.html'>下一页</a>{old}</div>",
    ],
)
def test_a_pager_belongs_to_the_part_it_stands_in(pager: str) -> None:
    page = read(f"<div class='a'><h2>{NAME}</h2>{LIST}</div>" + pager.format(old=OLD))
    (region,) = choose_list(page).regions
    assert region.next_url is None
    own = read(
        f"<div class='a'><h2>{NAME}</h2>{LIST}</div>"
        "<div class='p'><a href='index_1.html'>下一页</a>"
        f"</div><div class='b'><h3>公告</h3>{OLD}</div>"
    )
    (region,) = choose_list(own).regions
    assert region.next_url == "http://www.example.gov.cn/zc/index_1.html"


@pytest.mark.parametrize(
    "row",
    [
        "<li><b>国务院关于推进低空经济高质量发展的指导意见</b><span>2026-08-10</span></li>",
        "<li><a href='http://[bad'>国务院关于推进低空经济发展的意见</a><span>2026-08-10</span></li>",
        "<li><img src='/t.png'><span>2026-08-10</span></li>",
    ],
)
def test_a_row_that_could_not_be_kept_is_counted(row: str) -> None:
    page = read(f"<div class='a'><h2>{NAME}</h2><ul>{rows()}{row}</ul></div>")
    (region,) = choose_list(page).regions
    assert [str(one.date) for one in region.unread] == ["2026-08-10"]
    assert region.unread[0].reason


@pytest.mark.parametrize(
    "row",
    [
        "<li><b id=k> </b><script>k.innerHTML=f(D)</script><span>2026-08-12</span></li>",
        "<li><script>document.currentScript.outerHTML=f(D)</script></li>",
        "<li><p><script>document['wri'+'te'](f(D))</script></p>2026-08-12</li>",
        "<li id=k> </li><script>document.getElementById('k').textContent=f(D)</script>",
        "<li><a id='new-1'></a></li><script>fill(\"#new-1\", D)</script>",
    ],
)
def test_a_row_that_a_script_fills_leaves_the_list_without_proof(row: str) -> None:
    page = read(f"<div class='a'><h2>{NAME}</h2><ul>{row}{rows()}</ul></div>")
    (region,) = choose_list(page).regions
    assert region.reason == because(ListCode.REFILLED)


@pytest.mark.parametrize(
    "row",
    [
        "<li></li>",
        "<li id=line></li>",
        "<li id=line></li><script>document.getElementById('other').focus()</script>",
        "<li><a href='/9.html'>国务院关于推进低空经济发展的指导意见</a><script>f(1)</script></li>",
        "<li><img id=k src='/t.png'><script>k.onload=f</script></li>",
    ],
)
def test_a_script_beside_a_row_that_speaks_for_itself_does_not(row: str) -> None:
    page = read(f"<div class='a'><h2>{NAME}</h2><ul>{row}{rows()}</ul></div>")
    (region,) = choose_list(page).regions
    assert region.reason is None


def test_a_row_without_address_is_an_item_all_the_same() -> None:
    row = "<li><a>国务院关于推进低空经济高质量发展的指导意见</a><span>2026-08-10</span></li>"
    page = read(f"<div class='a'><h2>{NAME}</h2><ul>{rows()}{row}</ul></div>")
    (region,) = choose_list(page).regions
    assert not region.unread
    (found,) = [link for link in page.links if "低空经济高质量" in link.title]
    assert (str(found.date), names_row(found.url)) == ("2026-08-10", True)


@pytest.mark.parametrize("address", ["/zc/detail.html", "/zc/show.jsp?id=", "/index.html"])
def test_rows_of_one_address_stay_items_of_their_own(address: str) -> None:
    items = "".join(
        f"<li><a href='{address}'>国务院关于推进{topic}的意见</a><span>2026-08-0{n + 1}</span></li>"
        for n, topic in enumerate(TOPICS)
    )
    page = read(f"<div class='a'><h2>{NAME}</h2><ul>{items}</ul></div>")
    assert len(page.links) == len(TOPICS)


def test_the_title_its_picture_and_its_detail_link_are_still_one_item() -> None:
    page = read(
        f"<div class='a'><h2>{NAME}</h2><ul><li><a href='/zc/1000001.html'><img src='/a.png'></a>"
        "<a href='/zc/1000001.html'>国务院关于推进养老服务的意见</a>"
        "<a href='/zc/1000001.html'>[详细]</a>"
        f"<span>2026-08-02</span></li>{rows()}</ul></div>"
    )
    assert sum("1000001" in link.url for link in page.links) == 1


@pytest.mark.parametrize(
    "line",
    [
        "国务院文件栏目已迁移，请访问新栏目",
        "本栏目自2026年8月1日起停止更新，内容并入政策文件库",
        "该专栏已调整至“政府信息公开”",
        "请移步至新版栏目浏览",
    ],
)
def test_a_column_that_says_it_moved(line: str) -> None:
    page = read(f"<p>{line} <a href='/new/'>国务院文件（新）</a></p><h2>{NAME}</h2>{LIST}")
    assert page.notice


def test_an_item_that_speaks_of_moving_is_no_notice() -> None:
    title = "国务院办公厅关于政府网站栏目已迁移有关事项的通知"
    row = f"<li><a href='/zc/9000001.html'>{title}</a><span>2026-08-11</span></li>"
    assert read(f"<h2>{NAME}</h2><ul>{row}{rows()}</ul>").notice == ""


def test_the_regions_stand_in_the_json() -> None:
    page = read(f"<div class='a'><h2>{NAME}</h2>{LIST}</div><div class='hot'>{OLD}</div>")
    as_json = page_as_json(page)
    assert [(part["path"], part["list"], part["rows"]) for part in as_json["regions"]] == [
        ("div.a > ul", True, 6),
        ("div.hot > ul", False, 6),
    ]


def test_a_page_of_nothing_but_a_frame_and_scripts_is_no_shell() -> None:
    page = read(
        f"<h2>{NAME}</h2><iframe src='/f.html' width='800'></iframe><script>var a=1</script>"
    )
    assert page.kind is PageKind.CONTENT
    assert [region.form for region in choose_list(page).regions] == [RegionForm.FRAME]


TABS = "<div class='hd'><a class='cur'>国务院政策文件</a><a>部门文件</a></div>"
TWO = (LIST, OLD)


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>{NAME}</h2>{LIST}<p class='tj'>猜你喜欢</p>{OLD}",
        f"<h2>{NAME}</h2>{LIST}<div><b>相关阅读</b></div>{OLD}",
        f"{TABS}<div class='bd'>{LIST}{OLD}</div>",
        f"{TABS}<div class='bd'><div>{LIST}<a href='/gwy/'>更多</a></div><div>{OLD}</div></div>",
        f"{TABS}<div class='bd'><div>{LIST}</div><div style='display:none'>{OLD}</div></div>",
    ],
)
def test_lists_of_their_own_vouch_for_themselves_alone(body: str) -> None:
    page = read(f"<div class='main'>{body}</div>")
    (region,) = choose_list(page).regions
    assert (region.heading, region.rows) == (NAME, len(TOPICS))
    links = [link for link in page.links if link.block in region.blocks]
    assert len(links) == region.rows
    assert str(reach(links)) > "2026-08-07"


def test_one_list_under_headings_of_years_is_one() -> None:
    rest = LIST.replace("2026-08", "2025-08").replace("/zc/", "/zc/2025")
    page = read(f"<div class='a'><h2>{NAME}</h2><h4>2026年</h4>{LIST}<h4>2025年</h4>{rest}</div>")
    assert sum(region.rows for region in choose_list(page).regions) == 2 * len(TOPICS)
