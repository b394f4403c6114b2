"""What the steps that fetch pages share: a crawler, and many works at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from repostwatch.crawl.fetch.crawler import Crawler
from repostwatch.settings import Settings
from repostwatch.store.database import Connection
from repostwatch.store.hosts import StoredHosts

T = TypeVar("T")
log = logging.getLogger(__name__)


def crawler_of(conn: Connection, settings: Settings) -> Crawler:
    """A crawler that loads and saves the hosts to avoid in the database."""
    return Crawler(
        settings.crawl,
        allow_loopback=settings.allow_loopback,
        now=settings.now,
        host_state=StoredHosts(conn),
    )


async def gather_all(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """All results in order. If one fails, its error is raised after the others have ended."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    except BaseException:  # cancelled
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    if failures := [one for one in ended if isinstance(one, BaseException)]:
        # A disk that is full is so for all of them: it is said once.
        others = (one for one in failures[1:] if str(one) != str(failures[0]))
        for failure in others:
            log.error("%r", failure, exc_info=failure)
        raise failures[0]
    return [one for one in ended if not isinstance(one, BaseException)]
