"""Which hosts are one site: one rule for redirects, columns, frames, feeds and drawn pages.

A site is a name that somebody registered, with all that stands under it: www.mof.gov.cn and
gss.mof.gov.cn are one, mof.gov.cn and moe.gov.cn are two. Under which names anybody can register
one says the public suffix list, in the edition that the package brings along: nothing is
fetched. It has gov.cn, but not that gov.cn is also a site of its own, with several hosts.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

# gov.cn shows one page under several hosts; a host that only ends or begins like them is another's.
GOV_HOST = re.compile(r"(?:(?:www|app|m|wap|3g|big5|mobile)\.){0,3}gov\.cn")
CENTRAL = "www.gov.cn"
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
OUR_NUMBER = re.compile(r"127(?:\.\d{1,3}){3}", re.ASCII)


def site_of(address: str) -> str | None:
    """The name that was registered: mee.gov.cn for www.mee.gov.cn and for zfxxgk.mee.gov.cn.

    www.gov.cn for all of its own hosts. None where the address has no name, only a number, is of
    this machine, or is a name under which others register theirs.
    """
    return site_of_host(_host(address))


@lru_cache(maxsize=4096)
def site_of_host(host: str) -> str | None:
    """The same of a host."""
    if GOV_HOST.fullmatch(host):
        return CENTRAL
    # No name ends in a number; an address in brackets has no dots or ends in one.
    if "." not in host or ":" in host or host.rpartition(".")[2].isdigit():
        return None
    return _suffixes().privatesuffix(ascii_host(host)) or None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site. On this machine, and where hosts are numbers, the
    host tells, whatever its port."""
    hosts = _host(one), _host(other)
    if hosts[0] == hosts[1]:
        return bool(hosts[0])
    site = site_of_host(hosts[0])
    return site is not None and site == site_of_host(hosts[1])


def other_site(one: str, other: str) -> str | None:
    """The other address's site, where it is certainly not the one's."""
    here, there = site_of(one), site_of(other)
    if here or there:
        return there if here and there and here != there else None
    # On this machine a server is what a name is elsewhere.
    ours = _our_server(one), _our_server(other)
    return urlsplit(other).netloc if None not in ours and ours[0] != ours[1] else None


def _our_server(address: str) -> tuple[str, int | None] | None:
    """Host and port of an address of this machine, whatever its name there; None of any other's."""
    host = _host(address)
    if host not in THIS_MACHINE and not OUR_NUMBER.fullmatch(host):
        return None
    try:
        return "127.0.0.1" if host in THIS_MACHINE else host, urlsplit(address).port
    except ValueError:
        return None


def _host(address: str) -> str:
    """In small letters, without the dot of the root; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def ascii_host(host: str) -> str:
    """A Chinese name as the network writes it, as the list of suffixes has it, too."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


@cache
def _suffixes() -> PublicSuffixList:
    """Read when first asked for: it takes some 20 ms."""
    return PublicSuffixList()
