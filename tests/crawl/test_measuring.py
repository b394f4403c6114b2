"""Where things stand on the screen of a real browser, and what reading makes of it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping

import pytest

from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.model import Box, Column, ColumnForm, Outcome, because
from repostwatch.model.codes import ColumnCode, VisitCode
from repostwatch.model.reasons import Fact
from tests.crawl.crawling import crawler
from tests.defaults import read_page
from tests.faults.faults import Fault, Wire, serve

LIMITS: dict[str, object] = {"total_seconds": 20.0, "read_seconds": 5.0, "render_seconds": 20.0}
pytestmark = [
    pytest.mark.system,
    pytest.mark.usefixtures("browser_starts"),
]
TITLES = [f"国务院办公厅关于做好第{number}号重点工作的通知" for number in range(6)]
ITEMS = "".join(
    f"<li><a href='/art/2026/8/1/art_{i}.html'>{title}</a><span>2026-08-01</span></li>"
    for i, title in enumerate(TITLES)
)
BLOCK = f"<div class='box'><h3 style='width:300px'>国务院信息</h3><ul>{ITEMS}</ul></div>"
NEWS = "".join(
    f"<li><a href='/xw/202609/t20260918_{i}.html'>某省召开第{i}次会议部署有关事项</a></li>"
    for i in range(12)
)


def page(body: str, head: str = "") -> bytes:
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>门户</title>"
        f"<style>body {{ margin: 0 }}</style>{head}</head><body>{body}</body></html>"
    ).encode()


class Home(Fault, abstract=True):
    """A homepage, and what it asks for: (status, type, body)."""

    def __init__(self, body: bytes, parts: Mapping[str, tuple[str, str, bytes]] = {}) -> None:
        super().__init__()
        self.parts = {"/": ("200 OK", "text/html", body), **parts}

    async def talk(self, wire: Wire, target: str) -> None:
        status, kind, body = self.parts.get(target, ("404 Not Found", "text/plain", b""))
        await wire.answer(body, status, Content_Type=kind)


def fetched(site: Home, **changes: object) -> Fetched:
    async def run() -> Fetched:
        async with asyncio.timeout(60), serve([site]), crawler(limits=LIMITS | changes) as one:
            return await one.fetch(site.url, FetchPolicy(render=True))

    return asyncio.run(run())


def columns(drawn: Fetched) -> tuple[Column, ...]:
    assert drawn.body is not None, drawn.visit
    return read_page(
        drawn.body,
        "https://www.example.gov.cn/",
        fetched_at=drawn.visit.fetched_at,
        screen=drawn.screen,
    ).columns


def column(drawn: Fetched) -> Column:
    (found,) = columns(drawn)
    return found


FEED = "https://www.gov.cn/pushinfo/v150203/index.htm"
ABSOLUTE = f"<div style='position:absolute;top:640px'>{BLOCK}</div>"
SLIDE = "<div style='float:left;width:4000px'>甲</div>"
# A frame of a size or place in which nobody sees it.
UNSEEN_FRAMES = {
    "frame of a pixel": (
        f"<ul>{NEWS}</ul><iframe src='{FEED}' style='width:1px;height:1px'></iframe>"
    ),
    "hidden frame": f"<iframe src='{FEED}' style='display:none'></iframe><ul>{NEWS}</ul>",
}
# The body of a page, whether its column is prominent, the reason's code and facts of it.
PLACES: dict[str, tuple[str, bool, tuple[ColumnCode, dict[str, Fact]]]] = {
    "first screen, last in the markup": (
        f"<div style='height:500px'></div><ul>{NEWS}</ul>{ABSOLUTE}",
        True,
        (ColumnCode.HIGH, {"screen": 1, "top": 659, "height": 1080, "most": 2.0}),
    ),
    "ten screens down, first in the markup": (
        f"<div style='height:10900px'></div>{BLOCK}<ul>{NEWS}</ul>",
        False,
        (ColumnCode.LOW, {"screen": 11, "top": 10919, "height": 1080, "most": 2.0}),
    ),
    "no place": (
        f"<div class=no>{BLOCK}</div><style>.no {{ display: none }}</style>",
        False,
        (ColumnCode.NOT_SHOWN, {}),
    ),
    "opacity": (f"<div style='opacity:0'>{BLOCK}</div>", False, (ColumnCode.TRANSPARENT, {})),
    "visibility": (
        f"<div style='visibility:hidden'>{BLOCK}</div>",
        False,
        (ColumnCode.TRANSPARENT, {}),
    ),
    "folded": (
        f"<div style='height:0;overflow:hidden'>{BLOCK}</div>",
        False,
        (ColumnCode.TOO_SMALL, {"width": 300, "height": 0}),
    ),
    "beside": (
        f"<div style='position:absolute;left:-5000px'>{BLOCK}</div>",
        False,
        (ColumnCode.OUTSIDE, {}),
    ),
    "tiny": (f"<div style='zoom:.02'>{BLOCK}</div>", False, (ColumnCode.TOO_SMALL, {})),
    "a tab whose panel is closed": (
        (
            "<div style='height:300px'></div><div class='hd'><ul><li>本省要闻</li>"
            f"<li>国务院信息</li></ul></div><div class='bd'><div class='p'><ul>{NEWS}</ul></div>"
            f"<div class='p' style='display:none'><ul>{ITEMS}</ul></div></div>"
        ),
        True,
        (ColumnCode.HIGH, {"screen": 1}),
    ),
    "a slide that is not on": (
        (
            "<div style='margin-top:700px;width:400px;overflow:hidden'><div style='width:9000px'>"
            f"{SLIDE}<div style='float:left'>{BLOCK}</div></div></div>"
        ),
        True,
        (ColumnCode.HIGH, {"top": 700}),
    ),
    "a script scrolled": (
        f"<div style='height:5000px'></div>{BLOCK}<script>scrollTo(0, 4000)</script>",
        False,
        (ColumnCode.LOW, {"top": 5019}),
    ),
    "fixed": (
        f"<div style='position:fixed;top:50px'>{BLOCK}</div><p style='height:9000px'>",
        True,
        (ColumnCode.HIGH, {"top": 69}),
    ),
    "frame": (
        f"<ul>{NEWS}</ul><div><iframe src='{FEED}'></iframe></div>",
        True,
        (ColumnCode.HIGH, {"screen": 1}),
    ),
    "a picture link without words": (
        (
            "<div class='box'><div style='margin-top:300px'><a href='/gwyxx/' title='国务院信息'>"
            f"<img src='/t.png'></a></div><ul>{ITEMS}</ul></div>"
        ),
        True,
        (ColumnCode.HIGH, {"screen": 1}),
    ),
    "a picture that is not loaded": (
        (
            "<div class='box'><div style='margin-top:300px'><img src='/t.png' alt='国务院信息'>"
            f"</div><ul>{ITEMS}</ul></div>"
        ),
        True,
        (ColumnCode.HIGH, {"screen": 1}),
    ),
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, Fetched]:
    """All of PLACES and UNSEEN_FRAMES, by one browser."""
    bodies = {name: body for name, (body, _, _) in PLACES.items()} | UNSEEN_FRAMES

    async def run() -> list[Fetched]:
        sites = [Home(page(body)) for body in bodies.values()]
        async with asyncio.timeout(120), serve(sites), crawler(limits=LIMITS) as one:
            asked = (one.fetch(site.url, FetchPolicy(render=True)) for site in sites)
            return list(await asyncio.gather(*asked))

    return dict(zip(bodies, asyncio.run(run()), strict=True))


@pytest.mark.parametrize("name", PLACES)
def test_a_column_stands_where_the_browser_draws_it(drawn: dict[str, Fetched], name: str) -> None:
    _, prominent, (code, facts) = PLACES[name]
    found = column(drawn[name])
    assert found.reason
    assert (found.prominent, found.reason.code) == (prominent, code), found.reason
    assert facts.items() <= dict(found.reason.facts).items()
    assert found.form.embedded is ("frame" in name)


@pytest.mark.parametrize("name", UNSEEN_FRAMES)
def test_a_frame_that_nobody_sees_is_no_column(drawn: dict[str, Fetched], name: str) -> None:
    assert columns(drawn[name]) == ()


def test_the_evidence_holds_nothing_of_ours(drawn: dict[str, Fetched]) -> None:
    body, _, _ = PLACES["no place"]
    sent = page(body).replace(b"'", b'"').replace(b"class=no", b'class="no"')
    assert drawn["no place"].body == b"\xef\xbb\xbf" + sent


@pytest.mark.parametrize(
    ("answer", "refused"),
    [
        (("200 OK", "text/css", b"h3 { margin: 40px }"), None),
        (("404 Not Found", "text/css", b""), None),
        (("403 Forbidden", "text/css", b""), 403),
        (("503 Service Unavailable", "text/css", b""), 503),
    ],
)
def test_without_its_styles_a_page_does_not_look_as_it_does(
    answer: tuple[str, str, bytes], refused: int | None
) -> None:
    site = Home(page(BLOCK, "<link rel=stylesheet href='/s.css'>"), {"/s.css": answer})
    found = column(fetched(site))
    assert found.prominent
    assert found.reason
    if refused is None:
        assert (found.reason.code, found.reason["screen"]) == (ColumnCode.HIGH, 1)
    else:
        status = because(VisitCode.HTTP_STATUS, status=refused)
        assert found.reason.code is ColumnCode.BY_ORDER
        assert found.reason["why"] == because(VisitCode.STYLES_MISSING, why=status)


@pytest.mark.parametrize(
    ("answer", "form"),
    [
        (("200 OK", "application/json", b"[]"), ColumnForm.BLOCK),
        (("404 Not Found", "text/plain", b""), ColumnForm.BLOCK),
        (("403 Forbidden", "text/plain", b""), ColumnForm.UNFILLED),
    ],
)
def test_what_its_scripts_were_refused_is_not_called_blank(
    answer: tuple[str, str, bytes], form: ColumnForm
) -> None:
    place = "<ul id='gwylist'></ul><script>fetch('/gwy.json')</script>"
    body = f"<div class='box'><h3>国务院信息</h3>{place}</div><ul>{NEWS}</ul>"
    found = column(fetched(Home(page(body), {"/gwy.json": answer})))
    assert (found.form, found.items) == (form, 0)
    assert found.reason
    assert found.reason.has(VisitCode.DATA_MISSING) is (form is ColumnForm.UNFILLED)


def nested(elements: int) -> str:
    """A script that puts so many elements into each other."""
    return (
        f"let at = document.body; for (let i = 0; i < {elements}; i++) {{"
        "const b = document.createElement('b'); b.textContent = i; at.append(b); at = b }"
    )


HOSTILE = {
    "many": "for (let i = 0; i < 20000; i++) document.body.append(Object.assign("
    "document.createElement('b'), {textContent: '字' + i}))",
    "infinite": "document.querySelector('h3').style.cssText = "
    "'position:absolute;left:calc(infinity * 1px);top:calc(-infinity * 1px);width:1e300px'",
    "deep": nested(1500),
    "fooled": "for (const kind of [Element, Node, Document, Map, Array, String, Math])"
    "for (const name of Object.getOwnPropertyNames(kind.prototype || kind)) try {"
    "(kind.prototype || kind)[name] = () => { throw 1 } } catch {}",
    "clobbered": "document.body.insertAdjacentHTML('beforeend', '<form><input name=parentElement>"
    "<input name=getBoundingClientRect><input name=childNodes><b>甲乙</b></form>"
    "<img name=createTreeWalker><img name=documentElement><form name=body></form>')",
}


def test_a_page_that_ends_its_own_process_fails_at_once() -> None:
    """Nested deeper than any build of Chromium can lay out."""
    drawn = fetched(Home(page(f"{BLOCK}<script>{nested(60_000)}</script>")), render_seconds=600)
    assert drawn.visit.outcome is Outcome.EMPTY
    assert drawn.visit.reason == because(VisitCode.RENDER_FAILED)


def test_what_only_some_builds_lay_out_stays_within_bounds_or_fails_at_once() -> None:
    """Debian 12's Chromium lays 3,000 nested elements out, Debian 13's of the same version not."""
    drawn = fetched(Home(page(f"{BLOCK}<script>{nested(3000)}</script>")), screen_boxes=500)
    if drawn.visit.reason == because(VisitCode.RENDER_FAILED):
        assert drawn.visit.outcome is Outcome.EMPTY
    else:
        bounded(drawn)


def bounded(drawn: Fetched) -> tuple[Box, ...]:
    """The boxes of a page that was drawn, none beyond the bounds."""
    assert drawn.visit.outcome is Outcome.OK, drawn.visit
    assert drawn.body is not None
    assert "国务院信息".encode() in drawn.body
    screen = drawn.screen
    assert screen is not None
    assert 0 < len(screen.boxes) <= 500
    for one in screen.boxes:
        numbers = (one.left, one.top, one.width, one.height)
        assert all(math.isfinite(number) and abs(number) <= 1e7 for number in numbers)
        assert len(one.words) <= 201
    return screen.boxes


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_page_does_to_its_boxes_stays_within_bounds(name: str) -> None:
    drawn = fetched(Home(page(f"{BLOCK}<script>{HOSTILE[name]}</script>")), screen_boxes=500)
    boxes = bounded(drawn)
    if name == "clobbered":
        assert [one.height > 0 for one in boxes if one.words == "甲乙"] == [True]
