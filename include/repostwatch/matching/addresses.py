"""Addresses as identities: what leads to the same gov.cn page, however it is written."""

from __future__ import annotations

from collections.abc import Iterable

_GATE = "/gate/big5/"  # gov.cn's own gateway to the traditional script, the address behind it
_GOV = "gov.cn"
# Hosts that serve the same pages under the same paths.
_TWINS = frozenset(
    f"{name}.{tail}" for name in ("app", "m", "wap", "big5") for tail in (_GOV, f"www.{_GOV}")
)
_PORTS = {"http": ":80", "https": ":443"}


def address_key(url: str) -> str | None:
    """An address without what does not tell pages apart: scheme, www., fragment, last slash.

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
    host, _, path = rest.partition("/")
    host = host.lower().removesuffix(_PORTS[scheme.lower()]).rstrip(".").removeprefix("www.")
    path = path.rstrip("/")
    if host in _TWINS or host == _GOV:
        # gov.cn serves files: what stands behind ? changes nothing, doubled slashes neither.
        host, path = _GOV, "/".join(part for part in path.partition("?")[0].split("/") if part)
    return f"{host}/{path}" if host and path else None


class Addresses:
    """Which releases an address leads to, quick to say no."""

    def __init__(self, releases: Iterable[tuple[int, Iterable[str]]]) -> None:
        self._known: dict[str, list[int]] = {}
        for index, addresses in releases:
            for key in {key for url in addresses if (key := address_key(url))}:
                self._known.setdefault(key, []).append(index)
        hosts = {key.partition("/")[0] for key in self._known}
        self._hosts = tuple(hosts)

    def lead_to(self, url: str) -> list[int]:
        """The releases whose own page the address is."""
        if not self._hosts:
            return []
        lowered = url.lower()
        if not any(host in lowered for host in self._hosts):
            return []
        return self._known.get(address_key(url) or "", [])
