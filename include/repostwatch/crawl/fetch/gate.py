"""The gate: resolves names and permits connections to public addresses only.

aiohttp connects to exactly the addresses that `Gate.resolve` returns, so a second answer of the
name server (DNS rebinding) is never used. `Gate.open_socket` checks the address of every socket
again, also one written as a number.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from repostwatch.crawl.fetch.addresses import forbidden, literal
from repostwatch.crawl.fetch.networks import IPAddress, permitted, system_lookup
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode

Lookup = Callable[[str, int], Sequence[str]]

# A name server that lets us wait holds a thread; this many may hang before others queue.
LOOKUPS_AT_ONCE = 32


class Gate(AbstractResolver):
    """Resolves names and lets through permitted addresses only."""

    def __init__(
        self,
        *,
        allow_loopback: bool,
        seconds: float,
        lookup: Lookup | None,
        anywhere: bool = False,
    ) -> None:
        """`anywhere`: the gate of a proxy that the settings name, and of nothing else."""
        self._allow_loopback, self._seconds, self._anywhere = allow_loopback, seconds, anywhere
        self._lookup = lookup or system_lookup
        self._threads = ThreadPoolExecutor(LOOKUPS_AT_ONCE, "resolve")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The permitted addresses of a name. Raises FetchError."""
        del family  # both are asked for
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                texts = await loop.run_in_executor(self._threads, self._lookup, host, port)
        except TimeoutError:
            reason = because(VisitCode.NAME_SLOW, seconds=self._seconds)
            raise FetchError(Outcome.DNS_ERROR, reason) from None
        except (OSError, UnicodeError):
            raise FetchError(Outcome.DNS_ERROR, because(VisitCode.NAME_UNRESOLVED)) from None
        addresses = [address for text in texts if (address := literal(text)) is not None]
        allowed = [item for item in addresses if self._permits(item)]
        if not addresses:
            raise FetchError(Outcome.DNS_ERROR, because(VisitCode.NAME_WITHOUT_ADDRESS))
        if not allowed:
            raise forbidden(VisitCode.NAME_NOT_PUBLIC, address=str(addresses[0]))
        return [_result(host, port, address) for address in allowed]

    def check(self, host: str) -> None:
        """Refuse a host that is a forbidden IP address; a name is checked by `resolve`."""
        address = literal(host)
        if address is not None and not self._permits(address):
            raise forbidden(VisitCode.ADDRESS_NOT_PUBLIC, address=str(address))

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for this address and no other; the last check before a connection."""
        family, kind, protocol, _, target = info
        address = literal(str(target[0]))
        if address is None or not self._permits(address):
            raise PermissionError(errno.EACCES, f"{target[0]} is not a permitted address")
        return socket.socket(family=family, type=kind, proto=protocol)

    def _permits(self, address: IPAddress) -> bool:
        return self._anywhere or permitted(address, self._allow_loopback)

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def _result(host: str, port: int, address: IPAddress) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
