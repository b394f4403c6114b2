"""What a drawn page may not do: send to others, open pages, fill memory, keep others waiting."""

from __future__ import annotations

import asyncio
import logging

import pytest

from repostwatch.crawl.browser import chromium
from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from tests.crawl.crawling import crawler
from tests.crawl.test_render import DRAW, LIMITS, Site
from tests.faults.faults import serve

pytestmark = [pytest.mark.system, pytest.mark.usefixtures("browser_starts")]
DRAWN = FetchPolicy(render=True)
OPENS = (
    "for (let n = 0; n < 10; n++) window.open('/opened?' + n);"
    "const other = window.open('about:blank'); if (other) {"
    "setTimeout(() => other.fetch('/opened?fetched').catch(() => 0), 100);"
    "setTimeout(() => { other.location = '/opened?later' }, 200); }"
)
FILLS = "const a = []; setInterval(() => { a.push(new Uint8Array(32 << 20).fill(7)) }, 10);"
POSTS = (
    "fetch('{0}', {{method: 'POST', mode: 'no-cors', body: 'x=1'}}).catch(() => 0);"
    "const form = document.createElement('form'); form.method = 'post'; form.action = '{0}';"
    "document.body.append(form); onload = () => form.submit();"
)


def fetched(*sites: Site, **changes: object) -> list[Fetched]:
    """The pages of all sites, asked for at once."""

    async def run() -> list[Fetched]:
        async with (
            asyncio.timeout(150),
            serve(sites),
            crawler(limits=LIMITS | changes) as one,
        ):
            return list(await asyncio.gather(*(one.fetch(site.url, DRAWN) for site in sites)))

    return asyncio.run(run())


def test_nothing_is_posted_to_others_and_no_form_is_sent() -> None:
    other = Site("")

    async def run() -> Fetched:
        async with serve([other]):
            there = other.url.replace("127.0.0.1", "localhost")
            site = Site(POSTS.format(f"{there}list") + DRAW)
            async with serve([site]), crawler(limits=LIMITS) as one:
                return await one.fetch(site.url, DRAWN)

    page = asyncio.run(run())
    assert page.visit.outcome is Outcome.OK
    assert "国务院办公厅关于甲的通知" in (page.body or b"").decode()
    assert other.asked == []
    assert other.bodies == []


def test_a_script_asks_for_nothing_that_may_change_something() -> None:
    site = Site("fetch('/admin/delete?id=1').catch(() => 0);new Image().src = '/logout';" + DRAW)
    (page,) = fetched(site)
    assert "/list" in site.asked
    assert not [path for path in site.asked if "admin" in path or "logout" in path]
    # Its own content did not load whole, so that nothing is proven by what is not on it.
    assert page.visit.outcome is Outcome.FORBIDDEN_ADDRESS


@pytest.mark.parametrize("blocked", [True, False])
def test_a_page_opens_no_others(blocked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not blocked:  # a way around Chromium's blocker, as a click that a script makes up
        monkeypatch.setattr(chromium, "NOT_AS_PEOPLE", ())
    site = Site(OPENS + DRAW)
    (page,) = fetched(site)
    assert page.visit.outcome is Outcome.OK
    assert "/list" in site.asked
    assert not [path for path in site.asked if path.startswith("/opened")]


def test_a_page_that_fills_memory_is_ended_and_says_so() -> None:
    # A page that asks for nothing is drawn after half a second, filled by then or not.
    bad, good = Site("fetch('/stall');" + FILLS, {"/stall": ("", "stall")}), Site(DRAW)
    full, drawn = fetched(bad, good, render_megabytes=500, read_seconds=20.0)
    assert full.visit.outcome is Outcome.EMPTY
    assert full.visit.reason == because(VisitCode.RENDER_MEMORY, megabytes=500)
    assert drawn.visit.outcome is Outcome.OK


def test_a_portal_has_so_many_seconds_of_drawing_and_then_none() -> None:
    site = Site("while (true) {}")

    async def run() -> list[Fetched]:
        limits = LIMITS | {"render_seconds": 2.0, "render_portal_seconds": 3.0}
        async with asyncio.timeout(100), serve([site]), crawler(limits=limits) as one:
            return [await one.fetch(site.url, DRAWN) for _ in range(3)]

    reasons = [page.visit.reason for page in asyncio.run(run())]
    assert reasons[0] is not None
    assert reasons[0].code is VisitCode.RENDER_TIMEOUT
    assert reasons[-1] == because(VisitCode.RENDER_SPENT, seconds=3.0)


def test_pages_without_end_are_left_for_one_that_was_not_drawn_yet() -> None:
    bad = [Site("while (true) {}") for _ in range(4)]
    good = Site(DRAW)
    ended: list[str] = []

    async def run() -> list[Fetched]:
        async with asyncio.timeout(200), serve([*bad, good]), crawler(limits=LIMITS) as one:

            async def fetch(site: Site) -> Fetched:
                page = await one.fetch(site.url, DRAWN)
                ended.append(site.url)
                return page

            return list(await asyncio.gather(*map(fetch, (*bad, good))))

    *failed, drawn = asyncio.run(run())
    assert drawn.visit.outcome is Outcome.OK
    assert {page.visit.outcome for page in failed} == {Outcome.TIMEOUT}
    assert ended[0] == good.url


def test_the_browser_ends_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    """Requests that nobody answers any more left tasks behind, and asyncio's words about them."""
    site = Site("setInterval(() => fetch('/stall'), 20);", {"/stall": ("", "stall")})
    with caplog.at_level(logging.ERROR):
        (page,) = fetched(site, render_seconds=3.0)
    assert not page.visit.outcome.usable
    assert [record.message for record in caplog.records if record.name == "asyncio"] == []
