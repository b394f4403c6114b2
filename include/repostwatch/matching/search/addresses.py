"""Addresses as identities: what leads to the same gov.cn page, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from repostwatch.base.sites import GOV_HOST

_GATE = "/gate/big5/"  # gov.cn's own gateway to the traditional script, the address behind it
_PORTS = {"http": ":80", "https": ":443"}
_GOV = "gov.cn"
_ANY_GOV = re.compile(rf"//(?:[^/?#]*@)?{GOV_HOST.pattern}\.?(?::\d+)?[/\\]", re.IGNORECASE)
_PAGE = re.compile(r"\.s?html?$", re.IGNORECASE)
_SLASHES = re.compile(r"/(?:\.?/)+")


def address_key(url: str) -> str | None:
    """An address without what does not tell pages apart: scheme, www., fragment, last slash; of a
    page of gov.cn also the host for telephones or the traditional script, and what was put
    behind it (?from=timeline).

    None where it names no page of its own: no host, or a site's front page.
    """
    url = url.strip()
    scheme, mark, rest = url.partition("://")
    if not mark:
        if not url.startswith("//"):
            return None
        scheme, rest = "https", url[2:]
    if scheme.lower() not in _PORTS:
        return None
    rest = rest.partition("#")[0]
    if _GATE in rest:
        rest = rest.split(_GATE, 1)[1]
    host, _, path = rest.replace("\\", "/").partition("/")
    host = host.rpartition("@")[2].lower().removesuffix(_PORTS[scheme.lower()]).rstrip(".")
    path = _SLASHES.sub("/", f"/{path}").removeprefix("/")
    if GOV_HOST.fullmatch(host):
        host, page = _GOV, unquote(re.split("[?;]", path, maxsplit=1)[0]).rstrip("./ ")
        path = page if _PAGE.search(page) else path
    host, path = host.removeprefix("www."), path.rstrip("/")
    return f"{host}/{path}" if host and path else None


class Addresses:
    """Which releases an address leads to, quick to say no."""

    def __init__(self, releases: Iterable[tuple[int, Iterable[str]]]) -> None:
        self._known: dict[str, list[int]] = {}
        for index, addresses in releases:
            for key in {key for url in addresses if (key := address_key(url))}:
                self._known.setdefault(key, []).append(index)
        self._hosts = tuple({key.partition("/")[0] for key in self._known} - {_GOV})

    def lead_to(self, url: str) -> list[int]:
        """The releases whose own page the address is."""
        if not self._known:
            return []
        lowered = url.lower()
        # Most government hosts end like gov.cn: only its own are looked at closely.
        own = _GOV in lowered and (_GATE in lowered or _ANY_GOV.search(lowered))
        if not own and not any(host in lowered for host in self._hosts):
            return []
        return self._known.get(address_key(url) or "", [])
