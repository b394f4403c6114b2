"""Capture the markup of a rendered page and the boxes of its elements at the same moment.

Both come from one call in an isolated world, which scripts of the page can neither interrupt nor
change. The page is not modified.
"""

from __future__ import annotations

from typing import Any

from repostwatch.crawl.browser.scripts import call_of
from repostwatch.model import Box, Screen
from repostwatch.model.screens import ADDRESS, NAMING, WORDS
from repostwatch.settings import CrawlSettings


def capture_script(settings: CrawlSettings) -> str:
    """The JavaScript expression that returns markup and boxes. The markup is truncated to one
    character more than allowed, which shows that it is too long."""
    given = {
        "most": settings.max_bytes + 1,
        "boxes": settings.screen_boxes,
        "words": WORDS,
        "address": ADDRESS,
        "naming": NAMING,
        "milliseconds": settings.screen_seconds * 1000,
    }
    return call_of("layout.js", given)


def parse_capture(answer: dict[str, Any]) -> tuple[str, Screen]:
    """Markup and screen from the result of `capture_script`."""
    boxes = tuple(Box(str(tag), str(words), *rest) for tag, words, *rest in answer["boxes"])
    screen = Screen(int(answer["width"]), int(answer["height"]), int(answer["page"]), boxes)
    return str(answer["markup"]), screen
