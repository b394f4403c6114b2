"""Link addresses: their absolute form, and the kind of their target by pattern."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from urllib.parse import urljoin, urlsplit


class LinkTarget(Enum):
    """The kind of a link's target, by the address alone."""

    ARTICLE = "article"
    CHANNEL = "channel"
    ROOT = "root"
    UNCLEAR = "unclear"


# Under names of their own: to look a member up in its class takes as long as ten names.
ARTICLE, CHANNEL, ROOT, UNCLEAR = LinkTarget


_HOST = re.compile(r"(?:https?:)?//[^/?#]*", re.IGNORECASE)
_EXTENSION = r"(?:\.(?:s?html?|jspx?|aspx?|php|do|action))?"
_CHANNEL = re.compile(
    r"(?:index|list|default|home|main|more|search|login|sitemap|redirect|node|channel|catalog"
    rf"|column|section|init|[a-z0-9]*_?lists?|[a-z]*index|itemlist[a-z]*)(?:[_-][\w-]{{0,40}}|\d{{0,15}}){_EXTENSION}$"
    r"|[a-z][a-z_-]*$",
    re.IGNORECASE,
)
# The commonest forms, seen first because most items on most pages have them.
_PLAIN_ARTICLE = re.compile(r"(?:t\d{8}_\d+|content_\d+|art_\w+|post_\d+|[0-9a-f]{32})\.s?html?")
_ARTICLE_NAME = re.compile(
    r"t\d{8}_\d+|art_\w|content_?\d{3,}|post_\d|content\.s?html?$"
    r"|[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|\d{5,}(?:_\d+)?(?:\.|$)",
    re.IGNORECASE,
)
_DATED_FOLDER = re.compile(
    r"/(?:19|20)\d\d[-/_]?(?:0?[1-9]|1[0-2])(?:[-/_]?(?:0?[1-9]|[12]\d|3[01]))?(?:/(?=\w*\d{4})\w+)?$"
    r"|/art/\d{4}(?:/|$)|/(?:info|view|article|news|detail|show)/(?:\w+/){0,9}\d+$"
)
_DETAIL = re.compile(r"detail|article|content|shownews|newsview", re.IGNORECASE)
_QUERY_ID = re.compile(r"(?:^|[&?])(?:\w{0,12}id|\w{0,8}no|article)=[\w-]*\d", re.IGNORECASE)
_FILES = (".pdf", ".doc", ".docx", ".wps", ".ofd", ".xls", ".xlsx", ".et", ".zip", ".rar")
_USELESS = re.compile(
    r"\s*(?:$|#(?![!/])|javascript:|mailto:|tel:|data:|about:|vbscript:)", re.IGNORECASE
)
_QUOTED = re.compile(r"""['"]((?:https?:)?/?/?[\w./?=&%#:~+-]{6,300})['"]""")
_OPENED = re.compile(
    r"[\w./-]+\.(?:s?html?|jspx?|aspx?|php|do|action|pdf)(?:[?#].*)?$", re.IGNORECASE
)
_PART = re.compile(r"\s*\+")
# Calls that do nothing with an address, or only say or copy it.
_OPENS_NOTHING = re.compile(
    r"(?<![\w$])(?:void|alert|confirm|prompt|log|warn|writeText|setData|copy\w{0,20})\s?\(\s{0,4}$"
)
_CALL_CHARS = 40  # before an address, in which the name of its call stands
# In a fragment: the address is a page's, the rest names a row of it that has none of its own.
ROW_MARK = "#!row="
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")


def usable(href: str) -> bool:
    """Whether an href leads to a page at all."""
    return not _USELESS.match(href)


def in_handler(code: str) -> str | None:
    """The address that an onclick or a javascript: href opens, if one stands in it."""
    code = code[:2000].replace("\\/", "/")
    for match in _QUOTED.finditer(code):
        address = match[1]
        if _PART.match(code, match.end()):
            continue  # what follows is put behind it
        if _OPENS_NOTHING.search(code[max(0, match.start() - _CALL_CHARS) : match.start()]):
            continue
        if _OPENED.match(address):
            return address
        if "/" in address and ("." in address or address.startswith(("/", "http"))):
            return address
    return None


def names_row(url: str) -> bool:
    """Whether an address names a row of its page that has no page of its own."""
    return ROW_MARK in url


@lru_cache(maxsize=20_000)  # a portal's menu is the same on every page and visit
def link_target(href: str) -> LinkTarget:
    """The kind of an href's target, by general patterns of addresses."""
    if href.startswith(ROW_MARK):
        return UNCLEAR
    if _PLAIN_ARTICLE.fullmatch(href, href.rfind("/") + 1):
        return ARTICLE
    path, _, query = href.partition("?")
    path = path.partition("#")[0] if "#/" not in path else path
    host = _HOST.match(path)
    if host:
        path = path[host.end() :]
    if path in ("", "/") and not query:
        return ROOT
    folder, _, name = path.rpartition("/")
    if not name and not query:
        return ARTICLE if _DATED_FOLDER.search(folder) else CHANNEL
    if _CHANNEL.match(name) or (not name and "id=" not in query.lower()):
        return _by_query(host, name, query)
    if name.lower().endswith(_FILES) or _ARTICLE_NAME.search(name) or _DATED_FOLDER.search(folder):
        return ARTICLE
    if query and (_QUERY_ID.search(query) or (_DETAIL.search(name) and query[-1:].isdigit())):
        return ARTICLE
    return UNCLEAR


def _by_query(host: re.Match[str] | None, name: str, query: str) -> LinkTarget:
    """A name like a channel's, whose query or host may still tell an article."""
    if host and host[0].lower().endswith("mp.weixin.qq.com"):
        return ARTICLE
    if query and _DETAIL.search(name) and _QUERY_ID.search(query):
        return ARTICLE
    return CHANNEL


class BaseAddress:
    """The base address of a page's hrefs."""

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
        if " " in href or not href.isprintable():
            href = _CONTROL.sub("", href)
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
