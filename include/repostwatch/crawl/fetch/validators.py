"""Conditional requests, and the detection of servers whose validators are wrong."""

from __future__ import annotations

from datetime import datetime, timedelta

from repostwatch.crawl.fetch.attempt import printable
from repostwatch.crawl.fetch.fetched import FetchPolicy
from repostwatch.model import Visit


def conditional_headers(policy: FetchPolicy, now: datetime, recheck_hours: float) -> dict[str, str]:
    """Headers of a conditional request; empty if the last complete fetch is too old."""
    if policy.render:
        return {}  # the page is what its scripts fetch, and its validator knows nothing of that
    limit = timedelta(hours=recheck_hours)
    if policy.seen_whole_at is not None and now - policy.seen_whole_at > limit:
        return {}
    headers = {"If-None-Match": policy.etag, "If-Modified-Since": policy.last_modified}
    return {name: value for name, value in headers.items() if value and printable(value)}


def validator_is_wrong(policy: FetchPolicy, visit: Visit) -> bool:
    """Whether a validator stayed the same while the content changed."""
    if policy.render or policy.digest is None or visit.digest == policy.digest:
        return False
    if policy.etag is not None or visit.etag is not None:
        return policy.etag == visit.etag
    return policy.last_modified is not None and policy.last_modified == visit.last_modified
