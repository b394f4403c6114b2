"""Lists to which no menu leads: behind a repost's own page, in a site map, under the other scheme,
beside an overview; and lists that another has taken over from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from repostwatch.discovering.behind import lists_behind
from repostwatch.discovering.keeping import lists_after
from repostwatch.discovering.steps import SeenPage, Step
from repostwatch.discovering.twins import Twins
from repostwatch.model import Interval, Level, Outcome, Portal
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.model.watched_lists import ListState
from tests.defaults import read_page
from tests.discovering.sites import HOME, NOW, RELEASES, Site, listing, rows, walked, yardstick
from tests.discovering.test_traps import KEPT, OTHER, menu, site_of

BLOCK = RELEASES[:4]
SECURE = HOME.replace("http:", "https:")
CRUMBS = '<div class="pos">当前位置：<a href="/">首页</a> &gt; {0}</div>'


def behind_site(crumb: str, folder: str, name: str) -> Site:
    """A homepage with a block of reposts, whose pages have a crumb trail."""
    site = Site()
    block = "".join(
        f'<li><a href="{folder}{n}.html">{one.title}</a><span>{NOW:%Y-%m-%d}</span></li>'
        for n, one in enumerate(BLOCK)
    )
    entries = {f"l{n}": f"便民{n}" for n in range(6)}
    site.put("/", f"{menu(**entries)}<h2>最新</h2><ul>{block}</ul>{OTHER}")
    tag = f'<meta name="ColumnName" content="{name}">' if name else ""
    for n, one in enumerate(BLOCK):
        site.put(f"{folder}{n}.html", f"{tag}{crumb}<h1>{one.title}</h1><p>全文。</p>", one.title)
    for entry in entries:
        site.put(f"/{entry}/", listing(OTHER))
    return site


@pytest.mark.parametrize(
    ("crumb", "folder", "path", "name"),
    [
        (CRUMBS.format('<a href="/c/77/">转发</a>'), "/i/9/", "/c/77/", ""),
        (
            CRUMBS.format('<a href="/gk/">公开</a>&gt;<a href="/gk/q/">上来</a>'),
            "/i/8/",
            "/gk/q/",
            "",
        ),
        # No crumb: the folder that the article stands in, without its months and days.
        ("", "/zc/zywj/202609/t20260915_", "/zc/zywj/", ""),
        ("", "/zc/a0103/2026-09/15/", "/zc/a0103/", ""),
        # Its column's name is that of a link of the page.
        ('<div><a href="/w/t8/">要情</a></div>', "/i/7/", "/w/t8/", "要情"),
    ],
)
def test_the_page_of_a_repost_leads_to_its_list(
    crumb: str, folder: str, path: str, name: str
) -> None:
    site = behind_site(crumb, folder, name)
    site.put(path, listing(rows(KEPT)))
    assert walked(site).in_use == [HOME.rstrip("/") + path]


def test_the_last_crumb_is_the_likeliest() -> None:
    url = f"{HOME}a/b/202609/t1.html"
    page = read_page("<h1>标题</h1>".encode(), url, fetched_at=NOW, listed=True)
    leads = [Lead(f"{HOME}{path}", "级", LeadPlace.CRUMB) for path in ("a/", "a/b/")]
    found = [address for address, _ in lists_behind(url, page, leads)]
    assert found == [f"{HOME}{path}" for path in ("a/b/", "a/", "a/b/", "a/")]


def test_an_overview_is_not_taken_for_the_lists_that_it_shows() -> None:
    own, office = KEPT[::2], KEPT[1::2]
    site = site_of(a=("甲类", rows(own)), b=("乙类", rows(office)))
    blocks = f"<h3>甲类</h3>{rows(own[:4], '/a/')}<h3>乙类</h3>{rows(office[:4], '/b/')}"
    site.put("/gk/", f"<div>{blocks}</div>", "政务公开")
    site.put("/", menu(gk="政务公开", a="甲类", b="乙类") + OTHER)
    assert sorted(walked(site).in_use) == [HOME + "a/", HOME + "b/"]


def test_a_list_that_another_has_taken_over_from_is_left() -> None:
    frozen = [one for one in RELEASES[:30] if one.published.earliest < NOW - timedelta(days=8)]
    site = site_of(b=("要情", rows(RELEASES[:14])))
    site.put("/old/", listing(rows(frozen), "国务院文件"))
    result = walked(site, lists=[(HOME + "old/", "国务院文件")])
    assert result.in_use == [HOME + "b/"]
    assert result.reason(HOME + "old/") == DiscoveryCode.SUPERSEDED
    by, portal = yardstick(RELEASES), Portal("p", "示例省", Level.PROVINCE, HOME)
    before = walked(site_of(old=("国务院文件", rows(frozen))))
    known = lists_after(portal, [], before.walk.lists, before.chosen, by)
    assert [one.state for one in known] == [ListState.IN_USE]
    after = lists_after(portal, known, result.walk.lists, result.chosen, by)
    assert {one.url: one.state for one in after}[HOME + "old/"] is ListState.GONE


def test_a_list_is_not_left_for_a_release_of_this_morning() -> None:
    young = replace(RELEASES[0], published=Interval.at(NOW - timedelta(hours=3)))
    both = [young, *RELEASES[1:14]]
    site = site_of(a=("国务院文件", rows(both[1:], lag=0)), b=("要闻", rows(both, lag=0)))
    result = walked(site, [young, *RELEASES[1:]])
    assert DiscoveryCode.SUPERSEDED not in {one.reason.code for one in result.chosen}


def test_a_site_map_that_is_named_beside_the_homepage_is_read() -> None:
    site = site_of(a=("便民", OTHER), b=("党建", OTHER))
    site.put("/q/", listing(rows(KEPT)))
    articles = "".join(f"<url><loc>{HOME}n/c{n}.html</loc></url>" for n in range(50))
    head = '<?xml version="1.0"?><urlset xmlns="x">'
    site.pages["/data/map.xml"] = f"{head}{articles}<url><loc>{HOME}q/</loc></url></urlset>"
    result = walked(site, beside=[Lead(f"{HOME}data/map.xml", "", LeadPlace.MAP)])
    assert result.in_use == [HOME + "q/"]
    assert len(result.walk.pages) <= 20


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.TLS_ERROR, Outcome.TIMEOUT])
def test_a_host_is_asked_under_the_other_scheme_once(outcome: Outcome) -> None:
    twins, step = Twins(HOME), Step(SECURE + "a/")
    instead = twins.retry(step, SeenPage(step.url, outcome))
    assert instead is not None
    assert instead.url == HOME + "a/"
    assert twins.alive(Step(SECURE + "b/")).url == HOME + "b/"
    assert twins.retry(instead, SeenPage(instead.url, outcome)) is None
    assert twins.retry(step, SeenPage(step.url, outcome)) is None


def test_a_host_that_answers_is_not_asked_otherwise() -> None:
    twins, step = Twins(HOME), Step(SECURE + "a/")
    assert twins.retry(step, SeenPage(step.url, Outcome.HTTP_ERROR)) is None
    assert twins.alive(step) is step
    # The homepage's own scheme is known to answer.
    assert twins.retry(Step(HOME + "a/"), SeenPage(HOME + "a/", Outcome.TIMEOUT)) is None


def test_a_sibling_host_keeps_its_name() -> None:
    step = Step("https://zwgk.example.gov.cn/a/")
    instead = Twins(HOME).retry(step, SeenPage(step.url, Outcome.REFUSED))
    assert instead is not None
    assert instead.url == "http://zwgk.example.gov.cn/a/"


def test_links_to_the_other_scheme_lead_to_the_list() -> None:
    site = Site()
    items = "".join(
        f'<li><a href="{SECURE}{p}/">{n}</a></li>' for p, n in (("a", "要情"), ("b", "要闻"))
    )
    site.put("/", f'<ul class="nav">{items}</ul>{OTHER}')
    site.put("/a/", listing(rows(KEPT), "要情"))
    site.put("/b/", listing(OTHER, "要闻"))
    result = walked(site, failing=lambda url: Outcome.REFUSED if url.startswith(SECURE) else None)
    assert result.in_use == [HOME + "a/"]
    assert sum(url.startswith(SECURE) for url in result.walk.pages) == 1
