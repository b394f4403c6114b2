"""The cookies of one fetch, as browsers keep them (RFC 6265bis), in linear time and bounded.

http.cookies throws a whole line away for an attribute or a date that it does not know, and its
parsing is quadratic over hostile lines. Attributes that only narrow what other sites may do
(SameSite, Partitioned, HttpOnly, Priority) have no bearing on a page that is asked for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from yarl import URL

from repostwatch.crawl.fetch.addresses import is_loopback, literal

# What browsers keep: of one cookie's name and value together, of one attribute's value.
LONGEST, LONGEST_ATTRIBUTE = 4096, 1024
# Fewer than browsers keep for a site (150 to 180), more than any portal sets on its homepage. All
# together they stay within what servers accept as one header line.
MOST, MOST_BYTES = 50, 16 * 1024
CONTROL = re.compile(r"[\0-\x08\x0a-\x1f\x7f]")
# A date is whatever tokens of it make sense, in any order (RFC 6265bis, 5.1.1).
TOKEN = re.compile(r"[^\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+")
TIME = re.compile(r"(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D.*)?", re.DOTALL)
DAY = re.compile(r"(\d{1,2})(?:\D.*)?", re.DOTALL)
YEAR = re.compile(r"(\d{2,4})(?:\D.*)?", re.DOTALL)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
SECONDS = re.compile(r"-?\d{1,18}")


@dataclass(frozen=True, slots=True)
class Cookie:
    """`host_only`: not for the subdomains of `host`. `gone`: its date has passed."""

    name: str
    value: str
    host: str
    host_only: bool
    path: str
    secure: bool
    gone: bool

    def goes_to(self, url: URL) -> bool:
        host = _host(url)
        same = host == self.host or (not self.host_only and _within(host, self.host))
        path = url.raw_path
        below = path == self.path or (
            path.startswith(self.path) and (self.path[-1] == "/" or path[len(self.path)] == "/")
        )
        return same and below and (not self.secure or _trusted(url))


class Cookies:
    """What was set on the way; nothing outlives its fetch."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], Cookie] = {}

    def take(self, lines: Iterable[str], url: URL, now: datetime) -> None:
        """Keep what the Set-Cookie lines of a reply from `url` set, and forget what they end."""
        for line in lines:
            cookie = read(line, url, now)
            if cookie is None:
                continue
            key = cookie.name, cookie.host, cookie.path
            if cookie.gone:
                self._kept.pop(key, None)
            else:
                self._kept[key] = cookie  # one set again keeps its place in the order
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))

    def header(self, url: URL) -> str:
        """The Cookie header for an address, "" where there is none: longer paths first."""
        fit = [cookie for cookie in self._kept.values() if cookie.goes_to(url)]
        pairs, size = [], 0
        for cookie in sorted(fit, key=lambda one: -len(one.path)):
            pair = f"{cookie.name}={cookie.value}" if cookie.name else cookie.value
            size += len(pair) + 2
            if size > MOST_BYTES:
                break
            pairs.append(pair)
        return "; ".join(pairs)


def read(line: str, url: URL, now: datetime) -> Cookie | None:
    """The cookie of one Set-Cookie line, None where a browser would not take it."""
    if CONTROL.search(line):
        return None
    pair, *rest = line.split(";")
    name, mark, value = pair.partition("=")
    name, value = (name.strip(), value.strip()) if mark else ("", pair.strip())
    if not (name or value) or len(name) + len(value) > LONGEST or not _sendable(name + value):
        return None
    attributes = {}
    for part in rest:
        key, _, attribute = part.partition("=")
        if len(attribute := attribute.strip()) <= LONGEST_ATTRIBUTE:
            attributes[key.strip().lower()] = attribute
    host, own = _host(url), attributes.get("domain", "").lower().removeprefix(".")
    if own and own != host and (not _within(host, own) or "." not in own):
        return None  # somebody else's, or a whole country's
    path = attributes.get("path", "")
    secure = "secure" in attributes
    if secure and not _trusted(url):
        return None
    cookie = Cookie(
        name=name,
        value=value,
        host=own or host,
        host_only=not own or literal(host) is not None,
        path=path if path.startswith("/") else _folder(url),
        secure=secure,
        gone=_gone(attributes, now),
    )
    return cookie if _keeps_its_prefix(cookie) else None


def read_date(text: str) -> datetime | None:
    """A date of a cookie, however it is written; None where a browser makes nothing of it."""
    clock: tuple[int, int, int] | None = None
    day = month = year = None
    for token in TOKEN.findall(text[:LONGEST_ATTRIBUTE]):
        if clock is None and (found := TIME.fullmatch(token)):
            clock = int(found[1]), int(found[2]), int(found[3])
        elif day is None and (found := DAY.fullmatch(token)):
            day = int(found[1])
        elif month is None and token[:3].lower() in MONTHS:
            month = MONTHS.index(token[:3].lower()) + 1
        elif year is None and (found := YEAR.fullmatch(token)):
            year = int(found[1])
    if day is None or month is None or year is None or clock is None:
        return None
    year += 1900 if 70 <= year <= 99 else 2000 if year < 70 else 0
    hour, minute, second = clock
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    return moment if year >= 1601 else None


def _gone(attributes: dict[str, str], now: datetime) -> bool:
    if SECONDS.fullmatch(age := attributes.get("max-age", "")):
        return int(age) <= 0
    until = read_date(attributes.get("expires", ""))
    return until is not None and until <= now


def _keeps_its_prefix(cookie: Cookie) -> bool:
    name = (cookie.name or cookie.value).lower()
    if name.startswith("__host-"):
        return cookie.secure and cookie.host_only and cookie.path == "/" and bool(cookie.name)
    return not name.startswith("__secure-") or (cookie.secure and bool(cookie.name))


def _host(url: URL) -> str:
    return (url.raw_host or "").lower().rstrip(".")


def _within(host: str, domain: str) -> bool:
    return host.endswith(f".{domain}") and literal(host) is None


def _folder(url: URL) -> str:
    return url.raw_path.rpartition("/")[0] or "/"


def _trusted(url: URL) -> bool:
    """Whether nobody on the way can read along: HTTPS, or this machine, as browsers see it."""
    return url.scheme == "https" or is_loopback(_host(url))


def _sendable(text: str) -> bool:
    """Whether a header can bear it: bytes that are no UTF-8 cannot be sent back as they came."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
