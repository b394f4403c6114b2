"""A picture of a page as a real browser draws it: bounded, and never in the visit's way."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Mapping
from dataclasses import replace
from zlib import compress, crc32

import pytest

from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy, Screenshot
from repostwatch.model import Outcome
from repostwatch.model.codes import VisitCode
from tests.crawl.crawling import crawler
from tests.faults.faults import Fault, Wire, serve

LIMITS: dict[str, object] = {
    "total_seconds": 20.0,
    "read_seconds": 5.0,
    "render_seconds": 20.0,
    "pictures": True,
    "screen_width": 800,
    "screen_height": 600,
}
pytestmark = [
    pytest.mark.system,
    pytest.mark.usefixtures("browser_starts"),
]


def png(side: int) -> bytes:
    """A red square."""
    rows = (b"\0" + b"\xff\0\0" * side) * side
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
             (b"IDAT", compress(rows)), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))
        for kind, data in parts
    )


def size(jpeg: bytes) -> tuple[int, int]:
    """Width and height, from the frame header that every JPEG has."""
    at = 2
    while True:
        marker, length = struct.unpack(">HH", jpeg[at : at + 4])
        if marker in (0xFFC0, 0xFFC2):
            height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
            return width, height
        at += 2 + length


class Site(Fault, abstract=True):
    def __init__(self, body: str, parts: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        head = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>门户</title>"
        page = f"{head}<style>body {{ margin: 0 }}</style></head><body>{body}</body></html>"
        self.parts = {"/": page.encode(), **(parts or {})}

    async def talk(self, wire: Wire, target: str) -> None:
        if target == "/stall.png":
            await wire.stall()
        kind = "image/png" if target.endswith("png") else "text/html"
        found = "200 OK" if target in self.parts else "404 Not Found"
        await wire.answer(self.parts.get(target, b""), found, Content_Type=kind)


def drawn(site: Fault, **changes: object) -> Fetched:
    async def run() -> Fetched:
        async with asyncio.timeout(60), serve([site]), crawler(limits=LIMITS | changes) as one:
            return await one.fetch(site.url, FetchPolicy(render=True))

    return asyncio.run(run())


def picture(fetched: Fetched) -> Screenshot:
    assert fetched.visit.outcome is Outcome.OK, fetched.visit
    assert fetched.body is not None
    assert "国务院信息".encode() in fetched.body
    assert fetched.picture is not None
    return fetched.picture


def test_a_picture_shows_the_whole_page_with_its_images() -> None:
    site = Site(
        "<h1>国务院信息</h1><img src='/red.png' width=200 height=1500>",
        {"/red.png": png(200)},
    )
    taken = picture(drawn(site))
    assert taken.body is not None
    assert taken.reason is None
    width, height = size(taken.body)
    assert (width, 1500 < height < 1700) == (800, True)
    plain = picture(drawn(Site("<h1>国务院信息</h1><img src='/none.png' width=200 height=1500>")))
    assert plain.body is not None
    assert taken.body != plain.body
    assert site.asked == ["/robots.txt", "/", "/red.png"]


def test_the_visit_is_the_same_with_a_picture_and_without() -> None:
    site = Site("<h1>国务院信息</h1><img src='/red.png'>", {"/red.png": png(200)})
    with_one, without = drawn(site), drawn(site, pictures=False)
    assert without.picture is None
    assert site.asked.count("/red.png") == 1
    assert replace(with_one.visit, elapsed=0.0) == replace(without.visit, elapsed=0.0)
    assert (with_one.body, with_one.screen) == (without.body, without.screen)


# Once the page has been quiet and was read.
ENDLESS = (
    "<script>addEventListener('load', () => setTimeout(() => { for (;;) {} }, 1200))</script>"
    "<img src='/stall.png'>"
)


@pytest.mark.parametrize(
    ("body", "changes", "reason"),
    [
        ("<p style='height:90000px'>", {}, VisitCode.PICTURE_CUT),
        ("<p style='height:1200px'>", {"picture_height": 700}, VisitCode.PICTURE_CUT),
        ("<p style='height:1200px'>", {"picture_bytes": 1000}, VisitCode.PICTURE_TOO_LARGE),
        (ENDLESS, {"picture_seconds": 3.0}, VisitCode.PICTURE_TIMEOUT),
        ("<img src='/stall.png'>", {"picture_seconds": 4.0}, None),
        ("<img src='http://10.0.0.1/x.png'><img src='file:///etc/hostname'>", {}, None),
    ],
    ids=["high", "setting", "bytes", "endless script", "stalled image", "beyond the gate"],
)  # fmt: skip
def test_a_picture_has_bounds_and_its_lack_harms_no_visit(
    body: str, changes: dict[str, object], reason: VisitCode | None
) -> None:
    taken = picture(drawn(Site(f"<h1>国务院信息</h1>{body}"), **changes))
    assert (taken.reason.code if taken.reason else None) is reason
    lost = (VisitCode.PICTURE_TOO_LARGE, VisitCode.PICTURE_TIMEOUT)
    assert (taken.body is None) is (reason in lost)
    if reason is VisitCode.PICTURE_CUT and taken.reason and taken.body is not None:
        assert taken.reason["shown"] == changes.get("picture_height", 8640)
        assert size(taken.body)[1] == taken.reason["shown"]
