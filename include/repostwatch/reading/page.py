"""One page, read: the way from bytes to `Page`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from repostwatch.model import Link, Page, PageKind, Screen, because
from repostwatch.model.codes import PageCode
from repostwatch.reading import (
    answers,
    article,
    beside,
    charset,
    columns,
    document,
    items,
    kinds,
    paging,
    rows,
    screens,
    tags,
    tree,
)
from repostwatch.settings import ReadingSettings

_DEFAULT = ReadingSettings()


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    selector: str | None = None,
    screen: Screen | None = None,
    settings: ReadingSettings = _DEFAULT,
) -> Page:
    """What the bytes of a page say. Never raises on any bytes.

    `url` is where they came from, after redirects. `fetched_at` (aware) gives month-day
    dates their year. `selector` is CSS that names the list's items where structure misleads.
    `screen` is what stood where when the page was drawn; without it the markup tells.
    """
    if not body.strip():
        return Page(PageKind.EMPTY, reason=because(PageCode.EMPTY))
    why_not = kinds.not_text(body, content_type)
    if why_not:
        return Page(PageKind.NOT_HTML, reason=why_not)
    reader = _Reader(url, fetched_at, selector, settings, screen)
    raw, name, text = body, "utf-8", charset.plain(body)
    if text is None:
        decoded = charset.decode(body, content_type, settings)
        if decoded is None:
            return Page(PageKind.UNDECODABLE, reason=because(PageCode.UNDECODABLE))
        raw, (text, name) = b"", decoded
    answer = _as_answer(text)
    if answer is not None:
        listed, following = answer
        if listed is None:
            return Page(PageKind.NOT_HTML, name, reason=because(PageCode.DATA_WITHOUT_LIST))
        return reader.read(listed, name, following, bare=True)
    return reader.read(text, name, None, bare=False, raw=raw)


def _as_answer(text: str) -> tuple[str | None, str | None] | None:
    """The list of an answer that is no HTML, None where the text is a page."""
    head = text[:200].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<?xml", "<datastore", "<recordset", "<xml", "<rss", "<feed")):
        if answers.looks_like_xml_list(text):
            return answers.xml_list(text)
        return (answers.feed_list(text), None) if answers.looks_like_feed(text) else None
    if head.startswith("<"):
        return None
    value = answers.json_value(text)
    return None if value is None else (answers.json_list(value), None)


@dataclass(frozen=True)
class _Reader:
    """What is known of a page besides its bytes."""

    url: str
    fetched_at: datetime | None
    selector: str | None
    settings: ReadingSettings
    screen: Screen | None = None

    def read(
        self, text: str, charset_name: str, following: str | None, *, bare: bool, raw: bytes = b""
    ) -> Page:
        """Read a page's HTML; `bare` is a list made of an answer that was none.

        `raw` is the text in UTF-8 where it came as that: it need not be encoded again.
        """
        parsed = tree.parse(raw or text, self.settings)
        doc = document.read(parsed, text, self.url, bare=bare, store=following)
        anchors = rows.rows(doc, self.fetched_at, self.settings)
        beside.deal_dates(anchors)
        next_url = paging.next_url(doc, anchors.pagers)
        found, complaint = anchors.rows, None
        if self.selector:
            found, complaint = items.selected(doc.tree, self.selector, found)
        kept, links, blocks = items.items(found, doc.base, self.fetched_at, self.settings)
        if bare:
            return Page(
                PageKind.CONTENT, charset_name, None, {}, None, tuple(links), (), next_url,
                complaint,
            )  # fmt: skip
        meta = tags.meta(doc.metas)
        described = article.article(doc, meta, sum(row.visible for row in kept))
        placed = screens.Screens(doc.tree, self.screen, self.settings) if self.screen else None
        seen = columns.columns(
            doc, anchors, kept, blocks, self.settings, self.fetched_at, placed
        )  # fmt: skip
        embedded = any(column.form.embedded for column in seen)
        facts = (len(links), described is not None, embedded)
        kind, mark = kinds.kind_of(doc, facts, self.settings)
        reason = mark or complaint
        return Page(
            kind, charset_name, doc.title, meta, described, tuple(links), seen, next_url, reason
        )  # fmt: skip


def page_as_json(page: Page) -> dict[str, Any]:
    """A page in the form of `repostwatch read --json`."""
    found = page.article
    return {
        "charset": page.charset,
        "title": page.title,
        "meta": dict(page.meta),
        "article": found
        and {
            "title": found.title,
            "published_at": str(found.published) if found.published else None,
            "source": found.source,
            "doc_number": found.doc_number,
        },
        "links": [_link_as_json(link) for link in page.links],
        "columns": [
            {
                "name": column.name,
                "url": column.url,
                "form": str(column.form),
                "prominent": column.prominent,
                "items": column.items,
                "newest": str(column.newest) if column.newest else None,
            }
            for column in page.columns
        ],
    }


def _link_as_json(link: Link) -> Mapping[str, str | None]:
    return {
        "title": link.title,
        "url": link.url,
        "date": str(link.date) if link.date else None,
        "precision": str(link.date.precision) if link.date else None,
    }
