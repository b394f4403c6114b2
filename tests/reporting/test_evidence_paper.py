"""Evidence is whole on paper: nothing scrolls there, nothing is folded, and what is not said."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, sync_playwright

from repostwatch.model.reasons import text
from repostwatch.reporting.evidence import evidence_page
from repostwatch.reporting.exhibits import Picture
from repostwatch.settings import CrawlSettings
from tests.on_paper import cut
from tests.reporting.test_evidence import evidence

pytestmark = pytest.mark.system
A4_WIDTH = 718
# As a picture of 40 by 4000 pixels.
TALL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="4000"><rect width="9" height="9"/>'
    b"</svg>"
)


@pytest.fixture(scope="module")
def sheet(browser_starts: None) -> Iterator[Page]:
    del browser_starts
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CrawlSettings().chromium, args=["--no-sandbox"]
        )
        yield browser.new_page(viewport={"width": A4_WIDTH, "height": 1000})
        browser.close()


def test_it_is_whole_on_paper(sheet: Page) -> None:
    long = "http://a.example/" + "x" * 300
    found = evidence(f"<li><a href='../1.html'>国务院关于甲{'x' * 300}</a> {long}</li>")
    (exhibit,) = found.exhibits
    seen = replace(exhibit, url=long, picture=Picture(b"\xff\xd8\xff", text("页首"), ("a", 7)))
    made = evidence_page(replace(found, exhibits=[seen]))
    assert "/9j/" in made
    picture = f"data:image/svg+xml;base64,{base64.b64encode(TALL).decode()}"
    made = made.replace("data:image/jpeg;base64,/9j/", picture)
    sheet.set_content(made)
    assert sheet.locator(".paper:visible").count() == 0
    assert any("seen" in one for one in cut(sheet)), "on a screen it scrolls"
    sheet.emulate_media(media="print")
    assert cut(sheet) == []
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert sheet.locator("details table").is_visible()
    sheet.emulate_media(media="screen")


def test_of_a_frame_it_says_what_paper_does_not_show(sheet: Page) -> None:
    sheet.set_content(evidence_page(evidence("<p>国务院关于甲的通知</p>" * 300)))
    sheet.emulate_media(media="print")
    assert "纸上只印" in sheet.locator(".paper:visible").inner_text()
