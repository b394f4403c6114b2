"""sitemap.xml and its index, read as data: no entity of its own is resolved, nothing is loaded."""

from __future__ import annotations

import re

from repostwatch.base.whole_text import unescape
from repostwatch.model.navigation import Lead, LeadPlace

_PLACE = re.compile(
    r"<loc>\s{0,99}(?:<!\[CDATA\[\s{0,99})?(https?://[^\s<>\]]{1,1000})", re.IGNORECASE
)
_MOST = 2_000  # a site's channels stand before its articles, or in a map of their own


def looks_like_site_map(head: str) -> bool:
    """Whether a text that begins so, in small letters, is a site map or an index of some."""
    return "<urlset" in head or "<sitemapindex" in head


def leads(text: str) -> tuple[Lead, ...]:
    """The addresses of a site map; they bear no names."""
    found: dict[str, None] = {}
    for match in _PLACE.finditer(text):
        found.setdefault(unescape(match[1]))
        if len(found) >= _MOST:
            break
    return tuple(Lead(url, "", LeadPlace.MAP) for url in found)
