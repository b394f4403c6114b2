"""A crawler for tests: limits short enough to wait for, loopback allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.crawl.fetch.gate import Lookup
from repostwatch.crawl.fetch.politeness import HostState
from repostwatch.settings import CrawlSettings

NOW = datetime(2026, 8, 21, 2, tzinfo=UTC)
LIMITS: dict[str, object] = {
    "total_seconds": 1.0,
    "dns_seconds": 0.5,
    "connect_seconds": 0.5,
    "read_seconds": 0.5,
    "attempts": 1,
    "retry_seconds": 0.01,
    "gap_seconds": 0.0,
    "polite_to_loopback": True,
    "max_bytes": 2_000_000,
}


def settings(**changes: object) -> CrawlSettings:
    return CrawlSettings.model_validate(LIMITS | changes)


def crawler(
    lookup: Lookup | None = None,
    *,
    allow_loopback: bool = True,
    now: Callable[[], datetime] = lambda: NOW,
    host_state: HostState | None = None,
    limits: Mapping[str, object] = {},
    **changes: object,
) -> Crawler:
    """`limits` and `changes` are settings: those that a test was handed, and its own."""
    return Crawler(
        settings(**limits, **changes),
        allow_loopback=allow_loopback,
        now=now,
        lookup=lookup,
        host_state=host_state,
    )
