"""A cache of the pages of the last scan, so that unchanged pages cost little.

A page with the same bytes is not parsed again; a page with a 304 is not transferred. In both cases
its links count as seen at this visit. A cached page is used only if all its inputs are the same.

A wrong 304 can hide a repost and lead to a wrong `missing`. Therefore a validator is trusted only
after it has changed together with the page, and only for `recheck_hours`. The body of a 304 comes
from the evidence archive.

The cache files may be deleted at any time: the cost is one fetch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from repostwatch.base.clock import day_of
from repostwatch.base.files import whole_file, writing
from repostwatch.crawl.evidence.archive import Archive, EvidenceRef
from repostwatch.crawl.evidence.warc_files import ArchiveError
from repostwatch.crawl.fetch.fetched import Fetched, FetchPolicy
from repostwatch.model import Page, Portal, Visit
from repostwatch.readers.pool import Readers
from repostwatch.reading.page import read_page
from repostwatch.settings import Settings
from repostwatch.visiting.evidence_writer import EvidenceWriter
from repostwatch.visiting.reader_version import reader_version


@dataclass(frozen=True, slots=True)
class CachedPage:
    """The last complete fetch of a page. `moves`: its validator has changed with the content.

    `basis` is a digest of all inputs of `page`.
    """

    digest: str
    etag: str | None
    last_modified: str | None
    content_type: str | None
    seen_whole_at: datetime
    evidence: Mapping[str, Any]
    moves: bool
    basis: str
    page: Page

    def ask(self, policy: FetchPolicy) -> FetchPolicy:
        """The policy with the validators for a conditional request."""
        if not self.moves:
            return policy
        return replace(
            policy,
            etag=self.etag,
            last_modified=self.last_modified,
            digest=self.digest,
            seen_whole_at=self.seen_whole_at,
        )


FORM: TypeAdapter[dict[str, CachedPage]] = TypeAdapter(dict[str, CachedPage])


class PageCache:
    """The cached pages of one portal by address, in one file: loaded at start, saved by `save`."""

    def __init__(self, directory: Path, archive: Archive, portal_id: str) -> None:
        name = hashlib.sha256(portal_id.encode()).hexdigest()[:32]
        self._path, self._archive = directory / f"{name}.json", archive
        try:
            self._pages = FORM.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            self._pages = {}  # no scan yet, or written by another version

    def get(self, url: str) -> CachedPage | None:
        return self._pages.get(url)

    def with_body(self, fetched: Fetched, known: CachedPage) -> Fetched | None:
        """A 304 with the body it refers to; None if the archive no longer has it."""
        try:
            body = self._archive.read(EvidenceRef.of(known.evidence))
        except (ArchiveError, KeyError):
            return None
        visit = replace(fetched.visit, digest=known.digest, content_type=known.content_type)
        return replace(fetched, visit=visit, body=body)

    def put(
        self,
        visit: Visit,
        page: Page,
        basis: str,
        evidence: Mapping[str, Any],
        before: CachedPage | None,
    ) -> None:
        """Store a page that was fetched completely and could be read."""
        validators = (visit.etag, visit.last_modified)
        moves = before is not None and before.moves
        if before is not None and visit.digest != before.digest:
            moves = validators != (before.etag, before.last_modified)
        self._pages[visit.url] = CachedPage(
            digest=visit.digest or "",
            etag=visit.etag,
            last_modified=visit.last_modified,
            content_type=visit.content_type,
            seen_whole_at=visit.fetched_at,
            evidence=evidence,
            moves=moves,
            basis=basis,
            page=page,
        )

    def save(self, since: datetime) -> None:
        """Write the cache without pages that were last fetched before `since`."""
        recent = {url: known for url, known in self._pages.items() if known.seen_whole_at >= since}
        with writing("the page cache", self._path.parent):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._write(recent)

    def _write(self, recent: dict[str, CachedPage]) -> None:
        with whole_file(self._path) as part:
            part.write_bytes(FORM.dump_json(recent))


def page_cache(portal: Portal, writer: EvidenceWriter, settings: Settings) -> PageCache | None:
    """The cache under `var_dir`; None if caching is off."""
    if writer.archive is None or not settings.scan.reuse_unchanged:
        return None
    return PageCache(settings.var_dir / "known", writer.archive, portal.portal_id)


async def read_or_reuse(
    fetched: Fetched,
    portal: Portal,
    settings: Settings,
    readers: Readers,
    known: CachedPage | None = None,
    *,
    listed: bool = False,
) -> tuple[Page, str, float]:
    """(page, basis, seconds) of a fetched page: the cached one if its basis is the same, else
    read, in so many seconds of a reader.

    `listed`: it is a list page, so its regions are needed, too.

    Raises ReadError if reading fails.
    """
    visit = fetched.visit
    facts = (
        visit.digest,
        visit.final_url,
        visit.content_type,
        day_of(visit.fetched_at),  # gives month-day dates their year
        portal.selector,
        fetched.screen,
        settings.reading.model_dump_json(),
        reader_version(),
    )
    basis = hashlib.sha256(repr(facts).encode()).hexdigest()
    if known is not None and known.basis == basis:
        return known.page, basis, 0.0
    work = partial(
        read_page,
        fetched.body or b"",
        visit.final_url or visit.url,
        content_type=visit.content_type,
        fetched_at=visit.fetched_at,
        selector=portal.selector,
        screen=fetched.screen,
        settings=settings.reading,
        listed=listed,
    )
    page, seconds = await readers.read_at_cost(work, portal.portal_id)
    return page, basis, seconds
