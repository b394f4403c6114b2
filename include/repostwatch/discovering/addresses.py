"""Which addresses are one page, which alike pages are too many, and which lead to no list."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from repostwatch.base.sites import site_of
from repostwatch.portals.moved import FIRST_PAGE

# What a server puts into an address for one visitor, or so that no cache answers.
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid|aspsessionid\w*)=[^/?#]*", re.IGNORECASE)
_SESSION = re.compile(
    r"(?:j|php|asp(?:\.net_)?)?_?sess?ion_?id|sid|sessid|token|t|ts|_|timestamp|time|rand|random|rnd|r|nocache|v"
    r"|from|source|spm|utm_\w+",
    re.IGNORECASE,
)
_SESSION_VALUE = re.compile(r"[0-9a-f-]{6,}|\d\.\d+|[\w.-]{16,}", re.IGNORECASE)
_ALWAYS = re.compile(
    r"jsessionid|phpsessid|sessionid|session_id|sid|sessid|utm_\w+|spm|_", re.IGNORECASE
)
_FILE = re.compile(
    r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|pptx?|zip|rar|7z|gz|tar|exe|apk|mp[34]|avi|wmv|flv|mov|m3u8|wav"
    r"|jpe?g|png|gif|bmp|svg|ico|webp|css|js|woff2?|swf|txt|rtf|csv)$",
    re.IGNORECASE,
)
# What no list stands behind: tools, searches, forms, other scripts and languages of the same site.
_ASIDE = re.compile(
    r"/(?:search|so|sousuo|login|logout|register|user|member|print|vote|survey|admin|manage|cas|sso"
    r"|english|en|eng|big5|gate|wza|mobile|3g|wap)(?:/|$)|/(?:search|login|register|logout)\.\w{2,5}$",
    re.IGNORECASE,
)
_ASIDE_HOST = re.compile(r"(?:^|\.)(?:english|en|m|wap|3g|mail|big5|sso|oa|so|search|sousuo)\.")
# Hosts of a portal that are no other body's.
_OWN_HOST = re.compile(
    r"(?:www\d?|web|portal|new|zf|gov|info|news|xw|zc\w*|\w*(?:xxgk|zwgk|gkml|gk))\."
)
_DIGITS = re.compile(r"\d+")
_HEX = re.compile(r"[0-9a-f]{16,}", re.IGNORECASE)
_SITE = 8  # digits of a site's number, which platforms of several sites call sid, too
LONGEST = 500  # characters; longer addresses carry somebody's state


def clean(url: str) -> str | None:
    """The address as it is fetched and kept: without fragment and session, or None where it is
    none that a list may have."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if (
        parts.scheme not in ("http", "https")
        or not host
        or len(url) > LONGEST
        or "@" in parts.netloc
    ):
        return None
    path = _SESSION_PATH.sub("", parts.path) or "/"
    default = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, default) else f"{host}:{port}"
    path = quote(path, safe="/%:;,+=!~*'()$&@-._")
    return urlunsplit((parts.scheme, netloc, path, _query(parts.query), ""))


def _query(query: str) -> str:
    if not query:
        return ""
    pairs = query.split("&")
    return quote("&".join(pair for pair in pairs if pair and not _is_session(pair)),
                 safe="=&%/:;,+?!~*'()$@-._")  # fmt: skip


def _is_session(pair: str) -> bool:
    name, _, value = pair.partition("=")
    if _ALWAYS.fullmatch(name):
        return not (name == "sid" and value.isdecimal() and len(value) <= _SITE)
    return _SESSION.fullmatch(name) is not None and _SESSION_VALUE.fullmatch(value) is not None


def address_key(url: str) -> str:
    """What all addresses of one page share: http and https, www or not, a folder's own page
    named or not, parameters in any order."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = FIRST_PAGE.sub("/", unquote(parts.path)).rstrip("/")
    while "//" in path:
        path = path.replace("//", "/")
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{port}{path}?{query}" if query else f"{host}{port}{path}"


def shape(url: str) -> str:
    """What addresses share that differ in numbers only: days of a calendar, pages, ids."""
    parts = urlsplit(url)
    path = _DIGITS.sub("0", _HEX.sub("x", parts.path))
    names = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.netloc}{path}?{','.join(names)}"


def folder(url: str) -> str:
    """The folder that an address stands in; that of a folder's own page is the one above."""
    path = FIRST_PAGE.sub("/", urlsplit(url).path).rstrip("/")
    return f"{urlsplit(url).netloc}{path.rpartition('/')[0]}/"


def own_host(url: str, home_url: str) -> bool:
    """Whether an address is certainly the portal's: on its homepage's host, on that of the whole
    site, or on one whose name is that of a portal's part. Bureaus have hosts under a city's name,
    too."""
    host, home = ((urlsplit(one).hostname or "").removeprefix("www.") for one in (url, home_url))
    return host in (home, site_of(url)) or bool(_OWN_HOST.match(host))


def may_hold_list(url: str) -> bool:
    """Whether an address is none of a file, a tool, a search, another language."""
    parts = urlsplit(url)
    return not (
        _FILE.search(parts.path) or _ASIDE.search(parts.path) or _ASIDE_HOST.search(parts.netloc)
    )
