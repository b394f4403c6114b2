"""A portal that is closed, moved or taken over is recognised by its homepage."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from repostwatch.model import Level, Link, Outcome, Page, PageKind, Portal, Visit, because
from repostwatch.model.codes import PageCode, PortalCode
from repostwatch.portals.moved import find_move, redirected_elsewhere

NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
PORTAL = Portal("mep", "环境保护部", Level.DEPARTMENT, "http://www.mep.gov.cn/")
LIST = tuple(Link(f"第{n}条环境新闻的标题", f"http://www.mep.gov.cn/{n}.html") for n in range(9))


def visit(final: str | None = None) -> Visit:
    return Visit(PORTAL.home_url, Outcome.OK, NOON, final_url=final or PORTAL.home_url)


def content(*links: Link) -> Page:
    return Page(PageKind.CONTENT, links=(*LIST, *links))


@pytest.mark.parametrize(
    "final",
    ["https://www.mep.gov.cn/index.html", "http://mep.gov.cn/", "https://wap.mep.gov.cn/",
     "http://127.0.0.1:9/", None],
)  # fmt: skip
def test_a_redirect_within_the_site_is_none(final: str | None) -> None:
    assert find_move(PORTAL, visit(final), content()) is None


@pytest.mark.parametrize(
    "final", ["https://www.mee.gov.cn/", "https://www.gov.cn/", "http://mep-gov.cn/"]
)
def test_a_redirect_to_another_site(final: str) -> None:
    found = find_move(PORTAL, visit(final), content())
    assert found is not None
    assert found.gone
    assert (found.reason.code, found.reason["here"]) == (PortalCode.ELSEWHERE, "mep.gov.cn")


def test_an_address_that_fell_to_somebody_else() -> None:
    mark = because(PageCode.FOR_SALE, mark="域名出售")
    found = find_move(PORTAL, visit(), Page(PageKind.PARKED, reason=mark))
    assert found is not None
    assert found.gone
    assert found.reason == because(PortalCode.PARKED, why=mark)


@pytest.mark.parametrize("kind", [PageKind.CHALLENGE, PageKind.LOGIN, PageKind.NOT_HTML])
def test_a_gate_on_another_host_tells_nothing(kind: PageKind) -> None:
    assert find_move(PORTAL, visit("https://waf.example.com/"), Page(kind)) is None


def test_an_outage_tells_nothing() -> None:
    assert find_move(PORTAL, Visit(PORTAL.home_url, Outcome.TIMEOUT, NOON), None) is None


def test_a_page_that_is_nothing_but_a_notice() -> None:
    found = find_move(PORTAL, visit(), Page(PageKind.CONTENT, closing="本网站\0已关停"))
    assert found is not None
    assert found.gone
    assert found.reason == because(PortalCode.NOTICE, words="本网站 已关停")


@pytest.mark.parametrize("title", ["关于本网站关停的公告", "环境保护部网站迁移公告"])
def test_a_notice_on_a_homepage_that_still_works_is_told_before_it_is_gone(title: str) -> None:
    found = find_move(PORTAL, visit(), content(Link(title, "http://www.mep.gov.cn/n.html")))
    assert found is not None
    assert not found.gone
    assert found.reason == because(PortalCode.ANNOUNCED, title=title)


def test_what_a_stranger_announces_can_be_kept_and_shown() -> None:
    title = "本网站\0关停\ud800\u202e的公告\n" + "长" * 500
    found = find_move(PORTAL, visit(), content(Link(title, "http://www.mep.gov.cn/n.html")))
    assert found is not None
    shown = str(found.reason["title"])
    assert shown.isprintable()
    assert (shown[:12], len(shown)) == ("本网站 关停 的公告 长", 60)


@pytest.mark.parametrize(
    ("home", "final", "gone"),
    [
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", True),
        ("http://127.0.0.1:8001/", "http://localhost:8002/", True),
        ("http://127.0.0.1:8001/", "http://localhost:8001/index.html", False),
        ("http://10.1.2.3:8001/", "http://10.1.2.3:8002/", False),  # one server, as far as we know
    ],
)
def test_on_this_machine_a_port_is_a_site(home: str, final: str, gone: bool) -> None:
    portal = Portal("p", "某省", Level.PROVINCE, home)
    found = find_move(portal, Visit(home, Outcome.OK, NOON, final_url=final), content())
    assert (found is not None and found.gone) is gone


@pytest.mark.parametrize(
    ("asked", "final", "code"),
    [
        ("http://www.mep.gov.cn/gwy/", "https://mep.gov.cn/gwy/index.html", None),
        ("http://www.mep.gov.cn/gwy/", "http://www.mep.gov.cn/zwgk/gwy/", None),
        ("http://www.mep.gov.cn/gwy/", None, None),
        ("http://www.mep.gov.cn/index.html", "https://www.mep.gov.cn/", None),
        ("http://www.mep.gov.cn/gwy/", "http://zfxxgk.mep.gov.cn/", None),
        ("http://www.mep.gov.cn/gwy/", "http://www.gov.cn/zhengce/", None),
        (
            "http://www.mep.gov.cn/gwy/",
            "https://www.mep.gov.cn/index.html",
            PortalCode.LIST_LEADS_HOME,
        ),
        ("http://www.mep.gov.cn/gwy/", "https://www.mep.gov.cn/", PortalCode.LIST_LEADS_HOME),
        ("http://www.mep.gov.cn/gwy/", "https://www.mee.gov.cn/gwy/", PortalCode.LIST_ELSEWHERE),
    ],
)
def test_a_list_that_leads_elsewhere(
    asked: str, final: str | None, code: PortalCode | None
) -> None:
    reason = redirected_elsewhere(PORTAL, Visit(asked, Outcome.OK, NOON, final_url=final))
    assert (reason and reason.code) is code
