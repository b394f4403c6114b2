"""RSS and Atom, read by feedparser; its dates are read from what stands there."""

from __future__ import annotations

import re
from typing import Any

import feedparser

from repostwatch.releases.dates import read_date
from repostwatch.releases.parsed import FeedError, Item

# gov.cn's push feed has 20 items; a feed of this many is a dump, and parsing it takes minutes.
MOST_ITEMS = 5000
PROLOG = re.compile(r"\s{0,99}<\?xml[^>]{0,300}\?>")


def read_feed(text: str, source: str) -> list[Item]:
    """The items of an RSS or Atom feed. Raises FeedError where it is none, or hostile."""
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise FeedError(source, "declares entities: a feed that does is not read")
    if len(re.findall(r"<(?:item|entry)[\s>]", text)) > MOST_ITEMS:
        raise FeedError(source, f"has more than {MOST_ITEMS} items")
    try:
        feed = feedparser.parse(
            PROLOG.sub("", text, count=1).encode("utf-8", "replace"),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": source,
            },
        )
    except Exception as error:  # of many kinds, over hostile XML
        raise FeedError(source, f"cannot be read as a feed: {error!r:.200}") from error
    if not feed.version and not feed.entries:
        reason = feed.get("bozo_exception")
        raise FeedError(source, f"is neither RSS nor Atom{f' ({reason})' if reason else ''}"[:300])
    channel = _text(feed.feed, "title")
    return [_item(entry, channel) for entry in feed.entries]


def _item(entry: Any, channel: str) -> Item:
    published, updated = _text(entry, "published"), _text(entry, "updated")
    stated = published or updated
    tags = entry.get("tags") or []
    category = next((tag.get("term") for tag in tags if tag.get("term")), "")
    only_updated = not published and updated and "dc_date" not in entry
    return Item(
        title=_text(entry, "title"),
        published=read_date(stated),
        stated=stated,
        address=_text(entry, "link"),
        kind=str(category or channel),
        remark="states only when it was updated; taken for its publication" if only_updated else "",
    )


def _text(holder: Any, name: str) -> str:
    """A value as it stands, past feedparser's habit of filling in another one."""
    value = dict.get(holder, name)
    return value if isinstance(value, str) else ""
