"""How far back a homepage itself shows reposts, for a portal without any list page."""

from __future__ import annotations

from datetime import datetime

from repostwatch.model import Link, Page, Reason, because
from repostwatch.model.codes import ScanCode
from repostwatch.reading.lists.reach import reach_of
from repostwatch.settings import ReadingSettings


def home_blocks(page: Page) -> list[list[Link]]:
    """The rows of the homepage's own columns, or of the only list that it has.

    With several lists and no column it is unknown which one would hold a repost, or whether the
    homepage would show it at all: such lists prove nothing, and none is returned.
    """
    named = [column for column in page.columns if column.name]
    own = [column.block for column in named if column.block is not None]
    blocks = own or list(dict.fromkeys(link.block for link in page.links))
    if not own and len(blocks) > 1:
        return []
    return [[link for link in page.links if link.block == block] for block in blocks]


def home_cover(page: Page, settings: ReadingSettings) -> tuple[datetime | None, Reason | None]:
    """(reach, gap) of a portal without column pages: from its column, or the only list."""
    blocks = home_blocks(page)
    if not blocks and page.links:
        return None, because(ScanCode.HOME_LISTS_UNNAMED)
    reaches = [reach_of(links, settings=settings) for links in blocks]
    whole = [reach.moment for reach in reaches if reach is not None and reach.moment is not None]
    if not whole or len(whole) < len(reaches):
        return None, because(ScanCode.HOME_UNDATED)
    return max(whole), because(ScanCode.HOME_ONLY, reach=max(whole))
