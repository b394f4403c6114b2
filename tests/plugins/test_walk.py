"""A walk through all pages in a real browser: nothing breaks, everybody can read and use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from repostwatch.settings import CrawlSettings
from tests.plugins.conftest import Ui
from tests.plugins.test_pages import PAGES

pytestmark = pytest.mark.system
Opened = Callable[..., Page]
# What hinders somebody; below it axe lists matters of taste.
HINDERS = {"moderate", "serious", "critical"}


@pytest.fixture(scope="module")
def browser(browser_starts: None) -> Iterator[Browser]:
    del browser_starts
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CrawlSettings().chromium, args=["--no-sandbox"]
        )
        yield started
        started.close()


@pytest.fixture
def opened(ui: Ui, browser: Browser) -> Iterator[Opened]:
    """A window of a user who has logged in; what its console says stands in `errors`."""
    contexts: list[BrowserContext] = []

    def open_(user: str = "officer", **how: Any) -> Page:
        context = browser.new_context(base_url=ui.url, **how)
        context.add_cookies([{"name": "_token", "value": ui.token(user), "url": ui.url}])
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def faults(page: Page) -> list[str]:
    """What axe finds, each with its first place."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in HINDERS
    ]


@pytest.mark.parametrize(
    ("user", "width", "scheme"),
    [("officer", 1400, "light"), ("officer", 390, "dark"), ("guest", 390, "light")],
)
def test_every_page_can_be_read_by_everybody(
    opened: Opened, user: str, width: int, scheme: str
) -> None:
    page = opened(user, viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))
    wrong = []
    for path in PAGES:
        page.goto(f"/repostwatch{path}")
        wrong += faults(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{page.url} is wider than its window")
    assert not wrong
    assert not said


@pytest.mark.usefixtures("dags")
def test_a_scan_is_started_in_three_clicks_and_followed(opened: Opened) -> None:
    page = opened()
    page.goto("/repostwatch/")
    page.click("header >> text=门户网站")
    page.click("main >> text=文化和旅游部")
    page.click("text=扫描该网站")
    assert page.get_by_role("status").inner_text() == "等待开始"
    assert page.locator("main").get_by_role("link", name="mct").count() == 1


def test_who_may_only_look_can_press_nothing(opened: Opened) -> None:
    page = opened("guest")
    page.goto("/repostwatch/portals/mct")
    assert page.get_by_role("button", name="扫描该网站").is_disabled()
    assert page.get_by_role("button", name="重新判定").is_disabled()
    assert page.get_by_text("您的帐号只能查看，不能启动").count() == 2
