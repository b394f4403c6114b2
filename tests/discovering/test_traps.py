"""What looks like the list and is none, and lists that do not look like one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from repostwatch.model import Interval
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListState
from tests.discovering.sites import HOME, NOW, RELEASES, Site, listing, news, rows, walked

OTHER = "<ul>" + "".join(news(12)) + "</ul>"
KEPT = RELEASES[:30:2]


def menu(**entries: str) -> str:
    items = "".join(f'<li><a href="/{path}/">{name}</a></li>' for path, name in entries.items())
    return f'<ul class="nav">{items}</ul>'


def site_of(**lists: tuple[str, str]) -> Site:
    """A site whose menu has these lists: path → (name, rows)."""
    site = Site()
    site.put("/", menu(**{path: name for path, (name, _) in lists.items()}) + OTHER)
    for path, (name, found) in lists.items():
        site.put(f"/{path}/", listing(found, name), f"{name}_示例省人民政府")
    return site


def test_a_list_of_the_right_name_that_stopped_in_spring_is_told_apart() -> None:
    old = [one for one in RELEASES if one.published.earliest < NOW - timedelta(days=120)]
    result = walked(site_of(a=("国务院文件", rows(old[:15])), b=("时政要闻", rows(KEPT))))
    assert result.in_use == [HOME + "b/"]
    assert result.reason(HOME + "a/") == DiscoveryCode.STALE


def test_the_portals_own_policy_and_interpretations_are_not_taken() -> None:
    named = [one.title.removeprefix("国务院办公厅").replace("的意见", "") for one in KEPT]
    read = "".join(
        f'<li><a href="/c/t202608{n:02d}_1{n}.html">一图读懂《国务院办公厅{name}的意见》</a>'
        f"<span>2026-08-{n + 1:02d}</span></li>"
        for n, name in enumerate(named[:10])
    )
    own = "".join(
        f'<li><a href="/d/t202608{n:02d}_2{n}.html">省政府办公厅{name}的实施意见</a>'
        f"<span>2026-08-{n + 1:02d}</span></li>"
        for n, name in enumerate(named[:10])
    )
    result = walked(
        site_of(
            c=("政策解读", f"<ul>{read}</ul>"),
            d=("政府文件", f"<ul>{own}</ul>"),
            e=("上级文件", rows(KEPT)),
        )
    )
    assert result.in_use == [HOME + "e/"]
    assert not result.of(ListState.PROPOSED)


def mixed(found: list[str], reposted: str, every: int) -> str:
    """News with a repost after so many rows."""
    made: list[str] = []
    each = iter(reposted.replace("<ul class='list'>", "").replace("</ul>", "").split("</li>"))
    for number, row in enumerate(found):
        made.append(row)
        if number % every == every - 1:
            made.append(next(each, ""))
    return f"<ul>{''.join(made)}</ul>"


def test_news_in_which_reposts_pass_by_are_not_chosen_beside_a_list_that_keeps_them() -> None:
    passing = mixed(news(40, every=0.02), rows(RELEASES[:1]), 20)
    result = walked(site_of(yw=("要闻", passing), zz=("转载", rows(KEPT))))
    assert result.in_use == [HOME + "zz/"]
    assert HOME + "yw/" not in result.of(ListState.PROPOSED)


def test_news_are_watched_where_no_other_list_has_the_reposts() -> None:
    site = Site()
    site.put("/", menu(yw="要闻", wj="本省文件") + OTHER)
    site.put("/wj/", listing(OTHER, "本省文件"))
    days = rows(RELEASES[:6]).replace("<ul class='list'>", "").replace("</ul>", "").split("</li>")
    for number in range(6):
        path = "/yw/" if not number else f"/yw/index_{number}.html"
        turn = f'<div class="page"><a href="index_{number + 1}.html">下一页</a></div>'
        part = [*news(60, every=0.1)[number * 10 : number * 10 + 10], days[number]]
        site.put(path, listing(f"<ul>{''.join(part)}</ul>{turn}", "要闻"))
    result = walked(site)
    assert result.in_use == [HOME + "yw/"]


def test_where_reposts_stand_in_two_lists_both_are_watched() -> None:
    first, second = RELEASES[:24:2], RELEASES[1:24:2]
    result = walked(site_of(a=("国务院信息", rows(first)), b=("国务院文件", rows(second))))
    assert sorted(result.in_use) == [HOME + "a/", HOME + "b/"]


def test_a_second_list_with_one_repost_of_its_own_waits_for_a_person() -> None:
    result = walked(
        site_of(a=("国务院信息", rows(RELEASES[1:24])), b=("国务院文件", rows(RELEASES[:6])))
    )
    assert result.in_use == [HOME + "a/"]
    assert result.of(ListState.PROPOSED) == [HOME + "b/"]
    assert result.reason(HOME + "b/") == DiscoveryCode.ADDS_FEW


def test_an_overview_is_not_taken_for_the_list_that_it_leads_to() -> None:
    site = site_of(a=("政务公开", OTHER), b=("国务院文件", rows(KEPT)))
    block = f'<div class="box"><h3>国务院文件<a href="/b/">更多</a></h3>{rows(KEPT[:6])}</div>'
    other = f'<div class="box"><h3>通知公告<a href="/a/">更多</a></h3>{OTHER}</div>'
    site.put("/", menu(sy="政务公开") + block + other)
    site.put("/sy/", block + other)
    result = walked(site)
    assert result.in_use == [HOME + "b/"]


def test_a_block_that_comes_with_every_page_makes_no_page_a_list() -> None:
    names = {f"l{n}": (name, "") for n, name in enumerate(("要闻", "文件", "公开", "动态", "专题"))}
    site = site_of(**names)
    block = f'<div class="part"><h3>权威发布</h3>{rows(RELEASES[:5], "/zt/")}</div>'
    for number, (path, (name, _)) in enumerate(names.items()):
        items = "<ul>" + "".join(news(12 + number, word=f"{name}栏目消息")) + "</ul>"
        site.put(f"/{path}/", block + listing(items, name))
    assert walked(site).in_use == []


def test_reposts_on_the_homepage_only_are_told() -> None:
    site = Site()
    site.put("/", f"<h3>权威信息</h3>{rows(KEPT)}")
    result = walked(site)
    assert [(one.evidence.url, one.reason.code) for one in result.chosen] == [
        (HOME, DiscoveryCode.HOME_ONLY)
    ]


def test_a_portal_that_reposts_nothing_has_no_list_in_use() -> None:
    result = walked(site_of(a=("国务院文件", OTHER), b=("要闻", OTHER), c=("政策", OTHER)))
    assert result.in_use == []
    assert result.reason(HOME + "a/") == DiscoveryCode.NO_RELEASE
    assert result.walk.reason is not None
    assert result.walk.reason.code is DiscoveryCode.ALL_READ


def test_an_address_that_leads_home_is_no_list() -> None:
    site = site_of(a=("国务院文件", OTHER), b=("转载", rows(KEPT)))
    site.moved["/a/"] = "/"
    result = walked(site)
    assert result.in_use == [HOME + "b/"]
    assert result.reason(HOME + "a/") == DiscoveryCode.ELSEWHERE


def test_an_address_that_leads_to_another_site_is_not_followed() -> None:
    site = site_of(a=("国务院文件", OTHER))
    site.moved["/a/"] = "http://www.other.gov.cn/a/"
    site.pages["http://www.other.gov.cn/a/"] = rows(KEPT)
    assert walked(site).in_use == []


def test_too_few_releases_to_prove_a_list_leave_its_name_to_a_person() -> None:
    asked = RELEASES[:1]
    site = site_of(a=("国务院文件", rows(RELEASES[4:20])), b=("要闻", OTHER))
    result = walked(site, asked)
    assert result.of(ListState.PROPOSED) == [HOME + "a/"]
    assert result.reason(HOME + "a/") == DiscoveryCode.NAMED_ONLY


def test_a_list_with_the_one_release_that_was_asked_for_is_proposed() -> None:
    site = site_of(a=("国务院文件", OTHER), b=("要闻", rows(RELEASES[:5])))
    result = walked(site, RELEASES[:1])
    assert HOME + "b/" in result.of(ListState.PROPOSED)
    assert result.reason(HOME + "b/") == DiscoveryCode.TOO_FEW


def test_old_reposts_do_not_prove_that_a_list_is_in_use() -> None:
    old = [replace(one, published=Interval.at(one.published.earliest - timedelta(days=200)))
           for one in RELEASES]  # fmt: skip
    result = walked(site_of(a=("上级文件", rows(old[:10]) + OTHER)), old)
    assert result.in_use == []


def test_a_page_drawn_by_script_is_drawn_where_there_is_a_browser() -> None:
    shell = "<html><title>门户</title><body><div id='app'></div><script>x()</script></body></html>"
    site, drawn = Site(), site_of(a=("国务院文件", rows(KEPT)))
    site.pages.update(dict.fromkeys(drawn.pages, shell))
    assert walked(site).in_use == []
    result = walked(site, draw=drawn)
    assert result.in_use == [HOME + "a/"]
    assert result.walk.render_home
    assert all(one.evidence.render for one in result.chosen if one.state is ListState.IN_USE)


def test_a_list_that_is_known_is_looked_at_first() -> None:
    site = site_of(a=("国务院文件", rows(KEPT)))
    site.put("/far/away/", listing(rows(KEPT)))
    assert walked(site, lists=[(HOME + "far/away/", "转载")]).walk.pages[1] == HOME + "far/away/"


def test_a_site_that_stops_answering_is_left_alone() -> None:
    names = {f"l{n}": (name, OTHER) for n, name in enumerate(["要闻"] * 20)}
    site = site_of(**names)

    def answer(url: str) -> tuple[str, bytes | None]:
        return site(url) if url == HOME else (url, b"%PDF-1.4")

    walk = walked(answer).walk
    assert walk.reason is not None
    assert walk.reason.code is DiscoveryCode.BROKEN_OFF
    assert len(walk.pages) == 7


def test_a_bureaus_own_host_is_a_persons_to_judge() -> None:
    site = Site()
    site.put("/", '<div class="nav"><a href="http://edu.example.gov.cn/">教育局</a></div>' + OTHER)
    site.put("http://edu.example.gov.cn/", menu(zz="上级文件"))
    site.put("http://edu.example.gov.cn/zz/", listing(rows(KEPT), "上级文件"))
    result = walked(site)
    assert result.in_use == []
    assert result.reason("http://edu.example.gov.cn/zz/") == DiscoveryCode.OTHER_HOST


def test_a_page_that_shows_the_homepage_is_no_list() -> None:
    site = site_of(a=("国务院文件", OTHER))
    site.put("/", f"{menu(a='国务院文件')}<h3>转载</h3>{rows(KEPT)}<h3>公告</h3>{OTHER}")
    site.pages["/a/"] = site.pages["/"]
    result = walked(site)
    assert result.reason(HOME + "a/") == DiscoveryCode.ELSEWHERE


def test_a_homepage_without_a_menu_is_drawn() -> None:
    site, drawn = Site(), site_of(a=("国务院文件", rows(KEPT)))
    site.put("/", f'<div id="menu"></div><script src="/js/menu.js"></script>{OTHER}')
    site.pages["/a/"] = drawn.pages["/a/"]
    assert walked(site).in_use == []
    assert walked(site, draw=drawn).in_use == [HOME + "a/"]


def test_a_menu_that_an_outside_script_writes_is_drawn_and_the_list_read_as_it_is() -> None:
    blocks = "".join(
        f'<h2>{name}</h2><a class="more" href="/{path}/">更多</a>'
        for path, name in (("x", "要闻"),)
    )
    script = '<div id="nav"><script src="/js/nav_data.js"></script></div>'
    site, drawn = Site(), Site()
    site.put("/", script + blocks + OTHER)
    drawn.put("/", menu(a="国家层面") + blocks + OTHER)
    site.put("/a/", listing(rows(KEPT), "国家层面"))
    site.put("/x/", listing(OTHER, "要闻"))
    result = walked(site, draw=drawn)
    assert result.in_use == [HOME + "a/"]
    assert not result.walk.render_home
    assert not any(one.evidence.render for one in result.chosen)
    # It cannot be drawn: what is in the bytes still counts.
    assert HOME + "x/" in walked(site, draw=lambda url: (url, None)).walk.pages


def test_every_page_of_a_site_that_scripts_make_is_drawn_whatever_it_is_called() -> None:
    shell = "<html><title>门户</title><body><div id='app'></div><script>x()</script></body></html>"
    site, drawn = Site(), Site()
    drawn.put("/", menu(**{"list.html?id=96": "其他", "list.html?id=3": "更多信息"}) + OTHER)
    for path, found in (("/list.html?id=96/", rows(KEPT)), ("/list.html?id=3/", OTHER)):
        drawn.put(path, listing(found, "其他"))
    site.pages.update(dict.fromkeys(drawn.pages, shell))
    result = walked(site, draw=drawn)
    assert result.in_use == [HOME + "list.html?id=96/"]
    assert result.chosen[0].evidence.render


def test_a_section_of_links_is_not_drawn() -> None:
    site = Site()
    site.put("/", menu(zwgk="政务公开", **{f"l{n}": f"栏目{n}" for n in range(6)}) + OTHER)
    links = "".join(f'<a href="/zwgk/{n}/">专栏{n}</a>' for n in ("p", "q", "r"))
    site.put("/zwgk/", f'<div class="side">{links}</div>')
    asked: list[str] = []

    def draw(url: str) -> tuple[str, bytes | None]:
        asked.append(url)
        return site(url)

    walked(site, draw=draw)
    assert HOME + "zwgk/" not in asked


def test_a_homepage_that_leads_to_another_site_is_told() -> None:
    site = Site(moved={"/": "http://www.other.gov.cn/"})
    site.pages["http://www.other.gov.cn/"] = menu(a="国务院文件") + OTHER
    walk = walked(site).walk
    assert walk.reason is not None
    assert walk.reason.code is DiscoveryCode.HOME_FAILED


def test_nothing_to_look_for_needs_few_pages() -> None:
    names = {f"l{n}": (f"栏目{n}要闻", OTHER) for n in range(40)}
    assert len(walked(site_of(**names), ()).walk.pages) <= 10
