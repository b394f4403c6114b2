"""Whether a page is tried again, and when."""

from __future__ import annotations

import random

from repostwatch.crawl.fetch.outcomes import FetchError
from repostwatch.settings import CrawlSettings


def pause_before_retry(failure: FetchError, number: int, settings: CrawlSettings) -> float | None:
    """Seconds until the next try, or None where this was the last. `number` counts from 1."""
    if not failure.passing or number >= settings.attempts:
        return None
    if failure.retry_after is not None:
        wait = failure.retry_after
        return wait if wait <= settings.retry_after_wait_seconds else None
    return settings.retry_seconds * random.uniform(0.5, 1.5)  # noqa: S311 - spreads load
