"""What the bytes of a page hold and no browser shows as the page opens: templates, fields and
comments that hold markup, attributes and data that hold rows. A line of script puts it in place.

It is read like the page, and may be news: nobody knows what becomes of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime

from repostwatch.model import Glimpse, because
from repostwatch.model.codes import ListCode
from repostwatch.reading import document
from repostwatch.reading.dates import date_alignment
from repostwatch.reading.document import Document
from repostwatch.reading.dom import tree
from repostwatch.reading.formats import answers, records
from repostwatch.reading.lists import items, rows
from repostwatch.reading.regions.build import regions_of
from repostwatch.reading.regions.upkeep import with_upkeep
from repostwatch.settings import ReadingSettings

HIDDEN = because(ListCode.ITEM_HIDDEN)
_HOLDERS = "template, textarea, noscript, noembed, noframes, xmp, plaintext"
# As text they stand in the tree; of the others the elements do.
_AS_TEXT = frozenset(("textarea", "xmp", "plaintext", "noembed", "noframes"))
_TEMPLATE = re.compile(r"<(/?)template\b", re.IGNORECASE)
_LINK = re.compile(r"<a\b", re.IGNORECASE)
_VALUE = re.compile(r"=\s{0,3}(?:\"([^\"]{40,})\"|'([^']{40,})')")
_DATA = ("[", "{")
_MOST = 2_000_000  # characters; what is longer than any homepage is not read again


def held_back(doc: Document, seen: datetime | None, settings: ReadingSettings) -> list[Glimpse]:
    """What may be shown of that; at most one, with the newest day and how many days of rows could
    not be read."""
    text = "".join(f"<div>{part}</div>" for part in _parts(doc))
    if not text or len(text) > _MOST:
        return [Glimpse(unread=1)] if text else []
    parsed = tree.parse(text, settings)
    inner = document.read(parsed, text, doc.base.url, bare=True)
    anchors = rows.rows(inner, seen, settings)
    date_alignment.align_dates(anchors)
    kept, _, blocks = items.items(anchors.rows, inner.base, seen, settings)
    built = regions_of(inner, anchors, kept, blocks, (), seen, settings)
    found = with_upkeep(built, inner, anchors, seen, settings)
    days = [day for one in found.regions for day in (one.sure, one.doubted) if day is not None]
    days += [day for one in found.glimpses for day in (one.sure, one.doubted) if day is not None]
    newest = max(days, key=lambda day: day.value, default=None)
    unread = sum(one.days_unread for one in found.regions)
    unread += sum(one.unread for one in found.glimpses)
    if newest is None and not unread:
        return []
    return [Glimpse("", None, newest, HIDDEN if newest else None, unread)]


def _parts(doc: Document) -> Iterator[str]:
    """The markup of what is held back, where it has links."""
    found = (part for part in _in_elements(doc) if _LINK.search(part))
    yield from (_TEMPLATE.sub(r"<\1div", part) for part in found)
    if doc.codes:
        # What no element holds is put in place by code alone.
        yield from (part for part in _comments(doc.source) if _LINK.search(part))
        yield from _in_attributes(doc.source)


def _in_elements(doc: Document) -> Iterator[str]:
    for node in doc.tree.css("iframe[srcdoc]"):
        yield node.attributes.get("srcdoc") or ""
    for node in doc.tree.css(_HOLDERS):
        as_text = (node.text() or "") if node.tag in _AS_TEXT else ""
        # Of a template only its own markup has its content.
        yield as_text or (node.html if node.tag == "template" else node.inner_html) or ""


def _in_attributes(source: str) -> Iterator[str]:
    for match in _VALUE.finditer(source):
        value = html.unescape(match[1] or match[2])
        if _LINK.search(value):
            yield value
        elif value.lstrip().startswith(_DATA):
            yield _rows_of(value)


def _rows_of(data: str) -> str:
    value = answers.json_value(data)
    return "" if value is None else records.json_list(value) or ""


def _comments(source: str) -> Iterator[str]:
    begin = source.find("<!--")
    while begin >= 0:
        end = source.find("-->", begin)
        if end < 0:
            return
        yield source[begin + 4 : end]
        begin = source.find("<!--", end)
