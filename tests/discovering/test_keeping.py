"""What a search makes of the lists that are known already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from repostwatch.discovering.keeping import lists_after
from repostwatch.model import Level, Portal, because
from repostwatch.model.codes import DiscoveryCode
from repostwatch.model.watched_lists import ListOrigin, ListState, WatchedList
from tests.discovering.sites import HOME, NOW, RELEASES, Result, Site, rows, walked, yardstick
from tests.discovering.test_traps import KEPT, OTHER, site_of

PORTAL = Portal("p", "示例省", Level.PROVINCE, HOME)
BEFORE = NOW - timedelta(days=20)


def known(path: str, state: ListState, **more: object) -> WatchedList:
    one = WatchedList(
        portal_id="p",
        url=HOME + path,
        state=state,
        origin=ListOrigin.DISCOVERED,
        reason=because(DiscoveryCode.PROVEN, releases=5, days=180),
        found_at=BEFORE,
        checked_at=BEFORE,
        name="国务院信息",
        releases=("r9",),
        items=20,
    )
    return replace(one, **more)  # type: ignore[arg-type]


def after(site: Site, *stored: WatchedList, portal: Portal = PORTAL) -> dict[str, WatchedList]:
    urls = [*((url, "") for url in portal.column_urls), *((one.url, one.name) for one in stored)]
    result: Result = walked(site, lists=urls)
    kept = lists_after(portal, stored, result.walk.lists, result.chosen, yardstick(RELEASES))
    return {one.url.removeprefix(HOME): one for one in kept}


def test_a_list_in_use_that_is_gone_is_told_with_its_successor() -> None:
    found = after(site_of(b=("国务院文件", rows(KEPT))), known("old/", ListState.IN_USE))
    assert found["old/"].state is ListState.GONE
    assert found["old/"].reason.code is DiscoveryCode.LIST_GONE
    assert found["old/"].found_at == BEFORE
    assert found["b/"].state is ListState.IN_USE
    assert len(found["b/"].releases) == len(KEPT)
    assert found["b/"].releases[0] == "r0"


def test_a_list_in_use_that_leads_home_is_gone() -> None:
    site = site_of(b=("国务院文件", rows(KEPT)))
    site.moved["/old/"] = "/"
    assert after(site, known("old/", ListState.IN_USE))["old/"].state is ListState.GONE


def test_a_list_in_use_that_works_stays_in_use() -> None:
    site = site_of(a=("国务院信息", rows(RELEASES[:6])), b=("国务院文件", rows(RELEASES[:20])))
    assert after(site, known("a/", ListState.IN_USE))["a/"].state is ListState.IN_USE


def test_a_persons_word_stands() -> None:
    refused = because(DiscoveryCode.REFUSED, by="王工", why="是解读")
    accepted = because(DiscoveryCode.ACCEPTED, by="王工", why="看过")
    found = after(
        site_of(a=("国务院文件", rows(KEPT)), b=("国务院信息", OTHER)),
        known("a/", ListState.REJECTED, reason=refused),
        known("b/", ListState.IN_USE, reason=accepted, origin=ListOrigin.PERSON),
    )
    assert found["a/"].state is ListState.REJECTED
    assert found["a/"].reason == refused
    assert found["b/"].state is ListState.IN_USE
    assert found["b/"].origin is ListOrigin.PERSON


def test_a_proposed_list_comes_into_use_when_it_is_proven() -> None:
    site = site_of(a=("国务院文件", rows(KEPT)))
    assert after(site, known("a/", ListState.PROPOSED))["a/"].state is ListState.IN_USE


def test_the_registrys_lists_win() -> None:
    portal = replace(PORTAL, column_urls=(HOME + "c/",))
    site = site_of(b=("国务院文件", rows(KEPT)), c=("要闻", OTHER))
    found = after(site, portal=portal)
    assert found["c/"].state is ListState.IN_USE
    assert found["c/"].origin is ListOrigin.REGISTRY
    assert found["b/"].state is ListState.PROPOSED


def test_a_bad_day_of_a_list_does_not_end_it() -> None:
    site = site_of(b=("国务院文件", rows(KEPT)))
    site.pages["/old/"] = "<html><body></body></html>"
    assert after(site, known("old/", ListState.IN_USE))["old/"].state is ListState.IN_USE
