"""Politeness: few connections, a gap between requests, and pauses.

Pauses of a host, by Retry-After or after repeated failures, are in a HostRecord, which a caller
may store between runs.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

from yarl import URL

from repostwatch.crawl.fetch.addresses import is_loopback
from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.model import Outcome, because
from repostwatch.model.codes import VisitCode
from repostwatch.model.hosts import HostRecord
from repostwatch.settings import CrawlSettings

# Outcomes that concern the host, not one page.
HOST_OUTCOMES = frozenset(
    {Outcome.DNS_ERROR, Outcome.REFUSED, Outcome.RESET, Outcome.TIMEOUT, Outcome.BLOCKED}
)


class HostState(Protocol):
    """Storage of host records between runs. Called often, so it should answer from memory."""

    def load(self, host: str) -> HostRecord | None: ...
    def save(self, host: str, record: HostRecord) -> None: ...


class MemoryHostState:
    """Host records in memory, for one run."""

    def __init__(self) -> None:
        self.records: dict[str, HostRecord] = {}

    def load(self, host: str) -> HostRecord | None:
        return self.records.get(host)

    def save(self, host: str, record: HostRecord) -> None:
        self.records[host] = record


def host_key(url: URL) -> str:
    """One key for each server: http and https of a host are the same."""
    host = url.raw_host or ""
    host = f"[{host}]" if ":" in host else host
    return host if url.is_default_port() else f"{host}:{url.port}"


def lane_of(host: str, asker: str) -> str:
    """The key of what another site leads to on a host: its limits and pauses are its own, so that a
    stranger's redirects keep nobody waiting for the host, and leave nobody of it alone."""
    return f"{host} from {asker}"


def retry_after(text: str | None, now: datetime, most: float) -> float | None:
    """Seconds to wait by a Retry-After header: a number or a date; capped; None if neither."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), most)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), most)


def scan_offset(key: str, slot_seconds: float) -> float:
    """The second of a slot at which a portal's scan starts, fixed for each portal.

    Scans thus do not all start at once, and each portal is scanned at even intervals.
    """
    return random.Random(key).random() * slot_seconds  # noqa: S311 - spreads load, hides nothing


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    gap: float
    free_at: float = 0.0


class Politeness:
    """Limits the requests of all fetches of a crawler. A host is told by its `host_key`, or by a
    `lane_of` it."""

    def __init__(
        self,
        settings: CrawlSettings,
        now: Callable[[], datetime],
        state: HostState | None = None,
    ) -> None:
        self._settings, self._now = settings, now
        self._state = state if state is not None else MemoryHostState()
        self._hosts: dict[str, _Host] = {}
        self._places = asyncio.Semaphore(settings.connections)

    @asynccontextmanager
    async def turn(self, host: str, *, gap: bool = True) -> AsyncIterator[None]:
        """Wait for a slot for one request to this host. Raises FetchError during its pause.

        `gap` is False for subresources in the browser, which belong to one visit.
        """
        self.refuse(host)
        here = self._host(host)
        async with here.places:
            if not gap:
                async with self._places:
                    yield
                return
            loop = asyncio.get_running_loop()
            start = max(loop.time(), here.free_at)
            here.free_at = start + here.gap
            if (wait := start - loop.time()) > 0:
                await asyncio.sleep(wait)
            self.refuse(host)  # others may have failed while we waited
            async with self._places:
                yield

    def widen(self, host: str, delay: float) -> None:
        """Keep the gap that a robots.txt asks for."""
        here = self._host(host)
        here.gap = max(here.gap, min(delay, self._settings.crawl_delay_max_seconds))

    def refuse(self, host: str) -> None:
        """Raises FetchError during the host's pause, with the outcome that caused it."""
        record = self._state.load(host)
        if record is None or record.until is None or record.outcome is None:
            return
        if self._now() < record.until:
            reason = because(VisitCode.LEFT_ALONE, why=record.reason, until=record.until)
            raise FetchError(record.outcome, reason, own=True)

    def succeeded(self, host: str) -> None:
        record = self._state.load(host)
        if record is not None and (record.failures or record.until):
            self._state.save(host, HostRecord(lying=record.lying))

    def failed(self, host: str, failure: FetchError) -> None:
        """Count a failed fetch; pause the host after several, or by Retry-After."""
        asked = failure.retry_after
        if failure.own or self._is_ours(host):
            return
        if failure.outcome not in HOST_OUTCOMES and asked is None:
            return
        record = self._state.load(host) or HostRecord()
        failures = record.failures + 1
        pause = self._pause(failures) if asked is None else asked
        until = self._now() + timedelta(seconds=pause) if pause else None
        self._state.save(
            host,
            replace(
                record,
                failures=failures,
                until=until,
                outcome=failure.outcome,
                reason=failure.reason,
            ),
        )

    def trusts(self, host: str) -> bool:
        """Whether the host's validators have been correct so far."""
        record = self._state.load(host)
        return record is None or not record.lying

    def distrust(self, host: str) -> None:
        self._state.save(host, replace(self._state.load(host) or HostRecord(), lying=True))

    def _pause(self, failures: int) -> float:
        beyond = failures - self._settings.backoff_after
        if beyond < 0:
            return 0.0
        pause = self._settings.backoff_seconds * 2.0 ** min(beyond, 20)
        jitter = random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, hides nothing
        return min(pause, self._settings.backoff_max_seconds) * jitter

    def _host(self, host: str) -> _Host:
        here = self._hosts.get(host)
        if here is None:
            settings = self._settings
            if self._is_ours(host):
                here = _Host(asyncio.Semaphore(settings.connections), 0.0)
            else:
                places = asyncio.Semaphore(settings.connections_per_host)
                here = _Host(places, settings.gap_seconds)
            self._hosts[host] = here
        return here

    def _is_ours(self, host: str) -> bool:
        """Whether a host is this machine, which needs no limits."""
        if self._settings.polite_to_loopback:
            return False
        return is_loopback(URL(f"http://{host.partition(' ')[0]}").host or "")
