"""A screenshot of a rendered page, as evidence for people.

It is taken last, within its own time limit; the visit does not depend on it.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode
from typing import TYPE_CHECKING

from repostwatch.crawl.browser.scripts import call_of
from repostwatch.crawl.fetch.fetched import Screenshot
from repostwatch.model import because
from repostwatch.model.codes import VisitCode
from repostwatch.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

# Text stays sharp, and a screen of it costs some 100 KB; 90 costs twice that.
QUALITY = 60


async def take_screenshot(devtools: CDPSession, world: int, settings: CrawlSettings) -> Screenshot:
    """A screenshot from the top, or the reason why there is none. Never raises for the page."""
    from playwright.async_api import Error  # noqa: PLC0415 - slow, and few portals need it

    seconds = settings.picture_seconds
    try:
        async with asyncio.timeout(seconds):
            # Half of the time is the images'.
            load = call_of("images.js", {"milliseconds": int(seconds * 500)})
            asked = {"expression": load, "contextId": world, "awaitPromise": True}
            await devtools.send("Runtime.evaluate", asked)
            size = (await devtools.send("Page.getLayoutMetrics"))["cssContentSize"]
            height = max(1, min(int(size["height"]), settings.picture_height))
            clip = {"x": 0, "y": 0, "width": settings.screen_width, "height": height, "scale": 1}
            answer = await devtools.send(
                "Page.captureScreenshot",
                {
                    "format": "jpeg",
                    "quality": QUALITY,
                    "captureBeyondViewport": True,
                    "clip": clip,
                },
            )
    except TimeoutError:
        return Screenshot(None, because(VisitCode.PICTURE_TIMEOUT, seconds=seconds))
    except Error:
        return Screenshot(None, because(VisitCode.PICTURE_FAILED))
    body = b64decode(answer["data"])
    if len(body) > settings.picture_bytes:
        limit = settings.picture_bytes
        return Screenshot(None, because(VisitCode.PICTURE_TOO_LARGE, size=len(body), limit=limit))
    whole = int(size["height"])
    if whole <= height:
        return Screenshot(body)
    return Screenshot(body, because(VisitCode.PICTURE_CUT, height=whole, shown=height))
