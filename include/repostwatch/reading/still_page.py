"""A kept page as evidence shows it: the rows that hold a link, and its markup, made still.

Nothing in the markup runs, is loaded or leads on: it is what was seen then, and shown now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model import StillPage, StillRow
from repostwatch.reading import charset
from repostwatch.reading.dom import tree
from repostwatch.reading.harmless import harmless
from repostwatch.settings import ReadingSettings

# A page of this many characters is shown whole, a longer one by its rows only.
LONGEST_PAGE = 2_000_000
# A browser holds to it whatever may have been overlooked; inline styles keep the page's form.
CLOSED = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; form-action 'none'\">"
)
MARK = "outline:3px solid #c00000;background:#fff2a8;color:#000"
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]{0,300}>", re.IGNORECASE)
_ROW_CHARS = 2_000  # of a row's text; what shows it cuts it further
_MOST_ROWS = 50  # a page that links to a release more often shows nothing more by it


def still_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None,
    addresses: frozenset[str],
    settings: ReadingSettings,
) -> StillPage | None:
    """The page with the links to `addresses` marked; None where the bytes are no text.

    `url` is where they came from, after redirects.
    """
    decoded = charset.decode(body, content_type, settings)
    if decoded is None:
        return None
    text = decoded[0]
    parsed = tree.parse(text, settings)
    rows = tuple(_row(node) for node in islice(_links(parsed, url, addresses), _MOST_ROWS))
    if len(text) > LONGEST_PAGE:
        return StillPage(rows, None)
    for node in _links(parsed, url, addresses):
        node.attrs["style"] = MARK
    harmless(parsed)
    return StillPage(rows, f"<!DOCTYPE html>{CLOSED}{_DOCTYPE.sub('', parsed.html or '')}")


def _links(parsed: LexborHTMLParser, base: str, addresses: frozenset[str]) -> Iterator[LexborNode]:
    for node in parsed.css("a[href]"):
        try:
            address = urljoin(base, (node.attributes.get("href") or "").strip())
        except ValueError:
            continue
        if address in addresses:
            yield node


def _row(node: LexborNode) -> StillRow:
    own = _line(node.text() or node.attributes.get("title") or "")
    return StillRow(own, _line(node.parent.text(separator=" ")) if node.parent else own)


def _line(text: str) -> str:
    return " ".join(text[: 10 * _ROW_CHARS].split())[:_ROW_CHARS]
