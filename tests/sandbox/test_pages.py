"""Every family of pages is served as docs/rules.md section 7 has it, in its charset, dated."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest

from repostwatch.sandbox.addresses import item_path
from repostwatch.sandbox.items import Item
from repostwatch.sandbox.roles import ColumnPlan, Quirk
from repostwatch.sandbox.site import Site
from repostwatch.sandbox.style import FORMS, ArticleTime, DateForm, Family
from tests.sandbox.stranger import (
    WEB,
    Seen,
    decoded,
    home,
    items,
    list_link,
    plan_of,
    restyled,
    stated,
    walk,
    world,
)

NOW = world().line.end
# An article's address by family (docs/rules.md section 7); dates without zeros in 大汉's.
ARTICLES = {
    Family.TRS: r"/zwgk/gwyxx/2026\d\d/t2026\d{4}_\d+\.html",
    Family.HANWEB: r"/art/2026/[1-9]\d?/[1-9]\d?/art_\d+_\d+\.html",
    Family.SCRIPTED: r"/gwyxx/content/post_\d+\.html",
    Family.TABLE: r"/c\d+/c\d+/content\.html",
    Family.DL: r"/gwyxx/2026\d\d/[0-9a-f]{32}\.htm",
}
LISTS = {
    Family.TRS: r"/zwgk/gwyxx/index\.html",
    Family.HANWEB: r"/col/col\d+/index\.html",
    Family.SCRIPTED: r"/gwyxx/list\.html",
    Family.TABLE: r"/c\d+/list\.shtml",
    Family.DL: r"/gwyxx/index\.htm",
}
FORMS_OF_FAMILIES = [(family, form) for family, forms in FORMS.items() for form in forms]


def policy_list(site: Site, now: datetime = NOW) -> list[list[Seen]]:
    page = home(site, now)
    assert page is not None
    return list(walk(site, list_link(page), now))


def published(site: Site, now: datetime = NOW) -> list[Item]:
    return site.portal.listed("policy", now)


@pytest.mark.parametrize(("family", "form"), FORMS_OF_FAMILIES)
def test_a_list_shows_everything_in_order_with_its_dates(family: Family, form: DateForm) -> None:
    site = restyled(family=family, dates=form, page_size=7)
    pages = policy_list(site)
    assert len(pages) > 2
    rows = [row for page in pages for row in page]
    assert [row.href for row in rows] == [item_path(site.portal, i) for i in published(site)]
    assert [row.title for row in rows] == [item.title for item in published(site)]
    for row, item in zip(rows, published(site), strict=True):
        assert row.said is not None
        assert row.fine == (form is DateForm.MINUTE)
        assert row.said == (
            item.claimed if row.fine else item.claimed.replace(hour=0, minute=0, second=0)
        )
        assert re.fullmatch(ARTICLES[family], row.href)


@pytest.mark.parametrize("family", Family)
def test_addresses_of_a_family(family: Family) -> None:
    site = restyled(family=family)
    page = home(site, NOW)
    assert page is not None
    assert re.fullmatch(LISTS[family], list_link(page))
    for path in site.lists:
        assert site.reply(path, NOW).status in (200, 404)
    assert site.reply("/nothing/here.html", NOW).status == 404


def test_trs_writes_relative_links_and_draws_its_pager_by_script() -> None:
    site = restyled(family=Family.TRS, theme=0, page_size=7)
    text = decoded(site.reply("/zwgk/gwyxx/index.html", NOW).body)
    assert text.count('<a href="./2026') == 7
    assert re.search(r'createPageHTML\(\d+, 0, "index", "html"\)', text)
    assert "下一页" not in text
    assert len(policy_list(site)) > 2
    assert site.reply("/zwgk/gwyxx/index_1.html", NOW).status == 200
    linked = restyled(family=Family.TRS, theme=1, page_size=7)
    assert "下一页" in decoded(linked.reply("/zwgk/gwyxx/index.html", NOW).body)


def test_hanweb_puts_its_items_into_xml_and_more_behind_a_proxy() -> None:
    site = restyled(family=Family.HANWEB, page_size=7, charset="utf-8")
    [path] = [
        path for path, (channel, page) in site.lists.items() if (channel, page) == ("policy", 0)
    ]
    text = decoded(site.reply(path, NOW).body)
    assert '<script type="text/xml"><datastore>' in text
    outside = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert items(outside, path) == []  # nothing for who only reads lists
    after = re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)">', text)
    assert after
    assert after[1].startswith("/module/web/jpage/dataproxy.jsp?page=1&")
    answer = site.reply(after[1], NOW)
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.body.decode().count("<record>") == 21
    for wrong in ("page=99&columnid=1", "", "page=x&columnid=" + path[8:13], "page=-1"):
        assert site.reply(f"/module/web/jpage/dataproxy.jsp?{wrong}", NOW).status == 404


def test_a_drawn_list_stands_in_json_and_in_the_page() -> None:
    site = restyled(family=Family.SCRIPTED, dates=DateForm.AFTER, page_size=15)
    text = decoded(site.reply("/gwyxx/list.html", NOW).body)
    source = re.search(r'fetch\("([^"]+)"\)', text)
    assert source
    answer = site.reply(source[1], NOW)
    drawn = json.loads(answer.body)["articles"]
    static = items(text, "/gwyxx/list.html")
    assert [(a["title"], a["url"]) for a in drawn] == [(row.title, row.href) for row in static]
    assert [a["date"] for a in drawn] == [f"{row.said:%Y-%m-%d}" for row in static]


def test_a_list_without_dates() -> None:
    plan = plan_of(7, quirk=Quirk.DATELESS)
    site = Site(world(), WEB, plan)
    rows = [row for page in policy_list(site) for row in page]
    assert rows
    assert all(row.said is None for row in rows)
    article = decoded(site.reply(rows[0].href, NOW).body)
    assert stated(article) == (published(site)[0].claimed, True)


def test_one_item_carries_no_date_anywhere() -> None:
    site = Site(world(), WEB, plan_of(7, quirk=Quirk.UNDATED_ITEM))
    undated = [row for page in policy_list(site) for row in page if row.said is None]
    [item] = [item for item in site.portal.items if not item.dated]
    assert [row.href for row in undated] == [item_path(site.portal, item)]
    assert stated(decoded(site.reply(undated[0].href, NOW).body)) == (None, False)


def test_a_short_list_is_one_page_of_less_than_two_days() -> None:
    site = Site(world(), WEB, plan_of(7, quirk=Quirk.SHORT))
    for scan in world().scans:
        [page] = policy_list(site, scan)
        oldest = [row.said for row in page if row.said][-1]
        assert len(page) == 7
        assert (scan - oldest).days < 2


def test_items_may_lead_straight_to_the_release() -> None:
    found = world()
    site = Site(found, WEB, plan_of(7, quirk=Quirk.DIRECT))
    direct = [row for page in policy_list(site) for row in page if row.href.startswith("http")]
    addresses = {WEB.gov + policy.paths[0][0] for policy in found.policies}
    assert direct
    assert {row.href for row in direct} <= addresses


@pytest.mark.parametrize(
    ("charset", "said", "right"),
    [("utf-8", "utf-8", "utf-8"), ("gbk", "gb2312", "gbk"), ("utf-8", "gb2312", "utf-8")],
)
def test_charsets_and_the_meta_tag_that_lies(charset: str, said: str, right: str) -> None:
    site = restyled(charset=charset, said_charset=said, header_charset=False)
    reply = site.reply("/", NOW)
    assert reply.headers["Content-Type"] == "text/html"
    assert f"charset={said}".encode() in reply.body
    assert site.portal.name in reply.body.decode(right)
    if charset == "gbk":
        with pytest.raises(UnicodeDecodeError):
            reply.body.decode("utf-8")
    reply = restyled(charset=charset, said_charset=said, header_charset=True).reply("/", NOW)
    assert reply.headers["Content-Type"] == f"text/html; charset={charset}"


@pytest.mark.parametrize("time", ArticleTime)
def test_an_article_states_its_time_or_leaves_the_tag_unfilled(time: ArticleTime) -> None:
    site = restyled(article_time=time, dates=DateForm.AFTER, family=Family.TABLE)
    item = next(item for item in published(site) if item.release_id)
    text = decoded(site.reply(item_path(site.portal, item), NOW).body)
    tag = re.search(r'name="PubDate" content="([^"]*)"', text)
    assert tag
    expected = {
        ArticleTime.MINUTE: f"{item.claimed:%Y-%m-%d %H:%M}",
        ArticleTime.SECOND: f"{item.claimed:%Y-%m-%d %H:%M:%S}",
        ArticleTime.PLACEHOLDER: "发布日期",
        ArticleTime.EMPTY: "",
    }
    assert tag[1] == expected[time]
    assert f'name="ArticleTitle" content="{item.article_title}"' in text.replace("&#34;", '"')
    assert stated(text) == (
        (item.claimed, True) if time.stated else (item.claimed.replace(hour=0, minute=0), False)
    )


def test_a_cut_title_is_whole_in_its_attribute_or_only_in_the_article() -> None:
    for whole in (True, False):
        site = restyled(cut=26, cut_title=whole, family=Family.TABLE, dates=DateForm.AFTER)
        rows = [row for page in policy_list(site) for row in page]
        by_path = {item_path(site.portal, item): item for item in published(site)}
        long = [row for row in rows if len(by_path[row.href].title) > 26]
        assert long
        for row in long:
            item = by_path[row.href]
            assert row.title == (item.title if whole else item.title[:26] + "…")
            assert item.article_title in decoded(site.reply(row.href, NOW).body)


def test_a_pinned_old_item_stands_first() -> None:
    plan = next(p for p in world().portals if p.style.pinned and p.role.fault is None)
    [first, *_], *_ = policy_list(Site(world(), WEB, plan))
    assert first.title == f"{plan.name}关于印发政府信息公开指南的公告"


HOMES = {
    ColumnPlan.PROMINENT: r"<h2><a href=\"{more}\">{name}</a></h2>",
    ColumnPlan.BURIED: r"<h2><a href=\"{more}\">{name}</a></h2>",
    ColumnPlan.STALE: r"<h2><a [^>]+>{name}</a></h2>",
    ColumnPlan.BLANK: r"{name}</a></h2>.{{0,80}}</div>\s*<ul class=\"list\"></ul>",
    ColumnPlan.SCRIPT: r"<h2>{name}</h2>.*src=\"http://127.77.0.1:8000/pushinfo/v150203/pushinfo.jsonp\"",
    ColumnPlan.IFRAME: r"<h2>{name}</h2>.*<iframe [^>]*src=\"http://127.77.0.1:8000/pushinfo/v150203/",
    ColumnPlan.CHANNEL: r"点击进入 {name} 专栏",
}


@pytest.mark.parametrize("column", ColumnPlan)
def test_columns_of_every_kind(column: ColumnPlan) -> None:
    site = restyled(column)
    page, portal = home(site, NOW), site.portal
    assert page is not None
    headings = re.findall(r"<h2>(?:<a[^>]*>)?([^<]+)", page)
    if column is ColumnPlan.ABSENT:
        assert portal.column_name not in headings
        return
    pattern = HOMES[column].format(more=list_link(page), name=portal.column_name)
    assert re.search(pattern, page, re.DOTALL), headings
    place = headings.index(portal.column_name)
    assert place == (len(headings) - 1 if column is ColumnPlan.BURIED else place)
    assert (place > 5) == (column is ColumnPlan.BURIED)
    block = page[page.index(f"{portal.column_name}</") :].split("</ul>")[0]
    dates = re.findall(r"2026-\d\d-\d\d|2025-\d\d-\d\d", block)
    if column is ColumnPlan.STALE:
        assert max(dates) < "2026-03"
