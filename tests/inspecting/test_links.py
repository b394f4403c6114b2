"""Which links of a homepage are looked at, and what a look says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from repostwatch.inspecting.links import (
    as_linked,
    draw_links,
    hints_of,
    link_figures,
    links_reason,
    site_links,
    state_of_link,
)
from repostwatch.inspecting.own_network import OwnNetwork
from repostwatch.model import Outcome, PageKind, Reason, because
from repostwatch.model.codes import PageCode, PortalCode, SpotCheckCode
from repostwatch.model.spot_checks import CheckResult, HomeLink, LinkLook, LinkState, VetoIndicator
from repostwatch.settings import SpotCheckSettings
from tests.inspecting.probing import controls, hour

RULES = SpotCheckSettings()
UP = OwnNetwork(controls(), RULES)
AWAY = OwnNetwork(controls(lambda _: True), RULES)
HOME = "https://www.jia.gov.cn/"


def sale(mark: str) -> Reason:
    return because(PageCode.FOR_SALE, mark=mark)


def look(
    outcome: Outcome,
    status: int | None = 200,
    kind: PageKind | None = None,
    reason: Reason | None = None,
    url: str = "https://other.example/",
) -> LinkLook:
    return LinkLook("a", HomeLink(url, "友情链接"), hour(9), outcome, status, kind, reason)


OK, HTTP = Outcome.OK, Outcome.HTTP_ERROR
ROWS = [
    (look(OK, kind=PageKind.CONTENT), LinkState.OPENED),
    (look(OK, kind=PageKind.LOGIN), LinkState.OPENED),
    (look(OK, kind=PageKind.SHELL), LinkState.OPENED),
    (
        look(OK, kind=PageKind.SHELL, reason=because(PageCode.TEMPLATE, mark="v-for=")),
        LinkState.OPENED,
    ),
    (
        look(OK, kind=PageKind.SHELL, reason=because(PageCode.SCRIPTED, characters=90)),
        LinkState.OPENED,
    ),
    # Nothing but a script: where it leads, or what it shows, is not known.
    (
        look(OK, kind=PageKind.SHELL, reason=because(PageCode.SCRIPTED, characters=0)),
        LinkState.UNDECIDED,
    ),
    (look(OK, kind=PageKind.SHELL, reason=because(PageCode.ONLY_SCRIPT)), LinkState.UNDECIDED),
    (look(OK, kind=PageKind.SHELL, reason=because(PageCode.JUMP_SCRIPT)), LinkState.UNDECIDED),
    (look(OK, kind=PageKind.SHELL, reason=because(PageCode.META_REFRESH)), LinkState.UNDECIDED),
    (look(OK, kind=PageKind.NOT_HTML), LinkState.OPENED),
    (look(Outcome.TOO_LARGE), LinkState.OPENED),
    (look(HTTP, 404), LinkState.DEAD),
    (look(HTTP, 410), LinkState.DEAD),
    (look(OK, kind=PageKind.SOFT_404), LinkState.DEAD),
    (look(Outcome.DNS_ERROR, None), LinkState.DEAD),
    (look(Outcome.REFUSED, None), LinkState.DEAD),
    (look(Outcome.TOO_MANY_REDIRECTS, 302), LinkState.DEAD),
    (look(HTTP, 503), LinkState.UNDECIDED),
    (look(HTTP, 403), LinkState.UNDECIDED),
    (look(Outcome.TIMEOUT, None), LinkState.UNDECIDED),
    (look(Outcome.RESET, None), LinkState.UNDECIDED),
    (look(Outcome.BLOCKED), LinkState.UNDECIDED),
    (look(Outcome.TLS_ERROR, None), LinkState.UNDECIDED),
    (look(Outcome.FORBIDDEN_ADDRESS, None), LinkState.UNDECIDED),
    (look(OK, kind=PageKind.CHALLENGE), LinkState.UNDECIDED),
    (look(OK, kind=PageKind.PARKED, reason=sale("域名出售")), LinkState.PARKED),
    (look(OK, kind=PageKind.PARKED, reason=sale("This domain is for sale")), LinkState.PARKED),
    (look(OK, kind=PageKind.PARKED, reason=sale("百家乐")), LinkState.SELLING),
    (look(OK, kind=PageKind.PARKED, reason=sale("加入购物车")), LinkState.SELLING),
]


@pytest.mark.parametrize(
    ("words", "title", "mark", "state"),
    [
        ("甲县旅游网", "甲县旅游网-门票 酒店", "立即购买", LinkState.OPENED),
        ("甲县旅游网（官方）", "甲县旅游网", "包邮", LinkState.OPENED),
        ("甲县招商网", "潮流女装旗舰店", "立即购买", LinkState.SELLING),
        ("甲乙", "甲乙(JIA.COM)-正品低价", "加入购物车", LinkState.OPENED),
        ("乙网", "甲乙网-正品低价", "加入购物车", LinkState.SELLING),
        ("本地特产", "甲县馆", "包邮", LinkState.OPENED),
        ("本地特产", "甲县馆", "百家乐", LinkState.SELLING),
        ("首页", "首页", "加入购物车", LinkState.SELLING),
        ("", "潮流女装旗舰店", "加入购物车", LinkState.SELLING),
        # No name makes a game of chance, or a name for sale, what a homepage means.
        ("甲县旅游网", "甲县旅游网-门票", "百家乐", LinkState.SELLING),
        ("甲县旅游网", "甲县旅游网", "域名出售", LinkState.PARKED),
    ],
)
def test_a_shop_to_which_a_link_leads_by_its_name_is_meant(
    words: str, title: str, mark: str, state: LinkState
) -> None:
    seen = look(OK, kind=PageKind.PARKED, reason=sale(mark))
    linked = as_linked(replace(seen, link=HomeLink(seen.link.url, words)), title)
    assert state_of_link(linked, UP) is state


@pytest.mark.parametrize(("seen", "state"), ROWS)
def test_what_a_look_says(seen: LinkLook, state: LinkState) -> None:
    assert state_of_link(seen, UP) is state
    shown = state in (LinkState.OPENED, LinkState.PARKED, LinkState.SELLING)
    assert state_of_link(seen, AWAY) is (state if shown else LinkState.OURS)


def test_links_are_drawn_by_lot_and_again() -> None:
    links = [HomeLink(f"{HOME}{n}.html", "") for n in range(100)]
    links += [HomeLink(f"https://s{n}.example/", "") for n in range(100)]
    links.append(HomeLink("http://[::1", "an address that is none"))
    drawn = draw_links(links, HOME, "7", RULES)
    assert drawn == draw_links(links[::-1], HOME, "7", RULES)
    assert drawn != draw_links(links, HOME, "8", RULES)
    inside = [one for one in drawn if one.url.startswith(HOME)]
    assert (len(inside), len(drawn)) == (RULES.links_inside, RULES.links_inside + 20)
    assert draw_links(links[:9], HOME, "7", RULES)[8:]


def test_the_share_has_bounds() -> None:
    looks = [look(OK, kind=PageKind.CONTENT)] * 6 + [look(HTTP, 404), look(Outcome.TIMEOUT, None)]
    site = site_links("a", 40, looks, UP)
    figures = link_figures([site, site_links("b", 0, [], UP)])
    assert (figures.sites, figures.seen) == (1, 8)
    assert (figures.low, figures.high) == (Fraction(1, 8), Fraction(2, 8))
    assert figures.sites_with[LinkState.DEAD] == 1
    assert list(hints_of([site], {})) == []
    counts, dead = links_reason(site).clauses
    assert dict(counts.facts) == {"looked": 8, "found": 40, "dead": 1, "open": 1}
    assert dead.code is SpotCheckCode.LINK_DEAD


def test_an_outage_of_ours_finds_nothing() -> None:
    looks = [look(Outcome.DNS_ERROR, None)] * 5
    figures = link_figures([site_links("a", 5, looks, AWAY)])
    assert (figures.low, figures.high) == (Fraction(0), Fraction(1))


def test_what_sells_is_put_before_a_person() -> None:
    looks = [look(OK, kind=PageKind.PARKED, reason=sale("百家乐"))]
    [hint] = hints_of([site_links("a", 1, looks, UP)], {})
    assert (hint.indicator, hint.result) == (VetoIndicator.SERIOUS_ERRORS, CheckResult.WAITING)
    assert hint.reason.has(SpotCheckCode.LINK_SELLING)
    assert hint.reason.has(SpotCheckCode.NOT_SAID)


def test_an_address_in_the_hands_of_others_is_put_before_a_person() -> None:
    """Beside its links, and where no link was looked at; once for each site."""
    looks = [look(OK, kind=PageKind.PARKED, reason=sale("百家乐"))]
    taken = because(PortalCode.PARKED, why=sale("域名出售"))
    hints = list(hints_of([site_links("a", 1, looks, UP)], {"a": taken, "b": taken}))
    assert [(one.portal_id, one.result) for one in hints] == [
        ("a", CheckResult.WAITING), ("b", CheckResult.WAITING),
    ]  # fmt: skip
    assert all(one.reason.has(PortalCode.PARKED) for one in hints)
    assert [one.reason.has(SpotCheckCode.LINK_SELLING) for one in hints] == [True, False]
