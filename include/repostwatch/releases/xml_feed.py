"""RSS and Atom, read by feedparser; its dates are read from what stands there."""

from __future__ import annotations

import re
from typing import Any

import feedparser

from repostwatch.base.whole_text import known_references
from repostwatch.releases.dates import read_date
from repostwatch.releases.json_shapes import PUBLISHED
from repostwatch.releases.parsed import MOST_ITEMS, Item
from repostwatch.releases.refusal import FeedError

DUBLIN = re.compile(r"<[A-Za-z]{0,20}:?date[\s>]")
UPDATED = re.compile(r"<(?:[A-Za-z]{1,20}:)?(?:updated|modified|lastBuildDate)[\s>]")
ITEM = re.compile(r"<(?:[A-Za-z]{1,20}:)?(?:item|entry)[\s>]")
# What may hold the word without being an item.
ASIDE = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
# What the parser spends grows with the elements, and with the square of one's attributes: 50,000 of
# them, in half a megabyte, took 19 s; so many of each take 3. gov.cn's feed has 200 elements.
MOST_ELEMENTS, MOST_ATTRIBUTES = 200_000, 500
ATTRIBUTE = re.compile(r"=\s{0,9}[\"']")
PROLOG = re.compile(r"\s{0,99}<\?xml[^>]{0,300}\?>")


def read_feed(text: str, source: str) -> list[Item]:
    """The items of an RSS or Atom feed. Raises FeedError where it is none, or hostile."""
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise FeedError(source, "declares entities: a feed that does is not read")
    if len(re.findall(r"<(?:item|entry)[\s>]", text)) > MOST_ITEMS:
        raise FeedError(source, f"has more than {MOST_ITEMS} items")
    text = known_references(PROLOG.sub("", text, count=1))
    _check_work(text, source)
    try:
        feed = feedparser.parse(
            text.encode("utf-8", "replace"),
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
    dublin = DUBLIN.search(text) is not None and UPDATED.search(text) is None
    items = [_item(entry, channel, dublin=dublin) for entry in feed.entries]
    # A parser that loses its place joins items, or leaves the rest out, without a word.
    expected = len(ITEM.findall(ASIDE.sub("", text)))
    if expected > len(items):
        reason = feed.get("bozo_exception")
        remark = f"{expected - len(items)} of {expected} items are lost, the XML is broken"
        items.append(Item("", None, remark=f"{remark} ({reason})"[:200] if reason else remark))
    return items


def _check_work(text: str, source: str) -> None:
    """Raises FeedError for a feed that would keep its reader busy for long."""
    pieces = text.split("<")
    if len(pieces) > 2 * MOST_ELEMENTS:
        raise FeedError(source, f"has more than {MOST_ELEMENTS} elements")
    if any(
        piece.count("=") > MOST_ATTRIBUTES and len(ATTRIBUTE.findall(piece)) > MOST_ATTRIBUTES
        for piece in pieces
    ):
        raise FeedError(source, f"has an element with more than {MOST_ATTRIBUTES} attributes")


def _item(entry: Any, channel: str, *, dublin: bool) -> Item:
    """`dublin`: what the parser calls an update is Dublin Core's date of publication."""
    own = next((value for name in PUBLISHED if (value := _text(entry, name))), "")
    published, updated = _text(entry, "published") or own, _text(entry, "updated")
    stated = published or updated
    tags = entry.get("tags") or []
    category = next((tag.get("term") for tag in tags if tag.get("term")), "")
    only_updated = not published and updated and not dublin
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
