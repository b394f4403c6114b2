"""Sites of different systems: from the homepage alone the list with the reposts is found."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from repostwatch.model import BEIJING
from tests.discovering.sites import HOME, NOW, RELEASES, Site, listing, news, rows, walked

KEPT = RELEASES[:30:2]  # what the portal reposted
OTHER = "<ul>" + "".join(news(12)) + "</ul>"


def _pair(site: Site, path: str, name: str, found: str) -> None:
    site.put(path, listing(found, name), f"{name}_示例省人民政府")


def trs() -> tuple[Site, str]:
    """Menus as lists, blocks with 更多, relative addresses, pages by a script."""
    site = Site()
    site.put(
        "/",
        """<div class="nav"><ul><li><a href="./">首页</a></li>
        <li><a href="./xwdt/">新闻动态</a></li><li><a href="./zwgk/">政务公开</a></li></ul></div>
        <div class="box"><h3>国务院信息<a class="more" href="./xwdt/gwyxx/">更多</a></h3></div>
        <div class="box"><h3>省政府文件<a href="./zwgk/szfwj/">更多&gt;&gt;</a></h3></div>""",
    )
    pages = '<script>createPageHTML(2, 0, "index", "html");</script>'
    site.put("/xwdt/gwyxx/", listing(rows(KEPT[:8]) + pages, "国务院信息"))
    site.put("/xwdt/gwyxx/index_1.html", listing(rows(KEPT[8:]), "国务院信息"))
    _pair(
        site,
        "/zwgk/szfwj/",
        "省政府文件",
        "<ul>" + "".join(news(20, word="省政府办公厅印发")) + "</ul>",
    )
    site.put("/xwdt/", f"<h2>要闻</h2>{OTHER}")
    site.put("/zwgk/", f"<h2>公告</h2>{OTHER}")
    return site, HOME + "xwdt/gwyxx/"


def hanweb() -> tuple[Site, str]:
    """Columns by number, the rows as records in a script."""
    site = Site()
    menu = "".join(
        f'<td><a href="/col/col{number}/index.html">{name}</a></td>'
        for number, name in ((1101, "要闻动态"), (1102, "上级文件"), (1103, "本级文件"))
    )
    site.put("/", f"<table class='menu'><tr>{menu}</tr></table>{OTHER}")
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/2026/{d.month}/{d.day}/art_1102_{n}.html'>"
        f"{one.title}</a><span>{d:%Y-%m-%d}</span></li>]]></record>"
        for n, one in enumerate(KEPT)
        if (d := one.published.earliest.astimezone(BEIJING))
    )
    store = f"<datastore><totalrecord>15</totalrecord><recordset>{records}</recordset></datastore>"
    site.put(
        "/col/col1102/index.html",
        listing(f'<div id="1"><script type="text/xml">{store}</script></div>', "上级文件"),
    )
    for number in (1101, 1103):
        site.put(f"/col/col{number}/index.html", listing(OTHER, "动态"))
    return site, HOME + "col/col1102/index.html"


def kaipu() -> tuple[Site, str]:
    """The list is fetched as JSON by the id of its channel."""
    site = Site()
    site.put(
        "/",
        f"""<ul id="menu"><li><a href="/c101/list.shtml">要闻</a></li>
        <li><a href="/c102/list.shtml">中央精神</a></li></ul>{OTHER}""",
    )
    site.put("/c101/list.shtml", listing(OTHER, "要闻"))
    site.put(
        "/c102/list.shtml",
        listing(
            """<div class="list" id="newslist"></div><script>
        var channelId = "a1b2c3d4";
        $.getJSON("/common/search/" + channelId + ".json?_isAgg=false", function(data) {
          $("#newslist").html(data.rows)
        })</script>""",
            "中央精神",
        ),
    )
    site.pages["/common/search/a1b2c3d4.json?_isAgg=false"] = json.dumps({"data": {"results": [
        {"title": one.title, "url": f"/c102/c{n}/content.html",
         "publishedTimeStr": f"{one.published.earliest:%Y-%m-%d %H:%M:%S}"}
        for n, one in enumerate(KEPT)]}})  # fmt: skip
    return site, HOME + "common/search/a1b2c3d4.json?_isAgg=false"


def framed() -> tuple[Site, str]:
    """A frameset as homepage, the list in a frame of its page."""
    site = Site()
    frames = '<frameset rows="90,*"><frame src="/top.jsp"><frame src="/main.jsp"></frameset>'
    site.pages["/"] = f'<html><head><meta charset="utf-8"></head>{frames}</html>'
    site.put(
        "/top.jsp",
        """<a href="/main.jsp">首页</a><a href="/more.jsp?cid=7" target=main>转载信息</a>
        <a href="/more.jsp?cid=8" target=main>工作动态</a>""",
    )
    site.put("/main.jsp", OTHER)
    site.put(
        "/more.jsp?cid=7",
        '<h2>转载信息</h2><iframe src="/inner.jsp?cid=7" width="700" height="600"></iframe>',
    )
    site.put("/more.jsp?cid=8", f"<h2>工作动态</h2>{OTHER}")
    site.put("/inner.jsp?cid=7", rows(KEPT, "/news/"))
    return site, HOME + "inner.jsp?cid=7"


def tables() -> tuple[Site, str]:
    """Tables all over, cells that are clicked, rows with their day in a cell of its own."""
    site = Site()
    site.put(
        "/",
        f"""<table><tr><td onclick="location.href='/news/list.asp?id=3'">部内要闻</td>
        <td onclick="window.open('/news/list.asp?id=5')">国务院要闻</td></tr></table>
        <table><tr><td>{OTHER}</td></tr></table>""",
    )
    cells = "".join(
        f"<tr><td>·</td><td><a href='show.asp?newsid={n}'>{one.title}</a></td>"
        f"<td>{one.published.earliest:%Y-%m-%d}</td></tr>"
        for n, one in enumerate(KEPT)
    )
    title = "<table><tr><td>国务院要闻</td></tr></table>"
    site.put("/news/list.asp?id=5", f"{title}<table>{cells}</table>")
    site.put("/news/list.asp?id=3", f"<table><tr><td>{OTHER}</td></tr></table>")
    return site, HOME + "news/list.asp?id=5"


def pictures() -> tuple[Site, str]:
    """A menu of pictures and an image map."""
    site = Site()
    site.put(
        "/",
        f"""<map name="m"><area href="/xxgk/" alt="信息公开"><area href="/hd/" alt="互动交流"></map>
        <a href="/a/"><img src="/i/1.gif" alt="机构设置"></a>{OTHER}""",
    )
    site.put(
        "/xxgk/",
        f"""<a href="/xxgk/b3/"><img src="/i/2.gif" alt="国务院文件"></a>
        <a href="/xxgk/b4/"><img src="/i/3.gif" alt="本部规章"></a>{OTHER}""",
    )
    _pair(site, "/xxgk/b3/", "国务院文件", rows(KEPT))
    _pair(site, "/xxgk/b4/", "本部规章", OTHER)
    return site, HOME + "xxgk/b3/"


def definitions() -> tuple[Site, str]:
    """Menus of terms: what an entry is of stands before it."""
    site = Site()
    site.put(
        "/",
        f"""<dl><dt>政策文件</dt><dd><a href="/channels/ch00231/">国务院</a></dd>
        <dd><a href="/channels/ch00232/">省政府</a></dd>
        <dd><a href="/channels/ch00233/">部门</a></dd></dl>
        <dl><dt>互动</dt><dd><a href="/channels/ch00300/">信箱</a></dd></dl>{OTHER}""",
    )
    _pair(site, "/channels/ch00231/", "国务院", rows(KEPT))
    for number in (232, 233, 300):
        site.put(f"/channels/ch00{number}/", listing(OTHER, "省政府"))
    return site, HOME + "channels/ch00231/"


def three_levels() -> tuple[Site, str]:
    """Home, section, part, list: each shows only what is right below it."""
    site = Site()
    site.put(
        "/",
        f"""<nav><a href="/open/">政务公开</a><a href="/serve/">办事服务</a>
        <a href="/talk/">互动交流</a></nav>{OTHER}""",
    )
    site.put(
        "/open/",
        f"""<div class="left"><a href="/open/policy/">政策</a><a href="/open/plan/">规划计划</a>
        <a href="/open/people/">人事任免</a></div>{OTHER}""",
    )
    site.put(
        "/open/policy/",
        f"""<div class="left"><a href="/open/policy/state/">国家层面</a>
        <a href="/open/policy/own/">本省规章</a></div>{OTHER}""",
    )
    _pair(site, "/open/policy/state/", "国家层面", rows(KEPT))
    for path in ("/open/policy/own/", "/open/plan/", "/serve/", "/talk/"):
        site.put(path, listing(OTHER, "其他"))
    return site, HOME + "open/policy/state/"


def sibling() -> tuple[Site, str]:
    """The list stands on another host of the same site."""
    site, host = Site(), "http://zfxxgk.example.gov.cn"
    site.put("/", f'<div class="menu"><a href="{host}/">政府信息公开平台</a></div>{OTHER}')
    site.put(
        f"{host}/", f'<div class="menu"><a href="/gkml/gjzc/index.html">国家政策</a></div>{OTHER}'
    )
    site.put(f"{host}/gkml/gjzc/index.html", listing(rows(KEPT), "国家政策"))
    return site, f"{host}/gkml/gjzc/index.html"


def drop_down() -> tuple[Site, str]:
    """Nothing but a drop-down box and a site map lead on."""
    site = Site()
    site.put(
        "/",
        f"""<select onchange="location=this.value"><option value="">请选择</option>
        <option value="/n/map.html">网站地图</option></select>{OTHER}""",
    )
    site.put(
        "/n/map.html",
        """<h2>网站地图</h2><p><a href="/n/1/">领导</a> <a href="/n/2/">时政要闻</a>
        <a href="/n/3/">财政预算</a></p>""",
    )
    _pair(site, "/n/2/", "时政要闻", rows(KEPT))
    for number in (1, 3):
        site.put(f"/n/{number}/", listing(OTHER))
    return site, HOME + "n/2/"


def linked() -> tuple[Site, str]:
    """The list links to gov.cn itself, and its address tells nothing."""
    site = Site()
    site.put("/", f'<div class="hd"><span>要闻</span><a href="/x/y2/">更多</a></div>{OTHER}')
    items = "".join(
        f'<li><a href="{one.addresses[0]}">{one.title}</a> [{one.published.earliest:%m-%d}]</li>'
        for one in KEPT[:8])  # fmt: skip
    site.put("/x/y2/", f"<h2>要闻</h2><ul>{items}</ul>")
    return site, HOME + "x/y2/"


def scripted_menu() -> tuple[Site, str]:
    """The menu comes with a piece that a script loads, and is written by another."""
    site = Site()
    site.put(
        "/",
        f"""<div id="head"></div><script>$("#head").load("/common/head.html")</script>
        {OTHER}""",
    )
    site.pages["/common/head.html"] = """<div><script>var menus = [
        {"id": 1, "name": "机构", "url": "/jg/"},
        {"id": 2, "name": "国务院政策文件", "url": "/q7/"}]
        </script></div>"""
    site.put("/jg/", listing(OTHER))
    _pair(site, "/q7/", "国务院政策文件", rows(KEPT))
    return site, HOME + "q7/"


def mapped() -> tuple[Site, str]:
    """Only sitemap.xml leads to the list."""
    site = Site()
    site.put("/", f'<a href="/a/">领导之窗</a>{OTHER}')
    site.put("/a/", listing(OTHER))
    site.put("/zy/gwyzc/", listing(rows(KEPT)))
    site.pages["/sitemap.xml"] = "<sitemapindex><sitemap><loc>" + HOME + "m/1.xml</loc></sitemap>"
    places = "".join(f"<url><loc>{HOME}{path}</loc></url>" for path in ("a/", "zy/gwyzc/"))
    site.pages["/m/1.xml"] = f"<urlset>{places}</urlset>"
    return site, HOME + "zy/gwyzc/"


def splash() -> tuple[Site, str]:
    """A picture before the homepage proper."""
    site = Site()
    site.put("/", '<a href="/portal/main.html"><img src="enter.jpg" alt="进入网站"></a>')
    site.put(
        "/portal/main.html",
        f"""<ul class="nav"><li><a href="/zc/">政策</a></li>
        <li><a href="/fw/">服务</a></li></ul>{OTHER}""",
    )
    site.put(
        "/zc/", f'<ul class="side-nav"><li><a href="/zc/gj/">国家法规政策</a></li></ul>{OTHER}'
    )
    _pair(site, "/zc/gj/", "国家法规政策", rows(KEPT))
    site.put("/fw/", listing(OTHER))
    return site, HOME + "zc/gj/"


SITES = (trs, hanweb, kaipu, framed, tables, pictures, definitions, three_levels, sibling,
         drop_down, linked, scripted_menu, mapped, splash)  # fmt: skip


@pytest.mark.parametrize("make", SITES, ids=lambda make: make.__name__)
def test_the_list_with_the_reposts_comes_into_use(make: Callable[[], tuple[Site, str]]) -> None:
    site, where = make()
    result = walked(site)
    assert result.in_use == [where], [(o.evidence.url, str(o.reason)) for o in result.chosen]
    assert len(result.walk.pages) <= 25
    assert NOW.tzinfo is not None
