"""Which networks may be connected to: the public ones. Needs no client, so that whoever connects by
other means is held to the same rule."""

from __future__ import annotations

import ipaddress
import socket

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# IANA's special-purpose registries, beyond what `is_global` of every Python 3.11 knows.
NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "100.64.0.0/10",  # carrier NAT; 100.100.100.200 is Alibaba Cloud's metadata service
        "168.63.129.16/32",  # Azure's metadata service, in a public range
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata service
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "240.0.0.0/4",
        "::/96",  # IPv4-compatible, unspecified
        "::ffff:0:0/96",  # IPv4-mapped
        "64:ff9b::/96",  # NAT64: an IPv4 address in disguise
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",  # Teredo and other protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
    )
)


def permitted(address: IPAddress, allow_loopback: bool) -> bool:
    """Whether a connection to this address may be made."""
    if address in ipaddress.ip_network("127.0.0.0/8") or address == ipaddress.IPv6Address("::1"):
        return allow_loopback
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return not any(address in network for network in NEVER if network.version == address.version)


def system_lookup(host: str, port: int) -> list[str]:
    """All addresses of a name, as the system's resolver knows them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))
