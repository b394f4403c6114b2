"""Days in the addresses of what a page shows beside words: pictures, films, sounds, drawings,
embedded files, in whatever way their addresses are written.

What is shown is not older than its file, and may be as new.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from selectolax.lexbor import LexborNode

from repostwatch.model import Glimpse, PageDate, because
from repostwatch.model.codes import ListCode
from repostwatch.reading.dates import possible_days
from repostwatch.reading.document import Document
from repostwatch.reading.dom import nodes
from repostwatch.reading.dom.page_chrome import PageChrome

MEDIA = because(ListCode.ITEM_MEDIA)
_SHOWN = (
    "img, video, audio, source, track, embed, object, param, iframe, input[type=image i], image, "
    "use, applet, [background], [style*='url(' i], [data-src], [data-bg], [data-background], "
    "[data-original], [data-video], [data-url], [data-file]"
)
# Attributes that lead on, or say how something looks.
_NO_MEDIA = frozenset(
    ("href", "action", "cite", "class", "id", "target", "rel", "alt", "title", "width", "height",
     "usemap", "srcdoc", "name", "type", "longdesc")
)  # fmt: skip
_DRAWN = frozenset(("image", "use"))  # of a drawing: their href is a file
_IN_STYLE = re.compile(r"url\(\s{0,3}[\"']?([^\"')]{1,500})", re.IGNORECASE)
_NO_DAY = re.compile(r"\D{0,60}")
_LONGEST = 1_000  # characters of an address; a longer one is the picture itself
_MOST = 1_000  # elements of one page that are looked at


def addresses(node: LexborNode) -> Iterator[str]:
    """The addresses of what an element shows."""
    drawn = node.tag in _DRAWN
    for name, value in node.attributes.items():
        if not value or (_NO_DAY.fullmatch(value) and len(value) <= _LONGEST):
            continue
        if name == "style":
            yield from (match[1] for match in _IN_STYLE.finditer(value[: 10 * _LONGEST]))
        elif (drawn and name.endswith("href")) or (
            name not in _NO_MEDIA
            and not name.startswith("on")
            and ("/" in value or "." in value)
            and len(value) <= _LONGEST
            and not value.startswith("data:")
        ):
            yield value


def media(
    doc: Document, items: Iterable[LexborNode], above: Collection[int], today: date
) -> list[Glimpse]:
    """The newest day that the media beside a page's items may be of; `items` are the pieces of the
    page that belong to its links, `above` the elements that hold them."""
    known, frames = {node.mem_id for node in items}, PageChrome()
    days: list[PageDate] = []
    for node in doc.tree.css(_SHOWN)[:_MOST]:
        found = [possible_days.in_address(_file(node, one), today) for one in addresses(node)]
        said = [one.day for one in found if one is not None and one.day is not None]
        if said and node.mem_id not in above and not _is_of_item(node, known):
            days += [] if frames.holds(node) else said
    newest = possible_days.newest(days, today)
    return [] if newest is None else [Glimpse("", None, newest.day, MEDIA)]


def _file(node: LexborNode, address: str) -> str:
    """Behind a picture's file stands the version of the page, a player names its film there."""
    plays = node.tag in ("embed", "object", "param", "video", "audio", "source", "iframe")
    return address if plays else address.partition("?")[0]


def _is_of_item(node: LexborNode, known: Collection[int]) -> bool:
    if nodes.enclosing_link(node) is not None:
        return True
    part: LexborNode | None = node
    while part is not None and part.tag not in ("body", "html"):
        if part.mem_id in known:
            return True
        part = part.parent
    return False
