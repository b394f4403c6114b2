"""The addresses that a page leads on to, with what each is called and where it stands.

Beside the items, which `reading.page` reads: menus, headings, 更多, crumbs, frames, drop-down
boxes, image maps, handlers, and what a script of the page asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from repostwatch.model.navigation import Lead, LeadPlace
from repostwatch.reading import addresses, charset, page_kind
from repostwatch.reading.addresses import BaseAddress
from repostwatch.reading.dom import handlers, nodes, tree
from repostwatch.reading.navigation import endpoints, site_maps, written
from repostwatch.reading.navigation.names import Names, bare
from repostwatch.settings import ReadingSettings

_ASKED = (
    "a, area, option[value], iframe, frame, [onclick], [data-href], [data-url], "
    "[w3-include-html], [data-include]"
)
_INCLUDED = frozenset(("w3-include-html", "data-include"))
_FRAMES = frozenset(("iframe", "frame"))
_JUMPS = frozenset(("area", "option"))
_LONGEST = 30  # characters; what is called at greater length is an item
_MOST = 4_000  # leads of a page; the fullest homepage at hand has 1,000
_MORE = re.compile(
    r"更\s?多.{0,4}|.{0,2}more.{0,3}|>>+|[»＞]+|查看(?:更多|全部)|全部|进入(?:栏目|频道)?|\+|…|\.\.\.",
    re.IGNORECASE,
)
_MORE_NAME = re.compile(r"(?:^|[-_\s])(?:more|gengduo|gd)(?![a-z])", re.IGNORECASE)


def leads_of(
    body: bytes, url: str, *, content_type: str | None = None, settings: ReadingSettings
) -> tuple[Lead, ...]:
    """Where the bytes of a page lead on to, each address and name once, in page order.

    `url` is where they came from, after redirects. Never raises on any bytes; what is no page
    and no site map leads nowhere.
    """
    if page_kind.not_text(body, content_type):
        return ()
    decoded = charset.decode(body, content_type, settings)
    if decoded is None:
        return ()
    text = decoded[0]
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if site_maps.looks_like_site_map(head):
        return site_maps.leads(text)
    if not head.startswith("<"):
        return ()
    parsed = tree.parse(text, settings)
    hrefs = (node.attributes.get("href") for node in parsed.css("base[href]")[:1])
    base = BaseAddress(url, next(iter(hrefs), None))
    codes = [node.text() or "" for node in parsed.css("script")]
    found: dict[tuple[str, str], Lead] = {}
    scripted = (*written.leads(codes, base), *endpoints.leads(codes, base))
    for lead in (*_linked(parsed, base), *scripted):
        found.setdefault((lead.url, lead.words), lead)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _linked(parsed: LexborHTMLParser, base: BaseAddress) -> Iterator[Lead]:
    names = Names()
    for node in parsed.css(_ASKED):
        for href in _hrefs(node):
            address = base.absolute(href)
            if address is not None and (lead := _lead(node, address, names)) is not None:
                yield lead


def _hrefs(node: LexborNode) -> list[str]:
    """Where an element leads: by its own address, or by what it does when it is clicked."""
    attributes = node.attributes
    if node.tag in _FRAMES:
        return nodes.frame_addresses(node)[:2]
    included = next((value for name, value in attributes.items() if name in _INCLUDED), None)
    if included:
        return [included]
    if node.tag == "option":
        value = (attributes.get("value") or "").strip()
        return [value] if "/" in value and addresses.usable(value) else []
    href = attributes.get("href") or ""
    if node.tag in ("a", "area") and addresses.usable(href):
        return [href]
    found = handlers.address(href, node, rows=False)
    return [found] if found else []


def _lead(node: LexborNode, address: str, names: Names) -> Lead | None:
    if node.tag in _FRAMES or not _INCLUDED.isdisjoint(node.attributes):
        return Lead(address, bare(node.attributes.get("title") or ""), LeadPlace.FRAME,
                    names.heading(node))  # fmt: skip
    text, title = names.own(node)
    words = text or title
    if _leads_to_more(node, words):
        return Lead(address, title if not _MORE.fullmatch(title) else "", LeadPlace.MORE,
                    names.beside(node) or names.heading(node))  # fmt: skip
    if len(words) > _LONGEST:
        return None
    if node.tag in _JUMPS or (node.tag != "a"):
        return Lead(address, words, LeadPlace.JUMP, names.heading(node))
    return Lead(address, words, names.place(node), names.heading(node))


def _leads_to_more(node: LexborNode, words: str) -> bool:
    if words:
        return _MORE.fullmatch(words) is not None
    image = node.css_first("img[src]")
    source = (image.attributes.get("src") or "") if image is not None else ""
    marks = f"{node.attributes.get('class') or ''} {source.rpartition('/')[2]}"
    return _MORE_NAME.search(marks) is not None
