"""One page, read: the way from bytes to `Page`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from repostwatch.model import (
    Page,
    PageKind,
    RegionForm,
    Screen,
    because,
)
from repostwatch.model.codes import PageCode
from repostwatch.reading import charset, closure, document, page_kind, tags
from repostwatch.reading.announced import announced
from repostwatch.reading.article import article
from repostwatch.reading.columns import policy_column
from repostwatch.reading.columns.blanks import blanks
from repostwatch.reading.dates import date_alignment
from repostwatch.reading.dom import screens, tree
from repostwatch.reading.formats import answers, records
from repostwatch.reading.formats.place_in_list import PlaceInList, place_in_list
from repostwatch.reading.lists import items, newer, paging, rows
from repostwatch.reading.lists.links import links_of
from repostwatch.reading.lists.row import Anchors, Row
from repostwatch.reading.other_ways import goes_on_elsewhere, other_ways
from repostwatch.reading.regions.build import Built, regions_of
from repostwatch.reading.regions.held_back import held_back
from repostwatch.reading.regions.notice import notice
from repostwatch.reading.regions.partial import siblings
from repostwatch.reading.regions.places import framed
from repostwatch.reading.regions.subject import subjects
from repostwatch.reading.regions.unlinked import unlinked
from repostwatch.reading.regions.upkeep import Upkeep, with_upkeep
from repostwatch.settings import ReadingSettings


def read_page(  # noqa: PLR0913  all that is known of a page beside its bytes
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    selector: str | None = None,
    screen: Screen | None = None,
    settings: ReadingSettings,
    listed: bool = False,
    kept_up: bool = False,
    parsed: Callable[[LexborHTMLParser], None] | None = None,
) -> Page:
    """What the bytes of a page say. Never raises on any bytes.

    `url` is where they came from, after redirects. `fetched_at` (aware) gives month-day
    dates their year. `selector` is CSS that names the list's items where structure misleads.
    `screen` is what stood where when the page was drawn; without it the markup tells.
    `listed`: the page is watched for its list; only then its subject, its notice of having moved
    and its regions are returned.
    `kept_up`: it is asked whether its site is kept up, too; only then the days of its regions, its
    blank columns and what may be news beside its lists are returned. Includes `listed`.
    `parsed` is called with the tree of a page of HTML before it is read: it is made once.
    """
    if not body or body.isspace():
        return Page(PageKind.EMPTY, reason=because(PageCode.EMPTY))
    if why_not := page_kind.not_text(body, content_type):
        return Page(PageKind.NOT_HTML, reason=why_not)
    reader = _Reader(
        url, fetched_at, selector, settings, screen, listed or kept_up, kept_up, parsed
    )
    raw, name, text = body, "utf-8", charset.plain(body)
    if text is None:
        decoded = charset.decode(body, content_type, settings)
        if decoded is None:
            return Page(PageKind.UNDECODABLE, reason=because(PageCode.UNDECODABLE))
        raw, (text, name) = b"", decoded
    answer = _as_answer(text)
    if answer is not None:
        rows_of, following, place = answer
        if rows_of is None:
            return Page(PageKind.NOT_HTML, name, reason=because(PageCode.DATA_WITHOUT_LIST))
        page = reader.read(rows_of, name, following, bare=True)
        number = max(place.number, page.number)
        return replace(page, number=number, goes_on=place.total > len(page.links))
    return reader.read(text, name, None, bare=False, raw=raw)


def _as_answer(text: str) -> tuple[str | None, str | None, PlaceInList] | None:
    """The list of an answer that is no HTML, and where it goes on; None for a page."""
    head = text[:200].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<?xml", "<datastore", "<recordset", "<xml", "<rss", "<feed")):
        if answers.looks_like_xml_list(text):
            return (*answers.xml_list(text), PlaceInList())
        feed = answers.looks_like_feed(text)
        return (answers.feed_list(text), None, PlaceInList()) if feed else None
    if head.startswith("<"):
        return None
    value = answers.json_value(text)
    return None if value is None else (records.json_list(value), None, place_in_list(value))


@dataclass(frozen=True)
class _Reader:
    """What is known of a page besides its bytes."""

    url: str
    fetched_at: datetime | None
    selector: str | None
    settings: ReadingSettings
    screen: Screen | None = None
    listed: bool = False
    kept_up: bool = False
    parsed: Callable[[LexborHTMLParser], None] | None = None

    def read(
        self, text: str, charset_name: str, following: str | None, *, bare: bool, raw: bytes = b""
    ) -> Page:
        """Read a page's HTML; `bare` is a list made of an answer that was none.

        `raw` is the text in UTF-8 where it came as that: it need not be encoded again.
        """
        parsed = tree.parse(raw or text, self.settings)
        if self.parsed is not None and not bare:
            self.parsed(parsed)
        doc = document.read(
            parsed, text, self.url, bare=bare, kept_up=self.kept_up, store=following
        )
        anchors = rows.rows(doc, self.fetched_at, self.settings)
        date_alignment.align_dates(anchors)
        next_url = paging.next_url(doc, (href for href, _ in anchors.pagers))
        found, complaint = anchors.rows, None
        if self.selector:
            found, complaint = items.selected(doc.tree, self.selector, found)
        kept, links, blocks = items.items(found, doc.base, self.fetched_at, self.settings)
        if bare:
            built = regions_of(doc, anchors, kept, blocks, (), self.fetched_at, self.settings)
            parts = self._upkeep(built, doc, anchors).regions
            data = tuple(replace(part, form=RegionForm.DATA) for part in parts if part.readable)
            return Page(
                PageKind.CONTENT, charset_name, None, {}, None, tuple(links), (), next_url,
                complaint, regions=data, number=paging.number(doc), kept_up=self.kept_up,
            )  # fmt: skip
        meta = tags.meta(doc.elements["meta"])
        described = article.article(doc, meta, sum(row.visible for row in kept), self.fetched_at)
        placed = (
            screens.ScreenPositions(doc.tree, self.screen, self.settings) if self.screen else None
        )
        seen = policy_column.columns(
            doc, anchors, kept, blocks, self.settings, self.fetched_at, placed
        )  # fmt: skip
        embedded = any(column.form.embedded for column in seen)
        embedded = embedded or (self.listed and not links and framed(doc, self.settings))
        facts = (len(links), described is not None, embedded)
        kind, mark = page_kind.kind_of(doc, facts, self.settings)
        page = Page(
            kind, charset_name, doc.title, meta, described, tuple(links), seen, next_url,
            mark or complaint,
            closing=closure.closing(text, doc.shown, len(links), self.settings),
            announced=() if described is not None else announced(doc),
        )  # fmt: skip
        return self._with_list(page, doc, anchors, kept, blocks) if self.listed else page

    def _with_list(
        self,
        page: Page,
        doc: document.Document,
        anchors: Anchors,
        kept: list[Row],
        blocks: dict[int, int],
    ) -> Page:
        """The page with all that a page has which is watched for its list."""
        links, numbered, subject = page.links, dict(blocks), subjects(doc, page.meta)
        seen, settings = self.fetched_at, self.settings
        built = regions_of(doc, anchors, kept, numbered, subject, seen, settings)
        if numbered != blocks:
            links = tuple(links_of(kept, numbered, doc.base))
        upkeep = self._upkeep(built, doc, anchors)
        page = replace(
            page,
            links=links,
            goes_on=paging.goes_on(doc),
            siblings=siblings(doc),
            number=paging.number(doc),
            previous_url=paging.previous_url(doc, anchors.previous) or newer.newer_url(doc, seen),
            subject=subject,
            notice=notice(doc.shown, [row.title for row in kept], subject),
            regions=upkeep.regions,
        )
        if not self.kept_up:
            return page
        return replace(
            page,
            kept_up=True,
            blanks=blanks(doc, anchors.above),
            foreign=doc.foreign,
            unlinked=unlinked(doc, anchors.rows, seen, settings),
            glimpses=(*upkeep.glimpses, *held_back(doc, seen, settings)),
            places=upkeep.places,
            other_ways=other_ways(doc),
            goes_elsewhere=goes_on_elsewhere(doc),
        )

    def _upkeep(self, built: Built, doc: document.Document, anchors: Anchors) -> Upkeep:
        if not self.kept_up:
            return Upkeep(built.regions)
        return with_upkeep(built, doc, anchors, self.fetched_at, self.settings)
