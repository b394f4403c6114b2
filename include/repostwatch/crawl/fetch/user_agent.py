"""The name by which servers know this program."""

from __future__ import annotations

from repostwatch.settings import CrawlSettings

VERSION = "0.1"


def user_agent(settings: CrawlSettings) -> str:
    """The User-Agent header: name, version and contact, in the usual form of crawlers."""
    contact = f"; +{settings.contact}" if settings.contact else ""
    return f"Mozilla/5.0 (compatible; repostwatch/{VERSION}{contact})"
