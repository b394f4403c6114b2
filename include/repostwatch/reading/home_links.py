"""Every address to which a homepage links, in the order of the page."""

from __future__ import annotations

from repostwatch.model.spot_checks import HomeLink
from repostwatch.reading import addresses, charset
from repostwatch.reading.dom import tree
from repostwatch.settings import ReadingSettings

_WORDS = 60  # characters of a link's text that are kept with it


def home_links(
    body: bytes,
    url: str,
    *,
    content_type: str | None,
    settings: ReadingSettings,
    most: int,
) -> tuple[HomeLink, ...]:
    """Up to `most` addresses, each once, without that of the page itself; none where the bytes are
    no text. `url` is where they came from, after redirects."""
    decoded = charset.decode(body, content_type, settings)
    if decoded is None:
        return ()
    parsed = tree.parse(decoded[0], settings)
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
    return tuple(found.values())
