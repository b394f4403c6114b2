"""Addresses: absolute form, and what their pattern says about what they lead to."""

from __future__ import annotations

import re
from enum import Enum
from urllib.parse import urljoin, urlsplit


class Leads(Enum):
    """What an address looks like it leads to."""

    ARTICLE = "article"
    CHANNEL = "channel"
    ROOT = "root"
    UNCLEAR = "unclear"


_ROOT = re.compile(r"(?:https?:)?//[^/?#]+/?(?:#.*)?$|/?(?:#.*)?$", re.IGNORECASE)
_CHANNEL = re.compile(
    r"^[^?#]*/[a-z][a-z_-]*$|^[a-z_-]+/?$|"
    r"(?:^|/)(?:(?:index|list|default|home|main|more|search|login|sitemap|wzdt|redirect|node|channel"
    r"|[a-z0-9]*_?list[s]?|[a-z]*index|itemlist[a-z]*|catalog|column|section|init)[\w-]{0,12})?"
    r"(?:\.(?:s?html?|jspx?|aspx?|php|do|action))?(?:[?#].*)?$"
    r"|/cols?/(?:col)?\d+(?:/index\.s?html?)?/?(?:[?#].*)?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"/t\d{8}_\d+"
    r"|art_\w+|/art/\d{4}/"
    r"|content[_/](?:post_)?\d{3,}|/c\d{4,}/content|/content\.s?html?|/post_\d+"
    r"|[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}"
    r"|/(?:19|20)\d\d[-/_]?(?:0?[1-9]|1[0-2])(?:[-/_]?(?:0?[1-9]|[12]\d|3[01]))?/[^/]"
    r"|\d{5,}(?:_\d+)?(?:/content)?\.(?:s?html?|jspx?|aspx?|php|do|action)"
    r"|/\d{5,}/?$|/(?:info|view|article|news|detail|show)/(?:\w+/){0,3}\d+"
    r"|(?:detail|article|content|shownews|newsview|itemdetail|details)\w*(?:\.\w{2,6})?[?#/].*\d"
    r"|[?&](?:\w{0,12}id|\w{0,8}no|aid|nid|tid|did|article|docid)=[\w-]*\d[\w-]*"
    r"|\.(?:pdf|docx?|wps|ofd|xlsx?|et|zip|rar)(?:[?#]|$)"
    r"|mp\.weixin\.qq\.com/s",
    re.IGNORECASE,
)
_ID_BEFORE_SLASH = re.compile(r"/(?:19|20)\d\d[-/]?\d\d(?:[-/]?\d\d)?/\w*\d{4,}\w*/?$")
_USELESS = re.compile(r"\s*(?:$|#(?![!/])|javascript:|mailto:|tel:|data:|about:|vbscript:)", re.IGNORECASE)
_QUOTED = re.compile(r"""['"]((?:https?:)?/?/?[\w./?=&%#:~+-]{6,300})['"]""")
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")


def usable(href: str) -> bool:
    """Whether an href leads to a page at all."""
    return not _USELESS.match(href)


def in_handler(code: str) -> str | None:
    """The address that an onclick or a javascript: href opens, if one stands in it."""
    for match in _QUOTED.finditer(code[:2000]):
        address = match[1]
        if "/" in address and ("." in address or address.startswith(("/", "http"))):
            return address
    return None


def leads(href: str) -> Leads:
    """What an href's pattern says; no site is named here."""
    if _ROOT.match(href):
        return Leads.ROOT
    if _ID_BEFORE_SLASH.search(href):
        return Leads.ARTICLE
    if _CHANNEL.search(href):
        return Leads.CHANNEL
    return Leads.ARTICLE if _ARTICLE.search(href) else Leads.UNCLEAR


class Base:
    """The address that the hrefs of a page are relative to."""

    def __init__(self, url: str, base_href: str | None = None) -> None:
        if base_href:
            url = _joined(url, base_href.strip()) or url
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        self.url = url
        self.scheme = parts.scheme or "http"
        self.host = parts.netloc.lower()
        self.path = parts.path
        self.origin = f"{self.scheme}://{parts.netloc}"
        self.folder = self.origin + (parts.path.rpartition("/")[0] + "/" if parts.path else "/")

    def absolute(self, href: str) -> str | None:
        """The absolute address of an href, or None where it has none on the web."""
        href = _CONTROL.sub("", href) if _CONTROL.search(href) else href
        if href.startswith(("http://", "https://")) and "\\" not in href:
            return href if "/../" not in href else _joined(self.url, href)
        plain = ".." not in href and "\\" not in href and "/./" not in href
        if plain and href.startswith("/") and not href.startswith("//"):
            return self.origin + href
        if plain and href.startswith("./"):
            return self.folder + href[2:]
        return _joined(self.url, href.replace("\\", "/"))


def _joined(base: str, href: str) -> str | None:
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def key(url: str) -> str:
    """What two addresses of one page share: http and https are twins, anchors do not count."""
    rest = url.partition("://")[2] or url
    if "#" in rest and "#/" not in rest and "#!" not in rest:
        head, _, anchor = rest.partition("#")
        rest = rest if anchor.isdigit() else head
    return rest.rstrip("/")
