"""The time of day of a release, from its own article."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from selectolax.lexbor import LexborHTMLParser

from repostwatch.base.clock import day_of
from repostwatch.model import Interval, Release
from repostwatch.releases.dates import read_date
from repostwatch.releases.merging import start_of

# gov.cn's article states the first; the second is the tag that 国办发〔2017〕47号 asks for.
# 成文日期, the day of signing, stands in neither and is never the start.
TAGS = ("firstpublishedtime", "PubDate")
# A list may show the day after a release of late evening. A tag that is further off than that
# speaks of something else: another version, a page that was moved.
FURTHEST = timedelta(days=3)
LARGEST = 8_000_000


def needs_article(release: Release) -> bool:
    """Whether only the day is known and there is an article to ask."""
    return release.published.earliest != release.published.latest and bool(release.addresses)


def complete_from_article(release: Release, article_html: bytes) -> Release:
    """The release with the moment its article states, or unchanged where that is no help.

    Never later than the source's own day: the clock starts at the earliest publication.
    """
    stated = _stated(article_html)
    if stated is None or not needs_article(release):
        return release
    published = start_of((release.published, stated))
    if day_of(release.published.earliest) - day_of(published.earliest) > FURTHEST:
        return release
    return replace(release, published=published)


def _stated(article_html: bytes) -> Interval | None:
    """The first tag with a time of day."""
    # The tag's name and value are ASCII in every charset in use.
    tree = LexborHTMLParser(article_html[:LARGEST].decode("latin-1"))
    metas = {
        (node.attributes.get("name") or "").lower(): node.attributes.get("content") or ""
        for node in reversed(tree.css("meta[name]"))
    }
    for tag in TAGS:
        stated = read_date(metas.get(tag.lower(), ""))
        if stated is not None and stated.earliest == stated.latest:
            return stated
    return None
