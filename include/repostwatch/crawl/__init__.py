"""Fetching: polite, bounded, honest about failure, safe against a hostile web."""

from repostwatch.crawl.crawler import Crawler
from repostwatch.crawl.fetched import Expect, Fetched, FetchPolicy
from repostwatch.crawl.politeness import HostRecord, HostState, scan_offset

__all__ = ["Crawler", "Expect", "FetchPolicy", "Fetched", "HostRecord", "HostState", "scan_offset"]
