"""Served homepages that only lead on, none of them scanned: the round of links sees their
second-level pages, and the inspection says what these say."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from repostwatch.base.clock import day_of
from repostwatch.model.codes import SpotCheckCode
from repostwatch.model.spot_checks import CheckResult, IndicatorResult, VetoIndicator
from repostwatch.pipeline.link_round import look_at_links
from repostwatch.pipeline.spot_check import inspect_quarter, results_of
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from tests.pipeline.test_link_round import QUARTER, Pages, kept_under, pages
from tests.pipeline.test_probe_round import NOON, draw, registry, settings_of
from tests.pipeline.test_probing import Site, served

NAMES = ("机构概况", "工作动态", "政策文件", "办事服务", "互动交流", "数据发布")
SHELL = "<html><head><title>栏目</title></head><body><div id='app'></div><script src='/a.js'>"


def homepage(names: tuple[str, ...] = NAMES) -> tuple[int, str]:
    """Words that lead on, in a block of their own; no item, no date."""
    entries = "".join(f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(names))
    return 200, f"<html><title>某市某局</title><body><div class='main'><ul>{entries}</ul></div>"


def listing(days: int) -> tuple[int, str]:
    items = "".join(
        f'<li><a href="/a/{n}.html">关于某某事项的第{n}号通知内容</a>'
        f"<span>{day_of(NOON) - timedelta(days=days + n)}</span></li>"
        for n in range(6)
    )
    return 200, f"<html><title>栏目</title><body><div class='list'><ul>{items}</ul></div>"


def text_only() -> tuple[int, str]:
    return (
        200,
        "<html><title>机构概况</title><body><p>本局负责有关事项。</p>" + "<p>说明。</p>" * 30,
    )


def leading_on() -> tuple[int, str]:
    """A page without a date whose own list is one level deeper."""
    code, text = text_only()
    return code, f"{text}<b><a href='/8/9/'>今日</a></b>"


def site(*second: tuple[int, str] | None) -> Pages:
    """None: no such page."""
    own: Pages = {f"/{n}/": page for n, page in enumerate(second) if page is not None}
    return own | {"/": homepage(NAMES[: len(second)])}


SITES: dict[str, tuple[Pages, CheckResult, SpotCheckCode]] = {
    "new": (
        site(text_only(), listing(3), listing(90)), CheckResult.PASSED, SpotCheckCode.SECOND_FRESH
    ),
    "old": (
        site(text_only(), listing(40), None), CheckResult.FAILED, SpotCheckCode.SECOND_STALE
    ),
    "busy": (site(listing(40), (503, "")), CheckResult.UNKNOWN, SpotCheckCode.SECOND_OPEN),
    "shell": (site(listing(40), (200, SHELL)), CheckResult.UNKNOWN, SpotCheckCode.SECOND_OPEN),
    "bare": (site(text_only(), text_only()), CheckResult.UNKNOWN, SpotCheckCode.SECOND_UNDATED),
    "called": (
        {"/": (200, homepage(NAMES[:2])[1] + "<p onclick=\"location='/7/'\">数据发布</p>")}
        | {"/0/": listing(40), "/1/": listing(50)}, CheckResult.UNKNOWN, SpotCheckCode.SECOND_OPEN,
    ),
    "deeper": (
        site(listing(40), leading_on()),
        CheckResult.UNKNOWN, SpotCheckCode.SECOND_OPEN,
    ),
    "own": ({"/": listing(40)}, CheckResult.FAILED, SpotCheckCode.HOME_STALE),
}  # fmt: skip


def seen(
    conn: Connection, stack: ExitStack, folder: Path, up: int = 200, **changes: int
) -> tuple[dict[str, IndicatorResult], dict[str, list[str]]]:
    """首页不更新 of each site, and what was asked of each."""
    asked: dict[str, list[str]] = {name: [] for name in SITES}
    homes = {
        name: f"{stack.enter_context(pages(own, '127.0.0.1', asked[name]))}/"
        for name, (own, _, _) in SITES.items()
    }
    path = registry(folder / "s.csv", homes)
    known = [stack.enter_context(served(Site(home=(up, 0.0, "<p>x")))) for _ in range(2)]
    settings = kept_under(settings_of(path, known, NOON), folder)
    own = settings.spot_check.model_copy(update=changes)
    settings = settings.model_copy(update={"spot_check": own})
    draw(conn, settings, path, 100)
    look_at_links(conn, settings, QUARTER)
    return stale(conn, settings), asked


def stale(conn: Connection, settings: Settings) -> dict[str, IndicatorResult]:
    inspect_quarter(conn, settings, QUARTER)
    return {
        one.portal_id: one
        for result in results_of(conn, QUARTER)
        for one in result.indicators
        if one.indicator is VetoIndicator.STALE_HOMEPAGE
    }


def test_second_level_pages_count_where_the_homepage_only_leads_on(
    conn: Connection, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        found, _ = seen(conn, stack, tmp_path)
    truth = {name: (result, code) for name, (_, result, code) in SITES.items()}
    assert {name: (one.result, one.reason.code) for name, one in found.items()} == truth


def test_an_outage_of_ours_fails_none_of_them(conn: Connection, tmp_path: Path) -> None:
    with ExitStack() as stack:
        found, _ = seen(conn, stack, tmp_path, up=503)
    assert found["old"].result is CheckResult.UNKNOWN, "the page that is missing may be ours"
    assert found["new"].result is CheckResult.PASSED


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_pages_are_asked_for_than_the_setting_allows(
    conn: Connection, tmp_path: Path, most: int
) -> None:
    with ExitStack() as stack:
        found, asked = seen(conn, stack, tmp_path, second_level_pages=most, links_inside=1)
    for name, paths in asked.items():
        # A page that answers with an error is asked for once more.
        assert len(set(paths) - {"/", "/robots.txt"}) <= most, name
    assert found["old"].reason.code is SpotCheckCode.SECOND_OPEN
    assert (found["old"].reason["looked"], found["old"].reason["found"]) == (most, 3)


def test_a_page_of_two_homepages_is_asked_for_once(conn: Connection, tmp_path: Path) -> None:
    """One only leads on, so that what is new on the page counts for it; the other has a list."""
    asked: list[str] = []
    with ExitStack() as stack:
        leading = stack.enter_context(pages(site(listing(3), None), "127.0.0.1", asked))
        _, text = listing(40)
        other = {"/": (200, f'{text}<p><a href="{leading}/0/">机构概况</a>')}
        listed = stack.enter_context(pages(other, "127.0.0.2", []))
        path = registry(tmp_path / "s.csv", {"leading": f"{leading}/", "listed": f"{listed}/"})
        known = [stack.enter_context(served(Site())) for _ in range(2)]
        settings = kept_under(settings_of(path, known, NOON), tmp_path)
        draw(conn, settings, path, 100)
        look_at_links(conn, settings, QUARTER)
        found = stale(conn, settings)
    assert asked.count("/0/") == 1
    assert {name: one.result for name, one in found.items()} == {
        "leading": CheckResult.PASSED, "listed": CheckResult.FAILED,
    }  # fmt: skip
