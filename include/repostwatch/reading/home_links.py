"""A homepage, and every address to which it links, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from repostwatch.model import Page
from repostwatch.model.spot_checks import HomeLink
from repostwatch.reading import addresses
from repostwatch.reading.page import read_page
from repostwatch.settings import ReadingSettings

_WORDS = 60  # characters of a link's text that are kept with it


def read_home(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    selector: str | None = None,
    settings: ReadingSettings,
    most: int,
) -> tuple[Page, tuple[HomeLink, ...]]:
    """A homepage with its list, as `read_page` has it, and up to `most` addresses to which it
    links; none where the bytes are no page of HTML. Parsed once."""
    found: list[HomeLink] = []
    page = read_page(
        body,
        url,
        content_type=content_type,
        fetched_at=fetched_at,
        selector=selector,
        settings=settings,
        kept_up=True,
        parsed=lambda parsed: found.extend(_links(parsed, url, most)),
    )
    return page, tuple(found)


def _links(parsed: LexborHTMLParser, url: str, most: int) -> Iterable[HomeLink]:
    """Each address once, without that of the page itself."""
    stated = parsed.css_first("base[href]")
    base = addresses.BaseAddress(url, stated.attributes.get("href") if stated else None)
    found: dict[str, HomeLink] = {}
    known = {addresses.key(url)}
    for node in parsed.css("a[href], area[href]"):
        href = (node.attributes.get("href") or "").strip()
        address = base.absolute(href) if addresses.usable(href) else None
        if address is None:
            continue
        address = address.partition("#")[0] if "#/" not in address else address
        if (same := addresses.key(address)) in known:
            continue
        known.add(same)
        text = node.text() or node.attributes.get("title") or ""
        found[address] = HomeLink(address, " ".join(text[: 10 * _WORDS].split())[:_WORDS])
        if len(found) == most:
            break
    return found.values()
