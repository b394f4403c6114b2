"""Parse addresses: repair careless ones, and refuse ambiguous ones.

Follows the WHATWG URL standard for repairs, and refuses forms that URL parsers are known to read
differently, because they can bypass checks.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import idna
from yarl import URL

from repostwatch.crawl.fetch.networks import IPAddress
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.reasons import Fact, quoted

# What stands in an address unescaped; `%` because most is escaped already.
PLAIN = frozenset(b"!#$%&'()*+,-./:;=?@[]_~0123456789") | frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?\.?")
NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)\.?")
DEFAULT_PORTS = {"http": 80, "https": 443}


def forbidden(code: VisitCode, **facts: Fact) -> FetchError:
    return FetchError(Outcome.FORBIDDEN_ADDRESS, because(code, **facts))


def escape(raw: str | bytes) -> str:
    """Pure ASCII: every other byte as %XX, as browsers do; text counts as UTF-8.

    A Location header in GBK keeps its own bytes that way, and the server gets back what it sent.
    """
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogateescape")
    raw = raw.strip(bytes(range(0x21))).translate(None, b"\t\r\n")
    return "".join(chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in raw)


def join(base: URL, location: str | bytes) -> str:
    """The address that a redirect leads to, escaped, not yet checked."""
    if isinstance(location, str):
        location = location.encode("utf-8", "surrogateescape")
    location = location.strip(bytes(range(0x21))).translate(None, b"\t\r\n")
    _refuse_backslash(location.decode("latin-1"))
    host_end = re.match(rb"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*", location)
    if host_end and not host_end[0].isascii():
        # A host in Chinese: text, not bytes. It is turned into ASCII when it is checked.
        try:
            host = host_end[0].decode("utf-8")
        except UnicodeDecodeError:
            raise forbidden(VisitCode.REDIRECT_HOST_MALFORMED) from None
        rest = escape(location[host_end.end() :])
        return host + rest if not host.startswith("//") else f"{base.scheme}:{host}{rest}"
    try:
        return urljoin(str(base), escape(location))
    except ValueError:
        raise forbidden(VisitCode.REDIRECT_MALFORMED) from None


def parse(text: str, *, ports: Collection[int], longest: int, allow_loopback: bool) -> URL:
    """A valid address, escaped and without fragment.

    The host is ASCII; the range of an IP address is checked by the gate, not here.
    Raises FetchError(forbidden_address).
    """
    if len(text) > longest:
        raise forbidden(VisitCode.ADDRESS_TOO_LONG, characters=len(text))
    text = text.strip("".join(map(chr, range(0x21)))).translate({9: None, 10: None, 13: None})
    _refuse_backslash(text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise forbidden(VisitCode.ADDRESS_MALFORMED) from None
    if parts.scheme not in DEFAULT_PORTS:
        raise forbidden(VisitCode.SCHEME_REFUSED, scheme=quoted(parts.scheme, 20) or None)
    if "@" in parts.netloc:
        raise forbidden(VisitCode.ADDRESS_WITH_CREDENTIALS)
    host = _host(parts, allow_loopback)
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in ports and not (allow_loopback and is_loopback(host)):
        raise forbidden(VisitCode.PORT_REFUSED, port=port)
    netloc = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    path, query = escape(parts.path) or "/", escape(parts.query)
    if not path.startswith("/"):
        raise forbidden(VisitCode.ADDRESS_MALFORMED)
    if "xn--" in host:
        _decodable(host)
    exact = urlunsplit(SplitResult(parts.scheme, netloc, path, query, ""))
    if len(exact) > longest * 3:  # each byte escaped is three
        raise forbidden(VisitCode.ADDRESS_TOO_LONG, characters=len(exact))
    return URL(exact, encoded=True)


@lru_cache(maxsize=4096)
def literal(host: str) -> IPAddress | None:
    """The IP address of a host, None if it is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _host(parts: SplitResult, allow_loopback: bool) -> str:
    host = parts.hostname or ""
    if not host:
        raise forbidden(VisitCode.ADDRESS_WITHOUT_HOST)
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii").lower()
        except (idna.IDNAError, UnicodeError):
            raise forbidden(VisitCode.HOST_CHARACTERS) from None
    if ":" in host or "[" in parts.netloc:
        if not isinstance(literal(host), ipaddress.IPv6Address) or "%" in host:
            raise forbidden(VisitCode.IPV6_MALFORMED)
        return host
    if not HOST.fullmatch(host) or ".." in host:
        raise forbidden(VisitCode.HOST_CHARACTERS)
    labels = host.rstrip(".").split(".")
    if NUMERIC.fullmatch(labels[-1]):
        # 2130706433, 0x7f.1 and 127.1 are addresses to some readers and names to others.
        if literal(host) is None:
            raise forbidden(VisitCode.IPV4_MALFORMED)
        return host
    if len(labels) == 1 and not (allow_loopback and host == "localhost"):
        raise forbidden(VisitCode.HOST_INCOMPLETE)
    return host


def _decodable(host: str) -> None:
    """Refuse a name whose ASCII form cannot be decoded, because displaying it would fail."""
    try:
        host.encode().decode("idna")
        idna.decode(host.rstrip("."))
    except UnicodeError:  # IDNAError is one
        raise forbidden(VisitCode.HOST_CHARACTERS) from None


def is_loopback(host: str) -> bool:
    """Whether the host of an address is this machine; names are not resolved."""
    address = literal(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _refuse_backslash(text: str) -> None:
    if "\\" in re.split(r"[?#]", text, maxsplit=1)[0]:
        raise forbidden(VisitCode.ADDRESS_WITH_BACKSLASH)
