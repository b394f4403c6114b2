"""A kept page in a browser: it is looked at, and neither loads, resolves nor does anything."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from playwright.sync_api import FrameLocator, Page, expect
from psycopg.types.json import Jsonb

from repostwatch.crawl.evidence.archive import Archive
from repostwatch.crawl.fetch.fetched import Fetched
from repostwatch.model import Outcome, Visit
from repostwatch.store.database import Connection
from tests.plugins.conftest import Ui
from tests.plugins.plugin_world import GOOD, LINKS
from tests.plugins.test_walk import Opened, browser, opened
from tests.reading.test_harmless import PIXEL

pytestmark = pytest.mark.system
__all__ = ["browser", "opened"]  # fixtures
ASKED = {"/evidence", "/review", "/review.js", "/style.css"}
FONT = b64encode(b"no font").decode()
PAGE = f"""<!DOCTYPE html><html manifest=/m><head><meta charset=utf-8><base href=/there/>
<meta http-equiv=refresh content='0;url=/'><meta name=referrer content=none-such>
<meta name=viewport content='width=wide'>
<link rel=stylesheet href=/s.css><link rel=icon href=/favicon.ico><link rel=prefetch href=/p>
<link rel=preload as=image href=/l.png imagesrcset='/l.png 2x'><link rel=manifest href=/m.json>
<link rel=dns-prefetch href=//other.example><link rel=preconnect href=//other.example>
<style>@import "/i.css"; @import url(/j.css) screen;
@font-face{{font-family:a;src:url(/a.woff)}}
@font-face{{font-family:b;src:url(data:font/woff;base64,{FONT})}}
body{{background:rgb(1,2,3) url(/b.png);font-family:a,b}} li:before{{content:url("/c.png")}}
li{{cursor:url('/d.cur'),auto;list-style-image:\\75 rl(/e.png);mask:u\\72l(/f.svg#g)}}
p{{background:image-set("/h.png" 1x);border-image:-webkit-image-set(url(/i.png) 2x) 3}}</style>
</head><body background=/k.png onload=alert(1)>
<h1>新闻</h1><section><h1>要闻</h1></section>
<img src=/1.png srcset='/2.png 2x, /3.png 3x' alt=国徽><img src={PIXEL} width=9 height=9 alt=点>
<img src='data:image/png;base64,?' alt=坏><img src='data:text/html,x' alt=异>
<picture><source srcset=/4.webp><img src=/5.png></picture>
<video poster=/6.png src=/7.mp4 autoplay></video><audio src=/8.mp3 autoplay></audio>
<svg width=9 height=9><image href=/9.png /><path d='none'/><use xlink:href='/10.svg#a' /></svg>
<math href=/x><mi>x</mi></math><object data=/11></object><embed src=/12><iframe src=/13></iframe>
<template shadowrootmode=open><img src=/14.png></template><noscript><img src=/15.png></noscript>
<p style='background:url(/16.png);list-style:url("/17.png")'>段落</p>
<form action=/send><input name=q autofocus pattern='[' value=词><input type=image src=/18.png>
<input type=number value=多><input type=color value=红><input type=password>
<button formaction=/19>搜索</button></form>
<ul><li><a href='{LINKS[GOOD].url}' ping=/20>国务院关于促进文旅融合的意见</a> 08-12</ul>
<script src=/21.js></script><script>document.title = "owned"</script></body></html>"""


@pytest.fixture
def kept(ui: Ui, store_of_ui: Connection) -> None:
    """Every page of one portal's visits looked like this."""
    visit = Visit(GOOD.home_url, Outcome.OK, datetime.now(UTC), status=200, size=len(PAGE))
    place = Archive(ui.var / "evidence").write(
        Fetched(visit, PAGE.encode(), {"Content-Type": "text/html"})
    )
    store_of_ui.execute(
        "UPDATE visits SET evidence = %s, content_type = 'text/html' WHERE url = %s",
        [Jsonb(asdict(place)), GOOD.home_url],
    )
    store_of_ui.commit()


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("path", ["/evidence?release=r1&portal=mct", "/review"])
def test_a_kept_page_asks_for_nothing_and_says_nothing(opened: Opened, path: str) -> None:
    page = opened(viewport={"width": 1400, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(f"{message.type} {message.text}"))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/repostwatch{path}")
    around: Page | FrameLocator = page
    if path == "/review":
        own = "iframe[src$='portal=mct#marked']"
        page.locator("details", has=page.locator(own)).locator("summary").click()
        around = page.frame_locator(own)
        expect(around.locator("iframe#marked")).to_be_in_viewport()
    inside = around.frame_locator("iframe.still").first
    expect(inside.locator("h1").first).to_have_text("新闻")
    inside.get_by_role("button", name="搜索").click()
    inside.get_by_text("国务院关于促进文旅融合的意见").click()
    page.wait_for_load_state("networkidle")
    expect(around.locator("mark").first).to_have_text("国务院关于促进文旅融合的意见")
    seen = "one => getComputedStyle(one).backgroundColor"
    assert inside.locator("body").evaluate(seen) == "rgb(1, 2, 3)"
    assert inside.get_by_alt_text("点").evaluate("one => one.naturalWidth") == 1
    outside = [one for one in asked if not one.startswith(("data:", "about:"))]
    assert {one.partition("/repostwatch")[2].partition("?")[0] for one in outside} <= ASKED
    assert said == []
